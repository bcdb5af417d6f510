"""No PDF with other content is written over, and no version is given twice, whatever was restored."""

import shutil
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pypdf import PdfWriter

from db.backups import backups_of
from db.opening import open_store
from db.restoring import restore
from greenpractice.errors import UserError
from greenpractice.exchange.pdf_return import read_pdf
from greenpractice.exchange.signing import SigningKey
from greenpractice.periods import Period
from greenpractice.reports.summary import summary_pdf
from greenpractice.store import Recorded, ReturnKey, RevisionError
from greenpractice.tasks.exports import never
from greenpractice.tasks.return_files import OneReturn, save_summary_pdf, summary_name
from greenpractice.tasks.versions_there import highest_beside, write_where_nothing_else_is
from tests.db.helpers import DOCUMENT, KEY, document, session, sha256


def create(path: Path, folder: Path, kwh: str | None = None, name: str = "") -> Path:
    """Type a figure, and make the PDF as the window does or under a name."""
    store = open_store(path, write=True)
    try:
        stored = store.load(KEY)
        assert stored is not None
        if kwh is not None:
            store.set_figure(KEY, "electricity", stored.row_ids["electricity"][0], "kwh", kwh)
        what = OneReturn(store, KEY)
        usual = summary_name(DOCUMENT).replace("_v1", f"_v{what.stored().next_revision}")
        (made,) = save_summary_pdf(what, folder / (name or usual), path, never)
        return made
    finally:
        store.close()


def foreign_pdf() -> bytes:
    writer, out = PdfWriter(), BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(out)
    return out.getvalue()


def pdf_of_another_period() -> bytes:
    other = replace(document(1), period=document(1).period.next)
    return summary_pdf(other, [], SigningKey(Ed25519PrivateKey.generate()))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "practice" / "greenpractice.db"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "pdfs"
    folder.mkdir()
    return folder


def issue_twice(path: Path, folder: Path) -> tuple[Path, Path]:
    """Version 1 is in the first backup, version 2 and 3 are made after it; back to the first backup."""
    store = open_store(path, write=True)
    if store.load(KEY) is None:
        store.record(DOCUMENT)
    store.close()
    create(path, folder)
    first = backups_of(path)[-1]
    second = create(path, folder, "200")
    third = create(path, folder, "300")
    restore(path, first.path)
    return second, third


def session_of_another(path: Path) -> None:
    """A backup of a store that holds another practice only."""
    store = open_store(path, write=True)
    store.record(document(1, ods_code="C82002"))
    store.close()


def test_after_a_restore_the_next_version_is_above_every_one_that_was_issued(path: Path, folder: Path):
    second, third = issue_twice(path, folder)
    before = sha256(second), sha256(third)
    elsewhere = folder / "another place"
    elsewhere.mkdir()
    made = create(path, elsewhere, "400")  # nothing beside it says what was issued
    assert (made.name, read_pdf(made)[0].revision) == (third.name.replace("_v3", "_v4"), 4)
    assert (sha256(second), sha256(third)) == before
    assert create(path, elsewhere, "500").name.endswith("_v5.pdf")


@pytest.mark.parametrize("revision", [2, 3])
@pytest.mark.parametrize("empty", [False, True], ids=["an older one is held", "the return is not held"])
def test_a_revision_issued_before_the_restore_is_not_recorded_with_what_it_did_not_hold(
    path: Path, folder: Path, revision: int, empty: bool
):
    if empty:
        session_of_another(path)
    issue_twice(path, folder)
    if empty:
        restore(path, backups_of(path)[-1].path)
    elsewhere = folder / "another place"
    elsewhere.mkdir()
    store = open_store(path, write=True)
    try:
        before = store.load(KEY)
        assert (before is None) is empty
        said = rf"revision {revision} was issued before .* above 3, or restore"
        with pytest.raises(RevisionError, match=said):
            store.record(document(revision, "999"))
        assert store.load(KEY) == before
        if not empty:
            assert store.record(DOCUMENT) is Recorded.UNCHANGED
        assert store.record(document(4, "999")) is Recorded.STORED
    finally:
        store.close()
    made = create(path, elsewhere)
    assert read_pdf(made)[0] == document(4, "999")


def test_a_revision_is_recorded_again_from_the_copy_that_holds_it(path: Path, folder: Path):
    issue_twice(path, folder)
    (aside,) = path.parent.glob("*.before-restore-*")
    restore(path, aside)
    store = open_store(path, write=True)
    held = store.load(KEY)
    assert held is not None
    assert store.record(held.document) is Recorded.UNCHANGED
    assert (held.document.revision, held.next_revision) == (3, 3)
    store.close()


def test_what_was_known_is_known_after_one_more_restore(path: Path, folder: Path):
    issue_twice(path, folder)
    session(path, "7")
    for aside in path.parent.glob("*.before-restore-*"):
        aside.unlink()
    restored, *others = backups_of(path)
    for other in others:
        other.path.unlink()
    path.unlink()
    restore(path, restored.path)
    store = open_store(path, write=True)
    stored = store.load(KEY)
    assert store.check() == []
    store.close()
    assert stored is not None
    assert (stored.document.revision, stored.next_revision) == (1, 4)


