"""Which column of a bill file has the amounts: what is plainly something else, or not plain, is none."""

import re
from collections.abc import Callable, Iterable, Sequence

from greenpractice.bills.dials import is_named_reading
from greenpractice.bills.marks import is_register, money_of, number_of, unit_in
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
_NO_NAME = _OF_ENERGY | {"energy", "electricity", "used", "usage", "units", "consumption", "import"}
_BY_NUMBER = re.compile(r"(r|tier) ?\d")
_WHOLE_COST = re.compile(r"\b(gross|(inc|incl|including|with) (vat|tax))\b")
_TOTAL_COST = re.compile(r"\b(total|invoice|bill)\b")
_A_COST = re.compile(r"\b(cost|costs|charges?|price|amount|gbp|pounds|due)\b|£")
_NO_COST = re.compile(
    r"\b(vat|tax|ccl|levy|standing|balance|paid|rate|unit price|net|p|pence|co2|previous|number|no|date"
    r"|budget)\b"
)
_MOST, _OF_TEN = 8, 10
_PLAIN_TIERS = 2  # of energy, and of what was used: several of these are asked about


def names_of(head: Head) -> list[str]:
    """Headers as words in small letters."""
    return [" ".join(_APART.split(name.casefold())).strip() for name in head.header]


def amount_column(head: Head, taken: set[int]) -> tuple[int, ...]:
    """The column of energy or of what was used, or those of registers that are added up; () where it is none,
    or where that is not plain.
    """
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
    for tier, found in enumerate(map(_no_dials(names), tiers)):
        if found:
            return _plain_one(head, found) if tier < _PLAIN_TIERS else tuple(found[:1])
    return ()


def in_doubt(head: Head) -> list[int]:
    """The columns any of which may be the energy, where it is not plain which one is."""
    names = names_of(head)
    fitting = _no_dials(names)([at for at in _fitting(head, ()) if set(names[at].split()) & _OF_ENERGY])
    fitting = fitting or _no_dials(names)([at for at in _fitting(head, ()) if _IS_USED.search(names[at])])
    return [] if _plain_one(head, fitting) else fitting


def cost_column(head: Head, taken: Iterable[int]) -> int | None:
    """The column of what a bill cost in pounds, all included; None where that is not plain."""
    names, taken = names_of(head), set(taken)
    sterling = [
        at
        for at, name in enumerate(names)
        if at not in taken and not _A_RATE.search(head.header[at].casefold()) and _has_money(head, at)
    ]
    whole = [at for at in sterling if _WHOLE_COST.search(names[at]) and not _is_pence(names[at])]
    of_cost = [at for at in sterling if _A_COST.search(names[at]) and not _NO_COST.search(names[at])]
    has_parts = any(re.search(r"\b(vat|tax|standing|net)\b", names[at]) for at in sterling)
    totals = [at for at in sterling if _TOTAL_COST.search(names[at]) and not _NO_COST.search(names[at])]
    totals = [at for at in totals if at in of_cost or has_parts]
    for found in (whole, totals, [] if has_parts else of_cost):
        if found:
            return found[0] if len(found) == 1 else None
    return None


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

    others = [at for at in _fitting(head, {*columns.used, *columns.also}) if is_such(names[at])]
    others = [at for at in others if not is_named_reading(names[at])]
    is_sum_of_them = _plain_one(head, [chosen, *others]) == (chosen,)
    return [] if is_sum_of_them else [head.header[at] for at in others]


def _plain_one(head: Head, found: Sequence[int]) -> tuple[int, ...]:
    """Of columns of energy the one that counts, or those of a meter's registers; () where not plain."""
    names = names_of(head)
    if len(found) < 2 or "total" in names[found[0]].split():
        return tuple(found[:1])
    parts = [at for at in found if _is_of_a_register(names[at])]
    whole = [at for at in found if at not in parts]
    units = {unit_in(head.header[at]) for at in found}
    if len(units) > 1 or len(parts) < 2:
        return ()
    if not whole:
        return tuple(parts)
    is_sum = len(whole) == 1 and all(_adds_up(row, whole[0], parts) for row in head.sample)
    return tuple(whole) if is_sum else ()


def _is_of_a_register(name: str) -> bool:
    """Whether a header names a register of a meter, as `Day kWh` or `R1 kWh`."""
    said = " ".join(word for word in name.split() if word not in _NO_NAME)
    return said != "total" and (is_register(said) or _BY_NUMBER.fullmatch(said) is not None)


def _adds_up(row: Sequence[str], whole: int, parts: Sequence[int]) -> bool:
    """Whether a column of a row is the sum of others; also where it has none."""
    total, each = number_of(row[whole]), [number_of(row[at]) for at in parts]
    return total is None or total == sum(found for found in each if found is not None)


def _is_pence(name: str) -> bool:
    return re.search(r"\b(p|pence)\b", name) is not None


def _has_money(head: Head, at: int) -> bool:
    found = [row[at] for row in head.sample if row[at]]
    return bool(found) and sum(money_of(text) is not None for text in found) * _OF_TEN >= len(found) * _MOST


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
