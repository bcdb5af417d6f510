"""The store on a SQLite file: what `greenpractice.store.Store` promises, one transaction for each step."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from threading import RLock

from sqlalchemy import Connection, Engine

from db import editing, importing, received
from db.backups import back_up, make_backup_if_changed
from db.beside import evidence
from db.beside.facts_noted import NOTED, noted_as
from db.checks import problems_in
from db.engine import BRIEFLY, BUSY_SECONDS, Patience, for_writing, translated
from db.history import read_history
from db.lead import keys
from db.lead.kept import LeadStore
from db.loading import find, load, load_issue, load_many, mark_of, read_index, read_keys, read_meta
from db.lock import WriterLock
from db.restoring import damage_told
from db.returns import key_of, name_of
from db.revisions import InCopies, Issuing, is_new_revision, stored_return
from db.saving import write_meta
from db.schema.migrations import Step
from db.steps import OpenStep
from db.whose import need_free, need_mark
from greenpractice.errors import UserError
from greenpractice.files import NO_ROOM
from greenpractice.keys_kept import SeenKey
from greenpractice.periods import Period
from greenpractice.prescribing.values import MonthImport
from greenpractice.returns.documents import Contact, Flag, RawRow, ReturnDocument
from greenpractice.sections.inhalers import SECTION
from greenpractice.store import (
    Changes,
    HistoryEntry,
    NeverSaved,
    NewReturn,
    ReceivedReturn,
    Recorded,
    ReturnKey,
    StoreDamaged,
    StoredReturn,
    StoreError,
)


class SqlStore(LeadStore):
    """An open store. It may be used from several threads; steps of one wait for those of another."""

    def __init__(
        self,
        path: Path,
        engine: Engine,
        lock: WriterLock | None,
        steps: Sequence[Step],
        mark: tuple[object, ...],
        patience: Patience,
    ) -> None:
        self.path = path
        self._patience = patience
        self._engine = engine
        self._lock = lock
        self._steps = steps
        self._one_at_a_time = RLock()
        self._open_step: OpenStep | None = None
        self._is_demo: bool | None = None
        self._in_copies = InCopies(path)
        self._left = {mark}  # as it was opened, then as each step left it, or may have where it failed

    @property
    def can_write(self) -> bool:
        """False if it was opened to look at only."""
        return self._lock is not None

    def changed_elsewhere(self) -> bool:
        """True, once, where another program changed it since it was opened or last asked."""
        if self.can_write:
            return False
        with self._reading() as connection:
            before, self._left = self._left, {mark_of(connection)}
        return before != self._left

    # Reading

    def keys(self) -> list[ReturnKey]:
        """Every return in which something stands, or that was issued, by practice and period."""
        with self._reading() as connection:
            return read_keys(connection)

    def load(self, key: ReturnKey) -> StoredReturn | None:
        """One return, its hashes verified; None if there is none."""
        with self._reading() as connection:
            return_id = find(connection, key)
            return None if return_id is None else stored_return(connection, load(connection, return_id))

    def knowing_copies(self, stored: StoredReturn) -> StoredReturn:
        """The same with what the copies beside the store know was made of it: versions, what they showed."""
        return self._in_copies.known_of(stored)

    def issue_before(self, key: ReturnKey, revision: int) -> ReturnDocument | None:
        """The last issue with a revision below this one; None if there is none."""
        with self._reading() as connection:
            return_id = find(connection, key)
            kept = None if return_id is None else load(connection, return_id)
            issued = None if kept is None else load_issue(connection, kept, revision)
            return None if issued is None else issued.document

    def documents(self, keys: Iterable[ReturnKey]) -> list[ReturnDocument]:
        """Many returns at once, in the order of the keys; unknown ones are left out."""
        with self._reading() as connection:
            asked = list(keys)
            if len(asked) == 1:  # as screens ask; the index of all returns takes longer than one return
                found = [find(connection, asked[0])]
            else:
                index = read_index(connection)
                found = [index.get(key) for key in asked]
            return [kept.document() for kept in load_many(connection, [i for i in found if i is not None])]

    def history(self, key: ReturnKey) -> Sequence[HistoryEntry]:
        """Every change of a return, oldest first."""
        with self._reading() as connection:
            return_id = find(connection, key)
            if return_id is None:
                return []
            return read_history(connection, load(connection, return_id))

    def received(self, periods: Iterable[Period]) -> list[ReceivedReturn]:
        """Every version of returns of these periods that practices sent, in the order it came."""
        with self._reading() as connection:
            return received.read_received(connection, periods)

    def received_keys(self) -> dict[ReturnKey, int]:
        """How many versions of each return practices sent: what there is, without reading it."""
        with self._reading() as connection:
            return received.count_received(connection)

    def received_digests(self) -> frozenset[str]:
        """The digests of the PDFs that practices sent."""
        with self._reading() as connection:
            return received.read_digests(connection)

    def seen_keys(self) -> list[SeenKey]:
        """The keys that signed what came, kept or not, in order of receipt."""
        with self._reading() as connection:
            return keys.read_keys(connection)

    def original(self, sha256: str) -> Path | None:
        """The original PDF with this digest, where it is still kept."""
        return received.original(self.path, sha256)

    def imports(self, keys: Iterable[ReturnKey]) -> dict[ReturnKey, tuple[MonthImport, ...]]:
        """The months of prescribing held of these quarters; quarters without any are left out."""
        with self._reading() as connection:
            importing.verify_imports(connection)
            found = {key: importing.read_imports(connection, key) for key in keys}
            return {key: held for key, held in found.items() if held}

    def is_demo(self) -> bool:
        """True if the store holds made-up data: that never changes, and is read once."""
        if self._is_demo is None:
            with self._reading() as connection:
                self._is_demo = read_meta(connection)["demo"] == "1"
        return self._is_demo

    def note_facts(self, packs: Mapping[str, str]) -> None:
        """Note which packs of facts these data are worked with: names by the digests of their files."""
        note = noted_as(packs)
        with self._reading() as connection:
            if read_meta(connection).get(NOTED, noted_as({})) == note:
                return
        with self._step() as step:
            write_meta(step.connection, NOTED, note)

    def check(self) -> list[str]:
        """Every problem with the file: structure, hashes, figures that cannot be read; [] if it is sound."""
        problems = problems_in(self.path, self._engine, self._steps)
        if not problems:
            with self._reading() as connection:
                problems += received.original_problems(connection, self.path)
                problems += evidence.evidence_problems(connection, self.path)
        return problems

    # Writing

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        """All writing inside is one transaction and one step of history named `what`."""
        with self._step(what):
            yield

    def record(self, document: ReturnDocument) -> Recorded:
        """Store a whole return as one step of history; RevisionError if its revision may not."""
        key = key_of(document)
        with self._step() as step:
            kept = step.find(key)
            if not is_new_revision(step.connection, kept, document):
                return Recorded.UNCHANGED
            kept = step.edit_or_start(key, f"recorded revision {document.revision}")
            step.replace(editing.replaced(kept, document, step.new_row_id))
            step.save(key, issued=document)
        return Recorded.STORED

    def issue(
        self, key: ReturnKey, now: datetime, above: int = 0, beside: str = "", *, anew: bool = False
    ) -> ReturnDocument:
        """The document to print: revision n+1 where it or what is beside it changed since, else n."""

        issuing = Issuing(now, above, beside, anew)
        with self._one_at_a_time:
            stored = self._as_it_stands(key)
            if stored is None:
                raise StoreError(f"There is no return of {name_of(key)}.")
            if not issuing.changes(stored):
                return issuing.document(stored)
            with self._step() as step:
                return issuing.carry_out(step, key)

    def _as_it_stands(self, key: ReturnKey) -> StoredReturn | None:
        """One return, with what an open step did to it so far."""
        step = self._open_step
        kept = None if step is None else step.find(key)
        return self.load(key) if step is None or kept is None else stored_return(step.connection, kept)

    def set_figure(self, key: ReturnKey, section: str, row: int, field: str, text: str | None) -> Changes:
        """Put a typed text in a figure, or with None take it away (no data)."""
        with self._step() as step:
            editing.put_figure(step.edit(key, "changed a figure"), section, row, field, text)
        return Changes(key, frozenset({section}), frozenset({row}))

    def add_row(
        self,
        key: ReturnKey,
        section: str,
        figures: RawRow,
        position: int | None = None,
        row: int | None = None,
    ) -> tuple[int, Changes]:
        """A new row, at the end or before `position`; its id. Makes the return if there is none yet."""
        with self._step() as step:
            kept = step.edit_or_start(key, "added a row")
            if row is not None and not step.may_come_back(kept, section, row):
                raise ValueError(f"{row} is not the id of a row that was taken away")
            row_id = step.new_row_id() if row is None else row
            editing.put_row(kept, section, row_id, figures, position)
        return row_id, Changes(key, frozenset({section}), frozenset({row_id}))

    def remove_row(self, key: ReturnKey, section: str, row: int) -> Changes:
        """Take a row and its flags away; history keeps them."""
        with self._step() as step:
            editing.take_row(step.edit(key, "removed a row"), section, row)
        return Changes(key, frozenset({section}), frozenset({row}))

    def set_flag(self, key: ReturnKey, row: int, flag: Flag) -> Changes:
        """Put a flag on a figure or row (its own `row` is ignored); one that says nothing takes it away."""
        with self._step() as step:
            editing.put_flag(step.edit(key, "marked a figure"), row, flag)
        return Changes(key, frozenset({flag.section}), frozenset({row}))

    def set_details(
        self, key: ReturnKey, name: str | None, pcn_code: str | None, contact: Contact | None
    ) -> Changes:
        """The practice's name, PCN and contact as the document carries them."""
        with self._step() as step:
            kept = step.edit_or_start(key, "changed the name, PCN or contact")
            editing.put_details(kept, name, pcn_code, contact)
        return Changes(key, frozenset(), frozenset())

    def receive(
        self, returns: Iterable[NewReturn], now: datetime, seen: Iterable[tuple[str, str]] = ()
    ) -> None:
        """Keep what practices sent, with their PDFs and the keys that signed it and those `seen` beside."""
        with self._step() as step:
            next_received = received.next_id(step.connection)
            for new in returns:
                received.receive(step.connection, self.path, new, now)
            keys.note_keys(step.connection, seen, next_received, now)

    def choose(self, received_id: int) -> None:
        """Say which of the versions that disagree counts: the one with this id, none of the others."""
        with self._step() as step:
            received.choose(step.connection, received_id)

    def accept_key(self, ods_code: str, public_key: str, now: datetime) -> None:
        """Note that the practice read out this key's fingerprint: its returns count from now on."""
        with self._step() as step:
            keys.accept_key(step.connection, ods_code, public_key, now)

    def reject(self, received_id: int, why: str) -> None:
        """Let a received return never count, for a reason."""
        if not why.strip():
            raise StoreError("Say why it is rejected. Nothing was changed.")
        with self._step() as step:
            keys.doubt(step.connection, *received.reject(step.connection, received_id, why.strip()))

    def take_back(self, received_id: int) -> None:
        """Let a rejected return be judged again."""
        with self._step() as step:
            received.reject(step.connection, received_id, "")

    def take_imports(
        self, imports: Iterable[tuple[ReturnKey, Sequence[MonthImport]]], how: importing.How
    ) -> list[Changes]:
        """Put months of prescribing in the place of those held, and `how` says what a return becomes."""
        with self._step() as step:
            taken = importing.take_imports(step, imports, how)
        return [Changes(key, frozenset({SECTION.key}), frozenset()) for key in taken]

    def hold_imports(self, key: ReturnKey, months: Sequence[MonthImport]) -> None:
        """Hold exactly these months of a quarter, as undo and redo do; its return is left as it is."""
        with self._step() as step:
            importing.hold(step, key, months)

    # The file

    def backup(self, target: Path) -> None:
        """A verified copy, put in place in one step; a good file there is never replaced by a bad one."""
        need_free(self.path, target)
        beside = evidence.backed_up_beside(self.path, self._engine, target)
        with self._offering_a_backup(), beside:
            back_up(self.path, self._engine, target, self._steps)

    def back_up_if_changed(self) -> None:
        """Make the automatic backup, unless the newest one holds the figures as they are."""
        try:
            with self._offering_a_backup():
                made = make_backup_if_changed(self.path, self._engine, self._steps)
        except StoreDamaged:
            raise
        except UserError as error:
            why = NO_ROOM.sub("Make space there.", str(error))
            raise StoreError(f"Everything is saved, but no backup could be made. {why}") from error
        evidence.back_up_shared(self.path, self._engine, made=made is not None)

    def wait_briefly(self) -> None:
        """From now on a program that holds the file is told at once and not waited for, until `close`."""
        self._patience.seconds = BRIEFLY

    def close(self) -> None:
        """Make the automatic backup if figures changed, let go of the file and the lock."""
        self._patience.seconds = BUSY_SECONDS
        try:
            if self.can_write:
                self.back_up_if_changed()
                evidence.tidy(self.path, self._engine)
        finally:
            self._engine.dispose()
            if self._lock is not None:
                self._lock.release()
                self._lock = None

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._offering_a_backup(), translated(self.path), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _step(self, what: str | None = None) -> Iterator[OpenStep]:
        """The step that is open, or one of its own."""
        with self._one_at_a_time:
            if self._open_step is not None:
                yield self._open_step
                return
            if not self.can_write:
                raise NeverSaved(f"{self.path} is open to look at only. Nothing was changed.")
            with (
                self._offering_a_backup(),
                translated(self.path),
                for_writing(self._engine).begin() as connection,
            ):
                need_mark(connection, self._left, self.path)
                self._open_step = OpenStep(connection, what)
                try:
                    yield self._open_step
                    self._open_step.save_all()
                    left = mark_of(connection)
                    self._left.add(left)
                finally:
                    self._open_step = None
            self._left = {left}

    def _offering_a_backup(self) -> AbstractContextManager[None]:
        return damage_told(self.path, self._steps, put_aside=self.can_write)
