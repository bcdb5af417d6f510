"""Asthma care: the register and the two counts behind RESP-01 and RESP-02; counts only, never patients."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from greenpractice.fields import day, text, whole
from greenpractice.numbers import show
from greenpractice.periods import Period
from greenpractice.sections.base import Problem, Section, SectionHelp
from greenpractice.themes import ASTHMA


@dataclass(frozen=True, slots=True)
class AsthmaCare:
    """The practice's three counts, for the 12 months to the end of the quarter."""

    asthma_register: Decimal | None = whole(
        "Patients on the asthma register",
        unit="patients",
        hint="Use your QOF register on the last day of the quarter",
    )
    ics_3_or_more: Decimal | None = whole(
        "Patients with 3 or more steroid inhaler prescriptions in 12 months",
        unit="patients",
        hint="Leave out patients who have both asthma and COPD",
    )
    saba_6_or_more: Decimal | None = whole(
        "Patients with 6 or more reliever (SABA) prescriptions in 12 months",
        unit="patients",
        hint="Leave out patients who have both asthma and COPD",
    )
    search_date: date | None = day(
        "Date of the search",
        optional=True,
        help="The day the search was run, best the last day of the quarter",
    )
    search_name: str | None = text(
        "Name of the search", hint="So you can run the same search next time", optional=True
    )


def check(row: AsthmaCare, period: Period) -> Iterator[Problem]:
    """Neither count can be more than the register."""
    if row.asthma_register is None:
        return
    for key, count in (("ics_3_or_more", row.ics_3_or_more), ("saba_6_or_more", row.saba_6_or_more)):
        if count is not None and count > row.asthma_register:
            yield key, f"must be {show(row.asthma_register)} or fewer (the register), not {show(count)}"


SECTION = Section(
    "asthma_care",
    "Asthma care",
    AsthmaCare,
    single=True,
    check=check,
    theme=ASTHMA,
    wanted_by="RESP-01, RESP-02",
    introduction="Three counts from a search in your clinical system. Counts only, never a patient",
    help=SectionHelp(
        steps=(
            "Run the search on the last day of the quarter, for the 12 months before it.",
            "Enter counts only. Never enter anything about a single patient.",
        ),
        where=(
            "Asthma register: the QOF register count in your clinical system.",
            "Steroid inhalers: patients on the register with 3 or more prescriptions in 12 months.",
            "Relievers (SABA): patients on the register with 6 or more prescriptions in 12 months.",
            "Leave out patients who have both asthma and COPD in both searches.",
        ),
    ),
)
