"""What is not counted here: known sources of carbon, less those that a section counts."""

from greenpractice.answers.sureness import NOT_IN_THE_FOOTPRINT
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.sections.not_here import SOURCES, not_counted_here


def test_a_source_is_named_until_a_section_counts_it():
    everything = not_counted_here([])
    for words, section in SOURCES:
        assert words in everything
        assert words not in not_counted_here([section])


def test_nothing_is_left_once_every_planned_section_is_there():
    planned = ["procurement", "own_vehicles", "homeworking", "refrigerants", "nitrous_oxide"]
    assert not_counted_here(planned) == "building work and other procurement"
    assert not_counted_here([*planned, "building_work"]) == ""


def test_the_program_names_just_the_sources_that_no_section_counts():
    named = NOT_IN_THE_FOOTPRINT.split("; ")
    assert named == [words for words, section in SOURCES if section not in SECTION_BY_KEY]
