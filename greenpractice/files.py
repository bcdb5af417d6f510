"""Writing a file in one step: the whole new file or the old one, never a part, and no leftovers."""

import errno
import glob
import os
import re
import secrets
import shutil
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path, PurePath, PureWindowsPath

from greenpractice.errors import UsageError, UserError

NOTHING_CHANGED = "Nothing was changed; make space and try again."  # of data that are saved as a whole
_NOT_WRITTEN = "It was not written; make space and try again."  # of one file: others may be
NO_ROOM = re.compile(f"{re.escape(NOTHING_CHANGED)}|{re.escape(_NOT_WRITTEN)}")
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
_LEFT_OVER_SECONDS = 3600
_PAUSES = (0.02, 0.05, 0.1, 0.2, 0.4) if sys.platform == "win32" else ()  # s, before it is tried again
# What Windows keeps for devices and what it lets no name hold (learn.microsoft.com, "Naming Files").
_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[1-9¹²³]) *(\..*)?", re.IGNORECASE)
_NOT_IN_NAMES = re.compile(r'[<>:"|?*\x00-\x1f]')
_LONGEST_NAME, _LONGEST_PATH = 255, 259  # longer paths only where an administrator allowed them
_OF_UNFINISHED = len("..01234567.part")


def write_in_one_step(
    path: Path, data: bytes, *, private: bool = False, noting: Callable[[], object] | None = None
) -> None:
    """Put `data` in the file. If that fails the old file stays, and a UserError says what to do.

    `noting` keeps elsewhere that the file is made. It is called once all of it is on the disk, before it
    takes its place: what cannot be noted is not there either.
    """
    with in_one_step(path, private=private) as unfinished:
        unfinished.write_bytes(data)
        if noting is not None:
            _to_disk(unfinished)
            noting()


def need_writable(path: Path) -> None:
    """UserError where no file could be put here: to be asked before long work, not after it."""
    with suppress(_NotYet), in_one_step(path):
        raise _NotYet


class _NotYet(Exception):
    """Nothing is to be written yet."""


@contextmanager
def all_or_none(folder: Path, files: Iterable[tuple[str, bytes]]) -> Iterator[None]:
    """Files in a folder, made where it is not there, that are in it once the block has ended well.

    They are on the disk before the block begins; if it fails, or one of them has no room, none is there.
    """
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        try:
            make_folders(folder)
        except OSError as error:
            raise UserError(writing_problem(error, folder)) from error
        with ExitStack() as unfinished:
            for name, data in files:
                file = unfinished.enter_context(in_one_step(folder / name))
                file.write_bytes(data)
                _to_disk(file)
            yield
    except BaseException:
        for each in missing:
            with suppress(OSError):  # something is in it
                each.rmdir()
        raise


@contextmanager
def in_one_step(path: Path, *, private: bool = False) -> Iterator[Path]:
    """A new, empty file beside `path` to fill; it takes the place of `path` when the block ends well.

    If the block or the replacing fails, `path` is as it was and the new file is gone. What the system
    refuses is a UserError; anything else that the block raises passes through. A `private` file is for its
    owner only, where the system has that.
    """
    if os.path.islink(path):
        path = Path(os.path.realpath(path))  # replace the file the link points to, not the link
    refused = name_problem(path)
    if refused:
        raise UserError(refused)
    if os.path.isdir(path):
        raise UserError(f"{path} is a folder. Give a file name in it.")
    if not_a_file(path):
        raise UserError(f"{path} is not a file. Choose another name.")
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        remove_left_over(path.parent, f"{path.name}.", older_than_seconds=_LEFT_OVER_SECONDS)
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600 if private else 0o666))
        yield unfinished
        _to_disk(unfinished)
        _replace(unfinished, path)
    except OSError as error:
        _remove(unfinished)
        kind = FileInUse if isinstance(error, _InUseError) else UserError
        raise kind(writing_problem(error, path)) from error
    except BaseException:
        _remove(unfinished)
        raise
    folder_to_disk(path.parent)


def name_problem(path: PurePath) -> str:
    """Why Windows would not make a file of just this name, and what to do; "" if it would, and elsewhere."""
    if not isinstance(path, PureWindowsPath):
        return ""
    if _DEVICES.fullmatch(path.name):
        return f"Windows keeps the name {path.name} for itself. Choose another name."
    if _NOT_IN_NAMES.search(path.name):
        return f'The name {path.name} holds one of < > : " | ? *. Choose a name without them.'
    if path.name.endswith((".", " ")):
        return f"The name “{path.name}” ends with a full stop or a space. Choose a name without it."
    return ""


def is_too_long(path: PurePath) -> bool:
    """True where Windows has no room for the name of the file, or of the unfinished one beside it.

    It says then only that something is not there.
    """
    return isinstance(path, PureWindowsPath) and (
        len(path.name) + _OF_UNFINISHED > _LONGEST_NAME or len(str(path)) + _OF_UNFINISHED > _LONGEST_PATH
    )


