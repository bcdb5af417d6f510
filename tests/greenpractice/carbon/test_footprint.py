"""Footprints of quarters and years: totals are sums of lines, years take each section once."""

from dataclasses import replace
from decimal import Context, Decimal

import pytest
from hypothesis import given

from greenpractice.carbon.factor_sets import factor_sets
from greenpractice.carbon.footprint import Calculator, load_calculator
from greenpractice.carbon.part_years import QuartersHeld
from greenpractice.carbon.year_of_returns import without_sections
from greenpractice.command_line.json_shapes import footprint_json
from greenpractice.demo.returns import demo_documents
from greenpractice.network.pooling import pooled
from greenpractice.numbers import exact, show_kg
from greenpractice.periods import Period
from greenpractice.returns.documents import Flag, ReturnDocument
from tests.strategies import documents

YEAR = Period.parse("2025-26")
WATER = {"water": ({"supply_m3": "100"},)}
FIFTY_DIGITS = Context(prec=50)
PAPER = {"paper": ({"reams": "10", "recycled_content": "0"},)}


def return_of(period: Period, patients: str = "", **sections: tuple[dict[str, str], ...]) -> ReturnDocument:
    if patients:
        sections["practice"] = ({"registered_patients": patients},)
    return ReturnDocument("C82001", period, 1, "2026-04-08", sections=sections)


@given(documents())
def test_totals_are_sums_of_lines_and_nothing_raises(document: ReturnDocument):
    footprint = load_calculator().of_return(document)
    for parts in (footprint.by_section, footprint.by_scope, footprint.by_boundary):
        with exact():
            together = sum(parts.values(), Decimal(0))
        # Shares of bills are cut at the 60th digit, so sums in another order may differ in the last one.
        assert FIFTY_DIGITS.plus(together) == FIFTY_DIGITS.plus(footprint.total)
    assert all(line.kg >= 0 for line in footprint.lines)
    told = footprint_json(footprint, [], QuartersHeld(1, 1))["total_kgco2e"]
    assert told == (float(footprint.total) if footprint.lines else None)


def test_where_nothing_is_counted_there_is_no_data_and_not_0():
    document = ReturnDocument(
        "C82001", Period(2026, 1), 1, "2026-07-08", sections={"practice": ({"registered_patients": "9000"},)}
    )
    footprint = load_calculator().of_return(document)
    assert (footprint.known_total, footprint.per_1000_patients) == (None, None)
    told = footprint_json(footprint, [], QuartersHeld(1, 1))
    assert {told["total_kgco2e"], told["per_1000_patients_kgco2e"]} == {None}
    assert {*told["by_scope"].values(), *told["by_boundary"].values()} == {None}


@pytest.mark.parametrize("how", ["of one", "pooled"])
def test_scopes_and_boundaries_in_json_add_to_a_total_that_is_there(how: str):
    sections = {"electricity": ({"site": "A", "kwh": "1200", "tariff": "standard"},)}
    document = ReturnDocument("C82001", Period(2026, 1), 1, "2026-07-08", sections=sections)
    footprint = load_calculator().of_return(document)
    if how == "pooled":
        footprint = pooled({"C82001": footprint}, document.period, ["C82001"])
    told = footprint_json(footprint, [], QuartersHeld(1, 1))
    assert (told["by_scope"]["1"], told["by_boundary"]["carbon_footprint_plus"]) == (0, 0)
    for parts in (told["by_scope"], told["by_boundary"]):
        assert sum(parts.values()) == pytest.approx(told["total_kgco2e"])


@given(documents())
def test_every_figure_of_a_carbon_section_is_in_a_line_or_named(document: ReturnDocument):
    footprint = load_calculator().of_return(document)
    seen = {(line.section, line.row) for line in footprint.lines}
    seen |= {(item.section, item.row) for item in (*footprint.avoided, *footprint.not_counted)}
    wanted = {
        "inhalers": ("inhalers",), "heating": ("quantity",), "electricity": ("kwh",), "water": ("supply_m3",),
        "business_travel": ("distance",), "commuting": ("people",), "waste": ("kg",), "paper": ("reams",),
        "appointments": ("face_to_face",), "inhaler_returns": ("inhalers", "pmdi"),
    }  # fmt: skip
    for section, fields in wanted.items():
        for row, raw in enumerate(document.rows(section)):
            if any(field in raw for field in fields):
                assert (section, row) in seen


