"""The command `change`: parts that sum exactly, for a practice and for a network, in JSON and in words."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from greenpractice.answers.why_changed import why_section_changed
from greenpractice.carbon.footprint import load_calculator
from greenpractice.carbon.periods_compared import changed_between
from greenpractice.demo.returns import demo_documents
from greenpractice.numbers import round_half_up
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument, document_text, to_json
from tests.greenpractice.conftest import Run

CODE, OTHER, PCN = "C82001", "C82022", "U30213"
THEN, NOW = Period(2024, 2), Period(2025, 2)
_CAUSES = ["list", "volume", "mix", "factor", "method", "gas"]


def told(run: Run, *whose: str, earlier: Period = THEN, later: Period = NOW) -> dict[str, Any]:
    exit_status, out, _ = run("change", *whose, "--from", earlier.id, "--to", later.id, "--json")
    assert exit_status == 0
    # decimals, as another program would read them that takes money or weights seriously
    found: dict[str, Any] = json.loads(out, parse_float=Decimal, parse_int=Decimal)
    assert sum(part["kgco2e"] for part in found["parts"]) == found["difference_kgco2e"]
    return found


def test_parts_of_a_practice_are_those_that_the_rest_of_the_program_has(
    run: Run, tmp_path: Any, documents: list[ReturnDocument]
):
    found = told(run, "--practice", CODE)
    compared = changed_between(THEN, NOW, documents, load_calculator())
    assert compared is not None
    effects = compared.comparison.effects
    assert [(part["section"], part["cause"], part["label"]) for part in found["parts"]] == [
        (effect.section, effect.moved.value, effect.name) for effect in effects
    ]
    assert [part["cause"] for part in found["parts"]][:6] == _CAUSES
    for part, effect in zip(found["parts"], effects, strict=True):
        assert abs(part["kgco2e"] - effect.kg) < Decimal("0.00001")
    assert found["difference_kgco2e"] == round_half_up(compared.comparison.kg, 6)
    assert found["left_out"] == list(compared.comparison.left_out)
    back = told(run, "--practice", CODE, earlier=NOW, later=THEN)
    assert back["difference_kgco2e"] == -found["difference_kgco2e"]


def test_a_network_is_the_sum_of_its_practices(run: Run, documents: list[ReturnDocument]):
    each = [told(run, "--practice", code) for code in (CODE, OTHER)]
    both = told(run, "--pcn", PCN)
    assert both["practices"] == 2
    assert both["difference_kgco2e"] == sum(found["difference_kgco2e"] for found in each)
    for cause in _CAUSES:
        sums = [
            sum((part["kgco2e"] for part in found["parts"] if part["cause"] == cause), Decimal(0))
            for found in (*each, both)
        ]
        assert abs(sums[0] + sums[1] - sums[2]) < Decimal("0.0001"), cause


@pytest.mark.parametrize("later", [Period(2026, 1), Period(2022, 1)])
def test_a_network_stands_beside_any_period_as_its_practices_do(
    run: Run, tmp_path: Any, documents: list[ReturnDocument], later: Period
):
    """Also more than a year before it, and after it: the network looks at the year around its own only."""
    of_then = next(each for each in documents if each.period == THEN)
    _record(run, tmp_path, [replace(of_then, period=later)])
    alone = told(run, "--practice", CODE, later=later)
    assert told(run, "--pcn", PCN, later=later) == alone


def test_a_year_that_is_compared_in_part_says_of_which_quarters(
    run: Run, tmp_path: Any, documents: list[ReturnDocument]
):
    """2024-25 has one quarter and 2025-26 two: the difference is that of one, not of the years."""
    years = ("--from", "2024-25", "--to", "2025-26")
    of_quarters = told(run, "--practice", CODE)
    for whose in (("--practice", CODE), ("--pcn", PCN)):
        assert told(run, *whose, earlier=Period(2024), later=Period(2025))["quarters"] == [NOW.id]
        assert "beside the same quarter of April 2024 to March 2025" in run("change", *whose, *years)[1]
    found = told(run, "--practice", CODE, earlier=Period(2024), later=Period(2025))
    assert found["difference_kgco2e"] == of_quarters["difference_kgco2e"]
    compared = changed_between(Period(2024), Period(2025), documents, load_calculator())
    assert compared is not None
    why = why_section_changed(compared.comparison, "inhalers", Period(2024), Period(2025))
    assert why.how.count("in the same quarter of April") == 2


def test_a_network_names_what_is_not_compared_as_its_practices_do(
    run: Run, tmp_path: Any, documents: list[ReturnDocument]
):
    of_now = next(each for each in documents if each.period == NOW)
    without = {key: each for key, each in of_now.sections.items() if key != "paper"}
    _record(run, tmp_path, [replace(of_now, sections=without, revision=9)])
    assert "paper" in told(run, "--practice", CODE)["left_out"]
    assert "paper" in told(run, "--pcn", PCN)["left_out"]
    out = run("change", "--pcn", PCN, "--from", THEN.id, "--to", NOW.id)[1]
    assert "Like for like of 2 practices" in out
    assert "Not compared of every practice" in out


def test_list_size_that_one_practice_does_not_say_is_told_of_the_others(
    run: Run, tmp_path: Any, documents: list[ReturnDocument]
):
    """Its kg once stood beside the words that it is not known."""
    of_now = next(each for each in documents if each.period == NOW)
    rows = tuple(
        {key: text for key, text in row.items() if key != "registered_patients"}
        for row in of_now.sections["practice"]
    )
    _record(run, tmp_path, [replace(of_now, sections={**of_now.sections, "practice": rows}, revision=9)])
    asked = ("--from", THEN.id, "--to", NOW.id)
    alone, both = (run("change", *whose, *asked)[1] for whose in (("--practice", CODE), ("--pcn", PCN)))
    assert "list size: not known" in alone
    assert "The patients of both periods are not known" in alone
    assert "list size: more or fewer patients" in both
    assert "In some practices the patients of both" in both


def test_words_name_every_cause_and_what_is_left_out(run: Run, documents: list[ReturnDocument]):
    out = run("change", "--practice", CODE, "--from", THEN.id, "--to", NOW.id)[1]
    for words in ("list size:", "volume:", "mix:", "factors:", "method:", "gas:", "Inhalers by class"):
        assert words in out
    quarters = run("change", "--practice", CODE, "--from", "2025-26-Q1", "--to", NOW.id)
    assert quarters[0] == 0


@pytest.mark.parametrize(
    ("periods", "status", "why"),
    [
        (("2024-25", "2025-26-Q2"), 2, "give two quarters, or two years"),
        (("2025-26-Q2", "2025-26-Q2"), 2, "give two that differ"),
        (("2018-19-Q2", "2025-26-Q2"), 1, "2018-19-Q2"),
    ],
)
def test_periods_that_cannot_be_compared_are_said(
    run: Run, documents: list[ReturnDocument], periods: tuple[str, str], status: int, why: str
):
    found = run("change", "--practice", CODE, "--from", periods[0], "--to", periods[1])
    assert (found[0], why in found[2]) == (status, True)


@pytest.fixture
def documents(run: Run, tmp_path: Any) -> list[ReturnDocument]:
    """Returns of two practices of the network, stored; those of the first."""
    demo = [each for each in demo_documents() if each.ods_code in ("Z99991", "Z99992")]
    codes = {"Z99991": CODE, "Z99992": OTHER}
    wanted = (THEN, NOW, Period(2025, 1))
    made = [_of(codes[each.ods_code], each) for each in demo if each.period in wanted]
    _record(run, tmp_path, made)
    return [each for each in made if each.ods_code == CODE]


def _record(run: Run, folder: Any, documents: list[ReturnDocument]) -> None:
    for document in documents:
        path = folder / "return.json"
        path.write_bytes(document_text(to_json(document)))
        assert run("record", path)[0] == 0


def _of(code: str, document: ReturnDocument) -> ReturnDocument:
    return replace(document, ods_code=code, name="Sample Surgery", contact=None)
