"""Which sources of a practice's carbon no section counts: what is declared drops out by itself."""

from collections.abc import Iterable

# Each source as people call it, and the key of the section that counts it once there is one (product rule 6).
SOURCES = (
    ("other medicines, supplies and equipment", "procurement"),
    ("practice-owned vehicles", "own_vehicles"),
    ("working from home", "homeworking"),
    ("refrigerant gases", "refrigerants"),
    ("nitrous oxide", "nitrous_oxide"),
    ("building work and other procurement", "building_work"),
)


def not_counted_here(declared: Iterable[str]) -> str:
    """The sources without a section among these keys, as part of a sentence."""
    there = frozenset(declared)
    return "; ".join(words for words, section in SOURCES if section not in there)
