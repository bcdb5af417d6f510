"""A build is refused from anything but a commit and its lock, and says what is otherwise."""

import base64
import hashlib
import re
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


@pytest.mark.parametrize("way", ["--assume-unchanged", "--skip-worktree"])
def test_a_change_that_git_was_told_not_to_see_is_seen(checkout: Path, way: str) -> None:
    git(checkout, "update-index", way, "file.txt")
    (checkout / "file.txt").write_text("two")
    with pytest.raises(CannotBuild, match=r"Git was told not to look at file\.txt\. Undo that"):
        last_commit(checkout)


def test_a_new_file_that_settings_of_git_leave_out_is_seen(checkout: Path) -> None:
    git(checkout, "config", "status.showUntrackedFiles", "no")
    (checkout / "new.py").write_text("two")
    with pytest.raises(CannotBuild, match=r"\(new\.py\)"):
        last_commit(checkout)


def test_an_ignored_file_is_seen_where_all_files_are_collected(checkout: Path) -> None:
    (checkout / ".git" / "info" / "exclude").write_text("*.toml\n*.pyc\nbuild/\n")
    for name in ("build/a.txt", "a.toml", "greenpractice/__pycache__/a.cpython-311.pyc"):
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        (checkout / name).touch()
    assert last_commit(checkout).seconds
    for folder in ("resources/practices", "ui", "db", "greenpractice", "release"):
        (checkout / folder).mkdir(parents=True, exist_ok=True)
        (checkout / folder / "more.toml").touch()
        with pytest.raises(CannotBuild, match=rf"\({folder}/more\.toml\)"):
            last_commit(checkout)
        (checkout / folder / "more.toml").unlink()


def test_sources_that_were_unpacked_in_another_checkout_are_none(checkout: Path) -> None:
    unpacked = checkout / "ours"
    unpacked.mkdir()
    with pytest.raises(CannotBuild, match="lies in another one"):
        last_commit(unpacked)


def test_what_git_says_of_another_checkout_is_not_asked(
    checkout: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path_factory.mktemp("other")
    git(other, "init", "-q")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / "index"))
    assert last_commit(checkout).seconds


def test_without_a_commit_nothing_is_built(tmp_path: Path) -> None:
    with pytest.raises(CannotBuild, match="Git does not say which commit this is"):
        last_commit(tmp_path)


def test_a_lock_is_read_with_its_hashes_and_without_what_other_systems_need() -> None:
    assert locked_packages(LOCK) == {"one": Locked("1.0", ("aa", "bb"))}


@pytest.mark.parametrize(
    ("lock", "words"),
    [
        ("one==1.0\n", "no hash, or two lines, for one"),
        (LOCK + "One==1.0 \\\n    --hash=sha256:aa\n", "no hash, or two lines, for one"),
        ("one>=1.0 \\\n    --hash=sha256:aa\n", "does not say which version of one"),
        ("one==1.* \\\n    --hash=sha256:aa\n", "does not say which version of one"),
        ("one==1.0,!=2 \\\n    --hash=sha256:aa\n", "does not say which version of one"),
        ("one \\\n    --hash=sha256:aa\n", "does not say which version of one"),
        ("one @ https://example.org/one.whl \\\n    --hash=sha256:aa\n", "does not say which version of one"),
        ("--extra-index-url https://example.org\n", "a line that names no package (--extra-index-url"),
        ("-e .\n", "a line that names no package (-e .)"),
        ("one==1.0 --hash=md5:aa\n", "a line that names no package"),
    ],
)
def test_a_lock_that_allows_more_than_one_file_of_one_version_is_refused(lock: str, words: str) -> None:
    with pytest.raises(CannotBuild, match=re.escape(words)):
        locked_packages(lock)


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
