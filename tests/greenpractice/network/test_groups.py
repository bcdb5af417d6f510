"""A return counts in the network its practice was in on the period's last day, or on its own last day."""

import json
from pathlib import Path

import pytest

from greenpractice.facts.practices import load_directory
from greenpractice.network.groups import one_pcn, pcn_of
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument, document_text, to_json
from tests.greenpractice.conftest import Run

WILLOWS = "U00147"  # Ar-Razi closed in it on 30 June 2024; C82662 left it at the end of August 2024
CLOSED, LEFT, STAYED = "C82105", "C82662", "Y00137"


def care(code: str, period: str, register: int) -> ReturnDocument:
    row = {"asthma_register": str(register), "ics_3_or_more": str(register // 4), "saba_6_or_more": "10"}
    return ReturnDocument(
        code, Period.parse(period), 1, "2025-01-05T10:00:00+00:00", sections={"asthma_care": (row,)}
    )


@pytest.mark.parametrize(
    ("code", "period", "pcn"),
    [
        (CLOSED, "2024-25-Q1", WILLOWS),
        (CLOSED, "2024-25", WILLOWS),
        (CLOSED, "2021-22-Q4", "U87332"),
        (LEFT, "2024-25-Q1", WILLOWS),
        (STAYED, "2024-25", WILLOWS),
    ],
)
def test_a_return_counts_where_its_practice_was(code: str, period: str, pcn: str):
    assert pcn_of(load_directory(), care(code, period, 100)) == pcn


def test_a_practice_that_left_takes_only_its_later_quarters_along():
    assert pcn_of(load_directory(), care(LEFT, "2024-25-Q2", 100)) != WILLOWS


def test_the_leads_word_goes_before_the_place_of_a_practice():
    directory, quarter = load_directory(), Period(2025, 1)
    group = one_pcn(directory, WILLOWS)
    here, elsewhere = (directory.place_in(code, quarter) for code in (STAYED, LEFT))
    assert (group.holds(STAYED, here), group.holds(LEFT, elsewhere)) == (True, False)
    assert group.with_practice(LEFT).holds(LEFT, elsewhere)
    assert group.with_practice(LEFT).holds(LEFT, None)
    assert not group.without_practice(STAYED).holds(STAYED, here)


@pytest.mark.parametrize("period", ["2024-25", "2024-25-Q1"])
def test_both_commands_count_the_same_practices(run: Run, tmp_path: Path, period: str):
    for code, register in ((CLOSED, 100), (LEFT, 40), (STAYED, 200)):
        file = tmp_path / f"{code}.json"
        file.write_bytes(document_text(to_json(care(code, "2024-25-Q1", register))))
        assert run("record", file)[0] == 0
    (tmp_path / "nothing").mkdir()
    counted = []
    for words in (("indicators",), ("collate", tmp_path / "nothing")):
        _, out, _ = run(*words, "--pcn", WILLOWS, "--period", period, "--json")
        found = {each["id"]: each for each in json.loads(out)["indicators"]}
        counted.append((found["RESP-01"]["numerator"], found["RESP-01"]["denominator"]))
    assert counted == [(85, 340), (85, 340)]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--group", "C82001"), "C82001 is a practice"),
        (("--group", "none", WILLOWS), "none alone"),
        (("--group", "U1"), "must be one letter and five digits"),
        (("--sub-icb", "99X"), "99X"),
        (("--all", "--pcn", WILLOWS), "not allowed with"),
        ((), "required"),
    ],
)
def test_a_group_that_cannot_be_is_wrong_use(run: Run, tmp_path: Path, words: tuple[str, ...], sentence: str):
    for command in (("collate", tmp_path), ("indicators",)):
        status, out, said = run(*command, *words, "--period", "2024-25")
        assert (status, out) == (2, "")
        assert sentence in said
