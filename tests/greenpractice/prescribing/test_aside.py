"""Files read in a process of its own: what they say comes back, and a process that died is told of."""

from multiprocessing import Pipe
from pathlib import Path

import pytest

from greenpractice.prescribing.aside import ReadingAside, Stopped, _send
from greenpractice.prescribing.values import Prescribing
from tests.greenpractice.prescribing.made import Row, legacy, read, said, saved, text_of


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return saved(tmp_path / "april.csv", text_of(legacy([Row(items=3)])).encode())


def answer_of(reading: ReadingAside) -> Prescribing:
    while True:
        reading._connection.poll(60)
        answer = reading.answer()
        if answer is not None:
            return answer


def test_what_is_read_aside_is_what_is_read_here(file: Path):
    reading = ReadingAside([file], "C82001")
    assert (reading.done, reading.size) == (0, 0)
    assert said(answer_of(reading)) == said(read(file, "C82001"))
    assert reading.done == reading.size == file.stat().st_size
    assert reading.wait(60)


def test_a_process_that_was_stopped_is_a_problem_of_each_file(file: Path):
    reading = ReadingAside([file, file.with_name("may.csv")], "C82001")
    reading._process.kill()
    assert reading.wait(60)
    answer = reading.answer()
    assert answer is not None
    assert answer.files == ("april.csv", "may.csv")
    assert [problem.file for problem in answer.problems] == ["april.csv", "may.csv"]
    assert (answer.imports, answer.rows_read, answer.rows_used) == ({}, 0, 0)


def test_it_ends_where_nobody_listens(file: Path):
    reading = ReadingAside([file], "C82001")
    reading.stop()
    assert reading.wait(60)
    assert reading._process.exitcode == 0
    here, there = Pipe(duplex=False)
    here.close()
    with pytest.raises(Stopped):
        _send(there, (0, 1))
