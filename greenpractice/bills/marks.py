"""Single cells of a bill file: amounts, marks of estimates, what is measured, and numbers of meters."""

import re
from decimal import Decimal
from functools import lru_cache

from greenpractice.numbers import as_seen

_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,20})?(?:[eE][+-]?\d{1,2})?", re.ASCII)
_SPOILED = re.compile(r"\d(?:\.\d+)?[eE]\+?\d\d", re.ASCII)
_LONG_NUMBER = re.compile(r"\d{9,}")
_ESTIMATES = frozenset({"e", "substituted", "deemed"})
_MEASURED = frozenset({"a", "measured", "smart", "customer", "normal", "c"})
_YES, _NO = frozenset({"y", "yes", "true"}), frozenset({"n", "no", "false"})
_SAYS_ESTIMATED = re.compile(r"\b(est|estimate|estimated|estimates|estimation)\b")
_SAYS_ACTUAL = re.compile(r"\b(act|actual|actuals)\b")
IS_GAS = re.compile(r"\b(gas|mprn)\b")
IS_ELECTRICITY = re.compile(r"\b(electricity|electric|elec|mpan)\b")
_GAS, _ELECTRICITY = frozenset({"gas", "g"}), frozenset({"electricity", "electric", "elec", "power", "e"})
_BESIDE_A_FUEL = frozenset({
    "natural", "mains", "supply", "energy", "import", "hh", "nhh", "half", "hourly", "kwh", "metered",
})  # fmt: skip
_NO_ENERGY = frozenset({"water", "waste water", "sewerage", "waste"})
_SUM = re.compile(r"(grand |sub[ -]?)?totals?:?|sum:?")
# What is taken from the grid, and what else stands in half-hourly exports: sent to it, or no energy.
_TAKEN = frozenset({"ai", "import", "active import", "kwh", "active", "consumption", "wh", "mwh", "imp"})
_OTHER = frozenset({
    "ae", "ri", "re", "export", "active export", "reactive import", "reactive export", "kvarh", "kva", "kw",
    "exp",
})  # fmt: skip
MEASURES = _TAKEN | _OTHER
_UNITS = {
    "kwh": "kWh", "wh": "Wh", "mwh": "MWh", "therm": "therm", "therms": "therm",
    "m3": "m3", "m³": "m3", "cubic metres": "m3", "cubic meters": "m3", "cu m": "m3",
    "hcf": "ft3x100", "ccf": "ft3x100", "ft3x100": "ft3x100",
    "ft3": "ft3", "ft³": "ft3", "cubic feet": "ft3", "cu ft": "ft3", "cf": "ft3",
}  # fmt: skip
_CUBIC_FEET = r"(?:ft3|ft³|cf|cu ft|cubic feet)"
_HUNDREDS = re.compile(
    rf"(?<![\w])(?:100 ?s?|hundreds?)(?: of| x)? ?{_CUBIC_FEET}(?!\w)|{_CUBIC_FEET} x ?100(?!\d)"
)
OTHER_UNITS = frozenset({"units", "litres", "gj", "mj"})  # told, and not read
_APART = re.compile(r"[^\w£³]+")
_REGISTERS = frozenset({
    "day", "night", "peak", "off peak", "offpeak", "low", "high", "evening", "weekend", "evening and weekend",
    "day rate", "night rate", "day units", "night units", "total",
})  # fmt: skip
NOTHING = frozenset({"", "-", "–", "n/a", "na", "null", "none"})


@lru_cache(maxsize=20_000)
def number_of(text: str) -> Decimal | None:
    """An amount, below 0 too; None if it is none."""
    seen = as_seen(text).strip()
    return Decimal(seen.replace(",", "")) if _NUMBER.fullmatch(seen) else None


