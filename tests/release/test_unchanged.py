"""A build is refused from anything but a commit and its lock, and says what is otherwise."""

import base64
import hashlib
import subprocess
from importlib.metadata import PathDistribution
from pathlib import Path

import pytest

from release.contents import ROOT
from release.unchanged import CannotBuild, Locked, check_packages, last_commit, locked_packages

LOCK = "one==1.0 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n    # via two\n"
LOCK += "other==2 ; sys_platform == 'plan9' \\\n    --hash=sha256:cc\n"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with one commit."""
    git(tmp_path, "init", "-q")
    (tmp_path / "file.txt").write_text("one")
    git(tmp_path, "add", ".")
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    git(tmp_path, *who, "commit", "-q", "-m", "one")
    return tmp_path


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=folder, check=True)


def installed(folder: Path, name: str, version: str) -> PathDistribution:
    """A package with one module, as pip leaves it."""
    about = folder / f"{name}-{version}.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    (folder / f"{name}.py").write_bytes(b"x = 1\n")
    digest = base64.urlsafe_b64encode(hashlib.sha256(b"x = 1\n").digest()).decode().rstrip("=")
    (about / "RECORD").write_text(f"{name}.py,sha256={digest},6\n{about.name}/METADATA,,\n")
    return PathDistribution(about)


def test_a_clean_checkout_is_built_at_the_second_of_its_commit(checkout: Path) -> None:
    commit = last_commit(checkout)
    assert len(commit.name) == 40
    assert commit.seconds > 1_700_000_000


@pytest.mark.parametrize("name", ["file.txt", "new file.txt"])
def test_a_changed_or_new_file_is_named_and_nothing_is_built(checkout: Path, name: str) -> None:
    (checkout / name).write_text("two")
    with pytest.raises(CannotBuild, match=rf"not as its last commit \(\"?{name}\"?\)\. Commit the changes"):
        last_commit(checkout)


def test_without_a_commit_nothing_is_built(tmp_path: Path) -> None:
    with pytest.raises(CannotBuild, match="Git does not say which commit this is"):
        last_commit(tmp_path)


def test_a_lock_is_read_with_its_hashes_and_without_what_other_systems_need() -> None:
    assert locked_packages(LOCK) == {"one": Locked("1.0", ("aa", "bb"))}


def test_the_lock_has_what_builds_on_each_system_and_names_no_place() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in text
    assert {"pyinstaller", "pyside6-essentials"} <= locked_packages(text).keys()
    for name, system in (("pefile", "win32"), ("pywin32-ctypes", "win32"), ("macholib", "darwin")):
        assert any(line.startswith(f"{name}==") and f"'{system}'" in line for line in text.splitlines())


def test_what_is_installed_from_the_lock_is_taken(tmp_path: Path) -> None:
    check_packages(LOCK, [installed(tmp_path, "one", "1.0"), installed(tmp_path, "pip", "9")])


def test_another_version_a_missing_and_an_extra_package_are_refused(tmp_path: Path) -> None:
    for packages, why in (
        ([installed(tmp_path, "one", "1.1")], r"one is 1\.1, not 1\.0"),
        ([], "one is missing"),
        ([installed(tmp_path, "one", "1.0"), installed(tmp_path, "more", "3")], r"more 3 is not in it"),
    ):
        with pytest.raises(CannotBuild, match=why):
            check_packages(LOCK, packages)


def test_a_package_whose_file_was_changed_is_refused(tmp_path: Path) -> None:
    package = installed(tmp_path, "one", "1.0")
    (tmp_path / "one.py").write_text("x = 2\n")
    with pytest.raises(CannotBuild, match=r"one\.py was changed"):
        check_packages(LOCK, [package])
