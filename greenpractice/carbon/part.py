"""One return beside what it comes to, as answers and comparisons look at it."""

from dataclasses import dataclass

from greenpractice.carbon.footprint import Footprint
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
