"""The green panel after files of a network were made."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.columns import flow
from ui.widgets.controls import announce, button, card, page_layout, words


class DonePanel(QWidget):
    """Open them, or find them."""

    opened = Signal(Path)  # wanted open in the program it belongs to

    def __init__(self) -> None:
        super().__init__()
        self._made: Sequence[Path] = ()
        frame, inside = card("done-box")
        self.title = words("", "card", "report-done")
        self.path = words("", "", "report-path")
        self._open_button = button("Open", "report-open", self._open)
        inside.addWidget(self.title)
        inside.addWidget(self.path)
        self._buttons = flow(
            self._open_button, button("Open folder", "report-made-folder", self._open_folder)
        )
        inside.addWidget(self._buttons)
        page_layout(self).addWidget(frame)

    def show_made(self, made: Sequence[Path], title: str) -> None:
        """Say what was made and where."""
        self._made = made
        first, alone = made[0], len(made) == 1
        self.title.setText(title)
        self.path.setText(str(first if alone else first.parent))
        self._buttons.show()
        self._open_button.setVisible(alone)
        self._buttons.place()
        self.show()
        announce(self, self.title.text())
        if alone:
            self._open_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, title: str, sentence: str) -> None:
        """Say what happened instead."""
        self._made = ()
        self.title.setText(title)
        self.path.setText(sentence)
        self._buttons.hide()
        self.show()
        announce(self, title)

    def _open(self) -> None:
        self.opened.emit(self._made[0])

    def _open_folder(self) -> None:
        self.opened.emit(self._made[0].parent)
