"""Gaps and questions of a return as data: each kind, and that nothing that is known is left out."""

from dataclasses import replace

import pytest
from hypothesis import given

from greenpractice.carbon.footprint import load_calculator
from greenpractice.carbon.gaps import (
    Gap,
    energy_gaps,
    gaps_of,
    gaps_words,
    imported_months,
    not_counted_words,
    open_gaps,
    unfinished,
)
from greenpractice.carbon.part import Part
from greenpractice.carbon.part_years import quarters_held
from greenpractice.carbon.year_of_returns import covers_its_year
from greenpractice.facts.practices import load_directory
from greenpractice.periods import Period
from greenpractice.returns.checking import check_figures, questions
from greenpractice.returns.documents import Flag, ImportedFrom, RawRow, ReturnDocument
from greenpractice.sections import SECTION_BY_KEY, SECTIONS
from greenpractice.sections.base import Section
from tests.strategies import documents

QUARTER = Period(2026, 1)
PRACTICE: RawRow = {"registered_patients": "9000"}
BILL: RawRow = {"site": "Main Street", "tariff": "standard", "kwh": "9000"}
VENTOLIN: RawRow = {"bnf_code": "0301011R0BEAIAP", "inhalers": "400", "items": "300"}


def of(*flags: Flag, period: Period = QUARTER, **sections: tuple[RawRow, ...]) -> ReturnDocument:
    return ReturnDocument("C89999", period, 1, "2026-07-08", sections=sections, flags=flags)


def gaps(document: ReturnDocument, *others: ReturnDocument) -> tuple[Gap, ...]:
    return gaps_of(document.period, [document], load_calculator(), others)


def told(document: ReturnDocument, section: str, *others: ReturnDocument) -> list[tuple[str, str]]:
    return [(gap.place, gap.why) for gap in gaps(document, *others) if gap.section == section]


def bills(*days: tuple[str, str], **more: str) -> tuple[RawRow, ...]:
    return tuple({**BILL, "from": first, "to": last, **more} for first, last in days)


@given(documents())
def test_every_question_and_everything_not_counted_is_a_gap(document: ReturnDocument):
    found = gaps(document)
    asked = {(gap.section, gap.row, gap.field) for gap in found}
    assert {(each.section, each.row, each.field) for each in questions(document)} <= asked
    for item in load_calculator().of_return(document).not_counted:
        assert (item.section, item.row, not_counted_words(item)) in {
            (gap.section, gap.row, gap.why) for gap in found
        }
    confirmed = {(flag.section, flag.row) for flag in document.flags if flag.confirmed}
    assert all((gap.section, gap.row) in confirmed for gap in found if gap.confirmed)
    assert all(gap.why.endswith((".", "?")) for gap in found)


@given(documents())
def test_gaps_follow_from_figures_and_flags_and_change_none(document: ReturnDocument):
    whole = replace(document, period=document.period.whole_year)
    held = quarters_held(load_directory(), "C89999", whole.period, [whole])
    assert (held.held, held.of) == (4 if covers_its_year(whole) else 0, 4)
    assert gaps(document) == gaps(replace(document, revision=document.revision + 1))


def test_an_unusual_value_is_a_gap_until_it_is_confirmed_and_then_a_confirmed_one():
    rows = {"practice": (PRACTICE,), "electricity": ({**BILL, "kwh": "900000"},)}
    (asked,) = gaps(of(**rows))
    assert (asked.section, asked.row, asked.field, asked.confirmed) == ("electricity", 0, "kwh", False)
    assert asked.why == (
        "Electricity used: 900,000 kWh is 103 times what practices with 9,000 patients usually have (about "
        "8,700 in a quarter); is it pence, or a reading of the meter?"
    )
    for field in ("kwh", None):
        (answered,) = gaps(of(Flag("electricity", 0, field, confirmed=True), **rows))
        assert answered == replace(asked, confirmed=True)
        assert answered.told == f"{asked.why} Confirmed as correct."
    assert open_gaps([answered]) == []


