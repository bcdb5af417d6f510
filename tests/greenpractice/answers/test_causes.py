"""The causes of a change: in their order, and to the last digit the change itself."""

from decimal import Decimal

from greenpractice.answers.causes import EACH, GAS, MIX, PATIENTS, causes_of, is_mostly_grid, main_cause
from greenpractice.answers.history import History
from greenpractice.carbon.comparing import FACTORS
from greenpractice.carbon.footprint import load_calculator
from greenpractice.carbon.periods_compared import changed_between
from greenpractice.demo.returns import demo_documents
from greenpractice.periods import Period
from tests.greenpractice.answers.quarters import document, rows, standing


def test_causes_add_up_exactly_for_every_practice_quarter_and_year_of_the_demo():
    returns: dict[str, list] = {}
    for each in demo_documents():
        returns.setdefault(each.ods_code, []).append(each)
    for documents in returns.values():
        for own in documents[-2:]:
            view = History(own, documents, load_calculator()).view
            assert view.change is not None
            found = causes_of(view.change)
            comparison = view.change.comparison
            assert sum((cause.kg for cause in found), Decimal(0)) == comparison.now - comparison.then
            assert [cause.key for cause in found] == [key for key in ORDER if key in {c.key for c in found}]
            for key, each in comparison.each.items():
                assert each.by_use + each.by_factors == each.kg, key


ORDER = (PATIENTS, EACH, MIX, GAS, "energy", "travel", "other", FACTORS)


def test_more_patients_more_inhalers_each_and_lighter_ones_are_three_causes():
    more = rows(300, patients=9900)
    assert [(cause.words, cause.kg > 0) for cause in standing(more, rows(300)).causes][:2] == [
        ("More patients (+10%)", True),
        ("Fewer inhalers a patient (−9%)", False),
    ]
    words = [cause.words for cause in standing(rows(200), rows(300)).causes]
    assert words[:2] == ["Fewer inhalers a patient (−29%)", "Lower-carbon inhalers"]


def test_without_patients_it_is_inhalers_alone():
    now, before = ({**rows(ventolin), "practice": ()} for ventolin in (200, 300))
    assert [cause.words for cause in standing(now, before).causes][:2] == [
        "Fewer inhalers (−29%)",
        "Lower-carbon inhalers",
    ]


def test_a_cause_is_the_main_one_only_if_it_goes_the_same_way_and_is_more_than_half():
    found = standing(rows(170), rows(300))
    change = found.change
    assert change is not None
    net = change.comparison.now - change.comparison.then
    assert main_cause(found.causes, net) in found.causes
    assert main_cause(found.causes, -net) is None
    assert main_cause(found.causes, net * 10) is None
    assert main_cause((), net) is None


def test_the_grid_is_told_apart_from_other_new_factors_and_from_another_method():
    power = {"electricity": rows()["electricity"]}
    for year, is_grid in (
        (2025, True),
        (2026, False),
    ):  # the set of 2026 has two years of the grid in one step
        pair = [document(power, Period(each, 2)) for each in (year - 1, year)]
        found = changed_between(*(each.period for each in pair), pair, load_calculator())
        assert found is not None
        (cause,) = causes_of(found)
        assert (cause.key, cause.words) == (FACTORS, "The grid and new factors")
        assert is_mostly_grid(found, cause.kg) is is_grid
        assert not is_mostly_grid(found, -cause.kg)
