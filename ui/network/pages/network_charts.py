"""The charts of Network results: four as on a practice's page, and those that are folded below them."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from greenpractice.charts.funnel import FEWEST
from greenpractice.charts.geometry import Chart, table_of
from greenpractice.charts.sheet import message
from greenpractice.charts.sources_chart import sections_in_rows
from greenpractice.indicators import INDICATORS
from greenpractice.indicators.computing import load_indicators, newest_schemes
from greenpractice.indicators.schemes import origin_words
from greenpractice.indicators.words import terms_of
from greenpractice.network.coverage import names_of
from greenpractice.network.network import Network
from greenpractice.network.pictures import (
    Small,
    bars_of,
    funnel_chart_of,
    funnels_of,
    path_chart_of,
    pooled_change_of,
    pooled_sources_of,
    quarters_chart_of,
    rulers_of,
    sources_chart_of,
    trajectory_words,
)
from greenpractice.network.totals import section_totals, why_network_change, why_network_total
from ui.results.four_charts import HIGH, MOST_BARS, FourCharts, are_small
from ui.widgets import tokens
from ui.widgets.chart_view import ChartView
from ui.widgets.controls import page_layout, words
from ui.widgets.style import scaled
from ui.window.parts.nothing_yet import NothingYet
from ui.window.why import explain

if TYPE_CHECKING:
    from ui.network.session.lead_workspace import NetworkWorkspace

_NO_FUNNEL = (
    f"Funnel charts need {FEWEST} practices or more with figures. With fewer, chance alone spreads them so "
    "far that limits say nothing. Choose a larger group to see them."
)
_NO_YEAR = "No practice sent every year. This chart needs each year, whole, of the same practices."
_NO_QUARTER = "No practice sent every quarter. This chart needs each quarter of the same practices."
_READING = "The returns of earlier years are being read. The chart comes by itself."


class NetworkCharts(QWidget):
    """P1, P3, N5 and P6 of the design; N4, N3 and N6 are for the folded lines."""

    noted = Signal(str)  # what the four have no room for, and whose figures they show

    def __init__(self, workspace: "NetworkWorkspace") -> None:
        super().__init__()
        self.setObjectName("network-charts")
        self._workspace = workspace
        self._network: Network | None = None
        self.sources, self.change = ChartView("chart-network-sources"), ChartView("chart-network-change")
        self.path, self.quarters = ChartView("chart-network-path"), ChartView("chart-network-quarters")
        self.four = (self.sources, self.change, self.path, self.quarters)
        self.practices = ChartView("chart-network-practices")
        self.rulers = ChartView("chart-network-rulers")
        self.funnels = {id: ChartView(f"chart-funnel-{id}") for id in _funnels()}
        self.left_out = words("", "hint", "rulers-left-out")
        self.rulers.body.insertWidget(4, words(_guide(), "hint", "rulers-guide"))
        self.rulers.body.insertWidget(5, self.left_out)
        self.no_funnel = NothingYet("no-funnel", "chart-bar", _NO_FUNNEL)
        self.sources.picked.connect(self._why_source)
        self.change.picked.connect(self._why_change)
        self._beside = FourCharts(self.four)
        self._beside.resized.connect(self._show_again)
        page_layout(self).addWidget(self._beside)

    @property
    def all(self) -> list[ChartView]:
        """Every chart, shown or not."""
        return [*self.four, self.practices, self.rulers, *self.funnels.values()]

    def of_indicators(self, more: QWidget) -> QWidget:
        """What is folded under their name: their rulers, `more`, and funnels of larger groups."""
        part = QWidget()
        inside = page_layout(part)
        inside.setSpacing(tokens.BETWEEN_CARDS)
        for each in (self.rulers, more, *self.funnels.values(), self.no_funnel):
            inside.addWidget(each)
        return part

    def show_network(self, network: Network) -> None:
        """Show the charts of a network; the years as far as they are known."""
        self._network = network
        self.sources.show_chart(partial(pooled_sources_of, network, _small()), pickable=True)
        self.change.show_chart(partial(pooled_change_of, network), pickable=network.change is not None)
        self.practices.show_chart(partial(sources_chart_of, network, bars_of(network)))
        self.rulers.show_chart(partial(rulers_of, network))
        left_out = sorted({code for result in network.indicators for code in result.left_out})
        self.left_out.setText(f"Without figures for one or more: {names_of(network, left_out)}.")
        self.left_out.setVisible(bool(left_out))
        shown = {each.indicator: each for each in funnels_of(network)}
        for id, chart in self.funnels.items():
            chart.setVisible(id in shown)
            if id in shown:
                chart.show_chart(partial(funnel_chart_of, network, shown[id]))
        self.no_funnel.setVisible(not shown)
        self.show_history(network)

    def show_history(self, network: Network) -> None:
        """Inhaler carbon over years and quarters, or what is missing for them."""
        workspace, small = self._workspace, _small()
        known = workspace.history_is_ready and not workspace.history_problem
        path = workspace.trajectory() if known else None
        quarterly = workspace.quarterly() if known else None
        self.path.show_chart(
            self._waits("Inhaler carbon over the years", _NO_YEAR)
            if path is None
            else partial(path_chart_of, network, path, small=small)
        )
        self.quarters.show_chart(
            self._waits("Inhaler carbon by quarter", _NO_QUARTER)
            if quarterly is None
            else partial(quarters_chart_of, network, quarterly, small)
        )
        notes = self._beside.place()
        self.noted.emit("\n".join([*notes, *([trajectory_words(network, path)] if path else [])]))

    def show_as_tables(self, as_tables: bool) -> None:
        """Show the figures of every chart instead of its picture."""
        for chart in self.all:
            chart.show_as_table(as_tables)

    def _waits(self, title: str, why: str) -> Callable[[float, float], Chart]:
        """A chart that waits: for returns that are read, for what cannot be read, or for what nobody sent."""
        workspace = self._workspace
        is_ready, place = workspace.history_is_ready, workspace.group.name
        said = (workspace.history_problem or why) if is_ready else _READING

        def make(width: float, text_size: float) -> Chart:
            return message(title, place, [said], width, text_size, table_of((), ()))

        return make

    def _show_again(self) -> None:
        """In the size that charts have now."""
        if self._network is not None:
            self.show_network(self._network)

    def _why_source(self, number: int) -> None:
        if self._network is not None:
            footprint = self._network.footprint
            place = list(footprint.by_section).index(sections_in_rows(footprint)[number])
            total = section_totals(self._network)[place]
            explain(None, why_network_total(self._network, total), self.window())

    def _why_change(self, number: int) -> None:
        if self._network is not None:
            explain(None, why_network_change(self._network), self.window())


def _small() -> Small | None:
    """How charts are that stand two by two; None where each has the whole width."""
    return Small(HIGH * scaled(tokens.SMALL), MOST_BARS) if are_small() else None


def _funnels() -> list[str]:
    """The indicators that are shares, as the facts in use have them."""
    return [id for id, indicator in load_indicators().items() if indicator.unit == "share"]


def _guide() -> str:
    return " ".join(
        (
            origin_words(newest_schemes()),
            "The thresholds are a guide; those with * are to be confirmed.",
            *terms_of(INDICATORS),
            "The value of the network is pooled: numerators and denominators summed, never an average.",
        )
    )
