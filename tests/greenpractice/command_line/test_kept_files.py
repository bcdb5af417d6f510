"""No command writes what it is asked for over a data file, or over what belongs to one, whosever it is."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from db.backups import backups_of
from db.opening import open_store
from greenpractice.demo.returns import demo_documents
from greenpractice.store import key_file
from greenpractice.tasks.file_kinds import problem_with
from tests.db.helpers import document
from tests.greenpractice.conftest import Run

WHO = ("--practice", "C82001", "--period", "2025-26-Q1")
GROUP = ("--all", "--period", "2025-26-Q1")
CSV = "BNF code,Inhalers\n0301011R0BEAIAP,5000\n"


def everything(folder: Path) -> dict[Path, str]:
    return {
        path: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".log"
    }


@pytest.fixture
def stores(tmp_path: Path, run: Run, store: Path) -> Path:
    """The folder of the store; in `other` lies that of another practice, with all that belongs to it."""
    for path, code in ((store, "C82001"), (tmp_path / "other" / "other.db", "C82009")):
        opened = open_store(path, write=True)
        opened.record(document(1, ods_code=code))
        opened.close()
    other = tmp_path / "other" / "other.db"
    assert run("key", "--store", other)[0] == 0
    words = ("--practice", "C82009", "--period", "2025-26-Q1", "--store", other)
    assert run("report", *words, "--output", tmp_path / "other" / "mine.pdf")[0] == 0
    return tmp_path


def own_files(stores: Path) -> dict[str, Path]:
    other, store = stores / "other" / "other.db", stores / "store.db"
    return {
        "another store": other,
        "its lock": Path(f"{other}.lock"),
        "its journal": Path(f"{other}-journal"),
        "its key": key_file(other),
        "its backup": backups_of(other)[0].path,
        "a new file among its backups": other.parent / "other-backups" / "new.db",
        "a received PDF": other.parent / "other-received" / "a.pdf",
        "the key that is not made yet": key_file(store),
        "the own lock": Path(f"{store}.lock"),
        "the own journal": Path(f"{store}-journal"),
        "the own backup": backups_of(store)[0].path,
        "the store": store,
    }


COMMANDS: dict[str, Callable[[Path], tuple[object, ...]]] = {
    "backup": lambda target: ("backup", target),
    "move-to": lambda target: ("move-to", target),
    "report": lambda target: ("report", *WHO, "--output", target),
    "collate": lambda target: ("collate", target.parent, *GROUP, "--output", target),
    "collate --xlsx": lambda target: ("collate", target.parent, *GROUP, "--xlsx", target),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_what_belongs_to_a_store_is_never_written_over(stores: Path, run: Run, command: str):
    for what, target in own_files(stores).items():
        before = everything(stores)
        status, out, err = run(*COMMANDS[command](target))
        assert status != 0, (what, out, err)
        assert "Something went wrong" not in err
        assert str(target) in err or target.name in err, what
        changed = {path for path, digest in before.items() if everything(stores).get(path) != digest}
        assert changed <= {stores / "store.db", stores / "store.db.lock"}, what
        assert target.exists() is (target in before), what


def test_what_a_button_saves_goes_over_none_of_them(stores: Path):
    for what, target in own_files(stores).items():
        for suffix in (".pdf", ".xlsx", ".csv", ".json", ".png"):
            assert problem_with(target, stores / "store.db", suffix) != "", (what, suffix)


def test_a_copy_of_its_own_is_backed_up_over(stores: Path, run: Run):
    for name in ("copy.db", "store.bak", "store copy.db"):
        for _ in range(2):
            assert run("backup", stores / name)[0] == 0


def test_a_backup_of_others_is_no_place_for_one(stores: Path, run: Run):
    store = open_store(stores / "other" / "other.db", write=True)
    store.backup(stores / "theirs.db")
    store.close()
    demo = open_store(stores / "demo.db", write=True, demo=True)
    demo.record(demo_documents()[0])
    demo.backup(stores / "made up.db")
    demo.close()
    for name, said in (("theirs.db", "holds the figures of C82009"), ("made up.db", "made-up demo data")):
        before = everything(stores)
        status, _, err = run("backup", stores / name)
        assert (status, said in err, "It was not touched" in err) == (1, True, True)
        assert everything(stores) == before


def test_documents_pictures_and_a_demo_leave_files_of_another_kind(stores: Path, run: Run):
    (stores / "i-2025-26-Q1.csv").write_text(CSV)
    folder = stores / "out"
    folder.mkdir()
    kept = folder / "C82001_2025-26-Q1.json"
    words = ("import", stores / "i-2025-26-Q1.csv", "--practice", "C82001", "--output-json", folder)
    kept.write_bytes((stores / "store.db").read_bytes())
    before = everything(stores)
    status, _, err = run(*words)
    assert (status, "is there already and is not a data file of this app" in err) == (1, True)
    assert everything(stores) == before
    kept.unlink()
    assert run(*words)[0] == run(*words)[0] == 0


def test_nothing_is_written_in_the_place_of_a_store_that_is_not_made_yet(store: Path):
    for target in (
        store,
        Path(f"{store}.lock"),
        key_file(store),
        store.with_name("store-backups") / "a.json",
    ):
        assert problem_with(target, store, ".json") != ""
    assert problem_with(store.with_name("a.json"), store, ".json") == ""
