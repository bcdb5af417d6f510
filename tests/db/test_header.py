"""What kind of file stands at a path is told from its first bytes: how many there are, how near to ours."""

import re
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from db.header import (
    HEADER_BYTES,
    MAGIC,
    FileKind,
    Header,
    check_kind,
    has_journal,
    journal_of,
    journal_restores,
    read_header,
)
from db.tables import APPLICATION_ID
from greenpractice.store import StoreDamaged, StoreError, StoreNewer

NEWEST = 5


def header(**numbers: int) -> bytearray:
    """The first 100 bytes of a store of one page of 4,096 bytes; `at18=2` puts 2 at byte 18."""
    found = bytearray(HEADER_BYTES)
    found[:16] = MAGIC
    found[16:20] = b"\x10\x00\x01\x01"
    found[28:32] = (1).to_bytes(4)
    found[68:72] = APPLICATION_ID.to_bytes(4)
    for place, number in numbers.items():
        found[int(place.removeprefix("at"))] = number
    return found


def read(tmp_path: Path, first: bytes, size: int) -> Header:
    path = tmp_path / "greenpractice.db"
    path.write_bytes(first + bytes(size - len(first)))
    return read_header(path)


def test_a_header_is_told_from_its_hundred_bytes(tmp_path: Path):
    assert read(tmp_path, header(), 4096) == Header(FileKind.STORE, True, True)
    assert read(tmp_path, header(), 100) == Header(FileKind.STORE, True, False)
    assert read(tmp_path, header()[:99], 99).kind is FileKind.OTHER
    assert read(tmp_path, header()[:72], 72).kind is FileKind.OTHER
    assert read(tmp_path, b"", 0) == Header(FileKind.EMPTY, True, True)
    why = ".+" if sys.platform == "win32" else "No such file or directory"
    with pytest.raises(StoreError, match=rf"nothing\.db cannot be read \({why}\)\.$"):
        read_header(tmp_path / "nothing.db")


@pytest.mark.parametrize(
    ("flipped", "kind"),
    [
        ({}, FileKind.STORE),
        ({"at0": MAGIC[0] ^ 1}, FileKind.SPOILT),
        ({"at0": MAGIC[0] ^ 0xFF}, FileKind.SPOILT),  # 8 bits
        ({"at0": MAGIC[0] ^ 0xFF, "at1": MAGIC[1] ^ 1}, FileKind.OTHER),  # 9
        ({"at71": APPLICATION_ID % 256 ^ 1}, FileKind.SPOILT),
    ],
)
def test_up_to_eight_bits_away_a_file_is_a_spoilt_store(
    tmp_path: Path, flipped: dict[str, int], kind: FileKind
):
    assert read(tmp_path, header(**flipped), 4096).kind is kind


@pytest.mark.parametrize(("byte", "is_legacy"), [("at18", False), ("at19", False), ("at17", True)])
def test_another_kind_of_journal_is_told(tmp_path: Path, byte: str, is_legacy: bool):
    assert read(tmp_path, header(**{byte: 2}), 4096).journal_is_legacy is is_legacy


def test_pages_and_size_are_compared_and_a_page_size_of_1_means_64_kibibytes(tmp_path: Path):
    assert not read(tmp_path, header(), 4097).pages_match
    assert read(tmp_path, header(at31=2), 8192).pages_match
    largest = header(at16=0, at17=1)
    assert read(tmp_path, largest, 65536).pages_match
    assert not read(tmp_path, largest, 65537).pages_match


def of_version(tmp_path: Path, version: int) -> Path:
    path = tmp_path / f"{version}.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {version}; CREATE TABLE a (b)"
        )
    return path


def test_a_version_up_to_a_thousand_ahead_is_newer_and_any_other_is_none(tmp_path: Path):
    for version in (0, 1, NEWEST):  # 0 is a file whose tables were never made
        assert check_kind(of_version(tmp_path, version), NEWEST, write=False) == version
    for version in (NEWEST + 1, NEWEST + 1000):
        with pytest.raises(StoreNewer, match=rf"store version {version}; this program reads up to 5\)"):
            check_kind(of_version(tmp_path, version), NEWEST, write=False)
    for version in (NEWEST + 1001, -1):
        with pytest.raises(StoreDamaged, match="its version is none that there is"):
            check_kind(of_version(tmp_path, version), NEWEST, write=False)


@pytest.mark.parametrize(
    ("content", "error", "sentence"),
    [
        (b"", StoreDamaged, "it is empty (0 bytes)"),
        (
            bytes(4096),
            StoreError,
            "is not a Greener Practice store. It was not touched",
        ),
        (bytes(header(at0=0)) + bytes(3996), StoreDamaged, "its first bytes are not those of a store"),
        (bytes(header(at18=2)) + bytes(3996), StoreDamaged, "its header names another kind of journal"),
    ],
)
def test_what_this_program_must_not_touch_is_refused(
    tmp_path: Path, content: bytes, error: type[StoreError], sentence: str
):
    path = tmp_path / "greenpractice.db"
    path.write_bytes(content)
    with pytest.raises(StoreError, match=re.escape(sentence)) as raised:
        check_kind(path, NEWEST, write=False)
    assert raised.type is error
    assert path.read_bytes() == content


def test_a_store_of_another_size_than_it_says_is_damaged_unless_a_journal_waits(tmp_path: Path):
    path = of_version(tmp_path, 1)
    path.write_bytes(path.read_bytes() + bytes(1))
    with pytest.raises(StoreDamaged, match="its size is not what its header says"):
        check_kind(path, NEWEST, write=False)
    journal_of(path).write_bytes(b"")
    with pytest.raises(StoreDamaged, match="its size is not what its header says"):
        check_kind(path, NEWEST, write=False)


@pytest.mark.parametrize(
    ("journal", "restores"),
    [
        (None, False),
        (b"", False),
        (bytes(600), False),
        (bytes(header()), True),
        (bytes(512) + bytes(header()) + bytes(9), True),
        (bytes(512) + bytes(header())[:99], False),
        (bytes(512) + bytes(header(at71=0)), False),
    ],
)
def test_a_journal_restores_a_store_if_it_holds_its_first_page(
    tmp_path: Path, journal: bytes | None, restores: bool
):
    path = tmp_path / "greenpractice.db"
    if journal is not None:
        journal_of(path).write_bytes(journal)
    assert has_journal(path) is bool(journal)
    assert journal_restores(path) is restores


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no size there")
def test_a_journal_that_cannot_be_read_restores_nothing(tmp_path: Path):
    path = tmp_path / "greenpractice.db"
    (journal_of(path) / "a folder").mkdir(parents=True)
    assert has_journal(path)
    assert not journal_restores(path)
