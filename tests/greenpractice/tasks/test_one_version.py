"""One version of a return is one PDF, whatever way that is made, whatever is restored, wherever it lies."""

import random
import shutil
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from db.opening import open_store
from db.restoring import restore
from db.store import SqlStore
from greenpractice.errors import UserError
from greenpractice.exchange import seal
from greenpractice.exchange.glancing import version_inside
from greenpractice.exchange.pdf_return import read_pdf
from greenpractice.periods import Period
from greenpractice.reports.practice import methods_pages
from greenpractice.returns.documents import Contact, ReturnDocument, content
from greenpractice.store import ReturnKey, StoreError, key_file
from greenpractice.tasks import return_files
from greenpractice.tasks.exports import never
from greenpractice.tasks.noting import NotNoted
from greenpractice.tasks.return_files import (
    OneReturn,
    save_data_file,
    save_summary_pdf,
    summary_name,
)
from tests.db.helpers import DOCUMENT, KEY, document, session, sha256

FILES = Path(__file__).parents[2] / "files"
USUAL = summary_name(DOCUMENT)
YEAR = ReturnKey("C82001", Period(2025))
STEPS = ("report", "report", "report", "year", "record", "type", "name", "back up", "restore", "put back")


def put_back(path: Path, copy: Path) -> None:
    """As a person does who knows files, with the program closed."""
    shutil.copyfile(copy, path)


BACK = {"restore": restore, "put back": put_back}


def report(path: Path, target: Path, key: ReturnKey = KEY) -> Path:
    """As the command makes it: beside a writer where nothing is to be noted."""
    try:
        return made(path, target, key, write=False)
    except NotNoted:
        return made(path, target, key, write=True)


def made(path: Path, target: Path, key: ReturnKey = KEY, *, write: bool) -> Path:
    store = open_store(path, write=write)
    try:
        (file,) = save_summary_pdf(OneReturn(store, key), target, path, never)
    finally:
        store.close()
    return file


def record(path: Path, *documents: ReturnDocument) -> None:
    store = open_store(path, write=True)
    for each in documents:
        with suppress(StoreError):  # a revision that is there already
            store.record(each)
    store.close()


def back_up(path: Path, target: Path) -> Path:
    store = open_store(path, write=True)
    store.backup(target)
    store.close()
    return target


def year_before(kwh: str = "7", revision: int = 1) -> ReturnDocument:
    return document(revision, kwh, period=Period(2024))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "store" / "s.db"
    record(path, DOCUMENT)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "pdfs"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("usual", [True, False], ids=["the usual name", "chosen names"])
def test_what_was_recorded_is_noted_with_its_first_pdf(path: Path, folder: Path, usual: bool):
    first = report(path, folder / (USUAL if usual else "first.pdf"))
    before = sha256(first)
    record(path, year_before())
    second = report(path, folder / (USUAL if usual else "second.pdf"))
    assert (read_pdf(first)[0].revision, read_pdf(second)[0].revision) == (1, 2)
    assert sha256(first) == before
    if not usual:
        with pytest.raises(UserError, match="holds version 1 of this return, and this one is version 2"):
            report(path, first)


def test_a_name_that_says_a_version_is_that_of_the_version_made(path: Path, folder: Path):
    assert report(path, folder / USUAL.replace("_v1", "_v7")).name == USUAL


def test_what_a_restored_store_no_longer_holds_is_known_all_the_same(path: Path, folder: Path):
    backup = back_up(path, folder / "b.db")
    first = report(path, folder / USUAL)
    before = sha256(first)
    restore(path, backup)
    record(path, year_before())
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    assert report(path, elsewhere / USUAL).name == USUAL.replace("_v1", "_v2"), "nothing beside it says so"
    assert report(path, folder / USUAL).name == USUAL.replace("_v1", "_v2")
    assert sha256(first) == before
    store = open_store(path, write=False)
    assert store.check() == []
    store.close()


@pytest.mark.parametrize("back", BACK.values(), ids=BACK)
def test_what_is_sent_after_going_back_comes_after_what_was_sent_before(
    path: Path, folder: Path, back: Callable[[Path, Path], object]
):
    first, backup = report(path, folder / USUAL), back_up(path, folder / "b.db")
    session(path, "9")
    second = report(path, folder / USUAL)
    back(path, backup)
    third = report(path, folder / USUAL)
    assert [read_pdf(each)[0].revision for each in (first, second, third)] == [1, 2, 3]
    assert content(read_pdf(third)[0]) == content(read_pdf(first)[0])
    assert report(path, folder / USUAL) == third, "the very same one"


