"""Sheets of a workbook as rows of texts, each cell as a person would write it."""

import os
import subprocess
import sys
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from greenpractice.prescribing.gather import read_prescribing
from greenpractice.prescribing.values import Refused
from greenpractice.prescribing.workbook_limits import (
    MOST_BYTES_OF_ROW,
    MOST_ROWS,
    MOST_TAGS_AT_ONCE,
    SheetLimits,
    Stream,
)
from greenpractice.prescribing.workbook_rows import workbook_rows

CELLS: list[tuple[object, str]] = [
    (None, ""),
    ("Ventolin", "Ventolin"),
    (7, "7"),
    (7.0, "7"),
    (7.25, "7.25"),
    (1e15, "1000000000000000"),
    (True, "true"),
    (datetime.fromisoformat("2025-04-01"), "2025-04-01"),
    (date(2025, 4, 1), "2025-04-01"),
    (datetime.fromisoformat("2025-04-01T09:30"), "2025-04-01 09:30:00"),
    (time(9, 30), "09:30:00"),
]


def saved(path: Path, *rows: list[object]) -> Path:
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    workbook.create_sheet("More").append(["last"])
    workbook.save(path)
    return path


def rows_of(path: Path) -> list[list[list[str]]]:
    with path.open("rb") as file:
        return [list(sheet.rows) for sheet in workbook_rows(file)]


@pytest.mark.parametrize(("value", "text"), CELLS)
def test_a_cell_is_read_as_it_would_be_written(value: object, text: str, tmp_path: Path):
    path = saved(tmp_path / "made.xlsx", [value, "end"], ["x", None, "", None])
    assert rows_of(path) == [[[text, "end"], ["x"]], [["last"]]]


def test_a_workbook_without_a_default_style_is_read_without_a_word(tmp_path: Path):
    path, plain = saved(tmp_path / "made.xlsx", ["x"]), tmp_path / "plain.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(plain, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/styles.xml":
                start, end = data.index(b"<cellStyles"), data.index(b"</cellStyles>") + len(b"</cellStyles>")
                data = data[:start] + data[end:]
            new.writestr(name, data)
    with pytest.warns(UserWarning, match="no default style"):
        load_workbook(plain)
    assert rows_of(plain)[0] == [["x"]]


def test_what_is_no_workbook_is_refused(tmp_path: Path):
    path = tmp_path / "made.xlsx"
    path.write_bytes(b"PK\x03\x04 and nothing more")
    with pytest.raises(Refused):
        rows_of(path)


DAMAGE = """
import sys, zipfile
from pathlib import Path
from greenpractice.prescribing.values import Refused
from greenpractice.prescribing.workbook_rows import workbook_rows

path = Path(sys.argv[1])
with zipfile.ZipFile(path) as whole:
    parts = {name: whole.read(name) for name in whole.namelist()}
refused = 0
for spoilt in parts:
    for keep in (0, 1, len(parts[spoilt]) // 2, len(parts[spoilt]) - 1):
        damaged = path.with_name("damaged.xlsx")
        with zipfile.ZipFile(damaged, "w") as new:
            for name, data in parts.items():
                new.writestr(name, data[:keep] if name == spoilt else data)
        try:
            with damaged.open("rb") as file:
                for sheet in workbook_rows(file):
                    list(sheet.rows)
        except Refused:
            refused += 1
print(refused)
"""