def test_in_a_list_of_a_year_a_gap_says_of_which_quarter_it_is():
    (gap,) = gaps(of(practice=(PRACTICE,), electricity=({**BILL, "kwh": "900000"},)))
    assert gap.where_in(QUARTER) == "Electricity"
    assert gap.where_in(QUARTER.next) == gap.where_in(Period(2026)) == "Electricity, April to June 2026"
    missing = replace(gap, section="return")
    assert missing.where_in(Period(2026)) == missing.where_in(QUARTER) == "Returns"


def test_few_patients_are_never_said_in_a_gap():
    (gap,) = gaps(of(practice=({"registered_patients": "3"},)))
    assert gap.why == "Registered patients: fewer than 5 patients are unusual for practices."


def test_a_figure_left_out_is_a_gap_and_so_are_the_patients_of_a_return_without_details():
    assert told(of(practice=({"site": "Main Street"},)), "practice")[0] == (
        "", "“Registered patients” is not given: it counts as no data.",
    )  # fmt: skip
    without = of(water=({"supply_m3": "10"},))
    (gap,) = gaps(without)
    assert (gap.row, gap.field, gap.kind) == (None, "registered_patients", "left_out")
    assert gaps(of()) == ()


def test_ten_times_the_quarter_before_is_a_gap_where_that_quarter_is_known():
    now = of(practice=(PRACTICE,), inhalers=(VENTOLIN,))
    before = of(period=QUARTER.previous, inhalers=({**VENTOLIN, "inhalers": "40"},))
    assert gaps(now) == ()
    (gap,) = gaps(now, before)
    assert "400 inhalers are 10 times the 40 of last quarter; is it " in gap.why
    assert gap.where.startswith("Inhalers, Ventolin")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (bills(("2026-04-01", "2026-06-30")), []),
        (bills(("2026-04-01", "2026-05-31")), [("", "No bill of Main Street covers 1 to 30 June 2026.")]),
        ((*bills(("2026-04-01", "2026-05-31")), {**BILL, "kwh": "4500"}), []),
        (
            bills(("2026-04-01", "2026-05-31"), ("2026-05-31", "2026-06-30")),
            [("row 2", "Two bills of Main Street cover 31 May 2026.")],
        ),
        (
            bills(("2026-04-01", "2026-06-30"), ("2026-04-01", "2026-06-30")),
            [("row 2", "The same bill of Main Street stands here twice, for 1 April to 30 June 2026.")],
        ),
        (
            (*bills(("2026-04-01", "2026-06-30")), *bills(("2026-04-01", "2026-06-30"), site="main  street")),
            [("row 2", "The same bill of Main Street stands here twice, for 1 April to 30 June 2026.")],
        ),
        (bills(("2026-04-01", "2026-06-30")) + bills(("2026-04-01", "2026-06-30"), site="North"), []),
        (bills(("2026-04-01", "2026-06-30")) + bills(("2026-04-01", "2026-06-30"), tariff="own_solar"), []),
        (
            (BILL, BILL),
            [
                (
                    "row 2",
                    "Two rows of Main Street have the same amount and no dates: "
                    "one bill may be counted twice.",
                )
            ],
        ),
        ((BILL, {**BILL, "kwh": "9001"}), []),
    ],
)
def test_days_without_a_bill_and_days_with_two_are_gaps(
    rows: tuple[RawRow, ...], expected: list[tuple[str, str]]
):
    document = of(practice=(PRACTICE,), electricity=rows)
    assert told(document, "electricity") == expected


def test_the_page_of_bills_shows_the_days_of_its_own_section():
    gas: RawRow = {"site": "Main Street", "fuel": "natural_gas", "unit": "kWh", "quantity": "5"}
    document = of(
        practice=({**PRACTICE, "site": "North", "energy_paid_by": "landlord"},),
        electricity=bills(("2026-04-01", "2026-05-31"), ("2026-05-31", "2026-06-29")),
        heating=({**gas, "from": "2026-04-02", "to": "2026-06-30"},),
    )
    assert [(gap.section, gap.place, gap.why) for gap in energy_gaps(document, "electricity")] == [
        ("electricity", "", "No bill of Main Street covers 30 June 2026."),
        ("electricity", "row 2", "Two bills of Main Street cover 31 May 2026."),
    ]
    assert [gap.why for gap in energy_gaps(document, "heating")] == [
        "No bill of Main Street, Natural gas covers 1 April 2026."
    ]


