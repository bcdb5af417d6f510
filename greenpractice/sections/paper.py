"""Paper: reams bought, by how much of them is recycled fibre."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.fields import number
from greenpractice.lines import Entry
from greenpractice.numbers import show
from greenpractice.sections.base import PLUS, Context, Row, Section, SectionHelp, line, not_counted
from greenpractice.themes import OTHER


@dataclass(frozen=True, slots=True)
class Paper:
    """Reams of A4, 500 sheets of 80 g/m2 each."""

    reams: Decimal | None = number("Reams of paper", unit="reams", hint="500 sheets of A4 are a ream")
    recycled_content: Decimal | None = number(
        "Recycled content", unit="0 to 1", hint="100% is all recycled, 0% is new paper", maximum="1"
    )


def lines(rows: Sequence[Row[Paper]], context: Context) -> Iterator[Entry]:
    """Rule 15: (1 - r) at the factor of new fibre, r at that of recycled; scope 3, Plus."""
    for row in rows:
        reams, recycled = row.values.reams, row.values.recycled_content
        if reams is None:
            yield not_counted(SECTION.key, row, "Paper", "the reams are not given", "reams")
            continue
        if recycled is None:
            what = f"{show(reams)} reams of paper"
            why = "the recycled content is not given"
            yield not_counted(SECTION.key, row, what, why, "recycled_content")
            continue
        tonnes = reams * context.constant("paper.kg_per_ream") / 1000
        for key, label, share in (
            ("paper.primary", "Paper, new fibre", 1 - recycled),
            ("paper.recycled", "Paper, recycled fibre", recycled),
        ):
            if share:
                factor = context.factor(key, "tonne")
                fields = ("reams", "recycled_content")
                yield line(SECTION.key, row, fields, factor, tonnes * share, label, "3", PLUS)


SECTION = Section(
    "paper",
    "Paper",
    Paper,
    lines,
    yearly_factors=True,
    theme=OTHER,
    wanted_by="Green Plan, office paper −50%",
    introduction="Office paper bought or used this quarter. A ream is 500 sheets",
    help=SectionHelp(where=("Paper: reams on the invoices of your supplier. A ream is 500 sheets.",)),
    usually_one_row=True,
)
