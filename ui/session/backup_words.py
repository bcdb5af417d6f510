"""What a copy of the data is, in words: when it was made, and what is lost where it is put back."""

from collections.abc import Sequence
from datetime import datetime

from greenpractice.periods import day_words
from greenpractice.phrases import counted
from greenpractice.store import OfferedBackup
from ui.session.session import clock_words


def moment_words(at: datetime) -> str:
    """`8 July 2026, 2:05pm`, as clocks here show it."""
    here = at.astimezone()
    return f"{day_words(here.date())}, {clock_words(here)}"


def moments_words(moments: Sequence[datetime]) -> list[str]:
    """The same of several copies, the newest first: with seconds where two would read alike, then counted."""
    said = [moment_words(at) for at in moments]
    said = [
        words if said.count(words) == 1 else f"{words[:-2]}:{at.astimezone().second:02}{words[-2:]}"
        for words, at in zip(said, moments, strict=True)
    ]
    return [
        words if said.count(words) == 1 else f"{words}, {said[place:].count(words)} of {said.count(words)}"
        for place, words in enumerate(said)
    ]


def lost_words(backup: OfferedBackup) -> str:
    """What restoring a backup takes away, and what it keeps."""
    if backup.lost == 0:
        lost = "Nothing was changed after it was made."
    elif backup.lost is None:
        lost = f"It is without what was changed after {moment_words(backup.at)}."
    else:
        lost = f"It is without {counted(backup.lost, 'change')} made after {moment_words(backup.at)}."
    return f"{lost} The file that is there now is kept beside your data."
