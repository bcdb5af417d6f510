"""What git keeps can be checked out on every system the program is built on, and is of the project."""

import re
import shutil
import subprocess
import tomllib
from collections import Counter
from pathlib import Path, PureWindowsPath

import pytest

ROOT = Path(__file__).parents[1]
AT_THE_TOP = {
    ".ci", ".gitattributes", ".github", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE",
    "README.md", "db", "docs", "greenpractice", "pyproject.toml", "release", "requirements.lock", "resources",
    "start.py", "tests", "ui",
}  # fmt: skip
LONGEST = 160  # of the 260 letters of a path on Windows, where the checkout lies some folders deep
RESERVED = {
    "CON",
    "PRN",
    "AUX",
    "NUL",
    *(f"{device}{number}" for device in ("COM", "LPT") for number in range(10)),
}
FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f]|[ .](/|$)')


def kept() -> list[str]:
    """The files that git keeps, by their places."""
    git = shutil.which("git")
    done = git and subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if not done or done.returncode:
        pytest.skip("this is no checkout of git")
    return done.stdout.decode("utf-8").rstrip("\0").split("\0")


def cannot_lie_on_windows(place: str) -> bool:
    """Whether Windows cannot have a file of that name."""
    stems = {part.partition(".")[0].rstrip().upper() for part in PureWindowsPath(place).parts}
    return FORBIDDEN.search(place) is not None or len(place) > LONGEST or bool(stems & RESERVED)


def test_every_file_can_lie_on_windows() -> None:
    assert [place for place in kept() if cannot_lie_on_windows(place)] == []
    for place in (
        "import time:    1 | os",
        "a/b?.py",
        "tests/aux.py",
        "a ",
        "a./b",
        f"tests/{'a' * LONGEST}",
    ):
        assert cannot_lie_on_windows(place)


def test_no_two_names_differ_in_their_letters_case_alone() -> None:
    """Windows and macOS keep one of them."""
    twice = Counter(place.casefold() for place in kept())
    assert [place for place, times in twice.items() if times > 1] == []


def test_nothing_lies_at_the_top_that_is_not_of_the_project() -> None:
    """As what a command with a wrong `>` left there."""
    assert {place.partition("/")[0] for place in kept()} == AT_THE_TOP


def test_files_have_the_line_ends_they_were_committed_with() -> None:
    """Git for Windows changes them otherwise, and with them the bytes that are hashed, signed and built."""
    places = [place for place in kept() if (ROOT / place).is_file()]
    done = subprocess.run(
        ["git", "check-attr", "-z", "--stdin", "eol"],
        cwd=ROOT, input="\0".join(places).encode(), capture_output=True, check=True,
    )  # fmt: skip
    assert set(done.stdout.decode("utf-8").rstrip("\0").split("\0")[2::3]) == {"lf"}
    assert [
        place for place in places if b"\r\n" in (text := (ROOT / place).read_bytes()) and b"\0" not in text
    ] == []


def test_types_are_checked_as_on_one_system_wherever_that_is() -> None:
    """Each has functions that others lack, and code that is never reached: no other would find it well."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["tool"]["mypy"]["platform"] == "linux"
