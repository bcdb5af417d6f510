"""Staff travel to work, from a survey or an estimate: people by distance and way of travelling."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.fields import choice, number, whole
from greenpractice.lines import Entry
from greenpractice.sections.base import PLUS, Context, Row, Section, SectionHelp, not_counted
from greenpractice.sections.travel import DISTANCE_UNITS, MODES, travel_lines
from greenpractice.themes import TRAVEL

_PARTS = ("people", "days_per_week", "weeks", "one_way", "mode", "unit")


@dataclass(frozen=True, slots=True)
class Commuting:
    """People who travel alike."""

    mode: str | None = choice("How", MODES)
    people: Decimal | None = whole(
        "People",
        unit="people",
        help="Those who travel in this way",
    )
    days_per_week: Decimal | None = number(
        "Days a week",
        unit="days",
        help="Days at the practice, on average",
    )
    weeks: Decimal | None = number("Weeks", unit="weeks", hint="Weeks worked in the period")
    one_way: Decimal | None = number(
        "Distance one way",
        unit="miles or km",
        help="From home to work. The app doubles it",
    )
    unit: str | None = choice("Unit", DISTANCE_UNITS)


def lines(rows: Sequence[Row[Commuting]], context: Context) -> Iterator[Entry]:
    """Rule 12: people x days a week x weeks x 2 x one way x factor; scope 3, Plus."""
    for row in rows:
        values = row.values
        missing = [part for part in _PARTS if getattr(values, part) is None]
        if missing:
            if len(missing) < len(_PARTS):
                names = ", ".join(SECTION.fields[part].label.lower() for part in missing)
                what = SECTION.row_label(values)
                yield not_counted(SECTION.key, row, what, f"not given: {names}", *missing)
            continue
        assert values.people is not None
        assert values.days_per_week is not None
        assert values.weeks is not None
        assert values.one_way is not None
        distance = values.people * values.days_per_week * values.weeks * 2 * values.one_way
        label = f"Travel to work: {MODES[values.mode or ''].lower()}"
        yield from travel_lines(
            context,
            SECTION.key,
            row,
            _PARTS,
            values.mode or "",
            distance,
            values.unit or "",
            label,
            "3",
            PLUS,
        )


SECTION = Section(
    "commuting",
    "Staff travel to work",
    Commuting,
    lines,
    yearly_factors=True,
    theme=TRAVEL,
    wanted_by="Green Plan TT10",
    introduction="People who travel to work in the same way share a row. The app doubles the distance",
    help=SectionHelp(
        steps=("Staff travel: people who travel in the same way share a row. Give the distance one way.",),
        where=("Staff travel: a show of hands is enough. Ask how, how far and how many days a week.",),
    ),
)
