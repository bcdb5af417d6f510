"""The first start: how the app will be used, which practice, and where its data are kept."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from greenpractice.bug_log import Bug
from greenpractice.network.groups import Group
from greenpractice.prescribing.starter.reading import is_starter
from ui.network.pages.group_choice import MemberTicks, PcnSearch
from ui.practice.practice_search import PracticeSearch
from ui.session.identity import Identity
from ui.session.preferences import Preferences
from ui.welcome.look_bar import LookBar
from ui.welcome.panel import BesidePanel
from ui.welcome.place_step import PlaceStep
from ui.welcome.role_step import RoleStep
from ui.welcome.step_page import step_page
from ui.widgets.controls import announce
from ui.widgets.file_drop import FileDrop
from ui.widgets.window_size import least_size
from ui.window.bug_band import BugBand, over


class FirstRun(QMainWindow):
    """Three short steps in one window; Back always works, and nothing is pre-selected."""

    finished = Signal(object, object)  # Identity, Path of the data file
    lead_finished = Signal(object, object)  # Group, Path of the data file
    demo_asked = Signal()
    held = Signal(list)  # files to open once this is over, all of them whenever one more is given
    left = Signal()  # back to what was open before
    file_chosen = Signal(object)  # Path of a data file that is there already

    def __init__(
        self, store: Path, lead_store: Path, role: str = "", preferences: Preferences | None = None
    ) -> None:
        """With `role` the first question is answered already, and Back leaves."""
        super().__init__()
        self.setObjectName("first-run")
        self.setWindowTitle("Greener Practice - Start")
        self.setMinimumSize(least_size(self))
        self._given = role
        self._steps = QStackedWidget()
        self._bug = BugBand(lambda: "Nothing in your data was changed.")
        self.setCentralWidget(over(self._bug, BesidePanel(self._steps)))
        self.setStatusBar(LookBar(self, preferences))
        self._file: Path | None = None  # the data file that was opened, of which it is not known whose it is
        self._identity: Identity | None = None
        self._group: Group | None = None
        self._role = RoleStep()
        self._search = PracticeSearch()
        self._pcns = PcnSearch()
        self._members = MemberTicks()
        self._place = PlaceStep(store)
        self._lead_place = PlaceStep(lead_store, "lead-")
        self._held: list[Path] = []
        for place in (self._place, self._lead_place):
            place.starter_chosen.connect(self._on_starter)
        FileDrop(self, self.open_files)
        self._pages: dict[QWidget, QWidget] = {}
        for number, step in (
            (1, self._role),
            (2, self._search),
            (2, self._pcns),
            (2, self._members),
            (3, self._place),
            (3, self._lead_place),
        ):
            self._pages[step] = step_page(number, step)
            self._steps.addWidget(self._pages[step])
        self._connect()
        if role:
            self._on_role(role)
        else:
            self._to_role()

    def _connect(self) -> None:
        self._role.chosen.connect(self._on_role)
        self._role.file_chosen.connect(self.file_chosen)
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
        """Say on the last step why the data cannot be kept there, or not be opened."""
        steps = (self._members, self._lead_place, self._search)
        shown = self._steps.currentWidget()
        next((step for step in steps if self._pages[step] is shown), self._place).say(sentence)

    def say_first(self, sentence: str) -> None:
        """Say on the first step why the data could not be opened."""
        self._role.say(sentence)

    def ask_whose(self, path: Path, *, is_network: bool) -> None:
        """Ask whose a data file is that holds no practice's figures; it is opened for them then."""
        self._file = path
        if is_network:
            self._to_pcns()
            self._pcns.say(f"{path.name} holds what a network received. Select the network it is for")
        else:
            self._to_search()
            self._search.say(f"{path.name} holds no figures yet. Select the practice it is for")

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
        self._file = None
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
        if self._file is not None:
            self._on_place(self._file)
            return
        self._show(self._place)
        self._place.start()

    def _on_pcn(self, group: Group) -> None:
        self._show(self._members)
        self._members.start(group)

    def _on_members(self, group: Group) -> None:
        self._group = group
        if self._file is not None:
            self._on_lead_place(self._file)
            return
        self._show(self._lead_place)
        self._lead_place.start()

    def _on_place(self, path: Path) -> None:
        self.finished.emit(self._identity, path)

    def _on_lead_place(self, path: Path) -> None:
        self.lead_finished.emit(self._group, path)