def test_gaps_stand_by_return_period_section_and_row():
    rows = (BILL, {**BILL, "kwh": "900000"}, {**BILL, "kwh": "900001"})
    quarters = [of(period=Period(2026, number), electricity=rows) for number in (3, 1)]
    found = gaps_of(Period(2026), quarters, load_calculator())
    of_quarter = [("practice", None), ("electricity", 2)]  # of rows of one meter the largest is asked about
    assert [(gap.section, gap.row) for gap in found] == [("return", None)] * 2 + of_quarter * 2
    assert [gap.period.quarter for gap in found[2:]] == [1] * 2 + [3] * 2


def test_a_bill_outside_the_quarter_is_not_counted_and_so_is_its_section():
    document = of(practice=(PRACTICE,), electricity=bills(("2026-01-01", "2026-03-31")))
    said = [why for _, why in told(document, "electricity")]
    assert said == [
        "Figures are entered here, but none of them is counted.",
        "No bill of Main Street covers 1 April to 30 June 2026.",
        "Not counted: Main Street, Standard tariff, 9,000 kWh. "
        "The reason: the dates lie outside April to June 2026.",
    ]


@pytest.mark.parametrize(
    ("months", "missing"),
    [
        (("2026-04",), "April 2026. May and June 2026 are not in it."),
        (("2026-04", "2026-06"), "April and June 2026. May 2026 is not in it."),
        (("2026-04", "2026-05", "2026-06"), None),
    ],
)
def test_months_that_were_not_imported_are_a_gap(months: tuple[str, ...], missing: str | None):
    flag = Flag("inhalers", 0, source=ImportedFrom("epd.csv", months))
    document = of(flag, practice=(PRACTICE,), inhalers=(VENTOLIN,))
    start = "Filled from published prescribing data for"
    assert told(document, "inhalers") == ([("", f"{start} {missing}")] if missing else [])
    kinds = [gap.kind for gap in gaps(document) if gap.section == "inhalers"]
    assert kinds == (["months"] if missing else [])


def test_energy_in_the_rent_that_nobody_entered_is_a_gap_of_each_section_without_it():
    site: RawRow = {**PRACTICE, "site": "North", "energy_paid_by": "landlord"}
    rest = {"staff": "10", "wte": "8", "floor_area_m2": "400"}
    document = of(practice=({**site, **rest},), electricity=({**BILL, "site": "North"},))
    words = "North: energy is in the rent or service charge, and its heating is not known."
    assert told(document, "heating") == [("", words)]
    assert told(document, "electricity") == []


def test_a_year_names_its_missing_quarters_and_what_of_the_whole_year_is_not_taken():
    quarter, year = of(practice=(PRACTICE,), water=({"supply_m3": "5", "sewerage_m3": "5"},)), Period(2026)
    alone = gaps_of(year, [quarter], load_calculator())
    missing = [gap.why for gap in alone if gap.section == "return"]
    assert len(missing) == 3
    assert missing[0] == "There is no return for July to September 2026 (2026-27-Q2)."
    assert quarters_held(load_directory(), "C89999", year, [quarter]).words == "1 of 4 quarters so far"
    annual = replace(quarter, period=year)
    both = gaps_of(year, [quarter, annual], load_calculator())
    water = [gap.kind for gap in both if "Water of April to June 2026. The reason: the whole-year" in gap.why]
    assert water == ["not_counted"]
    assert not any(gap.section == "return" for gap in both)
    assert quarters_held(load_directory(), "C89999", year, [quarter, annual]).whole


