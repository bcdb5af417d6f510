"""The store as the rest of the program sees it: plain values in and out, whatever keeps them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Protocol

from greenpractice.errors import InputError, UserError
from greenpractice.keys_kept import KeysKept
from greenpractice.memberships_kept import MembershipsKept
from greenpractice.periods import Period
from greenpractice.prescribing.values import MonthImport
from greenpractice.reports_kept import ReportsKept
from greenpractice.returns.checking import problems_of
from greenpractice.returns.documents import Contact, Flag, RawRow, ReturnDocument, with_plain_numbers
from greenpractice.returns.verdicts import Sound


class StoreError(UserError):
    """The store cannot do what is asked; nothing in it was changed."""


class NeverSaved(StoreError):
    """What can never be kept, however often it is tried; any other StoreError may pass by itself."""


class StoreReplaced(NeverSaved):
    """Another copy took the place of the file: what is shown does not come from it."""


class RevisionError(StoreError):
    """A return that cannot replace the stored one: older, or the same revision with other figures."""


class StoreInUse(StoreError):
    """Another window or program writes to this store; it can be looked at but not changed."""


class StoreReadOnly(StoreError):
    """The file or its folder may not be written to; it may be looked at."""


class StoreDamaged(NeverSaved):
    """The file does not hold what was put in it; `backup` is the newest good copy, if there is one."""

    def __init__(self, sentence: str, backup: Path | None = None) -> None:
        super().__init__(sentence)
        self.backup = backup


class StoreNewer(StoreError):
    """A store of a program that knows more than this one."""


class OtherKind(StoreError):
    """A backup of made-up data for real figures, or of somebody else's: a person has to say it is meant."""


@dataclass(frozen=True, slots=True)
class OfferedBackup:
    """A copy that could take the place of a store: when it was made (UTC), and what stands in its way."""

    path: Path
    at: datetime
    problem: str | None
    lost: int | None  # how many steps of the store came after it, None where it cannot tell any more


class Recorded(Enum):
    """What recording a return did."""

    STORED = "stored"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True, order=True)
class ReturnKey:
    """The identity of a return."""

    ods_code: str
    period: Period


@dataclass(frozen=True, slots=True)
class Issued:
    """One revision as it was recorded or printed: the document, and when it was put in the store (UTC)."""

    document: ReturnDocument
    at: datetime


@dataclass(frozen=True, slots=True)
class StoredReturn:
    """A return as it stands: its document, the store's ids of its rows, and its last issue.

    The document's revision is that of the last issue (0 before the first). `changed`: figures or flags differ
    from it, or it is not the last one made. `row_ids` go with the rows of a section. `known` is the highest
    revision known to have been made, also where this store does not hold it: before a backup was restored, or
    of a PDF in the folder. `beside` is the digest of what the last PDF showed beside it, "" if unknown.
    """

    document: ReturnDocument
    row_ids: Mapping[str, tuple[int, ...]]
    issued: Issued | None
    changed: bool
    known: int = 0
    beside: str = ""

    @property
    def next_revision(self) -> int:
        """That of a PDF made now: the last one again where nothing changed, else above every known one."""
        if self.issued is not None and not self.changed:
            return self.issued.document.revision
        return max(self.document.revision, self.known) + 1

    def printed_beside(self, beside: str) -> "StoredReturn":
        """The same where a PDF made now would show this beside it: another thing makes another version."""
        is_other = self.issued is not None and bool(beside and self.beside) and self.beside != beside
        return replace(self, changed=True) if is_other else self

    def is_noted(self, beside: str) -> bool:
        """True if a PDF made now is the last version again, and that it shows this beside it is noted."""
        return self.issued is not None and not self.changed and self.beside == beside != ""

    def anew(self) -> "StoredReturn":
        """The same where another PDF bears the last version: one made now is the next."""
        return replace(self, changed=True)

    def knowing(self, revision: int) -> "StoredReturn":
        """The same where a PDF of this revision is known to be there; one made now comes after it."""
        found = replace(self, known=max(self.known, revision))
        return found.anew() if found.known > self.document.revision else found


