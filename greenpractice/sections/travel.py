"""What the travel sections share: ways of travelling, distance units, and which factor serves which."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from greenpractice.lines import Boundary, Line, Scope
from greenpractice.sections.base import Context, Row, with_wtt

MODES = {
    "car_petrol": "Petrol car",
    "car_diesel": "Diesel car",
    "car_hybrid": "Hybrid car",
    "car_phev": "Plug-in hybrid car",
    "car_bev": "Electric car",
    "car_unknown": "Car, fuel not known",
    "motorbike": "Motorbike",
    "taxi": "Taxi",
    "bus": "Bus",
    "coach": "Coach",
    "rail": "Train",
    "tram": "Tram",
    "bicycle": "Bicycle",
    "walking": "Walking",
}
DISTANCE_UNITS = {"mile": "miles", "km": "km"}
_PUBLISHED_BY_MILE = (
    "car_petrol", "car_diesel", "car_hybrid", "car_phev", "car_bev", "car_unknown", "motorbike",
)  # fmt: skip
_PASSENGER = ("bus", "coach", "rail", "tram")


def travel_lines(
    context: Context,
    section: str,
    row: Row[Any],
    fields: tuple[str, ...],
    mode: str,
    distance: Decimal,
    unit: str,
    label: str,
    scope: Scope,
    boundary: Boundary,
) -> Iterator[Line]:
    """Distance x factor and its well-to-tank (rule 11): a published mile factor for miles, else km."""
    if unit == "mile" and mode in _PUBLISHED_BY_MILE:
        key, per = f"{mode}.mile", "mile"
    else:
        key, per = f"{mode}.km", "passenger.km" if mode in _PASSENGER else "km"
        if unit == "mile":
            distance *= context.constant("distance.km_per_mile")
    yield from with_wtt(context, section, row, fields, key, distance, per, label, scope, boundary)
