"""Figures that a practice of this size can hardly have are asked about with a reason, and never refused."""

from dataclasses import replace

import pytest

from greenpractice.carbon.footprint import load_calculator
from greenpractice.guards.amounts import amount_of
from greenpractice.guards.figures import Figures
from greenpractice.periods import Period
from greenpractice.returns.checking import check_figures
from greenpractice.returns.documents import RawRow, ReturnDocument

PRACTICE: RawRow = {"registered_patients": "9000", "staff": "20"}
GAS: RawRow = {"site": "Main", "fuel": "natural_gas"}


def asked(section: str, row: RawRow, period: Period | None = None, **practice: str) -> dict[str, str]:
    """The sentence of each field that is asked about."""
    sizes = {**PRACTICE, **practice}
    sections = {"practice": (sizes,)} | {section: (row,)}
    document = ReturnDocument("C89999", period or Period(2026, 1), 1, "2026-07-08", sections=sections)
    found = [issue for issue in check_figures(document) if issue.section == section]
    assert all(issue.question for issue in found)
    return {issue.field or "": issue.sentence for issue in found}


@pytest.mark.parametrize(
    ("section", "row", "field", "size"),
    [
        (
            "heating",
            {**GAS, "unit": "ft3x100", "quantity": "200000"},
            "quantity",
            "9,000 patients",
        ),
        ("heating", {**GAS, "unit": "m3", "quantity": "30000"}, "quantity", "9,000 patients"),
        ("electricity", {"site": "Main", "kwh": "1", "tariff": "standard"}, "kwh", "is far less than"),
        ("electricity", {"site": "Main", "kwh": "60000", "tariff": "standard"}, "kwh", "6.9 times what"),
        ("inhalers", {"bnf_code": "0301011R0BEAIAP", "inhalers": "1600"}, "inhalers", "in a quarter"),
        (
            "inhalers",
            {"bnf_code": "0301011R0BEAIAP", "inhalers": "90", "items": "3"},
            "inhalers",
            "Inhalers for each item",
        ),
        ("inhaler_returns", {"route": "pharmacy", "inhalers": "490"}, "inhalers", "5.4 times what"),
        (
            "inhaler_returns",
            {"route": "pharmacy", "inhalers": "49", "pmdi": "49"},
            "pmdi",
            "a count of puffers alone",
        ),
        ("pen_returns", {"pens": "900"}, "pens", "in a quarter"),
        ("pen_returns", {"boxes": "90"}, "boxes", "is it pens"),
        ("water", {"supply_m3": "1100"}, "supply_m3", "a reading of the meter"),
        ("water", {"supply_m3": "110", "sewerage_m3": "1"}, "sewerage_m3", "the other way round"),
        ("paper", {"reams": "500", "recycled_content": "1"}, "reams", "20 people employed"),
        ("waste", {"stream": "clinical_incineration", "kg": "4600"}, "kg", "a whole year"),
        ("appointments", {"face_to_face": "40000"}, "face_to_face", "PCN"),
        ("commuting", {"mode": "bus", "people": "27"}, "people", "20 people employed"),
        ("commuting", {"mode": "bus", "weeks": "14"}, "weeks", "in a quarter"),
    ],
)
def test_an_absurd_figure_is_asked_about_with_a_reason(section: str, row: RawRow, field: str, size: str):
    assert size in asked(section, row)[field]


@pytest.mark.parametrize(
    ("section", "row"),
    [
        ("heating", {**GAS, "unit": "ft3x100", "quantity": "2926"}),
        ("electricity", {"site": "Main", "kwh": "12320", "tariff": "standard"}),
        ("electricity", {"site": "Main", "kwh": "90", "from": "2026-06-29", "to": "2026-06-30"}),
        ("inhalers", {"bnf_code": "0301011R0BEAIAP", "inhalers": "260", "items": "221"}),
        ("inhaler_returns", {"route": "pharmacy", "inhalers": "44", "pmdi": "30"}),
        ("pen_returns", {"pens": "48"}),
        ("water", {"supply_m3": "110", "sewerage_m3": "110"}),
        ("paper", {"reams": "90", "recycled_content": "0"}),
        ("waste", {"stream": "clinical_incineration", "kg": "420"}),
        ("appointments", {"face_to_face": "14000", "remote": "6000"}),
        ("commuting", {"mode": "bus", "people": "20", "weeks": "11.5"}),
    ],
)
def test_a_usual_figure_is_not_asked_about(section: str, row: RawRow):
    assert asked(section, row) == {}


