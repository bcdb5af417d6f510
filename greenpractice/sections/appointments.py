"""Appointments: face to face and remote, and how far patients travel for the first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.fields import choice, number, whole
from greenpractice.lines import Entry
from greenpractice.numbers import show
from greenpractice.sections.base import PLUS, Context, Row, Section, SectionHelp, not_counted
from greenpractice.sections.travel import DISTANCE_UNITS, travel_lines
from greenpractice.themes import TRAVEL

_JOURNEYS = "Without it patients' journeys are not counted"


@dataclass(frozen=True, slots=True)
class Appointments:
    """The period's appointments, and an assumption about patients' journeys that the practice owns."""

    face_to_face: Decimal | None = whole(
        "Face to face appointments",
        unit="appointments",
        help="Only these count as journeys",
    )
    remote: Decimal | None = whole(
        "Remote appointments", unit="appointments", hint="Telephone, video and online"
    )
    one_way: Decimal | None = number(
        "Patients' distance one way",
        unit="miles or km",
        optional=True,
        help="From home to the practice. The app doubles it",
        needed=_JOURNEYS,
    )
    unit: str | None = choice("Unit", DISTANCE_UNITS, optional=True, needed=_JOURNEYS)
    car_share: Decimal | None = number(
        "Share of patients who come by car",
        unit="0 to 1",
        optional=True,
        maximum="1",
        help="60% means 6 of 10 patients come by car",
        needed=_JOURNEYS,
    )


def lines(rows: Sequence[Row[Appointments]], context: Context) -> Iterator[Entry]:
    """Rule 13: face to face x 2 x one way x car share x an average car; outside the scopes, Plus."""
    for row in rows:
        values = row.values
        if values.face_to_face is None:
            if values.one_way is not None or values.car_share is not None:
                what, why = "Patient travel", "the face to face appointments are not given"
                yield not_counted(SECTION.key, row, what, why, "face_to_face")
            continue
        if values.one_way is None or values.unit is None or values.car_share is None:
            what = f"Patient travel to {show(values.face_to_face)} face to face appointments"
            why = "distance, unit or car share is not given"
            yield not_counted(SECTION.key, row, what, why, "one_way", "unit", "car_share")
            continue
        distance = values.face_to_face * 2 * values.one_way * values.car_share
        fields = ("face_to_face", "one_way", "car_share", "unit")
        yield from travel_lines(
            context,
            SECTION.key,
            row,
            fields,
            "car_unknown",
            distance,
            values.unit,
            "Patient travel by car",
            "outside",
            PLUS,
        )


SECTION = Section(
    "appointments",
    "Appointments",
    Appointments,
    lines,
    single=True,
    yearly_factors=True,
    theme=TRAVEL,
    wanted_by="Green Plan SMC1 (set your own share)",
    introduction="Only face to face appointments count as journeys",
    help=SectionHelp(
        steps=("Patients' journeys count only where distance and share of cars are given.",),
        where=("Appointments: the appointments report of your clinical system.",),
    ),
)
