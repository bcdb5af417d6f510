"""What is given away for Windows: a zip that runs from wherever it is unpacked, a USB stick too."""

from pathlib import Path

from release.archives import members_of, zip_of
from release.contents import NAME, TITLE, VERSION
from release.unchanged import Commit


def files_of(folder: Path, commit: Commit, target: Path) -> list[Path]:
    """Write it into the target folder."""
    packed = target / f"{NAME}-{VERSION}-windows-x64.zip"
    packed.write_bytes(zip_of(members_of(folder, TITLE), commit.seconds))
    return [packed]
