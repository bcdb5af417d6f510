"""The band that says something went wrong: what of the figures is saved, what to do, details to copy."""

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from greenpractice.bug_log import Bug
from ui.widgets import tokens
from ui.widgets.controls import announce, button, copy_text, words
from ui.widgets.icons import Icon

WHAT_TO_DO = "Carry on, or close the app and open it again. If it comes back, copy the details for support."
_MOST = 5  # bugs whose details are copied together: the newest


@runtime_checkable
class ShowsBugs(Protocol):
    """A window that can say that something went wrong."""

    def show_bug(self, bug: Bug) -> None:
        """Say it, and offer what the log has of it."""
        ...


MARKS = {  # of bands: what is told by their ground is told by a shape too
    "red-bar": ("alert-circle-filled", "red_text"),
    "done-bar": ("circle-check-filled", "good_text"),
    "grey-bar": ("lock", "grey_text"),
}


class BugBand(QFrame):
    """Not there until something went wrong, nor after Close. It never takes the focus."""

    closed = Signal()

    def __init__(self, safety: Callable[[], str]) -> None:
        """`safety` says, each time anew, what of the figures is saved: a sentence with its full stop."""
        super().__init__()
        self._safety = safety
        self._details: list[str] = []
        self.setObjectName("bug-band")
        self.setAccessibleName("Something went wrong")
        self.setProperty("look", "red-bar")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_4, tokens.SPACE_1, tokens.SPACE_4, tokens.SPACE_1)
        self._sentence = words("", name="bug-sentence")
        self._copied = words("", name="bug-copied")
        self._copied.setWordWrap(False)
        layout.addWidget(Icon(*MARKS["red-bar"]))
        layout.addWidget(self._sentence, 1)
        layout.addWidget(self._copied)
        layout.addWidget(button("Copy details", "bug-copy", self._copy))
        layout.addWidget(button("Close", "bug-close", self._close))
        self.hide()

    def show_bug(self, bug: Bug) -> None:
        """Say that something went wrong; what the log has of it joins the details."""
        if bug.text not in self._details:
            self._details = [*self._details, bug.text][-_MOST:]
        self._copied.hide()
        self.show_safety()
        self.show()
        announce(self, self._sentence.text())

    def show_safety(self, _changed: object = None) -> None:
        """Say anew what is saved: it can change while the band is there."""
        self._sentence.setText(f"Something went wrong. {self._safety()} {WHAT_TO_DO}")

    @property
    def details(self) -> str:
        """What the log has of it."""
        return "\n".join(self._details)

    def _copy(self) -> None:
        copy_text(self._copied, self.details, "Copied")

    def _close(self) -> None:
        self.hide()
        self._details.clear()
        self.closed.emit()


def over(band: QWidget, page: QWidget) -> QWidget:
    """A band over the rest of a window."""
    whole = QWidget()
    down = QVBoxLayout(whole)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(0)
    down.addWidget(band)
    down.addWidget(page, 1)
    return whole
