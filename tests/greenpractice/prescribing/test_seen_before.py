"""What is remembered of rows, and how lines are found, changes nothing: not a figure, not a problem."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenpractice.prescribing import searching
from greenpractice.prescribing.header import Header, header_of, stand_in
from greenpractice.prescribing.rows import RowTaker
from greenpractice.prescribing.searching import NotSearchable, looking_for, search
from greenpractice.prescribing.sums import Sums
from tests.faults.mutate_prescribing import mutated
from tests.greenpractice.prescribing.made import (
    BRALTUS,
    LAYOUTS,
    NEBULES,
    NEW_INHALER,
    SALAMOL,
    THEOPHYLLINE,
    VENTOLIN,
    Row,
    read,
    renamed,
    said,
    saved,
    text_of,
)

CODES = [VENTOLIN, SALAMOL, BRALTUS, NEBULES, THEOPHYLLINE, NEW_INHALER]
ODD_CELLS = [
    "", " ", "-3", "0", "0.", "007", "1,000", "1.5", "2E05", "1E+15", "9" * 20, "2025-13", "2025-04-01",
    "Apr-25", "01/04/2025",
    "26", "C82001", "c82001 ", "B85010", "-", "A NETWORK PCN ACCESS", "CAFÉ", VENTOLIN.lower(), f" {SALAMOL}",
    "301011R0BEAIAP", "10619311000001107", "10619311000001100", "10619311000001101", "1.06193E+16",
]  # fmt: skip
ROWS = st.builds(
    Row,
    practice=st.sampled_from(["C82001", "B85010", "Y00137", "-"]),
    code=st.sampled_from(CODES),
    per_item=st.sampled_from([1, 30, 200]),
    items=st.integers(1, 3),
)
ODD = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(ODD_CELLS)), max_size=8)


def taken(rows: list[list[str]], header: Header, practice: str | None, *, remembering: bool) -> Sums:
    """The sums of rows, by one taker or each by a new one that has seen nothing."""
    stand = stand_in("rows-2025-04.csv", header.layout)

    def taker() -> RowTaker:
        return RowTaker("rows.csv", header.layout, practice, stand.span, stand.product)

    one, sums = taker(), Sums()
    for number, cells in enumerate(rows, 2):
        each = one if remembering else taker()
        each.take(cells, lambda number=number: number)
        if not remembering:
            sums.add(each.sums)
    return one.sums if remembering else sums


@given(
    rows=st.lists(ROWS, min_size=1, max_size=30),
    odd=ODD,
    layout=st.sampled_from(sorted(LAYOUTS)),
    practice=st.sampled_from([None, "C82001"]),
)
def test_a_row_says_the_same_whatever_was_seen_before_it(
    rows: list[Row], odd: list[tuple[int, int, str]], layout: str, practice: str | None
):
    cells = LAYOUTS[layout](rows * 2)
    header = header_of([(",", cells[0])])
    for row, column, text in odd:
        there = cells[1 + row % (len(cells) - 1)]
        there[column % len(there)] = text
    assert taken(cells[1:], header, practice, remembering=True) == taken(
        cells[1:], header, practice, remembering=False
    )


@pytest.mark.sweep
@pytest.mark.parametrize("seed", range(3))
def test_a_spoilt_file_gives_by_search_what_it_gives_row_by_row(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The search looks at rows with an inhaler's code only: it may miss what is wrong elsewhere."""
    dice, compared = random.Random(seed), 0
    for number in range(40):  # the long run `prescribing` spoils more
        practices = [f"C8200{dice.randrange(3)}" for _ in range(20)]
        rows = [
            Row(practice, dice.choice(CODES), dice.choice([1, 30, 200]), dice.randint(1, 3))
            for practice in practices
        ]
        layout = dice.choice(["legacy", "with_snomed", "renamed", "padded"])
        data = text_of(LAYOUTS[layout](rows), quote_all=dice.random() < 0.7).encode()
        path = saved(tmp_path / f"{number}.csv", mutated(data, dice))
        practice = dice.choice([None, "C82001"])
        monkeypatch.setattr(searching, "SEARCH_FROM", 1 << 40)
        by_rows = read(path, practice)
        monkeypatch.setattr(searching, "SEARCH_FROM", 1)
        by_search = read(path, practice)
        if by_rows.problems:
            stopped = any("quotation mark" in problem.why for problem in by_rows.problems)
            added = {each for each in by_search.problems if each.row is not None} - set(by_rows.problems)
            assert stopped or not added
        else:
            compared += 1
            blank = by_search.rows_read - by_rows.rows_read  # the search counts blank rows too
            assert said(replace(by_search, rows_read=by_search.rows_read - blank)) == said(by_rows)
            assert 0 <= blank <= 5
    assert compared


@given(rows=st.lists(ROWS, min_size=1, max_size=20), odd=ODD, quote_all=st.booleans())
def test_problems_in_rows_of_inhalers_are_the_same_by_search(
    rows: list[Row], odd: list[tuple[int, int, str]], quote_all: bool
):
    cells = renamed([row for row in rows if row.code != THEOPHYLLINE] * 2 + [Row()])
    header = header_of([(",", cells[0])])
    for row, column, text in odd:
        there = cells[1 + row % (len(cells) - 1)]
        if column % len(there) != header.layout.code:  # the search goes by it
            there[column % len(there)] = text
    block = text_of(cells, quote_all=quote_all).encode()
    taker = RowTaker("rows.csv", header.layout, None, None, None)
    try:
        looking = looking_for(block, Header(header.layout, ",", 1))
        search(iter([block]), Header(header.layout, ",", 1), looking, taker, 0)
    except NotSearchable:
        return
    assert taker.sums == taken(cells[1:], header, None, remembering=True)
