"""Network results, as a practice's: three numbers with why, four charts, and the rest folded to names."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton

from greenpractice.carbon.carbon_words import CO2E, and_without_some
from greenpractice.carbon.comparing import Comparison
from greenpractice.carbon.periods_compared import comparable
from greenpractice.network.coverage import (
    change_headline,
    change_sentence,
    compared_words,
    coverage_words,
    names_of,
    patients_words,
    without_words,
)
from greenpractice.network.network import Network
from greenpractice.network.totals import (
    comparison_with,
    whole_total,
    why_network_change,
    why_network_per_1000,
    why_network_total,
)
from greenpractice.numbers import NO_DATA, kg_words
from greenpractice.periods import Period
from greenpractice.phrases import first_upper, period_words, subtitle
from ui.network.pages.lead_page import NONE_YET, NetworkPage
from ui.network.pages.network_charts import NetworkCharts
from ui.network.pages.network_totals import NetworkTotals
from ui.network.pages.network_watched import NetworkWatched
from ui.results.changed_card import ChangedCard
from ui.results.four_charts import tables_button
from ui.results.number_strip import NumberStrip
from ui.widgets import tokens
from ui.widgets.controls import button, card, page_layout, words
from ui.window.parts.folds import Folds
from ui.window.parts.nothing_yet import NothingYet

if TYPE_CHECKING:
    from ui.network.session.lead_workspace import NetworkWorkspace


class NetworkResultsPage(NetworkPage):
    """Practices that sent nothing are never filled in: who is in no total stands once, under the numbers."""

    def __init__(self, workspace: "NetworkWorkspace") -> None:
        super().__init__(workspace)
        self.setObjectName("network-results")
        self.as_tables = tables_button("network-charts-as-tables")
        self.tools: Sequence[QPushButton] = (self.as_tables,)
        add = button("Add PDFs", "results-add", self._add)
        self.empty = NothingYet("results-empty", "inbox", NONE_YET, add)
        self.numbers = NumberStrip(None, "network", ("total", "change", "per-1000"))
        self.coverage = words("", "small", "results-coverage")
        self.charts = NetworkCharts(workspace)
        self.totals = NetworkTotals()
        self.as_tables.toggled.connect(self.charts.show_as_tables)
        self.watched = NetworkWatched()
        self.changed = ChangedCard(None, "network-changed")
        whose, inside = card()
        self.notes = words("", "hint", "network-notes")
        self.charts.noted.connect(self.notes.setText)
        inside.addWidget(self.notes)
        self.folds = Folds(
            "network-fold",
            {
                "changed": ("Why it changed", self.changed),
                "practices": ("Practice by practice", self.charts.practices),
                "indicators": ("Indicators", self.charts.of_indicators(self.watched)),
                "tables": ("Every total, and who is not in it", self.totals),
                "whose": ("Whose figures the charts show", whose),
            },
        )
        self._filled = (self.numbers, self.coverage, self.charts, self.folds, self.as_tables)
        layout = page_layout(self)
        layout.setSpacing(tokens.SPACE_2)
        for part in (self.empty, self.numbers, self.coverage, self.charts, self.folds):
            layout.addWidget(part)
        layout.addStretch(1)
        workspace.history_ready.connect(self._on_history)

    def refresh(self) -> None:
        """Show the figures of the group in the period."""
        network = self.workspace.network()
        there = bool(network.counted)
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
            earlier = comparable(network.period, self.workspace.periods_held())
            self.folds.show_name("changed", bool(earlier))
            self.changed.offer(network.period, earlier, self._compare)

    def _compare(self, earlier: Period) -> Comparison | None:
        return comparison_with(self.workspace.network(earlier), earlier)

    def show_charts_as_tables(self, as_tables: bool) -> None:
        """Show the figures of every chart instead of its picture, or the pictures again."""
        self.as_tables.setChecked(as_tables)

    def _show_numbers(self, network: Network) -> None:
        """Beside a number stands whom it is without, of those who are in the totals."""
        footprint, total, cards = network.footprint, whole_total(network), self.numbers.cards
        this = network.quarters.this_year if network.period.is_year else "This quarter"
        left = and_without_some(footprint).removeprefix(", ")
        cards["total"].show_number(
            f"{this}, {CO2E}", kg_words(total.kg),
            first_upper(subtitle(left, _without(network, total.outside))),
            partial(why_network_total, network, total),
        )  # fmt: skip
        headline = change_headline(network)
        cards["change"].show_number(
            f"Against {period_words(network.period.year_before)}", headline or NO_DATA,
            compared_words(network) or change_sentence(network),
            partial(why_network_change, network) if headline else None,
        )  # fmt: skip
        without = [code for code in network.members if code not in footprint.with_patients]
        cards["per-1000"].show_number(
            "For each 1,000 patients", kg_words(footprint.per_1000_patients),
            subtitle(patients_words(network), _without(network, without)),
            partial(why_network_per_1000, network),
        )  # fmt: skip
        self.numbers.place()

    @Slot()
    def _on_history(self) -> None:
        if not self._stale and self.workspace.network().counted:
            self.charts.show_history(self.workspace.network())

    def _add(self) -> None:
        self.workspace.open_page("returns")


def _without(network: Network, codes: Sequence[str]) -> str:
    """`not including Beta Practice`: those of these practices who are in the totals; else nothing."""
    inside = [code for code in codes if code not in network.in_no_total]
    return f"not including {names_of(network, inside)}" if inside else ""
