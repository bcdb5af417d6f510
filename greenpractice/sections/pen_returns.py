"""Pens returned (PenCycle): their number and the plastic in them; no carbon is published for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.facts.factors import Factors
from greenpractice.fields import choice, whole
from greenpractice.sections.base import Row, Section, SectionHelp
from greenpractice.themes import RETURNED

PARTICIPATION = {
    "number_known": "We know the number",
    "number_unknown": "We give out boxes but do not know how many come back",
    "none": "We do not take part",
}


@dataclass(frozen=True, slots=True)
class PenReturn:
    """Pens, or boxes of them, that came back."""

    pens: Decimal | None = whole("Pens returned", unit="pens", hint="Novo Nordisk pre-filled pens only")
    boxes: Decimal | None = whole("Boxes returned", unit="boxes", hint="If you do not know the pens")
    boxes_given: Decimal | None = whole(
        "Boxes handed out",
        unit="boxes",
        optional=True,
        help="Boxes handed to patients to fill",
    )
    participation: str | None = choice("Do you take part in PenCycle?", PARTICIPATION, optional=True)


@dataclass(frozen=True, slots=True)
class Plastic:
    """Pens returned and the plastic in them, in grams: default, lowest and highest published weight."""

    pens: Decimal
    grams: Decimal
    lowest: Decimal
    highest: Decimal
    estimated: bool


def plastic(rows: Sequence[Row[PenReturn]], factors: Factors) -> Plastic | None:
    """Rule 9: a box counts as full only where pens are blank, and is then estimated; None without data."""
    pens, estimated, given = Decimal(0), False, False
    for row in rows:
        if row.values.pens is not None:
            pens += row.values.pens
            estimated |= row.estimated(("pens",))
        elif row.values.boxes is not None:
            pens += row.values.boxes * factors.constant("pen.per_box")
            estimated = True
        else:
            continue
        given = True
    if not given:
        return None
    weights = ("pen.plastic_grams", "pen.plastic_grams_lowest", "pen.plastic_grams_highest")
    grams, lowest, highest = (pens * factors.constant(key) for key in weights)
    return Plastic(pens, grams, lowest, highest, estimated)


SECTION = Section(
    "pen_returns",
    "Pens returned",
    PenReturn,
    theme=RETURNED,
    wanted_by="Green Plan, PenCycle",
    introduction="PenCycle takes Novo Nordisk pre-filled pens. Count the boxes if you do not know the pens",
    help=SectionHelp(
        steps=("PenCycle pens have no carbon figure here. Their number is shown.",),
        where=("Pens: count the pens, or the full PenCycle boxes. A box takes up to 12 pens.",),
    ),
    usually_one_row=True,
    any_of=("pens", "boxes"),
)
