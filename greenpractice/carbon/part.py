"""One return beside what it comes to, as answers and comparisons look at it."""

from collections.abc import Sequence
from dataclasses import dataclass

from greenpractice.carbon.footprint import Calculator, Footprint
from greenpractice.carbon.year_of_returns import YearOfReturns
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument


@dataclass(frozen=True, slots=True)
class Part:
    """One return with what it comes to."""

    document: ReturnDocument
    footprint: Footprint

    @property
    def period(self) -> Period:
        """The period of the return."""
        return self.document.period


def parts_of(period: Period, documents: Sequence[ReturnDocument], calculator: Calculator) -> list[Part]:
    """What a practice's quarter or year is the sum of (rule 18), out of its returns of that period."""
    made_of = YearOfReturns.of(period, documents).parts if period.is_year else documents
    return [Part(each, calculator.of_return(each)) for each in made_of]
