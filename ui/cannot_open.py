"""What is seen where the data could not be opened: why, and what can be done about it."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMainWindow, QVBoxLayout, QWidget

from greenpractice.bug_log import Bug
from ui.widgets import tokens
from ui.widgets.controls import announce, button, words
from ui.widgets.flow import Flow
from ui.widgets.framed import framed

BUG_WORDS = "Something went wrong while your data was being opened"
_WHAT_TO_DO = "Nothing in your data was changed. Try again. If it comes back, copy the details for support."


class CannotOpen(QMainWindow):
    """One sentence and its ways out; it stays until one of them leads somewhere."""

    again = Signal()
    other = Signal(object)  # Path of another data file
    restore = Signal()  # the backup that the sentence names
    afresh = Signal()

    def __init__(self, sentence: str, *, has_backup: bool = False) -> None:
        super().__init__()
        self.setObjectName("cannot-open")
        self.setWindowTitle("Greener Practice - Your data is not open")
        self.setMinimumSize(1024, 700)
        self._details: list[str] = []
        step = QWidget()
        inside = QVBoxLayout(step)
        inside.setSpacing(tokens.SPACE_2)
        self._sentence = words(sentence, "error", "cannot-open-why")
        self._what_to_do = words(_WHAT_TO_DO, name="cannot-open-bug")
        self._again = button("Try again", "cannot-open-again", self.again.emit, "primary")
        self._copy = button("Copy details", "cannot-open-copy", self._copy_details)
        restore = button("Restore that backup", "cannot-open-restore", self.restore.emit)
        ways = Flow(
            (
                self._again,
                restore,
                button("Choose another data file…", "cannot-open-other", self._choose),
                button("Set up again", "cannot-open-afresh", self.afresh.emit),
                self._copy,
                button("Close", "cannot-open-close", self.close),
            )
        )
        inside.addWidget(words("Your data is not open", "page"))
        inside.addWidget(self._sentence)
        inside.addWidget(self._what_to_do)
        inside.addSpacing(tokens.SPACE_3)
        inside.addWidget(ways)
        restore.setVisible(has_backup)
        self._copy.hide()
        self._what_to_do.hide()
        self.setCentralWidget(framed(step))

    def start(self) -> None:
        """Put the focus on the first way out, and say why it is needed."""
        self._again.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self._sentence.text())

    def say(self, sentence: str) -> None:
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

    def _copy_details(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(self._details))
        self._copy.setText("Details copied")
        announce(self, "Details copied")

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Choose a data file", "", "Data files (*.db)")
        if chosen:
            self.other.emit(Path(chosen))
