"""Bills of energy from a file, on the Energy page: read, shown, and taken as one step of undo."""

from collections.abc import Sequence
from enum import Enum, auto
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from greenpractice.bills.aside import READER, read_bills_aside
from greenpractice.bills.marks import without_numbers
from greenpractice.bills.plan import QuarterPlan, known_sites, quarters_of, wanted_rows
from greenpractice.bills.values import BillFile, Columns, Source
from greenpractice.errors import Issue, UserError
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument
from greenpractice.store import ReturnKey
from greenpractice.tasks.bill_import import (
    amounts_asked,
    bill_plans,
    guessed_sites,
    returns_of,
    said_right,
    sections_in,
    site_problem,
    take_bills,
    without_site,
)
from ui.practice.bills_card import BillsCard
from ui.practice.bills_kept import keep, kept_columns, kept_sites
from ui.session.jobs import Jobs, in_process
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.controls import button

_KINDS = "Bills and readings (*.csv *.txt *.xlsx *.zip *.gz);;All files (*)"
_HINT = "Half-hourly, daily or monthly export of your energy company: CSV or Excel. Or drop it here"
_FAULT = "The file could not be read, as something went wrong in the program. Nothing has changed."
_ONE_FILE = "One file is read at a time: the others were not read."


class State(Enum):
    """The step the import is at."""

    CLOSED = auto()
    READING = auto()
    PROBLEMS = auto()
    PREVIEW = auto()
    DONE = auto()


