"""The return in view: its rows, the other returns of the practice, and what they come to."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from greenpractice.carbon.footprint import Calculator, Footprint
from greenpractice.carbon.gaps import Gap, open_gaps
from greenpractice.carbon.part_years import QuartersHeld, quarters_held
from greenpractice.carbon.reading_to_chase import HowGood
from greenpractice.errors import Issue
from greenpractice.facts.practices import load_directory
from greenpractice.indicators.base import Result
from greenpractice.periods import Period
from greenpractice.returns.documents import Flag, ReturnDocument
from greenpractice.returns.progress import Progress
from greenpractice.sections import SECTIONS
from greenpractice.store import Changes, ReturnKey, Store, StoreDamaged, StoredReturn, StoreError
from greenpractice.tasks.pdf_preview import to_print
from ui.session.edits import Edit, Rows
from ui.session.edits import rows_of as kept_rows
from ui.session.identity import Identity
from ui.session.numbers_asked import NumberAsked, in_new_row, with_answers
from ui.session.pending import Pending
from ui.session.section_words import typed_words
from ui.session.services import WindowServices
from ui.session.session import Session
from ui.session.worked_out import WorkedOut

if TYPE_CHECKING:
    from ui.session.preferences import Preferences

ALL_SECTIONS = frozenset(section.key for section in SECTIONS)


class ReturnInView(Session):
    """What is looked at; `Workspace` edits it.

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
        self._told_of = self.key  # the return that models and pages show
        self._stored: StoredReturn | None = None
        self._loaded = False
        self._rows: dict[str, tuple[StoredReturn | None, Rows]] = {}  # of each section, and what they are of
        self._nothing = ReturnDocument(identity.ods_code, period, 0, "")
        self._worked_out = WorkedOut(self._read_documents)
        self._pending = Pending()
        self._seen: dict[ReturnKey, StoredReturn | None] = {}  # each return as it was last read or saved
        self._seen_documents: list[ReturnDocument] = []

    @property
    def has_unsaved(self) -> bool:
        """True while steps wait to be saved."""
        return bool(self._pending.steps)

    def waiting_words(self) -> list[str]:
        """What was typed in each step that waits to be saved."""
        return [self.typed_words(step.key, step.edits) for step in self._pending.steps]

    def typed_words(self, key: ReturnKey, edits: Sequence[Edit]) -> str:
        """What was typed in these edits, to be copied; rows go by what was last seen of the return."""
        empty = replace(self._empty(), period=key.period)
        stored = self._pending.over(self._seen.get(key), key, empty)
        return typed_words(key.period, edits, partial(kept_rows, stored))

    def tell(self, changes: Changes | None, *, saved: bool = False) -> None:
        """Say what changed; where another return has come into view, by whatever way, that is everything."""
        if self.key != self._told_of:
            self._told_of = self.key
            self.view_left.emit()
            changes, saved = Changes(self.key, ALL_SECTIONS, frozenset()), False
        super().tell(changes, saved=saved)

    @property
    def period(self) -> Period:
        """The quarter (or year) in view."""
        return self.key.period

    def to_print(self) -> StoredReturn | None:
        """What a report of the period in view is made from: the return, or a year of its quarters alone."""
        return to_print(self.stored(), self.key, self.documents(), self.store.path)

    def stored(self) -> StoredReturn | None:
        """The return in view as the store has it; None before its first figure."""
        if not self._loaded:
            self._take(self._with_what_waits(self.key))
        return self._stored

    def _now_stored(self, keys: Iterable[ReturnKey]) -> dict[ReturnKey, StoredReturn | None]:
        """These returns as they were saved; none where the store is out of reach by now."""
        try:
            return {key: self.store.load(key) for key in keys}
        except StoreError:
            return {}

    def _put(self, key: ReturnKey, stored: StoredReturn) -> None:
        """A return was just saved so; the others are as they were."""
        self._seen[key] = stored
        self._worked_out.put(stored.document)
        if key == self.key:
            self._take(stored)

    def _take(self, stored: StoredReturn | None) -> None:
        """Have this return in view, as it was just read or saved."""
        if stored is not None:
            stored = replace(stored, document=self._worked_out.same(stored.document))
        self._stored, self._loaded = stored, True

    def _with_what_waits(self, key: ReturnKey) -> StoredReturn | None:
        """A return with what waits to be saved, on what the store holds.

        While something waits the store may be out of reach: then on what it held when it was last seen, as
        nobody else writes to it. What is typed is kept before anything is read.
        """
        try:
            self._seen[key] = self.store.load(key)
        except StoreError as error:
            if key not in self._seen or not self._is_away(error):
                raise
        return self._pending.over(self._seen[key], key, replace(self._empty(), period=key.period))

    def _is_away(self, error: StoreError) -> bool:
        """True where what was last seen is shown: something waits to be saved, or for an answer."""
        waits = self.has_unsaved or bool(self.numbers_asked)
        return waits and not isinstance(error, StoreDamaged)

    def document(self) -> ReturnDocument:
        """The return in view; an empty one before its first figure."""
        stored = self.stored()
        return stored.document if stored is not None else self._empty()

    def _empty(self) -> ReturnDocument:
        who = self.identity
        empty = ReturnDocument(who.ods_code, self.period, 0, "", who.name, who.pcn_code, who.contact)
        if self._nothing != empty:
            self._nothing = empty  # the same one again and again, as it is asked what follows from it
        return self._nothing

    def quarters_held(self) -> QuartersHeld:
        """How many quarters of the period in view there is a return for."""
        return quarters_held(load_directory(), self.key.ods_code, self.period, self.documents_in_view())

    def holds_months_of(self, code: str) -> bool:
        """Whether months of prescribing are held for the return in view that have this product."""
        held = self.store.imports([self.key]).get(self.key, ())
        return any(product.bnf_code == code for each in held for product in each.products)

    def documents_in_view(self) -> list[ReturnDocument]:
        """The returns that the period in view is made of."""
        return [each for each in self.documents() if each.period in (self.period, *self.period.made_of)]

    def rows(self, section: str) -> Rows:
        """The rows of a section with their ids, texts and flags; one that stayed is the very same."""
        stored, (of, rows) = self.stored(), self._rows.get(section, (None, ()))
        if of is None or of is not stored:
            before = {row.id: row for row in rows}
            found = kept_rows(stored, section)
            rows = tuple(before[row.id] if before.get(row.id) == row else row for row in found)
            self._rows[section] = stored, rows
        return rows

    def flag_at(self, key: ReturnKey, section: str, row: int, field: str | None) -> Flag | None:
        """The flag of a figure of any return, or without a field of a row, by the row's id."""
        return next((kept.flags.get(field) for kept in self._rows_of(key, section) if kept.id == row), None)

    def _rows_of(self, key: ReturnKey, section: str) -> Rows:
        return self.rows(section) if key == self.key else kept_rows(self._with_what_waits(key), section)

    def take_asked(self, keep: bool) -> tuple[NumberAsked, list[Edit]]:
        """The oldest question about numbers, which is open no more, and its edits.

        Where the texts are kept these are with the answer, and where they belong by now.
        """
        asked = self.numbers_asked[0]
        edits = list(asked.edits)
        if keep:
            rows = self._rows_of(asked.key, edits[0].section)
            edits = [*with_answers(in_new_row(edits, asked, rows), partial(self.flag_at, asked.key))]
        self.numbers_asked.pop(0)
        return asked, edits

    def ask_number(self, key: ReturnKey, edits: Sequence[Edit], title: str) -> None:
        """Ask before what may be a patient's number is stored, and show the return without it."""
        there = frozenset(row.id for row in self._rows_of(key, edits[0].section))
        words = self.typed_words(key, edits)
        self.numbers_asked.append(NumberAsked(key, tuple(edits), title, words, there))
        self.tell(Changes(key, ALL_SECTIONS, frozenset()))
        self.number_asked.emit()

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
        try:
            mine = [key for key in self.store.keys() if key.ods_code == self.key.ods_code]
            found = self._seen_documents = self.store.documents(sorted(mine))
        except StoreError as error:
            if not self._is_away(error):
                raise
            found = self._seen_documents
        by_period = {document.period: document for document in found}
        for key in {step.key for step in self._pending.steps}:
            stored = self._with_what_waits(key)
            if stored is not None:
                by_period[key.period] = stored.document
        return [by_period[period] for period in sorted(by_period)]

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

    def how_good(self) -> HowGood:
        """How good the figures of the period in view are, and what to chase next."""
        return self._worked_out.how_good(self.document())

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

    def own_footprint(self) -> Footprint:
        """What the rows in view come to: in a year, those of the whole-year return alone."""
        if self.period.is_year:
            return self.calculator().of_return(self.document())
        return self.footprint()

    def footprint_of(self, period: Period) -> Footprint | None:
        """What a stored quarter comes to, or a year as the sum of its quarters; None without returns."""
        return self._worked_out.footprint_of(period)

    def results(self, period: Period | None = None) -> Sequence[Result]:
        """The indicators of a period, by default the one in view; () without a return."""
        return self._worked_out.results(self.key.ods_code, period or self.period)

    def section_kg(self, section: str) -> Decimal | None:
        """kg CO2e of one section of the return in view; None where it has no line."""
        return self.footprint().by_section.get(section)

    def read_again(self) -> None:
        """Read the practice's returns afresh."""
        self.store.load(self.key)
        self._read_documents()  # both can be read, before what was read is let go
        self._seen.clear()
        self._loaded = False
        self._worked_out.forget()

    def tell_all(self) -> None:
        """Everything of the return in view is shown again."""
        self.tell(Changes(self.key, ALL_SECTIONS, frozenset()))

    # Moving about

    def show_period(self, period: Period) -> None:
        """Bring another quarter into view; undo still reaches the one before.

        One that cannot be read now, as the data folder is away, is refused: the one in view stays.
        """
        if period == self.period:
            return
        self.finish_typing()
        key = ReturnKey(self.key.ods_code, period)
        try:
            stored = self._with_what_waits(key)
        except StoreDamaged:
            raise
        except StoreError as error:
            self.refused.emit(f"{period.words} cannot be shown now. {error}")
            return
        self.key = key
        self._take(stored)
        self.tell(Changes(self.key, frozenset(), frozenset()))

    def periods_held(self) -> dict[Period, str]:
        """Every period with a return: the version of its PDF, or that it is a draft."""
        return {
            document.period: f"PDF version {document.revision}" if document.revision else "draft"
            for document in self.documents()
        }

    def to_check(self) -> int:
        """How many of the things that the return leaves open are no problem already: the one such count."""
        wrong = {(issue.section, issue.row) for issue in self.issues() if not issue.question}
        return sum((gap.section, gap.row) not in wrong for gap in open_gaps(self.gaps()))

    def check_words(self) -> str:
        """The same for the status bar."""
        asked = self.to_check()
        return f"{asked} to check" if asked else ""

    def go_to(self, section: str, row_id: int | None = None, field: str | None = None) -> None:
        """Ask for the page of a section, and there for a row and field, to be edited."""
        self.asked_for.emit(section, row_id, field)

    def show_figure(self, period: Period, section: str, row: int | None, field: str | None) -> None:
        """Show a figure where it is edited, in its own quarter; `row` is its 0-based position."""
        self.show_period(period)
        self.go_to(section, None if row is None else self.row_id(section, row), field)

    def _forget(self) -> None:
        """Work everything out again when it is next asked for."""
        self._loaded = False
        self._worked_out.forget()
