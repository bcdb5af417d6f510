"""Which answers fall when a row changes: each is about all figures that its question is made of."""

from collections.abc import Collection

from greenpractice.facts.guards import Guard
from greenpractice.fields import Kind
from greenpractice.guards.amounts import amount_of
from greenpractice.guards.asking import guards_in_use
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.sections.energy import AMOUNTS

_READINGS = frozenset({"opening", "closing", "calorific_value"})


def answers_that_fall(section: str, changed: Collection[str]) -> frozenset[str]:
    """The fields of a row at which "Yes, it is correct" no longer holds, once these were changed.

    A unit, a kind or a day makes other figures of all numbers of the row, and so do the readings of a meter.
    """
    fields = SECTION_BY_KEY[section].fields
    kinds = {fields[name].kind for name in changed if name in fields}
    if kinds & {Kind.CHOICE, Kind.DAY} or (section in AMOUNTS and _READINGS.intersection(changed)):
        return frozenset(name for name, field in fields.items() if field.is_number or field.kind is Kind.DAY)
    found = set(changed)
    for guard in guards_in_use():
        if guard.section == section and _looked_at(guard) & set(changed):
            found.update(guard.fields)
    return frozenset(found)


def _looked_at(guard: Guard) -> frozenset[str]:
    """The figures of a row that a question is made of, also where an amount is worked out of them."""
    amounts = (amount_of(name).of for name in (*guard.amounts, *guard.divisors))
    return frozenset(guard.fields).union(*amounts)
