"""Bills attached to figures: in backups if chosen, brought back by them, and missing only with a sentence."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from db.backups import backups_of
from db.beside.evidence import shared_folder
from db.opening import open_store
from db.restoring import restore
from db.store import SqlStore
from greenpractice.app import LocalServices
from greenpractice.command_line import options
from greenpractice.errors import UserError
from greenpractice.evidence_kept import choose_backed_up, keep, kept_names, look
from greenpractice.own_files import evidence_folder, own_file_words
from greenpractice.returns.documents import Flag
from greenpractice.store import StoreError
from tests.db.helpers import DOCUMENT, KEY

Attach = Callable[..., str]


@pytest.fixture
def attach(path: Path, tmp_path: Path) -> Attach:
    """Attach a bill with this content to a row of waste of the small return."""

    def made(store: SqlStore, content: str, row: int = 1) -> str:
        bill = tmp_path / "Smith Jane.csv"
        bill.write_text(content)
        name = keep(path, bill)
        kept = store.load(KEY)
        assert kept is not None
        store.set_flag(KEY, kept.row_ids["waste"][row], Flag("waste", row, evidence=(name,)))
        return name

    return made


@pytest.fixture
def store(path: Path) -> SqlStore:
    opened = open_store(path, write=True)
    opened.record(DOCUMENT)
    return opened


def spoil_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on there is no room for a file of evidence."""
    fsync = os.fsync

    def full(descriptor: int) -> None:
        if "-evidence" in os.readlink(f"/proc/self/fd/{descriptor}"):
            raise OSError(errno.ENOSPC, "No space left on device")
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", full)


def test_a_backup_has_the_bills_where_that_was_chosen_and_brings_them_back(
    path: Path, tmp_path: Path, store: SqlStore, attach: Attach, capsys: pytest.CaptureFixture[str]
):
    first, second = attach(store, "a", 0), attach(store, "b")
    without, beside = tmp_path / "stick" / "without.db", tmp_path / "stick" / "with.db"
    beside.parent.mkdir()
    store.backup(without)
    assert not evidence_folder(without).exists()
    choose_backed_up(path, True)
    store.close()
    assert options.run(["backup", str(beside), "--store", str(path)], LocalServices()) == 0
    assert "with.db: a verified copy" in (told := capsys.readouterr().err)
    assert told.rstrip().endswith(", with 2 bills or print-outs")
    assert kept_names(evidence_folder(beside)) == {first, second}
    assert own_file_words(evidence_folder(beside) / first, path).startswith("in the folder of bills")
    for name in (first, second):
        (evidence_folder(path) / name).unlink()
    told = restore(path, without)
    assert told.endswith(
        "2 bills or print-outs are missing, as this backup is without: "
        "Waste, row 1, April to June 2025; Waste, row 2, April to June 2025."
    )
    (evidence_folder(beside) / first).write_text("another")
    told = restore(path, beside)
    assert "1 bill or print-out came back with it. 1 bill or print-out is missing" in told
    assert look(path, second).problem == ""
    assert look(path, first).problem.startswith("missing")


def test_automatic_backups_share_them_and_let_go_of_what_none_refers_to(
    path: Path, store: SqlStore, attach: Attach
):
    choose_backed_up(path, True)
    first = attach(store, "a")
    store.back_up_if_changed()
    folder = shared_folder(path)
    assert kept_names(folder) == {first}
    second = attach(store, "b")
    store.back_up_if_changed()
    assert kept_names(folder) == {first, second}
    store.close()
    assert kept_names(evidence_folder(path)) == {second}  # the first was taken off, and no undo is left
    newest, oldest = backups_of(path)[0], backups_of(path)[1]
    assert "1 bill or print-out came back with it." in restore(path, oldest.path)
    assert kept_names(evidence_folder(path)) == {first, second}  # what was put aside needs the second
    restore(path, newest.path)
    again = open_store(path, write=True)
    oldest.path.unlink()
    attach(again, "c")
    again.back_up_if_changed()
    assert first not in kept_names(folder)
    again.close()


def test_what_another_file_of_the_same_name_needs_is_left_to_it(
    path: Path, store: SqlStore, attach: Attach, tmp_path: Path
):
    choose_backed_up(path, True)
    first, second = attach(store, "a", 0), attach(store, "b")
    beside = path.with_suffix(".bak")
    store.backup(beside)  # its bills lie where those of the data do
    for number in range(2):
        kept = store.load(KEY)
        assert kept is not None
        store.set_flag(KEY, kept.row_ids["waste"][number], Flag("waste", number, note="Taken off"))
    store.backup(beside)  # now without; undo still needs them
    assert kept_names(evidence_folder(path)) == {first, second}
    other = open_store(path.with_suffix(".sqlite"), write=True)
    other.record(DOCUMENT)
    kept = other.load(KEY)
    assert kept is not None
    other.set_flag(KEY, kept.row_ids["waste"][0], Flag("waste", 0, evidence=(first,)))
    other.close()
    store.close()
    assert kept_names(evidence_folder(path)) == {first}


def test_a_backup_that_is_refused_leaves_no_bills_and_one_that_is_there_gets_them_later(
    path: Path, tmp_path: Path, store: SqlStore, attach: Attach
):
    name, notes = attach(store, "a"), tmp_path / "stick" / "notes.txt"
    store.close()
    again = open_store(path, write=True)
    choose_backed_up(path, True)  # after its newest backup, and no figure changes any more
    notes.parent.mkdir()
    notes.write_text("Ring the energy company")
    with pytest.raises(StoreError, match="another kind of file"):
        again.backup(notes)
    assert list(notes.parent.iterdir()) == [notes]
    again.close()
    assert kept_names(shared_folder(path)) == {name}


def test_where_there_is_no_room_nothing_counts_and_nothing_is_left(
    path: Path, tmp_path: Path, store: SqlStore, attach: Attach, monkeypatch: pytest.MonkeyPatch
):
    name = attach(store, "a")
    choose_backed_up(path, True)
    target = tmp_path / "full.db"
    with monkeypatch.context() as patched:
        spoil_disk(patched)
        with pytest.raises(StoreError, match="There is not enough space"):
            store.backup(target)
        with pytest.raises(StoreError, match="saved and backed up, but not all bills"):
            store.back_up_if_changed()
        (tmp_path / "b.csv").write_text("b")
        with pytest.raises(UserError, match=r"not enough space in .* to save a copy of b\.csv"):
            keep(path, tmp_path / "b.csv")
    assert not target.exists()
    assert kept_names(evidence_folder(target)) == set()
    assert kept_names(evidence_folder(path)) == {name}
    assert not list(evidence_folder(path).glob("*.part"))
    store.close()


def test_a_name_from_elsewhere_is_no_place_of_the_disk(path: Path, tmp_path: Path, store: SqlStore):
    for name in ("../greenpractice.db", "scales.jpg", f"{'a' * 32}.pdf/..", f"/{'a' * 32}.pdf"):
        assert look(path, name).problem.startswith("named only")
    assert store.check() == []
    assert evidence_folder(path).exists() is False
    store.close()
