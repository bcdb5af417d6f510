"""One row of a prescribing file: whose, when, which product and how much, checked and added to the sums."""

import re
from collections.abc import Callable, Sequence
from operator import itemgetter

from greenpractice.directory import is_ods_code
from greenpractice.prescribing.layouts import Layout, code_in_brackets, name_before_brackets
from greenpractice.prescribing.millionths import LARGEST, MILLIONTHS, millionths
from greenpractice.prescribing.months import read_month
from greenpractice.prescribing.products import (
    Snomed,
    codes_of_name,
    counting_by_code,
    damage,
    looks_like_inhaler,
    snomed_state,
)
from greenpractice.prescribing.sums import MOST_PROBLEMS, Prescriber, Sum, Sums, Unknown, first_name
from greenpractice.prescribing.values import Problem

_BNF = re.compile(r"[0-9A-Z]{15}", re.ASCII)
_AGAIN = "download the file again and open it here without saving it in Excel first"
_EXCEL = f"Excel has changed it; {_AGAIN}"
_PCN_SETTING = "26"
_MOST_KEPT = 65536

Figures = tuple[int | None, int | None, int | None]


class RowTaker:
    """Takes the rows of one file. `practice` chooses one; without a practice column all rows are its.

    `span` and `product` stand for columns that the file does not have.
    """

    def __init__(
        self, file: str, layout: Layout, practice: str | None, span: str | None, product: str | None
    ) -> None:
        self.sums = Sums()
        self._file = file
        self._layout = layout
        self._practice = practice
        self._span = span
        self._product = product
        self._counting = counting_by_code()
        figures = [at for at in (layout.items, layout.per_item, layout.total) if at is not None]
        self._figure_cells = itemgetter(*figures)
        self._figures_read: dict[object, Figures] = {}  # few different ones come again and again
        self._others: set[str] = set()  # codes that are no inhalers: seen once, passed over from then

    def take(self, fields: Sequence[str], row: Callable[[], int]) -> None:
        """Look at one row of as many fields as the header; `row` gives its number where one is needed."""
        layout = self._layout
        practice = self._prescriber_of(fields)
        if practice is None:
            return
        text = self._product if layout.code is None else fields[layout.code].strip()
        if text is not None and text in self._others:
            return
        code = self._code(text or "", fields, row)
        if code is None:
            return
        known = code in self._counting
        if not known and not layout.plain and not looks_like_inhaler(code, self._name(fields)):
            self._not_an_inhaler(text or "", code, row)
            return
        before = self.sums.problem_count
        span = self._span_of(fields, row)
        items, total, per_item = self._figures(fields, row)
        self._check_snomed(fields, row)
        if self.sums.problem_count > before or span is None or total is None:
            return
        if known:
            self._add(fields, practice, span, code, items, total, per_item)
        else:
            self._add_unknown(fields, practice, code, items or 0, total)

    def _prescriber_of(self, fields: Sequence[str]) -> str | None:
        position = self._layout.practice
        if position is None:
            return self._practice
        text = fields[position].strip()
        code = code_in_brackets(text) if self._layout.in_brackets else text.upper()
        return code if self._practice is None or code == self._practice else None

    def _code(self, text: str, fields: Sequence[str], row: Callable[[], int]) -> str | None:
        layout = self._layout
        if layout.in_brackets:
            text = code_in_brackets(text)
        code = text.upper()
        if not layout.plain or code in self._counting:
            return code
        shown = text or (fields[layout.name].strip() if layout.name is not None else "")
        if not shown:
            if any(field.strip() for field in fields):
                self._wrong(row, layout.code if layout.code is not None else layout.name, "has no product")
            return None
        if words := damage(code):
            self._damaged(row, layout.code if text else layout.name, shown, words)
            return None
        if _BNF.fullmatch(code):
            return code
        codes = codes_of_name(shown)
        if len(codes) > 1:
            self._wrong(row, layout.name, f"{shown!r} is the name of {' and '.join(codes)}; write the code")
            return None
        return codes[0] if codes else code

    def _not_an_inhaler(self, text: str, code: str, row: Callable[[], int]) -> None:
        if words := damage(code):
            self._damaged(row, self._layout.code, text, words)
        elif not code:
            self._wrong(row, self._layout.code, "has no product code")
        elif self._layout.name is None or not code.startswith("030"):
            self._others.add(text)

    def _name(self, fields: Sequence[str]) -> str | None:
        position = self._layout.name
        if position is None:
            return None
        text = fields[position].strip()
        return name_before_brackets(text) if self._layout.in_brackets else text

    def _span_of(self, fields: Sequence[str], row: Callable[[], int]) -> str | None:
        position = self._layout.month
        if position is None:
            return self._span
        span = read_month(fields[position])
        if span is None:
            text = fields[position].strip()
            self._wrong(row, position, f"must be a month like 2025-04, not {_short(text)}; {_AGAIN}")
        return span

    def _figures(self, fields: Sequence[str], row: Callable[[], int]) -> Figures:
        """Items (whole), total quantity and quantity of one item, both in millionths; None is not given."""
        cells = self._figure_cells(fields)
        known = self._figures_read.get(cells)
        if known is None:
            problems = self.sums.problem_count
            known = self._read_figures(fields, row)
            if self.sums.problem_count == problems and len(self._figures_read) < _MOST_KEPT:
                self._figures_read[cells] = known
        return known

    def _read_figures(self, fields: Sequence[str], row: Callable[[], int]) -> Figures:
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

    def _number(self, fields: Sequence[str], position: int | None, row: Callable[[], int]) -> int | None:
        if position is None:
            return None
        number = millionths(fields[position])
        if number is not None and number <= LARGEST:
            return number
        text = fields[position].strip()
        if number is None:
            more = f" {_EXCEL}." if damage(text) else ""
            why = f"must be a number of 0 or more, like 12 or 12.5, not {_short(text)}.{more}"
            self._wrong(row, position, why)
        else:
            self._wrong(row, position, f"{_short(text)} is too large for one row; check the file")
        return None

    def _check_snomed(self, fields: Sequence[str], row: Callable[[], int]) -> None:
        """The code is not used, but a damaged one says that a spreadsheet has been at the file."""
        position = self._layout.snomed
        if position is None:
            return
        state = snomed_state(fields[position])
        if state is Snomed.POWER:
            self._damaged(row, position, fields[position].strip(), state.value)
        elif state is Snomed.MADE_UP:
            self.sums.made_up_snomed = True
        elif state is Snomed.ROUNDED and len(self.sums.rounded_snomed) < MOST_PROBLEMS:
            why = f"{_short(fields[position].strip())} looks like {state.value}: {_EXCEL}"
            self.sums.rounded_snomed.append(Problem(self._file, row(), self._layout.column(position), why))

    def _add(
        self, fields: Sequence[str], practice: str, span: str, code: str,
        items: int | None, total: int, per_item: int | None,
    ) -> None:  # fmt: skip
        products = self.sums.spans.setdefault(span, {}).setdefault(practice, {})
        there = products.get(code)
        if there is None:
            there = products[code] = Sum()
        if self._counting[code].is_in_doses(items, total, per_item):
            there.doses += total
        else:
            there.inhalers += total
        if items is None:
            there.items_known = False
        there.items += items or 0
        prescriber = self._prescriber(practice, fields)
        prescriber.rows += 1
        prescriber.items += items or 0

    def _prescriber(self, practice: str, fields: Sequence[str]) -> Prescriber:
        layout = self._layout
        prescriber = self.sums.prescribers.get(practice)
        if prescriber is None:
            prescriber = self.sums.prescribers[practice] = Prescriber(is_practice=_well_formed(practice))
        if layout.practice_name is not None:
            name = fields[layout.practice_name].strip()
            if layout.in_brackets:
                name = name_before_brackets(name)
            if name != prescriber.name:
                if " PCN " in f"{name.upper()} ":
                    prescriber.is_practice = False
                prescriber.name = first_name(prescriber.name, name)
        if layout.setting is not None and fields[layout.setting].strip() == _PCN_SETTING:
            prescriber.is_practice = False
        return prescriber

    def _add_unknown(self, fields: Sequence[str], practice: str, code: str, items: int, total: int) -> None:
        self._prescriber(practice, fields)
        name = self._name(fields) or ""
        there = self.sums.unknown.setdefault((practice, code), Unknown(name))
        there.name = first_name(there.name, name)
        there.items += items
        there.quantity += total

    def _damaged(self, row: Callable[[], int], position: int | None, text: str, words: str) -> None:
        self._wrong(row, position, f"{_short(text)} looks like {words}: {_EXCEL}")

    def _wrong(self, row: Callable[[], int], position: int | None, why: str) -> None:
        self.sums.add_problem(Problem(self._file, row(), self._layout.column(position), why))


def _well_formed(practice: str) -> bool:
    return is_ods_code(practice) and not practice.endswith("998")


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else f"{text[:40]}…")
