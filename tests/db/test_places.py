"""Which places are a network or a cloud folder, for every kind of path a practice may have."""

from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from db import opening, restoring
from db.places import Computer, Place, place_of, place_problem, read_mounts, this_computer
from greenpractice.store import StoreError

WINDOWS = Computer(
    network_drives=["H:", "S:"], synced_folders=[PureWindowsPath(r"C:\Users\jo\Practice cloud")]
)
LINUX = Computer(
    mounts={
        "/": "ext4", "/home": "ext4", "/mnt/share": "cifs", "/mnt/share/local": "ext4", "/mnt/nfs": "nfs4",
        "/run/user/1000/gvfs": "fuse.gvfsd-fuse", "/media/stick": "vfat", "/mnt/a b": "fuse.sshfs",
    }
)  # fmt: skip
KINDS = [
    (r"C:\Users\jo\AppData\Local\Greener Practice\greenpractice.db", Place.LOCAL),
    (r"D:\data\greenpractice.db", Place.LOCAL),
    (r"C:\Users\jo\Documents\onedrives compared\greenpractice.db", Place.LOCAL),
    (r"C:\Users\jo\OneDrive.db", Place.LOCAL),
    (r"\\server\practice\greenpractice.db", Place.NETWORK),
    (r"\\?\UNC\server\practice\greenpractice.db", Place.NETWORK),
    (r"\\?\C:\data\greenpractice.db", Place.LOCAL),
    (r"\\wsl$\Debian\home\jo\greenpractice.db", Place.NETWORK),
    (r"H:\greenpractice.db", Place.NETWORK),
    (r"h:\greenpractice.db", Place.NETWORK),
    (r"\\?\S:\greenpractice.db", Place.NETWORK),
    (r"C:\Users\jo\OneDrive\greenpractice.db", Place.SYNCED),
    (r"C:\Users\jo\OneDrive - NHS\Documents\greenpractice.db", Place.SYNCED),
    (r"C:\Users\jo\onedrive-personal\greenpractice.db", Place.SYNCED),
    (r"C:\Users\jo\Dropbox (Personal)\greenpractice.db", Place.SYNCED),
    (r"C:\Users\jo\Google Drive\greenpractice.db", Place.SYNCED),
    (r"G:\My Drive\greenpractice.db", Place.SYNCED),
    (r"C:\Users\jo\iCloudDrive\greenpractice.db", Place.SYNCED),
    (r"C:\Users\jo\Practice cloud\sub\greenpractice.db", Place.SYNCED),
    ("/home/jo/.local/share/greenpractice.db", Place.LOCAL),
    ("/media/stick/greenpractice.db", Place.LOCAL),
    ("/mnt/share/greenpractice.db", Place.NETWORK),
    ("/mnt/share/deep/er/greenpractice.db", Place.NETWORK),
    ("/mnt/share/local/greenpractice.db", Place.LOCAL),
    ("/mnt/shared/greenpractice.db", Place.LOCAL),
    ("/mnt/nfs/greenpractice.db", Place.NETWORK),
    ("/mnt/a b/greenpractice.db", Place.NETWORK),
    ("/run/user/1000/gvfs/smb-share:server=x/greenpractice.db", Place.NETWORK),
    ("/home/jo/Nextcloud/greenpractice.db", Place.SYNCED),
    ("/Users/jo/Library/Mobile Documents/com~apple~CloudDocs/greenpractice.db", Place.SYNCED),
    ("/Users/jo/Library/CloudStorage/GoogleDrive-jo@example.org/greenpractice.db", Place.SYNCED),
    ("/Users/jo/Library/Application Support/greenpractice.db", Place.LOCAL),
]


@pytest.mark.parametrize(("path", "place"), KINDS)
def test_each_kind_of_path_is_told_apart(path: str, place: Place):
    is_windows = "\\" in path
    pure: PurePath = PureWindowsPath(path) if is_windows else PurePosixPath(path)
    assert place_of(pure, WINDOWS if is_windows else LINUX) is place


@pytest.mark.parametrize(
    "kind",
    [
        "nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "afs", "afpfs", "ncpfs", "davfs", "webdav", "ceph",
        "glusterfs", "lustre", "fuse.sshfs", "fuse.davfs2", "fuse.rclone", "fuse.glusterfs",
        "fuse.gvfsd-fuse", "fuse.google-drive-ocamlfuse",
    ],
)  # fmt: skip
def test_each_file_system_of_a_network_is_known_by_its_name(kind: str):
    path, computer = PurePosixPath("/mnt/x/greenpractice.db"), Computer(mounts={"/": "ext4", "/mnt/x": kind})
    assert place_of(path, computer) is Place.NETWORK
    assert place_of(PurePosixPath("/mnt/greenpractice.db"), computer) is Place.LOCAL


def test_mounts_are_read_as_the_kernel_writes_them():
    mounts = read_mounts(
        "22 27 0:21 / /proc rw,relatime - proc proc rw\n"
        "36 35 98:0 / /mnt/a\\040b rw,noatime master:1 shared:2 - cifs //server/x rw,errors=continue\n"
        "nonsense\n"
    )
    assert mounts == {"/proc": "proc", "/mnt/a b": "cifs"}


def test_this_computer_answers_and_its_temporary_folder_is_local(tmp_path: Path):
    assert place_problem(tmp_path / "greenpractice.db") is None
    assert this_computer().network_drives == []


def test_a_live_store_in_a_cloud_folder_is_refused_with_the_offer_of_backups_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = tmp_path / "work"
    monkeypatch.setenv("OneDriveCommercial", str(folder))
    sentence = "is copied to a cloud service.*Keep them on this computer, and put backups there"
    with pytest.raises(StoreError, match=sentence):
        opening.open_store(folder / "greenpractice.db", write=True)
    with pytest.raises(StoreError, match=sentence):
        restoring.restore(folder / "greenpractice.db", tmp_path / "backup.db")
    assert not folder.exists()
    store = opening.open_store(tmp_path / "greenpractice.db", write=True)
    folder.mkdir()
    store.backup(folder / "copy.db")
    store.close()
    looking = opening.open_store(folder / "copy.db", write=False)
    assert looking.check() == []
    looking.close()


def test_a_cloud_folder_is_known_by_its_variable_and_no_other_folder_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PRACTICE_FOLDER", str(tmp_path / "other"))
    monkeypatch.setenv("OneDrive", str(tmp_path / "synced"))
    monkeypatch.setenv("OneDriveConsumer", "")
    monkeypatch.setenv("OneDriveCommercial", "not/absolute")
    assert this_computer().synced_folders == [tmp_path / "synced"]
