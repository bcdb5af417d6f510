"""Which answers fall when a row changes: each is about all figures that its question is made of."""

from collections.abc import Collection

from greenpractice.facts.guards import Guard
from greenpractice.fields import Kind
from greenpractice.guards.amounts import amount_of
from greenpractice.guards.asking import guards_in_use
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.sections.energy import AMOUNTS

_SITE, _OF_ENERGY = "site", ("from", "basis")
_READINGS = frozenset({"opening", "closing", "calorific_value"})


def answers_that_fall(section: str, changed: Collection[str], given: Collection[str]) -> frozenset[str]:
    """The fields of a row at which "Yes, it is correct" no longer holds, once these were changed.

    A unit, a kind, a day or a site makes other figures of all numbers of the row, and so do the readings of a
    meter. Whether a row says what another one says depends on all of it: `given` are the fields it had.
    """
    fields = SECTION_BY_KEY[section].fields
    kinds = {fields[name].kind for name in changed if name in fields}
    found = {*changed, *beside_others(section, given)}
    is_other = kinds & {Kind.CHOICE, Kind.DAY} or _SITE in changed
    if is_other or (section in AMOUNTS and _READINGS.intersection(changed)):
        found.update(name for name, field in fields.items() if field.is_number or field.kind is Kind.DAY)
        return frozenset(found)
    for guard in guards_in_use():
        if guard.section == section and _looked_at(guard) & set(changed):
            found.update(guard.fields)
    return frozenset(found)


def beside_others(section: str, given: Collection[str]) -> tuple[str, ...]:
    """The fields of a row at which it is asked whether it is counted in another row too.

    Of energy these are of its days and of how it is known, else it is the first field that the row has; a
    row that is the only one of its name is asked nothing of the kind.
    """
    if SECTION_BY_KEY[section].unique in given:
        return ()
    if section in AMOUNTS:
        return _OF_ENERGY
    return tuple(name for name in SECTION_BY_KEY[section].fields if name in given)[:1]


def _looked_at(guard: Guard) -> frozenset[str]:
    """The figures of a row that a question is made of, also where an amount is worked out of them."""
    amounts = (amount_of(name).of for name in (*guard.amounts, *guard.divisors))
    return frozenset(guard.fields).union(*amounts)