def resolved(path: Path) -> Path:
    """The file itself, whatever links lead to it: what belongs to it lies beside it and not beside a link."""
    return Path(os.path.realpath(path))


def make_folders(folder: Path, mode: int = 0o777) -> None:
    """Make a folder, and those missing above it.

    They outlast a power cut: with a new folder whose name does not, all that was saved in it is gone.
    """
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(mode=mode, exist_ok=True)
        folder_to_disk(each.parent)
    folder.mkdir(exist_ok=True)


def make_private(folder: Path) -> None:
    """The same, the new ones for their owner only, where the system has that."""
    make_folders(folder, 0o700)


def keep_private(files: Iterable[Path]) -> None:
    """Let only their owner read files that an earlier version or a copy left open to others.

    Never an error: a system may have no such rights, a folder may belong to somebody else.
    """
    if sys.platform == "win32":
        return  # there the folder of its user keeps others out
    with suppress(OSError):
        for file in files:
            with suppress(OSError):
                status = file.lstat()
                if stat.S_ISREG(status.st_mode) and status.st_mode & 0o077:
                    file.chmod(status.st_mode & 0o600)


def not_a_file(path: Path) -> bool:
    """True where a device or a pipe is, which can be neither replaced nor read to its end."""
    return os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path)


def need_file(path: Path) -> None:
    """Refuse to read a device or a pipe, which may have no end or be waited for without one, or a folder.

    Of a folder Windows would say that it may not be read.
    """
    if os.path.isdir(path):
        raise UserError(f"{path} is a folder and not a file. Give a file in it.")
    if not_a_file(path):
        raise UserError(f"{path} is a device or a pipe and not a file. It was not read; give a file.")


def typed_path(text: str) -> Path:
    """What somebody typed for a place: `~` is their own folder, where the computer knows it.

    "Copy as path" of Windows puts quotation marks around it.
    """
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1]
    return Path(os.path.expanduser(text))


def matching(paths: Iterable[Path]) -> list[Path]:
    """What is meant where no shell has filled in the names: Windows leaves `*.pdf` to each program."""
    found: list[Path] = []
    for path in paths:
        meant = sorted(map(Path, glob.glob(str(path)))) if not os.path.lexists(path) else []
        found += meant or [path]
    return found


def remove_left_over(folder: Path, beginning: str, older_than_seconds: float = 0) -> None:
    """Remove unfinished files and folders that a killed program left, of names with this beginning."""
    for left_over in folder.glob(f".{glob.escape(beginning)}*.part"):
        with suppress(OSError):
            if time.time() - left_over.lstat().st_mtime < older_than_seconds:
                continue
            if left_over.is_dir() and not left_over.is_symlink():
                shutil.rmtree(left_over)
            else:
                left_over.unlink()


def folder_to_disk(folder: Path) -> None:
    """Make a new name in the folder outlast a power cut; Windows does so by itself."""
    if sys.platform != "win32":
        with suppress(OSError):  # some file systems cannot; the file itself is complete
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def writing_problem(error: OSError, path: Path) -> str:
    """Why a file could not be written, and what to do about it."""
    folder = path.parent
    if error.errno in _FULL:
        return f"There is not enough space in {folder} to save {path.name}. {_NOT_WRITTEN}"
    if isinstance(error, _InUseError):
        return f"{path.name} is open in another program. Close it there, then try again."
    if error.errno == errno.ENAMETOOLONG:
        return f"The name {path.name} is too long. Choose a shorter one."
    if error.errno in (errno.ENOENT, errno.EINVAL) and is_too_long(path):
        return (
            f"The name {path} is too long for Windows. Choose a shorter one, or a folder with a shorter name."
        )
    if not folder.is_dir():
        return f"There is no folder {folder}. Make it, or choose another one."
    if error.errno in _FORBIDDEN:
        return f"You may not write in {folder}. Choose another folder."
    return f"{path} could not be written ({error.strerror or error}). It is as it was."


class FileInUse(UserError):
    """The file may not be replaced while another program has it open."""


class _InUseError(PermissionError):
    """The new file is complete but may not take the old one's place: on Windows, somebody has that open."""


def _replace(unfinished: Path, path: Path) -> None:
    """On Windows a virus scanner or a cloud's folder looks into a new file for a moment, and so holds it."""
    for pause in _PAUSES:
        with suppress(PermissionError):
            os.replace(unfinished, path)
            return
        time.sleep(pause)
    try:
        os.replace(unfinished, path)
    except PermissionError as error:
        raise _InUseError(*error.args) from error


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def need_other_file(file: Path, store: Path) -> None:
    """Refuse to write over the data file."""
    if file.exists() and store.exists() and file.samefile(store):
        raise UsageError(f"{file} is the data file itself: give another name")
