"""Cells of tables: words for people that know the exact value they say, and rows in the order of a column."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from greenpractice.numbers import NO_DATA

Value: TypeAlias = Decimal | int | date | str  # an amount, the number of a version or row, a day, a word
_NOTHING = frozenset({"", "–", NO_DATA})


class InWords(str):
    """The words of a value: a text wherever one is wanted, sorted in tables by `value`; None is no data."""

    __slots__ = ("value",)
    value: Value | None

    def __new__(cls, words: str, value: Value | None) -> "InWords":
        made = super().__new__(cls, words)
        made.value = value
        return made


def value_of(cell: str) -> Value | None:
    """What a cell is sorted by: the value it says, or its own words; None where there is no data."""
    if isinstance(cell, InWords):
        return cell.value
    return None if cell in _NOTHING else cell.casefold()


def in_order(
    values: Sequence[Value | None],
    ties: Sequence[Value | None],
    backwards: bool,
    stay: Collection[int] = (),
) -> list[int]:
    """The numbers of the rows by their values; equal ones by `ties`, those without a value last both ways.

    Rows that `stay`, as those of totals, keep their places.
    """
    free = [number for number in range(len(values)) if number not in stay]
    by_ties = sorted(free, key=lambda number: _comparable(ties[number]))
    known = [number for number in by_ties if values[number] is not None]
    known.sort(key=lambda number: _comparable(values[number]), reverse=backwards)
    moved = iter([*known, *(number for number in by_ties if values[number] is None)])
    return [number if number in stay else next(moved) for number in range(len(values))]


def _comparable(value: Value | None) -> tuple[int, Decimal | date | str]:
    """Values of a kind compare among themselves: amounts stand before days, and days before words."""
    if value is None:
        return 3, ""
    if isinstance(value, str):
        return 2, value.casefold()
    if isinstance(value, date):
        return 1, date(value.year, value.month, value.day)
    return 0, Decimal(value)
