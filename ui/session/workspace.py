"""The workspace: the open store, the return in view, what it comes to, and undo; every page is given it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from greenpractice.carbon.footprint import Calculator, Footprint
from greenpractice.carbon.gaps import Gap
from greenpractice.errors import Issue, UserError
from greenpractice.indicators.base import Result
from greenpractice.periods import Period
from greenpractice.prescribing.quarter import KEY as INHALERS
from greenpractice.prescribing.quarter import with_imports
from greenpractice.returns.documents import Contact, Flag, RawRow, ReturnDocument
from greenpractice.returns.progress import Progress
from greenpractice.sections import SECTIONS
from greenpractice.store import Changes, ReturnKey, Store, StoredReturn
from greenpractice.tasks.importing import Months
from ui.session.edits import (
    AddRow,
    Edit,
    RemoveRow,
    Rows,
    SetFigure,
    SetFlag,
    State,
    carry_out,
    refusal_of,
    state_of,
)
from ui.session.edits import rows_of as kept_rows
from ui.session.flags import after_change
from ui.session.identity import Identity
from ui.session.pending import Pending
from ui.session.section_words import named
from ui.session.services import WindowServices
from ui.session.session import Session, clock_words
from ui.session.steps import Details, DetailsStep, Side, Sides, Step, put_sides_back, sides_of
from ui.session.worked_out import WorkedOut

if TYPE_CHECKING:
    from ui.session.preferences import Preferences

ALL_SECTIONS = frozenset(section.key for section in SECTIONS)


class Workspace(Session):
    """The return in view. One signal says what changed, for typing, undo, switching and imports alike.

    Rows are named by the store's ids; `row_id` and `position` lead from one to the other. Nothing is kept
    here that the store does not have, but for what is worked out from it, and steps that could not be saved.
    """

    asked_for = Signal(str, object, object)  # section, row id or None, field or None: show it

    def __init__(
        self,
        store: Store,
        identity: Identity,
        period: Period,
        parent: QObject | None = None,
        services: WindowServices | None = None,
        preferences: "Preferences | None" = None,
    ) -> None:
        super().__init__(store, parent, services, preferences)
        self.identity = identity
        self.key = ReturnKey(identity.ods_code, period)
        self.undo_stack = QUndoStack(self)
        self._stored: StoredReturn | None = None
        self._loaded = False
        self._worked_out = WorkedOut(self._read_documents)
        self._pending = Pending()
        self._in_doubt: datetime | None = None  # when a bug came up while a step was being saved

    # The return in view

    @property
    def period(self) -> Period:
        """The quarter (or year) in view."""
        return self.key.period

    def stored(self) -> StoredReturn | None:
        """The return in view as the store has it; None before its first figure."""
        if not self._loaded:
            saved = self.store.load(self.key)
            self._stored, self._loaded = self._pending.over(saved, self.key, self._empty()), True
        return self._stored

    def document(self) -> ReturnDocument:
        """The return in view; an empty one before its first figure."""
        stored = self.stored()
        return stored.document if stored is not None else self._empty()

    def _empty(self) -> ReturnDocument:
        who = self.identity
        return ReturnDocument(who.ods_code, self.period, 0, "", who.name, who.pcn_code, who.contact)

    def rows(self, section: str) -> Rows:
        """The rows of a section with their ids, texts and flags."""
        return kept_rows(self.stored(), section)

    def row_id(self, section: str, position: int) -> int | None:
        """The id of the row at a 0-based position, as lines and issues name it."""
        stored = self.stored()
        ids = () if stored is None else stored.row_ids.get(section, ())
        return ids[position] if position < len(ids) else None

    def position(self, section: str, row_id: int) -> int | None:
        """The 0-based position of a row."""
        stored = self.stored()
        ids = () if stored is None else stored.row_ids.get(section, ())
        return ids.index(row_id) if row_id in ids else None

    # Every return of the practice, and what they come to

    def documents(self) -> list[ReturnDocument]:
        """Every stored return of the practice, oldest first, a whole-year one before its quarters."""
        return self._worked_out.documents()

    def _read_documents(self) -> list[ReturnDocument]:
        mine = [key for key in self.store.keys() if key.ods_code == self.key.ods_code]
        found = self.store.documents(sorted(mine))
        stored = self.stored() if self.has_unsaved else None
        if stored is None:
            return found
        others = [document for document in found if document.period != stored.document.period]
        return sorted([*others, stored.document], key=lambda each: each.period)

    def document_of(self, period: Period) -> ReturnDocument | None:
        """The stored return of one period."""
        return self._worked_out.document_of(period)

    def previous(self) -> ReturnDocument | None:
        """The return of the quarter before the one in view."""
        return self.document_of(self.period.previous)

    def issues(self) -> list[Issue]:
        """Every problem and unanswered question of the return in view."""
        return self._worked_out.issues(self.document())

    def gaps(self) -> Sequence[Gap]:
        """Everything the return in view leaves open, confirmed or not."""
        return self._worked_out.gaps(self.document())

    def progress(self) -> dict[str, Progress]:
        """How far each section of the return in view has come."""
        return self._worked_out.progress(self.document())

    def calculator(self) -> Calculator:
        """The shipped facts as a calculator, loaded when first needed."""
        return self._worked_out.calculator

    def footprint(self) -> Footprint:
        """What the return in view comes to."""
        found = self.footprint_of(self.period)
        return found if found is not None else self.calculator().of_return(self.document())

    def footprint_of(self, period: Period) -> Footprint | None:
        """What a stored quarter comes to, or a year as the sum of its quarters; None without returns."""
        return self._worked_out.footprint_of(period)

    def results(self, period: Period | None = None) -> Sequence[Result]:
        """The indicators of a period, by default the one in view; () without a return."""
        return self._worked_out.results(self.key.ods_code, period or self.period)

    def section_kg(self, section: str) -> Decimal | None:
        """kg CO2e of one section of the return in view; None where it has no line."""
        return self.footprint().by_section.get(section)

    # Moving about

    def show_period(self, period: Period) -> None:
        """Bring another quarter into view; undo still reaches the one before."""
        if period != self.period:
            self.key = ReturnKey(self.key.ods_code, period)
            self._loaded = False
            self._worked_out.forget_view()
            self.changed.emit(Changes(self.key, ALL_SECTIONS, frozenset()))

    def periods_held(self) -> dict[Period, str]:
        """Every period with a return: the version of its PDF, or that it is a draft."""
        return {
            document.period: f"PDF version {document.revision}" if document.revision else "draft"
            for document in self.documents()
        }

    def check_words(self) -> str:
        """How many values are to be checked."""
        asked = sum(issue.question for issue in self.issues())
        return f"{asked} {'value' if asked == 1 else 'values'} to check" if asked else ""

    def go_to(self, section: str, row_id: int | None = None, field: str | None = None) -> None:
        """Ask for the page of a section, and there for a row and field, to be edited."""
        self.asked_for.emit(section, row_id, field)

    # Editing: each call is one step of undo and one transaction

    def set_figure(self, section: str, row: int | None, field: str, text: str | None) -> None:
        """Put a typed text in a figure; empty or None is no data. Without a row one is added."""
        wanted = text if text else None
        if row is None:
            if wanted is not None:
                self.apply_step([AddRow(section, {field: wanted})], f"Enter {named(section, field)}")
            return
        kept = next((kept for kept in self.rows(section) if kept.id == row), None)
        if kept is not None and kept.figures.get(field) != wanted:
            title = f"{'Clear' if wanted is None else 'Change'} {named(section, field)}"
            edits: list[Edit] = [SetFigure(section, row, field, wanted), *after_change(kept, [field])]
            if wanted is None and set(kept.figures) == {field} and section != "practice":
                edits = [RemoveRow(section, row)]  # a row without any figure is no row
            self.apply_step(edits, title)

    def add_row(self, section: str, figures: RawRow, position: int | None = None) -> int | None:
        """A new row; its id, or None where it could not be saved."""
        added = self.apply_step([AddRow(section, figures, position)], "Add a row")
        return added[0] if added else None

    def remove_row(self, section: str, row: int) -> None:
        """Take a row away."""
        self.apply_step([RemoveRow(section, row)], "Remove a row")

    def set_flag(self, row: int, flag: Flag) -> None:
        """Mark a figure or row as estimated, noted or confirmed; a flag that says nothing takes it away."""
        self.apply_step([SetFlag(row, flag)], f"Mark {named(flag.section, flag.field)}")

    def set_contact(self, name: str | None, pcn_code: str | None, contact: Contact | None) -> None:
        """The practice's name, PCN and contact, on this return and the ones to come."""
        who = self.identity
        before = Details(who.name, who.pcn_code, self.document().contact or who.contact)
        after = Details(name, pcn_code, contact)
        put = partial(self._put_details, self.key)
        if after != before and put(after):
            self.undo_stack.push(DetailsStep(put, before, after, "Change the contact"))

    def _put_details(self, key: ReturnKey, details: Details) -> bool:
        name, pcn_code, contact = details
        try:
            if self.store.load(key) is not None:
                self.store.set_details(key, name, pcn_code, contact)
        except UserError as error:
            self.failed.emit(str(error))
            return False
        self.key = key
        self.identity = replace(self.identity, name=name, pcn_code=pcn_code, contact=contact)
        if self.preferences is not None and not self.store.is_demo():
            self.preferences.put_identity(self.identity)
        self._noted(Changes(key, frozenset({"practice"}), frozenset()))
        return True

    def apply_step(self, edits: Sequence[Edit], title: str) -> list[int]:
        """Several edits as one step of undo and one transaction; the ids of rows that were added."""
        return self._carry_out(self.key, list(edits), title)

    def try_again(self) -> None:
        """Save what could not be saved; `failed` tells if it still cannot."""
        while self._pending.steps:
            step = self._pending.steps[0]
            try:
                added, before, kept = self._save(step.key, step.edits, step.title)
            except UserError as error:
                self.failed.emit(str(error))
                return
            self._pending.saved(added)
            self._saved(step.key, before, kept, step.title)

    @property
    def has_unsaved(self) -> bool:
        """True while steps wait to be saved."""
        return bool(self._pending.steps)

    def safety_words(self) -> str:
        """What of the figures is saved; it never claims more than is known."""
        since = self._pending.since
        if self.has_unsaved and since is not None:
            return f"Figures typed since {clock_words(since)} are not saved yet."
        if self._in_doubt is not None:
            return f"A change at {clock_words(self._in_doubt)} may not be saved: check it. All others are."
        return super().safety_words()

    def figures_changed(self, key: ReturnKey | None = None) -> None:
        """Say that a return was changed beside this workspace: an import, a PDF that was issued."""
        self._noted(Changes(key or self.key, ALL_SECTIONS, frozenset()))

    def _carry_out(self, key: ReturnKey, edits: list[Edit], title: str) -> list[int]:
        if not edits:
            return []
        why = refusal_of(edits)
        if why is not None or not self.can_write:
            self.refused.emit(why or "This data is open elsewhere. You can look, but not change it")
            self.changed.emit(Changes(key, frozenset(edit.section for edit in edits), frozenset()))
            return []
        if self.has_unsaved:
            self.try_again()
        try:
            if self.has_unsaved:
                return self._wait(key, edits, title)
            added, before, kept = self._save(key, edits, title)
        except UserError as error:
            added = self._wait(key, edits, title)
            self.failed.emit(str(error))
            return added
        self._saved(key, before, kept, title)
        return added

    def take_imports(self, new: Months, title: str) -> None:
        """Months of prescribing in the place of those held, as one step; UserError if it cannot be saved."""
        self.try_again()  # nothing overtakes what waits
        if self.has_unsaved:
            raise UserError("Your last changes are not saved yet. Save them first, then import again.")
        kept, who = {key: self.store.load(key) for key in new}, self.identity
        before = sides_of(self.store, kept)
        with self.store.step(title):
            for key in new:
                if kept[key] is None:
                    self.store.set_details(key, who.name, who.pcn_code, who.contact)
            self.store.take_imports(new.items(), with_imports)
        kept = {key: self.store.load(key) for key in new}
        self.undo_stack.push(Step(self._move, before, sides_of(self.store, kept), title))
        alone = kept.get(self.key) if len(kept) == 1 else None
        self._noted(Changes(self.key, frozenset({INHALERS}), frozenset()), alone)

    def _wait(self, key: ReturnKey, edits: Sequence[Edit], title: str) -> list[int]:
        """Keep a step that could not be saved, and show the return with it."""
        added = self._pending.add(key, edits, title)
        self._forget()
        self.changed.emit(Changes(key, frozenset(edit.section for edit in edits), frozenset(added)))
        return added

    def _save(
        self, key: ReturnKey, edits: Sequence[Edit], title: str
    ) -> tuple[list[int], State, StoredReturn | None]:
        """One transaction: the ids of added rows, the touched sections before, and the return after."""
        sections = frozenset(edit.section for edit in edits)
        try:
            there = self.stored() if key == self.key and not self.has_unsaved else self.store.load(key)
            before = state_of(there, sections)
            with self.store.step(title):
                if there is None:
                    who = self.identity
                    self.store.set_details(key, who.name, who.pcn_code, who.contact)
                added = carry_out(self.store, key, edits)
            return added, before, self.store.load(key)
        except UserError:
            raise
        except BaseException:  # a bug: nobody may say that this step is saved
            self._in_doubt = datetime.now().astimezone()
            raise

    def _saved(self, key: ReturnKey, before: State, kept: StoredReturn | None, title: str) -> None:
        """A step was saved: undo can take it back, and everybody hears of it."""
        after = state_of(kept, before)
        self.undo_stack.push(Step(self._move, {key: Side(before)}, {key: Side(after)}, title))
        rows = frozenset(row.id for rows in after.values() for row in rows)
        self._noted(Changes(key, frozenset(before), rows), kept)

    def _move(self, now: Sides, wanted: Sides, title: str) -> bool:
        self.try_again()  # nothing overtakes what waits
        if self.has_unsaved:
            return False
        try:
            put_sides_back(self.store, now, wanted, title)
        except UserError as error:
            self.failed.emit(str(error))
            return False
        if self.key not in wanted:
            self.key = next(iter(wanted))
        sections = frozenset(section for side in wanted.values() for section in side.rows)
        rows = (row.id for side in wanted.values() for kept in side.rows.values() for row in kept)
        self._noted(Changes(self.key, sections, frozenset(rows)))
        return True

    def _noted(self, changes: Changes, stored: StoredReturn | None = None) -> None:
        if stored is not None and changes.key == self.key and not self.has_unsaved:
            self._worked_out.forget_but(stored.document)
            self._stored, self._loaded = stored, True
        else:
            self._forget()
        self.changed.emit(changes)
        if not self.has_unsaved:
            self.saved.emit(datetime.now().astimezone())

    def _forget(self) -> None:
        """Work everything out again when it is next asked for."""
        self._loaded = False
        self._worked_out.forget()
