"""What a file would change, shown before it counts: its lines, or why it cannot be looked at."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets import tokens
from ui.widgets.controls import announce, clear, page_layout, words


class LookedAt(QWidget):
    """One file at a time; `name` begins the names of its parts. `lines` hold what was found in it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        inside = page_layout(self)
        self.problem = words("", "error", f"{name}-problem")
        self.problem.hide()
        inside.addWidget(self.problem)
        self.lines = lines_in(inside)

    def forget(self) -> None:
        """Nothing is looked at any more."""
        self.problem.hide()
        clear(self.lines)

    def begin(self, sentence: str) -> QWidget:
        """Say that a file is read; the part that says so."""
        self.forget()
        reading = words(sentence, "hint", f"{self._name}-reading")
        self.lines.addWidget(reading)
        announce(self, sentence)
        return reading

    def refuse(self, sentence: str) -> None:
        """Say why there is nothing to show."""
        self.forget()
        self.problem.setText(sentence)
        self.problem.show()
        announce(self, sentence)


def lines_in(inside: QVBoxLayout) -> QVBoxLayout:
    """A place for lines that come and go."""
    lines = QVBoxLayout()
    lines.setSpacing(tokens.SPACE_1)
    inside.addLayout(lines)
    return lines
