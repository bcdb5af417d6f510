"""Which column of a bill file has the amounts: what is plainly something else, or not plain, is none."""

import re
from collections.abc import Callable, Iterable, Sequence

from greenpractice.bills.dials import is_named_reading
from greenpractice.bills.marks import number_of, unit_in
from greenpractice.bills.values import UNITS, Columns, Head

USE = re.compile(r"\b(kwh|wh|mwh|consumption|usage|used|units|energy|value|import|reading|total)\b")
METER = re.compile(r"\b(mpan|mprn|mpr|mpxn|supply number|supply no|meter point)\b")
SERIAL = re.compile(r"\b(meter|serial|msn)\b")
_APART = re.compile(r"[^a-z0-9£]+")
_OF_ENERGY = frozenset({"kwh", "mwh", "wh"})
_IS_USED = re.compile(r"\b(consumption|consumed|usage|used|units|energy|import|advance)\b")
_LOOSELY = re.compile(r"\b(value|total)\b")
_MONEY = re.compile(
    r"£|\b(cost|price|charges?|vat|tax|gbp|pence|pounds|net|gross|invoice|balance|paid|due)\b"
)
_NO_USE = re.compile(
    r"\b(rate|p|kvarh|kva|kw|reactive|export|co2|carbon|m3|temperature"
    r"|annual|yearly|year|eac|aq|average|avg|mean|budget|target|forecast|baseline)\b"
)
_A_RATE = re.compile(r"/ *(day|week|month|hour|m2|m²)\b|\bper\b")
_CORRECTED = re.compile(r"\bcorrected\b")  # for pressure and temperature: a formula corrects a volume itself
_MOST, _OF_TEN = 8, 10


def names_of(head: Head) -> list[str]:
    """Headers as words in small letters."""
    return [" ".join(_APART.split(name.casefold())).strip() for name in head.header]


def amount_column(head: Head, taken: set[int]) -> tuple[int, ...]:
    """The column of energy or of what was used; () where none is it, or where that is not plain."""
    names, fitting = names_of(head), _fitting(head, taken)
    has_money = any(map(_MONEY.search, names))
    of_energy = [at for at in fitting if set(names[at].split()) & _OF_ENERGY]
    of_energy.sort(key=lambda at: "total" not in names[at].split())
    apart = [at for at in fitting if not SERIAL.search(names[at])]
    loosely = [at for at in apart if _LOOSELY.search(names[at]) and not has_money]
    tiers = (
        of_energy,
        [at for at in apart if _IS_USED.search(names[at])],
        loosely,
        [at for at in apart if is_named_reading(names[at])],
        apart if len(apart) == 1 and not has_money else [],
    )
    return tuple(next((found for found in map(_no_dials(names), tiers) if found), ())[:1])


def volume_column(head: Head, taken: set[int]) -> tuple[int, ...]:
    """The column of a volume of gas, where none has its energy."""
    names = names_of(head)
    found = [
        at
        for at, name in enumerate(head.header)
        if at not in taken
        and (unit := unit_in(name)) is not None
        and UNITS[unit].is_volume
        and not _CORRECTED.search(names[at])
        and _has_numbers(head, at)
    ]
    return tuple(_no_dials(names)(found)[:1])


def other_amounts(head: Head, columns: Columns) -> list[str]:
    """The headers of other columns of energy, which are not read; none beside one of their sum."""
    names, chosen = names_of(head), columns.used[0]
    if len(columns.used) > 1 or "total" in names[chosen].split():
        return []

    def is_such(name: str) -> bool:
        if _OF_ENERGY & set(name.split()):
            return True
        return _IS_USED.search(name) is not None and not _OF_ENERGY & set(names[chosen].split())

    others = [at for at in _fitting(head, set(columns.used)) if is_such(names[at])]
    return [head.header[at] for at in others if not is_named_reading(names[at])]


def _fitting(head: Head, taken: Iterable[int]) -> list[int]:
    """Columns of numbers that are not called money, rates, sums of other times or numbers of meters."""
    names, taken = names_of(head), set(taken)
    no_amounts = (_MONEY, _NO_USE, METER)
    return [
        at
        for at, name in enumerate(names)
        if at not in taken
        and not any(pattern.search(name) for pattern in no_amounts)
        and not _A_RATE.search(head.header[at].casefold())
        and _has_numbers(head, at)
    ]


def _no_dials(names: Sequence[str]) -> Callable[[Sequence[int]], list[int]]:
    """Leaves out readings of a dial that stand beside an amount, or beside one another."""

    def without(places: Sequence[int]) -> list[int]:
        plain = [at for at in places if not is_named_reading(names[at])]
        return plain or (list(places) if len(places) == 1 else [])

    return without


def _has_numbers(head: Head, at: int) -> bool:
    """Whether most texts of a column are numbers: sums and remarks stand under many tables."""
    found = [row[at] for row in head.sample if row[at]]
    return bool(found) and sum(number_of(text) is not None for text in found) * _OF_TEN >= len(found) * _MOST
