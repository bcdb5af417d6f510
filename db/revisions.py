"""Which revision of a return stands in the store, what differs from it, and what may replace it."""

from sqlalchemy import Connection

from db.loading import load_issue
from db.returns import KeptReturn
from greenpractice.returns.documents import ReturnDocument, content
from greenpractice.store import RevisionError, StoredReturn


def stored_return(connection: Connection, kept: KeptReturn) -> StoredReturn:
    """The return as the rest of the program sees it."""
    document = kept.document()
    issued = load_issue(connection, kept)
    return StoredReturn(
        document, kept.row_ids(), issued, issued is None or _differ(document, issued.document)
    )


def is_new_revision(connection: Connection, kept: KeptReturn, document: ReturnDocument) -> bool:
    """True if `document` may replace the return, False if it is the last issue again; else RevisionError."""
    if document.revision > kept.revision:
        return True
    what = f"{document.name or kept.name or 'Practice'} ({document.ods_code}), {document.period.words}"
    if document.revision < kept.revision:
        raise RevisionError(
            f"{what}: revision {document.revision} is older than revision {kept.revision} in the store. "
            "Nothing was changed; ask the practice for its newest PDF."
        )
    issued = load_issue(connection, kept)
    if issued is not None and content(issued.document) == content(document):
        return False
    raise RevisionError(
        f"{what}: revision {document.revision} is in the store already, with other figures. "
        "Nothing was changed; ask the practice which of them is right, and for a new PDF."
    )


def _differ(draft: ReturnDocument, issued: ReturnDocument) -> bool:
    """Compared by the rule of today, not by a stored hash: a later version may tell figures apart better."""
    if (draft.sections, draft.flags) == (issued.sections, issued.flags):
        return False  # told at once, as is usual
    return content(draft) != content(issued)
