"""Whether a return is what its practice sent, or only what others publish of it."""

from greenpractice.returns.documents import ReturnDocument
from greenpractice.sections.inhalers import SECTION as INHALERS


def is_published_only(document: ReturnDocument) -> bool:
    """True where nobody issued it and all that stands in it was imported from published prescribing."""
    rows = document.rows(INHALERS.key)
    others = any(found for key, found in document.sections.items() if key != INHALERS.key)
    if document.revision or others or not rows:
        return False
    imported = {
        flag.row
        for flag in document.flags
        if flag.section == INHALERS.key and flag.field is None and flag.source is not None
    }
    return imported == set(range(len(rows)))
