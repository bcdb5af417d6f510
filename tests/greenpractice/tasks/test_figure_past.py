"""What a figure was before is read off the history of its return."""

from datetime import UTC, datetime

import pytest

from greenpractice.store import About, HistoryEntry
from greenpractice.tasks.figure_past import PastChange, changes_of, rows_with

AT = datetime(2026, 10, 1, 9, 30, tzinfo=UTC)


def figure(
    step: int, row: int, field: str, before: str | None, after: str | None, what: str = "Change it"
) -> HistoryEntry:
    return HistoryEntry(AT, step, what, About.FIGURE, "inhalers", row, field, before, after)


HISTORY = [
    figure(1, 1, "bnf_code", None, "A"),
    figure(1, 1, "inhalers", None, "10"),
    figure(2, 2, "bnf_code", None, "B"),
    figure(2, 2, "inhalers", None, "5"),
    figure(3, 1, "inhalers", "10", "12"),
    HistoryEntry(AT, 3, "Change it", About.FLAG, "inhalers", 1, "inhalers", None, "{}"),
    figure(4, 1, "inhalers", "12", None),
    figure(4, 1, "bnf_code", "A", None),
    figure(5, 3, "bnf_code", None, "A"),
    figure(5, 3, "inhalers", None, "13"),
]


def test_changes_are_newest_first_and_of_this_figure_alone() -> None:
    found = [(each.before, each.after) for each in changes_of(HISTORY, "inhalers", {1}, "inhalers")]
    assert found == [("12", None), ("10", "12"), (None, "10")]
    assert changes_of(HISTORY, "heating", None, "inhalers") == []
    assert len(changes_of(HISTORY, "inhalers", None, "inhalers")) == 5


def test_a_product_is_followed_over_rows_that_are_gone() -> None:
    rows = rows_with(HISTORY, "inhalers", "bnf_code", "A")
    assert rows == {1, 3}
    found = [each.after for each in changes_of(HISTORY, "inhalers", rows, "inhalers")]
    assert found == ["13", None, "12", "10"]


@pytest.mark.parametrize(
    ("step", "way"),
    [
        ("Change electricity", "Typed"),
        ("Enter electricity", "Typed"),
        ("Paste 12 values", "Pasted 12 values"),
        ("undo: Paste 12 values", "Undone: paste 12 values"),
        ("redo: Change it", "Done again: change it"),
        ("Import sales.csv", "Imported sales.csv"),
        ("Copy last quarter", "Copied last quarter"),
        ("Fill down", "Filled down"),
        ("recorded revision 2", "From a return, version 2"),
        ("Put back kwh", "Put back kwh"),
        ("Estimate energy from the floor area", "Estimate energy from the floor area"),
    ],
)
def test_the_way_is_said_as_it_was_done(step: str, way: str) -> None:
    assert PastChange(AT, step, None, "1").way == way
