"""The main figure of a section in a few words, such as `11,281 kWh`: what a whole section is checked by."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from greenpractice.carbon.carbon_words import quantity_words, units_words
from greenpractice.carbon.part import Part
from greenpractice.numbers import exact, show
from greenpractice.phrases import counted, joined
from greenpractice.returns.energy_rows import ENERGY_SECTIONS
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.sections.base import typed_row

_FIELDS: Mapping[str, tuple[str, ...]] = {
    "practice": ("registered_patients", "staff"),
    "inhalers": ("inhalers",),
    "asthma_care": ("asthma_register", "ics_3_or_more", "saba_6_or_more"),
    "inhaler_returns": ("inhalers", "envelopes"),
    "pen_returns": ("pens", "boxes"),
    "commuting": ("people",),
    "homeworking": ("hours",),
    "appointments": ("face_to_face",),
    "water": ("supply_m3",),
    "waste": ("kg",),
    "paper": ("reams",),
    "refrigerants": ("kg",),
    "nitrous_oxide": ("entonox_litres", "nitrous_oxide_kg"),
}
_CALLED = {"staff": "staff", "face_to_face": "face to face"}  # better than their units
_DISTANCE = "business_travel"
_NOTHING = Decimal(0)


def main_figure(part: Part, section: str) -> str:
    """The sums of its main figures with their units; "" where there is none.

    Of energy it is what is counted, as bills are shared out by days; of the rest what was entered.
    """
    if section in ENERGY_SECTIONS:
        found = list(_counted(part, section))
    elif section == _DISTANCE:
        found = list(_distances(part))
    else:
        found = _entered(part, section)
    if section == "inhalers" and found:
        found.append(counted(sum(map(bool, part.document.rows(section))), "product"))
    return ", ".join(found)


def _rows(part: Part, section: str) -> Iterator[Any]:
    for raw in part.document.rows(section):
        yield typed_row(SECTION_BY_KEY[section], raw)


def _entered(part: Part, section: str) -> list[str]:
    """Figures that have the same unit stand before it once: `630, 454 and 128 patients`."""
    specs = SECTION_BY_KEY[section].fields
    sums: dict[str, Decimal] = {}
    with exact():
        for row in _rows(part, section):
            for key in _FIELDS[section]:
                value: Decimal | None = getattr(row, key)
                if value is not None:
                    sums[key] = sums.get(key, _NOTHING) + value
    of_unit: dict[str, list[Decimal]] = {}
    for key in _FIELDS[section]:
        if key in sums:
            of_unit.setdefault(_CALLED.get(key, specs[key].unit), []).append(sums[key])
    return [_with_unit(numbers, unit) for unit, numbers in of_unit.items()]


def _with_unit(numbers: list[Decimal], unit: str) -> str:
    said = joined([show(each) for each in numbers])
    singular = unit.removesuffix("s")
    return f"{said} {units_words(numbers[0], singular if numbers == [Decimal(1)] else unit)}"


def _counted(part: Part, section: str) -> Iterator[str]:
    """Quantities of the first line of each figure, by unit: others add to the carbon of the same."""
    sums: dict[str, Decimal] = {}
    seen = set()
    with exact():
        for line in part.footprint.lines:
            place = line.row, line.fields
            if line.section == section and place not in seen:
                seen.add(place)
                sums[line.factor.per] = sums.get(line.factor.per, _NOTHING) + line.quantity
    for unit, quantity in sums.items():
        yield f"{quantity_words(quantity)} {units_words(quantity, unit)}"


def _distances(part: Part) -> Iterator[str]:
    sums: dict[str, Decimal] = {}
    with exact():
        for row in _rows(part, _DISTANCE):
            if row.distance is not None and row.unit is not None:
                sums[row.unit] = sums.get(row.unit, _NOTHING) + row.distance
    for unit, distance in sums.items():
        yield f"{show(distance)} {units_words(distance, unit)}"
