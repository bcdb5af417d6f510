"""Energy that is counted twice: bills of the same days, and estimates beside bills or beside each other."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from greenpractice.errors import Issue
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument
from greenpractice.returns.energy_rows import (
    EnergyBill,
    bills_of,
    by_source,
    covered_by,
    days_words,
    of_words,
    run_words,
    source_words,
)
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.sections.base import typed_row
from greenpractice.sections.energy import Known
from greenpractice.sections.practice import floor_area

_TWICE = "one bill may be counted twice"


def doubled(document: ReturnDocument, section: str) -> Iterator[Issue]:
    """A question for each row whose energy another row of the same site counts too; one for a row."""
    asked: set[int] = set()
    for issue in _found(document, section):
        if issue.row is not None and issue.row not in asked:
            asked.add(issue.row)
            yield issue


def _found(document: ReturnDocument, section: str) -> Iterator[Issue]:
    period = document.period
    yield from _estimates(document, section)
    for rows in by_source(document, section):
        of = of_words(source_words(rows))
        for alike in _alike(rows):
            yield from _dated(section, of, _twice(alike, period))
            yield from _undated(section, of, alike, period, rows)


@dataclass(frozen=True, slots=True)
class Twice:
    """A bill some of whose days another one has too; `is_same`: that one says the very same."""

    bill: EnergyBill
    days: tuple[date, ...]
    is_same: bool


def twice_covered(rows: Sequence[EnergyBill], period: Period) -> list[Twice]:
    """The dated bills of one site and fuel whose days another one has too, of the days of the period."""
    return [each for alike in _alike(rows) for each in _twice(alike, period)]


def _alike(rows: Sequence[EnergyBill]) -> tuple[list[EnergyBill], list[EnergyBill]]:
    """Bills, and amounts that people worked out: each are held against their own kind."""
    bills = [row for row in rows if not row.is_estimate]
    return bills, [row for row in rows if row.is_estimate and row.known is Known.AMOUNT]


def _twice(alike: Iterable[EnergyBill], period: Period) -> Iterator[Twice]:
    covered: set[date] = set()
    seen: list[EnergyBill] = []
    dated = [(row.span, row.at, row) for row in alike if row.span is not None]
    for span, _, bill in sorted(dated, key=lambda each: each[:2]):
        days = bill.days(period)
        if twice := sorted(days & covered):
            same = any(bill.same_amount(each) and span == each.span for each in seen)
            yield Twice(bill, tuple(twice), same)
        covered |= days
        seen.append(bill)


def _dated(section: str, of: str, twice: Iterable[Twice]) -> Iterator[Issue]:
    """Bills whose days another bill has too."""
    for each in twice:
        if each.is_same:
            sentence = f"The same bill{of} stands here twice, for {run_words(each.days[0], each.days[-1])}"
        else:
            sentence = f"Two bills{of} cover {_days_words(each.days)}"
        yield _asked(section, each.bill, sentence)


def _undated(
    section: str, of: str, alike: Sequence[EnergyBill], period: Period, rows: Sequence[EnergyBill]
) -> Iterator[Issue]:
    """Bills without dates that say what another one says, or stand beside dated ones of all days.

    Two of different amounts may be two meters or two months, and one beside a part of the days the rest.
    """
    dated = [bill for bill in alike if bill.span is not None and bill.days(period)]
    every = covered_by([row for row in rows if row.span is not None], period) if dated else set()
    seen: list[EnergyBill] = []
    for bill in alike:
        if bill.span is not None:
            continue
        if any(map(bill.same_amount, seen)):
            yield _asked(section, bill, f"Two rows{of} have the same amount and no dates: {_TWICE}")
        elif any(map(bill.same_amount, dated)):
            sentence = f"Two rows{of} have the same amount, one of them without dates: {_TWICE}"
            yield _asked(section, bill, sentence)
        elif len(every) == period.days:
            whole = "year" if period.is_year else "quarter"
            sentence = f"Bills{of} cover the whole {whole}, and this row without dates counts beside them"
            yield _asked(section, bill, sentence)
        seen.append(bill)


def _estimates(document: ReturnDocument, section: str) -> Iterator[Issue]:
    """Estimates from floor area that count beside bills of the same days, or beside another estimate."""
    rows = [row for row in bills_of(document, section) if row.known is not Known.NOTHING]
    if not any(row.is_estimate for row in rows):
        return
    practice = [typed_row(SECTION_BY_KEY["practice"], raw) for raw in document.rows("practice")]
    counted = [row for row in rows if row.known is not Known.FLOOR_AREA or floor_area(practice, row.site)]
    for row in counted:
        if row.is_estimate:
            beside = [each for each in counted if each is not row and _is_beside(section, row, each)]
            sentence = _beside(document.period, row, beside)
            if sentence:
                yield _asked(section, row, sentence, "basis")


def _is_beside(section: str, row: EnergyBill, each: EnergyBill) -> bool:
    """Whether an estimate and another row are of the same energy, were they of the same days.

    The estimate of heating is of the whole building, whatever heats it; one without a site is of all sites.
    Of two estimates the later one is asked about; amounts that people worked out are looked at as bills are.
    """
    of_floor = [known for known in (row, each) if known.known is Known.FLOOR_AREA]
    if each.is_estimate and (not of_floor or each.at > row.at):
        return False
    same_place = row.place == each.place or any(not known.place for known in of_floor)
    same_fuel = row.fuel == each.fuel or bool(of_floor and section == "heating")
    return same_place and same_fuel


def _beside(period: Period, row: EnergyBill, beside: Sequence[EnergyBill]) -> str:
    """What an estimate counts beside, in a sentence; "" for nothing of its days."""
    own, of = row.days(period), of_words(row.site)
    others = [each for each in beside if own & each.days(period)]
    estimates = [each for each in others if each.is_estimate]
    dated = [each for each in others if not each.is_estimate and each.span is not None]
    undated = [each for each in others if not each.is_estimate and each.span is None]
    both = own & covered_by(estimates or dated, period)
    # An amount without dates that people worked out may be for the days without a bill; the app's is for all.
    for_the_rest = row.known is Known.AMOUNT and row.span is None and len(both) < period.days
    if estimates:
        said, which = f"Two estimates from floor area{of} count for {_days_words(both)}", estimates
    elif dated and not for_the_rest:
        said = f"An estimate from floor area{of} and a bill both count for {_days_words(both)}"
        which = dated
    elif undated and len(own) == period.days:
        said, which = f"An estimate from floor area{of} counts beside a bill without dates, in full", undated
    else:
        return ""  # of a part of the days, beside bills that may be of the rest
    if any(each.fuel != row.fuel for each in which):
        return f"{said}: it is of all the heating of a building, whatever the fuel"
    return said


def _days_words(days: Iterable[date]) -> str:
    return " and ".join(days_words(sorted(days)))


def _asked(section: str, bill: EnergyBill, sentence: str, field: str = "from") -> Issue:
    return Issue(section, bill.at, field, sentence, question=True)
