"""The three steps of an import at the left of its page: the file, its columns, and what to check."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.widgets import tokens
from ui.widgets.controls import card, clear, line, words
from ui.widgets.icons import IN_LIST, Icon
from ui.widgets.style import scaled
from ui.window.parts.side_column import in_one_column

_WIDE = 340  # px at 100%
_ANY_WIDTH = 16_777_215  # what Qt means by no limit


class _Mark(NamedTuple):
    """How far a step is: its icon, the token of its colour, and the word that a screen reader says."""

    icon: str
    token: str
    word: str


DONE, NOW, LATER, PROBLEM = (
    _Mark("circle-check-filled", "accent", "done"),
    _Mark("half-disc", "text", "now"),
    _Mark("circle", "muted", "later"),
    _Mark("alert-circle-filled", "error", "there is a problem"),
)


class Step(QWidget):
    """Its mark, number and name; what it has to say goes into `inside`."""

    def __init__(self, number: int, name: str, what: str) -> None:
        super().__init__()
        self._number, self._said = number, what
        self._mark = Icon(LATER.icon, LATER.token, IN_LIST)
        self.title: QLabel = words(f"{number} {what}", "card", f"import-step-{name}")
        self.title.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # where reading goes on
        head = QHBoxLayout()
        head.setSpacing(tokens.SPACE_2)
        head.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.title, 1)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(tokens.SPACE_1)
        around.addLayout(head)
        self.inside = QVBoxLayout()
        self.inside.setSpacing(tokens.SPACE_1)
        around.addLayout(self.inside)
        self.show_mark(LATER)

    def show_mark(self, mark: _Mark) -> None:
        """How far it is."""
        self._mark.name, self._mark.token = mark.icon, mark.token
        self._mark.update()
        self.title.setAccessibleName(f"Step {self._number} of 3, {self._said}: {mark.word}")


class Steps(QFrame):
    """One card with the three."""

    def __init__(self) -> None:
        super().__init__()
        self.file, self.columns, self.check = (
            Step(1, "file", "File"), Step(2, "columns", "Columns"), Step(3, "check", "Check"),
        )  # fmt: skip
        self._notes = QVBoxLayout()
        self._notes.setSpacing(tokens.SPACE_1)
        self.columns.inside.addLayout(self._notes)
        frame, inside = card()
        inside.setContentsMargins(*[tokens.SPACE_3] * 4)
        for number, step in enumerate((self.file, self.columns, self.check)):
            if number:
                inside.addWidget(line())
            inside.addWidget(step)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(frame)

    def mark(self, *marks: _Mark) -> None:
        """How far each of them is, in their order."""
        for step, mark in zip((self.file, self.columns, self.check), marks, strict=True):
            step.show_mark(mark)

    def say_columns(self, notes: Sequence[str], questions: Sequence[str] = ()) -> None:
        """What was recognised, and what to look at before it is taken."""
        clear(self._notes)
        for note in notes:
            self._notes.addWidget(words(note, "small"))
        for question in questions:
            said = words(f"Check this before you import: {question}", "bold", "import-question")
            self._notes.addWidget(said)


class BesideSteps(QWidget):
    """The steps with what they lead to at their right; where there is little room that goes below them."""

    def __init__(self, steps: QWidget, shown: QWidget) -> None:
        super().__init__()
        self._steps = steps
        self._placed: tuple[bool, int] | None = None
        self._parts = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(tokens.SPACE_3)
        self._parts.addWidget(steps)
        self._parts.addWidget(shown, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def fit(self) -> None:
        """Beside each other where there is room."""
        below = in_one_column(self)
        wide = _ANY_WIDTH if below else scaled(_WIDE)
        if (below, wide) == self._placed:
            return
        self._placed = below, wide
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._parts.setDirection(down if below else across)
        self._parts.setAlignment(self._steps, Qt.AlignmentFlag(0) if below else Qt.AlignmentFlag.AlignTop)
        self._steps.setMinimumWidth(0 if below else wide)
        self._steps.setMaximumWidth(wide)