def test_the_list_is_summed_up_in_a_sentence():
    document = of(practice=(PRACTICE,), electricity=({**BILL, "kwh": "900000"},), water=({"supply_m3": "5"},))
    confirmed = replace(document, flags=(Flag("electricity", 0, "kwh", confirmed=True),))
    assert gaps_words(gaps(document)) == "1 thing is left open: electricity."
    assert gaps_words(gaps(confirmed)) == "1 is confirmed as correct."
    assert gaps_words(()) == ""


def test_what_was_left_out_is_told_apart_from_what_is_unusual():
    document = of(
        practice=(PRACTICE,), water=({"sewerage_m3": "5"},), electricity=({**BILL, "kwh": "900000"},)
    )
    kinds = {(gap.section, gap.field): gap.kind for gap in gaps(document)}
    assert kinds["water", "supply_m3"] == "left_out"
    assert kinds["electricity", "kwh"] == "unusual"


def test_months_are_named_in_their_order():
    flag = Flag("inhalers", 0, source=ImportedFrom("epd.csv", ("2026-06", "2026-04")))
    document = of(flag, practice=(PRACTICE,), inhalers=(VENTOLIN,))
    assert told(document, "inhalers") == [
        ("", "Filled from published prescribing data for April and June 2026. May 2026 is not in it.")
    ]


def test_what_is_asked_about_a_file_is_one_question_of_the_return_and_of_its_year():
    source = ImportedFrom("a.csv, b.csv", ("2026-04", "2026-05", "2026-06"),
                          ("2026-04 rows_again", "2026-05 portal_limit", "2026-06 rows_again"))  # fmt: skip
    flags = [Flag("inhalers", row, source=source) for row in (0, 1)]
    salamol = {"bnf_code": "0301011R0BIAFAP", "inhalers": "3"}
    document = of(*flags, practice=(PRACTICE,), inhalers=(VENTOLIN, salamol))
    asked = [gap for gap in gaps(document) if gap.field == "bnf_code"]
    assert [(gap.where, gap.row, gap.confirmed) for gap in asked] == [("Inhalers", 0, False)]
    assert asked[0].why == (
        "The prescribing file of April and June 2026 has whole rows of inhalers that stand there more than "
        "once and are counted as often. Look whether it was put together from two copies. The prescribing "
        "file of May 2026 has exactly 32,000 rows, the most that the portal gives in one answer. Its end may "
        "be missing: ask the portal for less at a time, or download the whole file."
    )
    of_year = gaps_of(Period(2026), [document], load_calculator())
    assert [gap.why for gap in of_year if gap.field == "bnf_code"] == [asked[0].why]
    whole = replace(document, flags=(*flags[1:], replace(flags[0], confirmed=True)))
    assert not any(gap.confirmed for gap in gaps(whole) if gap.field == "bnf_code")
    answered = replace(document, flags=(*flags, Flag("inhalers", 1, "bnf_code", confirmed=True)))
    (found,) = [gap for gap in gaps(answered) if gap.field == "bnf_code"]
    assert (found.why, found.row, found.confirmed) == (asked[0].why, 1, True)


def equal_rows(section: Section) -> RawRow:
    """A row with a likely number in every field that takes one, and the first answer of each choice."""
    row = {key: next(iter(spec.choices)) for key, spec in section.fields.items() if spec.choices}
    numbers = [key for key, spec in section.fields.items() if spec.is_number]
    return {key: row.get(key, "1") for key in section.fields if key in row or key in numbers[:1]}


@pytest.mark.parametrize("key", [section.key for section in SECTIONS if not section.single])
def test_rows_that_say_the_same_twice_are_asked_about_in_every_section(key: str):
    section = SECTION_BY_KEY[key]
    row = equal_rows(section)
    found = [gap for gap in gaps(of(**{key: (row, row)})) if "twice" in gap.why]
    if section.unique is not None:  # that is a mistake, not a question
        assert any("stands here twice" in str(issue) for issue in check_figures(of(**{key: (VENTOLIN,) * 2})))
        return
    if not any(spec.is_number for spec in section.fields.values()):
        assert found == []  # nothing of it is counted
        return
    assert len(found) == 1
    assert (found[0].row, found[0].confirmed) == (1, False)
    other = {**row, next(name for name in row if section.fields[name].is_number): "2"}
    assert not any("twice" in gap.why for gap in gaps(of(**{key: (row, other)})))
    confirmed = of(Flag(key, 1, found[0].field, confirmed=True), **{key: (row, row)})
    assert [gap.confirmed for gap in gaps(confirmed) if "twice" in gap.why] == [True]


