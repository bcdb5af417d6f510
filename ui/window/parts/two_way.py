"""A switch with two answers: joined buttons to the eye, a radio group with its question to everybody else."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGroupBox, QHBoxLayout, QSizePolicy

from ui.widgets.controls import Radio

_TICK = "✓ "


class TwoWay(QGroupBox):
    """`question` is its name; arrow keys go between the answers, the chosen one has a tick."""

    chosen = Signal()

    def __init__(self, name: str, question: str, answers: dict[str, str]) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("look", "two-way")
        self.setAccessibleName(question)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        beside = QHBoxLayout(self)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        self.radios: list[Radio] = []
        for number, (key, words) in enumerate(answers.items()):
            made = Radio(words)
            made.setObjectName(f"{name}-{key}")
            made.setAccessibleName(words)
            made.setProperty("look", "two-way")
            made.setProperty("side", "right" if number else "left")
            made.toggled.connect(self._tick)
            self.radios.append(made)
            beside.addWidget(made)
        self.radios[0].setChecked(True)
        for made in self.radios:
            made.clicked.connect(self.chosen)

    def _tick(self) -> None:
        for made in self.radios:
            words = made.text().removeprefix(_TICK)
            made.setText(f"{_TICK if made.isChecked() else ''}{words}")
