"""Whatever a file holds, reading it ends in time with a state, and only an unchanged return is a return."""

import io
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfWriter

from greenpractice.exchange import reading_worker
from greenpractice.exchange.arrival_reading import read_arrival
from greenpractice.exchange.finding import found_files
from greenpractice.exchange.pdf_return import ATTACHMENT_NAME
from greenpractice.exchange.reading_worker import SECONDS, Reader
from greenpractice.network.states import Read, Several, Unread
from tests.faults.measuring import Meter
from tests.greenpractice.network.hostile import bomb, hostile_files, mutated
from tests.greenpractice.network.samples import a_return, members, pdf

pytestmark = pytest.mark.usefixtures("own_reader")

DOCUMENT = a_return(members()[0])
OPENS = ("a password to change", "an old password")  # with an empty password, and the return is whole
SLACK = 10.0  # seconds, for a machine that is busy: without limits they would take minutes


@pytest.fixture(scope="module")
def good() -> bytes:
    return pdf(DOCUMENT)


@pytest.fixture(scope="module")
def other() -> bytes:
    """A PDF with pages and nothing else."""
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as reader:
        yield reader


def test_no_hostile_file_is_read_and_none_takes_long(good: bytes, other: bytes, reader: Reader):
    reader.read(good, "warm-up")
    count = 0
    for name, data in hostile_files(good, other):
        start = time.monotonic()
        found = reader.read(data, name)
        assert time.monotonic() - start < SECONDS + SLACK, name
        assert not (isinstance(found, Unread) and "brings the reader down" in found.why), name
        if isinstance(found, Read):  # damage that reached neither attachment nor structure
            assert found.document == DOCUMENT, name
            assert name in ("60 changed bytes", "cut at 99%", *OPENS), name
        elif isinstance(found, Several):
            assert name == "the name twice"
            assert {each.status for each in found.parts if isinstance(each, Unread)} == {"unreadable"}
        else:
            assert found.status in ("unreadable", "no_data", "altered", "newer_version"), name
            assert found.why.endswith("."), name
        count += 1
    assert count >= 39
    assert isinstance(reader.read(good, "good"), Read)


# Of these the whole return is left, with its check code and signature: damage elsewhere, or saved again.
UNHARMED = {
    "bitflip60",
    "enc_owner_only",
    "enc_owner_rc4",
    "junkafter",
    "junkbefore",
    "linearized",
    "tampered_title",
}
RESAVED = {"via_gs", "via_cairo", "via_qpdf", "via_mutool"}  # where these programs are installed


@pytest.mark.shared
def test_the_39_hostile_files_of_the_reference_folder_are_refused_in_time(
    good: bytes, other: bytes, shared: Path, tmp_path: Path
):
    for folder in ("h", "o2", "o3"):
        (tmp_path / folder).mkdir()
    given = {"o2/1.pdf": good, "o3/1.pdf": other, "m.png": b"\x89PNG\r\n\x1a\n", "bomb": bomb(4 << 30)}
    for name, data in given.items():
        (tmp_path / name).write_bytes(data)
    text = (shared / "examples" / "mkhostile.py").read_text(encoding="utf-8")
    for before, after in (
        ("practice-data.json", ATTACHMENT_NAME),
        ("igp.summary", "greenpractice-return"),
        ("range(600)", "range(30)"),  # more than 20 MB is refused as it is
        ("bomb(4)", "open('bomb', 'rb').read()"),  # deflated before: that takes longer than all the rest
    ):
        assert before in text
        text = text.replace(before, after)
    subprocess.run([sys.executable, "-c", text], cwd=tmp_path, capture_output=True, check=True, timeout=300)
    names = set()
    with Meter() as meter:
        for file in found_files([tmp_path / "h"]):
            name = Path(file.name).stem
            names.add(name)
            if file.data is None:
                assert file.unread is not None
                assert "larger than 20 MB" in file.unread.why
                continue
            came = meter.read(file.data, file.name)
            assert came.seconds < SECONDS + SLACK, name
            assert (came.megabytes or 0) <= 512, name
            if isinstance(came.found, Read):
                assert came.found.document == DOCUMENT, name
                assert name in UNHARMED | RESAVED
            else:
                assert came.state in ("unreadable", "no_data", "several"), name
    assert len(names - RESAVED) == 39


def test_mutated_files_are_the_return_or_nothing(good: bytes):
    """The short form; `tests/faults/mutate_pdfs.py` is the long one."""
    chance = random.Random(7)
    for _ in range(100):
        found = read_arrival(mutated(good, chance), "mutated.pdf")
        assert isinstance(found, Unread) or (isinstance(found, Read) and found.document == DOCUMENT)


def test_a_reader_that_takes_too_long_is_replaced(good: bytes, other: bytes):
    with Reader(seconds=0.0) as reader:
        found = reader.read(good, "slow.pdf")
        assert isinstance(found, Unread)
        assert "longer than" in found.why


def test_a_reader_without_memory_says_so_and_the_next_file_is_read(good: bytes):
    with Reader(memory=200 << 20) as reader:
        found = reader.read(good + bytes(19 << 20), "large.pdf")
        assert isinstance(found, Read | Unread)
        assert isinstance(reader.read(good, "good.pdf"), Read)


def test_the_limits_are_5_seconds_and_512_mb():
    assert (reading_worker.SECONDS, reading_worker.MEMORY) == (5.0, 512 << 20)
