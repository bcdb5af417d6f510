"""What a build is made from: the last commit and the locked packages, and nothing that was changed since."""

import base64
import hashlib
import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from release.contents import OUR_FOLDERS

ALSO_THERE = {"pip"}  # it installs the others
COLLECTED = (*OUR_FOLDERS, "resources", "release")
OF_ANOTHER_CHECKOUT = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
)  # as git sets them where it calls a build
MOST_NAMED = 10
_WRONG = "no hash, or two lines,"
_ANEW = "Make it anew with the command that stands at its top."


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
    if _git(root, "rev-parse", "--show-prefix").strip():
        raise CannotBuild("This folder is not a checkout of its own: it lies in another one. Clone it anew.")
    hidden = [line[2:] for line in _git(root, "ls-files", "-v").splitlines() if not line.startswith("H ")]
    if hidden:
        raise CannotBuild(
            f"Git was told not to look at {_some(hidden)}. Undo that with git update-index "
            "--no-assume-unchanged --no-skip-worktree and their names, and build again."
        )
    changed = [line[3:] for line in _git(root, "status", "--porcelain", "--untracked-files=all").splitlines()]
    changed += _ignored_and_collected(root)
    if changed:
        raise CannotBuild(
            f"The checkout is not as its last commit ({_some(changed)}). "
            "Commit the changes or take them away, and build again."
        )
    name, seconds = _git(root, "log", "-1", "--format=%H %ct").split()
    return Commit(name, int(seconds))


def _ignored_and_collected(root: Path) -> list[str]:
    """What git ignores, by whosever list, where all that lies there is collected."""
    ignored = _git(root, "ls-files", "--others", "--ignored", "--exclude-standard", "--", *COLLECTED)
    return [line for line in ignored.splitlines() if not line.endswith((".pyc", '.pyc"'))]


def _git(root: Path, *words: str) -> str:
    environment = {name: value for name, value in os.environ.items() if name not in OF_ANOTHER_CHECKOUT}
    try:
        done = subprocess.run(
            ["git", *words], cwd=root, env=environment, capture_output=True, text=True, encoding="utf-8",
            check=False,
        )  # fmt: skip
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
            needed, version = _pinned(text.strip())
            if needed.marker is None or needed.marker.evaluate():
                name, known = canonicalize_name(needed.name), tuple(each.strip() for each in hashes)
                if not known or name in found:
                    raise CannotBuild(f"requirements.lock has {_WRONG} for {name}. {_ANEW}")
                found[name] = Locked(version, known)
    return found


def _pinned(text: str) -> tuple[Requirement, str]:
    """A line of the lock, and the one version it allows."""
    try:
        needed = Requirement(text)
    except InvalidRequirement as error:
        raise CannotBuild(f"requirements.lock has a line that names no package ({text}). {_ANEW}") from error
    versions = [each.version for each in needed.specifier if each.operator == "=="]
    if needed.url or len(versions) != len(needed.specifier) or len(versions) != 1 or "*" in versions[0]:
        raise CannotBuild(f"requirements.lock does not say which version of {needed.name} it is. {_ANEW}")
    return needed, versions[0]


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
