"""Returns received, the home of a network: what came, who is missing, and one practice in detail."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton

from greenpractice.network.standing import Standing, standings
from greenpractice.network.summing_up import ReadSummary
from ui.network.pages.drop_area import FROM_OUTLOOK, ReadingPanel
from ui.network.pages.files_panel import FilesPanel
from ui.network.pages.lead_page import NONE_YET, NetworkPage
from ui.network.pages.practice_detail import PracticeDetail
from ui.network.pages.returns.choice import ReturnsChoice
from ui.network.pages.returns.grid import ReturnsGrid
from ui.network.pages.returns.places import Places
from ui.network.pages.returns.strip import ReturnsStrip
from ui.widgets import tokens
from ui.widgets.controls import page_layout
from ui.widgets.in_view import bring_up
from ui.window.parts.nothing_yet import NothingYet

if TYPE_CHECKING:
    from ui.network.session.lead_workspace import NetworkWorkspace

_MOST_ROWS = 12  # more scroll inside the grid, so that what belongs to a row stays in reach below it


class NetworkReturnsPage(NetworkPage):
    """Files come in at the top; a row of the grid opens its practice below."""

    def __init__(self, workspace: "NetworkWorkspace") -> None:
        super().__init__(workspace)
        self.setObjectName("network-returns")
        self._rows: list[Standing] = []
        self._places: Places | None = None
        self.strip = ReturnsStrip(workspace)
        self.drop = self.strip.drop
        self.drop.given.connect(self.read)
        self.reading = ReadingPanel(workspace)
        self.reading.show_asked.connect(self.show_files)
        self.tools: Sequence[QPushButton] = (self.reading.show_files,)
        self.empty = NothingYet("returns-empty", "inbox", f"{NONE_YET} {FROM_OUTLOOK}.")
        self.choice = ReturnsChoice(self._show_rows, self)
        self.grid = ReturnsGrid(_MOST_ROWS)
        self.grid.picked.connect(self.open_row)
        self.grid.asked.connect(self._ask)
        self.detail = PracticeDetail(workspace)
        self.detail.closed.connect(self.grid.setFocus)
        self.files = FilesPanel(workspace)
        self.files.closed.connect(self.reading.show_files.setFocus)
        layout = page_layout(self)
        layout.setSpacing(tokens.BETWEEN_CARDS)
        for part in (self.strip, self.reading, self.empty, self.choice, self.grid, self.detail, self.files):
            layout.addWidget(part)
        layout.addStretch(1)
        workspace.finished_reading.connect(self._on_finished)

    def refresh(self) -> None:
        """Show who sent what, and the practice that is open."""
        workspace = self.workspace
        network = workspace.network()
        self._rows = standings(network, workspace.decisions(), workspace.states(), workspace.keys)
        self._places = Places(network)
        self.strip.show_returns(network, self._rows)
        self.empty.setVisible(not network.counted)
        for part in (self.choice, self.grid):
            part.setVisible(bool(self._rows))
        self.choice.show_counts(self._rows)
        self._show_rows()
        self.detail.refresh(self._rows)
        self.files.refresh()

    def _show_rows(self) -> None:
        """Those that are chosen, in the grid."""
        if self._places is not None:
            self.grid.show_returns(self.choice.shown(self._rows), self._places)

    def read(self, paths: list[Path]) -> None:
        """Read files beside the window."""
        self.workspace.read(paths)

    def open_row(self, number: int) -> None:
        """One practice in detail, in view."""
        self.open_practice(self.grid.rows[number].code)

    def open_practice(self, code: str) -> None:
        """One practice in detail, in view."""
        self.detail.open(code, self._rows)
        bring_up(self.detail)

    def show_files(self) -> None:
        """The files that were read, opened and in view."""
        self.files.open()
        bring_up(self.files)

    @Slot(object)
    def _on_finished(self, summary: ReadSummary) -> None:
        self.reading.show_result(summary, bool(self.workspace.files()))
        self.files.show_result(summary)

    def _ask(self, number: int) -> None:
        """What comes next for a practice that needs the Lead: its question here, or a mail to it."""
        row = self.grid.rows[number]
        if row.needs in ("choose", "check"):
            self.open_practice(row.code)
        else:
            self.workspace.to_ask = row.code
            self.workspace.open_page("chase")

    def lay_out(self) -> None:
        """The parts of the strip beside each other, or below."""
        self.strip.fit()
