"""The notes of a release: what the change log says of the version, and whether its files are signed."""

import re
import sys
from collections.abc import Sequence
from pathlib import Path

from release.change_log import section_of

ROOT = Path(__file__).resolve().parents[1]
SIGNED = (
    "The programs for Windows, its installer and what removes it are signed (Azure Trusted Signing). "
    "Those for macOS are not."
)
ON_WINDOWS = "(Get-FileHash FILE).Hash -in (-split (Get-Content SHA256SUMS -Raw))"
NOT_SIGNED = (
    "**The files of this release are not signed.** Windows and macOS warn of them or refuse them, and an "
    "organisation's rules may do so too. Only the sums below say that a file is the one built here."
)

_USAGE = "Give the tag, and yes or no for whether the files were signed: python -m release.notes v1.0.0 no\n"


def notes_of(version: str, change_log: str, is_signed: bool) -> str:
    """The section of the version, or ValueError where the change log has none."""
    said = section_of(version, change_log)
    if not said:
        raise ValueError(
            f"CHANGELOG.md has no section {version}: `python -m release.change_log` makes it of what is "
            "unreleased. Commit that, and tag the commit."
        )
    sums = (
        "`sha256sum -c SHA256SUMS --ignore-missing` checks a download, and in PowerShell "
        f"`{ON_WINDOWS}`; `.cdx.json` lists what is in each app."
    )
    return f"{SIGNED if is_signed else NOT_SIGNED}\n\n{sums}\n\n{said}\n"


def main(words: Sequence[str]) -> int:
    """Print the notes for a tag; the second word is `yes` where the files were signed."""
    if len(words) != 2 or words[1] not in ("yes", "no"):
        sys.stderr.write(_USAGE)
        return 2
    tag, signed = words
    given = re.search(
        r'__version__ = "(.+)"', (ROOT / "greenpractice" / "__init__.py").read_text(encoding="utf-8")
    )
    assert given is not None
    if tag != f"v{given[1]}":
        sys.stderr.write(
            f"The tag is {tag}, and the version {given[1]}. Tag v{given[1]}, or change the version.\n"
        )
        return 1
    try:
        text = notes_of(given[1], (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), signed == "yes")
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
