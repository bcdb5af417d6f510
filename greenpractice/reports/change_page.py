"""Page 2: what changed, and where the practice stands on the way to the targets."""

from reportlab.platypus import Flowable

from greenpractice.charts.change import change_chart
from greenpractice.charts.run_chart import run_chart
from greenpractice.charts.target_path import target_path
from greenpractice.facts.plan import load_plan
from greenpractice.reports.blocks import heading
from greenpractice.reports.chart_blocks import chart_blocks
from greenpractice.reports.content import Summary
from greenpractice.reports.words import CHART_TEXT, TEXT_WIDTH
from greenpractice.sections import SECTION_BY_KEY


def change_page(summary: Summary) -> list[Flowable]:
    """The change on last year, the inhaler path and quarter by quarter; nothing without other returns."""
    place, targets = summary.short_name, load_plan().targets_for("inhaler_carbon")
    charts = []
    if (change := summary.view.change) is not None:
        charts.append(
            change_chart(change, summary.period, place=place, width=TEXT_WIDTH, text_size=CHART_TEXT)
        )
    if any(kg is not None for kg in summary.inhaler_years.values()):
        charts.append(
            target_path(
                summary.inhaler_years,
                targets,
                place=place,
                width=TEXT_WIDTH,
                text_size=CHART_TEXT,
                estimated=summary.estimated_years,
            )
        )
    if len(summary.quarter_totals) > 1:
        charts.append(
            run_chart(
                summary.quarter_totals,
                what="Total carbon",
                place=place,
                width=TEXT_WIDTH,
                text_size=CHART_TEXT,
                estimated=summary.estimated_quarters,
                unlike=summary.unlike_quarters_of(SECTION_BY_KEY),
            )
        )
    if not charts:
        return []
    return [heading("What changed", 1), *(chart_blocks(chart) for chart in charts)]