def test_a_row_for_the_third_time_is_asked_about_too_and_spellings_do_not_matter():
    waste: RawRow = {"stream": "domestic", "kg": "1250"}
    document = of(practice=(PRACTICE,), waste=(waste, {**waste, "kg": "1,250"}, waste))
    assert [place for place, why in told(document, "waste") if "twice" in why] == ["row 2", "row 3"]


@pytest.mark.parametrize(
    ("sections", "kinds"),
    [
        ({"practice": ({"registered_patients": "3"},)}, ["unusual"]),
        ({"electricity": bills(("2026-04-01", "2026-06-01"))}, ["days"]),
        ({"electricity": bills(("2025-04-01", "2025-06-01"))}, ["none_counted", "days", "not_counted"]),
        ({"practice": ({**PRACTICE, "site": "N", "energy_paid_by": "landlord"},)}, ["energy", "energy"]),
    ],
)
def test_each_gap_says_of_which_kind_it_is(sections: dict[str, tuple[RawRow, ...]], kinds: list[str]):
    assert [gap.kind for gap in gaps(of(**{"practice": (PRACTICE,), **sections}))] == kinds


def test_a_quarter_that_a_year_misses_is_a_gap_of_its_own_kind():
    quarters = [
        of(
            period=Period(2026, number),
            practice=(PRACTICE,),
            paper=({"reams": "10", "recycled_content": "0"},),
        )
        for number in (1, 3)
    ]
    found = gaps_of(Period(2026), quarters, load_calculator(), [])
    assert [gap.kind for gap in found] == ["missing", "missing"]


@pytest.mark.parametrize(
    ("rows", "lacking"),
    [
        ({"electricity": bills(("2026-04-01", "2026-06-30"))}, {}),
        ({"electricity": bills(("2026-04-01", "2026-06-01"))}, {"electricity": "days without a bill"}),
        (  # none of it is counted, which says more than that days are missing
            {"electricity": bills(("2025-04-01", "2025-06-01"))},
            {"electricity": "none of its figures is counted"},
        ),
        ({"waste": ({}, {"stream": "food"})}, {"waste": "none of its figures is counted"}),
        ({"waste": ({},)}, {}),  # not begun
        ({"inhaler_returns": ({"route": "pharmacy", "inhalers": "9", "pmdi": "5"},)}, {}),  # avoids some
        ({"inhalers": (VENTOLIN,)}, {"inhalers": "months are missing"}),
        (
            {"practice": ({**PRACTICE, "site": "N", "energy_paid_by": "landlord"},)},
            {"electricity": "a site without figures", "heating": "a site without figures"},
        ),
    ],
)
def test_what_a_section_with_every_answer_lacks_is_said_in_a_few_words(
    rows: dict[str, tuple[RawRow, ...]], lacking: dict[str, str]
):
    flag = Flag("inhalers", 0, source=ImportedFrom("epd.csv", ("2026-04",)))
    document = of(*([flag] if "inhalers" in rows else []), **{"practice": (PRACTICE,), **rows})
    assert unfinished(Part(document, load_calculator().of_return(document))) == lacking


def test_the_months_of_a_row_stand_in_their_order_whatever_order_files_came_in():
    flags = [
        Flag("inhalers", 0, field, source=ImportedFrom("a.csv", months))
        for field, months in (("items", ("2026-06",)), ("inhalers", ("2026-05", "2026-04")))
    ]
    rows = ({"bnf_code": "0301011R0BEAIAP", "inhalers": "3", "items": "2"},)
    document = ReturnDocument(
        "C89999", QUARTER, 1, "2026-07-08", sections={"inhalers": rows}, flags=tuple(flags)
    )
    assert imported_months(document) == {0: ("2026-04", "2026-05", "2026-06")}
