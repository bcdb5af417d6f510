"""What is offered is taken, and hints speak of a share as it is typed and shown."""

import re

import pytest

from greenpractice.fields import SHARE, Kind
from greenpractice.periods import Period
from greenpractice.returns.offered import answers_offered, problem_in
from greenpractice.sections import SECTION_BY_KEY, SECTIONS
from greenpractice.sections.base import Section, typed_row

CHOSEN = [
    (section, key) for section in SECTIONS for key, spec in section.fields.items() if spec.kind is Kind.CHOICE
]
SHARES = [
    (section, key) for section in SECTIONS for key, spec in section.fields.items() if spec.unit == SHARE
]


@pytest.mark.parametrize("year", [2019, 2022, 2023, 2026])
@pytest.mark.parametrize(("section", "key"), CHOSEN)
def test_no_answer_is_offered_that_is_refused(section: Section, key: str, year: int):
    period = Period(year, 1)
    offered = answers_offered(section, key, period)
    assert offered, "one of them is always taken"
    assert list(offered) == [answer for answer in section.fields[key].choices if answer in offered]
    for answer in offered:
        found = section.check(typed_row(section, {key: answer}), period) if section.check else ()
        assert [problem for problem in found if problem[0] == key] == []


def test_take_air_is_offered_until_it_ended():
    routes = SECTION_BY_KEY["inhaler_returns"]
    assert "take_air" in answers_offered(routes, "route", Period(2022, 4))
    assert "take_air" not in answers_offered(routes, "route", Period(2023, 1))


@pytest.mark.parametrize("year", [2022, 2026])
@pytest.mark.parametrize(("section", "key"), CHOSEN)
def test_a_message_names_the_answers_of_the_list_and_no_others(section: Section, key: str, year: int):
    period = Period(year, 1)
    said = problem_in(section, key, "none of these", period) or ""
    spec, offered = section.fields[key], answers_offered(section, key, period)
    named = [answer for answer, words in spec.choices.items() if words in said]
    assert set(offered) <= set(named)
    left_out = [spec.choices[answer] for answer in spec.choices if answer not in offered]
    assert not [words for words in left_out if re.search(rf"(: |, |“){re.escape(words)}(,|”|$)", said)]


@pytest.mark.parametrize(("section", "key"), SHARES)
def test_a_share_is_explained_in_per_cent(section: Section, key: str):
    spec = section.fields[key]
    for said in (spec.hint, spec.help):
        assert not re.search(r"\b[01](\.[0-9]+)? (is|means)", said or ""), said
