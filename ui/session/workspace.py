"""The workspace: the open store, the return in view, what it comes to, and undo; every page is given it."""

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoStack

from greenpractice.errors import UserError
from greenpractice.periods import Period
from greenpractice.prescribing.quarter import KEY as INHALERS
from greenpractice.returns.documents import Contact, Flag, RawRow
from greenpractice.store import (
    Changes,
    NeverSaved,
    ReturnKey,
    Store,
    StoreDamaged,
    StoreReplaced,
)
from greenpractice.tasks.importing import Kept, Months, take_months
from ui.session.edits import (
    AddRow,
    Edit,
    RemoveRow,
    SetFigure,
    SetFlag,
    carry_out,
    changes_in,
    state_of,
)
from ui.session.flags import put_figure
from ui.session.identity import Identity
from ui.session.numbers_asked import apart, left_to_ask, lost_in, place_of
from ui.session.return_in_view import ALL_SECTIONS, ReturnInView
from ui.session.section_words import named
from ui.session.services import WindowServices
from ui.session.session import clock_words
from ui.session.steps import (
    Carried,
    Details,
    DetailsStep,
    Moved,
    Place,
    Returns,
    Saved,
    Side,
    Sides,
    Step,
    places_between,
    put_sides_back,
    sides_of,
    with_answers,
)

if TYPE_CHECKING:
    from ui.session.preferences import Preferences

_BUG = "Something went wrong in the app while it was being saved: see what is there, and type it again."


