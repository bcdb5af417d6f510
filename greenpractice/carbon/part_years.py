"""How much of a period its returns cover: a year with missing quarters is never taken for a whole one."""

from collections.abc import Iterable
from dataclasses import dataclass

from greenpractice.carbon.year_of_returns import covers_its_year
from greenpractice.facts.directory import Directory
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument

OF_QUARTERS = (
    "The totals are those of the quarters' own returns. This report is for reading and adds no figures: "
    "the figures in detail stand in the PDFs of the quarters, and those are what the network counts."
)


@dataclass(frozen=True, slots=True)
class QuartersHeld:
    """How many quarters of a period there is a return for; of a quarter it is itself."""

    held: int
    of: int

    @property
    def whole(self) -> bool:
        """True where nothing is missing."""
        return self.held == self.of

    @property
    def this_year(self) -> str:
        """How a card calls a year of which it has so much."""
        return "This year" if self.whole else "This year so far"

    @property
    def words(self) -> str:
        """`2 of 4 quarters so far`; nothing of what is whole, or of a quarter alone: it is there or not."""
        return "" if self.whole or self.of < 2 else f"{self.held} of {self.of} quarters so far"

    def said_of(self, period: Period) -> str:
        """`April 2025 to March 2026, 2 of 4 quarters so far`."""
        return ", ".join(part for part in (period.words, self.words) if part)


def quarters_covered(period: Period, documents: Iterable[ReturnDocument]) -> frozenset[Period]:
    """The quarters of a period that returns cover; a whole-year return covers all four of its year.

    One without figures covers none, as the report of a year that is made of its quarters.
    """
    periods = {each.period for each in documents if not each.period.is_year or covers_its_year(each)}
    return frozenset(each for each in period.made_of if each in periods or each.whole_year in periods)


def quarters_held(
    directory: Directory, ods_code: str, period: Period, documents: Iterable[ReturnDocument]
) -> QuartersHeld:
    """How many of the quarters in which a practice was open its returns cover.

    A return of a quarter in which it was closed counts as one that could be sent.
    """
    held = quarters_covered(period, documents)
    return QuartersHeld(len(held), len(held.union(directory.quarters_open(ods_code, period))))
