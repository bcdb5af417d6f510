"""Which revision of a return stands in the store, what differs from it, and what may replace it.

A store that was restored does not hold what was issued after its backup, but PDFs of it may be with the
network: the highest revisions known then are noted in it, so that no number is given twice.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from db import tables
from db.loading import load_issue, read_meta
from db.printed import note_printed, read_printed
from db.returns import KeptReturn
from db.saving import write_meta
from db.steps import OpenStep
from greenpractice.returns.documents import ReturnDocument, content
from greenpractice.store import ReturnKey, RevisionError, StoredReturn, next_issue

KNOWN = "known"  # the name of the note among the facts about the store


def stored_return(connection: Connection, kept: KeptReturn) -> StoredReturn:
    """The return as the rest of the program sees it."""
    document = kept.document()
    issued = load_issue(connection, kept)
    changed = issued is None or _differ(document, issued.document)
    known = read_known(connection).get(place_of(kept.key.ods_code, kept.key.period.id), 0)
    printed = "" if issued is None else read_printed(connection, kept.key, issued.document.revision)
    return StoredReturn(document, kept.row_ids(), issued, changed, known, printed)


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
    if (draft.sections, draft.flags) == (issued.sections, issued.flags):
        return False  # told at once, as is usual
    return content(draft) != content(issued)
