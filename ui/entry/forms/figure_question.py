"""A question about a figure of a form, with its answers as buttons under it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from greenpractice.errors import Issue
from ui.entry.issue_words import asked_words
from ui.widgets import tokens
from ui.widgets.controls import announce, button, words


class FigureQuestion(QWidget):
    """A question about a committed value, with its answers as buttons beside it."""

    answered = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_1)
        self._sentence = words("", "check", f"{name}-check")
        layout.addWidget(self._sentence)
        self._yes = button("Yes, it is correct", f"{name}-correct", self._correct)
        self._change = button("Change", f"{name}-change", self._not_correct)
        self._zero = button("It is 0", f"{name}-zero", self._is_zero)
        self._nothing = button("There is no data", f"{name}-no-data", self._is_nothing)
        beside = QHBoxLayout()
        for part in (self._yes, self._change, self._zero, self._nothing):
            beside.addWidget(part)
        beside.addStretch(1)
        layout.addLayout(beside)
        self.hide()

    def show_question(self, asked: Issue | None) -> None:
        """Ask if a value is correct, or what needs another answer; with None nothing."""
        if asked is None:
            self._show(None, nothing=False)
            return
        self._show(asked_words(asked, asked.sentence), nothing=False)
        self._yes.setVisible(not asked.answers)

    def ask_nothing(self) -> None:
        """Ask what `-` or `nil` means."""
        self._show("Do you mean 0, or is there no data?", nothing=True)
        announce(self, self._sentence.text())

    def _show(self, sentence: str | None, nothing: bool) -> None:
        self._sentence.setText(sentence or "")
        for part in (self._yes, self._change):
            part.setVisible(not nothing)
        for part in (self._zero, self._nothing):
            part.setVisible(nothing)
        self.setVisible(sentence is not None)

    def _correct(self) -> None:
        self.answered.emit("correct")

    def _not_correct(self) -> None:
        self.answered.emit("change")

    def _is_zero(self) -> None:
        self.answered.emit("0")

    def _is_nothing(self) -> None:
        self.answered.emit("")
