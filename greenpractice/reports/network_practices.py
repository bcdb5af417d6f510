"""Practice by practice in the network's PDF: where the carbon comes from, side by side, over the years."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from reportlab.platypus import Flowable

from greenpractice.charts.funnel import FEWEST, Share, funnel
from greenpractice.charts.network_rulers import short_name
from greenpractice.charts.network_sources import network_sources, practice_bar
from greenpractice.charts.side_by_side import Intensity, side_by_side
from greenpractice.charts.target_path import target_path
from greenpractice.network.looking import to_look_at
from greenpractice.network.network import Network
from greenpractice.network.trajectory import inhaler_trajectory
from greenpractice.plan import load_plan
from greenpractice.reports.blocks import bullets, heading, page_break, paragraph
from greenpractice.reports.chart_blocks import chart_blocks
from greenpractice.reports.content import is_few
from greenpractice.reports.text import SMALL
from greenpractice.reports.words import CHART_TEXT, TEXT_WIDTH

_ROWS_OF_A_PAGE = 34
_MOST_NAMES = 12
_Row = TypeVar("_Row")


def practices_pages(network: Network) -> list[Flowable]:
    """Where the carbon comes from, practices for each 1,000 patients, what to look at."""
    place, period = network.group.name, network.period.words
    bars = [practice_bar(network.name(code), part) for code, part in network.footprints.items()]
    earlier = network.earlier(network.period.previous)
    rows = [
        Intensity(
            network.name(code),
            part.per_1000_patients,
            earlier[code].per_1000_patients if code in earlier else None,
        )
        for code, part in network.footprints.items()
    ]
    blocks: list[Flowable] = [page_break(), heading("Practice by practice", 1)]
    sizes = {"width": TEXT_WIDTH, "text_size": CHART_TEXT}
    blocks += [
        chart_blocks(network_sources(some, place=place, period=period, **sizes)) for some in pieces(bars)
    ]
    for part_of_rows in pieces(rows):
        chart = side_by_side(
            part_of_rows, network.footprint.per_1000_patients, place=place, period=period,
            before=network.period.previous.words, **sizes,
        )  # fmt: skip
        blocks.append(chart_blocks(chart))
    blocks += [*_trajectory(network), *_funnels(network)]
    blocks.append(heading("To look at", 2))
    items = [f"{item.name}: {item.sentence}" for item in to_look_at(network)]
    return [*blocks, *(bullets(items, SMALL) if items else [paragraph("Nothing stands out.", SMALL)])]


def _trajectory(network: Network) -> list[Flowable]:
    """Inhaler carbon by year of the practices with every year; nothing where none has a whole year."""
    found = inhaler_trajectory(network)
    if found is None:
        return []
    chart = target_path(
        found.years, load_plan().targets_for("inhaler_carbon"), place=network.group.name, width=TEXT_WIDTH,
        text_size=CHART_TEXT, estimated=found.estimated,
    )  # fmt: skip
    included = ", ".join(map(network.name, found.included[:_MOST_NAMES]))
    if len(found.included) > _MOST_NAMES:
        included = f"{len(found.included)} practices"
    out = ", ".join(map(network.name, found.left_out[:_MOST_NAMES]))
    if len(found.left_out) > _MOST_NAMES:
        out = f"{len(found.left_out)} practices"
    words = f"Of the practices with every year: {included}. Not in it: {out or 'nobody'}."
    return [chart_blocks(chart), paragraph(words, SMALL)]


def _funnels(network: Network) -> Iterator[Flowable]:
    """Shares of ten practices or more; counts of fewer than 5 patients are left out."""
    for number, pooled in enumerate(network.indicators):
        results = {code: each[number] for code, each in network.indicators_of_each.items()}
        shares = [
            Share(short_name(network.name(code)), result.numerator, result.denominator)
            for code, result in results.items()
            if result.numerator is not None and result.denominator and not is_few(result)
        ]
        if pooled.indicator.unit == "share" and len(shares) >= FEWEST and 0 < (pooled.value or 0) < 1:
            yield chart_blocks(
                funnel(
                    shares, what=pooled.indicator.id, unit=pooled.basis, place=network.group.name,
                    period=network.period.words, width=TEXT_WIDTH, text_size=CHART_TEXT,
                )
            )  # fmt: skip


def pieces(rows: Sequence[_Row]) -> Iterator[Sequence[_Row]]:
    """So many at a time that a chart fits on a page; at least one piece."""
    for start in range(0, max(1, len(rows)), _ROWS_OF_A_PAGE):
        yield rows[start : start + _ROWS_OF_A_PAGE]