def test_a_year_may_have_four_times_as_much():
    row = {"pens": "900"}
    assert "pens" in asked("pen_returns", row)
    assert asked("pen_returns", row, Period(2026)) == {}
    assert asked("commuting", {"mode": "bus", "weeks": "52"}, Period(2026)) == {}


def test_the_limit_grows_with_the_practice_and_without_any_size_only_what_nobody_has_is_asked():
    row = {"reams": "500", "recycled_content": "1"}
    assert asked("paper", row, staff="60") == {}
    assert asked("paper", row, staff="0") == {}
    assert "9,000 patients" in asked("paper", {**row, "reams": "563"}, staff="0")["reams"]
    alone = ReturnDocument("C89999", Period(2026, 1), 1, "2026-07-08", sections={"paper": (row,)})
    assert check_figures(alone) == []
    bill = {"site": "Main", "tariff": "standard", "kwh": "62501"}
    without = replace(alone, sections={"electricity": (bill,)})
    assert ["usually have" in issue.sentence for issue in check_figures(without)] == [True]


@pytest.mark.parametrize("row", [{"unit": "kWh"}, {"unit": "m3"}, {"quantity": "190000"}, {}])
def test_an_amount_without_its_unit_or_a_unit_without_amount_is_not_asked_about(row: RawRow):
    assert "quantity" not in asked("heating", {"site": "Main", "fuel": "natural_gas", **row})


@pytest.mark.parametrize(("number", "is_asked"), [("19", False), ("20", True)])
def test_of_20_inhalers_returned_some_are_usually_of_another_kind(number: str, is_asked: bool):
    assert ("pmdi" in asked("inhaler_returns", {"inhalers": number, "pmdi": number})) is is_asked


@pytest.mark.parametrize(
    ("section", "row", "field", "most", "more"),
    [
        ("heating", {**GAS, "unit": "m3"}, "quantity", "10828", "10829"),
        ("heating", {**GAS, "unit": "ft3x100"}, "quantity", "3826", "3827"),
        ("heating", {**GAS, "unit": "kWh"}, "quantity", "121500", "121501"),
        ("heating", {"site": "Main", "fuel": "lpg", "unit": "litre"}, "quantity", "41842", "41843"),
        ("electricity", {"site": "Main", "tariff": "standard"}, "kwh", "56250", "56251"),
        ("inhalers", {"bnf_code": "0301011R0BEAIAP"}, "inhalers", "1575", "1576"),
        ("inhaler_returns", {"route": "pharmacy"}, "inhalers", "450", "451"),
        ("pen_returns", {}, "pens", "787", "788"),
        ("pen_returns", {}, "boxes", "67", "68"),
        ("water", {}, "supply_m3", "900", "901"),
        ("paper", {"recycled_content": "1"}, "reams", "400", "401"),
        ("waste", {"stream": "clinical_incineration"}, "kg", "4500", "4501"),
        ("waste", {"stream": "recycling"}, "kg", "4500", "4501"),
        ("appointments", {}, "face_to_face", "36000", "36001"),
        ("appointments", {}, "remote", "36000", "36001"),
        ("commuting", {"mode": "bus"}, "people", "26", "27"),
    ],
)
def test_the_largest_figure_that_can_be_is_not_asked_about_and_the_next_one_is(
    section: str, row: RawRow, field: str, most: str, more: str
):
    assert field not in asked(section, {**row, field: most})
    assert field in asked(section, {**row, field: more})


def test_a_whole_years_gas_in_summer_is_asked_about():
    summer = {**GAS, "unit": "kWh", "from": "2026-07-01", "to": "2026-09-30"}
    practice = {"registered_patients": "9260", "site": "Main", "floor_area_m2": "900"}
    for kwh, is_asked in (("10547", False), ("120000", True)):
        rows = {"practice": (practice,), "heating": ({**summer, "quantity": kwh},)}
        found = check_figures(ReturnDocument("C82001", Period(2026, 2), 1, "2026-10-08", sections=rows))
        assert any(issue.section == "heating" for issue in found) is is_asked


def test_a_question_names_the_figure_how_many_times_what_is_usual_and_the_likely_slip():
    heat = {**GAS, "unit": "kWh", "quantity": "710000"}
    assert asked("heating", heat, floor_area_m2="640")["quantity"] == (
        "710,000 kWh is 65 times what buildings of 640 m² usually have (about 11,000 in a quarter); "
        "is it pence, or a whole year?"
    )
    bill = {"site": "Main", "tariff": "standard", "kwh": "60000"}
    assert asked("electricity", bill)["kwh"] == (
        "60,000 kWh is 6.9 times what practices with 9,000 patients usually have (about 8,700 in a quarter); "
        "is it a whole year?"
    )
    assert asked("commuting", {"mode": "bus", "people": "27"})["people"] == (
        "27 people are 1.9 times what practices with 20 people employed usually have (about 14)"
    )


