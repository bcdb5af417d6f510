"""The moment in the name of a backup."""

import re
from contextlib import suppress
from datetime import MAXYEAR, UTC, datetime
from pathlib import Path

STAMP = "%Y%m%dT%H%M%SZ"
_LATEST = datetime(MAXYEAR - 1, 12, 31, tzinfo=UTC).timestamp()  # of a file whose clock was far out


def stamped(stamp: str) -> datetime | None:
    """The moment of a stamp in a file's name; None for one that no calendar has, as anybody can rename."""
    with suppress(ValueError):
        moment = datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)
        return moment if moment.year < MAXYEAR else None  # in another time zone it may be a year later
    return None


def made_at(backup: Path) -> datetime:
    """When a backup was made: as its name says, which copying leaves alone, else as the file does."""
    stamp = re.search(r"[0-9]{8}T[0-9]{6}Z", backup.name)
    named, seconds = stamped(stamp[0]) if stamp else None, backup.stat().st_mtime
    return named or datetime.fromtimestamp(min(max(seconds, 0), _LATEST), UTC)
