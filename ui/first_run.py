"""The first start: how the app will be used, which practice, and where its data are kept."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QLineEdit,
    QMainWindow,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from greenpractice.bug_log import Bug
from greenpractice.files import typed_path
from greenpractice.network.groups import Group
from greenpractice.prescribing.starter.layout import SUFFIX
from greenpractice.prescribing.starter.reading import is_starter
from ui.network.pages.group_choice import MemberTicks, PcnSearch
from ui.practice.practice_search import PracticeSearch
from ui.session.identity import Identity
from ui.widgets import tokens
from ui.widgets.controls import Radio, announce, button, row, words
from ui.widgets.file_drop import FileDrop
from ui.widgets.framed import framed
from ui.widgets.style import scaled
from ui.widgets.window_size import least_size
from ui.window.bug_band import BugBand, over

_STARTER_HINT = (
    "One small file from your ICB or network with the inhalers of your {} since 2019, as published. "
    "You can open one later too, under File"
)


class FirstRun(QMainWindow):
    """Three short steps in one window; Back always works, and nothing is pre-selected."""

    finished = Signal(object, object)  # Identity, Path of the data file
    lead_finished = Signal(object, object)  # Group, Path of the data file
    demo_asked = Signal()
    held = Signal(list)  # files to open once this is over, all of them whenever one more is given
    left = Signal()  # back to what was open before

    def __init__(self, store: Path, lead_store: Path, role: str = "") -> None:
        """With `role` the first question is answered already, and Back leaves."""
        super().__init__()
        self.setObjectName("first-run")
        self.setWindowTitle("Greener Practice - Start")
        self.setMinimumSize(least_size(self))
        self._given = role
        self._steps = QStackedWidget()
        self._bug = BugBand(lambda: "Nothing in your data was changed.")
        self.setCentralWidget(over(self._bug, self._steps))
        self._identity: Identity | None = None
        self._group: Group | None = None
        self._role = _Role()
        self._search = PracticeSearch()
        self._pcns = PcnSearch()
        self._members = MemberTicks()
        self._place = _Place(store)
        self._lead_place = _Place(lead_store, "lead-")
        self._held: list[Path] = []
        for place in (self._place, self._lead_place):
            place.starter_chosen.connect(self._on_starter)
        FileDrop(self, self.open_files)
        self._pages: dict[QWidget, QWidget] = {}
        for step in (self._role, self._search, self._pcns, self._members, self._place, self._lead_place):
            self._pages[step] = framed(step)
            self._steps.addWidget(self._pages[step])
        self._role.chosen.connect(self._on_role)
        self._search.chosen.connect(self._on_practice)
        self._search.back.connect(self._to_role)
        self._pcns.chosen.connect(self._on_pcn)
        self._pcns.back.connect(self._to_role)
        self._members.chosen.connect(self._on_members)
        self._members.back.connect(self._to_pcns)
        self._place.chosen.connect(self._on_place)
        self._place.back.connect(self._to_search)
        self._lead_place.chosen.connect(self._on_lead_place)
        self._lead_place.back.connect(self._to_members)
        if role:
            self._on_role(role)
        else:
            self._to_role()

    def open_files(self, files: Sequence[Path]) -> None:
        """Keep files until it is known whose they are."""
        self._hold([*self._held, *(file for file in files if file not in self._held)])

    def _on_starter(self, starter: Path) -> None:
        """The one that was chosen, in the place of another."""
        self._hold([*(file for file in self._held if not is_starter(file)), starter])

    def _hold(self, files: list[Path]) -> None:
        self._held = files
        self.held.emit(files)
        for starter in filter(is_starter, files):
            for place in (self._place, self._lead_place):
                place.show_starter(starter)

    def say(self, sentence: str) -> None:
        """Say on the last step why the data cannot be kept there."""
        (
            self._lead_place if self._steps.currentWidget() is self._pages[self._lead_place] else self._place
        ).say(sentence)

    def say_first(self, sentence: str) -> None:
        """Say on the first step why the data could not be opened."""
        self._role.say(sentence)

    def say_what_waits(self, sentence: str) -> None:
        """Say on the first step, and on the last, what comes after it."""
        for step in (self._role, self._place, self._lead_place):
            step.say_what_waits(sentence)
        announce(self, sentence)

    def show_bug(self, bug: Bug) -> None:
        """Say that something went wrong, above whichever step is shown."""
        self._bug.show_bug(bug)

    def _show(self, step: QWidget) -> None:
        self._steps.setCurrentWidget(self._pages[step])

    def _to_role(self) -> None:
        if self._given:
            self.left.emit()
            return
        self._show(self._role)
        self._role.start()

    def _to_search(self) -> None:
        self._show(self._search)
        self._search.start()

    def _to_pcns(self) -> None:
        self._show(self._pcns)
        self._pcns.start()

    def _to_members(self) -> None:
        assert self._group is not None
        self._show(self._members)

    def _on_role(self, role: str) -> None:
        if role == "demo":
            self.demo_asked.emit()
        elif role == "practice":
            self._to_search()
        else:
            self._to_pcns()

    def _on_practice(self, identity: Identity) -> None:
        self._identity = identity
        self._show(self._place)
        self._place.start()

    def _on_pcn(self, group: Group) -> None:
        self._show(self._members)
        self._members.start(group)

    def _on_members(self, group: Group) -> None:
        self._group = group
        self._show(self._lead_place)
        self._lead_place.start()

    def _on_place(self, path: Path) -> None:
        self.finished.emit(self._identity, path)

    def _on_lead_place(self, path: Path) -> None:
        self.lead_finished.emit(self._group, path)


class _Role(QWidget):
    """How will you use this app?"""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setSpacing(tokens.SPACE_2)
        layout.addWidget(words("Greener Practice", "hint"))
        layout.addWidget(words("How will you use this app?", "page"))
        self._waits = words("", "bold", "role-waits")
        self._problem = words("", "error", "role-problem")
        for said in (self._waits, self._problem):
            said.hide()
            layout.addWidget(said)
        self._group, self._radios = QButtonGroup(self), dict[str, QRadioButton]()
        for key, label, hint in (
            ("practice", "I work in a GP practice", "Enter figures each quarter and create a summary PDF"),
            ("pcn", "I am a PCN lead", "Collect practices' PDFs and see the network"),
            ("demo", "I want to look around first", "Opens made-up data, kept apart from your own"),
        ):
            radio = Radio(label)
            radio.entered.connect(self._continue)
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

    def say_what_waits(self, sentence: str) -> None:
        """Say what is done once all is answered."""
        self._waits.setText(sentence)
        self._waits.show()

    def say(self, sentence: str) -> None:
        """Say what stands in the way."""
        self._problem.setText(sentence)
        self._problem.show()
        announce(self, sentence)


class _Place(QWidget):
    """Where should we keep your data?"""

    chosen = Signal(object)
    back = Signal()
    starter_chosen = Signal(object)  # Path

    def __init__(self, store: Path, prefix: str = "") -> None:
        super().__init__()
        self._name = store.name
        layout = QVBoxLayout(self)
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
        layout.addLayout(row(start, button("Back", f"{prefix}place-back", self.back.emit)))

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


def _indented(text: str) -> QWidget:
    label = words(text, "hint")
    label.setContentsMargins(32, 0, 0, tokens.SPACE_2)
    return label
