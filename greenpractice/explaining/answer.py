"""An answer to why a number is what it is: rows that each say a sum, its source and its figures."""

from dataclasses import dataclass
from decimal import Decimal

from greenpractice.carbon.carbon_words import CO2E
from greenpractice.explaining.figures import Figure
from greenpractice.numbers import show


@dataclass(frozen=True, slots=True)
class Step:
    """One row of an answer: what it is, its sum, what that comes to, and where both numbers are from."""

    what: str
    sum: str
    result: str
    source: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """Why a number is what it is; `titles` head the three columns of its steps."""

    title: str
    value: str
    how: str
    steps: tuple[Step, ...]
    notes: tuple[str, ...] = ()
    titles: tuple[str, str, str] = ("What", "Quantity × factor", CO2E)


def kg_exact(kg: Decimal) -> str:
    """A weight to the hundredth of a kg, so that a sum can be followed."""
    return f"{show(kg, 2)} kg"
