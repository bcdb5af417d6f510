"""Energy that may be counted twice is asked about, whatever it is known from, and what is right is not."""

from decimal import Decimal
from itertools import permutations, product

import pytest

from greenpractice.carbon.footprint import load_calculator
from greenpractice.carbon.gaps import gaps_of, unfinished
from greenpractice.carbon.part import Part
from greenpractice.periods import Period
from greenpractice.returns.checking import check_figures
from greenpractice.returns.documents import Flag, RawRow, ReturnDocument
from greenpractice.returns.energy_covered import covered_days, sites_left_out

QUARTER, YEAR = Period(2026, 1), Period(2026)
SITE: RawRow = {"registered_patients": "9000", "site": "Main", "floor_area_m2": "500"}
BRANCH: RawRow = {"site": "Branch", "floor_area_m2": "100"}
FLOOR: RawRow = {"site": "Main", "tariff": "standard", "basis": "floor_area"}
BILL: RawRow = {"site": "Main", "tariff": "standard", "kwh": "3900"}
OTHER: RawRow = {**BILL, "kwh": "4100"}
GAS: RawRow = {"site": "Main", "fuel": "natural_gas", "unit": "kWh", "quantity": "9000"}
OIL: RawRow = {"site": "Main", "fuel": "heating_oil", "unit": "litre", "quantity": "500"}
GAS_FLOOR: RawRow = {"site": "Main", "fuel": "natural_gas", "basis": "floor_area"}
OIL_FLOOR: RawRow = {**GAS_FLOOR, "fuel": "heating_oil"}
WHOLE = {"from": "2026-04-01", "to": "2026-06-30"}
APRIL = {"from": "2026-04-01", "to": "2026-04-30"}
LATER = {"from": "2026-05-01", "to": "2026-06-30"}
YEARS = {"from": "2025-07-01", "to": "2026-07-31"}
OUTSIDE = {"from": "2026-01-01", "to": "2026-03-31"}

ESTIMATE, ESTIMATES = "An estimate from floor area of Main", "Two estimates from floor area of Main count for"
UNDATED = f"{ESTIMATE} counts beside a bill without dates, in full"
BOTH = f"{ESTIMATE} and a bill both count for"
ALL_DAYS = "1 April to 30 June 2026"
ANY_FUEL = "it is of all the heating of a building, whatever the fuel"
BESIDE = "Bills of Main cover the whole quarter, and this row without dates counts beside them"
ONE_DATED = "Two rows of Main have the same amount, one of them without dates: one bill may be counted twice"
NO_DATES = "Two rows of Main have the same amount and no dates: one bill may be counted twice"


def of(
    section: str,
    *rows: RawRow,
    practice: tuple[RawRow, ...] = (SITE,),
    period: Period = QUARTER,
    flag: Flag | None = None,
) -> ReturnDocument:
    sections = {"practice": practice, section: rows}
    flags = (flag,) if flag else ()
    return ReturnDocument("C89999", period, 1, "2026-07-08", sections=sections, flags=flags)


