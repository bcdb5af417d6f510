"""Where backups and PDFs go, unless somebody chooses another place."""

from datetime import datetime
from pathlib import Path

from ui.session.session import Session


def backup_target(session: Session) -> Path:
    """The usual file of a backup made now."""
    store, now = session.store.path, datetime.now().astimezone()
    return store.parent / "Backups" / f"{store.stem} {now:%Y-%m-%d %H.%M}.db"


def reports_folder(session: Session) -> Path:
    """The folder of summary PDFs: the one last used, else one beside the data."""
    remembered = session.preferences.text("pdf_folder") if session.preferences is not None else ""
    return Path(remembered) if remembered else session.store.path.parent / "Summary PDFs"
