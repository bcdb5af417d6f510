"""What is given away for Windows: a zip that runs from wherever it is unpacked, and an installer."""

from pathlib import Path

from release.archives import members_of, zip_of
from release.contents import NAME, ROOT, TITLE, VERSION
from release.installer import installer_of, keep_uninstaller
from release.unchanged import Commit

_WORK = ROOT / "build" / "release" / "installer"


def files_of(folder: Path, commit: Commit, target: Path) -> list[Path]:
    """Write both into the target folder."""
    installer = installer_of(folder, commit, target, _WORK, uninstaller_of(target))
    return [installer, packed_of(folder, commit, target)]


def prepare(folder: Path, commit: Commit, target: Path) -> None:
    """Before programs are signed: the uninstaller is one of them, and is packed in the installer."""
    keep_uninstaller(folder, commit, uninstaller_of(target), _WORK)


def uninstaller_of(target: Path) -> Path:
    """Where it waits for the installer, in a folder whose programs are signed."""
    return target / "uninstaller" / "uninstall.exe"


def packed_of(folder: Path, commit: Commit, target: Path) -> Path:
    """The zip, which runs from a USB stick too."""
    packed = target / f"{NAME}-{VERSION}-windows-x64.zip"
    packed.write_bytes(zip_of(members_of(folder, TITLE), commit.seconds))
    return packed
