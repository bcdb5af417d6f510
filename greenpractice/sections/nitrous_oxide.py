"""Nitrous oxide: gas and air (Entonox) in litres, or the pure gas in kilograms."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.fields import number
from greenpractice.lines import Entry
from greenpractice.numbers import normal
from greenpractice.periods import Period
from greenpractice.sections.base import FOOTPRINT, Context, Problem, Row, Section, SectionHelp, line
from greenpractice.themes import OTHER


@dataclass(frozen=True, slots=True)
class NitrousOxide:
    """What was used, whichever of the two is known."""

    entonox_litres: Decimal | None = number(
        "Gas and air",
        unit="litres",
        hint="Cylinders used or sent back, times the litres on the collar of one",
        help="The litres stand on the collar or the label of each cylinder",
    )
    nitrous_oxide_kg: Decimal | None = number(
        "Nitrous oxide",
        unit="kg",
        hint="Only for gas that is not in the litres above",
        help="Pure nitrous oxide, by weight",
    )


def lines(rows: Sequence[Row[NitrousOxide]], context: Context) -> Iterator[Entry]:
    """Rule 23: litres x share x density, or kg, at the year's factor; scope 1, Carbon Footprint."""
    for row in rows:
        litres, kg = row.values.entonox_litres, row.values.nitrous_oxide_kg
        if litres is not None:
            share = context.constant("gas_and_air.nitrous_oxide_share")
            density = context.constant("nitrous_oxide.kg_per_litre")
            label = f"Nitrous oxide in gas and air: litres x {normal(share)} x {normal(density)} kg"
            yield _line(row, context, "entonox_litres", litres * share * density, label)
        if kg is not None:
            yield _line(row, context, "nitrous_oxide_kg", kg, "Nitrous oxide")


def _line(row: Row[NitrousOxide], context: Context, field: str, kg: Decimal, label: str) -> Entry:
    factor = context.factor("nitrous_oxide.kg", "kg")
    return line(SECTION.key, row, (field,), factor, kg, label, "1", FOOTPRINT)


def question(row: NitrousOxide, _period: Period) -> Iterator[Problem]:
    """The same cylinder may stand in both boxes."""
    if row.entonox_litres and row.nitrous_oxide_kg:
        yield "nitrous_oxide_kg", "Litres and kg are both given, and both are counted"


SECTION = Section(
    "nitrous_oxide",
    "Gas and air (Entonox)",
    NitrousOxide,
    lines,
    yearly_factors=True,
    question=question,
    theme=OTHER,
    only_some=True,
    introduction="Gas and air is half nitrous oxide, a strong warming gas. Leave it out if you have none",
    help=SectionHelp(
        steps=("Count a cylinder of gas and air as a whole, when it is empty or goes back.",),
        where=(
            "Gas and air: the litres stand on the collar of a cylinder. "
            "Multiply by the cylinders used or sent back; delivery notes list them.",
        ),
    ),
    usually_one_row=True,
    any_of=("entonox_litres", "nitrous_oxide_kg"),
)
