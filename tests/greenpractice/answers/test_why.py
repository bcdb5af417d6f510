"""Why a number is what it is: the steps add up to it, each with its source and the figures behind it."""

import re
from decimal import Decimal

import pytest

from greenpractice.answers.history import History
from greenpractice.answers.indicator_reasons import why_indicator
from greenpractice.answers.why import (
    why_avoided,
    why_boundary,
    why_change,
    why_market,
    why_per_1000,
    why_product,
    why_scope,
    why_section,
    why_sections,
    why_total,
)
from greenpractice.carbon.footprint import Calculator
from greenpractice.demo.returns import demo_documents
from greenpractice.explaining.answer import Answer, kg_exact
from greenpractice.lines import BOUNDARIES, SCOPES
from greenpractice.periods import Period, TwelveMonths
from greenpractice.returns.documents import Flag, ReturnDocument

NOW = Period(2026, 2)


@pytest.fixture
def history(calculator: Calculator) -> History:
    mine = [document for document in demo_documents() if document.ods_code == "Z99991"]
    return History(mine[-1], mine, calculator)


def kg(answer: Answer) -> Decimal:
    return sum(
        (Decimal(step.result.removesuffix(" kg").replace(",", "")) for step in answer.steps), Decimal(0)
    )


def test_the_steps_add_up_to_the_number(history: History):
    footprint = history.footprint
    slack = Decimal("0.005") * len(footprint.lines)
    assert abs(kg(why_total(history.view)) - footprint.total) <= slack
    for key, total in footprint.by_section.items():
        assert abs(kg(why_section(history.view, key)) - total) <= slack
    for scope in SCOPES:
        answer = why_scope(history.view, scope)
        assert not answer.steps or abs(kg(answer) - footprint.by_scope[scope]) <= slack
    for boundary in BOUNDARIES:
        assert abs(kg(why_boundary(history.view, boundary)) - footprint.by_boundary[boundary]) <= slack


def test_each_step_names_its_source_and_the_figures_as_entered(history: History):
    first = why_section(history.view, "electricity").steps[0]
    assert first.sum == "11,281 kWh × 0.13096 kg"
    assert "DESNZ" in first.source
    assert [figure.words for figure in first.figures] == [
        "Electricity used: 11,281 kWh",
        "Tariff: Standard tariff",
    ]
    assert {(figure.period, figure.section, figure.row) for figure in first.figures} == {
        (NOW, "electricity", 0)
    }


def test_an_estimate_shows_with_its_note(history: History):
    amount = why_section(history.view, "heating").steps[0].figures[0]
    assert amount.words == "Amount used: 5,811 (estimated, Read from the meter, one bill is missing)"


def test_12_months_name_the_quarter_of_each_line(history: History):
    view = history.twelve_months
    assert view is not None
    answer = why_section(view, "water")
    assert len({figure.period for step in answer.steps for figure in step.figures}) == 4
    assert all(any(part.period.words in step.what for part in view.parts) for step in answer.steps)


def test_patients_are_part_of_the_answer(history: History):
    answer = why_per_1000(history.view)
    assert answer.how == "34,284.23 kg × 1,000 ÷ 9,260 patients = 3,702.40 kg."
    assert answer.steps[1].figures[0].field == "registered_patients"


def test_a_change_is_over_the_sections_both_have(history: History):
    answer = why_change(history.view)
    assert answer.steps[0].what == "Inhalers"
    assert answer.value == "34 kg CO₂e more"


def test_what_is_not_there_is_no_data(history: History, calculator: Calculator):
    empty = History(ReturnDocument("Z99991", NOW, 0, ""), [], calculator).view
    for answer in (why_total(empty), why_change(empty), why_per_1000(empty), why_market(empty)):
        assert answer.value == "No data"
    assert why_section(history.view, "appointments").notes
    patients = ReturnDocument("Z99991", NOW, 0, "", sections={"practice": ({"registered_patients": "9000"},)})
    needs = (
        why_per_1000(History(each, [], calculator).view).how for each in (empty.parts[0].document, patients)
    )
    assert [*needs] == [
        "Enter registered patients in Practice details.",
        "There are no figures for this yet.",
    ]


def test_a_product_and_several_sections_have_their_own_answer(history: History):
    line = history.footprint.lines[0]
    assert why_product(history.view, line.factor.key).title.startswith(line.label)
    travel = why_sections(history.view, "Travel carbon", ("business_travel", "commuting"))
    assert travel.title == "Travel carbon, July to September 2026"


def test_each_answer_has_the_lines_it_is_asked_for_and_no_other(history: History):
    lines, view = history.footprint.lines, history.view
    first = lines[0]
    for answer, mine in (
        (why_product(view, first.factor.key), [line.factor.key == first.factor.key for line in lines]),
        (why_section(view, "heating"), [line.section == "heating" for line in lines]),
        (
            why_sections(view, "Energy", ("heating", "water")),
            [line.section in ("heating", "water") for line in lines],
        ),
        (why_scope(view, "1"), [line.scope == "1" for line in lines]),
        (why_boundary(view, "carbon_footprint"), [line.boundary == "carbon_footprint" for line in lines]),
        (why_total(view), [True] * len(lines)),
    ):
        assert 0 < len(answer.steps) == sum(mine)
        wanted = sorted(kg_exact(line.kg) for line, is_mine in zip(lines, mine, strict=True) if is_mine)
        assert sorted(step.result for step in answer.steps) == wanted


def test_avoided_carbon_stands_apart(history: History):
    answer = why_avoided(history.view)
    assert "never taken off" in answer.how
    assert answer.value == "232 kg (90 kg to 510 kg) CO₂e"
    assert [(step.sum, step.result) for step in answer.steps] == [("90.00 kg to 510.00 kg", "231.90 kg")]


