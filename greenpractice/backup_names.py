"""The moment in the name of a backup."""

import re
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

STAMP = "%Y%m%dT%H%M%SZ"
# Years that every system can show in its own time zone: Windows begins with 1970 and ends with 3000.
_YEARS = range(1971, 3000)
_EARLIEST = datetime(_YEARS[0], 1, 1, tzinfo=UTC).timestamp()
_LATEST = datetime(_YEARS[-1], 12, 31, tzinfo=UTC).timestamp()  # of a file whose clock was far out


def stamped(stamp: str) -> datetime | None:
    """The moment of a stamp in a file's name; None for one no calendar or clock has: anybody can rename."""
    with suppress(ValueError):
        moment = datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)
        return moment if moment.year in _YEARS else None
    return None


def made_at(backup: Path) -> datetime:
    """When a backup was made: as its name says, which copying leaves alone, else as the file does."""
    stamp = re.search(r"[0-9]{8}T[0-9]{6}Z", backup.name)
    named, seconds = stamped(stamp[0]) if stamp else None, backup.stat().st_mtime
    return named or datetime.fromtimestamp(min(max(seconds, _EARLIEST), _LATEST), UTC)
