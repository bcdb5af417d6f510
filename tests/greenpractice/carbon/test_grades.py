"""How good figures are: shares of kg, grades and ranges, and what holds of them for any return."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenpractice.carbon.footprint import load_calculator
from greenpractice.carbon.grades import (
    MEASURED,
    MISSING,
    MOSTLY_NOT,
    PARTLY,
    Sureness,
    range_of,
    rule_words,
    sureness_of,
)
from greenpractice.carbon.input_kinds import doubts_of
from greenpractice.carbon.part import Part
from greenpractice.demo.returns import demo_network_documents
from greenpractice.facts.uncertainty import RANKS
from greenpractice.numbers import exact
from greenpractice.periods import Period
from greenpractice.returns.documents import Flag, RawRow, ReturnDocument
from tests.strategies import documents

GRADES = (MEASURED, PARTLY, MOSTLY_NOT, MISSING)  # the best first
CALCULATOR = load_calculator()
DEMO = demo_network_documents()
SLACK = Decimal("1e-40")  # the root of a square is cut at the 60th digit
returns = st.one_of(documents(), st.sampled_from(DEMO))


def part(*flags: Flag, period: Period | None = None, **sections: Sequence[RawRow]) -> Part:
    rows = {key: tuple(each) for key, each in sections.items()}
    document = ReturnDocument(
        "C82001", period or Period(2026, 1), 1, "2026-07-08", sections=rows, flags=flags
    )
    return of(document)


def of(document: ReturnDocument) -> Part:
    return Part(document, CALCULATOR.of_return(document))


def sure(*flags: Flag, **sections: Sequence[RawRow]) -> Sureness:
    return sureness_of([part(*flags, **sections)])


def close(one: Decimal, other: Decimal) -> bool:
    with exact():
        return abs(one - other) <= SLACK * max(one, other, Decimal(1))


@given(returns)
@settings(max_examples=60)
def test_the_shares_are_of_all_counted_kg(document: ReturnDocument):
    one = of(document)
    found = sureness_of([one])
    assert found.whole.kg == one.footprint.total
    assert {key: grade.kg for key, grade in found.sections.items()} == one.footprint.by_section
    with exact():
        for grade in (found.whole, *found.sections.values()):
            assert sum(grade.by_rank.values(), Decimal(0)) == grade.kg
            assert not grade.kg or close(sum(map(grade.share, RANKS), Decimal(0)), Decimal(1))


@given(returns)
@settings(max_examples=60)
def test_the_range_of_all_is_made_of_those_of_the_sections(document: ReturnDocument):
    found = sureness_of([of(document)])
    shared = {}
    for doubt in found.doubts:
        shared.setdefault(doubt.shared, set()).add(doubt.section)
    crossing = any(len(sections) > 1 for sections in shared.values())
    for side in ("least", "most"):
        each = [getattr(grade, side) for grade in found.sections.values()]
        whole = getattr(found.whole, side)
        with exact():
            root = sum((kg * kg for kg in each), Decimal(0)).sqrt()
            assert root <= whole or close(root, whole)
            assert whole <= sum(each, Decimal(0)) or close(whole, sum(each, Decimal(0)))
        assert crossing or close(root, whole)


@given(returns, st.data())
@settings(max_examples=60)
def test_marking_a_figure_as_estimated_never_makes_it_surer(document: ReturnDocument, data: st.DataObject):
    rows = [(key, at, raw) for key, each in document.sections.items() for at, raw in enumerate(each) if raw]
    if not rows:
        return
    key, at, raw = data.draw(st.sampled_from(rows))
    field = data.draw(st.sampled_from([None, *sorted(raw)]))
    others = tuple(
        flag for flag in document.flags if (flag.section, flag.row, flag.field) != (key, at, field)
    )
    flag = Flag(key, at, field, estimated=True)
    before = sureness_of([of(replace(document, flags=others))])
    after = sureness_of([of(replace(document, flags=(*others, flag)))])
    for one, other in (
        (before.whole, after.whole),
        *((grade, after.sections[section]) for section, grade in before.sections.items()),
    ):
        assert GRADES.index(one.word) <= GRADES.index(other.word)
        assert one.by_rank["measured"] >= other.by_rank["measured"]
        assert one.least <= other.least or close(one.least, other.least)
        assert one.most <= other.most or close(one.most, other.most)


def test_an_estimated_unit_leaves_all_estimated_whatever_else_is_marked():
    row = {"face_to_face": "900", "remote": "0", "one_way": "2", "unit": "km", "car_share": "0.5"}
    document = ReturnDocument("C82001", Period(2026, 1), 1, "2026-07-08", sections={"appointments": (row,)})
    unit, distance = (Flag("appointments", 0, field, estimated=True) for field in ("unit", "one_way"))
    ranges = [
        sureness_of([of(replace(document, flags=flags))]).whole for flags in ((unit,), (unit, distance))
    ]
    assert ranges[0].least <= ranges[1].least
    assert ranges[0].most <= ranges[1].most


@given(returns)
@settings(max_examples=40)
def test_no_line_is_without_a_doubt_and_none_moves_its_kg(document: ReturnDocument):
    one = of(document)
    found = list(doubts_of(one))
    assert [line for line, _ in found] == list(one.footprint.lines)
    assert all(doubts for _, doubts in found)
    assert all(0 <= doubt.least <= line.kg for line, doubts in found for doubt in doubts)


WATER = {"supply_m3": "100"}
FLOOR = {"site": "Main Street", "basis": "floor_area"}
PRACTICE = {"site": "Main Street", "floor_area_m2": "640"}


def test_a_bill_is_measured_and_floor_area_is_a_default():
    found = sure(
        practice=[PRACTICE], electricity=[{"kwh": "1000"}], heating=[{**FLOOR, "fuel": "natural_gas"}]
    )
    assert found.sections["electricity"].word == "measured"
    assert found.sections["heating"].word == "mostly estimated"
    assert found.sections["heating"].by_rank["default"] == found.sections["heating"].kg
    assert found.whole.word == "mostly estimated"


def test_a_return_without_all_its_sections_is_not_called_measured():
    found = sure(water=[WATER])
    assert (found.sections["water"].word, found.whole.word) == ("measured", "partly measured")
    assert "heating" in found.missing
    assert "nothing is counted of inhalers, electricity, heating" in found.words


def test_nothing_counted_has_no_words():
    found = sure(practice=[PRACTICE])
    assert (found.whole.word, found.words, found.sections) == ("missing", "", {})


def test_what_shares_a_default_adds_up_and_what_does_not_is_less():
    sites = [{"site": "A", "floor_area_m2": "300"}, {"site": "B", "floor_area_m2": "400"}]
    of_sites = [{"site": name, "basis": "floor_area", "fuel": "natural_gas"} for name in "AB"]
    shared = [doubt for doubt in sure(practice=sites, heating=of_sites).doubts if not doubt.is_factor]
    bills = [{"fuel": "natural_gas", "unit": "kWh", "quantity": amount} for amount in ("3000", "4000")]
    apart = sure(heating=bills).doubts
    with exact():
        assert range_of(shared)[1] == sum((doubt.most for doubt in shared), Decimal(0))
        assert range_of(apart)[1] < sum((doubt.most for doubt in apart), Decimal(0))


@pytest.mark.parametrize(
    ("row", "kinds"),
    [
        ({"fuel": "natural_gas", "unit": "kWh", "quantity": "9"}, {"energy_bill"}),
        ({"fuel": "natural_gas", "unit": "m3", "quantity": "9"}, {"energy_bill", "gas_volume"}),
        ({"fuel": "natural_gas", "unit": "m3", "quantity": "9", "calorific_value": "39"}, {"energy_bill"}),
        ({"fuel": "natural_gas", "unit": "kWh", "quantity": "9", "basis": "cost"}, {"cost_heating"}),
        ({"fuel": "natural_gas", "unit": "kWh", "quantity": "9", "basis": "floor_area"}, {"floor_heating"}),
        (
            {"fuel": "natural_gas", "unit": "kWh", "quantity": "9", "from": "2026-03-15", "to": "2026-06-14"},
            {"energy_bill", "bill_shared_heating"},
        ),
        (
            {"fuel": "natural_gas", "unit": "kWh", "quantity": "9", "from": "2026-04-01", "to": "2026-06-30"},
            {"energy_bill"},
        ),
        ({"fuel": "natural_gas", "basis": "floor_area"}, {"floor_heating", "floor_area"}),
    ],
)
def test_what_a_row_of_heating_rests_on(row: RawRow, kinds: set[str]):
    found = sure(practice=[PRACTICE], heating=[row])
    assert {doubt.kind.key for doubt in found.doubts} == kinds


@pytest.mark.parametrize(
    ("code", "kinds"),
    [
        ("0301011R0AAAPAP", {"inhalers_counted", "kg_not_one_brand"}),  # generic salbutamol
        ("0301011R0BEAIAP", {"inhalers_counted", "kg_own"}),  # Ventolin Evohaler
    ],
)
def test_what_an_inhaler_rests_on(code: str, kinds: set[str]):
    found = sure(inhalers=[{"bnf_code": code, "inhalers": "10"}])
    assert {doubt.kind.key for doubt in found.doubts} == kinds


def test_the_rule_is_one_sentence():
    assert rule_words().count(".") == 1
    assert "90%" in rule_words()


@pytest.mark.parametrize(
    ("note", "percent"),
    [
        (None, 30),
        ("Survey of 14 May 2026", 30),
        ("Survey of 30 June 2025", 30),
        ("Copied from July to September 2025, survey of 29 June 2025", 40),
        ("Copied from April to June 2024", 50),  # the last day of the quarter it was entered in
        ("Survey of 14 May 2023", 60),
        ("Survey of 14 May 2009", 200),
    ],
)
def test_a_survey_is_less_sure_with_every_year_after_the_first(note: str | None, percent: int):
    row = {
        "people": "10",
        "days_per_week": "4",
        "weeks": "12",
        "one_way": "5",
        "mode": "car_petrol",
        "unit": "mile",
    }
    flags = (Flag("commuting", 0, None, note=note),) if note else ()
    found = part(*flags, commuting=(row,))
    assert found.footprint.lines
    for line, doubts in doubts_of(found):
        (survey,) = [each for each in doubts if each.kind.key.startswith("commuting_survey")]
        assert close(survey.most, line.kg * percent / 100)
        assert close(survey.least, line.kg * min(percent, 100) / 100)
        assert survey.rank == "estimated"
