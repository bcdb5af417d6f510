"""What a copy of the data is, in words: when it was made, and what is lost where it is put back."""

from datetime import datetime

from greenpractice.periods import day_words
from greenpractice.store import OfferedBackup
from ui.session.session import clock_words


def moment_words(at: datetime) -> str:
    """`8 July 2026, 2:05pm`, as clocks here show it."""
    here = at.astimezone()
    return f"{day_words(here.date())}, {clock_words(here)}"


def lost_words(backup: OfferedBackup) -> str:
    """What restoring a backup takes away, and what it keeps."""
    if backup.lost == 0:
        lost = "Nothing was changed after it was made."
    elif backup.lost is None:
        lost = f"It is without what was changed after {moment_words(backup.at)}."
    else:
        changes = "1 change" if backup.lost == 1 else f"{backup.lost} changes"
        lost = f"It is without {changes} made after {moment_words(backup.at)}."
    return f"{lost} The file that is there now is kept beside your data."
