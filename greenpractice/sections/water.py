"""Water: supply and sewerage, each from its own figure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.fields import number
from greenpractice.lines import Entry
from greenpractice.sections.base import FOOTPRINT, Context, Row, Section, SectionHelp, line
from greenpractice.themes import OTHER


@dataclass(frozen=True, slots=True)
class Water:
    """One bill; sewerage left blank is no data, not the same as supply."""

    supply_m3: Decimal | None = number("Water supplied", unit="m3", hint='Look for "m³ used" on your bill')
    sewerage_m3: Decimal | None = number(
        "Sewerage", unit="m3", hint="Only if your bill gives it", optional=True
    )


def lines(rows: Sequence[Row[Water]], context: Context) -> Iterator[Entry]:
    """Rule 16: each at its factor; scope 3, Carbon Footprint."""
    for row in rows:
        for field, quantity, key, label in (
            ("supply_m3", row.values.supply_m3, "water.supply", "Water supply"),
            ("sewerage_m3", row.values.sewerage_m3, "water.sewerage", "Sewerage"),
        ):
            if quantity is not None:
                factor = context.factor(key, "m3")
                yield line(SECTION.key, row, (field,), factor, quantity, label, "3", FOOTPRINT)


SECTION = Section(
    "water",
    "Water",
    Water,
    lines,
    yearly_factors=True,
    theme=OTHER,
    wanted_by="Green Plan EF8",
    introduction="From your water bill, for this quarter",
    help=SectionHelp(where=("Water: m³ on the water bill. Sewerage only if the bill gives it.",)),
    usually_one_row=True,
)
