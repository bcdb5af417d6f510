"""A table of a person's own with headings: which field of a section each of its columns goes to."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from greenpractice.fields import FieldSpec
from greenpractice.numbers import as_seen, read_typed
from greenpractice.periods import MONTHS
from greenpractice.returns.entering import read_day
from greenpractice.returns.saying import SHARE, choice_of, plain_words

_UNIT = "unit"
_SAID: Mapping[str, tuple[str, ...]] = {
    "site": ("premises", "building", "branch", "address"),
    "kwh": ("electricity", "usage", "used", "consumption", "energy", "energy used", "units used", "units"),
    "quantity": ("amount", "used", "usage", "consumption", "energy used", "gas used", "units used"),
    "from": ("from", "start", "start date", "date from", "from date", "period from", "period start"),
    "to": ("to", "end", "end date", "date to", "to date", "period to", "period end"),
    "cost": ("cost", "total cost", "bill", "price", "charge", "net", "total"),
    "opening": ("opening", "previous reading", "start reading", "opening meter reading"),
    "closing": ("closing", "present reading", "current reading", "end reading", "closing meter reading"),
    "stream": ("waste", "waste stream", "waste type", "type of waste", "type"),
    "kg": ("weight", "kg", "amount"),
    "mode": ("how", "mode", "transport", "mode of transport", "travel by"),
    "distance": ("distance", "mileage"),
    "one_way": ("distance one way", "one way", "one way distance"),
    "people": ("staff", "number of people", "number of staff"),
    "days_per_week": ("days a week", "days per week", "days"),
    "unit": ("unit", "units"),
    "reams": ("reams", "reams of paper", "paper"),
    "note": ("note", "notes", "comment", "comments"),
}  # fmt: skip
_MEASURED = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|,([^,]*)$")
_SUMS = frozenset(
    {"total", "totals", "sum", "subtotal", "subtotals", "overall", "summary", "overview", "ytd"}
)
_TOTALS = frozenset({"total", "totals", "subtotal", "subtotals"})
_BESIDE_SUMS = _SUMS | {
    "grand", "sub", "all", "of", "for", "the", "by", "a", "per", "this", "in", "and", "inhalers", "inhaler",
    "items", "products", "product", "practice", "surgery", "sheet", "table", "quarter", "year", "month",
    "monthly", "quarterly", "q1", "q2", "q3", "q4", *map(str.casefold, MONTHS),
}  # fmt: skip
_LOOKED_AT = 3  # a title or two may stand over the headings


@dataclass(frozen=True, slots=True)
class HeadedTable:
    """The lines below the headings, each cell with its column's field; "" for a column that is not taken.

    `left_out` are the headings of columns that are not taken.
    """

    fields: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    left_out: tuple[str, ...]


def read_headed(block: Sequence[Sequence[str]], fields: Mapping[str, FieldSpec]) -> HeadedTable | None:
    """A block by its headings, wherever its columns stand; None where no line of it is headings.

    `fields` are those the table on screen takes, by their keys. A unit in a heading goes to the numbers below
    it, so that they are worked out or named as typed ones are.
    """
    for number, line in enumerate(block[:_LOOKED_AT]):
        found = [_field(text, fields) for text in line]
        if not _is_headings(line, found):
            if sum(bool(text.strip()) for text in line) > 1:
                return None
            continue  # one cell alone is a title
        keys = [key if key and key not in found[:place] else "" for place, key in enumerate(found)]
        below = [below for below in block[number + 1 :] if any(text.strip() for text in below)]
        again = [each for each in below if [_field(text, fields) for text in each] == found]
        rows = [each for each in below if each not in again]
        left = [text.strip() for text, key in zip(line, keys, strict=True) if text.strip() and not key]
        return _with_units(line, keys, rows, fields, tuple(left))
    return None


def without_sums(lines: Sequence[Sequence[str]]) -> tuple[list[Sequence[str]], int]:
    """The lines that are no sums of others, and how many are: as entries they would count all twice."""
    rows = [line for line in lines if not _is_sum(line)]
    return rows, len(lines) - len(rows)


def _is_sum(line: Sequence[str]) -> bool:
    """True for figures that begin with the word for it."""
    first, *others = [text for text in line if text.strip()] or [""]
    return names_sum(first) and any(any(map(str.isdigit, text)) for text in others)  # with a unit or without


def names_sum(text: str) -> bool:
    """Whether a name is that of a sum of others, of a line or a whole sheet: `Total items`, `DPI total`."""
    words = _plain(text).split()
    if words and (words[0] in _TOTALS or words[-1] in _TOTALS):
        return True  # "Total usage" and "DPI total"; nothing that is entered is called so
    return not _SUMS.isdisjoint(words) and all(word in _BESIDE_SUMS or word.isdecimal() for word in words)


def _with_units(
    headings: Sequence[str],
    keys: Sequence[str],
    rows: Sequence[Sequence[str]],
    fields: Mapping[str, FieldSpec],
    left: tuple[str, ...],
) -> HeadedTable:
    measured = [_unit_of(text, fields[key]) if key else "" for text, key in zip(headings, keys, strict=True)]
    lines = [
        tuple(
            f"{text.strip()} {unit}" if unit and read_typed(text) is not None else text
            for text, unit in zip([*row, *[""] * (len(keys) - len(row))], measured, strict=False)
        )
        for row in rows
    ]
    units = fields.get(_UNIT)
    beside = [
        chosen
        for key, unit in zip(keys, measured, strict=True)
        if unit and units is not None and (chosen := choice_of(units, unit)) is not None
    ]
    if beside and units is not None and _UNIT not in keys:
        return HeadedTable((*keys, _UNIT), tuple((*line, units.choices[beside[0]]) for line in lines), left)
    return HeadedTable(tuple(keys), tuple(lines), left)


def _is_headings(line: Sequence[str], found: Sequence[str]) -> bool:
    """Two known headings; a figure or a day is none."""
    there = [text for text in line if text.strip()]
    if any(read_typed(text) is not None or read_day(text) is not None for text in there):
        return False
    return len({key for key in found if key}) > 1


def _field(heading: str, fields: Mapping[str, FieldSpec]) -> str:
    """The field that a heading means, "" where it is none or might be two.

    What it is called on screen comes first, then what else people call it, then its unit alone.
    """
    text, bare = _plain(heading), _plain(_MEASURED.sub("", heading))
    if not text:
        return ""
    for names in (_labels, _others, _unit_alone):
        for words in (text, bare):
            keys = [key for key, spec in fields.items() if words and words in names(key, spec)]
            if keys:
                return keys[0] if len(keys) == 1 else ""
    return ""


def _labels(key: str, spec: FieldSpec) -> set[str]:
    return {_plain(spec.label), _plain(f"{spec.label} {spec.measured_in}"), _plain(key)}


def _others(key: str, spec: FieldSpec) -> set[str]:
    return {_plain(said) for said in _SAID.get(key, ())}


def _unit_alone(key: str, spec: FieldSpec) -> set[str]:
    return {_plain(spec.unit), _plain(spec.measured_in)} if spec.is_number and spec.unit != SHARE else set()


def _unit_of(heading: str, spec: FieldSpec) -> str:
    """The unit that a heading names, where it is not the field's own and no part of its label."""
    found = None if _plain(heading) in _labels(spec.key, spec) else _MEASURED.search(heading)
    unit = next((part.strip() for part in found.groups() if part), "") if found and spec.is_number else ""
    return "" if _plain(unit) in (_plain(spec.unit), _plain(spec.measured_in)) else unit


def _plain(text: str) -> str:
    return plain_words(as_seen(text).replace("£", " gbp ").replace("%", " percent "))
