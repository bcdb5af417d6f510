"""A button beside a grid that does what a command of the menu does with the cell one stands on."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QWidget

from ui.widgets.controls import button


def command_button(place: QWidget, text: str, name: str, command: str, keys: str) -> QPushButton:
    """`command` is what the entry of the menu is called, `keys` what does the same in the cell."""

    def do_it() -> None:
        place.setFocus(Qt.FocusReason.OtherFocusReason)
        found = place.window().findChild(QAction, command)
        if found is not None:
            found.trigger()

    made = button(text, name, do_it, "bar")
    made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the keys are nearer than any number of Tabs
    made.setToolTip(f"{keys} in the cell")
    return made