class BillsImport(QWidget):
    """Once a file is chosen, a card with all steps. Nothing changes before the last.

    `made_way` makes a button that begins it, for the head of a card; the focus goes back to the one pressed.
    """

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.state = State.CLOSED
        self._path: Path | None = None
        self._period = workspace.period  # that the preview was made for
        self._found: BillFile | None = None
        self._documents: list[ReturnDocument] = []
        self._sites: dict[Source, str] = {}
        self._plans: list[QuarterPlan] = []
        self._asked: list[Issue] = []  # about amounts, until a person says that they are right
        self._are_right = False
        self._all, self._taking, self._failure = False, False, ""
        self._jobs = Jobs(self, "bills")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_2)
        self._ways: list[QPushButton] = []
        self._begun: QPushButton | None = None
        self._card = BillsCard(workspace)
        layout.addWidget(self._card)
        self._card.site_said.connect(self._put_site)
        self._card.all_said.connect(self._put_all)
        self._card.right_said.connect(self._put_right)
        self._card.columns_said.connect(self._read_by)
        self._card.taken.connect(self._take)
        self._card.again.connect(self._choose)
        self._card.closed.connect(partial(self._go_to, State.CLOSED))
        workspace.undone.connect(self._on_undone)
        self.hide()

    def made_way(self, name: str, what: str) -> QPushButton:
        """A button for a card of bills, `what` these are of."""
        made = button("Import bills…", name, lambda: self._begin(made), "beside", icon="file-import")
        made.setAccessibleName(f"Import bills: {what}")
        made.setAccessibleDescription(_HINT)
        made.setToolTip(_HINT)
        self._ways.append(made)
        return made

    @property
    def is_reading(self) -> bool:
        """True while a file is read."""
        return self._jobs.is_busy

    def take_files(self, files: Sequence[Path]) -> None:
        """Read the first of these files."""
        if files:
            self._read(files[0], None)
            if len(files) > 1:
                self._workspace.refused.emit(_ONE_FILE)

    def refresh(self) -> None:
        """The preview is of the figures as they are now."""
        for way in self._ways:
            way.setVisible(self._workspace.can_write)
        if self.state is not State.PREVIEW or self._taking or self._found is None:
            return
        if self._period != self._workspace.period:  # another quarter came into view
            self._begin_with(self._found)
            self._show_file(self._found)
        else:
            self._work_out()
            self._show_plans()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.state is State.DONE and not event.spontaneous():
            self._go_to(State.CLOSED)

    def _begin(self, way: QPushButton) -> None:
        self._begun = way
        self._choose()

    def _choose(self) -> None:
        preferences = self._workspace.preferences
        folder = preferences.path("bills_folder") if preferences is not None else None
        chosen, _ = QFileDialog.getOpenFileName(self, "Choose a file of bills", str(folder or ""), _KINDS)
        if chosen:
            if preferences is not None:
                preferences.put_path("bills_folder", Path(chosen).parent)
            self.take_files([Path(chosen)])

    def _read(self, path: Path, chosen: Columns | None) -> None:
        self._jobs.drop()
        self._path, self._found = path, None
        kept = kept_columns(self._workspace.preferences)
        job = self._jobs.run(in_process(READER, read_bills_aside, path, kept, chosen))
        job.done.connect(self._on_read)
        job.failed.connect(self._on_failed)
        job.broke.connect(partial(self._on_failed, _FAULT))
        self._go_to(State.READING)

    @Slot(object)
    def _on_read(self, found: BillFile) -> None:
        self._found = found
        if found.problems:
            self._go_to(State.PROBLEMS)
            return
        self._sites, self._are_right = {}, False
        self._begin_with(found)
        self._go_to(State.PREVIEW)

    def _begin_with(self, found: BillFile) -> None:
        """Take the quarter in view alone, where the file has it."""
        self._period = self._workspace.period
        self._all = self._period not in self._quarters(found)
        self._work_out()

    @Slot(str)
    def _on_failed(self, sentence: str) -> None:
        self._found = None
        self._failure = sentence
        self._go_to(State.PROBLEMS)

    @Slot(str)
    def _on_undone(self, _what: str) -> None:
        if self.state is State.DONE:
            self._go_to(State.CLOSED)

    def _work_out(self) -> None:
        """What the file does to the returns as they are, with the sites that are known."""
        found, self._asked = self._found, []
        if found is None or found.columns is None:
            self._plans = []
            return
        code = self._workspace.key.ods_code
        self._documents = returns_of(self._workspace.store, code)
        if not self._sites:
            remembered = kept_sites(self._workspace.preferences, found.sources)
            self._sites = guessed_sites(found, known_sites(self._documents), remembered)
        if without_site(found, self._sites):
            self._plans = []
            return
        only = None if self._all else self._workspace.period
        self._plans = bill_plans(self._documents, code, found, self._sites, only)
        asked = amounts_asked(self._plans, self._documents)
        if self._are_right:
            self._plans = said_right(self._plans, asked)
        else:
            self._asked = asked

    def _take(self) -> None:
        found, plans = self._found, [plan for plan in self._plans if plan.changes]
        if found is None or self.state is not State.PREVIEW or not plans or self._asked:
            return
        keys = [ReturnKey(self._workspace.key.ods_code, plan.period) for plan in plans]
        store = self._workspace.store
        self._taking = True  # what is told meanwhile is the import's own change
        try:
            self._workspace.take_in(
                keys, sections_in(plans), f"Import bills from {found.file}",
                lambda kept: take_bills(store, kept, plans),
            )  # fmt: skip
        except UserError as error:
            self._on_failed(str(error))
            return
        finally:
            self._taking = False
        if not store.is_demo():
            keep(self._workspace.preferences, found, self._sites)
        self._plans = plans
        self._go_to(State.DONE)

    @Slot(object, str)
    def _put_site(self, source: Source, site: str) -> None:
        if problem := site_problem(site):
            self._workspace.refused.emit(f"The name of a site {problem}.")
        elif self._sites.get(source) != site:
            self._sites[source], self._are_right = site, False
            self._work_out()
            self._show_plans()

    @Slot()
    def _put_right(self) -> None:
        self._are_right = True
        self._work_out()
        self._show_plans()
        self._card.begin()

    @Slot(bool)
    def _put_all(self, every: bool) -> None:
        self._all, self._are_right = every, False
        self._work_out()
        self._show_plans()

    @Slot(object)
    def _read_by(self, columns: Columns) -> None:
        if self._path is not None:
            self._read(self._path, columns)

    def _show_file(self, found: BillFile) -> None:
        known = known_sites(self._documents)
        self._card.show_file(found, self._sites, known, self._quarters(found), self._all)
        self._show_plans()

    def _show_plans(self) -> None:
        assert self._found is not None
        self._card.show_plans(self._found, self._sites, self._plans, self._asked)

    def _go_to(self, state: State) -> None:
        """Show the card of a step, and put the focus where the step begins."""
        if state is State.CLOSED:
            self._jobs.drop()
        self.state, found = state, self._found
        self.setVisible(state is not State.CLOSED)
        match state:
            case State.READING if self._path is not None:
                self._card.show_reading(without_numbers(self._path.name))
            case State.PROBLEMS:
                problems = [self._failure] if found is None else [str(each) for each in found.problems]
                self._card.show_problems(problems)
            case State.PREVIEW if found is not None:
                self._show_file(found)
            case State.DONE if found is not None:
                self._card.show_done(found, self._plans)
        way = self._begun or next(iter(self._ways), None)
        if state is State.CLOSED and way is not None and way.isVisible():
            way.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.isVisible():
            self._card.begin()

    def _quarters(self, found: BillFile) -> list[Period]:
        return quarters_of(wanted_rows(found, dict.fromkeys(found.sources, "")))
