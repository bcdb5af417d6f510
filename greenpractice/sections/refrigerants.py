"""Refrigerant gases: kilograms that an engineer added, which is what had leaked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.fields import choice, number
from greenpractice.lines import Entry
from greenpractice.sections.base import (
    FOOTPRINT,
    Context,
    Row,
    Section,
    SectionHelp,
    half_given,
    line,
    not_counted,
)
from greenpractice.themes import OTHER

_ANOTHER = "other"
GASES = {
    "hfc_32": "R32 (HFC-32)",
    "hfc_134a": "R134a (HFC-134a)",
    "r404a": "R404A",
    "r407c": "R407C",
    "r410a": "R410A",
    _ANOTHER: "Another gas",
}


@dataclass(frozen=True, slots=True)
class Refrigerant:
    """One gas."""

    gas: str | None = choice(
        "Gas",
        GASES,
        help="It also stands on the plate of the unit. Name any other gas in the note",
    )
    kg: Decimal | None = number(
        "Weight added",
        unit="kg",
        hint="From the engineer's service sheet",
        help="Gas that was topped up. It makes up for what had leaked",
    )


def lines(rows: Sequence[Row[Refrigerant]], context: Context) -> Iterator[Entry]:
    """Rule 22: a top-up is a leak of the same weight; scope 1, Carbon Footprint."""
    for row in rows:
        gas, kg = row.values.gas, row.values.kg
        if gas is None or kg is None:
            yield from half_given(SECTION, row, "gas")
            continue
        if gas == _ANOTHER:
            yield not_counted(SECTION.key, row, SECTION.row_label(row.values), "no factor for this gas here")
            continue
        factor = context.factor(f"refrigerant.{gas}", "kg")
        label = f"Refrigerant leaked, {GASES[gas]}"
        yield line(SECTION.key, row, ("kg", "gas"), factor, kg, label, "1", FOOTPRINT)


SECTION = Section(
    "refrigerants",
    "Refrigerant gases",
    Refrigerant,
    lines,
    yearly_factors=True,
    theme=OTHER,
    only_some=True,
    introduction="Gas an engineer added to air conditioning or cold rooms. Leave it out if none was added",
    help=SectionHelp(
        steps=("Gas in a new unit does not count. Gas added later does: that much had leaked.",),
        where=("Refrigerant gases: the engineer's service sheet names the gas and the kg added.",),
    ),
)
