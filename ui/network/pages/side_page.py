"""Practices side by side: a dot for each, a table to sort, and what to look at, which is never a ranking."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from greenpractice.network.beside import TITLES, beside_each_other
from greenpractice.network.coverage import coverage_words, without_words
from greenpractice.network.looking import LookAt, looking_words, to_look_at
from greenpractice.network.network import Network
from greenpractice.network.pictures import intensities_of, side_by_side_of
from ui.network.pages.how_sure_card import HowSureCard
from ui.network.pages.lead_page import NONE_YET, NetworkPage
from ui.widgets import tokens
from ui.widgets.chart_view import ChartView
from ui.widgets.controls import (
    button,
    card,
    clear,
    copy_text,
    line,
    page_layout,
    row,
    words,
)
from ui.widgets.marked_table import Column, MarkedTable

if TYPE_CHECKING:
    from ui.network.session.lead_workspace import NetworkWorkspace

_HEADERS = tuple(title.replace("1,000 ", "1,000\n").replace("Sections ", "Sections\n") for title in TITLES)
_MOST_ROWS, _MOST_ITEMS = 14, 20
_NAME, _TEXT, _LETTER, _LEAST = 190, 112, 7, 92  # pixels at 100% text
_BESIDE = 47  # of a header beside its letters: the arrow of the order, and room around


class SideBySidePage(NetworkPage):
    """Practices differ in age and illness: what stands out is a question."""

    def __init__(self, workspace: "NetworkWorkspace") -> None:
        super().__init__(workspace)
        self.setObjectName("network-side")
        self.place_words = words("", "section", "side-place")
        self.coverage = words("", "bold", "side-coverage")
        self.empty, inside = card("check-box")
        inside.addWidget(words(NONE_YET, "", "side-empty"))
        self.looking = LookingList()
        self.chart = ChartView("chart-side-by-side")
        self.table = MarkedTable("side-table", "Practices side by side", most=_MOST_ROWS)
        self._card, inside = card()
        inside.addWidget(words("Every practice", "card"))
        inside.addWidget(self.table)
        self.sure = HowSureCard()
        self._filled = (self.looking, self.chart, self._card, self.sure)
        layout = page_layout(self)
        for part in (self.place_words, self.coverage, self.empty, *self._filled):
            layout.addWidget(part)
        layout.addStretch(1)

    def refresh(self) -> None:
        """Show the practices of the group in the period."""
        network = self.workspace.network()
        self.place_words.setText(self.place())
        self.coverage.setText(f"{coverage_words(network)}{without_words(network)}")
        there = bool(network.counted)
        self.empty.setVisible(not there)
        for part in self._filled:
            part.setVisible(there)
        if there:
            self.looking.show_network(network)
            self.sure.show_network(network)
            self.chart.show_chart(partial(side_by_side_of, network, intensities_of(network)))
            columns = [
                Column(title, _width(title), place > 0, place == 0) for place, title in enumerate(_HEADERS)
            ]
            self.table.show_table(columns, [each.texts for each in beside_each_other(network)])

    def show_charts_as_tables(self, as_tables: bool) -> None:
        """Show the figures of the chart instead of its picture, or the picture again."""
        self.chart.show_as_table(as_tables)


def _width(title: str) -> int:
    """Room for a header, whose lines are as long as they are, and for the figures under it."""
    if title == _HEADERS[0]:
        return _NAME
    longest = max(map(len, title.split("\n")))
    return min(max(_LEAST, _BESIDE + _LETTER * longest), _TEXT)


class LookingList(QWidget):
    """What to look at, with a question to copy for each."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("looking")
        self._all = False
        self._network: Network | None = None
        frame, inside = card()
        self.title = words("", "card", "looking-title")
        self.title.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._list = QVBoxLayout()
        self._list.setSpacing(tokens.SPACE_2)
        self._more = button("Show all", "looking-more", self._show_all, "link")
        self.copied = words("", "bold", "looking-copied")
        inside.addWidget(self.title)
        self.hint = words("Each is a question to ask and not a judgement. Nothing is sent", "hint")
        inside.addWidget(self.hint)
        inside.addWidget(self.copied)
        inside.addLayout(self._list)
        inside.addLayout(row(self._more))
        page_layout(self).addWidget(frame)

    def show_network(self, network: Network) -> None:
        """Show what stands out in a network."""
        self._network = network
        items = to_look_at(network)
        shown = items if self._all else items[:_MOST_ITEMS]
        self.title.setText(looking_words(items))
        self.hint.setVisible(bool(items))
        self.copied.hide()
        clear(self._list)
        for number, item in enumerate(shown):
            if number:
                self._list.addWidget(line())
            self._list.addWidget(self._entry(item, number))
        self._more.setVisible(len(shown) < len(items))
        self._more.setText(f"Show the other {len(items) - len(shown)}")

    def _entry(self, item: LookAt, number: int) -> QWidget:
        entry = QWidget()
        inside = page_layout(entry)
        inside.setSpacing(tokens.SPACE_1)
        copy = button("Copy question", f"looking-copy-{number}", partial(self._copy, item))
        copy.setAccessibleName(f"Copy question to {item.name}: {item.sentence}")
        head = row(words(item.name, "bold", f"looking-name-{number}"), copy, stretch=False)
        head.setStretch(0, 1)
        inside.addLayout(head)
        inside.addWidget(words(item.sentence, "", f"looking-sentence-{number}"))
        return entry

    def _copy(self, item: LookAt) -> None:
        copy_text(self.copied, item.question, f"Question to {item.name} copied")

    def _show_all(self) -> None:
        self._all = True
        if self._network is not None:
            self.show_network(self._network)
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)
