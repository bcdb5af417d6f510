"""Which revision of a return stands in the store, what differs from it, and what may replace it.

A store that was restored does not hold what was issued after its backup, but PDFs of it may be with the
network: the highest revisions known then are noted in it, so that no number is given twice.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, func, select

from db import tables
from db.backups import copies_of
from db.lead.reports import read_reports
from db.loading import KNOWN, load_issue, read_meta
from db.printed import note_printed, read_all_printed, read_printed
from db.returns import KeptReturn, document_from
from db.saving import write_meta
from db.steps import OpenStep
from db.whose import told_by
from greenpractice.periods import Period
from greenpractice.reports_kept import NetworkReport
from greenpractice.returns.documents import ReturnDocument, content, say_the_same
from greenpractice.store import ReturnKey, RevisionError, StoredReturn, next_issue

MOST = 10_000  # more revisions than anybody makes of one return: a damaged number


def stored_return(connection: Connection, kept: KeptReturn) -> StoredReturn:
    """The return as the rest of the program sees it."""
    document = kept.document()
    issued = load_issue(connection, kept)
    changed = issued is None or _differ(document, issued.document)
    known = read_known(connection).get(place_of(kept.key.ods_code, kept.key.period.id), 0)
    printed = "" if issued is None else read_printed(connection, kept.key, issued.document.revision)
    return StoredReturn(document, kept.row_ids(), issued, changed, beside=printed).knowing(known)


def place_of(ods_code: str, period: str) -> str:
    """A return's name in the note."""
    return f"{ods_code} {period}"


def read_known(connection: Connection) -> dict[str, int]:
    """The highest revision known of each return, where a restored backup made it needed."""
    noted = read_meta(connection).get(KNOWN)
    return {} if noted is None else dict(json.loads(bytes.fromhex(noted)))


def note_known(connection: Connection, known: Mapping[str, int]) -> None:
    """Note what is higher than the store's own revisions and its note; nothing is written where none is."""
    own, noted = issued_revisions(connection), read_known(connection)
    higher = {
        place: revision
        for place, revision in known.items()
        if revision > max(own.get(place, 0), noted.get(place, 0))
    }
    if higher:
        # as hexadecimal digits, which is what every fact but `demo` is to programs of earlier versions
        write_meta(connection, KNOWN, json.dumps({**noted, **higher}).encode().hex())


def issued_revisions(connection: Connection) -> dict[str, int]:
    """The highest revision that was issued of each return in a store of any version."""
    issued = (
        select(tables.returns.c.ods_code, tables.returns.c.period, func.max(tables.issues.c.revision))
        .join(tables.issues, tables.issues.c.return_id == tables.returns.c.id)
        .group_by(tables.returns.c.id)
    )
    return {place_of(code, period): revision for code, period, revision in connection.execute(issued)}


def is_new_revision(connection: Connection, kept: KeptReturn | None, document: ReturnDocument) -> bool:
    """True if `document` may be stored, False if it is the last issue again; else RevisionError."""
    held = 0 if kept is None else kept.revision
    known = read_known(connection).get(place_of(document.ods_code, document.period.id), 0)
    if document.revision > max(held, known):
        return True
    name = document.name or (kept and kept.name) or "Practice"
    what = f"{name} ({document.ods_code}), {document.period.words}"
    if kept is None or document.revision > held:
        raise RevisionError(
            f"{what}: revision {document.revision} was issued before these data were restored from a backup, "
            f"and is not in them. Nothing was changed; give it a revision above {known}, "
            "or restore the copy that holds it."
        )
    if document.revision < held:
        raise RevisionError(
            f"{what}: revision {document.revision} is older than revision {held} in the store. "
            "Nothing was changed; ask the practice for its newest PDF."
        )
    issued = load_issue(connection, kept)
    if issued is not None and content(issued.document) == content(document):
        return False
    raise RevisionError(
        f"{what}: revision {document.revision} is in the store already, with other figures. "
        "Nothing was changed; ask the practice which of them is right, and for a new PDF."
    )


@dataclass(slots=True)
class _Made:
    """What is known to have been made of one return: the highest version, what each held and showed."""

    highest: int = 0
    held: dict[int, set[bytes]] = field(default_factory=dict)
    beside: dict[int, str] = field(default_factory=dict)


