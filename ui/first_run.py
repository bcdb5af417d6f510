"""The first start: how the app will be used, which practice, and where its data are kept."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QLineEdit,
    QMainWindow,
    QRadioButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui import tokens
from ui.identity import Identity
from ui.parts import announce, button, card, row, words
from ui.practice_search import PracticeSearch
from ui.style import scaled

_NETWORK = (
    "This window is for practices. A PCN lead collects the PDFs that practices send, sees who is missing, "
    "and gets the network's totals with one command:"
)
_COMMAND = "greenpractice collate FOLDER --pcn CODE --period 2026-27-Q2 --output network.pdf"


class FirstRun(QMainWindow):
    """Three short steps in one window; Back always works, and nothing is pre-selected."""

    finished = Signal(object, object)  # Identity, Path of the data file
    demo_asked = Signal()

    def __init__(self, store: Path) -> None:
        super().__init__()
        self.setObjectName("first-run")
        self.setWindowTitle("Greener Practice - Start")
        self.setMinimumSize(1024, 700)
        self._steps = QStackedWidget()
        self.setCentralWidget(self._steps)
        self._identity: Identity | None = None
        self._role = _Role()
        self._search = PracticeSearch()
        self._place = _Place(store)
        self._network = _Network()
        for step in (self._role, self._search, self._place, self._network):
            self._steps.addWidget(_framed(step))
        self._role.chosen.connect(self._on_role)
        self._search.chosen.connect(self._on_practice)
        self._search.back.connect(self._to_role)
        self._place.chosen.connect(self._on_place)
        self._place.back.connect(self._to_search)
        self._network.back.connect(self._to_role)
        self._to_role()

    def say(self, sentence: str) -> None:
        """Say on the last step why the data cannot be kept there."""
        self._place.say(sentence)

    def say_first(self, sentence: str) -> None:
        """Say on the first step why the practice's data could not be opened."""
        self._role.say(sentence)

    def _to_role(self) -> None:
        self._steps.setCurrentIndex(0)
        self._role.start()

    def _to_search(self) -> None:
        self._steps.setCurrentIndex(1)
        self._search.start()

    def _on_role(self, role: str) -> None:
        if role == "practice":
            self._to_search()
        elif role == "demo":
            self.demo_asked.emit()
        else:
            self._steps.setCurrentIndex(3)
            self._network.start()

    def _on_practice(self, identity: Identity) -> None:
        self._identity = identity
        self._steps.setCurrentIndex(2)
        self._place.start()

    def _on_place(self, path: Path) -> None:
        self.finished.emit(self._identity, path)


class _Role(QWidget):
    """How will you use this app?"""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setSpacing(tokens.SPACE_2)
        layout.addWidget(words("Greener Practice", "hint"))
        layout.addWidget(words("How will you use this app?", "page"))
        self._problem = words("", "error", "role-problem")
        self._problem.hide()
        layout.addWidget(self._problem)
        self._group, self._radios = QButtonGroup(self), dict[str, QRadioButton]()
        for key, label, hint in (
            ("practice", "I work in a GP practice", "Enter figures each quarter and create a summary PDF"),
            ("pcn", "I am a PCN lead", "Collect practices' PDFs and see the network"),
            ("demo", "I want to look around first", "Opens made-up data, kept apart from your own"),
        ):
            radio = QRadioButton(label)
            radio.setObjectName(f"role-{key}")
            radio.setAccessibleName(label)
            radio.setAccessibleDescription(hint)
            self._radios[key] = radio
            self._group.addButton(radio)
            layout.addWidget(radio)
            layout.addWidget(_indented(hint))
        layout.addSpacing(tokens.SPACE_3)
        layout.addLayout(row(button("Continue", "role-continue", self._continue, "primary")))

    def start(self) -> None:
        """Put the focus on the first answer."""
        self._radios["practice"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _continue(self) -> None:
        role = next((key for key, radio in self._radios.items() if radio.isChecked()), None)
        self._problem.hide()
        if role is None:
            self.say("Select how you will use this app")
            self.start()
        else:
            self.chosen.emit(role)

    def say(self, sentence: str) -> None:
        """Say what stands in the way."""
        self._problem.setText(sentence)
        self._problem.show()
        announce(self, sentence)


class _Place(QWidget):
    """Where should we keep your data?"""

    chosen = Signal(object)
    back = Signal()

    def __init__(self, store: Path) -> None:
        super().__init__()
        self._name = store.name
        layout = QVBoxLayout(self)
        layout.setSpacing(tokens.SPACE_2)
        layout.addWidget(words("Where should we keep your data?", "page"))
        layout.addWidget(
            words("A folder on this computer is safest. Backups can go to a shared drive", "hint")
        )
        self._problem = words("", "error", "folder-problem")
        self._problem.hide()
        layout.addWidget(self._problem)
        label = words("Folder", "bold")
        self._folder = QLineEdit(str(store.parent))
        self._folder.setObjectName("data-folder")
        self._folder.setAccessibleName("Folder for your data")
        self._folder.setMinimumWidth(scaled(220))
        self._folder.returnPressed.connect(self._start)
        label.setBuddy(self._folder)
        layout.addWidget(label)
        beside = row(
            self._folder, button("Choose folder…", "choose-data-folder", self._choose), stretch=False
        )
        layout.addLayout(beside)
        layout.addSpacing(tokens.SPACE_2)
        layout.addWidget(words("Do not enter names, NHS numbers or anything about a single patient", "bold"))
        layout.addSpacing(tokens.SPACE_3)
        start = button("Start", "start", self._start, "primary")
        layout.addLayout(row(start, button("Back", "place-back", self.back.emit)))

    def start(self) -> None:
        """Put the focus in the folder."""
        self._folder.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, sentence: str) -> None:
        """Say why this folder cannot be used."""
        self._problem.setText(sentence)
        self._problem.show()
        announce(self, sentence)

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Folder for your data", self._folder.text())
        if chosen:
            self._folder.setText(chosen)

    def _start(self) -> None:
        self._problem.hide()
        folder = self._folder.text().strip()
        if folder:
            self.chosen.emit(Path(folder).expanduser() / self._name)
        else:
            self.say("Enter a folder")


class _Network(QWidget):
    """What a PCN lead does, and where."""

    back = Signal()

    def __init__(self) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setSpacing(tokens.SPACE_2)
        layout.addWidget(words("I am a PCN lead", "page"))
        layout.addWidget(words(_NETWORK))
        command = words(_COMMAND, "bold", "network-command")
        command.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        command.setAccessibleName("Command to collate the network")
        layout.addWidget(command)
        layout.addWidget(words("To see what a practice sees, go back and look around", "hint"))
        layout.addSpacing(tokens.SPACE_3)
        self._back = button("Back", "network-back", self.back.emit)
        layout.addLayout(row(self._back))

    def start(self) -> None:
        """Put the focus on Back."""
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)


def _indented(text: str) -> QWidget:
    label = words(text, "hint")
    label.setContentsMargins(32, 0, 0, tokens.SPACE_2)
    return label


def _framed(step: QWidget) -> QScrollArea:
    """A step as a card in the middle of the window."""
    frame, inside = card()
    frame.setMaximumWidth(scaled(760))
    inside.addWidget(step)
    body = QWidget()
    body.setProperty("look", "page-body")
    layout = QVBoxLayout(body)
    layout.setContentsMargins(*[tokens.SPACE_5] * 4)
    layout.addWidget(frame, 0, Qt.AlignmentFlag.AlignTop)
    layout.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidget(body)
    return area