@dataclass(frozen=True, slots=True)
class Changes:
    """What one committed step touched, so that screens know what to show again."""

    key: ReturnKey
    sections: frozenset[str]
    rows: frozenset[int]


class About(Enum):
    """What a change of history is about, and so what its `before` and `after` hold (None: nothing there)."""

    STEP = "step"  # the step as a whole, where nothing in the return changed
    FIGURE = "figure"  # the text as typed
    ROW = "row"  # the row's 0-based position in its section
    FLAG = "flag"  # the flag as the JSON of the return format
    DETAILS = "details"  # name, PCN, or the contact as JSON


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One change of one figure, flag or row; `row` is the row's id, which no other row ever gets."""

    at: datetime
    step: int
    what: str
    about: About
    section: str | None
    row: int | None
    field: str | None
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class NewReturn:
    """A practice's return to keep as it was received: what its seal is worth, the file's name and bytes."""

    document: ReturnDocument
    verdict: Sound
    file: str
    pdf: bytes
    from_data_page: bool


@dataclass(frozen=True, slots=True)
class ReceivedReturn:
    """A return as a practice sent it, and the Lead's word on it.

    `at` is when it came (UTC), the same for all that came together; `sha256` the digest of the original PDF.
    `chosen` is 0, or the highest id there was of the practice and period when the Lead chose this one;
    `rejected` is "", or why it never counts.
    """

    id: int
    document: ReturnDocument
    verdict: Sound
    file: str
    at: datetime
    sha256: str
    from_data_page: bool
    chosen: int = 0
    rejected: str = ""


def key_file(store: Path) -> Path:
    """Where the installation's signing key stands: beside its store."""
    return store.with_name(f"{store.stem}.key")


def received_folder(store: Path) -> Path:
    """Where the PDFs that practices sent are kept as they came."""
    return store.with_name(f"{store.stem}-received")


def next_issue(stored: StoredReturn, now: datetime) -> ReturnDocument:
    """The document a PDF made now would carry: a revision above all known where the return changed, else n.

    A return with figures that cannot be used is an InputError listing them: nothing wrong is sealed.
    """
    if stored.issued is not None and not stored.changed:
        return stored.issued.document
    document = stored.document
    wrong = problems_of(document)
    if wrong:
        raise InputError(f"{document.ods_code}, {document.period.words}", wrong)
    created = now.isoformat(timespec="seconds")
    return replace(with_plain_numbers(document), revision=stored.next_revision, created=created)


