"""The three numbers: the first of a list that exist, and never a place without one."""

from greenpractice.answers.front_numbers import NUMBERS, Front, Number, numbers_of
from greenpractice.answers.next_step import NextStep
from tests.greenpractice.answers.quarters import Rows, rows, standing

STEP = NextStep("The next step", ("Changing 94.",), kg=None)


def numbers(now: Rows, before: Rows | None = None, beside: str = "") -> list[Number]:
    return numbers_of(Front(standing(now, before), STEP, beside))


def test_total_and_change_come_first_and_say_what_they_are_of():
    total, change, mean = numbers(
        rows(170), rows(300), "main sources 3.3, middle half of practices 3.1 to 3.2 tonnes"
    )
    assert total.unit == "tonnes CO₂e"
    assert "for each 1,000 patients. Main sources 3.3, middle half" in total.note
    assert change.unit == "tonnes lower"
    assert change.note == "than July to September 2025. All sections are in both quarters"
    assert (mean.unit, mean.value) == ("kg an inhaler", "23.0")


def test_a_first_return_has_three_numbers_too():
    found = numbers(rows(300, inhaler_returns=({"route": "pharmacy", "inhalers": "44", "pmdi": "30"},)))
    assert [each.unit for each in found] == ["tonnes CO₂e", "kg an inhaler", "kg avoided"]
    assert found[1].note == "on average; from 0.6 kg (Easyhaler Salbutamol) to 28.3 kg (Ventolin Evohaler)"


def test_nothing_counted_has_what_there_is_of_sections():
    (only,) = numbers({"practice": ({"registered_patients": "9000"},)})
    assert only.value.startswith("1 of ")
    assert (only.unit, only.note.partition(":")[0]) == ("sections", "have figures")


def test_few_patients_are_not_told_by_their_share():
    (total, *_) = numbers(rows(300, patients=3))
    assert "1,000" not in total.note


def test_no_number_says_that_there_is_none():
    for now, before in ((rows(170), rows(300)), (rows(None), None), (rows(300, gas=None), rows(300))):
        for each in numbers(now, before):
            assert "no data" not in f"{each.value} {each.unit} {each.note}".lower()
    assert len(NUMBERS) > 3
