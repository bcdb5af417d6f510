"""What a formula returns: lines of carbon that keep their reason, avoided carbon, what was not counted."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Literal, NamedTuple

from greenpractice.facts.factors import Factor
from greenpractice.numbers import exact

Scope = Literal["1", "2", "3", "outside"]
Boundary = Literal["carbon_footprint", "carbon_footprint_plus"]
SCOPES: tuple[Scope, ...] = ("1", "2", "3", "outside")
BOUNDARIES: tuple[Boundary, ...] = ("carbon_footprint", "carbon_footprint_plus")
SCOPE_WORDS: Mapping[str, str] = {
    "1": "Scope 1: what we burn, and gases that get out",
    "2": "Scope 2: electricity we buy",
    "3": "Scope 3: everything else we cause",
    "outside": "Outside the scopes: patients' travel",
}
BOUNDARY_WORDS: Mapping[str, str] = {
    "carbon_footprint": "NHS Carbon Footprint",
    "carbon_footprint_plus": "Only in the Carbon Footprint Plus",
}


def scope_title(scope: str) -> str:
    """`Scope 1`, as the heading of a sum; what it is is in SCOPE_WORDS."""
    return "Outside the scopes" if scope == "outside" else f"Scope {scope}"


class Line(NamedTuple):
    """One computed row: `quantity` (in `factor.per`) x `factor.value` (kg CO2e each) = `kg` CO2e.

    `row` and `fields` lead back to the figures it came from. A named tuple because a seven-year network
    makes several hundred thousand of them.
    """

    section: str
    label: str
    quantity: Decimal
    factor: Factor
    scope: Scope
    boundary: Boundary
    estimated: bool
    kg: Decimal
    row: int
    fields: tuple[str, ...]


BY_NAME_ONLY = "outside the scopes; reported by name only"


class NotCounted(NamedTuple):
    """An input that is in no line: what it is and why."""

    section: str
    what: str
    why: str
    row: int | None = None

    @property
    def is_left(self) -> bool:
        """False for what no total is without, as it belongs in none: its entry is in lines."""
        return self.why != BY_NAME_ONLY


class Spread(NamedTuple):
    """An estimate in kg CO2e with the least and the most that it may be: lowest <= kg <= highest."""

    lowest: Decimal
    kg: Decimal
    highest: Decimal


class Avoided(NamedTuple):
    """Carbon kept out of the air, shown apart and never taken off the footprint: an estimate with its range.

    `route` is the key of the route that it came by, "" where that is not known.
    """

    section: str
    label: str
    kg: Decimal
    row: int
    fields: tuple[str, ...]
    estimated: bool
    source: str
    lowest: Decimal
    highest: Decimal
    route: str

    @property
    def spread(self) -> Spread:
        """The estimate with its range."""
        return Spread(self.lowest, self.kg, self.highest)


def avoided_together(items: Iterable[Avoided]) -> Spread | None:
    """The sum of each of the three; None without an entry, which is no data and not 0."""
    each = [item.spread for item in items]
    if not each:
        return None
    with exact():
        return Spread(*(sum(numbers, Decimal(0)) for numbers in zip(*each, strict=True)))


Entry = Line | NotCounted | Avoided
