"""A year of one practice out of its returns (rule 18): what is taken from which of them."""

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
    """The quarters of a year in order, and the whole-year return if there is one."""

    year: Period
    quarters: tuple[ReturnDocument, ...]
    annual: ReturnDocument | None

    @classmethod
    def of(cls, year: Period, documents: Iterable[ReturnDocument]) -> "YearOfReturns":
        """The year of these returns, which are all of one practice and of the year."""
        ordered = sorted(documents, key=lambda document: document.period)
        quarters = tuple(document for document in ordered if not document.period.is_year)
        whole = (document for document in ordered if document.period.is_year)
        # beside quarters, a whole-year return without any figure is none: nobody has begun it
        annual = next((document for document in whole if not quarters or sections_of([document])), None)
        return cls(year, quarters, annual)

    @cached_property
    def parts(self) -> list[ReturnDocument]:
        """The returns that the year is the sum of, each without what is taken from another."""
        if self.annual is None:
            return list(self.quarters)
        own = [without_sections(quarter, self._from_annual) for quarter in self.quarters]
        return [*own, without_sections(self.annual, self._in_all_quarters)]

    @cached_property
    def not_counted(self) -> tuple[NotCounted, ...]:
        """Quarters without a return, and what stands in two returns and is taken from the other one."""
        if self.annual is None:
            return tuple(
                NotCounted("return", f"{quarter.words} ({quarter})", "no return for this quarter")
                for quarter in self._absent(self.quarters)
                if quarter in load_directory().quarters_open(self.quarters[0].ods_code, self.year)
            )
        twice = []
        for section in SECTIONS:
            key, title = section.key, section.title
            if section.lines is None:
                continue
            having = [quarter for quarter in self.quarters if key in sections_of([quarter])]
            if key in self._in_all_quarters & sections_of([self.annual]):
                what, why = f"{title} of the whole-year return", "the quarters have this section"
                twice.append(NotCounted(key, what, why))
            elif key in self._from_annual and having:
                words = joined([quarter.period.words for quarter in having])
                twice.append(NotCounted(key, f"{title} of {words}", "the whole-year return has this section"))
            elif having and len(having) < len(self.year.quarters):
                words = joined([quarter.words for quarter in self._absent(having)])
                twice.append(NotCounted(key, f"{title} of {words}", "no return of this year has it"))
        return tuple(twice)

    @cached_property
    def _in_all_quarters(self) -> frozenset[str]:
        if self._absent(self.quarters):
            return frozenset()
        return frozenset.intersection(*(sections_of([quarter]) for quarter in self.quarters))

    @cached_property
    def _from_annual(self) -> frozenset[str]:
        return sections_of([self.annual] if self.annual else []) - self._in_all_quarters

    def _absent(self, quarters: Iterable[ReturnDocument]) -> list[Period]:
        there = {document.period for document in quarters}
        return [quarter for quarter in self.year.quarters if quarter not in there]


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
