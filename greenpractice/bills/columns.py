"""Which column of a bill file says what, guessed from headers and first rows, and kept as a text."""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from hashlib import sha256

from greenpractice.bills.amount_columns import (
    METER,
    SERIAL,
    USE,
    amount_column,
    cost_column,
    in_doubt,
    names_of,
    volume_column,
)
from greenpractice.bills.marks import (
    IS_ELECTRICITY,
    IS_GAS,
    MEASURES,
    OTHER_UNITS,
    is_estimate,
    is_fuel,
    is_register,
    number_of,
    says_estimated,
    section_of,
    unit_in,
    unit_of,
    yes_means,
)
from greenpractice.bills.times import read_moment, read_month, read_time
from greenpractice.bills.values import UNITS, Columns, Head
from greenpractice.prescribing.values import Refused
from greenpractice.texts import name_key

_LOOK_AT = 30  # rows
_LEAST_ACROSS = 23  # columns of one day, where clocks go forward and there is one for each hour
_MOST_ACROSS = 150  # a quarter of an hour each, and more
_MOST, _OF_TEN = 8, 10
_MOST_REGISTERS = 6  # of one meter
_WORDS = re.compile(r"[^a-z0-9£]+")
_START = re.compile(r"\b(start|from|begin|beginning)\b")
_END = re.compile(r"\b(end|to|until|ending)\b")
_DAY = re.compile(r"\b(date|day|period|month|time|timestamp|datetime|reading)\b")
_ENERGY = re.compile(r"\b(kwh|mwh|wh|mpan|mprn|mpr|consumption|electricity|gas)\b")
_REGISTER = re.compile(r"\b(register|rate|tariff|time of use|tou|tpr|day night)\b")
_CALORIFIC = re.compile(r"\b(calorific( value)?|cv)\b")
_FUEL = re.compile(r"\b(fuel|commodity|utility|energy type|supply type|service type)\b")
_UNIT = re.compile(r"units?|uom|units? of measure(ment)?|measure(ment)?( unit)?")
_UNITS_OF = re.compile(r"units?|uom|units? of measure(ment)?|measure(ment)? unit")
_GAS_UNITS = re.compile(r"\bunits?\b")
_MARKS = re.compile(r"\b(estimated?|estimates|est|(read|reading) (type|status|quality|flag))\b")
_SITE = re.compile(r"\b(site|premises|premise|location|building|address|property)\b")
_LIKE_A_DAY = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")
_SLOT = re.compile(r"(?:[a-z ]{0,12}?)(\d{1,2}(?: ?\d\d)?)(?: \d{1,2} ?\d\d)?(?: [a-z ]{0,12})?")


def shape_of(head: Head) -> str:
    """The same for all files with these headers, whatever is in them."""
    return sha256("\x1f".join(map(name_key, head.header)).encode()).hexdigest()[:16]


def head_of(rows: Iterable[tuple[int, list[str]]]) -> Head:
    """The headers: the first row of several cells under which a day and a number stand, else none."""
    seen: list[tuple[int, list[str]]] = []
    for number, cells in rows:
        if any(cell.strip() for cell in cells):
            seen.append((number, [cell.strip() for cell in cells]))
        if len(seen) > _LOOK_AT:
            break
    widest = max((len(list(filter(None, cells))) for _, cells in seen), default=0)
    for place, (number, cells) in enumerate(seen):
        if _is_figures(cells) and 2 * len(list(filter(None, cells))) >= widest:
            if place == 0:
                header = tuple(f"Column {each + 1}" for each in range(len(cells)))
                return Head(header, 0, _sample(seen, len(header)))
            number, header = seen[place - 1][0], tuple(seen[place - 1][1])
            width = max(len(header), len(cells))
            header += tuple(f"Column {each + 1}" for each in range(len(header), width))
            return Head(header, number, _sample(seen[place:], width))
    raise Refused(
        "no row of it has a day and a number; download half-hourly, daily or monthly consumption as CSV, or "
        "enter the bill by hand"
    )


def guess_around(head: Head, file: str) -> Columns | None:
    """All but the amount, where several columns may be it: its first one stands in `used`."""
    doubted = in_doubt(head)
    return guess(head, file, tuple(doubted[:1])) if doubted else None


