"""All sections in the order of app, document and report: one tuple, and what is read off it."""

from collections.abc import Container, Iterable

from greenpractice.sections import (
    actions,
    appointments,
    asthma_care,
    business_travel,
    commuting,
    electricity,
    heating,
    homeworking,
    inhaler_returns,
    inhalers,
    nitrous_oxide,
    paper,
    pen_returns,
    practice,
    refrigerants,
    waste,
    water,
)
from greenpractice.sections.base import Section
from greenpractice.themes import THEMES, Theme

SECTIONS: tuple[Section, ...] = (
    practice.SECTION,
    inhalers.SECTION,
    asthma_care.SECTION,
    inhaler_returns.SECTION,
    pen_returns.SECTION,
    electricity.SECTION,
    heating.SECTION,
    business_travel.SECTION,
    commuting.SECTION,
    homeworking.SECTION,
    appointments.SECTION,
    water.SECTION,
    waste.SECTION,
    paper.SECTION,
    refrigerants.SECTION,
    nitrous_oxide.SECTION,
    actions.SECTION,
)
SECTION_BY_KEY = {section.key: section for section in SECTIONS}
CARBON_SECTIONS = tuple(
    section for section in SECTIONS if section.lines is not None and not section.only_avoids
)
CARBON_THEMES = tuple(theme for theme in THEMES if any(each.theme == theme for each in CARBON_SECTIONS))


def keys_of(theme: Theme) -> tuple[str, ...]:
    """The sections of a theme, by their keys."""
    return tuple(section.key for section in SECTIONS if section.theme == theme)


def expected(sections: Iterable[Section], have: Container[str]) -> tuple[Section, ...]:
    """Those that a whole return has: of the ones that only some practices have, those that are there."""
    return tuple(section for section in sections if section.key in have or not section.only_some)
