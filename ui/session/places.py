"""Where backups and PDFs go, unless somebody chooses another place, and what is no place for a backup."""

from datetime import datetime
from pathlib import Path

from greenpractice.backup_names import made_at
from ui.session.session import Session


def backup_target(session: Session) -> Path:
    """The usual file of a backup made now."""
    store, now = session.store.path, datetime.now().astimezone()
    return store.parent / "Backups" / f"{store.stem} {now:%Y-%m-%d %H.%M}.db"


def backups_folder(session: Session) -> Path:
    """Where the newest backup lies: those made by hand, or by themselves; without any, beside the data."""
    folders = [backup_target(session).parent]
    if session.services is not None:
        folders.append(session.services.backups_folder(session.store.path))
    times = [(made_at(backup), folder) for folder in folders for backup in folder.glob("*.db")]
    return max(times)[1] if times else session.store.path.parent


def is_data_file(session: Session, chosen: Path) -> bool:
    """True for the data file that is open, by whatever name."""
    try:
        return chosen.samefile(session.store.path)
    except OSError:
        return False


def reports_folder(session: Session) -> Path:
    """The folder of summary PDFs: the one last used, else one beside the data."""
    remembered = session.preferences.path("pdf_folder") if session.preferences is not None else None
    return remembered or session.store.path.parent / "Summary PDFs"
