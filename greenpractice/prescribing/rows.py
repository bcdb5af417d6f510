"""One row of a prescribing file: whose, when, which product and how much, checked and added to the sums."""

from collections.abc import Callable, Sequence
from enum import Enum
from operator import itemgetter
from typing import NamedTuple, TypeVar

from greenpractice.facts.directory import is_ods_code
from greenpractice.facts.inhalers import load_inhalers
from greenpractice.prescribing.layouts import Layout, code_in_brackets, name_before_brackets
from greenpractice.prescribing.millionths import LARGEST, MILLIONTHS, millionths, plain_cell
from greenpractice.prescribing.months import read_month
from greenpractice.prescribing.naming import meant
from greenpractice.prescribing.products import (
    Snomed,
    code_of_unlisted,
    counting_by_code,
    damage,
    is_no_inhaler,
    looks_like_inhaler,
    snomed_state,
    unnamed_codes,
)
from greenpractice.prescribing.sums import MOST_PROBLEMS, Prescriber, Products, Sum, Sums, Unknown, first_name
from greenpractice.prescribing.values import Problem, Whose
from greenpractice.returns.entering import means_nothing
from greenpractice.returns.headings import names_sum
from greenpractice.returns.saying import amount_of, unit_typed
from greenpractice.texts import holds_nhs_number, text_problem

_AGAIN = "download the file again and open it here without saving it in Excel first"
_EXCEL = f"Excel has changed it; {_AGAIN}"
_PCN_SETTING = "26"
_MOST_KEPT = 65536
_MOST_NAMED = 4

Figures = tuple[int | None, int | None, int | None]
Cells = Sequence[str]
_Key = str | tuple[str, ...]
_Kept = TypeVar("_Kept")


class _Whose(NamedTuple):
    """Where the figures of a practice and span go."""

    products: Products
    prescriber: Prescriber


class _Nothing(Enum):
    """Of cells that were seen before: their rows are passed over."""

    HERE = "nothing is counted here"


