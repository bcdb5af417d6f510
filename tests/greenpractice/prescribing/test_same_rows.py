"""The same rows give the same figures in any layout, order, encoding, packing and way of reading."""

import sys
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from greenpractice.prescribing import searching
from tests.greenpractice.prescribing.made import (
    BRALTUS,
    LAYOUTS,
    NEBULES,
    NEW_INHALER,
    SALAMOL,
    SPACER,
    THEOPHYLLINE,
    VENTOLIN,
    Row,
    legacy,
    read,
    renamed,
    said,
    saved,
    text_of,
)

ROWS = st.builds(
    Row,
    practice=st.sampled_from(["C82001", "B85010", "Y00137", "-", "Q58998"]),
    code=st.sampled_from([VENTOLIN, SALAMOL, BRALTUS, SPACER, NEBULES, THEOPHYLLINE, NEW_INHALER]),
    per_item=st.sampled_from([1, 2, 7, 10, 30, 60, 199, 200, 400]),
    items=st.integers(1, 40),
)
PRACTICE_ROW = Row("C82001", SALAMOL)


@given(
    rows=st.lists(ROWS, max_size=25),
    layout=st.sampled_from(sorted(LAYOUTS)),
    separator=st.sampled_from([",", ";", "\t"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"]),
    packing=st.sampled_from(["plain", "zip", "gzip"]),
    ending=st.sampled_from(["\n", "\r\n", "\r"]),
    quote_all=st.booleans(),
    lower=st.booleans(),
    order=st.randoms(use_true_random=False),
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_layout_order_encoding_and_packing(
    rows: list[Row], layout: str, separator: str, encoding: str, packing: str, ending: str,
    quote_all: bool, lower: bool, order: Random, tmp_path: Path,
):  # fmt: skip
    rows = [PRACTICE_ROW, *rows]
    reference = said(read(saved(tmp_path / "reference.csv", text_of(renamed(rows), quote_all=True).encode())))
    order.shuffle(rows)
    cells = LAYOUTS[layout](rows)
    if lower:
        cells[0] = [name.lower() for name in cells[0]]
    data = text_of(cells, separator, quote_all, ending).encode(encoding)
    assert said(read(saved(tmp_path / "figures-2025-04.csv", data, packing))) == reference


@pytest.mark.sweep
@pytest.mark.parametrize("quote_all", [True, False])
@pytest.mark.parametrize("layout", ["legacy", "with_snomed", "renamed", "padded", "fifteen"])
@pytest.mark.parametrize("packing", ["plain", "zip", "gzip"])
def test_the_search_of_large_files_takes_what_reading_every_record_takes(
    layout: str, packing: str, quote_all: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    dice = Random(layout)
    codes = [VENTOLIN, SALAMOL, BRALTUS, SPACER, NEBULES, NEW_INHALER]
    rows = [
        Row(f"C820{dice.randrange(99):02}", dice.choice(codes), dice.choice([1, 30, 200]), dice.randint(1, 9))
        for _ in range(1500)
    ]
    data = text_of(LAYOUTS[layout](rows), quote_all=quote_all).encode("cp1252")
    path = saved(tmp_path / "figures-2025-04.csv", data, packing)
    by_records = said(read(path))
    used: list[str] = []
    real = searching.search

    def watched(*arguments: object) -> int:
        used.append("search")
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr("greenpractice.prescribing.both_halves.search", watched)
    monkeypatch.setattr(searching, "SEARCH_FROM", 1)
    monkeypatch.setattr(searching, "PACKED_FROM", 1)
    assert said(read(path)) == by_records
    assert used


def test_a_line_end_inside_a_quoted_cell_sends_a_large_file_to_the_slow_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    rows = [Row(surgery="A SURGERY\nWITH TWO LINES"), Row(code=SALAMOL)]
    path = saved(tmp_path / "epd.csv", text_of(legacy(rows)).encode())
    by_records = said(read(path))
    monkeypatch.setattr(searching, "SEARCH_FROM", 1)
    assert said(read(path)) == by_records


@pytest.mark.parametrize("half", [0, 1])
def test_rows_are_counted_through_both_halves(half: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(searching, "SEARCH_FROM", 1)
    cells = renamed([Row(items=n % 7 + 1) for n in range(400)])
    wrong = 100 + 200 * half
    cells[wrong][20] = "-3"
    found = read(saved(tmp_path / "epd.csv", text_of(cells, quote_all=True).encode()))
    (problem,) = found.problems
    assert (problem.row, problem.column) == (wrong + 1, "ITEMS")
    assert found.rows_read == 400


@pytest.mark.skipif(sys.platform == "win32", reason="the other process has blocks of the usual size there")
def test_one_row_with_another_quoting_is_not_missed_in_a_large_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Two files put together: the second half is not quoted as the first is."""
    monkeypatch.setattr(searching, "SEARCH_FROM", 1)
    monkeypatch.setattr("greenpractice.prescribing.opening.BLOCK", 2000)
    cells = renamed([Row(items=2) for _ in range(60)])
    data = text_of(cells[:31], quote_all=True) + text_of(cells[31:])
    found = read(saved(tmp_path / "epd.csv", data.encode()))
    assert found.imports["C82001"][0].products[0].items == 120


@pytest.mark.parametrize("spoilt", [b"\x00", b'"'])
@pytest.mark.parametrize("row", [96, 396])
def test_a_row_keeps_its_number_where_the_second_process_was_lost(
    spoilt: bytes, row: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    lines = text_of(renamed([Row(items=n % 7 + 1) for n in range(400)]), quote_all=True).encode().split(b"\n")
    lines[row] = lines[row][:30] + spoilt + lines[row][30:]
    path = saved(tmp_path / "epd.csv", b"\n".join(lines))
    monkeypatch.setattr(searching, "SEARCH_FROM", 1)
    by_two = said(read(path))

    def lost(_connection: object) -> object:
        raise EOFError

    monkeypatch.setattr("multiprocessing.connection.Connection.recv", lost)
    assert said(read(path)) == by_two
    assert read(path).problems
