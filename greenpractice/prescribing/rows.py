"""One row of a prescribing file: whose, when, which product and how much, checked and added to the sums."""

import re
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from greenpractice.directory import is_ods_code
from greenpractice.prescribing.layouts import Layout
from greenpractice.prescribing.months import read_month
from greenpractice.prescribing.products import (
    MILLIONTHS,
    codes_of_name,
    counting_by_code,
    damage,
    looks_like_inhaler,
    Snomed,
    snomed_state,
)
from greenpractice.prescribing.sums import MOST_PROBLEMS, Prescriber, Sum, Sums, Unknown, first_name
from greenpractice.prescribing.values import Problem

LARGEST = 1_000_000  # of a quantity or of items in one row; the largest real ones are in the thousands
_NUMBER = re.compile(r"(\d{1,15})(?:\.(\d*))?|\.(\d+)", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d*)?", re.ASCII)
_BRACKETS = re.compile(r"\(([A-Z0-9-]+)\)", re.ASCII)
_BNF = re.compile(r"[0-9A-Z]{15}", re.ASCII)
_EXCEL = "Excel has changed it; download the file again and open it here without saving it in Excel first"
_PCN_SETTING = "26"


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
        before = len(self.sums.problems)
        span = self._span_of(fields, row)
        items, total, per_item = self._figures(fields, row)
        self._check_snomed(fields, row)
        if len(self.sums.problems) > before or span is None or total is None:
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
        code = _in_brackets(text) if self._layout.in_brackets else text.upper()
        return code if self._practice is None or code == self._practice else None

    def _code(self, text: str, fields: Sequence[str], row: Callable[[], int]) -> str | None:
        layout = self._layout
        if layout.in_brackets:
            text = _in_brackets(text)
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
        return text.rpartition(" (")[0] or text if self._layout.in_brackets else text

    def _span_of(self, fields: Sequence[str], row: Callable[[], int]) -> str | None:
        position = self._layout.month
        if position is None:
            return self._span
        span = read_month(fields[position])
        if span is None:
            text = fields[position].strip()
            self._wrong(row, position, f"must be a month like 2025-04, not {_short(text)}. {_RETRY}")
        return span

    def _figures(
        self, fields: Sequence[str], row: Callable[[], int]
    ) -> tuple[int | None, int | None, int | None]:
        """Items (whole), total quantity and quantity of one item, both in millionths; None is not given."""
        layout = self._layout
        items = self._number(fields, layout.items, row)
        per_item = self._number(fields, layout.per_item, row)
        total = self._number(fields, layout.total, row)
        if items is not None:
            if items % MILLIONTHS:
                self._wrong(
                    row, layout.items, f"must be a whole number, not {_short(fields[layout.items or 0])}"
                )
                return None, None, None
            items //= MILLIONTHS
        if total is None and per_item is not None and items is not None:
            total = per_item * items
        if total and items == 0:
            self._wrong(row, layout.items, "is 0 although there is a quantity; check the file")
        return items, total, per_item

    def _number(self, fields: Sequence[str], position: int | None, row: Callable[[], int]) -> int | None:
        if position is None:
            return None
        text = fields[position].strip()
        number = millionths(text)
        if number is None:
            more = f" {_EXCEL}." if damage(text) else ""
            self._wrong(
                row, position, f"must be a number of 0 or more, like 12 or 12.5, not {_short(text)}.{more}"
            )
        elif number > LARGEST * MILLIONTHS:
            self._wrong(row, position, f"{_short(text)} is too large for one row; check the file")
            return None
        return number

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
        limit = self._counting[code].divide_from
        if limit is not None and _counted_in_doses(limit, items, total, per_item):
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
                name = name.rpartition(" (")[0] or name
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


_RETRY = "Download the file again and open it here without saving it in Excel first"


@lru_cache(maxsize=65536)
def millionths(text: str) -> int | None:
    """A number of a file in whole millionths, further decimals rounded half up; None if it is none.

    Accepts leading zeros, a trailing point and thousands commas, as the published files write them.
    """
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    decimals = match[2] or match[3] or ""
    if len(decimals) > 6:
        rounded = (
            Decimal(f"0{text}").scaleb(6).quantize(Decimal(1), ROUND_HALF_UP) if len(decimals) < 20 else None
        )
        return None if rounded is None else int(rounded)
    return int(match[1] or 0) * MILLIONTHS + int(decimals.ljust(6, "0") if decimals else 0)


def _counted_in_doses(limit: int, items: int | None, total: int, per_item: int | None) -> bool:
    if per_item is not None:
        return per_item >= limit * MILLIONTHS
    return bool(items) and total >= limit * MILLIONTHS * (items or 0)


def _in_brackets(text: str) -> str:
    """The code of `NAME (CODE)`; names may hold brackets of their own, and commas may trail."""
    found: list[str] = _BRACKETS.findall(text.upper())
    return found[-1] if found else text.strip(" ,").upper()


def _well_formed(practice: str) -> bool:
    return is_ods_code(practice) and not practice.endswith("998")


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else f"{text[:40]}…")
