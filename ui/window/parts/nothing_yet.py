"""A page or a chart that has nothing to show yet is one muted line with an icon."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.widgets import tokens
from ui.widgets.controls import words
from ui.widgets.icons import IN_LIST, Icon


class NothingYet(QWidget):
    """`name` is that of its words; `way` is a button below them that leads to what can be done."""

    def __init__(self, name: str, icon: str, said: str = "", way: QPushButton | None = None) -> None:
        super().__init__()
        self._words = words(said, "hint", name)
        beside = QHBoxLayout(self)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(tokens.SPACE_2)
        beside.addWidget(Icon(icon, "muted", IN_LIST), 0, Qt.AlignmentFlag.AlignTop)
        below = QVBoxLayout()
        below.setSpacing(tokens.SPACE_2)
        below.addWidget(self._words)
        if way is not None:
            below.addWidget(way, 0, Qt.AlignmentFlag.AlignLeft)
        beside.addLayout(below, 1)

    def say(self, sentence: str) -> None:
        """Other words."""
        self._words.setText(sentence)
