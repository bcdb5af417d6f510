"""Parts of a page that are folded to one line of names: a name opens its part below, and closes it again."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets import tokens
from ui.widgets.controls import Button, button
from ui.widgets.flow import Flow
from ui.widgets.in_view import bring_up

_OPEN, _CLOSED = "chevron-down", "chevron-right"


class Folds(QWidget):
    """`parts` are the name of each in the program, its words, and what it hides; in their order."""

    def __init__(self, name: str, parts: dict[str, tuple[str, QWidget]]) -> None:
        super().__init__()
        self.setObjectName(name)
        self.lines: dict[str, Button] = {}
        self._inside = {key: inside for key, (_, inside) in parts.items()}
        for key, (words, _) in parts.items():
            self.lines[key] = button(words, f"{name}-{key}", partial(self._turn, key), "line")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.BETWEEN_CARDS)
        self._names = Flow(list(self.lines.values()))
        layout.addWidget(self._names)
        for key, inside in self._inside.items():
            layout.addWidget(inside)
            self.unfold(key, False)

    def is_open(self, key: str) -> bool:
        """True while what it hides is there."""
        return not self._inside[key].isHidden()

    def unfold(self, key: str, is_open: bool = True) -> None:
        """Open a part, or fold it again."""
        self._inside[key].setVisible(is_open)
        line = self.lines[key]
        line.show_icon(_OPEN if is_open else _CLOSED, "accent")
        line.setAccessibleName(f"{'Hide' if is_open else 'Show'}: {line.text()}")

    def show_name(self, key: str, is_there: bool) -> None:
        """Whether there is anything to open."""
        self.lines[key].setVisible(is_there)
        if not is_there:
            self.unfold(key, False)

    def _turn(self, key: str) -> None:
        self.unfold(key, not self.is_open(key))
        if self.is_open(key):  # else it opens below what is seen, and nothing seems to happen
            first = next(each for each in self._inside if self.is_open(each))
            bring_up(self._names if key == first else self._inside[key])