def guess(head: Head, file: str = "", said: tuple[int, ...] = ()) -> Columns | None:
    """Which column says what; None where no day or no amount is found. `said` is the one that was chosen."""
    names = names_of(head)
    cells = [[row[at] for row in head.sample if row[at]] for at in range(head.width)]
    days = [at for at, found in enumerate(cells) if _most(_with_digits(found), _is_day)]
    first = _best(names, days, _START, _DAY)
    if first is None:
        return None
    across = _across(names, cells, days)
    ends = [at for at, name in enumerate(names) if at != first and _END.search(name)]
    last = next((at for at in ends if at in days or _all(cells[at], _is_like_a_day)), None)
    measure = next((at for at, found in enumerate(cells) if _is_of_measures(names[at], found)), None)
    fuel = next((at for at, found in enumerate(cells) if _is_of_fuels(names[at], found)), None)
    calorific = next((at for at, name in enumerate(names) if _CALORIFIC.search(name)), None)
    register = next((at for at, found in enumerate(cells) if _is_of_registers(names[at], found)), None)
    taken = {*days, *across} | {at for at in (measure, fuel, calorific, register) if at is not None}
    time = None if across else _time(names, cells, taken)
    taken |= set() if time is None else {time}
    plain = () if across or said else amount_column(head, taken)
    used, also = said or across or plain[:1], plain[1:]
    used = used or (() if in_doubt(head) else volume_column(head, taken))
    if not used:
        return None
    taken |= set(also)
    rough = _rough(names, cells, used, taken)
    cost = None if across else cost_column(head, {*taken, *used, *rough})
    taken |= set() if cost is None else {cost}
    named = [at for at in range(head.width) if at not in {*taken, *used, *rough}]
    meter = _best(names, named, METER, SERIAL)
    site = _best(names, [at for at in named if at != meter], _SITE)
    unit = _unit(head.header[used[0]])
    if measure is None and unit_in(head.header[used[0]]) is None:
        measure = next((at for at in named if _is_of_unknown_units(names[at], cells[at])), None)
    found = Columns(first, used, last, time, meter, site, rough, measure, fuel, register, calorific, unit)
    found = replace(found, also=also, cost=cost)
    gas = IS_GAS.search(_said(head, found, file)) is not None
    if UNITS[unit].is_volume and not gas and fuel is None:
        return None  # water is a volume too
    if gas and _GAS_UNITS.search(names[used[0]]) and unit_in(head.header[used[0]]) is None:
        return None  # what a gas meter counts is a volume
    return replace(found, section="heating" if gas else "electricity")


def fitting(columns: Columns, head: Head, file: str) -> Columns:
    """A remembered choice for this file: what headers or its name say it is of goes before that."""
    said = _said(head, columns, file)
    gas, power = (found.search(said) is not None for found in (IS_GAS, IS_ELECTRICITY))
    return columns if gas == power else replace(columns, section="heating" if gas else "electricity")


def is_of_energy(head: Head, file: str) -> bool:
    """Whether headers speak of energy, so that a file that nobody has named as one is taken for bills."""
    names = " ".join(_WORDS.split(" ".join(head.header).casefold()))
    columns = guess(head, file) or guess_around(head, file)
    named = _ENERGY.search(names) is not None and "bnf" not in names
    return columns is not None and (named or len(columns.used) > 1 or UNITS[columns.unit].is_volume)


def text_of(columns: Columns) -> str:
    """The choice as a text that is remembered."""
    return json.dumps({name: getattr(columns, name) for name in Columns.__slots__})


def from_text(text: str, width: int) -> Columns | None:
    """A remembered choice; None where it does not fit a file with so many columns."""
    try:
        found = json.loads(text)
        several = {name: tuple(found.get(name, ())) for name in ("used", "rough", "also")}
        columns = Columns(**{**found, **several})
        return columns if fits(columns, width) else None
    except (ValueError, TypeError, LookupError, RecursionError):
        return None


def fits(columns: Columns, width: int) -> bool:
    """Whether all of a choice, as it may come from a text, can be of a file with so many columns."""
    single = (
        columns.last, columns.time, columns.meter, columns.site, columns.measure, columns.fuel,
        columns.register, columns.calorific, columns.cost,
    )  # fmt: skip
    places: list[object] = [columns.first, *columns.used, *columns.rough, *columns.also]
    places += [at for at in single if at is not None]
    sound = all(type(at) is int and 0 <= at < width for at in places)
    known = columns.unit in UNITS and columns.section in ("electricity", "heating")
    return sound and known and bool(columns.used)


def _sample(rows: Sequence[tuple[int, list[str]]], width: int) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple([*cells, *[""] * width][:width]) for _, cells in rows)


def _is_figures(cells: Sequence[str]) -> bool:
    days = [at for at, cell in enumerate(cells) if _is_day(cell)]
    return bool(days) and any(number_of(cell) is not None for at, cell in enumerate(cells) if at not in days)


def _is_day(text: str) -> bool:
    return any(sign.isdigit() for sign in text) and (
        read_moment(text) is not None or read_month(text) is not None
    )


def _is_like_a_day(text: str) -> bool:
    """A day or what is written like one, as 06/30/2026: where it is none its row is told."""
    return _is_day(text) or _LIKE_A_DAY.fullmatch(text) is not None


def _is_clock(text: str) -> bool:
    return read_time(text) is not None or (text.isdecimal() and len(text) < 3 and int(text) <= 50)


def _with_digits(found: Sequence[str]) -> list[str]:
    return [text for text in found if any(sign.isdigit() for sign in text)]


def _is_measure(text: str) -> bool:
    return text.casefold() in MEASURES or unit_of(text) is not None