def test_a_store_that_knows_nothing_learns_from_the_names_in_the_folder(path: Path, folder: Path):
    _, third = issue_twice(path, folder)
    before = sha256(third)
    shutil.rmtree(path.parent)
    session(path)  # a new computer, the same folder of PDFs
    made = create(path, folder, "400")
    assert (made.name[-7:], read_pdf(made)[0].revision) == ("_v4.pdf", 4)
    assert sha256(third) == before


def test_the_same_version_with_other_figures_is_not_written_over(path: Path, folder: Path):
    session(path)
    kept = create(path, folder, name="mine.pdf")
    before = sha256(kept)
    shutil.rmtree(path.parent)
    store = open_store(path, write=True)
    store.record(document(1, "999"))
    store.close()
    with pytest.raises(UserError, match=r"mine.pdf holds version 1 of this return with other figures"):
        create(path, folder, name="mine.pdf")
    assert sha256(kept) == before


def test_another_version_is_not_written_over_under_a_chosen_name(path: Path, folder: Path):
    session(path)
    kept = create(path, folder, name="mine.pdf")
    before = sha256(kept)
    assert create(path, folder, name="mine.pdf") == kept
    assert sha256(kept) == before
    with pytest.raises(UserError, match=r"holds version 1 .* this one is version 2. It was not touched"):
        create(path, folder, "200", name="mine.pdf")
    assert sha256(kept) == before
    assert read_pdf(create(path, folder, name="next.pdf"))[0].revision == 2


@pytest.mark.parametrize(
    ("name", "highest"),
    [
        ("Greener-return_C82001_2025-26-Q1_v7.pdf", 7),
        ("Greener-return_C82001_2025-26-Q1_v12 (1).PDF", 12),
        ("Greener-return_C82001_2025-26-Q1_v3 copy.pdf", 3),
        ("Greener-return_C82002_2025-26-Q1_v7.pdf", 0),
        ("Greener-return_C82001_2025-26-Q2_v7.pdf", 0),
        ("Greener-return_C82001_2025-26-Q1_v7.json", 0),
        ("Greener-return_C82001_2025-26-Q1_v99999.pdf", 0),
    ],
)
def test_which_names_count(folder: Path, name: str, highest: int):
    (folder / name).touch()
    assert highest_beside(folder, KEY) == 0, "an empty file decides nothing"
    (folder / name).write_bytes(b"%PDF-1.7 damaged: it may have been issued")
    assert highest_beside(folder, KEY) == highest
    assert highest_beside(folder / "not there", KEY) == 0


def test_what_is_in_a_file_counts_and_not_its_name(path: Path, folder: Path):
    session(path)
    made = create(path, folder)
    shutil.copy(made, folder / summary_name(document(9999)))
    shutil.copy(made, folder / "Greener-return_C82001_2025-26-Q2_v7.pdf")
    assert highest_beside(folder, KEY) == 1
    assert highest_beside(folder, ReturnKey("C82001", Period(2025, 2))) == 0


FILES = Path(__file__).parents[2] / "files"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (foreign_pdf(), "no summary PDF that this app can read"),
        ((FILES / "return-version-2.pdf").read_bytes()[:20_000], "no summary PDF that this app can read"),
        (b"%PDF-1.7 the lease of the building", "no summary PDF that this app can read"),
        (pdf_of_another_period(), "holds the return of C82001 for July to September 2025"),
    ],
    ids=["another program's", "cut off", "no PDF inside", "another period's"],
)
@pytest.mark.parametrize("name", ["lease.pdf", ""], ids=["under its name", "under the usual name"])
def test_a_pdf_that_is_not_this_returns_own_is_never_written_over(
    path: Path, folder: Path, content: bytes, said: str, name: str
):
    session(path)
    target = folder / (name or summary_name(DOCUMENT))
    target.write_bytes(content)
    with pytest.raises(UserError, match=said):
        create(path, folder, name=target.name)
    assert target.read_bytes() == content


@pytest.mark.parametrize("there", [b"%PDF-1.7 a", b"%PDF-1.7 the lease of the building", b"a letter"])
def test_a_file_that_nobody_named_is_written_over_no_other(folder: Path, path: Path, there: bytes):
    files = [("1.pdf", b"%PDF-1.7 one"), ("2.pdf", b"%PDF-1.7 a"), ("3.pdf", b"%PDF-1.7 three")]
    (folder / "2.pdf").write_bytes(there)
    if there == files[1][1]:
        for _ in range(2):
            write_where_nothing_else_is(folder, files, path)
        assert sorted((each.name, each.read_bytes()) for each in folder.iterdir()) == files
    else:
        with pytest.raises(UserError, match=r"2\.pdf is there already and is another file"):
            write_where_nothing_else_is(folder, files, path)
        assert [(each.name, each.read_bytes()) for each in folder.iterdir()] == [("2.pdf", there)]
