"""Totals of a network by section, scope and boundary, each with how many practices and who is not in it."""

from collections.abc import Sequence, Sized
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from greenpractice.carbon.carbon_words import AVOIDED_IS, CO2E
from greenpractice.cells import InWords
from greenpractice.network.coverage import names_of
from greenpractice.network.network import Network
from greenpractice.network.totals import (
    TITLE_OF_RETURNED,
    NetworkTotal,
    TakenBack,
    boundary_totals,
    scope_totals,
    section_totals,
    taken_back,
    whole_total,
    why_network_total,
    why_taken_back,
)
from greenpractice.numbers import NO_DATA, kg_words
from ui.widgets.controls import card, page_layout, words
from ui.widgets.marked_table import Column, MarkedTable
from ui.widgets.spoken.hearing import set_level
from ui.window.why import explain

_TITLES = {"section": "By section", "scope": "By scope", "boundary": "By NHS boundary"}
_FIRST = {"section": "Section", "scope": "Scope", "boundary": "Boundary"}


class NetworkTotals(QWidget):
    """Three tables under one title; a click or Enter on a row says why."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("network-totals")
        frame, inside = card()
        inside.addWidget(words("Every total, and who is not in it", "card"))
        self.tables: dict[str, MarkedTable] = {}
        self._totals: dict[str, Sequence[NetworkTotal]] = {}
        self._network: Network | None = None
        for key, title in _TITLES.items():
            table = MarkedTable(f"network-by-{key}", title)
            table.picked.connect(lambda number, key=key: self.explain(key, number))
            self.tables[key] = table
            heading = words(title, "bold")
            set_level(heading, 3)
            inside.addWidget(heading)
            inside.addWidget(table)
        self.taken_back = MarkedTable("network-taken-back", TITLE_OF_RETURNED)
        self.taken_back.picked.connect(self.explain_taken_back)
        self._taken_back: Sequence[TakenBack] = ()
        self._beside = (words(TITLE_OF_RETURNED, "bold"), words(AVOIDED_IS, "hint"), self.taken_back)
        for part in self._beside:
            inside.addWidget(part)
        page_layout(self).addWidget(frame)

    def show_network(self, network: Network) -> None:
        """Show every total of a network."""
        self._network = network
        whole = whole_total(network)
        self._totals = {
            "section": [*section_totals(network), whole],
            "scope": scope_totals(network),
            "boundary": boundary_totals(network),
        }
        for key, table in self.tables.items():
            columns = (
                Column(_FIRST[key], 190, grows=True),
                Column(CO2E, 108, number=True),
                Column("Share", 92, number=True),
                Column("Practices", 88, number=True),
                Column("Not in it", 240, grows=True),
            )
            totals = self._totals[key]
            pinned = [number for number, total in enumerate(totals) if total is whole]
            table.show_table(columns, [_row(network, total, whole) for total in totals], pinned=pinned)
        self._show_taken_back(network)

    def _show_taken_back(self, network: Network) -> None:
        """By route, beside the totals; nothing where nobody has a figure of it."""
        self._taken_back = taken_back(network)
        for part in self._beside:
            part.setVisible(bool(self._taken_back))
        columns = (
            Column("Route", 190, grows=True),
            Column(CO2E, 108, number=True),
            Column("Least to most", 180, number=True),
            Column("Practices", 88, number=True),
            Column("Not in it", 240, grows=True),
        )
        self.taken_back.show_table(columns, [_beside_row(network, each) for each in self._taken_back])

    def explain_taken_back(self, number: int) -> None:
        """Why the estimate of a route is what it is, practice by practice."""
        if self._network is not None:
            explain(None, why_taken_back(self._network, self._taken_back[number]), self.window())

    def explain(self, key: str, number: int) -> None:
        """Why one of the totals is what it is, practice by practice."""
        if self._network is not None:
            explain(None, why_network_total(self._network, self._totals[key][number]), self.window())


def _row(network: Network, total: NetworkTotal, whole: NetworkTotal) -> list[str]:
    kg = InWords(kg_words(total.kg), total.kg)
    share: str = NO_DATA
    if whole.kg and total.kg is not None:
        share = InWords(total.share(whole.kg), total.kg)  # all are shares of the same whole
    return [total.what, kg, share, _practices(total.inside), names_of(network, total.outside)]


def _practices(inside: Sized) -> str:
    return InWords(str(len(inside)), Decimal(len(inside)))


def _beside_row(network: Network, each: TakenBack) -> list[str]:
    spread, inside = each.spread, set(each.inside)
    outside = [code for code in network.members if code not in inside]
    kg = InWords(kg_words(spread.kg), spread.kg)
    span = InWords(f"{kg_words(spread.lowest)} to {kg_words(spread.highest)}", spread.lowest)
    return [each.what, kg, span, _practices(inside), names_of(network, outside)]
