"""What people say for the answers of closed lists and for units, and what they mean by it."""

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal

from greenpractice.fields import FieldSpec
from greenpractice.numbers import (
    MAXIMUM_DECIMALS,
    POUNDS,
    as_seen,
    exact,
    normal,
    plain_unit,
    read_typed,
    round_half_up,
)

_UNIT = "unit"  # the field whose answers are measures: a part of one is another one, 100 times as small
_LEAST_LETTERS = 3  # of a part of an answer: fewer fit too much
_TURNING = frozenset({"not", "no", "another", "hundreds"})  # an answer without its own is another one
# Parts of one answer that people also say for another, or for what is not in the list: clinical waste may be
# treated, general waste is burnt too, and wood may be logs.
_LESS = frozenset({"burnt", "by motor", "clinical", "clinical waste", "incinerated", "motor", "wood"})
_WORD = re.compile(r"[^\W_]+")
_SAID: Mapping[str, tuple[str, ...]] = {
    "natural_gas": ("gas", "mains gas"),
    "heating_oil": ("kerosene", "oil heating"),
    "district_heat": ("district heating", "heat network"),
    "renewable": ("green", "green tariff", "renewables", "renewable energy", "green energy", "100 renewable"),
    "own_solar": ("solar", "solar panels", "pv"),
    "standard": ("standard", "std", "normal", "grid", "brown", "non renewable"),
    "bill": ("bill", "invoice", "invoices"),
    "readings": ("reading", "meter reading", "meter", "smart meter"),
    "lpg": ("calor gas", "bottled gas"),
    "kWh": ("kwhs", "kilowatt hours"),
    "m3": ("m3", "cubic metres", "cubic meters"),
    "ft3x100": ("hcf", "100 ft3", "ft3 x 100", "100 cubic feet", "hundred cubic feet"),
    "litre": ("l", "litre", "liters", "liter"),
    "mile": ("mi", "mile"),
    "km": ("kms", "kilometre", "kilometres", "kilometer", "kilometers"),
    "car_unknown": ("car", "a car", "by car", "car unknown"),
    "car_petrol": ("petrol",),
    "car_diesel": ("diesel",),
    "car_hybrid": ("hybrid",),
    "car_phev": ("plug-in hybrid", "phev"),
    "car_bev": ("ev", "electric", "bev"),
    "rail": ("rail", "train", "by train", "by rail"),
    "bicycle": ("bike", "cycle", "cycling", "by bike", "by bicycle", "e bike"),
    "walking": ("walk", "on foot", "foot"),
    "motorbike": ("motorcycle", "by motorbike", "moped"),
    "taxi": ("by taxi", "cab", "minicab", "uber"),
    "bus": ("by bus",),
    "coach": ("by coach",),
    "tram": ("by tram",),
    "business": ("work", "meeting", "meetings", "training"),
    "home_visit": ("home visit", "visit", "visits"),
    "recycling": ("recycled", "mixed recycling", "dry mixed recycling", "cardboard", "paper"),
    "clinical_incineration": ("yellow bag", "yellow bags"),
    "infectious": ("orange bag", "orange bags"),
    "offensive": ("tiger bag", "tiger bags"),
    "electrical": ("weee",),
    "pharmacy": ("chemist", "the pharmacy"),
    "none": ("no", "none"),
    "practice": ("us", "the practice", "surgery", "the surgery"),
    "landlord": ("landlord", "rent", "the landlord", "service charge"),
    "unknown": ("not known", "unknown", "do not know", "don t know", "dont know", "not sure"),
    "not_started": ("not started", "to do", "todo", "planned"),
    "completed": ("done", "complete", "finished"),
    "in_progress": ("started", "begun", "ongoing", "wip"),
    "stopped": ("cancelled", "abandoned"),
}
_SAME: Mapping[str, tuple[str, ...]] = {
    "m2": (
        *("m2", "m^2", "sqm", "sq m", "sq.m", "sq. m", "sq metres", "sq meters"),
        *("square metre", "square metres", "square meter", "square meters"),
    ),
    "m3": ("m3", "m^3", "cubic metre", "cubic metres", "cubic meter", "cubic meters", "cu m"),
    "MJ/m3": ("mj/m^3", "mj per m3", "mj/cubic metre", "megajoules per cubic metre"),
    "kWh": ("kwh", "kw h", "kw/h", "kilowatt hour", "kilowatt hours", "kilowatt-hours"),
    "kg": ("kg", "kgs", "kilo", "kilos", "kilogram", "kilograms", "kilogramme", "kilogrammes"),
    "litres": ("l", "ltr", "ltrs", "litre", "liter", "liters"),
    "hours": ("h", "hr", "hrs"),
    "weeks": ("wk", "wks"),
    "days": ("d", "days a week", "days per week", "days each week"),
    "people": ("person", "persons", "staff"),
    "patients": ("pts", "people"),
    "WTE": ("fte", "whole-time equivalent", "full-time equivalent"),
    "boxes": ("box",),
    "appointments": ("appt", "appts"),
    "£": ("gbp", "pounds", "pound"),
}
_TIMES: Mapping[str, Mapping[str, Decimal]] = {
    "kg": {unit: Decimal(1000) for unit in ("t", "tonne", "tonnes", "te")}
    | {unit: Decimal("0.001") for unit in ("g", "grams", "gram")},
    "kWh": {"mwh": Decimal(1000), "gwh": Decimal(1_000_000), "wh": Decimal("0.001")},
    "m3": {unit: Decimal("0.001") for unit in ("l", "litre", "litres", "liters")},
    "m2": {unit: Decimal("0.09290304") for unit in ("sq ft", "sqft", "ft2", "square feet")},
    "£": {"p": Decimal("0.01"), "pence": Decimal("0.01"), "k": Decimal(1000)},
}
_MANY_DECIMALS = re.compile(r"[0-9]{1,9}\.[0-9]{7,40}", re.ASCII)
_PERCENT = re.compile(r"\s*(?:%|per ?cent|pc)$", re.IGNORECASE)
_NUMBER = re.compile(r"(?P<number>[0-9.,\s]*[0-9])\s*(?P<unit>[^\d\s.,][^\d]*[23]?)\.?")


