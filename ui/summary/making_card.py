"""The card beside a preview: which version it would be, what changed, the button that makes it, and where."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget

from greenpractice.files import typed_path
from ui.widgets import tokens
from ui.widgets.controls import Button, button, card, words
from ui.widgets.flow import Flow
from ui.widgets.opening_outside import open_outside


class MakingCard(QWidget):
    """`name` begins its parts' names, `label` is the folder's; `others` stand below the green button."""

    told = Signal(str)  # why the folder cannot be opened

    def __init__(
        self, name: str, label: str, folder: Path, primary: Button, others: Sequence[QPushButton]
    ) -> None:
        super().__init__()
        self.primary = primary
        self._label = label
        self.version = words("", "card", f"{name}-version")
        self.changed = words("", "hint", f"{name}-changed")
        self.file = words("", "hint", f"{name}-name")
        self.folder = QLineEdit(str(folder))
        self.folder.setObjectName(f"{name}-folder")
        self.folder.setAccessibleName(label)
        self.folder.setCursorPosition(0)
        said = words(label, "bold")
        said.setBuddy(self.folder)
        self._open = button("Open folder", f"{name}-open-folder", self._open_folder)
        self.buttons = Flow([*others, self._open])
        frame, inside = card()
        inside.setContentsMargins(*[tokens.SPACE_3] * 4)
        for part in (self.version, self.changed):
            inside.addWidget(part)
        inside.addWidget(primary, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(self.buttons)
        inside.addWidget(said)
        inside.addWidget(self.folder)
        choose = button("Choose folder…", f"{name}-choose", self._choose)
        inside.addWidget(choose, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(self.file)
        self.more = QVBoxLayout()  # what is said while it is made
        inside.addLayout(self.more)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(frame)
        around.addStretch(1)

    def show_version(self, version: str, changed: Sequence[str], file: str) -> None:
        """Which version it would be, what is not as in the one before, and the name of its file."""
        self.version.setText(version)
        self.changed.setText("\n".join(changed))
        self.changed.setVisible(bool(changed))
        self.file.setText(file)

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self._label, self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def _open_folder(self) -> None:
        """The folder, or the nearest one above it: it is made with the first file."""
        folder = typed_path(self.folder.text())
        there = next((each for each in (folder, *folder.parents) if each.is_dir()), folder)
        open_outside(there, self.told.emit)
