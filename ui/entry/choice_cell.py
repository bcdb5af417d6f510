"""The editor of a cell with a closed list: a box that takes typed words, with the list behind its arrow."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent

from greenpractice.numbers import NO_DATA
from ui.widgets.choice import Choice

_BESIDE = 28  # of an answer in the list: a scroll bar and its edges


class ChoiceCell(Choice):
    """Typing only fills the box, so that nothing is chosen before Tab or Enter; a click in the list chooses.

    `meant` gives the answer that is entered for what is typed. Where there is one, the box shows it behind
    what is typed, selected so that more can be typed over it: what is seen is what will be entered.
    """

    picked = Signal()  # an answer was taken from the open list

    def __init__(self, label: str, answers: Sequence[str], meant: Callable[[str], str | None]) -> None:
        super().__init__("cell-choice", label)
        self.addItem(NO_DATA)
        for answer in answers:
            self.addItem(answer)
        self._answers = [NO_DATA, *answers]
        self._meant = meant
        self._behind = ""  # what the box shows behind a word that is no beginning of its answer
        self._open = False
        self._length = 0
        self.setEditable(True)
        self.setInsertPolicy(Choice.InsertPolicy.NoInsert)
        self.setCompleter(None)  # type: ignore[arg-type]  # Qt takes none at all, its annotation does not say so
        box = self.lineEdit()
        assert box is not None
        self._box = box
        box.setObjectName("cell-choice-text")
        box.setAccessibleName(label)
        box.textEdited.connect(self._complete)
        self.activated.connect(self._activated)

    def show_text(self, text: str) -> None:
        """Begin with this text, selected so that typing replaces it."""
        self.setCurrentIndex(self._answers.index(text) if text in self._answers else 0)
        self.setEditText(text or NO_DATA)
        self._select()

    def _select(self) -> None:
        self._box.end(False)
        self._box.home(True)  # so that the beginning is seen where the column is narrow

    def typed(self) -> str:
        """What was typed, with the rest of the answer where the box has filled it in."""
        return self.currentText().removesuffix(self._behind).strip()

    def showPopup(self) -> None:
        """The list is as wide as its answers, however narrow the column is, and stands at what is meant.

        What Qt itself says is chosen while the list opens, because the box holds an answer, is no choice yet.
        """
        self._open = False
        meant = self._meant(self.typed())
        if meant in self._answers:
            modified = self._box.isModified()
            self.setCurrentIndex(self._answers.index(meant))
            self._box.setModified(modified)
            self._behind = ""
        view = self.view()
        view.setMinimumWidth(view.sizeHintForColumn(0) + _BESIDE)
        super().showPopup()
        self._open = True

    def hidePopup(self) -> None:
        """Closed without a choice: what is typed next takes the place of the answer, not one beside it."""
        super().hidePopup()
        if not self._box.isModified():
            self._select()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._open = False
        super().keyPressEvent(event)

    def _activated(self, _place: int) -> None:
        """Qt says so for the arrow keys and for leaving the box too."""
        if self._open:
            self._open = False
            self.picked.emit()

    def _complete(self, text: str) -> None:
        grew, self._length, self._behind = len(text) > self._length, len(text), ""
        answer = self._meant(text) if grew else None
        if answer is None or text.casefold() == answer.casefold():
            return
        if answer.casefold().startswith(text.casefold()):
            rest = answer[len(text) :]
        else:
            rest = self._behind = f" = {answer}"
        self._box.setText(text + rest)
        self._box.setModified(True)  # setting the text made it look untouched
        self._box.setSelection(len(text) + len(rest), -len(rest))
