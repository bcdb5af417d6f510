"""The themes that sections belong to, in the order of pages, charts and tables; each stands here once."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Theme:
    """What belongs together in a chart and a table, on a page with a title of its own, and what it is for."""

    key: str
    title: str
    page: str
    purpose: str


INHALERS = Theme(
    "inhalers",
    "Inhalers",
    "Inhalers",
    "Inhalers are often most of the carbon. Puffer inhalers (pMDI) hold a strong warming gas.",
)
ASTHMA = Theme(
    "asthma",
    "Asthma",
    "Asthma care",
    "3 counts give 2 indicators: preventer use (RESP-01) and overuse of relievers (RESP-02).",
)
RETURNED = Theme(
    "returned",
    "Returned",
    "Returns",
    "Inhalers and pens that came back. They are shown apart and never taken off the total.",
)
ENERGY = Theme(
    "energy",
    "Energy",
    "Energy",
    "Electricity and heating, from bills, from meter readings, or estimated from floor area.",
)
TRAVEL = Theme(
    "travel",
    "Travel",
    "Travel",
    "Journeys for work, staff travel to work or work at home, and patients' journeys if you know them.",
)
OTHER = Theme(
    "other",
    "Other",
    "Water, waste and other",
    "Water, waste and paper are small, and easy to follow over time. Gases that get out can be large.",
)
THEMES: tuple[Theme, ...] = (INHALERS, ASTHMA, RETURNED, ENERGY, TRAVEL, OTHER)
