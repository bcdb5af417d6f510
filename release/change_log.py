"""The step before a tag: what is unreleased in the change log becomes the section of the version.

`python -m release.change_log 2026-12-01`; where no day is named it is today.
"""

import re
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from greenpractice import __version__

LOG = Path(__file__).resolve().parents[1] / "CHANGELOG.md"
_UNRELEASED = "## Unreleased\n"


def section_of(version: str, change_log: str) -> str | None:
    """What the log says of a version, or None where it has no heading of it."""
    found = re.search(
        rf"^## {re.escape(version)}(?![\w.])[^\n]*\n(.*?)(?=^## |\Z)", change_log, re.MULTILINE | re.DOTALL
    )
    return None if found is None else found[1].strip()


def released(change_log: str, version: str, day: date) -> str:
    """The log with a heading of the version over all that was unreleased; ValueError if that cannot be."""
    if section_of(version, change_log) is not None:
        raise ValueError(f"CHANGELOG.md has a section {version} already: raise the version first.")
    before, heading, after = change_log.partition(_UNRELEASED)
    if not heading or not after.partition("\n## ")[0].strip():
        raise ValueError("CHANGELOG.md has nothing unreleased: say first what a user notices.")
    return f"{before}{_UNRELEASED}\n## {version} ({day.isoformat()})\n{after}"


def main(words: Sequence[str]) -> int:
    """Write it; 1 with a sentence where that cannot be."""
    try:
        day = date.fromisoformat(words[0]) if words else datetime.now(UTC).date()
        text = released(LOG.read_text(encoding="utf-8"), __version__, day)
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    LOG.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