def test_a_backup_of_an_older_version_takes_over_what_was_noted(path: Path, folder: Path):
    session(path, "8")
    made(path, folder / "two.pdf", write=True)
    session(path, "9")
    third = made(path, folder / "three.pdf", write=True)
    assert read_pdf(third)[0].revision == 3
    restore(path, FILES / "store-version-3.db")
    store = open_store(path, write=True)
    assert (store.check(), store.keys()[0]) == ([], KEY)
    stored = store.load(KEY)
    store.close()
    assert stored is not None
    assert (stored.document.revision, bool(stored.beside)) == (3, True), "the same number, noted beside it"


def test_a_store_that_knows_nothing_looks_at_what_is_there(path: Path, folder: Path):
    first = report(path, folder / USUAL)
    before = sha256(first)
    key = key_file(path).read_bytes()
    shutil.rmtree(path.parent)
    record(path, DOCUMENT)
    key_file(path).write_bytes(key)
    assert report(path, folder / USUAL) == first, "the very same one"
    shutil.rmtree(path.parent)
    record(path, DOCUMENT, year_before())
    assert report(path, folder / "mine.pdf") != first
    assert read_pdf(folder / "mine.pdf")[0].revision == 2
    assert report(path, folder / USUAL).name == USUAL.replace("_v1", "_v2")
    assert sha256(first) == before


@pytest.mark.parametrize("name", [USUAL, "mine.pdf"])
def test_a_pdf_that_somebody_wrote_in_is_kept(path: Path, folder: Path, name: str):
    first = report(path, folder / name)
    with first.open("ab") as file:
        file.write(b"\n% a remark\n")
    before = sha256(first)
    if name == USUAL:
        assert report(path, folder / name).name == USUAL.replace("_v1", "_v2")
    else:
        with pytest.raises(UserError, match="as it was made before, which is not the same"):
            report(path, folder / name)
    assert sha256(first) == before


def update(patch: pytest.MonkeyPatch, version: str) -> None:
    """Another version of the program, which says so in every PDF."""
    for module in (seal, methods_pages):
        patch.setattr(module, "__version__", version)


@pytest.mark.parametrize("names", [(USUAL, USUAL), ("a.pdf", "a.pdf"), (USUAL, "a.pdf")])
@pytest.mark.parametrize("write", [False, True], ids=["looking", "writing"])
def test_an_unchanged_return_is_the_same_version_after_an_update_of_the_program(
    path: Path, folder: Path, names: tuple[str, str], write: bool, monkeypatch: pytest.MonkeyPatch
):
    first = report(path, folder / names[0])
    before = sha256(first)
    update(monkeypatch, "0.2.0")
    monkeypatch.setattr(seal, "facts_named", lambda: {"facts": "newer"})  # tables that it has no rows of
    again = made(path, folder / names[1], write=write)
    assert (again.name, sha256(again)) == (names[1], before)
    session(path, "77")
    update(monkeypatch, "0.3.0")
    assert report(path, folder / USUAL).name == USUAL.replace("_v1", "_v2")
    assert sha256(first) == before


