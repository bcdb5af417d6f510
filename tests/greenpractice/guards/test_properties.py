"""What holds of questions whatever the figures are: sizes, spans of time and rows change nothing."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenpractice.facts.guards import Guard, load_guards
from greenpractice.guards.asking import asked_of
from greenpractice.guards.slips import likely_slips
from greenpractice.numbers import exact
from greenpractice.periods import Period
from greenpractice.returns.documents import Flag, RawRow, ReturnDocument
from tests.greenpractice.guards.plausible import practices
from tests.greenpractice.guards.test_absurd import absurd
from tests.strategies import documents

QUARTER = Period(2026, 1)
BY_SIZE: dict[str, RawRow] = {  # figures that grow with the practice
    "electricity": {"site": "Main", "tariff": "standard", "kwh": ""},
    "heating": {"site": "Main", "fuel": "natural_gas", "unit": "kWh", "quantity": ""},
    "water": {"supply_m3": ""},
    "paper": {"reams": "", "recycled_content": "1"},
    "pen_returns": {"pens": ""},
    "inhaler_returns": {"route": "pharmacy", "inhalers": ""},
    "waste": {"stream": "clinical_incineration", "kg": ""},
    "appointments": {"face_to_face": ""},
    "commuting": {"mode": "bus", "people": ""},
}
sections = st.sampled_from(sorted(BY_SIZE))
amounts = st.integers(1, 400000)


def of(section: str, *rows: RawRow, period: Period = QUARTER, times: int = 1) -> ReturnDocument:
    sizes = {"registered_patients": str(6000 * times), "staff": str(20 * times)}
    held = {"practice": (sizes,), section: rows}
    return ReturnDocument("C89999", period, 1, "2026-07-08", sections=held)


def filled(section: str, number: int | str) -> RawRow:
    return {key: text or str(number) for key, text in BY_SIZE[section].items()}


@pytest.mark.parametrize(
    ("field", "slip"),
    [
        ("registered_patients", "60"),
        ("registered_patients", "600000"),
        ("staff", "1"),
        ("floor_area_m2", "5"),
    ],
)
def test_one_slip_in_a_size_is_one_question_and_confirmed_it_measures_again(field: str, slip: str) -> None:
    sizes: RawRow = {"registered_patients": "9000", "staff": "25", "floor_area_m2": "640"}
    rows: dict[str, tuple[RawRow, ...]] = {
        "electricity": ({"site": "Main", "tariff": "standard", "kwh": "9000"},),
        "water": ({"supply_m3": "70"},),
        "paper": ({"reams": "60", "recycled_content": "1"},),
        "waste": ({"stream": "clinical_incineration", "kg": "150"},),
        "commuting": ({"mode": "bus", "people": "20"},),
    }
    right = replace(of("paper"), sections={"practice": (sizes,), **rows})
    assert asked_of(right, {}) == []
    wrong = replace(right, sections={"practice": ({**sizes, field: slip},), **rows})
    assert [(issue.section, issue.field) for issue in asked_of(wrong, {})] == [("practice", field)]
    sure = replace(wrong, flags=(Flag("practice", 0, field, confirmed=True),))
    assert len(asked_of(sure, {})) > 1


def places(document: ReturnDocument) -> set[tuple[str | None, str | None]]:
    return {(issue.section, issue.field) for issue in asked_of(document, {}) if issue.section != "practice"}


@given(sections, amounts, st.integers(2, 4))
def test_a_practice_twice_as_large_with_twice_of_everything_is_asked_the_same(
    section: str, amount: int, times: int
):
    one = of(section, filled(section, amount))
    assert places(one) == places(of(section, filled(section, amount * times), times=times))


@given(st.sampled_from(sorted(set(BY_SIZE) - {"heating", "commuting"})), st.integers(1, 100000))
def test_a_whole_year_is_asked_as_each_of_its_four_equal_quarters(section: str, amount: int):
    year = of(section, filled(section, amount * 4), period=Period(2026))
    for quarter in (1, 2, 3, 4):
        assert places(of(section, filled(section, amount), period=Period(2026, quarter))) == places(year)


@given(st.sampled_from(sorted(set(BY_SIZE) - {"appointments"})), amounts)
def test_a_figure_split_into_two_rows_is_asked_about_once_and_as_one(section: str, amount: int):
    alone = asked_of(of(section, filled(section, amount * 2)), {})
    parts = asked_of(of(section, filled(section, amount), filled(section, amount)), {})
    assert [(each.field, each.times) for each in parts] == [(each.field, each.times) for each in alone]
    assert [each.sentence.replace(" in 2 rows", "") for each in parts] == [each.sentence for each in alone]
    assert all(each.rows == (0, 1) for each in parts)


@given(st.sampled_from(("electricity", "heating")), st.integers(1, 100000), st.integers(1, 88))
def test_a_bill_split_at_any_day_is_asked_as_the_whole_one(section: str, a_day: int, days: int):
    first, last = QUARTER.first_day, QUARTER.last_day
    cut = first + timedelta(days=days)

    def bill(start: date, end: date) -> RawRow:
        amount = a_day * ((end - start).days + 1)
        return {**filled(section, amount), "from": start.isoformat(), "to": end.isoformat()}

    whole = places(of(section, bill(first, last)))
    after = bill(cut + timedelta(days=1), last)
    halves = {each for each in places(of(section, bill(first, cut), after)) if each[1] != "to"}
    assert halves == whole


@given(documents())
def test_one_question_a_figure_and_each_at_a_figure_that_is_there(document: ReturnDocument):
    found = asked_of(document, {document.period.previous: document, document.period.year_before: document})
    at = [(issue.section, issue.row, issue.field) for issue in found]
    assert len(set(at)) == len(at)
    for issue in found:
        rows = document.rows(issue.section or "")
        assert issue.field in rows[issue.row or 0]
        assert issue.question
        assert issue.row in issue.rows
        assert set(issue.rows) <= set(range(len(rows)))


@given(documents())
def test_what_stands_at_a_figure_already_is_not_asked_again(document: ReturnDocument):
    found = asked_of(document, {})
    taken = {(issue.section or "", issue.row or 0, issue.field or "") for issue in found}
    again = {(issue.section, issue.row, issue.field) for issue in asked_of(document, {}, taken)}
    assert not again & taken


@given(st.integers(2, 1000), st.sampled_from([guard for guard in load_guards() if guard.usual_high]))
def test_a_likely_slip_brings_a_figure_nearer_to_what_is_usual(times: int, guard: Guard):
    usual = guard.usual_high or Decimal(1)
    for slip in likely_slips(guard, usual * times, usual, None, {}, Decimal("0.25")):
        if slip.factor is not None:
            without = usual * times / slip.factor
            assert max(without / usual, usual / without) < times


@pytest.mark.parametrize("patients", ["1", "3", "4"])
def test_few_patients_are_never_said_nor_what_they_are_worked_out_from(patients: str):
    held = {**absurd().sections, "practice": ({"registered_patients": patients},)}
    for code in ("C82001", "C89999"):
        document = replace(absurd(), ods_code=code, sections=held)
        for issue in asked_of(document, {QUARTER.previous: absurd()}):
            assert f"{patients} patients" not in issue.sentence.replace("fewer than 5 patients", "")
            said, _, _ = issue.sentence.partition("; is it")
            if "patients" in said and issue.section != "practice":
                assert "about" not in said


def test_an_estimate_of_an_earlier_quarter_is_compared_with_nothing():
    now = of("paper", filled("paper", 300))
    before = of("paper", filled("paper", 90), period=QUARTER.previous)
    assert [issue.field for issue in asked_of(now, {QUARTER.previous: before})] == ["reams"]
    marked = replace(before, flags=(Flag("paper", 0, "reams", estimated=True),))
    assert asked_of(now, {QUARTER.previous: marked}) == []
    with exact():
        assert Decimal(300) / 90 == asked_of(now, {QUARTER.previous: before})[0].times


@pytest.mark.parametrize("times", [Decimal("0.1"), Decimal(10)])
@pytest.mark.parametrize("code", ["", "X99999"], ids=["listed", "in no list"])
def test_a_size_that_the_other_figures_speak_against_is_asked_about_and_they_wait(
    code: str, times: Decimal
) -> None:
    """900 patients for 9,000 were 19 questions, and none about patients, in a first quarter."""
    said = []
    for number, practice in enumerate(practices(40, 7)):
        right = practice.quarter(Period(2026, 1 + number % 4))
        right = replace(right, ods_code=code or right.ods_code)
        if asked_of(right, {}):
            continue
        row, *sites = right.rows("practice")
        slip = str((Decimal(row["registered_patients"]) * times).to_integral_value())
        wrong = replace(
            right, sections={**right.sections, "practice": ({**row, "registered_patients": slip}, *sites)}
        )
        (issue,) = asked_of(wrong, {})
        assert (issue.section, issue.field) == ("practice", "registered_patients")
        said.append(issue.sentence)
        sure = replace(wrong, flags=(Flag("practice", 0, "registered_patients", confirmed=True),))
        assert len(asked_of(sure, {})) > 2
    slips = ("is it a digit too many", "is it a digit too few")
    assert all(slips[times < 1] in each for each in said)
    assert any("other figures fit, such as people employed" in each for each in said)


def test_figures_that_are_wrong_each_in_its_own_way_are_asked_about_each() -> None:
    practice = next(iter(practices(1, 7)))
    right = practice.quarter(Period(2026, 1))
    assert asked_of(right, {}) == []
    factors = {"waste": ("kg", 3000), "appointments": ("face_to_face", 40), "water": ("supply_m3", 1000)}
    wrong = {
        section: tuple({**row, field: str(int(Decimal(row[field]) * times))} for row in right.rows(section))
        for section, (field, times) in factors.items()
    }
    found = asked_of(replace(right, sections={**right.sections, **wrong}), {})
    assert {issue.section for issue in found} >= set(factors)
    assert ("practice", "registered_patients") not in {(each.section, each.field) for each in found}
