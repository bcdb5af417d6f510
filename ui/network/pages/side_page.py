"""Practices side by side: a dot for each, a table to sort, and what to look at, which is never a ranking."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from greenpractice.network.beside import TITLES, beside_each_other
from greenpractice.network.coverage import coverage_words, without_words
from ui.network.pages.how_sure_card import HowSureCard
from ui.network.pages.lead_page import NONE_YET, NetworkPage
from ui.network.pages.side.looking_list import LookingList
from ui.network.pages.side.measures import ALL_CARBON, chart_of, measures
from ui.widgets import tokens
from ui.widgets.chart_view import ChartView
from ui.widgets.chips import Chips
from ui.widgets.controls import card, page_layout, words
from ui.widgets.flow import Flow
from ui.widgets.marked_table import Column, MarkedTable
from ui.widgets.style import scaled
from ui.window.parts.nothing_yet import NothingYet
from ui.window.parts.side_column import in_one_column

if TYPE_CHECKING:
    from ui.network.session.lead_workspace import NetworkWorkspace

_HEADERS = tuple(title.replace("1,000 ", "1,000\n").replace("Sections ", "Sections\n") for title in TITLES)
_MOST_ROWS = 14
_SIDE = 300  # px at 100%
_NAME, _TEXT, _LETTER, _LEAST = 190, 112, 7, 92  # pixels at 100% text
_BESIDE = 47  # of a header beside its letters: the arrow of the order, and room around


class SideBySidePage(NetworkPage):
    """Practices differ in age and illness: what stands out is a question."""

    def __init__(self, workspace: "NetworkWorkspace") -> None:
        super().__init__(workspace)
        self.setObjectName("network-side")
        self._measures = measures()
        self.chips = Chips("side-measure", "What to set side by side", list(self._measures), self)
        for made in self.chips.buttons.values():
            made.setAccessibleName(made.text())
        self.chips.choose(ALL_CARBON)
        self.chips.chosen.connect(lambda _: self._show_chart())
        self._chips = Flow(list(self.chips.buttons.values()))
        self.coverage = words("", "small", "side-coverage")
        self.empty = NothingYet("side-empty", "inbox", NONE_YET)
        self.looking = LookingList()
        self.chart = ChartView("chart-side-by-side")
        self.table = MarkedTable("side-table", "Practices side by side", most=_MOST_ROWS)
        self._card, inside = card()
        inside.addWidget(words("Every practice", "card"))
        inside.addWidget(self.table)
        self.sure = HowSureCard()
        self._filled: tuple[QWidget, ...] = (
            self._chips, self.chart, self.looking, self.coverage, self._card, self.sure,
        )  # fmt: skip
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(tokens.SPACE_3)
        self._across.addWidget(self.chart, 1)
        side = QVBoxLayout()
        side.addWidget(self.looking)
        side.addWidget(self.coverage)
        side.addStretch(1)
        self._across.addLayout(side)
        layout = page_layout(self)
        layout.setSpacing(tokens.BETWEEN_CARDS)
        layout.addWidget(self.empty)
        layout.addWidget(self._chips)
        layout.addLayout(self._across)
        layout.addWidget(self._card)
        layout.addWidget(self.sure)
        layout.addStretch(1)
        self.lay_out()

    def refresh(self) -> None:
        """Show the practices of the group in the period."""
        network = self.workspace.network()
        self.coverage.setText(f"{coverage_words(network)}{without_words(network)}")
        there = bool(network.counted)
        self.empty.setVisible(not there)
        for part in self._filled:
            part.setVisible(there)
        if there:
            self.looking.show_network(network)
            self.sure.show_network(network)
            self._show_chart()
            columns = [
                Column(title, _width(title), place > 0, place == 0) for place, title in enumerate(_HEADERS)
            ]
            self.table.show_table(columns, [each.texts for each in beside_each_other(network)])

    def _show_chart(self) -> None:
        """The measure that is chosen."""
        network = self.workspace.network()
        if network.counted:
            shown = self._measures[self.chips.choice](network)
            self.chart.show_chart(partial(chart_of, network, shown))

    def lay_out(self) -> None:
        """What stands out beside the dots, or below them where there is little room."""
        is_narrow = in_one_column(self)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._across.setDirection(down if is_narrow else across)
        wide = 16_777_215 if is_narrow else scaled(_SIDE)  # Qt's own most
        self.looking.setMaximumWidth(wide)
        self.looking.setMinimumWidth(0 if is_narrow else wide)
        self.coverage.setMaximumWidth(wide)

    def show_charts_as_tables(self, as_tables: bool) -> None:
        """Show the figures of the chart instead of its picture, or the picture again."""
        self.chart.show_as_table(as_tables)


def _width(title: str) -> int:
    """Room for a header, whose lines are as long as they are, and for the figures under it."""
    if title == _HEADERS[0]:
        return _NAME
    longest = max(map(len, title.split("\n")))
    return min(max(_LEAST, _BESIDE + _LETTER * longest), _TEXT)
