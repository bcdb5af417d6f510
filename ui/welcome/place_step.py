"""Where the data are kept: the last step of the first run."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from greenpractice.files import typed_path
from greenpractice.prescribing.starter.layout import SUFFIX
from ui.widgets import tokens
from ui.widgets.controls import announce, button, page_layout, row, words
from ui.widgets.style import scaled

_STARTER_HINT = (
    "One small file from your ICB or network with the inhalers of your {} since 2019, as published. "
    "You can open one later too, under File"
)


class PlaceStep(QWidget):
    """Where should we keep your data?"""

    chosen = Signal(object)
    back = Signal()
    starter_chosen = Signal(object)  # Path

    def __init__(self, store: Path, prefix: str = "") -> None:
        super().__init__()
        self._name = store.name
        layout = page_layout(self)
        layout.setSpacing(tokens.SPACE_2)
        layout.addWidget(words("Where should we keep your data?", "page"))
        layout.addWidget(
            words("A folder on this computer is safest. Backups can go to a shared drive", "hint")
        )
        self._problem = words("", "error", f"{prefix}folder-problem")
        self._problem.hide()
        layout.addWidget(self._problem)
        label = words("Folder", "bold")
        self._folder = QLineEdit(str(store.parent))
        self._folder.setObjectName(f"{prefix}data-folder")
        self._folder.setAccessibleName("Folder for your data")
        self._folder.setMinimumWidth(scaled(220))
        self._folder.returnPressed.connect(self._start)
        label.setBuddy(self._folder)
        layout.addWidget(label)
        beside = row(
            self._folder, button("Choose folder…", f"{prefix}choose-data-folder", self._choose), stretch=False
        )
        layout.addLayout(beside)
        layout.addSpacing(tokens.SPACE_2)
        layout.addWidget(words("A starter file, if you have one", "bold"))
        whose = "practices" if prefix else "practice"
        layout.addWidget(words(_STARTER_HINT.format(whose), "hint"))
        self._starter = words("", "bold", f"{prefix}starter")
        self._starter.hide()
        layout.addWidget(self._starter)
        layout.addLayout(
            row(button("Choose a starter file…", f"{prefix}choose-starter", self._choose_starter))
        )
        layout.addSpacing(tokens.SPACE_2)
        layout.addWidget(words("Do not enter names, NHS numbers or anything about a single patient", "bold"))
        layout.addSpacing(tokens.SPACE_3)
        start = button("Start", f"{prefix}start", self._start, "primary")
        layout.addLayout(row(start, button("Back", f"{prefix}place-back", self.back.emit, "tall")))

    def start(self) -> None:
        """Put the focus in the folder."""
        self._folder.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, sentence: str) -> None:
        """Say why this folder cannot be used."""
        self._problem.setText(sentence)
        self._problem.show()
        announce(self, sentence)

    def say_what_waits(self, sentence: str) -> None:
        """Say what is done after this step."""
        self._starter.setText(sentence)
        self._starter.show()

    def show_starter(self, starter: Path) -> None:
        """Say which starter file will be opened."""
        self.say_what_waits(f"{starter.name} is opened next, and you see what is in it before it is taken")

    def _choose_starter(self) -> None:
        kinds = f"Starter files (*{SUFFIX});;All files (*)"
        chosen, _ = QFileDialog.getOpenFileName(self, "Choose a starter file", "", kinds)
        if chosen:
            self.starter_chosen.emit(Path(chosen))

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Folder for your data", self._folder.text())
        if chosen:
            self._folder.setText(chosen)

    def _start(self) -> None:
        self._problem.hide()
        folder = self._folder.text().strip()
        if folder:
            self.chosen.emit(typed_path(folder) / self._name)
        else:
            self.say("Enter a folder")
