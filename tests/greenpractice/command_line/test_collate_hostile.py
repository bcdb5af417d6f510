"""`collate` on files that mean harm: each is answered, nothing is written elsewhere, nobody is called."""

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from pypdf import PdfWriter

from greenpractice.app import main
from tests.greenpractice.network.hostile import attached, hostile_files
from tests.greenpractice.network.odd_returns import odd_returns
from tests.greenpractice.network.samples import PCN, Q1, a_return, members, pdf

ROOT = Path(__file__).parents[3]
A, B = members()[:2]
WRITING = "openat,open,creat,rename,renameat,renameat2,mkdir,mkdirat,unlink,unlinkat,link,linkat,symlink"
ANSWERS = {"unreadable", "no_data", "altered"}
# What damage left of these is the return itself, with its check code and its signature.
OPENS = {"a password to change.pdf", "an old password.pdf"}  # with an empty password
UNHARMED = {"good.pdf", "60 changed bytes.pdf", "cut at 99%.pdf", *OPENS}


def blank() -> bytes:
    """A PDF with a page and nothing else."""
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def arrived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of hostile files, one proper return, and a zip whose names lead out of it."""
    folder = tmp_path_factory.mktemp("hostile")
    good = pdf(a_return(A))
    for name, data in hostile_files(good, blank()):
        (folder / f"{name.replace('/', '')}.pdf").write_bytes(data)
    (folder / "good.pdf").write_bytes(good)
    with zipfile.ZipFile(folder / "slip.zip", "w") as packed:
        for name in ("../../slip.pdf", f"{folder}/slip.pdf", "C:\\slip.pdf", "a/../../../b.pdf"):
            packed.writestr(name, pdf(a_return(B)))
    return folder


def collated(arrived: Path, folder: Path, before: tuple[str, ...] = ()) -> Mapping[str, Any]:
    """The answer of a process whose home, temporary and working folders are all in `folder`.

    There is a program that pypdf would start for some pictures: here it leaves a trace.
    """
    for name in ("bin", "home", "store", "tmp", "work"):
        (folder / name).mkdir()
    picture_reader = folder / "bin" / "jbig2dec"
    picture_reader.write_text('#!/bin/sh\necho started >"$HOME/started"\n')
    picture_reader.chmod(0o755)
    home, temporary = str(folder / "home"), str(folder / "tmp")
    places = {"HOME": home, "APPDATA": home, "LOCALAPPDATA": home, "TMPDIR": temporary, "TEMP": temporary}
    done = subprocess.run(
        [*before, sys.executable, "-B", "-m", "greenpractice", *_asking(arrived, folder / "store" / "s.db")],
        cwd=folder / "work",
        env={
            **os.environ,
            **places,
            "PYTHONPATH": str(ROOT),
            "PATH": f"{picture_reader.parent}{os.pathsep}{os.environ['PATH']}",
        },
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
    found: Mapping[str, Any] = json.loads(done.stdout)
    return found


def _asking(arrived: Path, store: Path) -> list[str]:
    return ["collate", str(arrived), "--pcn", PCN, "--period", str(Q1), "--store", str(store), "--json"]


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with a digest of what it holds."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).digest() for path in files}


@dataclass(frozen=True)
class Watched:
    """One run on all of them: its answer, its folder, the system's calls where they can be watched.

    `before` and `after` it are the files that arrived, each with a digest, and the folders beside theirs.
    """

    found: Mapping[str, Any]
    folder: Path
    before: tuple[dict[str, bytes], set[Path]]
    after: tuple[dict[str, bytes], set[Path]]
    calls: list[str] | None


@pytest.fixture(scope="module")
def watched(arrived: Path, tmp_path_factory: pytest.TempPathFactory) -> Watched:
    """Both tests look at one run, as it takes a while."""
    folder, log = tmp_path_factory.mktemp("collated"), tmp_path_factory.mktemp("log") / "calls"
    before = tree(arrived), set(arrived.parent.iterdir())
    watch = ("strace", "-f", "-qq", "--seccomp-bpf", "-o", str(log), "-e", f"trace=%network,execve,{WRITING}")
    allowed = (
        which("strace") and not subprocess.run([*watch, "true"], capture_output=True, check=False).returncode
    )
    found = collated(arrived, folder, watch if allowed else ())
    calls = log.read_text(errors="replace").splitlines() if allowed else None
    return Watched(found, folder, before, (tree(arrived), set(arrived.parent.iterdir())), calls)


def test_each_file_is_answered_and_nothing_is_written_outside_the_folder_of_the_store(
    arrived: Path, watched: Watched
):
    found = watched.found
    assert watched.after == watched.before
    assert {name.partition("/")[0] for name in tree(watched.folder)} == {"bin", "store"}
    states = {each["file"]: each["status"] for each in found["files"]}
    assert states.pop("sealed: more in the seal.pdf") == "newer_version"
    usable = {name for name, status in states.items() if status not in ANSWERS}
    assert {name for name in usable if not name.startswith("slip.zip/")} <= UNHARMED
    assert found["received"] == [A, B]  # and the return in the zip counts once
    assert len(states) == len(tree(arrived)) - 2 + 4 + 1  # the names in the zip; two returns in one PDF


def test_no_connection_is_made_no_program_started_and_no_file_written_elsewhere(watched: Watched):
    calls = watched.calls
    if calls is None:
        pytest.skip("this computer has no strace, or lets nobody watch a program")
    assert len(calls) > 500
    store = str(watched.folder / "store")
    assert [call for call in calls if _writes(call) and store not in call and '"/dev/null"' not in call] == []
    # Sockets of this computer itself (AF_UNIX) join the two processes, and glibc asks by one for user names.
    assert [call for call in calls if re.search(r"\bAF_(?!UNIX\b)", call)] == []
    started = {call for call in calls if "execve(" in call and call.endswith("= 0")}
    assert started
    assert all("python" in call.partition(",")[0] for call in started), started


def _writes(call: str) -> bool:
    if not re.search(r"= \d+$", call):
        return False
    if re.search(r"\b(?:open|openat)\(", call):
        return re.search(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC", call) is not None
    return re.search(rf"\b(?:{WRITING.replace(',', '|')})\(", call) is not None


def test_odd_words_in_a_return_are_kept_or_refused_but_never_stop_the_program(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
):
    (tmp_path / "in").mkdir()
    page = blank()
    for name, values in odd_returns():
        data = json.dumps(values).encode()
        (tmp_path / "in" / f"{name.replace('/', '')}.pdf").write_bytes(attached(page, data))
    count = len(list((tmp_path / "in").iterdir()))
    for _ in range(2):  # the second time, the store holds what the first one kept
        capfd.readouterr()
        reports = ["--output", str(tmp_path / "n.pdf"), "--xlsx", str(tmp_path / "n.xlsx")]
        assert main([*_asking(tmp_path / "in", tmp_path / "s.db"), *reports]) == 1
        found = json.loads(capfd.readouterr()[0])
        assert len(found["files"]) == count
        assert all(each["why"].endswith(".") for each in found["files"])
        assert "Traceback" not in str(found)
