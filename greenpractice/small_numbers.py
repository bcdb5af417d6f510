"""Small numbers: which counts of patients are never printed, and of how few practices nothing is told."""

from decimal import Decimal
from typing import Protocol

FEWEST_PRACTICES = 5  # of fewer nothing is told that could be one practice's
FEW = 5  # a count of patients from 1 to below this is never printed outside the data page
FEWER = "fewer than 5"
NOT_SHOWN = "not shown"


class Counted(Protocol):
    """An indicator's result as far as this rule looks at it."""

    @property
    def basis(self) -> str:
        """What its counts are of, such as `patients`."""
        ...

    @property
    def numerator(self) -> Decimal | None:
        """The upper count."""
        ...

    @property
    def denominator(self) -> Decimal | None:
        """The lower count."""
        ...


def is_few_patients(count: Decimal | None) -> bool:
    """True for a count from 1 to 4; nobody at all can be told from nothing."""
    return count is not None and 0 < count < FEW


def is_few(result: Counted) -> bool:
    """True if a count of patients behind the indicator is from 1 to 4."""
    return result.basis == "patients" and any(map(is_few_patients, (result.numerator, result.denominator)))
