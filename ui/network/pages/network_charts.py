"""The charts of Network results: carbon by source, indicators, the years, and funnels of larger groups."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from greenpractice.charts.funnel import FEWEST
from greenpractice.charts.geometry import Chart, table_of
from greenpractice.charts.sheet import message
from greenpractice.indicators import INDICATORS
from greenpractice.indicators.computing import load_indicators, newest_schemes
from greenpractice.indicators.schemes import origin_words
from greenpractice.indicators.words import terms_of
from greenpractice.network.coverage import names_of
from greenpractice.network.network import Network
from greenpractice.network.pictures import (
    bars_of,
    funnel_chart_of,
    funnels_of,
    path_chart_of,
    rulers_of,
    sources_chart_of,
    trajectory_words,
)
from ui.widgets.chart_view import ChartView
from ui.widgets.columns import Columns
from ui.widgets.controls import card, page_layout, words
from ui.widgets.style import scaled

if TYPE_CHECKING:
    from ui.network.session.lead_workspace import NetworkWorkspace

_NO_FUNNEL = (
    f"Funnel charts need {FEWEST} practices or more with figures. With fewer, chance alone spreads them so "
    "far that limits say nothing. Choose a larger group to see them."
)


class NetworkCharts(QWidget):
    """N4, N3, N5 and N6 of the design."""

    def __init__(self, workspace: "NetworkWorkspace") -> None:
        super().__init__()
        self.setObjectName("network-charts")
        self._workspace = workspace
        self.sources = ChartView("chart-network-sources")
        self.rulers = ChartView("chart-network-rulers")
        self.path = ChartView("chart-network-path")
        self.funnels = {id: ChartView(f"chart-funnel-{id}") for id in _funnels()}
        self.left_out = words("", "hint", "rulers-left-out")
        self.rulers.body.insertWidget(4, words(_guide(), "hint", "rulers-guide"))
        self.rulers.body.insertWidget(5, self.left_out)
        self.path_note = words("", "hint", "path-note")
        self.path.body.insertWidget(4, self.path_note)
        self._no_funnel, inside = card()
        inside.addWidget(words("Funnel charts", "card"))
        inside.addWidget(words(_NO_FUNNEL, "", "no-funnel"))
        self._columns = Columns(least=scaled(620), most=2)
        self._columns.set_items(
            [self.sources, self.rulers, self.path, *self.funnels.values(), self._no_funnel]
        )
        page_layout(self).addWidget(self._columns)

    @property
    def all(self) -> list[ChartView]:
        """Every chart, shown or not."""
        return [self.sources, self.rulers, self.path, *self.funnels.values()]

    def show_network(self, network: Network) -> None:
        """Show the charts of a network; the years as far as they are known."""
        self.sources.show_chart(partial(sources_chart_of, network, bars_of(network)))
        self.rulers.show_chart(partial(rulers_of, network))
        left_out = sorted({code for result in network.indicators for code in result.left_out})
        self.left_out.setText(f"Without figures for one or more: {names_of(network, left_out)}.")
        self.left_out.setVisible(bool(left_out))
        shown = {each.indicator: each for each in funnels_of(network)}
        for id, chart in self.funnels.items():
            chart.setVisible(id in shown)
            if id in shown:
                chart.show_chart(partial(funnel_chart_of, network, shown[id]))
        self._no_funnel.setVisible(not shown)
        self.show_path(network)
        self._columns.place()

    def show_path(self, network: Network) -> None:
        """Inhaler carbon over the years, or what is missing for it."""
        ready, problem = self._workspace.history_is_ready, self._workspace.history_problem
        found = self._workspace.trajectory() if ready and not problem else None
        self.path_note.setVisible(found is not None)
        if found is not None:
            self.path_note.setText(trajectory_words(network, found))
            self.path.show_chart(partial(path_chart_of, network, found))
            return
        title = "Inhaler carbon over the years" if ready else "Reading earlier years"
        why = (
            problem
            or "No practice sent every year. This chart needs each year, whole, of the same practices."
            if ready
            else "The returns of earlier years are being read. The chart comes by itself."
        )
        self.path.show_chart(_in_words(title, network, why))

    def show_as_tables(self, as_tables: bool) -> None:
        """Show the figures of every chart instead of its picture."""
        for chart in self.all:
            chart.show_as_table(as_tables)


def _in_words(title: str, network: Network, why: str) -> Callable[[float, float], Chart]:
    def make(width: float, text_size: float) -> Chart:
        return message(title, network.group.name, [why], width, text_size, table_of((), ()))

    return make


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