@lru_cache(maxsize=1000)
def is_estimate(text: str, yes: bool | None = None) -> bool | None:
    """Whether a mark says that an amount is estimated; None if it says nothing of it.

    `yes` is what a yes means under this header, None where it means nothing.
    """
    plain = text.strip().casefold()
    if plain in _YES | _NO:
        return yes if yes is None or plain in _YES else not yes
    estimated = plain in _ESTIMATES or _SAYS_ESTIMATED.search(plain) is not None
    measured = plain in _MEASURED or _SAYS_ACTUAL.search(plain) is not None
    return None if estimated == measured or "not " in plain else estimated


def says_estimated(text: str) -> bool:
    """True where words, and not a letter or a yes, say that an amount is an estimate."""
    plain = text.strip().casefold()
    return plain not in _YES | _NO | {"e"} and is_estimate(text) is True


def yes_means(header: str) -> bool | None:
    """Whether a yes under this header is an estimate or none; None where it asks something else, or both."""
    estimated, actual = (
        found.search(header.casefold()) is not None for found in (_SAYS_ESTIMATED, _SAYS_ACTUAL)
    )
    return None if estimated == actual else estimated


def is_fuel(text: str) -> bool:
    """True where a text names gas or electricity, with more than a letter."""
    return len(text.strip()) > 1 and section_of(text) is not None


@lru_cache(maxsize=1000)
def section_of(text: str) -> str | None:
    """The section of a fuel as files name it, as `Natural gas` or `Electricity (HH)`; None of any other."""
    said = set(re.findall(r"[a-z0-9]+", text.casefold()))
    is_gas, is_power = bool(said & _GAS), bool(said & _ELECTRICITY)
    if is_gas == is_power or said - _GAS - _ELECTRICITY - _BESIDE_A_FUEL:
        return None
    return "heating" if is_gas else "electricity"


def is_no_energy(text: str) -> bool:
    """True for what else stands in files of all utilities."""
    return text.strip().casefold() in _NO_ENERGY


@lru_cache(maxsize=20_000)
def is_sum(text: str) -> bool:
    """True where a row is the sum of others."""
    return _SUM.fullmatch(text.strip().casefold()) is not None


def is_taken(measure: str) -> bool | None:
    """Whether a row is of energy that was used here; None where that is not known."""
    plain = measure.strip().casefold()
    return True if plain in _TAKEN or unit_of(plain) or not plain else False if plain in _OTHER else None


def unit_of(text: str) -> str | None:
    """The unit that a text names, by its key; None of any other."""
    plain = " ".join(text.casefold().split())
    return "ft3x100" if _HUNDREDS.fullmatch(plain.replace("'", "")) else _UNITS.get(plain)


def unit_in(header: str) -> str | None:
    """The unit that a header has among its words, a volume before energy as the longest that is there."""
    plain = " ".join(_APART.sub(" ", header.casefold()).split())
    if _HUNDREDS.search(plain):
        return "ft3x100"
    found = [unit for unit in _UNITS if re.search(rf"(?<!\w){re.escape(unit)}(?!\w)", plain)]
    return _UNITS[max(found, key=len)] if found else None


def money_of(text: str) -> Decimal | None:
    """A cost in pounds, as 1,234.50 or £12; None if it is none, or below 0."""
    found = number_of(text.strip().removeprefix("£").removeprefix("GBP").strip())
    return found if found is not None and found >= 0 else None


def is_register(text: str) -> bool:
    """True for a register of a meter, as Day, Night or Off-peak."""
    return " ".join(_APART.sub(" ", text.casefold()).split()) in _REGISTERS


def is_spoiled(meter: str) -> bool:
    """True for 1.2E+12: a spreadsheet has cut the number of the meter."""
    return bool(_SPOILED.fullmatch(meter.strip()))


def without_numbers(name: str, meters: frozenset[str] = frozenset()) -> str:
    """The name of a file without numbers of meters, of which the last four digits stay."""
    for meter in sorted(meters, key=len, reverse=True):
        if len(meter) >= 6:
            name = name.replace(meter, f"…{meter[-4:]}")
    return _LONG_NUMBER.sub(lambda found: f"…{found[0][-4:]}", name)
