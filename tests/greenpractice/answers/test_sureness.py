"""How sure a footprint is: entries, what is estimated and how much of it, what was confirmed."""

import pytest

from greenpractice.answers.history import History
from greenpractice.answers.sureness import based_on, how_sure
from greenpractice.carbon.footprint import load_calculator
from greenpractice.periods import Period
from greenpractice.returns.documents import Flag, ReturnDocument

SECTIONS = {"water": ({"supply_m3": "100"},), "paper": ({"reams": "10", "recycled_content": "0"},)}


OPEN = "1 thing is left open: practice details."  # the patients


def sure(*flags: Flag, **sections: tuple[dict[str, str], ...]) -> tuple[str, str]:
    document = ReturnDocument("C82001", Period(2026, 1), 1, "2026-07-08", sections=sections, flags=flags)
    history = History(document, [], load_calculator())
    return how_sure(history.view, history.gaps_of(history.view)), based_on(history.view)


def test_recorded_figures_are_counted_and_none_is_estimated():
    said, based = sure(**SECTIONS)
    assert said == f"3 entries in all. None marked as estimated. {OPEN}"
    assert based == "Based on 2 of 9 sections that have carbon"


def test_what_only_some_practices_have_counts_where_it_is_there():
    at_home = {"homeworking": ({"hours": "100"},)}
    assert sure(**SECTIONS, **at_home)[1] == "Based on 3 of 10 sections that have carbon"


def test_what_is_estimated_is_said_with_its_share_and_what_was_confirmed_with_its_number():
    flags = (
        Flag("paper", 0, "reams", estimated=True),
        Flag("water", 0, "supply_m3", confirmed=True),
    )
    assert sure(*flags, **SECTIONS)[0] == (
        f"3 entries in all. 1 marked as estimated, 64% of the total. 1 unusual value confirmed. {OPEN}"
    )


def test_an_estimate_without_carbon_has_no_share():
    practice = {"practice": ({"staff": "10"},)}
    assert sure(Flag("practice", 0, "staff", estimated=True), **practice)[0] == (
        "1 entry in all. 1 marked as estimated. 1 thing is left open: practice details."
    )


@pytest.mark.parametrize("field", ["device", None])
def test_what_needs_an_answer_is_never_counted_as_confirmed(field: str | None):
    unknown = {"bnf_code": "0302000C0ZZZZZZ", "name": "Brand", "device": "not known", "inhalers": "9"}
    flag = Flag("inhalers", 0, field, confirmed=True)
    assert "confirmed" not in sure(flag, inhalers=(unknown,))[0]
    many = {**unknown, "inhalers": "100000"}
    assert ("1 unusual value confirmed" in sure(flag, inhalers=(many,))[0]) is (field is None)
