"""Returns received, the home of a network: what came, who is missing, and one practice in detail."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QScrollArea, QWidget

from greenpractice.charts.returns_grid import PartState
from greenpractice.network.coverage import MISSING
from greenpractice.network.standing import PARTS, Standing, headline, standings
from greenpractice.network.summing_up import ReadSummary
from ui.network.pages.drop_area import DropArea, ReadingPanel
from ui.network.pages.files_panel import FilesPanel
from ui.network.pages.lead_page import NONE_YET, NetworkPage
from ui.network.pages.practice_detail import PracticeDetail
from ui.widgets.columns import flow
from ui.widgets.controls import button, card, page_layout, words
from ui.widgets.marked_table import Column, MarkedTable

if TYPE_CHECKING:
    from ui.network.session.lead_workspace import NetworkWorkspace

_MOST_ROWS = 12  # more scroll inside the grid, so that what belongs to a row stays in reach below it
_PART_WORDS: dict[PartState, str] = {
    "complete": "Complete",
    "part": "Part",
    "estimated": "Estimated",
    "missing": "No data",
}
_COLUMNS = (
    Column("Practice", 134, grows=True),
    Column("Status", 92),
    Column("Version", 76),
    Column("Created", 84),
    *(Column(part, 80) for part in PARTS),
    Column("Remarks", 124, grows=True),
)
_FIRST_PART = 4
_NO_PARTS: tuple[PartState, ...] = tuple("missing" for _ in PARTS)


class NetworkReturnsPage(NetworkPage):
    """Files come in at the top; a row of the grid opens its practice below."""

    def __init__(self, workspace: "NetworkWorkspace") -> None:
        super().__init__(workspace)
        self.setObjectName("network-returns")
        self._rows: list[Standing] = []
        self.place_words = words("", "section", "returns-place")
        self.headline = words("", "bold", "returns-headline")
        self.drop = DropArea()
        self.drop.given.connect(self.read)
        self.reading = ReadingPanel(workspace)
        self.reading.show_asked.connect(self.show_files)
        self.empty, inside = card("check-box")
        inside.addWidget(words(NONE_YET, "", "returns-empty"))
        what = "Returns received, practice by practice"
        self.grid = MarkedTable("returns-grid", what, most=_MOST_ROWS, small=True)
        self.grid.picked.connect(self.open_row)
        self.hint = words(
            "Choose a practice to see its figures, its versions and where they come from", "hint"
        )
        self.detail = PracticeDetail(workspace)
        self.detail.closed.connect(self.grid.setFocus)
        self.files = FilesPanel(workspace)
        self._grid_card, grid = card()
        grid.addWidget(self.hint)
        grid.addWidget(self.grid)
        grid.addWidget(
            flow(
                button("See network results", "go-results", self._go_results),
                button("Chase list", "go-chase", self._go_chase),
                button("Network report…", "go-report", self._go_report),
            )
        )
        layout = page_layout(self)
        for part in (self.place_words, self.headline, self.drop, self.reading, self.empty, self._grid_card,
                     self.detail, self.files):  # fmt: skip
            layout.addWidget(part)
        layout.addStretch(1)
        workspace.finished_reading.connect(self._on_finished)

    def refresh(self) -> None:
        """Show who sent what, and the practice that is open."""
        workspace = self.workspace
        network = workspace.network()
        self._rows = standings(network, workspace.decisions(), workspace.states(), workspace.keys)
        self.place_words.setText(self.place())
        self.headline.setText(headline(self._rows))
        self.empty.setVisible(not network.counted)
        self.grid.show_table(
            _COLUMNS,
            [_cells(standing) for standing in self._rows],
            {
                (number, _FIRST_PART + place): part
                for number, standing in enumerate(self._rows)
                for place, part in enumerate(standing.parts or _NO_PARTS)
            },
        )
        self.detail.refresh(self._rows)
        self.files.refresh()

    def read(self, paths: list[Path]) -> None:
        """Read files beside the window."""
        self.workspace.read(paths)

    def open_row(self, number: int) -> None:
        """One practice in detail, in view."""
        self.open_practice(self._rows[number].code)

    def open_practice(self, code: str) -> None:
        """One practice in detail, in view."""
        self.detail.open(code, self._rows)
        self._bring_into_view(self.detail)

    def show_files(self) -> None:
        """The files that were read, in view."""
        self._bring_into_view(self.files)
        self.files.take_focus()

    @Slot(object)
    def _on_finished(self, summary: ReadSummary) -> None:
        self.reading.show_result(summary, bool(self.workspace.files()))

    def _bring_into_view(self, part: QWidget) -> None:
        """Scroll to a part of the page, once it has been laid out."""
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if isinstance(area, QScrollArea):
            found = area
            QTimer.singleShot(0, part, lambda: _scroll_to(found, part))

    def _go_results(self) -> None:
        self.workspace.open_page("network")

    def _go_chase(self) -> None:
        self.workspace.open_page("chase")

    def _go_report(self) -> None:
        self.workspace.open_page("report")


def _scroll_to(area: QScrollArea, part: QWidget) -> None:
    """The top of the part as far up as it goes."""
    content = area.widget()
    if content is not None:
        area.verticalScrollBar().setValue(part.mapTo(content, part.rect().topLeft()).y() - 8)


def _cells(standing: Standing) -> list[str]:
    none = "–" if standing.came in ("waiting", "conflict") else MISSING
    parts = [_PART_WORDS[part] for part in standing.parts] or [none] * len(PARTS)
    return [
        standing.name, standing.words, standing.version or "–", standing.created or "–", *parts,
        standing.remarks or "None",
    ]  # fmt: skip
