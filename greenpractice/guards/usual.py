"""What is usual of a field, for the help of its page: the first guard on it that is no comparison in time."""

from greenpractice.facts.guards import (
    ABSOLUTE,
    ANY_DAY,
    EARLIER,
    M2,
    NONE,
    OTHERS,
    PATIENT,
    PER_1000,
    PERSON,
    QUARTER,
    RATIO,
    SEASON,
    WTE,
    Guard,
)
from greenpractice.guards.asking import guards_in_use
from greenpractice.guards.words import usual_words
from greenpractice.phrases import first_upper

_FOR = {
    PATIENT: " for each registered patient", PER_1000: " for 1,000 registered patients",
    PERSON: " for each person employed", WTE: " for each WTE", M2: " for each m²", ABSOLUTE: "", RATIO: "",
}  # fmt: skip


def usual_of(section: str, field: str) -> str:
    """`Reams of paper: usually 1 to 25 reams for each person employed in a year`, and who says so."""
    for guard in guards_in_use():
        if (
            guard.section == section
            and field in guard.fields
            and guard.scale not in (NONE, SEASON, EARLIER, OTHERS)
        ):
            said = usual_words(guard)
            of = "our own judgement" if guard.is_judgement else guard.source.title
            words = f"{first_upper(guard.compared)}: usually {said}{_FOR[guard.scale]}{_when(guard)} ({of})"
            return words if said else ""
    return ""


def _when(guard: Guard) -> str:
    if guard.period == QUARTER:
        return " in a quarter"
    return "" if guard.period == ANY_DAY else " in a year"
