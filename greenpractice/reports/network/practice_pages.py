"""Practice by practice in the network's PDF: where the carbon comes from, side by side, over the years."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from reportlab.platypus import Flowable

from greenpractice.network.looking import NOTHING_STANDS_OUT, to_look_at
from greenpractice.network.network import Network
from greenpractice.network.pictures import (
    bars_of,
    funnel_chart_of,
    funnels_of,
    intensities_of,
    path_chart_of,
    side_by_side_of,
    sources_chart_of,
    trajectory_words,
)
from greenpractice.network.trajectory import inhaler_trajectory
from greenpractice.reports.blocks import bullets, heading, page_break, paragraph
from greenpractice.reports.chart_blocks import chart_blocks
from greenpractice.reports.text import SMALL
from greenpractice.reports.words import CHART_TEXT, TEXT_WIDTH

_ROWS_OF_A_PAGE = 34
_Row = TypeVar("_Row")


def practices_pages(network: Network) -> list[Flowable]:
    """Where the carbon comes from, practices for each 1,000 patients, what to look at."""
    size = TEXT_WIDTH, CHART_TEXT
    blocks: list[Flowable] = [page_break(), heading("Practice by practice", 1)]
    blocks += [chart_blocks(sources_chart_of(network, some, *size)) for some in pieces(bars_of(network))]
    rows = intensities_of(network)
    blocks += [chart_blocks(side_by_side_of(network, some, *size)) for some in pieces(rows)]
    blocks += [*_trajectory(network), *_funnels(network)]
    blocks.append(heading("To look at", 2))
    items = items_to_look_at(network)
    return [*blocks, *(bullets(items, SMALL) if items else [paragraph(f"{NOTHING_STANDS_OUT}.", SMALL)])]


def items_to_look_at(network: Network) -> list[str]:
    """What stands out, a sentence a thing."""
    return [f"{item.name}: {item.sentence}" for item in to_look_at(network)]


def _trajectory(network: Network) -> list[Flowable]:
    """Inhaler carbon by year of the practices with every year; nothing where none has a whole year."""
    found = inhaler_trajectory(network)
    if found is None:
        return []
    chart = path_chart_of(network, found, TEXT_WIDTH, CHART_TEXT)
    return [chart_blocks(chart), paragraph(trajectory_words(network, found), SMALL)]


def _funnels(network: Network) -> Iterator[Flowable]:
    """Shares of ten practices or more; counts of fewer than 5 patients are left out."""
    for shown in funnels_of(network):
        yield chart_blocks(funnel_chart_of(network, shown, TEXT_WIDTH, CHART_TEXT))


def pieces(rows: Sequence[_Row]) -> Iterator[Sequence[_Row]]:
    """So many at a time that a chart fits on a page; at least one piece."""
    for start in range(0, max(1, len(rows)), _ROWS_OF_A_PAGE):
        yield rows[start : start + _ROWS_OF_A_PAGE]
