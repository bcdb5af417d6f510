"""What is typed into a figure, how it is kept, and how it is shown again."""

import re
from datetime import date

import pytest

from greenpractice.fields import FieldSpec
from greenpractice.returns.entering import entered, means_nothing, problem_of, read_day, said, shown
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.sections.base import typed_row


def field(section: str, key: str) -> FieldSpec:
    return SECTION_BY_KEY[section].fields[key]


DAY, CHOICE, TEXT = field("heating", "from"), field("heating", "fuel"), field("heating", "site")
NUMBER = field("heating", "quantity")
ANSWER = next(
    spec
    for section in SECTION_BY_KEY.values()
    for spec in section.fields.values()
    if spec.kind.name == "YES_NO"
)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("27 3 2026", date(2026, 3, 27)),
        (" 27/3/26 ", date(2026, 3, 27)),
        ("27.03.2026", date(2026, 3, 27)),
        ("27 March 2026", date(2026, 3, 27)),
        ("1-sept-2026", date(2026, 9, 1)),
        ("2026-03-27", date(2026, 3, 27)),
        *(
            (typed, date(2026, 3, 7))
            for typed in (
                "7th March 2026",
                "7th of March, 2026",
                "March 7 2026",
                "Mar 7th, 2026",
                "Saturday, 7 March 2026",
                "Sat 7/3/26",
                "2026/03/07",
                "2026-3-7",
                "7Mar2026",
                "7-MAR-26",
                "7 3 '26",
                "7.3.2026.",
                "07/03/2026 00:00",
                "2026-03-07 00:00:00",
                "2026-03-07T00:00:00",
            )
        ),
        ("7/3/2026 10:30", None),
        ("31st April 2026", None),
        ("1 1 99", date(2099, 1, 1)),
        ("1 1 1900", date(1900, 1, 1)),
        ("27 3", None),
        ("30 2 2026", None),
        ("1 ju 2026", None),
        ("1 jux 2026", None),
        ("1 arch 2026", None),
        ("1 june 100", None),
        ("", None),
    ],
)
def test_days_are_read_as_people_write_them(typed: str, day: date | None):
    assert read_day(typed) == day


@pytest.mark.parametrize(
    ("spec", "typed", "kept", "again"),
    [
        (DAY, " 27 March 2026", "2026-03-27", "27 March 2026"),
        (DAY, "soon ", "soon", "soon"),
        (CHOICE, "natural_gas", "natural_gas", "Natural gas"),
        (CHOICE, " NATURAL gas ", "natural_gas", "Natural gas"),
        (CHOICE, "Coal ", "Coal", "Coal"),
        (NUMBER, ".5", "0.5", "0.5"),
        (NUMBER, "5.", "5", "5"),
        (field("electricity", "cost"), "£.50", "£0.50", "0.5"),
        (field("waste", "kg"), ".5 t", "500", "500"),
        (ANSWER, "Y", "true", "Yes"),
        (ANSWER, "no", "false", "No"),
        (ANSWER, "perhaps ", "perhaps", "perhaps"),
        (TEXT, " Main Street ", "Main Street", "Main Street"),
        (NUMBER, " 1234.5 ", "1234.5", "1,234.5"),
    ],
)
def test_what_is_typed_is_kept_in_the_spelling_of_documents_and_shown_in_words(
    spec: FieldSpec, typed: str, kept: str, again: str
):
    assert entered(spec, typed) == kept
    assert shown(spec, kept) == again


def test_what_cannot_be_used_says_what_to_enter():
    assert problem_of(DAY, "soon") == "From must be a day, like 27 3 2026"
    assert (problem_of(CHOICE, "coal") or "").startswith("Fuel must be one of: Natural gas, Heating oil")
    assert (problem_of(ANSWER, "perhaps") or "").endswith(" must be Yes or No")
    assert (problem_of(NUMBER, "many") or "").startswith("Amount used ")
    assert problem_of(NUMBER, "12") is problem_of(DAY, "2026-03-27") is None


@pytest.mark.parametrize("text", ["-", "–", " N/A ", "na", "None", "nil"])
def test_words_for_nothing_are_asked_about(text: str):
    assert means_nothing(text)
    assert not means_nothing(f"{text} 1")


def test_every_number_is_said_with_its_unit_as_people_read_it():
    """In lists of changes, in what is not counted and in questions; never as the return keeps it."""
    numbers = [
        (section, key, spec)
        for section in SECTION_BY_KEY.values()
        for key, spec in section.fields.items()
        if spec.is_number
    ]
    for section, key, spec in numbers:
        words = said(spec, "1")
        assert words in ("1", "100%", "£1", f"1 {spec.unit_words}"), key
        assert not re.search("0 to 1|miles or km|units|m[23]", words), key
        if not spec.optional:
            assert section.row_label(typed_row(section, {key: "1"})) == words, key


def test_the_answers_of_a_list_are_told_apart_where_they_have_commas():
    for section in SECTION_BY_KEY.values():
        for key, spec in section.fields.items():
            if spec.choices and (problem := problem_of(spec, "none of these")):
                told = problem.partition("must be one of: ")[2]
                names = re.findall("“(.*?)”", told) or told.split(", ")
                assert names == list(spec.choices.values()), key
