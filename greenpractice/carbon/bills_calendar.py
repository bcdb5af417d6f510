"""The bills of each site and fuel along the days of a quarter: covered, missing, counted twice, estimated."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from greenpractice.numbers import show
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument
from greenpractice.returns.energy_covered import Covered, covered_days
from greenpractice.returns.energy_rows import EnergyBill, run_words, runs
from greenpractice.returns.energy_twice import Twice, twice_covered

StretchKind = Literal["bill", "estimate", "gap", "twice"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days one after the other: of a bill, also outside the period, or those without a bill or with two.

    `row` is the position of the bill's row, None of a gap; `amount` what the bill says, "" without one.
    """

    kind: StretchKind
    first: date
    last: date
    row: int | None
    amount: str
    is_shared: bool

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def words(self) -> str:
        """What it is."""
        match self.kind:
            case "gap":
                return "No bill"
            case "twice":
                return "Twice"
            case _:
                what = "Estimate" if self.kind == "estimate" else "Bill"
                said = f"{what}, {self.amount or 'no amount'}"
                return f"{said}, shared with another quarter" if self.is_shared else said


@dataclass(frozen=True, slots=True)
class BillsLine:
    """One site and fuel: its bills by their first day, then the days without one, then those of two."""

    covered: Covered
    stretches: tuple[Stretch, ...]

    @property
    def sentences(self) -> list[str]:
        """How many days bills cover, and which days none and which two of them do."""
        twice = [each for each in self.stretches if each.kind == "twice"]
        counted = [f"Two bills cover {run_words(each.first, each.last)}." for each in twice]
        return [self.covered.words, *(f"{each}." for each in self.covered.sentences), *counted]


def bills_calendar(document: ReturnDocument, section: str) -> list[BillsLine]:
    """A line for each site and fuel with dated bills: the days of the questions, as bars.

    A row without dates is for the whole period. Bills of which no day is in the period have no bar.
    """
    rough = _estimated_rows(document, section)
    return [
        BillsLine(each, tuple(_stretches(each, document.period, rough)))
        for each in covered_days(document, section)
    ]


def _stretches(covered: Covered, period: Period, rough: frozenset[int]) -> Iterator[Stretch]:
    bills = [bill for bill in covered.bills if bill.days(period)]
    for bill in sorted(bills, key=lambda each: (_span(each, period), each.at)):
        first, last = _span(bill, period)
        is_shared = first < period.first_day or last > period.last_day
        kind: StretchKind = "estimate" if bill.is_estimate or bill.at in rough else "bill"
        yield Stretch(kind, first, last, bill.at, _amount(bill), is_shared)
    for first, last in covered.gaps:
        yield Stretch("gap", first, last, None, "", is_shared=False)
    yield from _doubled(twice_covered(covered.bills, period))


def _doubled(found: list[Twice]) -> Iterator[Stretch]:
    for each in found:
        for first, last in runs(each.days):
            yield Stretch("twice", first, last, each.bill.at, "", is_shared=False)


def _span(bill: EnergyBill, period: Period) -> tuple[date, date]:
    return bill.span or (period.first_day, period.last_day)


def _amount(bill: EnergyBill) -> str:
    return "" if bill.used is None else f"{show(bill.used)} {bill.unit}"


def _estimated_rows(document: ReturnDocument, section: str) -> frozenset[int]:
    """The rows that somebody marked as estimated, or a figure of them."""
    return frozenset(flag.row for flag in document.flags if flag.section == section and flag.estimated)
