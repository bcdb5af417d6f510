"""One question beside the page, where other programs open a window on top: a sentence and its answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.widgets import tokens
from ui.widgets.controls import announce, button, card, clear, words


@dataclass(frozen=True, slots=True)
class Answer:
    """A button of the question. The question is taken away before `does` is called."""

    text: str
    name: str
    does: Callable[[], object]


class AskStrip(QWidget):
    """Shown while something is asked; Cancel or Esc takes it away. `closed` tells when it is."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("ask-strip")
        self.setAccessibleName("Question")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame, self._inside = card("check-box")
        self._inside.setContentsMargins(tokens.SPACE_4, tokens.SPACE_2, tokens.SPACE_4, tokens.SPACE_2)
        outer.addWidget(frame)
        self._takes: Callable[[Sequence[Path]], object] | None = None
        self.hide()

    def ask(
        self,
        sentence: str,
        answers: Sequence[Answer],
        parts: Sequence[QWidget] = (),
        cancel: str = "Cancel",
        takes: Callable[[Sequence[Path]], object] | None = None,
    ) -> None:
        """Ask; `parts` stand between the sentence and the answers, and the first of them has the focus.

        Files that are dropped on the window meanwhile are an answer too where something `takes` them.
        """
        clear(self._inside)
        self._takes = takes
        self._inside.addWidget(words(sentence, "bold", "strip-sentence"))
        for part in parts:
            self._inside.addWidget(part)
        buttons: list[QWidget] = [
            button(answer.text, answer.name, partial(self._answered, answer.does)) for answer in answers
        ]
        buttons.append(button(cancel, "strip-cancel", self.close_question, "link"))
        beside = QHBoxLayout()
        beside.setSpacing(tokens.SPACE_2)
        for each in buttons:
            beside.addWidget(each)
        beside.addStretch(1)
        self._inside.addLayout(beside)
        self.show()
        fields = [part for part in parts if part.focusPolicy() & Qt.FocusPolicy.TabFocus]
        (fields or buttons)[0].setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, sentence)

    def answer(self, name: str) -> None:
        """Give the answer of this name, as its button does."""
        made = self.findChild(QPushButton, name)
        if made is not None:
            made.click()

    def take_files(self, files: Sequence[Path]) -> bool:
        """Files that were dropped: True where they are an answer."""
        takes = self._takes if self.isVisible() and files else None
        if takes is None:
            return False
        self._answered(partial(takes, files))
        return True

    def close_question(self) -> None:
        """Take the question away."""
        if self.isVisibleTo(self.parentWidget() or self):
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_question()
        else:
            super().keyPressEvent(event)

    def _answered(self, does: Callable[[], object]) -> None:
        self.close_question()
        does()
