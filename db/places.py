"""Where a live store must not lie: on a network, or in a folder that a cloud service copies while it is open.

SQLite's locks and its order of writing do not hold there (sqlite.org/useovernet.html); backups may go there.
"""

import os
import re
import sys
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path, PurePath

NETWORK_FILE_SYSTEMS = frozenset(
    {
        "nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "afs", "afpfs", "ncpfs", "davfs", "webdav", "ceph",
        "glusterfs", "lustre", "fuse.sshfs", "fuse.davfs2", "fuse.rclone", "fuse.glusterfs",
        "fuse.gvfsd-fuse", "fuse.google-drive-ocamlfuse",
    }
)  # fmt: skip
_SYNCED = re.compile(
    r"onedrive([ -].*)?|dropbox( .*)?|google ?drive(-.*)?|my drive|icloud ?drive|mobile documents|"
    r"cloudstorage|com~apple~clouddocs|nextcloud|owncloud|box sync|sharepoint",
    re.IGNORECASE,
)


class Place(Enum):
    """What kind of place a folder is."""

    LOCAL = "local"
    NETWORK = "on a network"
    SYNCED = "copied to a cloud service"


@dataclass(frozen=True, slots=True)
class Computer:
    """What a computer says of its places: file systems by mount point, network drives, synced folders."""

    mounts: Mapping[str, str] = field(default_factory=dict)
    network_drives: Collection[str] = ()
    synced_folders: Iterable[PurePath] = ()


def place_of(path: PurePath, computer: Computer) -> Place:
    """What kind of place an absolute path is in."""
    drive = path.drive.upper()
    if drive.startswith(("\\\\?\\UNC\\", "\\\\.\\UNC\\")):
        return Place.NETWORK
    drive = drive.removeprefix("\\\\?\\").removeprefix("\\\\.\\")
    if drive.startswith("\\\\") or drive in computer.network_drives:
        return Place.NETWORK
    if _file_system(path, computer.mounts) in NETWORK_FILE_SYSTEMS:
        return Place.NETWORK
    if any(path.is_relative_to(folder) for folder in computer.synced_folders):
        return Place.SYNCED
    if any(_SYNCED.fullmatch(part) for part in path.parts[:-1]):
        return Place.SYNCED
    return Place.LOCAL


def place_problem(path: Path) -> str | None:
    """Why a store may not be kept at `path` on this computer, and what to do; None if it may."""
    place = place_of(Path(os.path.realpath(path)), this_computer())
    if place is Place.LOCAL:
        return None
    return (
        f"{path.parent} is {place.value}. Figures kept there can be lost while they are being saved. "
        "Keep them on this computer, and put backups there."
    )


def this_computer() -> Computer:
    """What this computer says of its places now."""
    synced = [
        Path(os.environ[name])
        for name in os.environ
        if name.upper().startswith("ONEDRIVE") and os.environ[name]
    ]
    return Computer(_mounts(), _network_drives(), [folder for folder in synced if folder.is_absolute()])


def read_mounts(mountinfo: str) -> dict[str, str]:
    """File system types by mount point, from the text of /proc/self/mountinfo (proc(5))."""
    mounts = {}
    for line in mountinfo.splitlines():
        before, _, after = line.partition(" - ")
        if after:
            point = re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), before.split(" ")[4])
            mounts[point] = after.split(" ")[0]
    return mounts


def _file_system(path: PurePath, mounts: Mapping[str, str]) -> str | None:
    for folder in path.parents:
        if str(folder) in mounts:
            return mounts[str(folder)]
    return None


def _mounts() -> dict[str, str]:
    try:
        return read_mounts(Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape"))
    except OSError:
        return {}


if sys.platform == "win32":
    import ctypes

    _REMOTE = 4  # DRIVE_REMOTE of GetDriveTypeW

    def _network_drives() -> list[str]:
        letters = [f"{letter}:" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
        return [
            letter for letter in letters if ctypes.windll.kernel32.GetDriveTypeW(f"{letter}\\") == _REMOTE
        ]

else:

    def _network_drives() -> list[str]:
        return []