def asked(document: ReturnDocument, section: str) -> list[tuple[int | None, str]]:
    """The rows that are asked about, and how."""
    return [
        (issue.row, issue.sentence)
        for issue in check_figures(document)
        if issue.section == section and issue.question
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # Estimates beside each other.
        ((FLOOR, FLOOR), [(1, f"{ESTIMATES} {ALL_DAYS}")]),
        ((FLOOR, FLOOR, FLOOR), [(1, f"{ESTIMATES} {ALL_DAYS}"), (2, f"{ESTIMATES} {ALL_DAYS}")]),
        ((FLOOR, {**FLOOR, **WHOLE}), [(1, f"{ESTIMATES} {ALL_DAYS}")]),
        (({**FLOOR, **APRIL}, FLOOR), [(1, f"{ESTIMATES} 1 to 30 April 2026")]),
        (({**FLOOR, **APRIL}, {**FLOOR, **LATER}), []),
        ((FLOOR, {**FLOOR, "tariff": "renewable"}), [(1, f"{ESTIMATES} {ALL_DAYS}")]),
        ((FLOOR, {**FLOOR, "tariff": "own_solar"}), []),
        ((FLOOR,), []),
        # Estimates beside bills and readings.
        ((FLOOR, BILL), [(0, UNDATED)]),
        ((BILL, FLOOR), [(1, UNDATED)]),
        ((FLOOR, BILL, OTHER), [(0, UNDATED)]),
        ((FLOOR, {**BILL, **WHOLE}), [(0, f"{BOTH} {ALL_DAYS}")]),
        ((FLOOR, {**BILL, **LATER}), [(0, f"{BOTH} 1 May to 30 June 2026")]),
        ((FLOOR, {**BILL, **YEARS}), [(0, f"{BOTH} {ALL_DAYS}")]),
        ((FLOOR, {"site": "Main", "opening": "100", "closing": "4300"}), [(0, UNDATED)]),
        (({**FLOOR, **APRIL}, {**BILL, **LATER}), []),
        (({**FLOOR, **APRIL}, {**BILL, **WHOLE}), [(0, f"{BOTH} 1 to 30 April 2026")]),
        (({**FLOOR, **APRIL}, BILL), []),  # that may be of the other days
        (({**FLOOR, **WHOLE}, BILL), [(0, UNDATED)]),
        (({**FLOOR, "kwh": "5000"}, BILL), [(0, UNDATED)]),  # worked out by hand
        (({**FLOOR, "kwh": "5000"}, {**BILL, **WHOLE}), [(0, f"{BOTH} {ALL_DAYS}")]),
        (({**FLOOR, "kwh": "5000"}, {**BILL, **LATER}), []),  # perhaps of April
        (({**FLOOR, "kwh": "5000", **WHOLE}, {**BILL, **LATER}), [(0, f"{BOTH} 1 May to 30 June 2026")]),
        ((FLOOR, {**BILL, "tariff": "own_solar"}), []),
        ((FLOOR, {"site": "Main", "tariff": "standard"}), [(1, "is not given: it counts as no data")]),
        # Rows without dates beside dated ones.
        ((BILL, OTHER), []),
        ((BILL, BILL), [(1, NO_DATES)]),
        ((BILL, {**OTHER, **WHOLE}), [(0, BESIDE)]),
        ((BILL, {**OTHER, **APRIL}, {**OTHER, **LATER}), [(0, BESIDE)]),
        ((BILL, {**OTHER, **YEARS}), [(0, BESIDE)]),
        ((BILL, {**OTHER, **APRIL}, {**FLOOR, **LATER}), [(0, BESIDE)]),
        ((BILL, {**OTHER, **APRIL}), []),
        ((BILL, {**OTHER, "tariff": "own_solar", **WHOLE}), []),
        (({**BILL, **WHOLE}, BILL), [(1, ONE_DATED)]),
        ((BILL, {**BILL, **APRIL}), [(0, ONE_DATED)]),
        (({"site": "Main", "opening": "100", "closing": "4000", **WHOLE}, BILL), [(1, ONE_DATED)]),
        # Readings that make the same amount are those of another meter.
        (
            (
                {"site": "Main", "opening": "1", "closing": "4901"},
                {"site": "Main", "opening": "3", "closing": "4903"},
            ),
            [],
        ),
    ],
)
def test_electricity_counted_twice_is_asked_about(rows: tuple[RawRow, ...], expected: list[tuple[int, str]]):
    with_tariff = tuple({"tariff": "standard", **row} for row in rows)
    document = of("electricity", *with_tariff)
    left = [each for each in expected if "is not given" not in each[1]]
    assert asked(document, "electricity") == left
    found = [gap for gap in gaps_of(QUARTER, [document], load_calculator()) if gap.section == "electricity"]
    assert [(gap.row, gap.why) for gap in found if gap.kind == "unusual"] == [
        (row, f"{sentence}.") for row, sentence in left
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((GAS, OIL), []),
        ((GAS_FLOOR, OIL_FLOOR), [(1, f"{ESTIMATES} {ALL_DAYS}: {ANY_FUEL}")]),
        ((GAS_FLOOR, OIL), [(0, f"{UNDATED}: {ANY_FUEL}")]),
        (({**GAS, **WHOLE}, OIL_FLOOR), [(1, f"{BOTH} {ALL_DAYS}: {ANY_FUEL}")]),
        ((GAS_FLOOR, GAS), [(0, UNDATED)]),
        (({**GAS_FLOOR, **APRIL}, {**OIL_FLOOR, **LATER}), []),
        (({**GAS, "basis": "floor_area"}, {**OIL, "basis": "floor_area"}), []),  # both worked out by hand
        (({**GAS, **WHOLE}, {**GAS, **OUTSIDE}), []),
        ((GAS_FLOOR, {**GAS, **OUTSIDE}), []),
    ],
)
def test_an_estimate_of_heating_is_of_every_fuel(rows: tuple[RawRow, ...], expected: list[tuple[int, str]]):
    assert asked(of("heating", *rows), "heating") == expected


def test_an_estimate_that_is_not_counted_is_beside_nothing():
    no_area = {key: text for key, text in SITE.items() if key != "floor_area_m2"}
    assert asked(of("electricity", FLOOR, BILL, practice=(no_area,)), "electricity") == []
    elsewhere = {**FLOOR, "site": "Elsewhere"}
    assert asked(of("electricity", elsewhere, {**BILL, "site": "Elsewhere"}), "electricity") == []


