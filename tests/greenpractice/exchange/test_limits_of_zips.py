"""Zips with more in them than they are worth end in time and memory, with a sentence."""

import struct
import time
import tracemalloc
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from greenpractice.exchange import containers, finding
from greenpractice.exchange.finding import found_files, how_many_files
from tests.greenpractice.exchange.test_finding import a_zip, said


def listed_again(packed: bytes, times: int) -> bytes:
    """The zip with its one file listed so many times, all of the same bytes."""
    start, end = packed.index(b"PK\x01\x02"), packed.rindex(b"PK\x05\x06")
    entries = packed[start:end] * times
    last = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, times, times, len(entries), start, 0)
    return packed[:start] + entries + last


def a_long_zip(count: int) -> bytes:
    """So many empty files, written as far as a list of them; zipfile takes many seconds for it."""
    names = [f"{number:06}.pdf".encode() for number in range(count)]
    head = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 0, 0, 33, 0, 0, 0, 10, 0)
    listed = b"".join(
        struct.pack(
            "<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 0, 0, 33, 0, 0, 0, 10, 0, 0, 0, 0, 0, number * 40
        )
        + name
        for number, name in enumerate(names)
    )
    start = count * 40
    end = struct.pack("<4sQ2H2I4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, len(listed), start)
    end += struct.pack("<4sIQI", b"PK\x06\x07", 0, start + len(listed), 1)
    end += struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(listed), start, 0)
    return b"".join(head + name for name in names) + listed + end


def test_a_zip_of_100_000_entries_ends_with_a_sentence(tmp_path: Path):
    path = tmp_path / "many.zip"
    path.write_bytes(a_long_zip(100_000))
    with zipfile.ZipFile(path) as opened:
        assert len(opened.namelist()) == 100_000
    tracemalloc.start()
    start = time.monotonic()
    words = said(path)
    seconds, peak = time.monotonic() - start, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert seconds < 1
    assert peak < 4 << 20
    assert "more than 20,000 files" in words["many.zip"]
    assert how_many_files([path]) == 1


def test_zips_of_many_zips_end_with_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(finding, "MOST_PARTS", 10)
    inner = a_zip(*((f"{number}.txt", b"") for number in range(5)))
    (tmp_path / "z.zip").write_bytes(a_zip(*((f"{number}.zip", inner) for number in range(4))))
    assert any("the rest was not read" in words for words in said(tmp_path).values())
    monkeypatch.setattr(finding, "_MOST_UNPACKED", 10)
    (tmp_path / "z.zip").write_bytes(a_zip(("a.pdf", bytes(8)), ("b.pdf", bytes(8))))
    assert "more than 2 GB" in said(tmp_path)["z.zip/b.pdf"]


def test_bytes_that_a_zip_lists_many_times_are_read_once(tmp_path: Path):
    (tmp_path / "z.zip").write_bytes(listed_again(a_zip(("a.pdf", b"%PDF- one")), 2_000))
    files = list(found_files([tmp_path]))
    assert [file.data for file in files] == [b"%PDF- one", None]
    assert files[0].again() == b"%PDF- one"
    assert "as 1,999 more files: these were not read" in said(tmp_path)["z.zip"]
    assert how_many_files([tmp_path]) == 1


def test_entries_of_a_zip_that_overlap_are_one(tmp_path: Path):
    """The second lies in the first, as where a whole zip is packed in another unpressed."""
    inner = a_zip(("inner.pdf", b"%PDF- inner"))
    with zipfile.ZipFile(tmp_path / "z.zip", "w", zipfile.ZIP_STORED) as packed:
        packed.writestr("outer.pdf", inner)
    data = (tmp_path / "z.zip").read_bytes()
    with zipfile.ZipFile(BytesIO(inner)) as opened:
        opened.filelist[0].header_offset += data.index(inner)
        lists = inner[inner.index(b"PK\x01\x02") : inner.rindex(b"PK\x05\x06")]
    place = struct.pack("<I", data.index(inner))
    start, end = data.rindex(b"PK\x01\x02"), data.rindex(b"PK\x05\x06")
    listed = data[start:end] + lists[:42] + place + lists[46:]
    last = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 2, 2, len(listed), start, 0)
    (tmp_path / "z.zip").write_bytes(data[:start] + listed + last)
    assert [file.name for file in found_files([tmp_path])] == ["z.zip/outer.pdf", "z.zip"]


def test_what_is_in_one_file_has_a_limit_of_time_together(tmp_path: Path):
    """By a clock of the test's own: each file in it takes a minute to read, and so the rest is named."""
    now = [0.0]
    (tmp_path / "a.zip").write_bytes(a_zip(*((f"{number:02}.pdf", b"%PDF-") for number in range(20))))
    (tmp_path / "b.pdf").write_bytes(b"%PDF-")
    names = []
    for file in found_files([tmp_path], patience=finding.Patience(clock=lambda: now[0])):
        names.append(file.name)
        now[0] += 60
        if file.name == "a.zip":
            assert file.unread is not None
            assert "longer than 5 minutes; the rest (14) was not read" in file.unread.why
    assert names == [*(f"a.zip/{number:02}.pdf" for number in range(6)), "a.zip", "b.pdf"]


@pytest.mark.parametrize("nested", [False, True])
def test_after_a_few_files_that_are_stopped_the_rest_of_a_zip_is_passed_over(tmp_path: Path, nested: bool):
    stopped = [0]
    inside = a_zip(*((f"{number:02}.pdf", b"%PDF-") for number in range(20)))
    (tmp_path / "a.zip").write_bytes(a_zip(("in.zip", inside), ("z.pdf", b"%PDF-")) if nested else inside)
    (tmp_path / "b.pdf").write_bytes(b"%PDF-")
    found = []
    for file in found_files([tmp_path], patience=finding.Patience(stopped=lambda: stopped[0])):
        found.append(file)
        stopped[0] += "a.zip/" in file.name and file.data is not None
    read = [file.name for file in found if file.data is not None]
    assert (len(read), read[-1]) == (finding.MOST_STOPPED + 1, "b.pdf")
    words = [file.unread.why for file in found if file.unread is not None]
    assert len(words) == 1 + nested
    assert "beyond the limits for one file; the rest (17) was not read" in words[0]


def test_a_zip_that_lies_about_its_list_is_damaged(tmp_path: Path):
    data = bytearray(a_zip(("a.pdf", b"a")))
    place = data.rfind(b"PK\x05\x06")
    data[place + 10 : place + 16] = b"\xff" * 6
    (tmp_path / "z.zip").write_bytes(data)
    assert "more than 20,000" in said(tmp_path)["z.zip"]
    data[place + 10 : place + 16] = b"\x01\x00\xff\x00\x00\x00"
    (tmp_path / "z.zip").write_bytes(data)
    assert "damaged" in said(tmp_path)["z.zip"]
    assert containers.how_many_parts(tmp_path / "z.zip") == 1