def test_another_total_or_other_factors_after_an_update_are_another_version(
    path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    first = report(path, folder / USUAL)
    before = sha256(first)
    update(monkeypatch, "0.2.0")
    monkeypatch.setattr(seal, "factor_sets", lambda _footprint: {"inhalers": "newer"})
    assert report(path, folder / USUAL).name == USUAL.replace("_v1", "_v2")
    assert sha256(first) == before


@pytest.mark.parametrize("key", [KEY, YEAR], ids=["a quarter", "a year of its quarters"])
def test_what_cannot_be_noted_is_not_made(
    path: Path, folder: Path, key: ReturnKey, monkeypatch: pytest.MonkeyPatch
):
    before = sha256(path)
    with pytest.raises(NotNoted, match=r"open to look at only.* was not made: .* close it and start again"):
        made(path, folder / "a.pdf", key, write=False)
    assert (sha256(path), list(folder.iterdir()), key_file(path).exists()) == (before, [], False)

    def refuse(*_arguments: object, **_more: object) -> None:
        raise StoreError("There is not enough space")

    with monkeypatch.context() as patch:
        patch.setattr(SqlStore, "issue", refuse)
        with pytest.raises(StoreError, match="not enough space"):
            made(path, folder / "a.pdf", key, write=True)
    store = open_store(path, write=False)
    assert (list(folder.iterdir()), store.keys()) == ([], [KEY])
    store.close()
    report(path, folder / "a.pdf", key)
    assert report(path, folder / "b.pdf", key).read_bytes() == (folder / "a.pdf").read_bytes()
    assert made(path, folder / "c.pdf", key, write=False).read_bytes() == (folder / "a.pdf").read_bytes()


def test_what_is_typed_while_a_pdf_is_made_is_not_noted_as_what_stands_in_it(
    path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    session(path, "77")
    store = open_store(path, write=True)
    pdf_of = return_files.pdf_of

    def typing(*arguments: object) -> bytes:
        stored = store.load(KEY)
        assert stored is not None
        store.set_figure(KEY, "electricity", stored.row_ids["electricity"][0], "kwh", "78")
        return pdf_of(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(return_files, "pdf_of", typing)
    with pytest.raises(UserError, match=r"figures changed while the PDF was made\. Nothing was written"):
        save_summary_pdf(OneReturn(store, KEY), folder / USUAL, path, never)
    stored = store.load(KEY)
    store.close()
    assert stored is not None
    assert stored.changed
    assert list(folder.iterdir()) == []


def test_a_data_file_is_not_signed_with_a_key_that_nobody_keeps(path: Path, folder: Path):
    store = open_store(path, write=False)
    with pytest.raises(NotNoted, match="open to look at only"):
        save_data_file(OneReturn(store, KEY), folder / "a.json", path, never)
    store.close()
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("how", ["an older copy", "an older copy, used twice", "none", "recorded anew"])
def test_a_file_that_was_put_back_by_hand_asks_the_copies_beside_it(path: Path, tmp_path: Path, how: str):
    older = back_up(path, tmp_path / "older.db")
    for number in (2, 3):
        session(path, str(number))
        made(path, tmp_path / f"{number}.pdf", write=True)
    path.unlink()
    if how.startswith("an older copy"):
        shutil.copyfile(older, path)
    if "twice" in how:
        session(path, "4")
    if how in ("none", "recorded anew"):
        record(path, document(2, "5"))
    if how != "recorded anew":
        session(path, "6")
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    third = read_pdf(tmp_path / "3.pdf")[0].revision
    assert read_pdf(report(path, folder / "other.pdf"))[0].revision == third + 1


def test_a_year_of_quarters_that_a_restored_store_does_not_hold_is_above_what_it_was(
    path: Path, folder: Path
):
    backup = back_up(path, folder / "b.db")
    report(path, folder / "year 1.pdf", YEAR)
    restore(path, backup)
    session(path, "6")
    assert read_pdf(report(path, folder / "year 2.pdf", YEAR))[0].revision == 2


@pytest.mark.parametrize("name", ["mine.pdf", "Report of Dr Smith.PDF"])
def test_a_version_is_known_by_what_a_file_holds_whatever_its_name(path: Path, folder: Path, name: str):
    session(path, "2")
    second = made(path, folder / "second.pdf", write=True)
    assert version_inside(second) == (KEY.ods_code, KEY.period.id, 2)
    second.rename(folder / name)
    shutil.rmtree(path.parent)
    record(path, DOCUMENT)
    session(path, "3")
    assert made(path, folder / USUAL, write=True).name == USUAL.replace("_v1", "_v3")
    assert report(path, folder / "of the year.pdf", YEAR).name == "of the year.pdf"


@pytest.mark.parametrize("name", ["other.pdf", USUAL], ids=["a chosen name", "the usual name"])
def test_a_version_that_a_file_bears_with_other_figures_is_not_given_again(
    path: Path, folder: Path, name: str
):
    before = sha256(report(path, folder / "mine.pdf"))
    shutil.rmtree(path.parent)
    record(path, document(1, "999"))
    assert read_pdf(report(path, folder / name))[0].revision == 2
    assert read_pdf(report(path, folder / "again.pdf"))[0].revision == 2, "and no third one of the same"
    assert sha256(folder / "mine.pdf") == before


@pytest.mark.sweep
@pytest.mark.parametrize("seed", range(5))
def test_whatever_is_done_one_version_is_one_pdf(path: Path, tmp_path: Path, seed: int):
    chance = random.Random(seed)
    folders = [tmp_path / "one", tmp_path / "two"]
    backups = [back_up(path, tmp_path / "0.db")]
    for each in folders:
        each.mkdir()
    written: dict[Path, str] = {}
    for number in range(1, 16):
        match chance.choice(STEPS):
            case "year":
                record(path, year_before(str(number), number))
            case "record":
                record(path, document(number, "5"))
            case "type":
                session(path, str(number))
            case "name":
                store = open_store(path, write=True)
                store.set_details(KEY, f"Surgery {number}", "U30213", Contact("Somebody"))
                store.close()
            case "back up":
                backups.append(back_up(path, tmp_path / f"{number}.db"))
            case "restore" | "put back" as how:
                BACK[how](path, chance.choice(backups))
            case _:
                name = chance.choice((USUAL, f"mine {number}.pdf"))
                file = report(path, chance.choice(folders) / name)
                written.setdefault(file, sha256(file))
    assert all(sha256(file) == digest for file, digest in written.items()), "none is written over"
    versions: dict[int, set[str]] = defaultdict(set)
    for file, digest in written.items():
        versions[read_pdf(file)[0].revision].add(digest)
    assert all(len(digests) == 1 for digests in versions.values())
    assert written
