"""Sheets of a workbook as rows of texts, each cell as a person would write it."""

import os
import subprocess
import sys
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from greenpractice.prescribing.values import Refused
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
    return [list(rows) for rows in workbook_rows(path)]


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
            for rows in workbook_rows(damaged):
                list(rows)
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
