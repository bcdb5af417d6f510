"""The words over the sections: every section has its sentence."""

from greenpractice.sections import SECTIONS
from ui.session.section_words import INTRODUCTIONS


def test_every_section_says_what_goes_in() -> None:
    assert {section.key for section in SECTIONS} == set(INTRODUCTIONS)
