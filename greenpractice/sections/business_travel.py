"""Business travel and home visits: distance driven or travelled, by vehicle."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.fields import choice, number, whole
from greenpractice.lines import Entry
from greenpractice.sections.base import FOOTPRINT, Context, Row, Section, SectionHelp, not_counted
from greenpractice.sections.travel import DISTANCE_UNITS, MODES, travel_lines
from greenpractice.themes import TRAVEL

PURPOSES = {"business": "Business travel", "home_visit": "Home visits"}


@dataclass(frozen=True, slots=True)
class BusinessTravel:
    """The total distance by one way of travelling, not doubled."""

    purpose: str | None = choice(
        "Purpose",
        PURPOSES,
        help="Home visits are kept apart from other business travel",
    )
    mode: str | None = choice(
        "How",
        MODES,
        help="Choose the average car if you do not know the fuel",
    )
    unit: str | None = choice("Unit", DISTANCE_UNITS)
    distance: Decimal | None = number(
        "Distance",
        unit="miles or km",
        hint="Use expense claims. Add up the miles, not the pounds",
    )
    visits: Decimal | None = whole(
        "Home visits",
        unit="visits",
        optional=True,
        help="How many home visits the distance is for",
    )


def lines(rows: Sequence[Row[BusinessTravel]], context: Context) -> Iterator[Entry]:
    """Rule 11: distance x factor, with well-to-tank; scope 3, Carbon Footprint."""
    for row in rows:
        values = row.values
        if values.distance is None or values.mode is None or values.unit is None:
            missing = "distance" if values.distance is None else "vehicle" if values.mode is None else "unit"
            why, wanted = f"the {missing} is not given", ("distance", "mode", "unit")
            yield not_counted(SECTION.key, row, SECTION.row_label(values), why, *wanted)
            continue
        label = f"{PURPOSES.get(values.purpose or '', 'Business travel')}: {MODES[values.mode].lower()}"
        yield from travel_lines(
            context,
            SECTION.key,
            row,
            ("distance", "mode", "unit"),
            values.mode,
            values.distance,
            values.unit,
            label,
            "3",
            FOOTPRINT,
        )


SECTION = Section(
    "business_travel",
    "Business travel",
    BusinessTravel,
    lines,
    yearly_factors=True,
    theme=TRAVEL,
    wanted_by="Green Plan TT1, TT2",
    introduction="The total distance from expense claims, one row for each way of travelling",
    help=SectionHelp(
        steps=("Add up the miles of the quarter, not the pounds.",),
        where=("Business travel: expense claims or the mileage log.",),
    ),
)