def test_an_estimate_without_a_site_is_of_all_sites_and_bills_without_one_of_the_only_one():
    nameless = {key: text for key, text in FLOOR.items() if key != "site"}
    bill = {key: text for key, text in BILL.items() if key != "site"}
    both = (SITE, BRANCH)
    said = "An estimate from floor area counts beside a bill without dates, in full"
    assert asked(of("electricity", nameless, BILL, practice=both), "electricity") == [(0, said)]
    assert len(asked(of("electricity", nameless, FLOOR, practice=both), "electricity")) == 1
    assert asked(of("electricity", FLOOR, bill, practice=both), "electricity") == []  # perhaps the branch's
    assert asked(of("electricity", FLOOR, bill), "electricity") == [(0, UNDATED)]
    assert asked(of("electricity", BILL, bill), "electricity") == [(1, NO_DATES)]
    assert asked(of("electricity", BILL, {**bill, "kwh": "4100"}), "electricity") == []
    branch = {**FLOOR, "site": "Branch"}
    assert asked(of("electricity", FLOOR, branch, practice=both), "electricity") == []
    assert asked(of("electricity", FLOOR, {**BILL, "site": "Branch"}, practice=both), "electricity") == []


def test_of_a_year_the_year_is_meant():
    year = {"from": "2026-04-01", "to": "2027-03-31"}
    rows = ({**OTHER, **year}, BILL)
    (found,) = asked(of("electricity", *rows, period=YEAR), "electricity")
    assert found == (1, BESIDE.replace("quarter", "year"))


def test_a_confirmed_estimate_stays_confirmed_and_the_section_is_whole():
    document = of("electricity", FLOOR, BILL, flag=Flag("electricity", 0, "basis", confirmed=True))
    found = gaps_of(QUARTER, [document], load_calculator())
    assert [gap.confirmed for gap in found if gap.section == "electricity"] == [True]
    assert unfinished(Part(document, load_calculator().of_return(document))) == {}


ROWS = [FLOOR, {**FLOOR, **APRIL}, BILL, {**OTHER, **WHOLE}, {**OTHER, **LATER}, {**FLOOR, "kwh": "800"}]


@pytest.mark.parametrize("rows", list(permutations(ROWS, 3)))
def test_what_is_asked_does_not_depend_on_the_order_of_rows(rows: tuple[RawRow, ...]):
    document = of("electricity", *rows)
    found = asked(document, "electricity")
    assert len(found) == len({row for row, _ in found})  # one for a row
    backwards = asked(of("electricity", *rows[::-1]), "electricity")
    assert bool(found) == bool(backwards)
    assert found or FLOOR not in rows  # it is of all days, and counts beside each of the others


SPELLINGS = ["Main", "main", " MAIN ", "Ma\u00adin", "\u200bMain\ufeff", "Ｍain"]


@pytest.mark.parametrize(("practice", "energy"), list(product(SPELLINGS, SPELLINGS[:4])))
def test_a_site_is_the_same_however_it_is_spelled(practice: str, energy: str):
    site: RawRow = {**SITE, "site": practice, "energy_paid_by": "landlord"}
    rented = of("electricity", {**BILL, "site": energy}, practice=(site, BRANCH))
    assert [each.sections for each in sites_left_out(rented)] == [("heating",)]
    estimate = of("electricity", {**FLOOR, "site": energy}, practice=(site, BRANCH))
    plain = of("electricity", FLOOR, practice=(SITE, BRANCH))
    calculator = load_calculator()
    assert calculator.of_return(estimate).total == calculator.of_return(plain).total > Decimal(0)
    doubled = of(
        "electricity", {**FLOOR, "site": energy}, {**BILL, "site": practice}, practice=(site, BRANCH)
    )
    assert [row for row, _ in asked(doubled, "electricity")] == [0]
    half = [{**BILL, "site": name, **days} for name, days in ((practice, APRIL), (energy, LATER))]
    (covered,) = covered_days(of("electricity", *half, practice=(site, BRANCH)), "electricity")
    assert covered.inside == covered.days


def test_a_rented_site_without_a_name_has_the_rows_of_the_only_site():
    nameless: RawRow = {"registered_patients": "9000", "energy_paid_by": "landlord"}
    assert [each.sections for each in sites_left_out(of("electricity", BILL, practice=(nameless,)))] == [
        ("heating",)
    ]
    several = of("electricity", BILL, practice=(nameless, SITE))
    assert [each.sections for each in sites_left_out(several)] == [("electricity", "heating")]
    of_all = {key: text for key, text in FLOOR.items() if key != "site"}
    assert [
        each.sections for each in sites_left_out(of("electricity", of_all, practice=(nameless, SITE)))
    ] == [("heating",)]


def test_a_site_whose_floor_area_is_given_twice_is_asked_about():
    twice = of("electricity", practice=(SITE, {"site": "main ", "floor_area_m2": "300"}, BRANCH))
    assert asked(twice, "practice") == [
        (1, "The site main stands in row 1 too: their floor areas are added together")
    ]
    assert asked(of("electricity", practice=(SITE, {"site": "Main", "postcode": "HP1"})), "practice") == []
    assert asked(of("electricity", practice=(SITE, BRANCH)), "practice") == []


def test_entries_of_one_name_in_two_spellings_are_asked_about():
    rows = [{"name": name, "inhalers": "40"} for name in ("Salbutamol made up", " salbutamol  MADE up")]
    (found,) = [said for row, said in asked(of("inhalers", *rows), "inhalers") if row == 1]
    assert found == "The same figures stand in row 1: one entry may be counted twice"
