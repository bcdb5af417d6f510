"""Network results: pooled totals with who is not in them, the charts, and why each number is what it is."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox

from greenpractice.carbon.carbon_words import CO2E, and_without_entries
from greenpractice.network.coverage import (
    change_headline,
    change_sentence,
    compared_words,
    coverage_words,
    names_of,
    patients_words,
    quarters_words,
    without_words,
)
from greenpractice.network.network import Network
from greenpractice.network.totals import (
    whole_total,
    why_network_change,
    why_network_per_1000,
    why_network_total,
)
from greenpractice.numbers import NO_DATA, kg_words
from ui.network.pages.lead_page import NONE_YET, NetworkPage
from ui.network.pages.network_charts import NetworkCharts
from ui.network.pages.network_totals import NetworkTotals
from ui.network.pages.network_watched import NetworkWatched
from ui.results.result_numbers import NumberCard
from ui.widgets.columns import Columns
from ui.widgets.controls import button, card, page_layout, row, words
from ui.widgets.style import scaled

if TYPE_CHECKING:
    from ui.network.session.lead_workspace import NetworkWorkspace


class NetworkResultsPage(NetworkPage):
    """Practices that sent nothing are never filled in: every total says who is not in it."""

    def __init__(self, workspace: "NetworkWorkspace") -> None:
        super().__init__(workspace)
        self.setObjectName("network-results")
        self.place_words = words("", "section", "results-place")
        self.coverage = words("", "bold", "results-coverage")
        self.empty, inside = card("check-box")
        inside.addWidget(words(NONE_YET, "", "results-empty"))
        inside.addLayout(row(button("Add PDFs", "results-add", self._add)))
        self.as_tables = QCheckBox("Charts as tables")
        self.as_tables.setObjectName("network-charts-as-tables")
        keys = ("total", "per-1000", "change")
        self.numbers = {key: NumberCard(None, f"network-{key}") for key in keys}
        self._columns = Columns(least=scaled(200))
        self._columns.set_items(list(self.numbers.values()))
        self.hint = words("Choose a number or a row to see why it is what it is", "hint")
        self.charts = NetworkCharts(workspace)
        self.totals = NetworkTotals()
        self.as_tables.toggled.connect(self.charts.show_as_tables)
        self.watched = NetworkWatched()
        self._filled = (self._columns, self.hint, self.as_tables, self.charts, self.watched, self.totals)
        layout = page_layout(self)
        for part in (self.place_words, self.coverage, self.empty, self._columns, self.hint, self.totals,
                     self.as_tables, self.charts, self.watched):  # fmt: skip
            layout.addWidget(part)
        layout.addStretch(1)
        workspace.history_ready.connect(self._on_history)

    def refresh(self) -> None:
        """Show the figures of the group in the period."""
        network = self.workspace.network()
        there = bool(network.counted)
        self.place_words.setText(self.place())
        self.coverage.setText(f"{coverage_words(network)}{without_words(network)}")
        self.empty.setVisible(not there)
        for part in self._filled:
            part.setVisible(there)
        if there:
            self._show_numbers(network)
            self.totals.show_network(network)
            self.charts.show_network(network)
            self.watched.show_network(network)
            self.workspace.ask_for_history()

    def show_charts_as_tables(self, as_tables: bool) -> None:
        """Show the figures of every chart instead of its picture, or the pictures again."""
        self.as_tables.setChecked(as_tables)

    def _show_numbers(self, network: Network) -> None:
        footprint, total = network.footprint, whole_total(network)
        year = network.quarters.this_year
        this = year if network.period.is_year else "This quarter"
        missing = (
            f"Not including {names_of(network, total.outside)}" if total.outside else _everyone_in(network)
        )
        self.numbers["total"].show_number(
            this, kg_words(total.kg), f"{CO2E}{and_without_entries(footprint)}. {missing}",
            partial(why_network_total, network, total),
        )  # fmt: skip
        per_1000 = footprint.per_1000_patients
        self.numbers["per-1000"].show_number(
            "For each 1,000 patients", kg_words(per_1000),
            f"{CO2E}. {_whose_patients(network)}", partial(why_network_per_1000, network),
        )  # fmt: skip
        headline = change_headline(network)
        self.numbers["change"].show_number(
            "On a year earlier", headline or NO_DATA, compared_words(network) or change_sentence(network),
            partial(why_network_change, network) if headline else None,
        )  # fmt: skip

    @Slot()
    def _on_history(self) -> None:
        if not self._stale and self.workspace.network().counted:
            self.charts.show_path(self.workspace.network())

    def _add(self) -> None:
        self.workspace.open_page("returns")


def _whose_patients(network: Network) -> str:
    """How many practices are divided by their patients, and by name who is not."""
    without = [code for code in network.members if code not in network.footprint.with_patients]
    left = f"not including {names_of(network, without)}" if without else "everyone is in it"
    return f"{patients_words(network)}, {left}"


def _everyone_in(network: Network) -> str:
    """Nobody is missing, though of a year quarters may be."""
    if network.coverage.whole:
        return "Everyone is in it"
    return f"Every practice is in it, with {quarters_words(network)}"
