"""What a build is made from: the last commit and the locked packages, and nothing that was changed since."""

import base64
import hashlib
import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ALSO_THERE = {"pip"}  # it installs the others
MOST_NAMED = 10


class CannotBuild(Exception):
    """Why nothing is built, in a sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit by its name, and the second it was made."""

    name: str
    seconds: int


@dataclass(frozen=True, slots=True)
class Locked:
    """A package of the lock: its version, and the SHA-256 of each file it may come as."""

    version: str
    sha256: tuple[str, ...]


def last_commit(root: Path) -> Commit:
    """The commit that the checkout stands at; refused where a file is not as it is in it."""
    changed = _git(root, "status", "--porcelain").splitlines()
    if changed:
        raise CannotBuild(
            f"The checkout is not as its last commit ({_some(line[3:] for line in changed)}). "
            "Commit the changes or take them away, and build again."
        )
    name, seconds = _git(root, "log", "-1", "--format=%H %ct").split()
    return Commit(name, int(seconds))


def _git(root: Path, *words: str) -> str:
    try:
        done = subprocess.run(
            ["git", *words], cwd=root, capture_output=True, text=True, encoding="utf-8", check=False
        )
    except OSError as error:
        raise CannotBuild("Git is not installed: without it nobody knows what is built.") from error
    if done.returncode:
        raise CannotBuild(f"Git does not say which commit this is: {done.stderr.strip()}")
    return done.stdout


def locked_packages(lock: str) -> dict[str, Locked]:
    """The packages of a lock file that this system needs, by name."""
    found: dict[str, Locked] = {}
    for block in lock.replace("\\\n", " ").splitlines():
        words = block.partition(" #")[0].strip()
        if words and not words.startswith("#"):
            text, *hashes = words.split(" --hash=sha256:")
            needed = Requirement(text.strip())
            if needed.marker is None or needed.marker.evaluate():
                (version,) = needed.specifier
                known = tuple(each.strip() for each in hashes)
                found[canonicalize_name(needed.name)] = Locked(version.version, known)
    return found


def check_packages(lock: str, installed: Iterable[metadata.Distribution] | None = None) -> None:
    """Refuse where a package is another than the lock says, or is missing, or was changed."""
    wanted = locked_packages(lock)
    packages: dict[str, metadata.Distribution] = {
        canonicalize_name(each.metadata["Name"]): each
        for each in (metadata.distributions() if installed is None else installed)
    }
    wrong = [*_differences(wanted, {name: each.version for name, each in packages.items()})]
    for name in sorted(wanted.keys() & packages.keys()):
        wrong += changed_files(packages[name])
    if wrong:
        raise CannotBuild(
            f"What is installed is not what requirements.lock says ({_some(wrong)}). "
            "Delete the folder .venv and build again."
        )


def _differences(wanted: Mapping[str, Locked], versions: Mapping[str, str]) -> Iterator[str]:
    for name in sorted(wanted.keys() | versions.keys() - ALSO_THERE):
        if name not in versions:
            yield f"{name} is missing"
        elif name not in wanted:
            yield f"{name} {versions[name]} is not in it"
        elif versions[name] != wanted[name].version:
            yield f"{name} is {versions[name]}, not {wanted[name].version}"


def changed_files(package: metadata.Distribution) -> list[str]:
    """The files of a package that are not as they were installed."""
    changed = []
    for file in package.files or ():
        if file.hash is not None and file.suffix != ".pyc":
            path = Path(os.fspath(file.locate()))
            found = hashlib.new(file.hash.mode, path.read_bytes()).digest() if path.is_file() else b""
            if base64.urlsafe_b64encode(found).decode().rstrip("=") != file.hash.value:
                changed.append(f"{file} was changed")
    return changed


def _some(words: Iterable[str]) -> str:
    every = [*words]
    more = f" and {len(every) - MOST_NAMED} more" if len(every) > MOST_NAMED else ""
    return ", ".join(every[:MOST_NAMED]) + more