@pytest.mark.parametrize("lxml", ["True", "False"])
def test_a_part_that_is_cut_off_is_a_sentence_with_either_parser(tmp_path: Path, lxml: str):
    path = saved(tmp_path / "made.xlsx", ["x"])
    done = subprocess.run(
        [sys.executable, "-c", DAMAGE, str(path)],
        env={**os.environ, "OPENPYXL_LXML": lxml, "PYTHONPATH": str(Path(__file__).parents[3])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) > 8


def test_a_workbook_with_very_much_beside_its_sheets_is_refused(tmp_path: Path):
    path = saved(tmp_path / "made.xlsx", ["x"])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as workbook:
        workbook.writestr("xl/media/much.bin", bytes(65 * 1024 * 1024))
    with pytest.raises(Refused, match="64 MB"):
        rows_of(path)


class Endless(Stream):
    """A text, then a piece again and again; it says how much of it was asked for."""

    def __init__(self, first: bytes, piece: bytes) -> None:
        self._text, self._piece, self.given = first, piece, 0

    def read(self, size: int, /) -> bytes:
        while len(self._text) < size:
            self._text += self._piece * (size // len(self._piece) + 1)
        block, self._text = self._text[:size], self._text[size:]
        self.given += len(block)
        return block


@pytest.mark.parametrize(
    ("first", "piece"),
    [
        (b"<sheetData><row>", b"<c/>"),
        (b'<x:sheetData><x:row r="1">', b"<x:c/>"),
        (b"<sheetData><row>", b"<c>" + b"0" * 50_000 + b"</c>"),
        (b"<sheetData><row>", b"<c/>" * 50 + b"<!--</row><row>-->"),
        (b"<sheetData><row>", b"<c/><c/><row/>"),
        (b"<sheetData>", b"<c/><c/><row/>"),
        (b"<sheetData>", b"<row><si/></row>"),
        ("<sheetData><row>".encode("utf-16"), "<c/>".encode("utf-16-le")),
        (b"<sheetData>", b"no tag at all "),
    ],
)
def test_a_sheet_is_refused_before_much_of_it_is_read(first: bytes, piece: bytes):
    stream = Endless(first, piece)
    with pytest.raises(Refused, match=r"the sheet Data holds far more in one row .* as CSV"):
        SheetLimits("Data").look_through(stream)
    assert stream.given < 2 * MOST_BYTES_OF_ROW


def test_more_rows_than_excel_can_hold_are_refused():
    stream = Endless(b"<sheetData>", b"<row/>")
    with pytest.raises(Refused, match="more rows than Excel can hold"):
        SheetLimits("Data").look_through(stream)
    assert stream.given < 8 * MOST_ROWS


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRINGS = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType='
    b'"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)
WIDE = """
import resource, sys
from pathlib import Path
from greenpractice.prescribing.files import read_file
resource.setrlimit(resource.RLIMIT_AS, (1024 ** 3, 1024 ** 3))
print(*read_file(Path(sys.argv[1]), None).sums.problems)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="memory is limited in another way there")
@pytest.mark.parametrize("lxml", ["True", "False"])
@pytest.mark.parametrize(
    ("part", "start", "piece", "end", "said"),
    [
        (
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{MAIN}"><sheetData><row>',
            "<c/>",
            "</row></sheetData></worksheet>",
            "the sheet Sheet holds far more in one row",
        ),
        ("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">', "<si/>", "</sst>", "too many different texts"),
    ],
)
def test_a_small_file_of_millions_of_cells_is_a_sentence_in_little_memory(
    tmp_path: Path, part: str, start: str, piece: str, end: str, said: str, lxml: str
):
    path, wide = saved(tmp_path / "made.xlsx", ["x"]), tmp_path / "wide.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(wide, "w", zipfile.ZIP_DEFLATED) as new:
        for name in set(old.namelist()) - {part}:
            new.writestr(name, old.read(name).replace(b"</Types>", STRINGS + b"</Types>"))
        new.writestr(part, f"{start}{piece * 6_000_000}{end}")
    assert wide.stat().st_size < 1024 * 1024
    done = subprocess.run(
        [sys.executable, "-c", WIDE, str(wide)],
        env={**os.environ, "OPENPYXL_LXML": lxml, "PYTHONPATH": str(Path(__file__).parents[3])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("wide.xlsx: ")
    assert said in done.stdout


def test_a_sheet_as_wide_and_as_full_as_excel_writes_it_is_read(tmp_path: Path):
    wide = saved(tmp_path / "wide.xlsx", [f"text {number}" for number in range(16_384)], ["x"])
    assert [len(row) for row in rows_of(wide)[0]] == [64, 1]
    assert MOST_TAGS_AT_ONCE > 4 * 400_000  # four tags for each of very many different texts


@pytest.mark.parametrize("rows", [9, 10, 11, 30])
def test_every_row_of_a_sheet_counts(rows: int, tmp_path: Path):
    book = Workbook()
    for row in (["BNF code", "Inhalers"], *[["0301011R0BEAIAP", n] for n in range(1, rows + 1)]):
        book.active.append(row)
    book.save(tmp_path / "a-2026-04.xlsx")
    found = read_prescribing([tmp_path / "a-2026-04.xlsx"], "C82001")
    assert found.problems == ()
    assert (found.rows_read, found.rows_used) == (rows, rows)
    assert found.imports["C82001"][0].products[0].inhalers == sum(range(rows + 1))
