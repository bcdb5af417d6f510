"""Help beside the form: what a page is for, where its figures are found, each of its boxes; or its keys."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from greenpractice.periods import Period
from ui.help.keys import KeyLine
from ui.help.passages import field_passages, page_passages, term_passages
from ui.help.texts import PageHelp
from ui.widgets import tokens
from ui.widgets.controls import button, row, set_look, words
from ui.widgets.figure_table import FigureTable
from ui.window.help_passages import FieldEntry, keys_table, parts_of
from ui.window.page_spec import PageSpec


class HelpPanel(QFrame):
    """Works without a window of its own and without the internet; Esc asks to close it."""

    closed = Signal()
    all_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("help-panel")
        self.setAccessibleName("Help")
        self.setProperty("look", "help-panel")
        self.entries: dict[tuple[str, str], FieldEntry] = {}
        self._title = words("", "section", "help-panel-title")
        close = button("Close", "help-close", self.closed.emit, "link")
        close.setAccessibleName("Close help")
        self._area = QScrollArea()
        self._area.setObjectName("help-text")
        self._area.setProperty("look", "help")
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # arrow keys scroll it
        self._wanted: FieldEntry | None = None
        self.keys: list[FigureTable] = []  # while it lists keys
        self._area.verticalScrollBar().rangeChanged.connect(self._bring_into_view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_3, tokens.SPACE_3, 0, tokens.SPACE_2)
        layout.setSpacing(tokens.SPACE_2)
        top = row(self._title, close, stretch=False)
        top.setStretch(0, 1)
        top.setContentsMargins(0, 0, tokens.SPACE_3, 0)
        layout.addLayout(top)
        layout.addWidget(self._area, 1)
        layout.addWidget(button("All of Help", "help-all", self.all_asked.emit, "link"))

    def show_page(self, spec: PageSpec, help: PageHelp, period: Period) -> None:
        """Show the help of a page in a period, from its top."""
        self._title.setText(f"Help: {spec.title}")
        self._area.setAccessibleName(f"Help for this page: {spec.title}")
        self._wanted, self.keys = None, []
        passages = (
            *page_passages(help),
            *field_passages(spec.sections, period),
            *term_passages(help, spec.sections),
        )
        body = self._fill([*parts_of(passages)])
        self.entries = {entry.place: entry for entry in body.findChildren(FieldEntry)}

    def show_keys(self, spec: PageSpec, here: Sequence[KeyLine], everywhere: Sequence[KeyLine]) -> None:
        """List the keys that work on this page, then those that work on all."""
        self._title.setText("Keys")
        self._area.setAccessibleName(f"Keys: {spec.title}")
        self._wanted, self.entries = None, {}
        of_page = keys_table("keys-here", f"Keys on this page: {spec.title}", here)
        of_all = keys_table("keys-everywhere", "Keys everywhere", everywhere)
        self.keys = [of_page, of_all] if here else [of_all]
        headings = [words("On this page", "card"), of_page] if here else []
        self._fill([*headings, words("Everywhere", "card"), of_all])

    def _fill(self, parts: Sequence[QWidget]) -> QWidget:
        body = QWidget()
        body.setProperty("look", "page-body")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, tokens.SPACE_3, 0)
        layout.setSpacing(tokens.SPACE_2)
        for part in parts:
            layout.addWidget(part)
        layout.addStretch(1)
        self._area.setWidget(body)
        return body

    def show_field(self, section: str, field: str) -> None:
        """Bring the entry of a field into view, marked and with the focus."""
        for each in self.entries.values():
            set_look(each, "state", "")
        entry = self.entries.get((section, field))
        if entry is None:
            self.take_focus()
            return
        set_look(entry, "state", "here")
        entry.setFocus(Qt.FocusReason.OtherFocusReason)
        self._wanted = entry
        self._bring_into_view()

    def _bring_into_view(self) -> None:
        """Now, and again once the text is laid out, as its height is known only then."""
        if self._wanted is not None:
            self._area.ensureWidgetVisible(self._wanted, 0, tokens.SPACE_4)

    def take_focus(self) -> None:
        """Let the keys scroll the text, or go down the list of keys."""
        first = self.keys[0] if self.keys else self._area
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.keys:
            self.keys[0].setCurrentIndex(self.keys[0].figures.index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
