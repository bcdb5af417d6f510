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
        self._renews: Callable[[], object] | None = None
        self._is_renewing = False
        self.hide()

    def ask(
        self,
        sentence: str,
        answers: Sequence[Answer],
        parts: Sequence[QWidget] = (),
        cancel: str = "Cancel",
        takes: Callable[[Sequence[Path]], object] | None = None,
        renews: Callable[[], object] | None = None,
    ) -> None:
        """Ask; `parts` stand between the sentence and the answers, and the first of them has the focus.

        Files that are dropped on the window meanwhile are an answer too where something `takes` them.
        `renews` asks anew, or closes the question, once figures changed that it is about: see `renew`.
        """
        clear(self._inside)
        self._takes, self._renews = takes, renews
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
        if self._is_renewing:
            return
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

    def renew(self, _changes: object = None) -> None:
        """Figures changed while the question stands, as by Ctrl+Z: it shows them, the focus stays."""
        focused: QWidget | None = self.window().focusWidget()
        name = focused.objectName() if focused is not None and self.isAncestorOf(focused) else ""
        renews = self._renews if self.isVisible() else None
        if renews is None:
            return
        self._is_renewing = True
        try:
            renews()
        finally:
            self._is_renewing = False
        if name and self.isVisible():
            again = self.findChild(QWidget, name) or self.findChild(QPushButton, "strip-cancel")
            if again is not None:
                again.setFocus(Qt.FocusReason.OtherFocusReason)

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