def test_a_floor_area_is_among_the_figures_of_its_estimate(calculator: Calculator):
    sections = {
        "practice": ({"site": "Main", "floor_area_m2": "100"},),
        "electricity": ({"site": "Main", "basis": "floor_area"},),
    }
    document = ReturnDocument("Z99991", NOW, 0, "", sections=sections)
    answer = why_section(History(document, [], calculator).view, "electricity")
    assert "Floor area: 100 m²" in [figure.words for figure in answer.steps[0].figures]


def test_a_renewable_tariff_has_an_answer_of_its_own(calculator: Calculator):
    row = {"site": "Main", "kwh": "1000", "tariff": "renewable"}
    document = ReturnDocument("Z99991", NOW, 0, "", sections={"electricity": (row,)})
    answer = why_market(History(document, [], calculator).view)
    assert answer.value == "0 kg CO₂e"
    assert len(answer.steps) == 1


def test_an_indicator_is_the_sum_of_its_products(history: History):
    for result in history.view.results():
        answer = why_indicator(result, history.view.parts)
        assert answer.steps
        assert all(step.figures for step in answer.steps)
        if result.indicator.id == "ES-02":
            assert result.numerator is not None
            assert abs(kg(answer) - result.numerator) < 1


def test_12_months_are_four_quarters_or_nothing(history: History, calculator: Calculator):
    view = history.twelve_months
    assert view is not None
    assert view.period == TwelveMonths(2026, 2)
    assert view.period.words == "October 2025 to September 2026"
    assert view.footprint.total == sum(part.footprint.total for part in view.parts)
    short = History(history.document, [], calculator)
    assert short.twelve_months is None
    assert [str(period) for period in short.missing_of_12_months] == [
        "2025-26-Q3",
        "2025-26-Q4",
        "2026-27-Q1",
    ]
    assert history.values_before(view).keys() == history.values_before(history.view).keys()


def test_carbon_for_1000_patients_is_all_carbon_over_the_patients(calculator: Calculator):
    sections = {"practice": ({"registered_patients": "5000"},), "water": ({"supply_m3": "1000"},)}
    view = History(ReturnDocument("Z99991", NOW, 0, "", sections=sections), [], calculator).view
    answer = why_per_1000(view)
    kg = view.footprint.total
    assert [(step.what, step.sum, step.result, step.source) for step in answer.steps] == [
        ("All carbon", "the sum of all lines", f"{kg:.2f} kg", ""),
        ("Registered patients, July to September 2026", "", "5,000", "From Practice details"),
    ]
    assert answer.how == f"{kg:.2f} kg × 1,000 ÷ 5,000 patients = {kg / 5:.2f} kg."
    assert answer.titles == ("What", "", "Figure")
    nobody = {**sections, "practice": ({"registered_patients": "0"},)}
    none = why_per_1000(History(ReturnDocument("Z99991", NOW, 0, "", sections=nobody), [], calculator).view)
    assert (none.value, none.how) == ("No data", "Enter registered patients in Practice details.")
    assert [step.result for step in none.steps] == ["0"]
    empty = why_per_1000(History(ReturnDocument("Z99991", NOW, 0, ""), [], calculator).view)
    assert (empty.value, [step.result for step in empty.steps]) == ("No data", ["No data"])


def test_each_line_says_its_scope_its_year_and_whether_it_is_an_estimate(calculator: Calculator):
    sections = {
        "electricity": ({"site": "Main", "kwh": "1000", "tariff": "standard"},),
        "appointments": ({"face_to_face": "100", "one_way": "2", "unit": "mile", "car_share": "0.5"},),
    }
    flags = (Flag("electricity", 0, "kwh", estimated=True),)
    document = ReturnDocument("Z99991", NOW, 0, "", sections=sections, flags=flags)
    view = History(document, [], calculator).view
    for line, step in zip(
        sorted(view.footprint.lines, key=lambda line: -line.kg), why_total(view).steps, strict=True
    ):
        scope = "Outside the scopes" if line.scope == "outside" else f"Scope {line.scope}"
        said = [f"Factor: {line.factor.label}, {line.factor.source_words}."]
        said += [f"Set of {line.factor.year}."] if line.factor.year else []
        said += ["Carried forward: it is the newest set there is."] if line.factor.carried_forward else []
        said += ["Estimated."] if line.section == "electricity" else []
        assert step.source.startswith(" ".join([*said, f"{scope}. It "]))
        assert "more or less (" in step.source or "less (" in step.source
        assert step.what == line.label
    assert {line.scope for line in view.footprint.lines} >= {"2", "3", "outside"}
    assert why_section(view, "electricity").how.startswith("The sum of ")
    assert why_market(view).value == "No data"


def test_a_sum_is_said_where_there_are_several_lines(calculator: Calculator):
    food, glass = ({"stream": stream, "kg": "10"} for stream in ("food", "recycling"))
    each = "Each line is a quantity from your figures multiplied by a published factor."
    for rows, how in (((food,), each), ((food, glass), rf"The sum of 2 lines: [0-9.]+ kg\. {each}")):
        document = ReturnDocument("Z99991", NOW, 0, "", sections={"waste": rows})
        answer = why_section(History(document, [], calculator).view, "waste")
        assert len(answer.steps) == len(rows)
        assert re.fullmatch(how, answer.how)


def test_avoided_carbon_of_12_months_names_the_quarters(history: History):
    view = history.twelve_months
    assert view is not None
    words = [part.period.words for part in view.parts for _ in part.footprint.avoided]
    found = why_avoided(view)
    assert [step.what.rpartition(", ")[2] for step in found.steps] == words
    assert not any(words[0] in step.what for step in why_avoided(history.view).steps)