class RowTaker:
    """Takes the rows of one file. `practice` chooses one, or some; without a practice column all are its.

    `span` and `product` stand for columns that the file does not have. What a practice's cells, a product's,
    its figures and its SNOMED code mean is looked into once and then known: rows repeat them many times.
    """

    def __init__(
        self, file: str, layout: Layout, practice: Whose, span: str | None, product: str | None
    ) -> None:
        self.sums = Sums()
        self._file = file
        self._layout = layout
        self._practice = practice if isinstance(practice, str) else None
        self._wanted = {practice} if isinstance(practice, str) else practice
        self._span = span
        self._product = product
        self._counting = counting_by_code()
        self._unnamed = unnamed_codes()
        self._whose_cells = _cells_at(layout.month, layout.practice, layout.practice_name, layout.setting)
        self._product_cells = _cells_at(layout.code, layout.name)
        self._figure_cells = _cells_at(layout.items, layout.per_item, layout.total)
        self._whose: dict[_Key, _Whose | _Nothing] = {}
        self._products: dict[_Key, str | _Nothing] = {}
        self._figures_read: dict[_Key, Figures] = {}
        self._snomed_seen: set[str] = set()

    def take(self, fields: Cells, row: Callable[[], int]) -> None:
        """Look at one row of as many fields as the header; `row` gives its number where one is needed."""
        code = self._products.get(self._product_cells(fields))
        if code is _Nothing.HERE:
            return
        whose = self._whose.get(self._whose_cells(fields))
        if whose is _Nothing.HERE:
            return
        figures = self._figures_read.get(self._figure_cells(fields))
        if code is None or whose is None or figures is None or not self._snomed_is_seen(fields):
            self._look_into(fields, row, code, figures)
        else:
            self._add(whose, code, figures)
            self.sums.whole_rows.see(fields, self._span or "")

    def _look_into(
        self, fields: Cells, row: Callable[[], int], code: str | None, figures: Figures | None
    ) -> None:
        """A row in which something is new, or wrong: what is wrong is never kept as known."""
        practice = self._prescriber_of(fields)
        if practice is None:
            _keep(self._whose, self._whose_cells(fields), _Nothing.HERE)
            return
        code = code or self._inhaler(fields, row)
        if code is None:
            return
        before = self.sums.problem_count
        span = self._span_of(fields, row)
        figures = figures or self._figures(fields, row)
        if not self._snomed_is_seen(fields):
            self._check_snomed(fields, row)
        if self.sums.problem_count > before or span is None or figures[1] is None:
            return
        self.sums.whole_rows.see(fields, self._span or "")
        if code not in self._counting:
            self._add_unknown(fields, practice, code, figures[0] or 0, figures[1])
            if self._layout.plain or looks_like_inhaler(code, self._name(fields)):
                self._keep_unknown(span, practice, code, figures)
            return
        if code in self._unnamed:
            self.sums.brands[code] = first_name(self.sums.brands.get(code, ""), self._name(fields) or "")
        products = self.sums.spans.setdefault(span, {}).setdefault(practice, {})
        whose = _Whose(products, self._prescriber(practice, fields))
        self._add(whose, code, figures)
        _keep(self._whose, self._whose_cells(fields), whose)
        _keep(self._products, self._product_cells(fields), code)
        _keep(self._figures_read, self._figure_cells(fields), figures)

    def _inhaler(self, fields: Cells, row: Callable[[], int]) -> str | None:
        """The row's code if it is that of an inhaler, or may be; None for everything else."""
        text = self._product if self._layout.code is None else plain_cell(fields[self._layout.code])
        code = self._code(text or "", fields, row)
        if code is None or code in self._counting or self._layout.plain:
            return code
        if looks_like_inhaler(code, self._name(fields)):
            return code
        self._not_an_inhaler(text or "", code, fields, row)
        return None

    def _prescriber_of(self, fields: Cells) -> str | None:
        position = self._layout.practice
        if position is None:
            return self._practice
        text = plain_cell(fields[position])
        code = code_in_brackets(text) if self._layout.in_brackets else text.upper()
        return code if self._wanted is None or code in self._wanted else None

    def _code(self, text: str, fields: Cells, row: Callable[[], int]) -> str | None:
        layout = self._layout
        if layout.in_brackets:
            text = code_in_brackets(text)
        code = text.upper()
        if not layout.plain or code in self._counting:
            return code
        return self._meant(text, "" if layout.name is None else plain_cell(fields[layout.name]), fields, row)

    def _meant(self, text: str, name: str, fields: Cells, row: Callable[[], int]) -> str | None:
        """The code of a row of a person's sheet: each is meant, and what no list has goes by its name."""
        layout = self._layout
        position = layout.code if text and layout.code is not None else layout.name
        shown = name or text
        if not shown:
            if any(field.strip() for field in fields):
                self._wrong(row, layout.code if layout.code is not None else layout.name, "has no product")
            return None
        if problem := text_problem(text) or text_problem(name):
            self._wrong(row, position, problem)
            return None
        if words := damage(text.upper()):
            self._damaged(row, position, text, words)
            return None
        codes = meant(text, name)
        if not codes and (names_sum(text) or names_sum(name)):
            self._leave_out(row, f"{_short(shown)} is a line of sums, so it is not counted")
            return None
        if len(codes) > 1:
            several = ", ".join(f"{code} {_name_of(code)}" for code in codes[:_MOST_NAMED])
            more = ", …" if len(codes) > _MOST_NAMED else ""
            why = f"{_short(shown)} fits {len(codes)} products; write the code: {several}{more}"
            self._wrong(row, position, why)
            return None
        code = codes[0] if codes else code_of_unlisted(shown)
        if code not in self._counting and is_no_inhaler(code, name):
            what = f"{shown} ({code})" if codes and name else shown
            self._leave_out(row, f"{what} is no inhaler, so it is not taken")
            return None
        if not any(letter.isalpha() for letter in code) or code.startswith("=") or means_nothing(shown):
            self._wrong(row, position, f"must be a product, not {_short(shown)}")
            return None
        return code

    def _not_an_inhaler(self, text: str, code: str, fields: Cells, row: Callable[[], int]) -> None:
        if words := damage(code):
            self._damaged(row, self._layout.code, text, words)
        elif not code:
            self._wrong(row, self._layout.code, "has no product code")
        else:
            _keep(self._products, self._product_cells(fields), _Nothing.HERE)

    def _name(self, fields: Cells) -> str | None:
        position = self._layout.name
        if position is None:
            return None
        text = plain_cell(fields[position])
        return name_before_brackets(text) if self._layout.in_brackets else text

    def _span_of(self, fields: Cells, row: Callable[[], int]) -> str | None:
        position = self._layout.month
        if position is None:
            return self._span
        span = read_month(plain_cell(fields[position]))
        if span is None:
            text = fields[position].strip()
            self._wrong(row, position, f"must be a month like 2025-04, not {_short(text)}; {_AGAIN}")
        return span

    def _figures(self, fields: Cells, row: Callable[[], int]) -> Figures:
        """Items (whole), total quantity and quantity of one item, both in millionths; None is not given."""
        layout = self._layout
        items = self._number(fields, layout.items, row)
        per_item = self._number(fields, layout.per_item, row)
        total = self._number(fields, layout.total, row)
        if items is not None:
            items, rest = divmod(items, MILLIONTHS)
            if rest:
                shown = _short(fields[layout.items or 0])
                self._wrong(row, layout.items, f"must be a whole number, not {shown}")
                return None, None, None
        if total is None and per_item is not None and items is not None:
            total = per_item * items
        if total and items == 0:
            self._wrong(row, layout.items, "is 0 although there is a quantity; check the file")
        return items, total, per_item

    def _number(self, fields: Cells, position: int | None, row: Callable[[], int]) -> int | None:
        if position is None:
            return None
        number = millionths(fields[position])
        if number is None and self._layout.plain:
            number = millionths(amount_of(self._unit(position), fields[position]) or "")
        if number is not None and number <= LARGEST:
            return number
        text = fields[position].strip()
        if number is None:
            unit = unit_typed("", text)
            more = f" {_EXCEL}." if damage(text) else ""
            if not more and unit and millionths(text.removesuffix(unit)) is not None:
                more = f" If it is a number of {self._unit(position)}, write it without “{unit}”."
            why = f"must be a number of 0 or more, like 12 or 12.5, not {_short(text)}.{more}"
            self._wrong(row, position, why)
        else:
            self._wrong(row, position, f"{_short(text)} is too large for one row; check the file")
        return None

    def _unit(self, position: int) -> str:
        return "items" if position == self._layout.items else "inhalers" if self._layout.plain else "doses"

    def _snomed_is_seen(self, fields: Cells) -> bool:
        position = self._layout.snomed
        return position is None or fields[position] in self._snomed_seen

    def _check_snomed(self, fields: Cells, row: Callable[[], int]) -> None:
        """The code is not used, but a damaged one says that a spreadsheet has been at the file."""
        position = self._layout.snomed
        if position is None:
            return
        state = snomed_state(fields[position])
        if state in (Snomed.GOOD, Snomed.MADE_UP):
            self.sums.made_up_snomed = self.sums.made_up_snomed or state is Snomed.MADE_UP
            if len(self._snomed_seen) < _MOST_KEPT:
                self._snomed_seen.add(fields[position])
        elif state is Snomed.POWER:
            self._damaged(row, position, fields[position].strip(), state.value)
        elif len(self.sums.rounded_snomed) < MOST_PROBLEMS:
            why = f"{_short(fields[position].strip())} looks like {state.value}: {_EXCEL}"
            self.sums.rounded_snomed.append(Problem(self._file, row(), self._layout.column(position), why))

    def _add(self, whose: _Whose, code: str, figures: Figures) -> None:
        items, total, per_item = figures
        there = whose.products.get(code)
        if there is None:
            there = whose.products[code] = Sum()
        if self._counting[code].is_in_doses(items, total or 0, per_item):
            there.doses += total or 0
        else:
            there.inhalers += total or 0
        if items is None:
            there.items_known = False
            items = 0
        there.items += items
        whose.prescriber.rows += 1
        whose.prescriber.items += items

    def _prescriber(self, practice: str, fields: Cells) -> Prescriber:
        layout = self._layout
        prescriber = self.sums.prescribers.get(practice)
        if prescriber is None:
            prescriber = self.sums.prescribers[practice] = Prescriber(is_practice=_well_formed(practice))
        if layout.practice_name is not None:
            name = plain_cell(fields[layout.practice_name])
            if layout.in_brackets:
                name = name_before_brackets(name)
            if name != prescriber.name:
                if " PCN " in f"{name.upper()} ":
                    prescriber.is_practice = False
                prescriber.name = first_name(prescriber.name, name)
        if layout.setting is not None and plain_cell(fields[layout.setting]) == _PCN_SETTING:
            prescriber.is_practice = False
        return prescriber

    def _add_unknown(self, fields: Cells, practice: str, code: str, items: int, total: int) -> None:
        self._prescriber(practice, fields)
        name = self._name(fields) or ""
        if not name and self._layout.plain and self._layout.code is not None:
            name = plain_cell(fields[self._layout.code])
        name = "" if text_problem(name) else name
        there = self.sums.unknown.setdefault((practice, code), Unknown(name))
        there.name = first_name(there.name, name)
        there.items += items
        there.quantity += total

    def _keep_unknown(self, span: str, practice: str, code: str, figures: Figures) -> None:
        """What no list has goes with the practice's month, so that it is not lost with the page."""
        items, total, _ = figures
        there = self.sums.spans.setdefault(span, {}).setdefault(practice, {}).setdefault(code, Sum())
        there.inhalers += total or 0
        there.items += items or 0
        there.items_known = there.items_known and items is not None

    def _damaged(self, row: Callable[[], int], position: int | None, text: str, words: str) -> None:
        self._wrong(row, position, f"{_short(text)} looks like {words}: {_EXCEL}")

    def _leave_out(self, row: Callable[[], int], why: str) -> None:
        self.sums.leave_out(Problem(self._file, row(), None, why))

    def _wrong(self, row: Callable[[], int], position: int | None, why: str) -> None:
        self.sums.add_problem(Problem(self._file, row(), self._layout.column(position), why))


def _cells_at(*positions: int | None) -> Callable[[Cells], _Key]:
    """Takes these cells out of a row, those that there are."""
    there = [position for position in positions if position is not None]
    return itemgetter(*there) if there else lambda _: ""


def _keep(known: dict[_Key, _Kept], key: _Key, value: _Kept) -> None:
    if len(known) < _MOST_KEPT:
        known[key] = value


def _name_of(code: str) -> str:
    product = load_inhalers().product(code)
    return "" if product is None else product.name


def _well_formed(practice: str) -> bool:
    return is_ods_code(practice) and not practice.endswith("998")


def _short(text: str) -> str:
    if holds_nhs_number(text):
        return "what looks like an NHS number"
    return repr(text if len(text) <= 40 else f"{text[:40]}…")
