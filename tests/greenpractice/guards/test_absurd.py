"""The return that was stored as 79,756 t without a question: each of its absurd figures has one."""

import json
from pathlib import Path

import pytest

from greenpractice.carbon.footprint import load_calculator
from greenpractice.carbon.gaps import gaps_of_part, open_gaps, worst_first
from greenpractice.carbon.part import Part
from greenpractice.guards.asking import asked_of
from greenpractice.periods import Period
from greenpractice.returns.documents import RawRow, ReturnDocument
from greenpractice.returns.reading import read_document

SHARED = Path(__file__).parents[4] / "shared" / "cases" / "figures" / "absurd-unquestioned.json"
SECTIONS: dict[str, tuple[RawRow, ...]] = {
    "practice": ({"registered_patients": "9000", "staff": "20", "floor_area_m2": "640"},),
    "heating": ({"site": "Main", "fuel": "natural_gas", "unit": "ft3x100", "quantity": "200000"},),
    "electricity": ({"site": "Main", "kwh": "1", "tariff": "standard"},),
    "inhalers": ({"bnf_code": "0301011R0BEAIAP", "inhalers": "90000", "items": "3"},),
    "inhaler_returns": ({"route": "pharmacy", "inhalers": "490", "pmdi": "490"},),
    "pen_returns": ({"pens": "90000"},),
    "water": ({"supply_m3": "110000", "sewerage_m3": "1"},),
    "paper": ({"reams": "90000", "recycled_content": "1"},),
    "waste": ({"stream": "clinical_incineration", "kg": "4200000"},),
    "appointments": (
        {"face_to_face": "9000000", "remote": "1", "one_way": "3", "unit": "mile", "car_share": "0.6"},
    ),
    "commuting": (
        {
            "mode": "car_unknown", "people": "4000", "days_per_week": "7", "weeks": "53", "one_way": "60",
            "unit": "mile",
        },
    ),
}  # fmt: skip
ABSURD = {
    ("heating", "quantity"): "is it cubic feet, or kWh?",
    ("electricity", "kwh"): "is it MWh",
    ("inhalers", "inhalers"): "is it doses?",
    ("inhalers", "items"): "Inhalers for each item",
    ("inhaler_returns", "inhalers"): "inhalers prescribed?",
    ("inhaler_returns", "pmdi"): "is it a count of puffers alone?",
    ("pen_returns", "pens"): "is it the whole scheme?",
    ("water", "supply_m3"): "is it litres?",
    ("water", "sewerage_m3"): "Sewerage for each m³ supplied",
    ("paper", "reams"): "is it sheets",
    ("waste", "kg"): "is it grams",
    ("appointments", "face_to_face"): "713 times what practices with 9,000 patients",
    ("appointments", "remote"): "Share of face to face appointments: 100%",
    ("commuting", "people"): "is it patients?",
    ("commuting", "days_per_week"): "is it hours?",
    ("commuting", "weeks"): "is it a whole year?",
    ("commuting", "one_way"): "is it minutes?",
}


def absurd() -> ReturnDocument:
    return ReturnDocument("C82001", Period(2026, 1), 1, "2026-07-08T10:12:00+01:00", sections=SECTIONS)


def test_each_absurd_figure_is_asked_about_once_with_its_likely_slip() -> None:
    found = [(issue.section or "", issue.field or "", issue.sentence) for issue in asked_of(absurd(), {})]
    asked = {(section, field): sentence for section, field, sentence in found}
    assert len(asked) == len(found)
    assert {place for place, said in ABSURD.items() if said not in asked.get(place, "")} == set()
    assert asked.keys() - ABSURD.keys() == {("practice", "registered_patients")}  # the list has 25,822


def test_those_that_weigh_most_stand_in_front() -> None:
    part = Part(absurd(), load_calculator().of_return(absurd()))
    first = [(gap.section, gap.field) for gap in worst_first(gaps_of_part(part))[:3]]
    assert first == [("commuting", "people"), ("appointments", "face_to_face"), ("waste", "kg")]
    found = worst_first(gaps_of_part(part))
    rows = len({gap.section for gap in found})  # of each section one row
    for some in (found[:rows], found[rows:]):
        assert [gap.kg for gap in some[:5]] == sorted((gap.kg for gap in some[:5]), reverse=True)
    assert len({gap.section for gap in found[:rows]}) == rows
    assert sum(gap.kind == "unusual" for gap in open_gaps(gaps_of_part(part))) == len(found)


def test_the_case_of_the_shared_material_is_this_one() -> None:
    if not SHARED.exists():
        pytest.skip(f"not checked against {SHARED.name}: the shared material is not here")
    document, _ = read_document(SHARED.read_bytes(), SHARED.name)
    assert document.sections == SECTIONS
    assert json.loads(SHARED.read_text(encoding="utf-8"))["practice"]["ods_code"] == document.ods_code