def test_a_year_takes_a_section_from_its_quarters_or_else_from_the_whole_year(calculator: Calculator):
    """All four quarters, else the whole-year return, else the quarters there are: never both (rule 18)."""
    first, *rest = [return_of(quarter, **WATER) for quarter in YEAR.quarters]
    first = replace(first, sections={**first.sections, "waste": ({"stream": "food", "kg": "10"},)})
    annual = return_of(YEAR, water=({"supply_m3": "9999"},), **PAPER)

    def quantities(*documents: ReturnDocument) -> dict[str, list[Decimal]]:
        found: dict[str, list[Decimal]] = {}
        for line in calculator.of_year(YEAR, documents).lines:
            found.setdefault(line.section, []).append(line.quantity)
        return found

    whole = quantities(annual, first, *rest)
    assert (whole["water"], set(whole)) == ([100] * 4, {"water", "waste", "paper"})
    part = quantities(annual, first, *rest[:2])
    assert (part["water"], set(part)) == ([9999], {"water", "waste", "paper"})
    named = calculator.of_year(YEAR, [annual, first]).not_counted
    assert [(item.what, item.why) for item in named] == [
        ("Water of April to June 2025", "the whole-year return has this section"),
        (
            "Waste of July to September 2025, October to December 2025 and January to March 2026",
            "no return of this year has it",
        ),
    ]


def test_a_year_names_the_quarters_it_misses(calculator: Calculator):
    footprint = calculator.of_year(YEAR, [return_of(YEAR.quarters[0], **WATER)])
    assert [item.what for item in footprint.not_counted] == [
        "July to September 2025 (2025-26-Q2)",
        "October to December 2025 (2025-26-Q3)",
        "January to March 2026 (2025-26-Q4)",
    ]
    assert calculator.of_year(YEAR, [return_of(YEAR, **WATER)]).not_counted == ()


def test_a_year_divides_by_the_mean_of_its_quarters_patients(calculator: Calculator):
    quarters = [
        return_of(quarter, patients, **WATER)
        for quarter, patients in zip(YEAR.quarters, ("900", "1100", "", ""), strict=True)
    ]
    footprint = calculator.of_year(YEAR, [*quarters, return_of(YEAR, "5")])
    assert footprint.patients == 1000
    assert footprint.per_1000_patients == footprint.total


def test_without_patients_there_is_no_intensity(calculator: Calculator):
    assert calculator.of_return(return_of(YEAR, **WATER)).per_1000_patients is None


def test_a_years_market_based_figure_counts_quarters_without_a_renewable_row_too(calculator: Calculator):
    green = ({"site": "A", "kwh": "100", "tariff": "renewable"},)
    grey = ({"site": "A", "kwh": "100", "tariff": "standard"},)
    quarters = [return_of(YEAR.quarters[0], electricity=green), return_of(YEAR.quarters[1], electricity=grey)]
    assert calculator.of_year(YEAR, quarters).market_based_kg == Decimal("17.7")
    assert calculator.of_year(YEAR, quarters[1:]).market_based_kg is None


def test_a_line_is_estimated_if_a_figure_in_it_is(calculator: Calculator):
    document = return_of(YEAR.quarters[0], water=({"supply_m3": "10", "sewerage_m3": "9"},))
    marked = replace(document, flags=(Flag("water", 0, "sewerage_m3", estimated=True),))
    assert [line.estimated for line in calculator.of_return(marked).lines] == [False, True]


def test_what_a_whole_year_return_marks_as_estimated_is_estimated_in_the_year(calculator: Calculator):
    marked = tuple(Flag(section, 0, None, estimated=True) for section in ("water", "paper"))
    annual = replace(return_of(YEAR, **WATER, **PAPER), flags=marked)
    quarters = [return_of(quarter, **WATER) for quarter in YEAR.quarters]
    footprint = calculator.of_year(YEAR, [*quarters, annual])
    assert {line.section: line.estimated for line in footprint.lines} == {"water": False, "paper": True}
    assert footprint.estimated_kg == footprint.by_section["paper"]


