"""Where the files of a store lie and who may read them; and a store that another file took the place of."""

import shutil
import stat
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.backups import backups_of
from db.opening import open_store
from db.restoring import restore
from db.store import SqlStore
from greenpractice.exchange.signing import signing_key
from greenpractice.returns.verdicts import Unsigned
from greenpractice.store import NewReturn, StoreError, key_file
from tests.db.helpers import DOCUMENT, KEY, content_of, document, session

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="has other rights, and links only for some")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@posix_only
def test_whatever_holds_figures_is_for_its_owner_only(path: Path, tmp_path: Path):
    path = path.parent / "deeper" / path.name
    session(path, "1")
    session(path, "2")
    store = open_store(path, write=True)
    new = NewReturn(DOCUMENT, Unsigned(), "a.pdf", b"%PDF-", from_data_page=False)
    store.receive([new], datetime(2026, 1, 1, tzinfo=UTC))
    signing_key(path)
    store.backup(tmp_path / "copy.db")
    store.close()
    restore(path, backups_of(path)[0].path)
    path.write_bytes(b"")
    with pytest.raises(StoreError):
        open_store(path, write=True)
    there = [each for each in tmp_path.rglob("*") if each != path]
    assert {mode(each) for each in there if each.is_dir()} == {0o700}
    assert {each.name: mode(each) for each in there if each.is_file() and mode(each) != 0o600} == {}
    assert len([each for each in there if each.is_file()]) > 7


def left_open(path: Path) -> list[Path]:
    """All that an earlier version may have left for everybody to read."""
    session(path, "1")
    session(path, "2")
    store = open_store(path, write=True)
    new = NewReturn(DOCUMENT, Unsigned(), "a.pdf", b"%PDF-", from_data_page=False)
    store.receive([new], datetime(2026, 1, 1, tzinfo=UTC))
    signing_key(path)
    store.close()
    restore(path, backups_of(path)[0].path)
    path.with_name(f"{path.name}.damaged-20250101T000000Z").write_bytes(b"figures")
    files = [each for each in path.parent.rglob("*") if each.is_file()]
    assert {each.suffix for each in files} >= {".db", ".key", ".pdf", ".lock"}
    for file in files:
        file.chmod(0o644)
    return files


@posix_only
def test_what_an_earlier_version_left_open_is_closed_by_a_writer_and_left_alone_by_a_reader(path: Path):
    files = left_open(path)
    other = path.with_name("other.db")
    other.write_bytes(b"of another program")
    other.chmod(0o644)
    kept = backups_of(path)[0].path
    kept.chmod(0o444)  # somebody's own protection is not taken away
    open_store(path, write=False).close()
    assert {mode(each) for each in files if each != kept} == {0o644}
    open_store(path, write=True).close()
    assert {each.name: oct(mode(each)) for each in files if mode(each) != 0o600} == {kept.name: oct(0o400)}
    assert mode(other) == 0o644


@posix_only
def test_rights_that_cannot_be_changed_are_no_error(path: Path, monkeypatch: pytest.MonkeyPatch):
    files = left_open(path)

    def refuse(_path: Path, _mode: int) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "chmod", refuse)
    store = open_store(path, write=True)
    assert store.can_write
    store.close()
    assert {mode(each) for each in files if each.exists()} == {0o644}


@posix_only
def test_everything_lies_beside_the_file_itself_whatever_link_led_to_it(path: Path, tmp_path: Path):
    session(path, "1")
    link = tmp_path / "desk" / "link.db"
    link.parent.mkdir()
    link.symlink_to(path)
    folder = tmp_path / "by another name"
    folder.symlink_to(path.parent)
    for way in (link, folder / path.name):
        store = open_store(way, write=True)
        assert store.path == path
        with pytest.raises(StoreError, match="has had this data open"):
            open_store(path, write=True)
        store.close()
        session(way, "2" if way == link else "3")
    restore(link, backups_of(path)[-1].path)
    assert link.is_symlink()
    assert [each.name for each in link.parent.iterdir()] == ["link.db"]
    assert len(backups_of(path)) == 3
    assert key_file(store.path).parent == path.parent


@pytest.mark.parametrize("put", [Path.replace, shutil.copyfile])  # another file, other bytes in the same one
def test_a_copy_that_took_the_place_of_an_open_store_is_noticed_before_anything_is_written(
    path: Path, put: Callable[[Path, Path], object]
):
    session(path, "1")
    copy = path.with_name("copy.db")
    shutil.copy(path, copy)
    store = open_store(path, write=True)
    row = store.load(KEY).row_ids["electricity"][0]  # type: ignore[union-attr]
    store.set_figure(KEY, "electricity", row, "kwh", "2")
    put(copy, path)
    with pytest.raises(StoreError, match="was replaced by another copy while it was open"):
        store.set_figure(KEY, "electricity", row, "kwh", "3")
    with pytest.raises(StoreError, match="was replaced"), store.step("more"):
        store.set_details(KEY, "Another", None, None)
    assert store.documents([KEY]) == [document(1, "1")]
    store.close()
    again = open_store(path, write=True)
    again.set_figure(KEY, "electricity", row, "kwh", "4")
    again.set_figure(KEY, "electricity", row, "kwh", "5")
    assert content_of(again)[KEY][0].document == document(1, "5")
    again.close()


def half(store: SqlStore, row: int) -> None:
    store.set_figure(KEY, "electricity", row, "kwh", "2")
    store.choose(99)


def test_a_step_that_fails_is_no_other_copy(path: Path):
    session(path, "1")
    store = open_store(path, write=True)
    row = store.load(KEY).row_ids["electricity"][0]  # type: ignore[union-attr]
    with pytest.raises(StoreError), store.step("half"):
        half(store, row)
    store.set_figure(KEY, "electricity", row, "kwh", "3")
    assert store.documents([KEY]) == [document(1, "3")]
    store.close()


@pytest.mark.parametrize(("more", "said"), [(2, "Y00001 and Y00002"), (3, "Y00002 and others")])
def test_whose_figures_took_the_place_of_an_open_store_is_said_of_a_few(path: Path, more: int, said: str):
    store = open_store(path, write=True)
    store.record(DOCUMENT)
    store.close()
    copy = path.with_name("copy.db")
    shutil.copy(path, copy)
    of_others = open_store(copy, write=True)
    for number in range(1, more + 1):
        of_others.record(replace(DOCUMENT, ods_code=f"Y0000{number}", name=None))
    of_others.close()
    store = open_store(path, write=True)
    copy.replace(path)
    with pytest.raises(StoreError) as told:
        store.record(document(2))
    assert said in str(told.value)
    assert ("others" in str(told.value)) == (more > 2)
    store.close()