def choice_of(spec: FieldSpec, typed: str) -> str | None:
    """The one answer that was meant, or None: as people say it, as it stands in the list, or a part of that.

    A part is how an answer in the list begins, or whole words of it; of what people say only the last word
    may be unfinished: "mixed" is not yet "mixed recycling". It stands for an answer only where it fits no
    other and has all that turns its sense; those of a measure never do: a wrong one changes the figure and
    shows nothing. Typed, pasted and read from a file, a word is the same answer: this alone decides.
    """
    text = plain_words(typed)
    if typed in spec.choices:
        return typed
    for match in (
        [key for key in spec.choices if text in map(plain_words, _SAID.get(key, ()))],
        [key for key, label in spec.choices.items() if text in (plain_words(label), plain_words(key))],
    ):
        if match:
            return match[0] if len(match) == 1 else None
    parts = answers_with(spec, typed)
    if len(parts) != 1 or spec.key == _UNIT or any(less.startswith(text) for less in _LESS):
        return None
    label, said = plain_words(spec.choices[parts[0]]), map(plain_words, _SAID.get(parts[0], ()))
    if _is_part(text, label):
        return None if _is_turned(text, label) else parts[0]
    return parts[0] if any(_is_unfinished(text, phrase) for phrase in said) else None


def answers_with(spec: FieldSpec, typed: str) -> list[str]:
    """The answers that this is a part of: of several nobody knows which was meant."""
    text = plain_words(typed)
    return [
        key
        for key, label in spec.choices.items()
        if any(_is_part(text, plain_words(said)) for said in (label, *_SAID.get(key, ())))
    ]


def share_of(typed: str) -> str | None:
    """A share as the return keeps it, 0 to 1: 61, 61%, .61 and 0.61 are 0.61, and 1 is all of it."""
    text = as_seen(typed).strip()
    percent = _PERCENT.search(text) is not None
    text = _PERCENT.sub("", text)
    text = f"0{text}" if text.startswith(".") else text
    number = Decimal(text) if _MANY_DECIMALS.fullmatch(text) else read_typed(text)
    if number is None:
        return None
    with exact():
        kept = number / 100 if percent or number > 1 else number
    return _kept(kept) if kept <= 1 else None


def amount_of(unit: str, typed: str) -> str | None:
    """A number typed with a unit, in the field's own unit: 1.2 t are 1200 kg; None where it is not known."""
    found = _with_unit(typed, unit)
    if found is None:
        return None
    said = plain_unit(found["unit"])
    number = read_typed(found["number"])
    if number is None:
        return None
    if said in _SAME.get(unit, ()) or said.rstrip("s") == unit.casefold().rstrip("s"):
        return found["number"].strip()
    times = _TIMES.get(unit, {}).get(said)
    if times is None:
        return None
    with exact():
        return _kept(number * times)


def amount_beside(units: FieldSpec, chosen: str, typed: str) -> str | None:
    """A number typed with the unit that is chosen beside it, however that is said, in that unit.

    `units` is the field of the choice. None where the unit is another one, or not known.
    """
    found, amount = _with_unit(typed), amount_of(chosen, typed)
    if amount is None and found is not None and choice_of(units, plain_unit(found["unit"])) == chosen:
        return found["number"].strip()
    return amount


def _with_unit(typed: str, unit: str = "") -> re.Match[str] | None:
    """A number and the unit behind it, which begins with the first sign that is no digit of the number."""
    text = as_seen(typed).strip()
    return _NUMBER.fullmatch(text.removeprefix(POUNDS).strip() if unit == POUNDS else text)


def _kept(number: Decimal) -> str | None:
    """What was worked out, rounded half up to the decimals a figure may have; None where nothing is left."""
    rounded = round_half_up(number, MAXIMUM_DECIMALS)
    return normal(rounded) if rounded or not number else None


def unit_typed(unit: str, typed: str) -> str | None:
    """The unit at a typed number, or the sign of a currency before it; None where there is none."""
    text = as_seen(typed).strip()
    if text and unicodedata.category(text[0]) == "Sc" and text[0] != unit:
        return text[0]
    found = _NUMBER.fullmatch(text.removeprefix(POUNDS).strip())
    return found["unit"].strip() if found else None


def plain_words(text: str) -> str:
    """What two ways of writing the same words have in common: no capitals, blanks or punctuation count."""
    return " ".join(_WORD.findall(as_seen(text).replace("³", "3").replace("²", "2").casefold()))


def _is_part(text: str, phrase: str) -> bool:
    """True if the answer begins so, or these words stand in it, one behind the other."""
    return len(text) >= _LEAST_LETTERS and (phrase.startswith(text) or f" {text} " in f" {phrase} ")


def _is_unfinished(text: str, said: str) -> bool:
    """True for what people say but for the end of its last word."""
    begun = text.rpartition(" ")[2]
    return len(begun) >= _LEAST_LETTERS and said.startswith(text) and said[len(text) :].isalnum()


def _is_turned(part: str, label: str) -> bool:
    """True if what the part leaves out turns its sense: "take part" is not "We do not take part"."""
    return not _TURNING.intersection(label.split()) <= set(part.split())