class InCopies:
    """What the copies beside a store know was made, which a file that was put back by hand does not.

    They are asked once of each return or report: what they learn while the store is open comes from itself.
    """

    def __init__(self, store: Path) -> None:
        self._store = store
        self._asked: dict[ReturnKey, _Made] = {}
        self._reports: dict[tuple[str, Period], dict[int, NetworkReport]] = {}

    def with_reports(self, own: Sequence[NetworkReport], group: str, period: Period) -> list[NetworkReport]:
        """A network's reports with those that only a copy knows, in the order of their versions."""
        known = self._reports.get((group, period))
        if known is None:
            known = self._reports[group, period] = {}
            for copy in copies_of(self._store):
                told = told_by(copy, partial(read_reports, group=group, period=period)) or ()
                known |= {each.version: each for each in told if each.version not in known}
        held = {each.version for each in own}
        others = [each for each in known.values() if each.version not in held and each.version <= MOST]
        return sorted([*own, *others], key=lambda each: each.version)

    def known_of(self, stored: StoredReturn) -> StoredReturn:
        """The return with it: its last version is no longer its own where a copy has another return of it."""
        key = ReturnKey(stored.document.ods_code, stored.document.period)
        made = self._asked.get(key)
        if made is None:
            made = self._asked[key] = _made_of(self._store, key)
        found = stored.knowing(made.highest)
        if found.issued is None:
            return found
        last = found.issued.document
        if made.held.get(last.revision, set()) - {content(last)}:
            return found.anew()
        return found if found.beside else replace(found, beside=made.beside.get(last.revision, ""))


def _made_of(store: Path, key: ReturnKey) -> _Made:
    place = place_of(key.ods_code, key.period.id)
    made = _Made((told_by(store, read_known) or {}).get(place, 0))
    texts: set[tuple[int, str]] = set()
    for copy in copies_of(store):
        # what is not sound is no reason to leave out the others
        told = told_by(copy, partial(_issues_in, key=key)) or ()
        known = (told_by(copy, read_known) or {}).get(place, 0)
        printed = told_by(copy, partial(read_all_printed, key=key)) or {}
        made.highest = max(made.highest, known, *(revision for revision, _ in told), *printed)
        made.beside |= printed
        texts |= set(told)
    for revision, text in texts:
        made.held.setdefault(revision, set()).add(content(document_from(json.loads(text))))
    return made


def _issues_in(connection: Connection, key: ReturnKey) -> list[tuple[int, str]]:
    """The versions of a return that were issued, each as it was written."""
    wanted = (
        select(tables.issues.c.revision, tables.issues.c.document)
        .join(tables.returns, tables.returns.c.id == tables.issues.c.return_id)
        .where(tables.returns.c.ods_code == key.ods_code, tables.returns.c.period == key.period.id)
    )
    return [(revision, text) for revision, text in connection.execute(wanted) if revision <= MOST]


@dataclass(frozen=True, slots=True)
class Issuing:
    """What a PDF is made with: when, above which version, beside what, and whether it must be the next."""

    now: datetime
    above: int
    beside: str
    anew: bool

    def document(self, stored: StoredReturn) -> ReturnDocument:
        """The document that it carries."""
        standing = stored.printed_beside(self.beside).knowing(self.above)
        return next_issue(standing.anew() if self.anew else standing, self.now)

    def changes(self, stored: StoredReturn) -> bool:
        """True if anything is to be noted."""
        is_new = stored.issued is None or self.document(stored) != stored.issued.document
        return is_new or bool(self.beside and not stored.beside)

    def carry_out(self, step: OpenStep, key: ReturnKey) -> ReturnDocument:
        """Note it; the document."""
        kept = step.find(key)
        assert kept is not None
        stored = stored_return(step.connection, kept)
        document = self.document(stored)
        if stored.issued is None or document != stored.issued.document:
            kept = step.edit(key, f"issued revision {document.revision}")
            kept.revision, kept.created = document.revision, document.created
            step.save(key, issued=document)
        note_printed(step.connection, key, document.revision, self.beside)
        return document


def _differ(draft: ReturnDocument, issued: ReturnDocument) -> bool:
    """Compared by the rule of today, not by a stored hash: a later version may tell figures apart better."""
    return not say_the_same(draft, issued)
