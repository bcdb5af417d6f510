"""A year of one practice out of its returns (rule 18): what is taken from which of them.

What is taken from which is decided over all returns of the practice. Only then are they allotted to the
groups the practice was in (`within`): decided in each group alone, one that moved would count in both.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from greenpractice.facts.practices import load_directory
from greenpractice.lines import NotCounted
from greenpractice.periods import Period
from greenpractice.phrases import joined
from greenpractice.returns.documents import ReturnDocument
from greenpractice.sections import SECTIONS


@dataclass(frozen=True)
class YearOfReturns:
    """The quarters of a year in order, and the whole-year return if there is one.

    `inside` are the periods that are looked at, where it is not all of them.
    """

    year: Period
    quarters: tuple[ReturnDocument, ...]
    annual: ReturnDocument | None
    inside: frozenset[Period] | None = None

    @classmethod
    def of(cls, year: Period, documents: Iterable[ReturnDocument]) -> "YearOfReturns":
        """The year of these returns, which are all of one practice and of the year."""
        ordered = sorted(documents, key=lambda document: document.period)
        quarters = tuple(document for document in ordered if not document.period.is_year)
        whole = (document for document in ordered if document.period.is_year)
        # beside quarters, a whole-year return without any figure is none: nobody has begun it
        annual = next((each for each in whole if not quarters or not is_report_of_quarters(each)), None)
        return cls(year, quarters, annual)

    def within(self, periods: Iterable[Period]) -> "YearOfReturns":
        """The same year, of which only these quarters and returns are looked at."""
        return replace(self, inside=frozenset(periods))

    def has(self, period: Period) -> bool:
        """True if a quarter, or the whole-year return, is looked at."""
        return self.inside is None or period in self.inside

    @cached_property
    def all_parts(self) -> list[ReturnDocument]:
        """The returns that the practice's year is the sum of, each without what is taken from another."""
        if self.annual is None:
            return list(self.quarters)
        own = [without_sections(quarter, self._from_annual) for quarter in self.quarters]
        return [*own, without_sections(self.annual, self._in_all_quarters)]

    @property
    def parts(self) -> list[ReturnDocument]:
        """Those of them that are looked at."""
        return [part for part in self.all_parts if self.has(part.period)]

    @property
    def own_quarters(self) -> list[ReturnDocument]:
        """The quarters that are looked at."""
        return [quarter for quarter in self.quarters if self.has(quarter.period)]

    @property
    def own_annual(self) -> ReturnDocument | None:
        """The whole-year return, if it is looked at."""
        return self.annual if self.annual is not None and self.has(self.annual.period) else None

    @cached_property
    def not_counted(self) -> tuple[NotCounted, ...]:
        """Quarters without a return, and what stands in two returns and is taken from the other one.

        Whoever says which are looked at knows in which the practice was open.
        """
        if self.annual is None:
            is_open = self.year.quarters
            if self.inside is None:
                is_open = load_directory().quarters_open(self.quarters[0].ods_code, self.year)
            return tuple(
                NotCounted("return", f"{quarter.words} ({quarter})", "no return for this quarter")
                for quarter in self._absent(self.quarters)
                if quarter in is_open
            )
        twice = (
            self._twice(self.annual, section.key, section.title) for section in SECTIONS if section.lines
        )
        return tuple(item for item in twice if item is not None)

    def _twice(self, annual: ReturnDocument, key: str, title: str) -> NotCounted | None:
        having = [quarter for quarter in self.quarters if key in sections_of([quarter])]
        own = [quarter.period for quarter in having if self.has(quarter.period)]
        if key in self._in_all_quarters & sections_of([annual]):
            if not self.has(annual.period):
                return None
            what = f"{title} of the whole-year return"
            return NotCounted(key, what, "the quarters have this section")
        if key in self._from_annual:
            words = joined([quarter.words for quarter in own])
            why = "the whole-year return has this section"
            return NotCounted(key, f"{title} of {words}", why) if own else None
        absent = [quarter.words for quarter in self._absent(having)] if having else []
        return (
            NotCounted(key, f"{title} of {joined(absent)}", "no return of this year has it")
            if absent
            else None
        )

    @cached_property
    def _in_all_quarters(self) -> frozenset[str]:
        if {quarter.period for quarter in self.quarters} != set(self.year.quarters):
            return frozenset()
        return frozenset.intersection(*(sections_of([quarter]) for quarter in self.quarters))

    @cached_property
    def _from_annual(self) -> frozenset[str]:
        return sections_of([self.annual] if self.annual else []) - self._in_all_quarters

    def _absent(self, quarters: Iterable[ReturnDocument]) -> list[Period]:
        """The quarters that are looked at without one of these returns."""
        there = {document.period for document in quarters}
        return [quarter for quarter in self.year.quarters if quarter not in there and self.has(quarter)]


def is_report_of_quarters(document: ReturnDocument) -> bool:
    """True of a whole-year return without any figure, as the report of a year is that its quarters fill.

    It is no return of the year and counts nowhere: the quarters' own returns do.
    """
    return document.period.is_year and not sections_of([document])


def covers_its_year(document: ReturnDocument) -> bool:
    """True of a whole-year return with figures: practice details and actions tell of no quarter."""
    return document.period.is_year and bool(sections_of([document]) - {"practice", "actions"})


def sections_of(documents: Iterable[ReturnDocument]) -> frozenset[str]:
    """The sections that any of these returns has: a row without a value is no data."""
    return frozenset(key for document in documents for key, rows in document.sections.items() if any(rows))


def without_sections(document: ReturnDocument, keys: Iterable[str]) -> ReturnDocument:
    """The return without some of its sections.

    Practice details stay: they have no lines, and estimates from floor area look them up.
    """
    left_out = frozenset(keys) - {"practice"}
    sections = {key: rows for key, rows in document.sections.items() if key not in left_out}
    flags = tuple(flag for flag in document.flags if flag.section in sections)
    return replace(document, sections=sections, flags=flags)
