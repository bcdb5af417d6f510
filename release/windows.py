"""What is given away for Windows: a zip that runs from wherever it is unpacked, and an installer."""

from pathlib import Path

from release.archives import members_of, zip_of
from release.contents import NAME, ROOT, TITLE, VERSION
from release.installer import installer_of
from release.unchanged import Commit


def files_of(folder: Path, commit: Commit, target: Path) -> list[Path]:
    """Write both into the target folder."""
    installer = installer_of(folder, commit, target, ROOT / "build" / "release" / "installer")
    return [installer, packed_of(folder, commit, target)]


def packed_of(folder: Path, commit: Commit, target: Path) -> Path:
    """The zip, which runs from a USB stick too."""
    packed = target / f"{NAME}-{VERSION}-windows-x64.zip"
    packed.write_bytes(zip_of(members_of(folder, TITLE), commit.seconds))
    return packed
