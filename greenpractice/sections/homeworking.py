"""Working from home: hours, for the office equipment and the heating of a home."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.fields import number
from greenpractice.lines import Entry
from greenpractice.sections.base import PLUS, Context, Row, Section, SectionHelp, line, not_counted, not_yet
from greenpractice.themes import TRAVEL

_FACTOR = "homeworking.hour"


@dataclass(frozen=True, slots=True)
class Homeworking:
    """The hours of all staff together."""

    hours: Decimal | None = number(
        "Hours worked at home",
        unit="hours",
        hint="All staff together: 3 people x 20 days x 7 hours are 420",
        help="It counts the heating and the office equipment of a home",
    )


def lines(rows: Sequence[Row[Homeworking]], context: Context) -> Iterator[Entry]:
    """Rule 21: hours at their factor, which begins in 2022; scope 3, Plus."""
    early = not_yet(context, _FACTOR)
    for row in rows:
        hours = row.values.hours
        if hours is None:
            continue
        if early:
            yield not_counted(SECTION.key, row, SECTION.row_label(row.values), early)
            continue
        factor = context.factor(_FACTOR, "hour")
        yield line(SECTION.key, row, ("hours",), factor, hours, "Working from home", "3", PLUS)


SECTION = Section(
    "homeworking",
    "Working from home",
    Homeworking,
    lines,
    yearly_factors=True,
    theme=TRAVEL,
    only_some=True,
    introduction="Hours that staff worked at home this quarter. Leave it out if nobody did",
    help=SectionHelp(
        steps=("Working from home: leave these days out of staff travel to work.",),
        where=("Working from home: the rota, or ask each team for days at home and hours a day.",),
    ),
    usually_one_row=True,
)