def test_a_whole_year_return_keeps_the_flags_of_the_sections_it_keeps():
    flags = (Flag("water", 0, "supply_m3", confirmed=True), Flag("paper", 0, "reams", note="two boxes"))
    annual = replace(return_of(YEAR, "900", **WATER, **PAPER), flags=flags)
    left = without_sections(annual, {"water", "practice"})
    assert (list(left.sections), left.flags) == (["paper", "practice"], flags[1:])


def test_a_blank_row_of_a_quarter_does_not_hide_the_whole_years_figure(calculator: Calculator):
    footprint = calculator.of_year(YEAR, [return_of(YEAR.quarters[0], water=({},)), return_of(YEAR, **WATER)])
    assert [line.quantity for line in footprint.lines] == [100]


def test_whole_year_figures_that_the_quarters_have_already_are_named(calculator: Calculator):
    footprint = calculator.of_year(
        YEAR, [return_of(quarter, **WATER) for quarter in YEAR.quarters] + [return_of(YEAR, **WATER)]
    )
    assert [item.why for item in footprint.not_counted] == ["the quarters have this section"]


def test_a_half_that_a_shared_bill_hides_is_still_rounded_up(calculator: Calculator):
    bill = {
        "fuel": "natural_gas",
        "unit": "kWh",
        "quantity": "2500",
        "from": "2026-08-17",
        "to": "2026-10-18",
    }
    footprint = calculator.of_return(return_of(Period.parse("2026-27-Q2"), heating=(bill,)))
    assert show_kg(footprint.total) == "380 kg", "2,500 x 45 / 63 x (0.18231 + 0.03021) is 379.5 exactly"


def test_what_a_figure_needs_and_does_not_have_is_named(calculator: Calculator):
    document = return_of(
        YEAR.quarters[0],
        appointments=({"one_way": "2", "unit": "km", "car_share": "0.6"},),
        paper=({"recycled_content": "0.3"},),
        inhaler_returns=({"route": "practice", "envelopes": "3"},),
        business_travel=({"mode": "tram", "unit": "km"},),
    )
    assert [item.why for item in calculator.of_return(document).not_counted] == [
        "the face to face appointments are not given",
        "the reams are not given",
        "the number of inhalers is not given",
        "the distance is not given",
    ]


def test_a_figure_that_cannot_be_read_is_named_with_what_is_wrong(calculator: Calculator):
    row = {"site": "Main Street", "kwh": "about ten", "tariff": "wind", "from": "soon", "cost": "€5"}
    found = calculator.of_return(return_of(Period(2025, 1), electricity=({}, row))).not_counted
    assert {(item.what, item.why) for item in found if item.row == 1} >= {
        ("Electricity used: about ten", "it is not a number"),
        ("Tariff: wind", "it is not one of the answers"),
        ("From: soon", "it is not a day"),
        ("Cost: €5", "it is not a number alone but has “€” beside it"),
    }


def test_the_sets_of_factors_are_named_in_their_order(calculator: Calculator):
    assert factor_sets(calculator.of_return(return_of(Period(2025, 1)))) == {}
    older, newer = (calculator.of_return(return_of(Period(year, 1), **WATER)) for year in (2024, 2025))
    assert factor_sets(newer) == {"uk_conversion_factors": "2025"}
    both = replace(newer, lines=(*newer.lines, *older.lines))
    assert factor_sets(both) == {"uk_conversion_factors": "2024, 2025"}
    inhalers = ({"bnf_code": "0301011R0BEAIAP", "inhalers": "5"},)
    assert factor_sets(calculator.of_return(return_of(Period(2025, 1), inhalers=inhalers))) == {
        "inhalers": "indicative"
    }


def test_how_much_of_a_year_is_held_is_said_unless_it_is_all():
    whole, part = QuartersHeld(4, 4), QuartersHeld(2, 4)
    assert (whole.words, whole.this_year) == ("", "This year")
    assert (part.words, part.this_year) == ("2 of 4 quarters so far", "This year so far")
    assert whole.said_of(YEAR) == "April 2025 to March 2026"
    assert part.said_of(YEAR) == "April 2025 to March 2026, 2 of 4 quarters so far"


def test_no_inhaler_of_the_demo_is_without_a_factor(calculator: Calculator):
    left = [item for each in demo_documents() for item in calculator.of_return(each).not_counted]
    assert [item for item in left if item.section == "inhalers"] == []