def test_the_smallest_electricity_that_can_be_is_not_asked_about():
    row = {"site": "Main", "tariff": "standard"}
    assert "kwh" not in asked("electricity", {**row, "kwh": "1125"})
    assert "kwh" in asked("electricity", {**row, "kwh": "1124"})


VENTOLIN: RawRow = {"bnf_code": "0301011R0BEAIAP"}


@pytest.mark.parametrize(
    ("section", "row", "field", "usual", "unusual", "at"),
    [
        ("inhalers", {**VENTOLIN, "items": "11"}, "inhalers", "44", "45", "inhalers"),
        ("inhalers", {**VENTOLIN, "items": "10"}, "inhalers", "40", "41", "inhalers"),
        ("inhalers", {**VENTOLIN, "items": "1"}, "inhalers", "40", "41", "inhalers"),
        ("inhalers", {**VENTOLIN, "inhalers": "10"}, "items", "10", "11", "items"),
        ("inhaler_returns", {"route": "pharmacy", "envelopes": "2"}, "inhalers", "8", "9", "inhalers"),
        ("water", {"supply_m3": "100"}, "sewerage_m3", "30", "29.9", "sewerage_m3"),
        ("water", {"supply_m3": "100"}, "sewerage_m3", "105", "105.1", "sewerage_m3"),
        ("commuting", {"mode": "bus"}, "weeks", "13", "14", "weeks"),  # 91 days
        ("electricity", {"site": "Main", "kwh": "9000"}, "cost", "9000", "9001", "cost"),
        ("practice", {}, "wte", "20", "20.1", "wte"),
    ],
)
def test_what_one_figure_says_of_another_is_asked_about_beyond_its_limit(
    section: str, row: RawRow, field: str, usual: str, unusual: str, at: str
):
    given = {**PRACTICE, **row} if section == "practice" else row
    assert asked(section, {**given, field: usual}) == {}
    assert list(asked(section, {**given, field: unusual})) == [at]


@pytest.mark.parametrize("quarter", [1, 2, 3, 4])
def test_every_quarter_has_as_many_weeks(quarter: int):
    row = {"mode": "bus", "weeks": "13.2"}
    assert asked("commuting", row, Period(2026, quarter)) == {}
    assert "weeks" in asked("commuting", {**row, "weeks": "14"}, Period(2026, quarter))


@pytest.mark.parametrize("packs", ["", "HFA134a", "HFA152a", "not_known"])
def test_kg_of_inhalers_are_those_that_count_by_what_is_said_of_another_strength(packs: str):
    said: RawRow = {"propellant": packs} if packs else {}
    rows: tuple[RawRow, ...] = (
        {"bnf_code": "0302000C0BPACBV", "inhalers": "90"},
        {"bnf_code": "0302000C0BPABBF", "inhalers": "7", **said},
    )
    document = ReturnDocument("C89999", Period(2026, 2), 1, "2026-10-08", sections={"inhalers": rows})
    figures, amount = Figures(document), amount_of("indicative_kg")
    kg = [amount.read(row, figures) for row in figures.rows("inhalers")]
    assert kg == [line.kg for line in load_calculator().of_return(document).lines]


@pytest.mark.parametrize(
    ("area", "heat", "is_asked"), [("640", "9000", False), ("64", "26000", True), ("6400", "9000", True)]
)
def test_a_floor_area_that_two_figures_speak_against_is_asked_about_in_their_place(
    area: str, heat: str, is_asked: bool
):
    """Electricity and heating are all that rests on it in many practices; each was asked about for itself."""
    many = "2900" if area == "64" else "14000"  # for which such an area could be
    rows: dict[str, tuple[RawRow, ...]] = {
        "practice": ({"registered_patients": many, "floor_area_m2": area},),
        "electricity": ({"tariff": "standard", "kwh": "11000"},),
        "heating": ({"fuel": "natural_gas", "unit": "kWh", "quantity": heat},),
    }
    found = check_figures(ReturnDocument("C82001", Period(2025, 4), 1, "2026-10-08", sections=rows))
    places = {(each.section, each.field): each.sentence for each in found if each.question}
    assert (("practice", "floor_area_m2") in places) is is_asked
    if is_asked:
        said = places["practice", "floor_area_m2"]
        assert "2 of 2 other figures fit, such as electricity of the site and heating of the site" in said
    assert not {("electricity", "kwh"), ("heating", "quantity")} & places.keys()
