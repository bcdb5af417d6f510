"""Practice details: patients and staff that totals are divided by, and the sites with their floor area."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.fields import choice, number, text, whole
from greenpractice.sections.base import Section, SectionHelp
from greenpractice.texts import name_key

PAID_BY = {
    "practice": "We do",
    "landlord": "Our landlord, in the rent or service charge",
    "unknown": "We do not know",
}


@dataclass(frozen=True, slots=True)
class Practice:
    """Row 0 holds the practice's figures and its first site; further rows hold site fields only."""

    registered_patients: Decimal | None = whole(
        "Registered patients",
        unit="patients",
        hint="On the last day of the quarter",
        help="The list size on the last day of the quarter",
    )
    staff: Decimal | None = whole("Staff", unit="people", hint="Everyone who works here", optional=True)
    wte: Decimal | None = number(
        "Staff, whole-time equivalent", unit="WTE", hint="Add up the contracted hours", optional=True
    )
    site: str | None = text("Site", hint="A name your colleagues know, like Main Street", optional=True)
    postcode: str | None = text("Postcode of the site", optional=True)
    floor_area_m2: Decimal | None = number(
        "Floor area",
        unit="m2",
        hint="Helps us estimate energy if you have no bills",
        optional=True,
    )
    energy_paid_by: str | None = choice(
        "Who pays the energy bills at this site?",
        PAID_BY,
        optional=True,
        help="If the landlord pays, ask for the kWh of your part or estimate it",
    )


def floor_area(rows: Iterable[Practice], site: str | None) -> Decimal | None:
    """The floor area of a named site in m2, or without a name of all sites; None if none is given."""
    name = name_key(site)
    areas = [
        row.floor_area_m2
        for row in rows
        if row.floor_area_m2 is not None and (not name or name_key(row.site) == name)
    ]
    return sum(areas, Decimal(0)) if areas else None


SECTION = Section(
    "practice",
    "Practice details",
    Practice,
    wanted_by="every figure for 1,000 patients, for a person or for a m² of floor",
    introduction="Totals are divided by your patients. Sites and floor area help with energy",
    help=SectionHelp(
        purpose="Totals are divided by your patients, so that small and large practices can be compared.",
        steps=(
            "Enter the figures once. Next quarter they can be copied.",
            "A practice with branches has one row for each site.",
        ),
        where=(
            "Registered patients: the list size on the last day of the quarter, in your clinical system.",
            "Staff: your payroll, or the workforce return you send each month.",
            "Floor area: the lease, the rates bill or an energy certificate.",
        ),
    ),
)
