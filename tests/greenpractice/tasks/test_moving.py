"""A new computer: data, key and numbers come along, and nothing that was there is written over."""

import json
import os
import stat
import subprocess
import sys
import time
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.opening import open_store
from greenpractice.app import LocalServices
from greenpractice.command_line import options
from greenpractice.evidence_kept import keep, kept_names, sound_file
from greenpractice.exchange.signing import signing_key
from greenpractice.network.states import fingerprint
from greenpractice.own_files import evidence_folder
from greenpractice.returns.documents import Flag
from greenpractice.returns.verdicts import Unsigned
from greenpractice.store import NewReturn, key_file, received_folder
from tests.db.helpers import DOCUMENT, KEY, content_of, session, sha256

ROOT = Path(__file__).parents[3]


def run(*command: object) -> int:
    return options.run([str(each) for each in command], LocalServices())


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """An installation with figures, a key and a PDF that was received."""
    path = tmp_path / "old" / "greenpractice.db"
    session(path, "1", "2")
    store = open_store(path, write=True)
    new = NewReturn(DOCUMENT, Unsigned(), "a.pdf", b"%PDF- a", from_data_page=False)
    store.receive([new], datetime(2026, 1, 1, tzinfo=UTC))
    store.issue(KEY, datetime(2026, 1, 2, tzinfo=UTC))
    store.close()
    signing_key(path)
    return path


@pytest.fixture
def file(old: Path, tmp_path: Path) -> Path:
    file = tmp_path / "stick.greenpractice-move"
    assert run("move-to", file, "--store", old) == 0
    return file


def content(path: Path) -> object:
    store = open_store(path, write=True)
    try:
        assert store.check() == []
        return content_of(store)
    finally:
        store.close()


