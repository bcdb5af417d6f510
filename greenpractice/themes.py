"""The themes that sections belong to, in the order of pages, charts and tables; each stands here once."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Theme:
    """What belongs together on a page, in a chart and in a table."""

    key: str
    title: str


INHALERS = Theme("inhalers", "Inhalers")
ASTHMA = Theme("asthma", "Asthma")
RETURNED = Theme("returned", "Returned")
ENERGY = Theme("energy", "Energy")
TRAVEL = Theme("travel", "Travel")
OTHER = Theme("other", "Other")
THEMES: tuple[Theme, ...] = (INHALERS, ASTHMA, RETURNED, ENERGY, TRAVEL, OTHER)
