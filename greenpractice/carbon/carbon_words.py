"""Sums of carbon in words, the same on pages and in reports: quantities, factors, units and changes."""

from collections.abc import Collection
from decimal import Decimal

from greenpractice.carbon.footprint import Footprint
from greenpractice.facts.factors import Factor
from greenpractice.facts.inhalers import ValueKind
from greenpractice.lines import Line, Spread
from greenpractice.numbers import NO_DATA, exact, normal, round_half_up, show, show_in_kg, show_kg
from greenpractice.phrases import joined, lower_first
from greenpractice.sections import CARBON_SECTIONS, SECTION_BY_KEY

CO2E = "CO₂e"
_UNITS = {"m3": "m³", "m2": "m²", "passenger.km": "passenger km"}
_COUNTED = frozenset({"inhaler", "mile", "litre", "tonne", "hour"})
MOST_NAMED = 3  # sections, where there is room for a few words
_ADDING = frozenset(section.key for section in CARBON_SECTIONS)
_PLACES = 4  # of a quantity in a sum: a bill shared by days has no end


def co2e_words(kg: Decimal | None) -> str:
    """`30.5 tonnes CO₂e`, or `No data`."""
    return NO_DATA if kg is None else f"{show_kg(kg)} {CO2E}"


def spread_words(spread: Spread) -> str:
    """An estimate with its range: `232 kg (90 kg to 510 kg)`."""
    if spread.lowest == spread.highest:
        return show_kg(spread.kg)
    return f"{show_kg(spread.kg)} ({show_kg(spread.lowest)} to {show_kg(spread.highest)})"


def spread_in_kg(spread: Spread) -> str:
    """The same for a column headed kg CO₂e: `232 (90 to 510)`."""
    if spread.lowest == spread.highest:
        return show_in_kg(spread.kg)
    return f"{show_in_kg(spread.kg)} ({show_in_kg(spread.lowest)} to {show_in_kg(spread.highest)})"


AVOIDED_IS = "An estimate with the least and the most that it may be, shown apart and never taken off."


def without_entries(footprint: Footprint, sections: Collection[str] = ()) -> str:
    """`without 2 entries of inhalers and heating that are not counted`; "" where all of them are."""
    left = _left(footprint, sections)
    if not left:
        return ""
    titles = [lower_first(SECTION_BY_KEY[key].title) for key in dict.fromkeys(left)]
    named = joined(titles) if len(titles) <= MOST_NAMED else f"{len(titles)} sections"
    entries, are = ("1 entry", "is") if len(left) == 1 else (f"{len(left)} entries", "are")
    return f"without {entries} of {named} that {are} not counted"


def _left(footprint: Footprint, sections: Collection[str]) -> list[str]:
    """The section of each entry that is not counted; of all only those that would add to a footprint."""
    wanted = sections or _ADDING
    return [item.section for item in footprint.not_counted if item.is_left and item.section in wanted]


def entries_left(footprint: Footprint) -> int:
    """How many entries are in no total, as they are not counted."""
    return len(_left(footprint, ()))


def section_words(footprint: Footprint, section: str) -> str:
    """`Heating, without 2 entries not counted`: the name of a section beside its total."""
    return f"{SECTION_BY_KEY[section].title}{and_without_some(footprint, section)}"


def and_without_some(footprint: Footprint, *sections: str) -> str:
    """`, without 2 entries not counted`, where the section stands beside it or there is no room for more."""
    left = len(_left(footprint, sections))
    return f", without {left} {'entry' if left == 1 else 'entries'} not counted" if left else ""


def and_without_entries(footprint: Footprint, sections: Collection[str] = ()) -> str:
    """The same to stand behind a total, or ""."""
    words = without_entries(footprint, sections)
    return f", {words}" if words else ""


def total_words(footprint: Footprint) -> str:
    """`4.9 tonnes CO₂e, without 1 entry of inhalers that is not counted`."""
    return f"{co2e_words(footprint.known_total)}{and_without_entries(footprint)}"


def unit_words(unit: str) -> str:
    """A unit as people write it."""
    return _UNITS.get(unit, unit)


def units_words(quantity: Decimal, unit: str) -> str:
    """The unit of a quantity: `1 mile`, `2 miles`, `2 m³`."""
    return f"{unit}s" if unit in _COUNTED and quantity != 1 else unit_words(unit)


def factor_words(value: Decimal) -> str:
    """A factor at its full published precision."""
    return format(value, "f")


def value_mark(factor: Factor) -> str:
    """`borrowed`, `class value` or `stand-in`, where nothing was published of just that; else ""."""
    return ValueKind(factor.value_kind).mark if factor.value_kind else ""


def beside_words(factor: Factor) -> str:
    """`Packs with HFA-152a would be 1.7346 kg CO₂e each, ...`: what stands beside a factor; else ""."""
    beside = factor.beside
    if beside is None:
        return ""
    each = f"{beside.what[:1].upper()}{beside.what[1:]} would be {factor_words(beside.value)} kg {CO2E} each"
    return f"{each}, {beside.where}, {beside.source.words}."


def quantity_words(quantity: Decimal) -> str:
    """A quantity: whole from 100 on, with two decimals below."""
    places = 0 if quantity >= 100 or quantity == quantity.to_integral_value() else 2
    return show(quantity, places)


NO_CHANGE = "no change"


def change_words(before: Decimal, now: Decimal) -> str:
    """`13% lower`, `4% higher`, `no change`."""
    if not before:
        return "no comparison"
    with exact():
        percent = (now - before) * 100 / before
    text = show(abs(percent), 0)
    if text == "0":
        return NO_CHANGE
    return f"{text}% {'higher' if percent > 0 else 'lower'}"


def sum_words(line: Line) -> str:
    """`260 inhalers × 28.26 kg`: a line's quantity, to four decimals at most, and its whole factor."""
    unit = units_words(line.quantity, line.factor.per)
    return f"{exact_words(line.quantity)} {unit} × {factor_words(line.factor.value)} kg"


def exact_words(number: Decimal) -> str:
    """A number with as many of four decimals as it has."""
    return show(Decimal(normal(round_half_up(number, _PLACES))))