def test_all_of_it_is_on_the_new_computer(
    old: Path, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    new = tmp_path / "new" / "greenpractice.db"
    capsys.readouterr()
    assert run("move-from", file, "--store", new) == 0
    told = capsys.readouterr()
    assert f"Your key, to read out: {fingerprint(signing_key(old).public_key)}." in told.out + told.err
    assert content(new) == content(old)
    assert key_file(new).read_bytes() == key_file(old).read_bytes()
    (received,) = received_folder(new).iterdir()
    assert received.read_bytes() == b"%PDF- a"
    if sys.platform != "win32":
        assert {stat.S_IMODE(each.stat().st_mode) for each in (file, new, key_file(new))} == {0o600}
    with zipfile.ZipFile(file) as packed:
        issued = json.loads(packed.read("about.json"))["issued"]
    assert issued["C82001 2025-26-Q1"]["revision"] == 2
    assert not list(tmp_path.rglob(".greenpractice-*"))


def test_a_key_that_cannot_be_read_stops_it_before_anything_changes(file: Path, tmp_path: Path):
    new = tmp_path / "new" / "greenpractice.db"
    session(new, "777")
    before = sha256(new)
    key_file(new).mkdir()
    assert run("move-from", file, "--store", new) == 1
    assert sha256(new) == before
    assert not list(new.parent.glob("*before-restore*"))


def test_what_is_there_already_is_put_aside(file: Path, old: Path, tmp_path: Path):
    new = tmp_path / "new" / "greenpractice.db"
    session(new, "777")
    before, key = sha256(new), signing_key(new).public_key
    assert run("move-from", file, "--store", new) == 0
    (aside,) = new.parent.glob("greenpractice.before-restore-*.db")
    (key_aside,) = new.parent.glob("greenpractice.key.before-move-*")
    assert sha256(aside) == before
    assert signing_key(new).public_key == signing_key(old).public_key != key
    assert run("move-from", file, "--store", new) == 0
    assert [key_aside] == list(new.parent.glob("greenpractice.key.before-move-*"))


def kept(folder: Path) -> list[tuple[Path, str]]:
    return sorted((each, sha256(each)) for each in folder.rglob("*") if each.suffix in (".db", ".key"))


def test_a_damaged_file_changes_nothing_or_nothing_of_it_was_needed(
    file: Path, old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    new = tmp_path / "new" / "greenpractice.db"
    session(new, "777")
    signing_key(new)
    before, sound, right, refused = kept(new.parent), file.read_bytes(), content(old), 0
    for place in range(0, len(sound), len(sound) // 60):
        file.write_bytes(sound[:place] + bytes([sound[place] ^ 255]) + sound[place + 1 :])
        capsys.readouterr()
        if run("move-from", file, "--store", new) == 0:  # a time of day in its table of contents
            assert content(new) == right
            assert key_file(new).read_bytes() == key_file(old).read_bytes()
            before = kept(new.parent)
            continue
        refused += 1
        assert "Nothing was changed" in capsys.readouterr().err
        assert kept(new.parent) == before
    assert refused > 50


def test_another_kind_of_file_is_neither_taken_nor_written_over(
    old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    letter = tmp_path / "letter.docx"
    letter.write_bytes(b"PK a letter")
    assert run("move-to", letter, "--store", old) == 1
    assert run("move-from", letter, "--store", old) == 1
    assert run("move-from", tmp_path / "gone", "--store", old) == 1
    assert letter.read_bytes() == b"PK a letter"
    said = capsys.readouterr().err
    assert "another kind of file" in said
    assert "was not made by" in said
    assert "There is no file" in said


def test_the_own_key_is_read_out_in_six_groups(old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert run("key", "--store", old) == 0
    groups = capsys.readouterr().out.strip()
    assert groups == fingerprint(signing_key(old).public_key)
    assert len(groups.split()) == 6
    assert run("key", "--store", tmp_path / "none.db") == 0
    assert "made with the first PDF" in capsys.readouterr().out


KILLED = """
import os, sys, zipfile
from pathlib import Path
from greenpractice.app import main
def die(*_arguments, **_more):
    os._exit(9)
{where} = die
main(sys.argv[1:])
"""


@pytest.mark.parametrize("where", ["zipfile.ZipFile.write", "zipfile.ZipFile.namelist"])
def test_what_a_killed_move_leaves_goes_when_the_store_is_next_opened(old: Path, tmp_path: Path, where: str):
    folder = old.parent
    before = sorted(folder.iterdir())
    subprocess.run(
        [sys.executable, "-c", KILLED.format(where=where), "move-to", tmp_path / "a", "--store", old],
        check=False, cwd=ROOT,
    )  # fmt: skip
    left = set(folder.iterdir()) - set(before)
    assert [each.suffix for each in left] == [".part"], "a folder with a copy of the data"
    open_store(old, write=True).close()
    assert set(folder.iterdir()) == set(before)


def test_what_a_killed_move_to_a_new_computer_leaves_goes_too(file: Path, tmp_path: Path):
    new = tmp_path / "new" / "greenpractice.db"
    code = KILLED.format(where="import greenpractice.tasks.moving as moving; moving._take_key")
    subprocess.run([sys.executable, "-c", code, "move-from", file, "--store", new], check=False, cwd=ROOT)
    assert [each.suffix for each in new.parent.iterdir() if each.is_dir() and each.name[0] == "."] == [
        ".part"
    ]
    assert run("move-from", file, "--store", new) == 0
    open_store(new, write=True).close()
    assert [each for each in new.parent.iterdir() if each.name[0] == "."] == []


def test_what_earlier_versions_left_is_removed_once_nobody_is_at_it(old: Path):
    for name, days in ((".greenpractice-abcdefgh", 1), (".greenpractice-ijklmnop", 0)):
        left = old.with_name(name)
        left.mkdir()
        (left / "data.db").write_bytes(b"a copy")
        os.utime(left, (time.time() - days * 86_400,) * 2)
    open_store(old, write=True).close()
    assert [each.name for each in old.parent.glob(".greenpractice-*")] == [".greenpractice-ijklmnop"]


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process")
def test_a_full_disk_is_told_of_the_place_that_was_named(old: Path, tmp_path: Path):
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000)); "
        "from greenpractice.app import main; sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "move-to", tmp_path / "all", "--store", old],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert f"A passing copy in {old.parent} could not be read or saved: the disk is full" in done.stderr
    assert ".part" not in done.stderr
    assert list(old.parent.glob(".*")) == []


def test_a_practice_hears_of_no_received_pdfs(old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Only a Lead has any."""
    assert run("move-to", tmp_path / "one.gpmove", "--store", old) == 0
    assert "your data, your key and 1 received PDF, read back" in capsys.readouterr().err
    (received,) = received_folder(old).iterdir()
    received.unlink()
    assert run("move-to", tmp_path / "none.gpmove", "--store", old) == 0
    assert "your data and your key, read back" in capsys.readouterr().err


def test_bills_and_print_outs_come_along(old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    bill, new = tmp_path / "bill.csv", tmp_path / "new" / "greenpractice.db"
    bill.write_text("a bill")
    store = open_store(old, write=True)
    kept = store.load(KEY)
    assert kept is not None
    name = keep(old, bill)
    bill.write_text("a print-out with names of patients")
    taken_off, bill_of_none = keep(old, bill), f"{'a' * 32}.csv"
    for names in ((taken_off,), (name,)):
        store.set_flag(KEY, kept.row_ids["waste"][0], Flag("waste", 0, evidence=names))
    (evidence_folder(old) / bill_of_none).write_text("of another data file")
    store.close()
    keep(old, bill)  # it is there still where the program was killed
    assert kept_names(evidence_folder(old)) == {name, taken_off, bill_of_none}
    file = tmp_path / "stick.greenpractice-move"
    assert run("move-to", file, "--store", old) == 0
    assert "1 bill or print-out" in capsys.readouterr().err
    assert run("move-from", file, "--store", new) == 0
    assert "1 bill or print-out came back with it." in capsys.readouterr().err
    assert sound_file(new, name).read_text() == "a bill"
    with zipfile.ZipFile(file) as packed:
        assert [each for each in packed.namelist() if "evidence" in each] == [f"evidence/{name}"]
    assert content(new) == content(old)
