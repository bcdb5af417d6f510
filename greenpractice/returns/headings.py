"""A table of a person's own with headings: which field of a section each of its columns goes to."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from greenpractice.fields import SHARE, FieldSpec, Kind
from greenpractice.numbers import as_seen, read_typed
from greenpractice.periods import MONTHS
from greenpractice.returns.entering import read_day
from greenpractice.returns.heading_words import FILLERS, SAID
from greenpractice.returns.saying import amount_of, choice_of, plain_words

_ONE_WAY = "one_way"  # a distance that is not said to be one may be there and back
_Block = Sequence[Sequence[str]]
_Fields = Mapping[str, FieldSpec]
_UNIT = "unit"
_MAIN = ("kwh", "quantity", "distance")  # what a unit alone is over, where several figures have that unit
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


def read_headed(block: _Block, fields: _Fields) -> HeadedTable | None:
    """A block by its headings, wherever its columns stand; None where no line of it is headings.

    `fields` are those the table on screen takes, by their keys. A unit in a heading goes to the numbers below
    it, so that they are worked out or named as typed ones are.
    """
    for number, line in enumerate(block[:_LOOKED_AT]):
        found = [_field(text, fields) for text in line]
        under = [below for below in block[number + 1 :] if any(text.strip() for text in below)]
        if not _is_headings(line, found, under, fields):
            if sum(bool(text.strip()) for text in line) > 1:
                return None
            continue  # one cell alone is a title
        keys = [key if key and key not in found[:place] else "" for place, key in enumerate(found)]
        again = [each for each in under if [_field(text, fields) for text in each] == found]
        rows = [each for each in under if each not in again]
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
    measured = [
        _unit_of(text, fields[key], fields) if key else "" for text, key in zip(headings, keys, strict=True)
    ]
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


def _is_headings(line: Sequence[str], found: Sequence[str], block: _Block, fields: _Fields) -> bool:
    """Two known headings, or one among others over figures; a figure, a day or an answer is none."""
    there = [text for text in line if text.strip()]
    if any(_is_figure(text) for text in there):
        return False
    known = len({key for key in found if key})
    others = {_plain(text) for text, key in zip(line, found, strict=True) if text.strip() and not key}
    choices = [spec.choices.values() for key, spec in fields.items() if key != _UNIT]
    answers = {_plain(answer) for each in choices for answer in each}
    if known != 1 or len(there) < 2 or others & answers:
        return known > 1
    width = min(map(len, block), default=0)
    return any(all(_is_figure(below[place]) for below in block) for place in range(min(width, len(line))))


def _is_figure(text: str) -> bool:
    return read_typed(text) is not None or read_day(text) is not None


def _field(heading: str, fields: _Fields) -> str:
    """The field that a heading means, "" where it is none or might be two.

    What it is called on screen comes first, then what else people call it, its unit alone, and what is left
    of it without a unit and words that say nothing.
    """
    text, bare = _plain(heading), _plain(_MEASURED.sub("", heading))
    if not text:
        return ""
    for names in (_labels, _others, _unit_alone):
        for words in (text, bare):
            keys = [key for key, spec in fields.items() if words and words in names(key, spec)]
            if keys:
                return keys[0] if len(keys) == 1 else ""
    for names in (_labels, _others):
        keys = [key for key, spec in fields.items() if _means(heading, spec, names(key, spec), fields)]
        if keys:
            return keys[0] if len(keys) == 1 else ""
    measured = [key for key, spec in fields.items() if _means(heading, spec, {""}, fields)]
    main = [key for key in measured if key in _MAIN] or [key for key in measured if key != _ONE_WAY]
    return main[0] if len(main) == 1 else ""


def _means(heading: str, spec: FieldSpec, names: set[str], fields: _Fields) -> bool:
    """Whether a heading is one of these names but for a unit in it and words that say nothing."""
    reduced = {_reduced(name) for name in names}
    unit, rest = _measured_words(heading, spec, fields)
    if unit and _reduced(rest) in reduced:
        return True
    whole = _reduced(_plain(heading))
    return bool(whole) and whole in reduced


def _reduced(words: str) -> str:
    return " ".join(word for word in words.split() if word not in FILLERS)


def _measured_words(heading: str, spec: FieldSpec, fields: _Fields) -> tuple[str, str]:
    """The unit among the words of a heading, where it is one of this field, and the words without it."""
    words = _plain(heading).split()
    for length in (2, 1):
        for start in range(len(words) - length + 1):
            unit = " ".join(words[start : start + length])
            if _is_unit(unit, spec, fields):
                return unit, " ".join([*words[:start], *words[start + length :]])
    return "", ""


def _is_unit(unit: str, spec: FieldSpec, fields: _Fields) -> bool:
    if spec.kind is not Kind.NUMBER or spec.unit == SHARE:
        return False
    if _UNIT in fields and not spec.unit_words:
        return choice_of(fields[_UNIT], unit) is not None
    typed = f"1 {unit}"
    return read_typed(typed, spec.unit) is not None or amount_of(spec.unit, typed) is not None


def _labels(key: str, spec: FieldSpec) -> set[str]:
    return {_plain(spec.label), _plain(f"{spec.label} {spec.measured_in}"), _plain(key)}


def _others(key: str, spec: FieldSpec) -> set[str]:
    return {_plain(said) for said in SAID.get(key, ())}


def _unit_alone(key: str, spec: FieldSpec) -> set[str]:
    return {_plain(spec.unit), _plain(spec.measured_in)} if spec.is_number and spec.unit != SHARE else set()


def _unit_of(heading: str, spec: FieldSpec, fields: _Fields) -> str:
    """The unit that a heading names, where it is not the field's own and no part of its label."""
    is_own = _plain(heading) in _labels(spec.key, spec) or not spec.is_number
    found = None if is_own else _MEASURED.search(heading)
    unit = next((part.strip() for part in found.groups() if part), "") if found else ""
    if not unit and not is_own:
        unit, _ = _measured_words(heading, spec, fields)
    return "" if _plain(unit) in (_plain(spec.unit), _plain(spec.measured_in)) else unit


def _plain(text: str) -> str:
    return plain_words(as_seen(text).replace("£", " gbp ").replace("%", " percent "))
