"""Where practices' PDFs come in: an area to drop files on, its two buttons, and how far reading has come."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QProgressBar, QVBoxLayout, QWidget

from greenpractice.network.summing_up import ReadSummary
from ui.widgets import tokens
from ui.widgets.controls import announce, button, page_layout, row, words
from ui.widgets.spoken.hearing import silence
from ui.widgets.style import scaled

if TYPE_CHECKING:
    from ui.network.session.lead_workspace import NetworkWorkspace

FROM_OUTLOOK = "From Outlook: save the mails or their attachments to a folder first, then add the folder"
NO_FILES = f"There was no file in what was dropped. {FROM_OUTLOOK}"
_KINDS = "PDFs, zip files and mails (*.pdf *.zip *.eml *.msg);;All files (*)"


def ask_for_pdfs(over: QWidget) -> list[Path]:
    """The PDFs, zip files and mails that are chosen."""
    files, _ = QFileDialog.getOpenFileNames(over, "Add PDFs", "", _KINDS)
    return [Path(file) for file in files]


def ask_for_folder(over: QWidget) -> list[Path]:
    """The folder that is chosen, if one is."""
    folder = QFileDialog.getExistingDirectory(over, "Add a folder")
    return [Path(folder)] if folder else []


class DropArea(QFrame):
    """Takes PDFs, folders, zip files and mails; a click beside its buttons opens the choice of PDFs too."""

    given = Signal(list)  # list[Path]

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("drop-area")
        self.setAccessibleName("Drop PDFs or a folder here")
        self.setProperty("look", "drop")
        self.setAcceptDrops(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.add_pdfs = button("Add PDFs…", "add-pdfs", self.choose_pdfs, "primary")
        self.add_folder = button("Add a folder…", "add-folder", self.choose_folder)
        self._what = words("Drop PDFs or a folder here", "bold")
        silence(self._what)  # the area is called so
        self._hint = words(NO_FILES, "small", "drop-hint")
        self._hint.hide()
        self.setToolTip(FROM_OUTLOOK)
        self.setAccessibleDescription(FROM_OUTLOOK)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_3, tokens.SPACE_1, tokens.SPACE_3, tokens.SPACE_1)
        layout.setSpacing(tokens.SPACE_1)
        layout.addWidget(self._what)
        layout.addLayout(row(self.add_pdfs, self.add_folder))
        layout.addWidget(self._hint)

    def choose_pdfs(self) -> None:
        """Ask for files."""
        self._give(ask_for_pdfs(self))

    def choose_folder(self) -> None:
        """Ask for a folder; folders in it are looked through too."""
        self._give(ask_for_folder(self))

    def take(self, content: QMimeData) -> None:
        """What was dropped: its files, or words on what to do where there are none."""
        paths = [Path(url.toLocalFile()) for url in content.urls() if url.isLocalFile()]
        self._hint.setVisible(not paths)
        if not paths:
            announce(self, NO_FILES)
        self._give(paths)

    def _give(self, paths: list[Path]) -> None:
        if paths:
            self._hint.hide()
            self.given.emit(paths)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.choose_pdfs()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.acceptProposedAction()  # whatever it is: what has no files is answered in words

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.take(event.mimeData())


class ReadingPanel(QWidget):
    """`Reading 3 of 6: Beta Practice.pdf` with Cancel, and after it what went wrong.

    What came of it is said by `show_files`, which stands in the head of the page.
    """

    show_asked = Signal()

    def __init__(self, workspace: "NetworkWorkspace") -> None:
        super().__init__()
        self._workspace = workspace
        self.setObjectName("reading")
        self.words = words("", "bold", "reading-words")
        self.bar = QProgressBar()
        self.bar.setObjectName("reading-bar")
        self.bar.setAccessibleName("Files read")
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(scaled(12))
        self.cancel = button("Cancel", "reading-cancel", workspace.cancel)
        self.result = words("", "bold", "reading-result")
        self.show_files = button("Last reading", "reading-show", self.show_asked.emit, "link", "history")
        self.show_files.hide()
        self._now, self._after = QWidget(), QWidget()
        now = page_layout(self._now)
        now.addWidget(self.words)
        beside = row(self.bar, self.cancel, stretch=False)
        now.addLayout(beside)
        page_layout(self._after).addWidget(self.result)
        layout = page_layout(self)
        layout.addWidget(self._now)
        layout.addWidget(self._after)
        self._now.hide()
        self._after.hide()
        self.hide()  # without words it would be a gap
        workspace.reading.connect(self._on_reading)

    @Slot(int, int, str)
    def _on_reading(self, done: int, of: int, name: str) -> None:
        self._after.hide()
        if self._now.isHidden():
            announce(self, f"Reading {of} files")
        self._now.show()
        self.show()
        self.bar.setRange(0, max(of, 1))
        self.bar.setValue(done)
        self.words.setText(f"Reading {min(done + 1, of)} of {of}: {name}")

    def show_result(self, summary: ReadSummary, more: bool) -> None:
        """Say what came of it; with `more` there are files to look at."""
        had_focus = self.cancel.hasFocus()
        self._now.hide()
        self.result.setText("\n".join([summary.sentence, *summary.problems]))
        self.show_files.setText(f"Last reading: {summary.short}")
        self.show_files.setToolTip(summary.sentence)
        self.show_files.setAccessibleName("Show the files of the last reading")
        self.show_files.setVisible(more)
        self._after.setVisible(bool(summary.problems) or not more)
        self.setVisible(not self._after.isHidden())
        if had_focus and more:
            self.show_files.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, summary.sentence)