class Store(KeysKept, MembershipsKept, ReportsKept, Protocol):
    """Where returns are kept, figure by figure. Each method that writes is one transaction."""

    path: Path

    @property
    def can_write(self) -> bool:
        """False if it was opened to look at only."""
        ...

    def changed_elsewhere(self) -> bool:
        """True, once, where another program changed what can only be looked at here, since last asked."""
        ...

    def step(self, what: str) -> AbstractContextManager[None]:
        """All writing inside is one transaction and one step of history named `what`: a paste, an undo.

        If anything inside raises, none of it is kept. Reading inside sees the store as it was before.
        """
        ...

    def keys(self) -> list[ReturnKey]:
        """Every return in which something stands, or that was issued, by practice and period."""
        ...

    def load(self, key: ReturnKey) -> StoredReturn | None:
        """One return, its hashes verified; None if there is none."""
        ...

    def knowing_copies(self, stored: StoredReturn) -> StoredReturn:
        """The same with what copies beside the store know was made: one put back by hand does not."""
        ...

    def issue_before(self, key: ReturnKey, revision: int) -> ReturnDocument | None:
        """The last issue with a revision below this one: what a PDF of this revision replaces."""
        ...

    def documents(self, keys: Iterable[ReturnKey]) -> list[ReturnDocument]:
        """Many returns at once, in the order of the keys; unknown ones are left out."""
        ...

    def record(self, document: ReturnDocument) -> Recorded:
        """Store a whole return as one step of history; RevisionError if its revision may not."""
        ...

    def issue(
        self, key: ReturnKey, now: datetime, above: int = 0, beside: str = "", *, anew: bool = False
    ) -> ReturnDocument:
        """The document to print: revision n+1 where figures or flags changed since the last issue, else n.

        A new revision is above every one that is known, and above `above`. `beside` is the digest of what the
        PDF shows beside it, which is noted; another one than that of the last issue is a change too, as is
        `anew`: another PDF bears the last revision.
        """
        ...

    def set_figure(self, key: ReturnKey, section: str, row: int, field: str, text: str | None) -> Changes:
        """Put a typed text in a figure, or with None take it away (no data)."""
        ...

    def add_row(
        self,
        key: ReturnKey,
        section: str,
        figures: RawRow,
        position: int | None = None,
        row: int | None = None,
    ) -> tuple[int, Changes]:
        """A new row, at the end or before `position`; its id. Makes the return if there is none yet.

        With `row` a row that was taken away comes back under its own id, so that undo can go on.
        """
        ...

    def remove_row(self, key: ReturnKey, section: str, row: int) -> Changes:
        """Take a row and its flags away; history keeps them."""
        ...

    def set_flag(self, key: ReturnKey, row: int, flag: Flag) -> Changes:
        """Put a flag on a figure or row (its own `row` is ignored); one that says nothing takes it away."""
        ...

    def set_details(
        self, key: ReturnKey, name: str | None, pcn_code: str | None, contact: Contact | None
    ) -> Changes:
        """The practice's name, PCN and contact as the document carries them."""
        ...

    def history(self, key: ReturnKey) -> Sequence[HistoryEntry]:
        """Every change of a return, oldest first."""
        ...

    def received(self, periods: Iterable[Period]) -> list[ReceivedReturn]:
        """Every version of returns of these periods that practices sent, in the order it came."""
        ...

    def received_keys(self) -> dict[ReturnKey, int]:
        """How many versions of each return practices sent: what there is, without reading it."""
        ...

    def received_digests(self) -> frozenset[str]:
        """The digests of the PDFs that practices sent."""
        ...

    def receive(
        self, returns: Iterable[NewReturn], now: datetime, seen: Iterable[tuple[str, str]] = ()
    ) -> None:
        """Keep what practices sent, with their PDFs and the keys that signed it.

        `seen` are the keys, as (practice, key), of all that came with it: remembered where it is not kept.
        """
        ...

    def choose(self, received_id: int) -> None:
        """Say which of the versions that disagree counts: the one with this id, none of the others."""
        ...

    def original(self, sha256: str) -> Path | None:
        """The original PDF with this digest, where it is still kept."""
        ...

    def reject(self, received_id: int, why: str) -> None:
        """Let a received return never count, for a reason."""
        ...

    def take_back(self, received_id: int) -> None:
        """Let a rejected return be judged again."""
        ...

    def imports(self, keys: Iterable[ReturnKey]) -> dict[ReturnKey, tuple[MonthImport, ...]]:
        """The months of prescribing held of these quarters; quarters without any are left out."""
        ...

    def take_imports(
        self,
        imports: Iterable[tuple[ReturnKey, Sequence[MonthImport]]],
        how: Callable[[ReturnDocument, Sequence[MonthImport]], ReturnDocument],
    ) -> list[Changes]:
        """Put months of prescribing in the place of those held, all or nothing.

        `how` gets each return as it stands (an empty one if there is none) and its months held from now
        on, and gives the return with its inhalers. A return that does not change is not written.
        """
        ...

    def hold_imports(self, key: ReturnKey, months: Sequence[MonthImport]) -> None:
        """Hold exactly these months of a quarter, as undo and redo do; its return is left as it is."""
        ...

    def is_demo(self) -> bool:
        """True if the store holds made-up data."""
        ...

    def check(self) -> list[str]:
        """Every problem with the file: structure, hashes, figures that cannot be read; [] if it is sound."""
        ...

    def backup(self, target: Path) -> None:
        """A verified copy, put in place in one step; a good file there is never replaced by a bad one."""
        ...

    def back_up_if_changed(self) -> None:
        """Make the automatic backup, unless the newest one holds the figures as they are."""
        ...

    def wait_briefly(self) -> None:
        """From now on a program that holds the file is told at once and not waited for, until `close`."""
        ...

    def close(self) -> None:
        """Make the automatic backup if figures changed, let go of the file and the lock."""
        ...
