"""Chips: one choice of a few, each with how many there are of it; those of which there is none are hidden.

Where room is short one button stands for them, which says what it shows and opens a list.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QStyle, QStyleOptionComboBox, QStylePainter

from greenpractice.phrases import lower_first
from ui.widgets.choice import Choice
from ui.widgets.controls import Button

_TICK, _SHOW = "✓ ", "Show: "


class ShowChoice(Choice):
    """A list whose button reads "Show: used here 18", as no chips beside it say what it is about."""

    @property
    def said(self) -> str:
        """The words of the button."""
        return f"{_SHOW}{lower_first(self.currentText())}"

    def sizeHint(self) -> QSize:
        plain = super().sizeHint()
        return QSize(plain.width() + self.fontMetrics().horizontalAdvance(_SHOW), plain.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self.said
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()


class Chips(QObject):
    """The buttons are placed by whoever shows them. One Tab goes to them, arrow keys choose among them."""

    chosen = Signal(str)  # its words
    picked = Signal()  # somebody chose by hand, and not the program

    def __init__(self, name: str, label: str, choices: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self._is_narrow, self._counts = False, dict.fromkeys(choices, 0)
        self.list = ShowChoice(f"{name}-list", label)
        self.list.activated.connect(self._picked)
        self.list.hide()
        self._now: tuple[object, ...] = ()  # what is shown now
        self._group = QButtonGroup(self)
        self.buttons: dict[str, Button] = {}
        for number, words in enumerate(choices):
            made = Button(words)
            made.setObjectName(f"{name}-{number}")
            made.setCheckable(True)
            made.setProperty("look", "chip")
            self._group.addButton(made)
            self.buttons[words] = made
            made.toggled.connect(self._toggled)
            made.clicked.connect(self.picked)

    @property
    def choice(self) -> str:
        """The words of what is chosen; "" before anything is."""
        return next((words for words, made in self.buttons.items() if made.isChecked()), "")

    def choose(self, words: str) -> None:
        """Choose one."""
        self.buttons[words].setChecked(True)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Say how many there are of each."""
        self._counts = {words: counts.get(words, 0) for words in self.buttons}
        now = (*self._counts.items(), self.choice, self._is_narrow)
        if now == self._now:
            return
        self._now = now
        self.list.clear()
        for words, made in self.buttons.items():
            said = f"{words} {self._counts[words]:,}"
            made.setText(f"{_TICK if made.isChecked() else ''}{said}")
            made.setAccessibleName(said)
            there = made.isChecked() or bool(self._counts[words])
            made.setVisible(there and not self._is_narrow)
            if there:
                self.list.addItem(said, words)
        self.list.setCurrentIndex(self.list.findData(self.choice))
        self.list.setVisible(self._is_narrow)

    def set_narrow(self, is_narrow: bool) -> None:
        """Show the list instead, or the chips again."""
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self.show_counts(self._counts)

    def _picked(self, place: int) -> None:
        self.choose(self.list.itemData(place))
        self.picked.emit()

    def _toggled(self, checked: bool) -> None:
        made = self.sender()
        if isinstance(made, Button):
            text = made.text().removeprefix(_TICK)
            made.setText(f"{_TICK if checked else ''}{text}")
        if checked:
            self.chosen.emit(self.choice)
