"""The figures of one file while it is read: sums by span, practice and product, all in whole millionths."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from decimal import Decimal
from functools import lru_cache
from itertools import starmap
from typing import Any

from greenpractice.numbers import MAXIMUM_DECIMALS, exact, round_half_up
from greenpractice.prescribing.doubts import WholeRows
from greenpractice.prescribing.millionths import MILLIONTHS, millionths
from greenpractice.prescribing.products import counting_by_code
from greenpractice.prescribing.values import ImportedProduct, Problem

MOST_PROBLEMS = 100


@dataclass(slots=True)
class Sum:
    """Of one product: items, quantity counted in inhalers, quantity still to be divided by its pack."""

    items: int = 0
    inhalers: int = 0
    doses: int = 0
    items_known: bool = True


@dataclass(slots=True)
class Unknown:
    """Of one code that is in no table: its name, items and quantity."""

    name: str
    items: int = 0
    quantity: int = 0


@dataclass(slots=True)
class Prescriber:
    """One code of the practice column: its name, rows with inhalers, items, and whether it is no practice."""

    name: str = ""
    rows: int = 0
    items: int = 0
    is_practice: bool = True


Products = dict[str, Sum]


@dataclass(slots=True)
class Sums:
    """Everything a file, or a part of it, says. Adding up in any order gives the same."""

    rows_read: int = 0
    spans: dict[str, dict[str, Products]] = field(default_factory=dict)
    prescribers: dict[str, Prescriber] = field(default_factory=dict)
    unknown: dict[tuple[str, str], Unknown] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    more_problems: int = 0
    left_out: list[Problem] = field(default_factory=list)
    more_left_out: int = 0
    rounded_snomed: list[Problem] = field(default_factory=list)
    made_up_snomed: bool = False
    brands: dict[str, str] = field(default_factory=dict)
    whole_rows: WholeRows = field(default_factory=WholeRows)

    def __getstate__(self) -> tuple[object, ...]:
        """To travel between processes, products as plain numbers: many times faster than an object each."""
        spans = {
            span: {practice: _numbers(products) for practice, products in practices.items()}
            for span, practices in self.spans.items()
        }
        return spans, *(getattr(self, name) for name in _OTHERS)

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        spans, *others = state
        self.spans = {
            span: {practice: _products(numbers) for practice, numbers in practices.items()}
            for span, practices in spans.items()
        }
        for name, value in zip(_OTHERS, others, strict=True):
            setattr(self, name, value)

    @property
    def problem_count(self) -> int:
        """How many problems there are, kept or counted."""
        return len(self.problems) + self.more_problems

    def add_problem(self, problem: Problem) -> None:
        """Keep a problem, or only count it where there are many."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(problem)
        else:
            self.more_problems += 1

    def leave_out(self, row: Problem) -> None:
        """Keep a row that is meant for something else, or only count it where there are many."""
        if len(self.left_out) < MOST_PROBLEMS:
            self.left_out.append(row)
        else:
            self.more_left_out += 1

    def swallow(self, other: "Sums") -> None:
        """Take in another part that nobody needs afterwards: what can be is handed over and not copied."""
        for span in other.spans.keys() - self.spans.keys():
            self.spans[span] = other.spans.pop(span)
        self.add(other)

    def add(self, other: "Sums") -> None:
        """Take in what another part of the same file says."""
        self.rows_read += other.rows_read
        for span, practices in other.spans.items():
            mine = self.spans.setdefault(span, {})
            for practice, products in practices.items():
                _add_products(mine.setdefault(practice, {}), products)
        for code, prescriber in other.prescribers.items():
            there = self.prescribers.setdefault(code, Prescriber())
            there.name = first_name(there.name, prescriber.name)
            there.rows += prescriber.rows
            there.items += prescriber.items
            there.is_practice = there.is_practice and prescriber.is_practice
        for key, unknown in other.unknown.items():
            here = self.unknown.setdefault(key, Unknown(unknown.name))
            here.name = first_name(here.name, unknown.name)
            here.items += unknown.items
            here.quantity += unknown.quantity
        for problem in other.problems:
            self.add_problem(problem)
        self.more_problems += other.more_problems
        for row in other.left_out:
            self.leave_out(row)
        self.more_left_out += other.more_left_out
        self.rounded_snomed += other.rounded_snomed
        self.made_up_snomed = self.made_up_snomed or other.made_up_snomed
        for code, name in other.brands.items():
            self.brands[code] = first_name(self.brands.get(code, ""), name)
        self.whole_rows.add(other.whole_rows)


_OTHERS = tuple(each.name for each in fields(Sums) if each.name != "spans")
_Numbers = tuple[tuple[str, ...], Sequence[int]]


def _numbers(products: Products) -> _Numbers:
    numbers = [
        number
        for each in products.values()
        for number in (each.items, each.inhalers, each.doses, each.items_known)
    ]
    try:
        return tuple(products), array("q", numbers)
    except OverflowError:
        return tuple(products), numbers


def _products(packed: _Numbers) -> Products:
    codes, numbers = packed
    each = (iter(numbers),) * 4
    return dict(zip(codes, starmap(Sum, zip(*each, strict=True)), strict=True))


def _add_products(mine: Products, products: Products) -> None:
    for code, each in products.items():
        there = mine.setdefault(code, Sum())
        there.items += each.items
        there.inhalers += each.inhalers
        there.doses += each.doses
        there.items_known = there.items_known and each.items_known


def first_name(one: str, other: str) -> str:
    """Of two names the first by the alphabet, so that the order of rows does not matter."""
    return min(one, other) if one and other else one or other


def imported(products: Products, names: Mapping[str, str]) -> tuple[ImportedProduct, ...]:
    """The products with their inhalers, divided once at the end; those of nothing are left out.

    `names` are those of the file for codes that the list does not name. What is in no list is counted as
    its quantity says, as nobody knows its pack.
    """
    counting, found = counting_by_code(), []
    for code in sorted(products):
        each = products[code]
        if each.inhalers or each.doses or each.items:
            pack = counting[code].pack if code in counting else 1
            inhalers = _inhalers(each.inhalers * pack + each.doses, pack)
            if inhalers or each.items:
                items = each.items if each.items_known else None
                found.append(ImportedProduct(code, inhalers, items, names.get(code, "")))
    return tuple(found)


def inhalers_in(code: str, items: int | None, total: str, per_item: str | None = None) -> Decimal | None:
    """The inhalers of a total quantity in doses or capsules, as in a file; None where it counts inhalers.

    `total` and `per_item` are texts of numbers; items None is not given.
    """
    counting = counting_by_code().get(code)
    quantity = millionths(total)
    each = None if per_item is None else millionths(per_item)
    if counting is None or quantity is None or not counting.is_in_doses(items, quantity, each):
        return None
    return _inhalers(quantity, counting.pack)


@lru_cache(maxsize=16384)
def _inhalers(doses: int, pack: int) -> Decimal:
    whole, rest = divmod(doses, pack * MILLIONTHS)
    if not rest:
        return Decimal(whole)
    with exact():
        return round_half_up(whole + Decimal(rest) / (pack * MILLIONTHS), MAXIMUM_DECIMALS)
