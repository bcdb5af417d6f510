"""How sure a footprint is on the command line: the same grades, ranges and words as everywhere."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from greenpractice.carbon.footprint import load_calculator
from greenpractice.carbon.part import parts_of
from greenpractice.carbon.reading_to_chase import HowGood, how_good
from greenpractice.facts.uncertainty import RANKS
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument, document_text, to_json
from tests.greenpractice.conftest import Run

CODE, YEAR = "C82001", Period(2025)


@pytest.fixture
def quarters(run: Run, tmp_path: Path, sample_document: ReturnDocument) -> list[ReturnDocument]:
    """Two quarters that are stored, the second without heating."""
    first = replace(sample_document, period=YEAR.quarters[0])
    rest = {key: rows for key, rows in sample_document.sections.items() if key != "heating"}
    flags = tuple(flag for flag in sample_document.flags if flag.section != "heating")
    second = replace(sample_document, period=YEAR.quarters[1], sections=rest, flags=flags)
    for number, document in enumerate((first, second)):
        path = tmp_path / f"{number}.json"
        path.write_bytes(document_text(to_json(document)))
        assert run("record", path)[0] == 0
    return [first, second]


def told(run: Run, period: Period) -> dict[str, Any]:
    found = json.loads(run("footprint", "--practice", CODE, "--period", period.id, "--json")[1])
    how_sure: dict[str, Any] = found["how_sure"]
    ranks = [f"{rank}_kgco2e" for rank in RANKS]
    kg = {key: sum(grade[rank] for rank in ranks) for key, grade in how_sure["by_section"].items()}
    assert kg == pytest.approx(found["by_section"])
    return how_sure


def worked_out(period: Period, quarters: list[ReturnDocument]) -> HowGood:
    calculator = load_calculator()
    of = [each for each in quarters if each.period in (period, *period.made_of)]
    return how_good(period, parts_of(period, of, calculator), quarters, calculator)


@pytest.mark.parametrize("period", [*YEAR.quarters[:2], YEAR])
def test_json_and_text_say_what_is_worked_out(run: Run, quarters: list[ReturnDocument], period: Period):
    found, json_said = worked_out(period, quarters), told(run, period)
    assert json_said["grade"] == found.sure.whole.word
    assert json_said["why"] == found.sure.words
    assert json_said["more_kgco2e"] == float(found.sure.whole.most)
    assert [each["words"] for each in json_said["to_chase"]] == [each.words for each in found.to_chase]
    text = run("footprint", "--practice", CODE, "--period", period.id)[1]
    assert found.next is not None
    assert found.next.words in text
    assert found.sure.words in text


def test_what_is_missing_is_looked_up_in_the_other_returns(run: Run, quarters: list[ReturnDocument]):
    found = told(run, YEAR.quarters[1])
    assert "heating" in found["missing"]
    missing = [each for each in found["to_chase"] if each["section"] == "heating"]
    assert [(each["rests_on"], each["row"]) for each in missing] == [("missing", None)]
    assert f"in {YEAR.quarters[0].words}" in missing[0]["words"]
