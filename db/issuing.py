"""Giving a return the version that its PDF bears, and noting what that shows beside it."""

from dataclasses import dataclass
from datetime import datetime

from db.printed import note_printed
from db.revisions import stored_return
from db.steps import OpenStep
from greenpractice.returns.documents import ReturnDocument
from greenpractice.store import ReturnKey, StoredReturn, next_issue


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
