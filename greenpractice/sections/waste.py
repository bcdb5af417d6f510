"""Waste: kilograms by stream."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.fields import choice, number
from greenpractice.lines import Entry
from greenpractice.sections.base import FOOTPRINT, Context, Row, Section, SectionHelp, half_given, line
from greenpractice.themes import OTHER

STREAMS = {
    "general_landfill": "General waste, landfill",
    "general_incineration": "General waste, burnt for energy",
    "recycling": "Recycling",
    "food": "Food waste",
    "clinical_incineration": "Clinical waste, incinerated",
    "infectious": "Infectious waste, treated",
    "offensive": "Offensive waste",
    "electrical": "Electrical waste",
}


@dataclass(frozen=True, slots=True)
class Waste:
    """One stream."""

    stream: str | None = choice(
        "Stream",
        STREAMS,
        help="The kind of bag or bin, as on the invoice",
    )
    kg: Decimal | None = number("Weight", unit="kg", hint="From your waste contractor's invoices")


def lines(rows: Sequence[Row[Waste]], context: Context) -> Iterator[Entry]:
    """Rule 14: per tonne; scope 3, Carbon Footprint."""
    for row in rows:
        stream, kg = row.values.stream, row.values.kg
        if stream is None or kg is None:
            yield from half_given(SECTION, row, "stream")
            continue
        factor = context.factor(f"waste.{stream}", "tonne")
        yield line(SECTION.key, row, ("kg", "stream"), factor, kg / 1000, STREAMS[stream], "3", FOOTPRINT)


SECTION = Section(
    "waste",
    "Waste",
    Waste,
    lines,
    yearly_factors=True,
    theme=OTHER,
    wanted_by="Green Plan EF8, zero to landfill",
    introduction="From your waste contractor's invoices, one row for each kind of waste",
    help=SectionHelp(where=("Waste: kg on the invoices of your contractor, by kind of bag.",)),
)