class Workspace(ReturnInView):
    """Edits the return in view. `tell` says what changed, for typing, undo, switching and imports alike."""

    def __init__(
        self,
        store: Store,
        identity: Identity,
        period: Period,
        parent: QObject | None = None,
        services: WindowServices | None = None,
        preferences: "Preferences | None" = None,
    ) -> None:
        super().__init__(store, identity, period, parent, services, preferences)
        store.wait_briefly()  # what cannot be saved now waits in sight, and the window does not stand still
        self.undo_stack = QUndoStack(self)
        self._moved_to: list[Place] = []  # where the step stands that was last taken back
        self._has_to_wait = False  # a step could not be taken back or done again yet
        self._in_doubt: datetime | None = None  # when a bug came up while a step was being saved

    # Editing: each call is one step of undo and one transaction

    def set_figure(self, section: str, row: int | None, field: str, text: str | None) -> None:
        """Put a typed text in a figure; empty or None is no data. Without a row one is added."""
        wanted = text if text else None
        if row is None:
            if wanted is not None:
                self.apply_step([AddRow(section, {field: wanted})], f"Enter {named(section, field)}")
            return
        kept = next((kept for kept in self.rows(section) if kept.id == row), None)
        if kept is None:
            self.apply_step([SetFigure(section, row, field, wanted)], f"Change {named(section, field)}")
        elif kept.figures.get(field) != wanted:
            title = f"{'Clear' if wanted is None else 'Change'} {named(section, field)}"
            self.apply_step(put_figure(section, kept, field, text or ""), title)

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

    def set_contact(self, name: str | None, pcn_code: str | None, contact: Contact | None) -> bool:
        """The practice's name, PCN and contact, on this return and the ones to come.

        False where it cannot be saved now: it is to be said again.
        """
        who = self.identity
        before = Details(who.name, who.pcn_code, self.document().contact or who.contact)
        after = Details(name, pcn_code, contact)
        put = partial(self._move_details, self.key)
        if after == before:
            return True
        moved = put(after)
        if moved is Moved.DONE:
            self.undo_stack.push(DetailsStep(put, before, after, "Change the contact"))
        elif self.is_lost and contact is not None:
            self._give_back("", f"Contact: {', '.join(filter(None, (contact.name, contact.email)))}")
        return moved is not Moved.NOT_YET

    def _move_details(self, key: ReturnKey, details: Details) -> Moved:
        return self._or_stay(lambda: self._put_details(key, details))

    def _put_details(self, key: ReturnKey, details: Details) -> Moved:
        name, pcn_code, contact = details
        try:
            if self.store.load(key) is not None:
                self.store.set_details(key, name, pcn_code, contact)
        except NeverSaved as error:
            self.refuse(error)
            return Moved.NEVER
        except UserError as error:
            return self._not_yet(error)
        self.key, self._moved_to[:] = key, [("practice", None, None)]
        self.identity = replace(self.identity, name=name, pcn_code=pcn_code, contact=contact)
        if self.preferences is not None and not self.store.is_demo():
            self.preferences.put_identity(self.identity)
        self._noted(Changes(key, frozenset({"practice"}), frozenset()))
        return Moved.DONE

    def apply_step(self, edits: Sequence[Edit], title: str) -> list[int]:
        """Several edits as one step of undo and one transaction; the ids of rows that were added.

        What cannot be kept is handed out by `put_aside`, what may be a patient's number is asked about first
        (`number_asked`), and the rest is made.
        """
        return self._carry_out(self.key, list(edits), title).added

    def apply_counted(self, edits: Sequence[Edit], title: str) -> int:
        """The same; how many of its changes could not be kept."""
        return self._carry_out(self.key, list(edits), title).lost

    def undo(self) -> None:
        """Take back the last step, say what it was, and show where it was."""
        stack = self.undo_stack
        self._move_by(stack.undo, stack.redo, stack.undoText(), "Undone")

    def redo(self) -> None:
        """Do again what was taken back."""
        stack = self.undo_stack
        self._move_by(stack.redo, stack.undo, stack.redoText(), "Done again")

    def _move_by(self, move: Callable[[], None], back: Callable[[], None], what: str, word: str) -> None:
        places, before = self._moved_to, self.key
        places.clear()
        self._has_to_wait = False
        move()
        if self._has_to_wait:
            back()  # the stack stands beyond a step that was not moved: it goes back and changes nothing
        if not places:
            return
        self.go_to(*places[0])
        where = "" if self.key == before else f", in {self.period.words}, which is now in view"
        self.undone.emit(f"{word}: {what[:1].lower()}{what[1:]}{where}")

    def try_again(self) -> None:
        """Save what could not be saved; `failed` tells if it still cannot.

        What can never be saved, or meets a bug, is put aside and told: nothing waits behind it for ever.
        """
        while self._pending.steps:
            step = self._pending.steps[0]
            try:
                added, before = self._save(step.key, step.edits, step.title)
            except NeverSaved as error:
                self._pending.drop()
                self._put_aside(step.key, step.edits, error)
                continue
            except UserError as error:
                self.failed.emit(str(error))
                return
            except Exception as error:  # noqa: BLE001 - shown as a bug, but nothing waits behind it
                self._pending.drop()
                self._put_aside(step.key, step.edits, _BUG)
                sys.excepthook(type(error), error, error.__traceback__)
                continue
            self._pending.saved(added)
            self._saved(step.key, before, step.title)

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

    def _carry_out(self, key: ReturnKey, given: list[Edit], title: str) -> Carried:
        """`lost` are changes that are neither stored nor waiting to be."""
        if not self.can_write and given:
            self._put_aside(key, given, f"{self.in_use}.")
            return Carried([], changes_in(given))
        flag_at = partial(self.flag_at, key)
        edits, asked = apart(given, flag_at)
        carried = self._make(key, edits, title)
        if asked:
            self.ask_number(key, left_to_ask(given, carried.added, flag_at), title)
        return carried._replace(lost=carried.lost + lost_in(asked))

    def _make(self, key: ReturnKey, edits: list[Edit], title: str) -> Carried:
        if not edits:
            return Carried([], 0)
        if self.has_unsaved:
            self.try_again()
        try:
            if self.has_unsaved:
                return Carried(self._wait(key, edits, title), 0)
            added, before = self._save(key, edits, title)
        except NeverSaved as error:
            self._put_aside(key, edits, error)
            return Carried([], changes_in(edits))
        except UserError as error:
            added = self._wait(key, edits, title)
            self.failed.emit(str(error))
            return Carried(added, 0)
        except Exception:  # a bug: it goes on to where bugs are shown, without what was typed
            self._put_aside(key, edits, _BUG)
            raise
        self._saved(key, before, title)
        return Carried(added, 0)

    def answer_number(self, keep: bool) -> None:
        """Of the oldest question about numbers: none is a patient's, or what was typed is not wanted."""
        asked, edits = self.take_asked(keep)
        self._make(asked.key, edits if keep else [], asked.title)
        self.number_asked.emit()
        if asked.key == self.key:
            self.go_to(*place_of(edits, self.rows(edits[0].section)))

    def take_imports(self, new: Months, title: str, keep: Kept) -> None:
        """Months of prescribing in the place of those held; the typed figures to `keep` stay as they are."""
        self.take_in(new, frozenset({INHALERS}), title, lambda _: take_months(self.store, new, keep))

    def take_in(
        self, keys: Iterable[ReturnKey], touched: frozenset[str], title: str, write: Callable[[Returns], None]
    ) -> None:
        """Let `write`, which gets the returns as they are, change sections of several as one step.

        UserError if it cannot be saved; then nothing is.
        """
        self.try_again()  # nothing overtakes what waits
        if self.has_unsaved:
            raise UserError("Your last changes are not saved yet. Save them first, then import again.")
        kept, who = {key: self.store.load(key) for key in keys}, self.identity
        before = sides_of(self.store, kept, touched)
        with self.store.step(title):
            for key in [key for key, there in kept.items() if there is None]:
                self.store.set_details(key, who.name, who.pcn_code, who.contact)
            write(kept)
        kept = {key: self.store.load(key) for key in kept}
        self.undo_stack.push(Step(self._move, before, sides_of(self.store, kept, touched), title))
        self._noted(Changes(self.key, touched, frozenset()), kept)

    def _put_aside(self, key: ReturnKey, edits: Sequence[Edit], why: str | NeverSaved) -> None:
        """Hand out what was typed in a step that can never be saved, and show the return without it."""
        told = str(why)
        if isinstance(why, StoreReplaced | StoreDamaged):
            self.refuse(why)
            told = ""  # it is said once
        self._give_back(told, self.typed_words(key, edits))
        self._forget()
        self.tell(Changes(key, ALL_SECTIONS, frozenset()))

    def _give_back(self, why: str, typed: str) -> None:
        self.given_back.add([typed])
        self.put_aside.emit(why, typed)

    def _wait(self, key: ReturnKey, edits: Sequence[Edit], title: str) -> list[int]:
        """Keep a step that could not be saved, and show the return with it."""
        added = self._pending.add(key, edits, title)
        self._forget()
        self.tell(Changes(key, frozenset(edit.section for edit in edits), frozenset(added)))
        return added

    def _save(self, key: ReturnKey, edits: Sequence[Edit], title: str) -> tuple[list[int], Saved]:
        """One transaction: the ids of added rows, and what was touched, before and after."""
        sections = frozenset(edit.section for edit in edits)
        try:
            there = self.stored() if key == self.key and not self.has_unsaved else self.store.load(key)
            edits, elsewhere = with_answers(self.store, key, edits, there)
            before = {key: Side(state_of(there, sections))}  # first: undo leads to where the step was made
            before |= {each: Side(state_of(self.store.load(each), {INHALERS})) for each in elsewhere}
            with self.store.step(title):
                if there is None:
                    who = self.identity
                    self.store.set_details(key, who.name, who.pcn_code, who.contact)
                added = carry_out(self.store, key, edits)
                for other, its in elsewhere.items():
                    carry_out(self.store, other, its)
            return added, Saved(before, {each: self.store.load(each) for each in before})
        except UserError:
            raise
        except BaseException:  # a bug: nobody may say that this step is saved
            self._in_doubt = datetime.now().astimezone()
            raise

    def _saved(self, key: ReturnKey, saved: Saved, title: str) -> None:
        """A step was saved: undo can take it back, and everybody hears of it."""
        after = {each: Side(state_of(kept, saved.before[each].rows)) for each, kept in saved.kept.items()}
        self.undo_stack.push(Step(self._move, saved.before, after, title))
        rows = frozenset(row.id for rows in after[key].rows.values() for row in rows)
        self._noted(Changes(key, frozenset(after[key].rows), rows), saved.kept)

    def _move(self, now: Sides, wanted: Sides, title: str) -> Moved:
        return self._or_stay(lambda: self._bring(now, wanted, title))

    def _or_stay(self, move: Callable[[], Moved]) -> Moved:
        """A step where a bug comes up stays where it is; the figures are read anew, as the store has them.

        The bug goes on to where bugs are shown: Qt, which calls this, would swallow it half way.
        """
        try:
            return move()
        except Exception as error:  # noqa: BLE001 - shown as a bug
            self._in_doubt = datetime.now().astimezone()
            self._has_to_wait = True
            sys.excepthook(type(error), error, error.__traceback__)
            self._forget()
            self.tell(Changes(self.key, ALL_SECTIONS, frozenset()))
            return Moved.NOT_YET

    def _bring(self, now: Sides, wanted: Sides, title: str) -> Moved:
        self.try_again()  # nothing overtakes what waits
        if self.has_unsaved:
            self._has_to_wait = True
            return Moved.NOT_YET
        try:
            put_sides_back(self.store, now, wanted, title)
        except NeverSaved as error:
            self.refuse(error, "This step cannot be taken back or done again. ")
            return Moved.NEVER
        except UserError as error:
            return self._not_yet(error)
        if self.key not in wanted:
            self.key = next(iter(wanted))
        self._moved_to[:] = places_between(now[self.key].rows, wanted[self.key].rows)
        sections = frozenset(section for side in wanted.values() for section in side.rows)
        rows = (row.id for side in wanted.values() for kept in side.rows.values() for row in kept)
        self._noted(Changes(self.key, sections, frozenset(rows)), self._now_stored(wanted))
        return Moved.DONE

    def _not_yet(self, error: UserError) -> Moved:
        """Nothing waits to be saved, so nothing tries again by itself: the person does."""
        self._has_to_wait = True
        self.refused.emit(f"Nothing was changed. Try again in a while. {error}")
        return Moved.NOT_YET

    def _noted(self, changes: Changes, kept: Returns | None = None) -> None:
        """Something was saved; `kept` are all returns that it touched, else all are read again."""
        saved = {key: stored for key, stored in (kept or {}).items() if stored is not None}
        is_all = bool(saved) and len(saved) == len(kept or {}) and not self.has_unsaved
        if is_all:
            for key, stored in saved.items():
                self._put(key, stored)
        else:
            self._forget()
        self.tell(changes, saved=is_all)
        if not self.has_unsaved:
            self.saved.emit(datetime.now().astimezone())