def _is_of_measures(name: str, found: Sequence[str]) -> bool:
    """Whether a column says what is measured: also by its name, so that an unknown unit is told."""
    known = any(map(_is_measure, found)) or any(text.casefold() in OTHER_UNITS for text in found)
    return _all(found, _is_measure) or (known and _UNIT.fullmatch(name) is not None)


def _is_of_unknown_units(name: str, found: Sequence[str]) -> bool:
    """Whether a column is called units and has words that are none: each row is told, and not read as kWh."""
    return _UNITS_OF.fullmatch(name) is not None and _all(found, lambda text: not _is_number(text))


def _is_of_fuels(name: str, found: Sequence[str]) -> bool:
    """The same of fuels: by its name also where a letter stands for each, or another one is among them."""
    known = any(section_of(text) is not None for text in found)
    return _all(found, is_fuel) or (known and _FUEL.search(name) is not None)


def _is_of_registers(name: str, found: Sequence[str]) -> bool:
    """Whether a column tells registers apart: by their names, or by numbers under a header that says so."""
    named = _REGISTER.search(name) is not None and not USE.search(name)
    by_number = named and 1 < len(set(found)) <= _MOST_REGISTERS and _all(found, str.isdecimal)
    return _all(found, is_register) or by_number


def _said(head: Head, columns: Columns, file: str) -> str:
    """What headers and the name of a file say of what it is of."""
    names = [head.header[at] for at in (columns.used[0], columns.meter) if at is not None]
    return " ".join(_WORDS.split(" ".join([*names, file]).casefold()))


def _is_number(text: str) -> bool:
    return number_of(text) is not None


def _all(found: Sequence[str], test: Callable[[str], bool]) -> bool:
    return bool(found) and all(map(test, found))


def _most(found: Sequence[str], test: Callable[[str], bool]) -> bool:
    """Whether most texts of a column are such: sums and remarks stand under many tables."""
    return bool(found) and sum(map(test, found)) * _OF_TEN >= len(found) * _MOST


def _time(names: Sequence[str], cells: Sequence[Sequence[str]], taken: set[int]) -> int | None:
    """The column of times, or of the numbers of half hours, beside a day."""
    for at, found in enumerate(cells):
        is_named = re.search(r"time|period|hour|hh", names[at]) or ":" in "".join(found[:1])
        if at not in taken and is_named and _most(found, _is_clock):
            return at
    return None


def _rough(
    names: Sequence[str], cells: Sequence[Sequence[str]], used: Sequence[int], taken: set[int]
) -> tuple[int, ...]:
    """The columns that mark estimates: one beside each half hour, else one for the row."""
    beside = tuple(at + 1 for at in used)

    def is_mark(at: int) -> bool:
        if _SITE.search(names[at]):  # a site may be called A or E
            return False
        return _all(cells[at], lambda text: is_estimate(text, yes_means(names[at])) is not None)

    apart = not set(beside) & {*used, len(cells)}
    if apart and any(map(is_mark, beside)) and all(is_mark(at) or not cells[at] for at in beside):
        return beside
    others = [at for at in range(len(cells)) if at not in {*taken, *used}]
    found = [at for at in others if is_mark(at)]
    return tuple(found or [at for at in others if _may_mark(names[at], cells[at])])[:1]


def _may_mark(name: str, found: Sequence[str]) -> bool:
    """Whether a column of other words, as OK, has marks of estimates among them or is called so."""
    called = _MARKS.search(name) is not None and not any(map(_is_number, found))
    return not _SITE.search(name) and (called or any(map(says_estimated, found)))


def _across(names: Sequence[str], cells: Sequence[Sequence[str]], days: Sequence[int]) -> tuple[int, ...]:
    """The columns of the half hours of a day, where there is one for each; empty ones are of long days."""
    slots = [at for at, name in enumerate(names) if at not in days and _SLOT.fullmatch(name)]
    filled = [at for at in slots if _most(cells[at], _is_number)]
    stems = {re.sub(r"\d+", "0", names[at]) for at in filled}
    found = [
        at for at in slots if at in filled or (not cells[at] and re.sub(r"\d+", "0", names[at]) in stems)
    ]
    return tuple(found) if _LEAST_ACROSS <= len(found) <= _MOST_ACROSS else ()


def _best(names: Sequence[str], places: Sequence[int], *patterns: re.Pattern[str]) -> int | None:
    """The first column whose name fits best; where nothing else is said, one that begins the row."""
    for pattern in patterns:
        for at in places:
            if pattern.search(names[at]):
                return at
    return places[0] if places and patterns[-1] is _DAY else None


def _unit(name: str) -> str:
    found = re.search(r"\b([kM]?)Wh\b", name) or re.search(r"\b([km]?)wh\b", name, re.IGNORECASE)
    if found is None:
        return unit_in(name) or "kWh"
    return {"": "Wh", "m": "MWh"}.get(found[1].lower(), "kWh")
