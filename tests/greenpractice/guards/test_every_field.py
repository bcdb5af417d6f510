"""Every figure that a return may have is guarded, or the table says why not."""

import pytest

from greenpractice.facts.guards import EARLIER, NONE, SEASON, load_guards
from greenpractice.guards.asking import guards_in_use
from greenpractice.guards.usual import usual_of
from greenpractice.sections import SECTIONS
from greenpractice.sections.base import Section

every_section = pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.key)


@every_section
def test_every_number_has_a_guard_or_a_row_that_says_why_none(section: Section):
    guarded = {
        field
        for guard in guards_in_use()
        if guard.section == section.key and guard.scale not in (SEASON, EARLIER)
        for field in guard.fields
    }
    numbers = {key for key, spec in section.fields.items() if spec.is_number}
    assert numbers - guarded == set()
    assert guarded - numbers <= {"from", "to"}


@every_section
def test_help_says_what_is_usual_of_a_number(section: Section):
    numbers = [key for key, spec in section.fields.items() if spec.is_number]
    without = [key for key in numbers if not usual_of(section.key, key)]
    assert set(without) <= {"opening", "recycled_content"}


def test_a_row_without_limits_is_never_asked():
    assert [guard.id for guard in load_guards() if guard.scale == NONE] == ["no_recycled"]
