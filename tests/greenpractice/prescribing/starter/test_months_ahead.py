"""Months that have not ended have no figures: they are named, and a starter is taken without them."""

from pathlib import Path

import pytest

from greenpractice.periods import day_of_today
from greenpractice.prescribing.aside import read_starters_aside
from greenpractice.prescribing.gather import read_prescribing
from greenpractice.prescribing.months import has_ended, month_words
from greenpractice.prescribing.starter.layout import months_between
from tests.greenpractice.prescribing.made import Row
from tests.greenpractice.prescribing.starter.starters import made_of, month_files, spoilt, starter_of

NOW = f"{day_of_today():%Y-%m}"
LATER = f"{int(NOW[:4]) + 1}-04"
ENDED = "2025-05"


@pytest.fixture(params=[NOW, LATER])
def starter(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Of two practices; one has nothing but a month that has not ended."""
    rows = [Row(practice="C82001"), Row(practice="C82001", month=ENDED), Row(practice="C82002")]
    path = starter_of(tmp_path, *rows)
    old = rows[0].month

    def later(lines: list[dict]) -> None:  # type: ignore[type-arg]
        lines[0]["to"] = request.param
        lines[0]["files"][0]["months"] = [request.param]
        for line in lines[1:-1]:
            for month in line["months"]:
                month[0] = request.param if month[0] == old else month[0]
            line["months"].sort()

    return spoilt(path, later)


def test_a_month_has_ended_once_its_last_day_is_over():
    today = day_of_today()
    months = months_between(f"{today.year - 1}-01", f"{today.year + 1}-12")
    assert [has_ended(month, today) for month in months] == [month < NOW for month in months]


def test_they_are_named_and_the_others_are_taken(starter: Path):
    found = read_prescribing([starter], "C82001")
    assert found.problems == ()
    assert [each.span for each in found.imports["C82001"]] == [ENDED]
    (said,) = [note for note in found.notes if "not taken" in note]
    assert said.startswith("llr.gpstarter: not taken: ")
    assert any(month_words(month) in said for month in (NOW, LATER))
    of_all = read_starters_aside(lambda _: None, [starter], frozenset({"C82001", "C82002"}))
    assert set(of_all.imports) == {"C82001"}
    assert said in of_all.notes


def test_where_nothing_else_is_there_nothing_is_taken(starter: Path):
    found = read_prescribing([starter], "C82002")
    assert found.imports == {}
    assert "nobody has figures of months that have not ended" in str(found.problems[0])
    assert "Set the clock" in str(found.problems[0])


def test_none_is_made_of_them(tmp_path: Path):
    made = made_of(month_files(tmp_path / "in", [Row(), Row(month=NOW)]))
    assert any(f"not taken, as it is of {month_words(NOW)}, which has not ended" in n for n in made.notes)
    assert made.head is not None
    assert made.head.last < NOW
    alone = made_of(month_files(tmp_path / "alone", [Row(month=LATER)]))
    assert alone.head is None
