"""Single cells of a bill file: amounts, marks of estimates, what is measured, and numbers of meters."""

import re
from decimal import Decimal
from functools import lru_cache

from greenpractice.numbers import as_seen

_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,20})?(?:[eE][+-]?\d{1,2})?", re.ASCII)
_SPOILED = re.compile(r"\d(?:\.\d+)?[eE]\+?\d\d", re.ASCII)
_LONG_NUMBER = re.compile(r"\d{9,}")
_ESTIMATES = frozenset({"e", "est", "estimate", "estimated", "y", "yes", "true", "substituted", "deemed"})
_MEASURED = frozenset(
    {"a", "act", "actual", "n", "no", "false", "measured", "smart", "customer", "normal", "c"}
)
IS_GAS = re.compile(r"\b(gas|mprn)\b")
# What is taken from the grid, and what else stands in half-hourly exports: sent to it, or no energy.
_TAKEN = frozenset({"ai", "import", "active import", "kwh", "active", "consumption", "wh", "mwh", "imp"})
_OTHER = frozenset({
    "ae", "ri", "re", "export", "active export", "reactive import", "reactive export", "kvarh", "kva", "kw",
    "exp",
})  # fmt: skip
MEASURES = _TAKEN | _OTHER
NOTHING = frozenset({"", "-", "–", "n/a", "na", "null", "none"})


@lru_cache(maxsize=20_000)
def number_of(text: str) -> Decimal | None:
    """An amount, below 0 too; None if it is none."""
    seen = as_seen(text).strip()
    return Decimal(seen.replace(",", "")) if _NUMBER.fullmatch(seen) else None


def is_estimate(text: str) -> bool | None:
    """Whether a mark says that an amount is estimated; None if it says nothing of it."""
    plain = text.strip().casefold()
    return True if plain in _ESTIMATES else False if plain in _MEASURED else None


def is_fuel(text: str) -> bool:
    """True where a text names gas or electricity."""
    return section_of(text) is not None


def section_of(text: str) -> str | None:
    """The section of a fuel as files name it."""
    plain = text.strip().casefold()
    if plain in {"gas", "natural gas", "g"}:
        return "heating"
    return "electricity" if plain in {"electricity", "electric", "elec", "power"} else None


def is_taken(measure: str) -> bool | None:
    """Whether a row is of energy that was used here; None where that is not known."""
    plain = measure.strip().casefold()
    return True if plain in _TAKEN or not plain else False if plain in _OTHER else None


def is_spoiled(meter: str) -> bool:
    """True for 1.2E+12: a spreadsheet has cut the number of the meter."""
    return bool(_SPOILED.fullmatch(meter.strip()))


def without_numbers(name: str, meters: frozenset[str] = frozenset()) -> str:
    """The name of a file without numbers of meters, of which the last four digits stay."""
    for meter in sorted(meters, key=len, reverse=True):
        if len(meter) >= 6:
            name = name.replace(meter, f"…{meter[-4:]}")
    return _LONG_NUMBER.sub(lambda found: f"…{found[0][-4:]}", name)
