"""Files that cannot be taken: each is named with row, column and remedy, and nothing is raised."""

import gzip
import io
import os
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from greenpractice.prescribing.gather import read_prescribing
from tests.faults.mutate_prescribing import mutants_are_read
from tests.greenpractice.prescribing.made import (
    SALAMOL,
    VENTOLIN,
    Row,
    legacy,
    read,
    renamed,
    saved,
    text_of,
    with_snomed,
)

GOOD = text_of(renamed([Row(items=n) for n in range(1, 30)]), quote_all=True).encode()


def zipped(data: bytes, name: str = "epd.csv") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return target.getvalue()


def with_password(data: bytes) -> bytes:
    """A zip whose flags say that it is encrypted, as its reader sees them."""
    packed = bytearray(zipped(data))
    packed[6] |= 1
    place = packed.index(b"PK\x01\x02")
    packed[place + 8] |= 1
    return bytes(packed)


def workbook_of_nothing() -> bytes:
    book, target = Workbook(), io.BytesIO()
    book.active.append(["Minutes of the meeting"])
    book.save(target)
    return target.getvalue()


def zip_of(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return target.getvalue()


DOCUMENTS = {  # by the names in them, as all of them begin as a zip does
    "a Word document": (("[Content_Types].xml", "word/document.xml"), "Word document"),
    "a presentation": (("[Content_Types].xml", "ppt/presentation.xml"), "presentation"),
    "a sheet of LibreOffice": (("mimetype", "content.xml"), "OpenDocument"),
    "a binary workbook": (("[Content_Types].xml", "xl/workbook.bin"), "binary Excel workbook"),
}
BAD = {
    "empty": (b"", "empty"),
    "blank": (b"\n\n  \n", "not those of a prescribing file"),
    "header only": (text_of(legacy([])).encode(), "no rows under the header"),
    "a letter": (b"Dear colleague,\nplease find attached\n", "not those of a prescribing file"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "picture"),
    "bytes": (bytes(range(1, 256)) * 9, "not those of a prescribing file"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Excel"),
    "a renamed workbook": (workbook_of_nothing(), "not those of a prescribing file"),
    "a web page": (b"<!DOCTYPE html><html><body>Sign in</body></html>", "web page"),
    "a truncated zip": (zipped(GOOD)[:-40], "download it again"),
    "a spoilt zip": (zipped(GOOD)[:60] + b"\0\0\0\0" + zipped(GOOD)[64:], "download it again"),
    "a truncated gzip": (gzip.compress(GOOD)[:-40], "download it again"),
    "an empty zip": (b"PK\x05\x06" + bytes(18), "nothing in this zip"),
    "a zip with a password": (with_password(GOOD), "password"),
    "a zip of a PDF": (zipped(b"%PDF-1.7", "a.pdf"), "this is a PDF"),
    "a zip in a zip": (zipped(zipped(GOOD), "more.zip"), "inside another one"),
    "a zip in a gzip": (gzip.compress(zipped(GOOD)), "inside another one"),
    "a gzip in a zip": (zipped(gzip.compress(GOOD), "epd.csv.gz"), "inside another one"),
    "a workbook of nothing in a zip": (
        zipped(workbook_of_nothing(), "a.xlsx"), "not those of a prescribing file",
    ),
    **{
        f"{kind}{where}": (pack(zip_of(*names)), words)
        for kind, (names, words) in DOCUMENTS.items()
        for where, pack in (("", bytes), (" in a zip", zipped), (" in a gzip", gzip.compress))
    },
    **{f"a picture {start!r}": (start + bytes(60), "picture") for start in (b"\xff\xd8\xff\xe0", b"GIF89a")},
    **{f"packed {start!r}": (start + bytes(60), "packed folder") for start in (b"Rar!\x1a", b"7z\xbc\xaf")},
    "an answer in JSON": (b'{"help": "x", "result": {"records": []}}', "JSON"),
    "records in JSON": (b'[\n  {"YEAR_MONTH": 202504}]', "JSON"),
    "a zip of an answer in JSON": (zipped(b'{"success": true}'), "JSON"),
    "a NUL byte": (GOOD[:-30] + b"\0" + GOOD[-29:], "NUL byte"),
    "an open quotation mark": (text_of(legacy([Row()])).encode() + b'202504,"MIDLANDS,\n', "quotation mark"),
    "measures": (
        b"date,org_id,org_name,numerator,denominator,ratio\n2025-04-01,C82001,A,1,2,0.5\n", "measure",
    ),
    "substances of ePACT2": (
        b"Year Month,Practice plus Code,BNF Chemical Substance plus Code,Items\n", "Presentation",
    ),
    "no quantities": (
        b"YEAR_MONTH,PRACTICE_CODE,BNF_CODE,ITEMS\n202504,C82001,0301011R0BEAIAP,1\n", "QUANTITY",
    ),
    "a column twice": (b"YEAR_MONTH,PRACTICE_CODE,BNF_CODE,ITEMS,ITEMS,QUANTITY\n", "twice"),
    "no month": (text_of(legacy([Row()])).replace("YEAR_MONTH", "PERIOD_WAS").encode(), "which month"),
    "no inhalers": (text_of(legacy([Row(code="21010230102")])).encode(), "no inhalers"),
}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(BAD))
def test_a_file_that_is_none_says_what_it_is_and_what_to_do(kind: str, tmp_path: Path):
    data, words = BAD[kind]
    found = read(saved(tmp_path / "figures.csv", data))
    assert any(words in problem.why for problem in found.problems), found.problems
    assert all(problem.file == "figures.csv" for problem in found.problems)
    assert not found.imports


@pytest.mark.parametrize(
    ("column", "text", "words"),
    [
        ("ITEMS", "-3", "must be a number of 0 or more"),
        ("ITEMS", "1.5", "whole number"),
        ("ITEMS", "0", "although there is a quantity"),
        (
            "QUANTITY",
            "1.00E+05",
            "a number of 0 or more, like 12 or 12.5, not '1.00E+05'. Excel has changed it",
        ),
        ("TOTAL_QUANTITY", "NaN", "a number of 0 or more"),
        ("TOTAL_QUANTITY", "٣", "a number of 0 or more"),
        ("TOTAL_QUANTITY", "12,5", "a number of 0 or more"),
        ("TOTAL_QUANTITY", "900000000", "too large"),
        ("YEAR_MONTH", "202513", "must be a month"),
        ("YEAR_MONTH", "01/04/2025", "must be a month"),
        ("BNF_CODE", "3.01E+14", "a power of ten"),
        ("BNF_CODE", "301011R0BEAIAP", "lost its leading zero"),
        ("BNF_CODE", "01/03/2011", "a date"),
        ("SNOMED_CODE", "1.06193E+16", "a power of ten"),
        ("SNOMED_CODE", "10619311000001000", "rounded to 15 digits"),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column(column: str, text: str, words: str, tmp_path: Path):
    cells = with_snomed([Row(), Row(code=SALAMOL), Row()])
    cells[2][cells[0].index(column)] = text
    (problem, *_) = read(saved(tmp_path / "epd.csv", text_of(cells).encode())).problems
    assert (problem.row, problem.column) == (3, column)
    assert words in problem.why


def test_made_up_snomed_codes_do_not_look_rounded(tmp_path: Path):
    cells = with_snomed([Row(), Row()])
    cells[1][-1], cells[2][-1] = "10619311000001000", "12345678901234567"
    assert read(saved(tmp_path / "epd.csv", text_of(cells).encode())).problems == ()


def test_ragged_rows_are_named_and_many_problems_are_counted(tmp_path: Path):
    cells = legacy([Row()] * 300)
    for row in cells[1:]:
        row.pop()
    problems = read(saved(tmp_path / "epd.csv", text_of(cells).encode())).problems
    assert (problems[0].row, len(problems)) == (2, 101)
    assert "25 columns rather than 26" in problems[0].why
    assert "200 more" in problems[-1].why


def test_a_line_of_a_gigabyte_is_refused_within_bounds(tmp_path: Path):
    path = tmp_path / "line.csv"
    with path.open("wb") as file:
        file.write(text_of(legacy([Row()])).encode())
        for _ in range(3):
            file.write(b"9" * 1024 * 1024)
        os.truncate(path, 1024**3)  # the rest is a hole of NUL bytes
    (problem, *_) = read(path).problems
    assert problem.row == 3
    assert "1 MB" in problem.why


def test_a_zip_bomb_is_refused_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("greenpractice.prescribing.opening._BOMB_FROM", 1024 * 1024)
    data = text_of(renamed([Row()])).encode() + b"0" * 500 + b"\n"
    row = text_of(renamed([Row()])[1:]).encode()
    for name, packed in (
        ("a.zip", zipped(data + row * 20_000)),
        ("a.gz", gzip.compress(data + row * 20_000)),
    ):
        problems = read(saved(tmp_path / name, packed)).problems
        assert any("unpacks to far more" in problem.why for problem in problems)


def test_files_that_overlap_and_the_same_file_twice(tmp_path: Path):
    one = saved(tmp_path / "one.csv", text_of(legacy([Row(), Row("C82002")])).encode())
    other = saved(
        tmp_path / "other.csv", text_of(renamed([Row(code=SALAMOL), Row("C82002", month="2025-05")])).encode()
    )
    (problem,) = read_prescribing([one, other], None).problems
    assert (problem.file, problem.why) == (
        "other.csv",
        "April 2025 is in one.csv too (C82001); give one of the two files",
    )
    (problem,) = read_prescribing([one, tmp_path / "." / "one.csv"], None).problems
    assert "given twice" in problem.why
    assert read_prescribing([one, other], "C82002").problems == ()


def test_a_practice_that_is_not_in_the_file_and_a_network_asked_for_as_one(tmp_path: Path):
    path = saved(
        tmp_path / "epd.csv", text_of(legacy([Row(), Row("Y07542", surgery="A PCN CENTRE")])).encode()
    )
    (problem,) = read(path, "C82099").problems
    assert "no inhalers of practice C82099" in problem.why
    (problem,) = read(path, "Y07542").problems
    assert "is not a practice" in problem.why


def test_there_is_no_such_file_or_it_is_a_folder(tmp_path: Path):
    (problem,) = read(tmp_path / "nowhere.csv").problems
    assert problem.why == "there is no such file; check its name and folder"
    (problem,) = read(tmp_path).problems
    assert "folder" in problem.why


def test_what_progress_raises_to_cancel_passes_through(tmp_path: Path):
    class Cancelled(Exception):
        pass

    def stop(done: int, of: int) -> None:
        assert 0 <= done <= of
        raise Cancelled

    with pytest.raises(Cancelled):
        read_prescribing([saved(tmp_path / "epd.csv", GOOD)], None, stop)


def test_mutated_files_are_read_or_refused(tmp_path: Path):
    assert mutants_are_read(tmp_path, 500, seed=1) == []


def test_codes_match_whole_and_a_code_with_a_tail_is_not_its_product(tmp_path: Path):
    cells = legacy([Row(), Row()])
    cells[2][16] = VENTOLIN[:9]
    (month,) = read(saved(tmp_path / "epd.csv", text_of(cells).encode())).imports["C82001"]
    assert month.products[0].items == 1
