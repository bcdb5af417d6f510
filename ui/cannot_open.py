"""What is seen where the data could not be opened: why, and what can be done about it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QListView, QListWidget, QMainWindow, QVBoxLayout, QWidget

from greenpractice.backup_names import made_at
from greenpractice.bug_log import Bug
from greenpractice.store import OfferedBackup
from ui.session.backup_words import lost_words, moments_words
from ui.session.given_back import GivenBack
from ui.session.jobs import Jobs
from ui.welcome.panel import BesidePanel
from ui.welcome.step_page import in_middle
from ui.widgets import tokens
from ui.widgets.controls import announce, button, words
from ui.widgets.flow import Flow
from ui.widgets.in_view import bring_into_view
from ui.widgets.style import LARGE, text_size
from ui.widgets.window_size import least_size

BUG_WORDS = "Something went wrong while your data was being opened"
_WHAT_TO_DO = "Nothing in your data was changed. Try again. If it comes back, copy the details for support."
_MOST_SEEN, _LARGE_SEEN = 5, 3  # rows of the list; with large text, so that the ways out are near
_AROUND_LIST = 8  # px: its edge and padding


class CannotOpen(QMainWindow):
    """One sentence and its ways out; it stays until one of them leads somewhere."""

    again = Signal()
    other = Signal(object)  # Path of another data file
    restore = Signal(object)  # Path of the backup that is chosen
    afresh = Signal()

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.setObjectName("cannot-open")
        self.setWindowTitle("Greener Practice - Your data is not open")
        self.setMinimumSize(least_size(self))
        self._is_made = False  # Qt tells of a style while it makes this
        self._details: list[str] = []
        step = QWidget()
        inside = QVBoxLayout(step)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(tokens.BETWEEN_CARDS)
        self._sentence = words(sentence, "error", "cannot-open-why")
        self._what_to_do = words(_WHAT_TO_DO, name="cannot-open-bug")
        self._again = button("Try again", "cannot-open-again", self.again.emit, "primary")
        self._copy = button("Copy details", "cannot-open-copy", self._copy_details)
        self._restore = button("Restore this backup", "cannot-open-restore", self._restore_chosen)
        self._reading = Jobs(self, "backups")
        self._found: list[OfferedBackup] = []
        self._backups = self._made_list()
        self._which = words("Backups of it", "bold")
        self._which.setBuddy(self._backups)
        self._lost = words("", name="cannot-open-lost")
        self._given_back = GivenBack()
        self._typed = words("", name="cannot-open-typed")
        self._copy_typed = button("Copy what was typed", "cannot-open-copy-typed", self._copy_given_back)
        ways = Flow(
            (
                self._again,
                self._restore,
                button("Choose another data file…", "cannot-open-other", self._choose),
                button("Set up again", "cannot-open-afresh", self.afresh.emit),
                self._copy_typed,
                self._copy,
                button("Close", "cannot-open-close", self.close),
            )
        )
        inside.addWidget(words("Your data is not open", "page"))
        inside.addWidget(self._sentence)
        inside.addWidget(self._what_to_do)
        inside.addWidget(self._typed)
        inside.addWidget(self._which)
        inside.addWidget(self._backups)
        inside.addWidget(self._lost)
        inside.addSpacing(tokens.SPACE_3)
        inside.addWidget(ways)
        only_sometimes = (
            self._restore, self._copy, self._what_to_do, self._which, self._backups, self._lost,
        )  # fmt: skip
        for part in (*only_sometimes, self._typed, self._copy_typed):
            part.hide()
        self._is_made = True
        self.setCentralWidget(BesidePanel(in_middle(step), above=True))

    def _made_list(self) -> QListWidget:
        """As high as its backups, up to a few; what is longer takes two lines."""
        made = QListWidget()
        made.setObjectName("cannot-open-backups")
        made.setAccessibleName("Backups")
        made.setProperty("look", "choices")
        made.setWordWrap(True)
        made.setResizeMode(QListView.ResizeMode.Adjust)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.currentRowChanged.connect(self._say_what_is_lost)
        return made

    def start(self) -> None:
        """Put the focus on the first way out, and say why it is needed."""
        self._again.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self._again, lambda: bring_into_view(self._again))
        announce(self, self._sentence.text())

    def offer(self, newest: Path | None, read: Callable[[], list[OfferedBackup]]) -> None:
        """Offer the newest good backup at once, and all of them as soon as they have been read through."""
        if newest is not None:
            self._show_backups([OfferedBackup(newest, made_at(newest), None, None)], newest)
        job = self._reading.run(lambda _reins: read())
        job.done.connect(lambda found: self._show_backups(found, newest))

    def _show_backups(self, found: list[OfferedBackup], newest: Path | None) -> None:
        chosen = self._chosen()
        wanted = newest if chosen is None else chosen.path
        self._found = found
        self._backups.clear()
        for backup, moment in zip(found, moments_words([each.at for each in found]), strict=True):
            good = "good" if backup.problem is None else "damaged"
            newest_words = ", the newest good one" if backup.path == newest else ""
            self._backups.addItem(f"{moment}: {good}{newest_words}")
        paths = [backup.path for backup in found]
        if wanted in paths:
            self._backups.setCurrentRow(paths.index(wanted))
        for part in (self._which, self._backups, self._lost):
            part.setVisible(bool(found))
        self._fit_list()
        self._restore.setVisible(any(backup.problem is None for backup in found))

    def _fit_list(self) -> None:
        most = _LARGE_SEEN if text_size() >= LARGE else _MOST_SEEN
        rows = min(max(self._backups.count(), 1), most)
        high = max(self._backups.sizeHintForRow(0), self.fontMetrics().lineSpacing())
        self._backups.setFixedHeight(rows * high + 2 * _AROUND_LIST)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._is_made:
            self._fit_list()

    def _chosen(self) -> OfferedBackup | None:
        row = self._backups.currentRow()
        return self._found[row] if 0 <= row < len(self._found) else None

    def _say_what_is_lost(self, _row: int) -> None:
        chosen = self._chosen()
        self._restore.setEnabled(chosen is not None and chosen.problem is None)
        if chosen is None:
            self._lost.setText("")
        elif chosen.problem is not None:
            self._lost.setText(f"This backup cannot be used: {chosen.problem}")
        else:
            self._lost.setText(lost_words(chosen))

    def _restore_chosen(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.restore.emit(chosen.path)

    def say_first(self, sentence: str) -> None:
        """Say what stands in the way now."""
        self._sentence.setText(sentence)
        announce(self, sentence)

    def show_bug(self, bug: Bug) -> None:
        """Say what to do about a bug, and offer what the log has of it."""
        if bug.text not in self._details:
            self._details.append(bug.text)
        self._copy.show()
        self._what_to_do.show()
        announce(self, self._what_to_do.text())

    def gives_back(self) -> list[str]:
        """What was typed and is not saved, for the window that comes after this one."""
        return self._given_back.texts

    def take_over(self, texts: list[str]) -> None:
        """Give back what the window before this one could not save."""
        self._given_back.add(texts)
        self._typed.setText(f"This was typed and is not saved: {self._given_back.words()}.")
        self._typed.show()
        self._copy_typed.show()

    def _copy_given_back(self) -> None:
        QGuiApplication.clipboard().setText(self._given_back.copied())
        announce(self, "Copied")

    def _copy_details(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(self._details))
        self._copy.setText("Details copied")
        announce(self, "Details copied")

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Choose a data file", "", "Data files (*.db)")
        if chosen:
            self.other.emit(Path(chosen))
