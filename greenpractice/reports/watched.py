"""The measures watched beside the indicators, as one table of a PDF."""

from collections.abc import Iterator, Sequence
from datetime import date

from reportlab.platypus import Flowable

from greenpractice.indicators.side_by_side import first_lever
from greenpractice.indicators.watching import Watched, counts_words
from greenpractice.indicators.words import INTRODUCTION_OF_WATCHED
from greenpractice.numbers import NO_DATA, show
from greenpractice.reports.blocks import heading, paragraph
from greenpractice.reports.tables import table
from greenpractice.reports.text import SMALL


def watched_table(
    watched: Sequence[Watched], on: date, differ: str = "", level: int = 2
) -> Iterator[Flowable]:
    """The measures without thresholds, apart from the indicators: the first lever first, why two differ."""
    yield heading("Also watched", level, bookmark=level < 3)
    yield paragraph(INTRODUCTION_OF_WATCHED, SMALL)
    lever = first_lever(watched, on)
    for said in filter(None, (lever, differ)):
        yield paragraph(said, SMALL)
    rows = [["Measure", "Counted", "Of", "Value", "Counted in"]]
    for each in watched:
        counts = [NO_DATA if n is None else show(n, 0) for n in (each.numerator, each.denominator)]
        rows.append([f"{each.name}: {each.facts.title}", *counts, each.value_words, each.basis])
    yield table(rows, align="lrrrl", stretch=0, style=SMALL, padding=2)
    for each in watched:
        if each.without:
            yield paragraph(f"{each.name} is {each.without}.", SMALL)
        if each.otherwise:
            yield paragraph(f"{each.name}: {counts_words(each)}.", SMALL)
