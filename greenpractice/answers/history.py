"""One practice's returns over time: the footprints, quarters and years that reports and pages compare."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from greenpractice.carbon.comparing import Comparison
from greenpractice.carbon.footprint import Calculator, Footprint, add_markets, mean_patients
from greenpractice.carbon.gaps import Gap, gaps_of, gaps_of_part, missing_of_sections
from greenpractice.carbon.like_for_like import Alike, like_for_like
from greenpractice.carbon.part import Part
from greenpractice.carbon.part_years import QuartersHeld, quarters_held
from greenpractice.carbon.periods_compared import changed_between, comparable
from greenpractice.carbon.reading_to_chase import HowGood, how_good
from greenpractice.carbon.year_of_returns import YearOfReturns
from greenpractice.facts.inhalers import load_inhalers
from greenpractice.facts.practices import load_directory
from greenpractice.indicators.base import Result
from greenpractice.indicators.computing import Evidence, evidence_over, indicators_of
from greenpractice.indicators.watching import Watched, watched_of
from greenpractice.lines import Boundary
from greenpractice.numbers import exact
from greenpractice.periods import Period, TwelveMonths
from greenpractice.returns.documents import ReturnDocument
from greenpractice.returns.energy_rows import ENERGY_SECTIONS


@dataclass(frozen=True)
class View:
    """A footprint, the returns it is the sum of, and those of a year earlier, as far as they are there."""

    footprint: Footprint
    parts: tuple[Part, ...]
    before_parts: tuple[Part, ...] = ()

    @property
    def period(self) -> Period:
        """What the footprint covers."""
        return self.footprint.period

    @cached_property
    def quarters(self) -> QuartersHeld:
        """How many of its quarters there is a return for."""
        if isinstance(self.period, TwelveMonths):  # shown only where all four are there
            return QuartersHeld(len(self.parts), len(self.parts))
        return _held(self.period, [part.document for part in self.parts])

    @cached_property
    def change(self) -> Alike | None:
        """What changed on a year earlier, like for like; None without any return of then."""
        return like_for_like(self.before_parts, self.parts)

    @property
    def why_not_compared(self) -> str:
        """Why there is nothing of a year earlier beside it."""
        if self.change is not None:
            return "no quarter with the same section in both" if self.is_of_several else "no section in both"
        return "no return of the year before" if self.is_of_several else "no return a year ago"

    @property
    def is_of_several(self) -> bool:
        """True of a year or 12 months, of which quarters may be missing."""
        return len(self.period.made_of) > 1

    @cached_property
    def evidence(self) -> Evidence:
        """What its returns say for the indicators."""
        return _evidence(self.parts)

    def results(self) -> list[Result]:
        """The indicators."""
        code = self.parts[0].document.ods_code
        return indicators_of({code: self.evidence}, self.period, load_inhalers())

    def watched(self) -> list[Watched]:
        """The measures watched beside them."""
        return watched_of({self.parts[0].document.ods_code: self.evidence}, load_inhalers())


class History:
    """A practice's returns, seen from one of them."""

    def __init__(
        self, document: ReturnDocument, others: Iterable[ReturnDocument], calculator: Calculator
    ) -> None:
        self.document = document
        self.returns = {other.period: other for other in others} | {document.period: document}
        self._calculator = calculator
        self._footprints: dict[Period, Footprint] = {}
        self._years_made: dict[Period, Footprint] = {}

    @property
    def period(self) -> Period:
        """The period of the return."""
        return self.document.period

    @property
    def footprint(self) -> Footprint:
        """What the period of the return comes to: a year is made of all its returns (rule 18)."""
        return self.footprint_of(self.period) or self.own

    @cached_property
    def own(self) -> Footprint:
        """The footprint of the return itself, without the quarters of its year: what its seal covers."""
        return self._own_of(self.period) or self._calculator.of_return(self.document)

    @cached_property
    def is_made_of_several(self) -> bool:
        """True of a year that takes something from its quarters' own returns."""
        return self.period.is_year and len(self._documents_of(self.period)) > 1

    def footprint_of(self, period: Period) -> Footprint | None:
        """What one of the practice's quarters comes to, or a year as rule 18 makes it."""
        documents = self._documents_of(period) if period.is_year else []
        if documents and documents != [self.returns.get(period)]:
            if period not in self._years_made:
                self._years_made[period] = self._calculator.of_year(period, documents)
            return self._years_made[period]
        return self._own_of(period)

    def _documents_of(self, period: Period) -> list[ReturnDocument]:
        """The returns that a quarter or a year is made of."""
        periods = (*period.quarters, period) if period.is_year else (period,)
        return [self.returns[each] for each in periods if each in self.returns]

    def _are_whole(self, *periods: Period) -> bool:
        """True of periods that can be compared: a year of which quarters are missing is with none."""
        each = [(period, self._documents_of(period)) for period in periods]
        return all(documents and _held(period, documents).whole for period, documents in each)

    def _own_of(self, period: Period) -> Footprint | None:
        document = self.returns.get(period)
        if document is None:
            return None
        if period not in self._footprints:
            self._footprints[period] = self._calculator.of_return(document)
        return self._footprints[period]

    @cached_property
    def view(self) -> View:
        """The return beside that of a year earlier."""
        earlier = self._parts_of(self.period.year_before)
        return View(self.footprint, self._parts_of(self.period), earlier)

    def view_of(self, period: Period) -> View | None:
        """Another of the practice's returns on its own."""
        parts = self._parts([period])
        return View(parts[0].footprint, parts) if parts else None

    def whole_view_of(self, period: Period) -> View | None:
        """What all returns of any quarter or year come to, a year as rule 18 makes it."""
        parts, footprint = self._parts_of(period), self.footprint_of(period)
        return View(footprint, parts) if parts and footprint else None

    @property
    def comparable(self) -> tuple[Period, ...]:
        """What it can be compared with, the year before first."""
        return comparable(self.period, self.returns)

    def comparison_with(self, earlier: Period) -> Comparison | None:
        """What changed on another quarter, or year, like with like; None where nothing is in both."""
        found = changed_between(earlier, self.period, self.returns.values(), self._calculator)
        return None if found is None else found.comparison

    @cached_property
    def twelve_months(self) -> View | None:
        """This quarter and the three before it, beside those of a year earlier; None unless all four are."""
        period = TwelveMonths(self.period.year, self.period.quarter)
        found = None if self.period.is_year else self._sum(period)
        if found is None:
            return None
        earlier = self._parts(period.year_before.quarters)
        return View(found, self._parts(period.quarters), earlier)

    def gaps_of(self, view: View) -> tuple[Gap, ...]:
        """Everything the returns of a view leave open, each looked at beside earlier ones."""
        period = view.period
        if period.is_year:
            return gaps_of(period, self._documents_of(period), self._calculator, self.returns.values())
        found = (gaps_of_part(part, self.returns) for part in view.parts)
        return tuple(gap for gaps in found for gap in gaps)

    def how_good(self, view: View) -> HowGood:
        """How good the figures of a view are, and what to chase next."""
        return how_good(view.period, view.parts, self.returns.values(), self._calculator)

    @property
    def missing_of_12_months(self) -> tuple[Period, ...]:
        """The quarters without a return among this one and the three before it."""
        quarters = TwelveMonths(self.period.year, self.period.quarter).quarters
        return tuple(quarter for quarter in quarters if quarter not in self.returns)

    @property
    def last_12_months(self) -> Decimal | None:
        """kg of this quarter and the three before it; None unless there are all four (or it is a year)."""
        if self.period.is_year:
            return self.footprint.total
        return self.twelve_months.footprint.total if self.twelve_months else None

    def values_before(self, view: View) -> dict[str, Decimal | None]:
        """Each indicator's value in the quarter, year or 12 months before a view, by its id."""
        over = isinstance(view.period, TwelveMonths)
        previous = view.period.previous
        if not over and not self._are_whole(view.period, previous):
            return {}
        parts = view.before_parts if over else self._parts_of(previous)
        if not parts or (over and len(parts) < len(view.parts)):
            return {}
        found = indicators_of({self.document.ods_code: _evidence(parts)}, view.period, load_inhalers())
        return {result.indicator.id: result.value for result in found}

    def _parts_of(self, period: Period) -> tuple[Part, ...]:
        """What a quarter or a year is the sum of."""
        documents = self._documents_of(period)
        if len(documents) < 2:
            return self._parts(document.period for document in documents)
        parts = YearOfReturns.of(period, documents).parts
        return tuple(Part(part, self._calculator.of_return(part)) for part in parts)

    def _parts(self, periods: Iterable[Period]) -> tuple[Part, ...]:
        found = ((self.returns.get(period), self._own_of(period)) for period in periods)
        return tuple(Part(document, footprint) for document, footprint in found if document and footprint)

    def _sum(self, period: TwelveMonths) -> Footprint | None:
        parts = self._parts(period.quarters)
        if len(parts) < 4:
            return None
        footprints = [part.footprint for part in parts]
        return Footprint(
            self.document.ods_code,
            period,
            tuple(line for part in footprints for line in part.lines),
            tuple(item for part in footprints for item in part.avoided),
            tuple(item for part in footprints for item in part.not_counted),
            mean_patients([part.document for part in parts], None),
            add_markets(footprints),
        )

    @cached_property
    def quarters(self) -> dict[Period, Footprint | None]:
        """Every quarter from the first with a return in the last three years to this one, gaps as None.

        In a year to its last one with a return; none where there is none of it.
        """
        there = [period for period in self.returns if not period.is_year]
        last = max((period for period in there if period in self.period.made_of), default=None)
        if last is None:
            return {}
        first = max(Period(last.year - 3, last.quarter).next, min(there))
        found = {}
        while first <= last:
            found[first] = self.footprint_of(first)
            first = first.next
        return found

    @property
    def quarter_totals(self) -> dict[Period, Decimal | None]:
        """kg of each of those quarters."""
        return {quarter: found.total if found else None for quarter, found in self.quarters.items()}

    def quarters_of(self, sections: Iterable[str]) -> dict[Period, Decimal | None]:
        """kg of some sections in each of those quarters; None where it has none of them."""
        keys = tuple(sections)
        return {quarter: _kg_of(found, keys) for quarter, found in self.quarters.items()}

    def unlike_quarters_of(self, sections: Iterable[str]) -> frozenset[Period]:
        """Those of them that have not exactly the sections, each whole, that most of them have of these."""
        keys = frozenset(sections)
        there = {quarter: found.by_section.keys() & keys for quarter, found in self.quarters.items() if found}
        held = {quarter: frozenset(each) for quarter, each in there.items() if each}
        partly = {q for q, each in held.items() if each & self._missing[q].keys()}
        counts = Counter(each for quarter, each in held.items() if quarter not in partly)
        # where two are as usual as each other, that of the newest quarter
        most = max(counts.values(), default=1)
        usual = next((each for each in reversed(held.values()) if counts[each] == most), None)
        return frozenset(quarter for quarter, each in held.items() if quarter in partly or each != usual)

    @property
    def estimated_quarters(self) -> frozenset[Period]:
        """Those of them with an estimated figure."""
        return self.estimated_quarters_of(())

    def estimated_quarters_of(self, sections: Iterable[str]) -> frozenset[Period]:
        """Those of them with an estimated figure in these sections (none named: in any)."""
        keys = frozenset(sections)
        found = self.quarters.items()
        return frozenset(quarter for quarter, footprint in found if footprint and _estimated(footprint, keys))

    @cached_property
    def inhaler_years(self) -> dict[Period, Decimal | None]:
        """Inhaler kg of each whole NHS year from 2019-20 to that of the return; None where not complete."""
        return self.years_of(("inhalers",))

    @property
    def estimated_years(self) -> frozenset[Period]:
        """The years among them with an estimated number of inhalers."""
        return self.estimated_years_of(("inhalers",))

    def years_of(self, sections: Collection[str]) -> dict[Period, Decimal | None]:
        """kg of some sections in each whole NHS year; None where one of them is not complete."""
        found: dict[Period, Decimal | None] = {}
        with exact():
            for year in self._years():
                parts = [self._section_of(year, section) for section in sections]
                kg = [part for part in parts if part is not None]
                found[year] = sum(kg, Decimal(0)) if kg and len(kg) == len(parts) else None
        return found

    def estimated_years_of(self, sections: Collection[str]) -> frozenset[Period]:
        """The complete years among them with an estimated figure in these sections."""
        return frozenset(
            year
            for year, kg in self.years_of(sections).items()
            if kg is not None and any(_estimated(part, sections) for part in self._year_footprints(year))
        )

    def comparable_sections(self, boundary: Boundary, baseline: Period) -> tuple[str, ...]:
        """The sections of an NHS boundary that the baseline year and the last complete year both have.

        Without a baseline: those of the last year; () without a year that is complete in any.
        """
        by_year = {year: self._complete_in(year, boundary) for year in self._years()}
        start = by_year.get(baseline) or frozenset()
        last = next((held for year, held in reversed(by_year.items()) if held and year != baseline), start)
        return tuple(sorted(start & last if start else last))

    def _years(self) -> list[Period]:
        return [Period(year) for year in range(self._calculator.factors.first_year, self.period.year + 1)]

    def _complete_in(self, year: Period, boundary: Boundary) -> frozenset[str]:
        lines = (line for part in self._year_footprints(year) for line in part.lines)
        held = {line.section for line in lines if line.boundary == boundary}
        return frozenset(section for section in held if self._section_of(year, section) is not None)

    def _section_of(self, year: Period, section: str) -> Decimal | None:
        quarters = [self._own_of(quarter) for quarter in year.quarters]
        kg = [part.by_section[section] for part in quarters if part and section in part.by_section]
        made_of = year.quarters if len(kg) == 4 else [year]  # as a year is made (rule 18)
        is_part = any(section in self._missing.get(period, {}) for period in made_of)
        if is_part and section not in ENERGY_SECTIONS:  # a year of energy stays one without some of its days
            return None
        if len(kg) == 4:
            with exact():
                return sum(kg, Decimal(0))
        whole = self._own_of(year)
        return whole.by_section.get(section) if whole else None

    @cached_property
    def _missing(self) -> dict[Period, dict[str, frozenset[str]]]:
        """Of each return the sections that are there in part only."""
        owns = {period: self._own_of(period) for period in self.returns}
        return {
            period: missing_of_sections(Part(self.returns[period], own))
            for period, own in owns.items()
            if own
        }

    def _year_footprints(self, year: Period) -> list[Footprint]:
        found = [self._own_of(period) for period in (*year.quarters, year)]
        return [footprint for footprint in found if footprint]


def _held(period: Period, documents: Sequence[ReturnDocument]) -> QuartersHeld:
    return quarters_held(load_directory(), documents[0].ods_code, period, documents)


def _evidence(parts: Sequence[Part]) -> Evidence:
    as_year = len(parts) > 1 or parts[0].period.is_year
    return evidence_over([part.document for part in parts], as_year, load_inhalers())


def _kg_of(footprint: Footprint | None, sections: Iterable[str]) -> Decimal | None:
    if footprint is None:
        return None
    kg = [footprint.by_section[key] for key in sections if key in footprint.by_section]
    with exact():
        return sum(kg, Decimal(0)) if kg else None


def _estimated(footprint: Footprint, sections: Iterable[str]) -> bool:
    keys = frozenset(sections)
    return any(line.estimated and (not keys or line.section in keys) for line in footprint.lines)
