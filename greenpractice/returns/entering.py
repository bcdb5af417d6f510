"""Texts on their way between a person and a figure: as it is kept, and as it is shown."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from greenpractice.fields import SHARE, FieldSpec, Kind
from greenpractice.numbers import NO_DATA, as_seen, read_typed, show
from greenpractice.periods import MONTHS, day_words
from greenpractice.returns.saying import (
    amount_beside,
    amount_of,
    answers_with,
    choice_of,
    share_of,
    unit_typed,
)
from greenpractice.texts import without_unseen

_DAYS = tuple(
    re.compile(each, re.ASCII | re.IGNORECASE)
    for each in (
        r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: of)?[ ./-]+(?P<month>\d{1,2}|[a-z]{3,9})[ ./,-]+"
        r"'?(?P<year>\d{4}|\d\d)",
        r"(?P<day>\d{1,2})(?P<month>[a-z]{3,9})(?P<year>\d{4}|\d\d)",
        r"(?P<month>[a-z]{3,9})[ .]+(?P<day>\d{1,2})(?:st|nd|rd|th)?[ ,.]+(?P<year>\d{4})",
        r"(?P<year>\d{4})[ ./-](?P<month>\d{1,2})[ ./-](?P<day>\d{1,2})",
    )
)
# What stands around a day and says no more than it does: the day of the week, the time as Excel has it.
_AROUND = re.compile(
    r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?[,. ]+|[T ]+00:00(?::00)?$|\.$",
    re.IGNORECASE,
)
_LEFT_OUT = re.compile(
    r"^(£?\s*)\.(?=[0-9])|(?<=[0-9])\.$", re.ASCII
)  # the 0 before a point, or what is after it
_YES_NO = {"yes": "true", "y": "true", "true": "true", "no": "false", "n": "false", "false": "false"}
_CHOSEN_BESIDE = frozenset({"units", "miles or km"})  # the answer to the field `unit` says which
_NOTHING = frozenset({"-", "–", "n/a", "na", "none", "nil"})


def entered(spec: FieldSpec, typed: str) -> str:
    """The text to keep for what was typed: days, answers and shares as documents have them, else as typed."""
    text = typed.strip() if spec.kind is Kind.TEXT else without_unseen(typed).strip()
    match spec.kind:
        case Kind.CHOICE | Kind.YES_NO if text.casefold() == NO_DATA.casefold():
            return ""  # it stands among the answers that are offered
        case Kind.DAY:
            day = read_day(text)
            return text if day is None else day.isoformat()
        case Kind.CHOICE:
            return choice_of(spec, text) or text
        case Kind.YES_NO:
            return _YES_NO.get(text.casefold(), text)
        case Kind.NUMBER | Kind.WHOLE if spec.unit == SHARE:
            return share_of(text) or text
        case Kind.NUMBER | Kind.WHOLE if _LEFT_OUT.search(text):
            return entered(
                spec, _LEFT_OUT.sub(lambda found: "" if found[1] is None else f"{found[1]}0.", text)
            )
        case Kind.NUMBER | Kind.WHOLE if read_typed(text, spec.unit) is None:
            amount = amount_of(spec.unit, text)
            return text if amount is None or spec.problem(amount) else amount
    return text


def answer_meant(spec: FieldSpec, typed: str) -> str | None:
    """The answer, as it is shown, that is entered for what was typed; None where that is no answer."""
    kept = entered(spec, typed)
    return None if spec.value(kept) is None else shown(spec, kept)


def in_chosen_unit(
    specs: Mapping[str, FieldSpec], there: Mapping[str, str], given: Mapping[str, str]
) -> dict[str, str]:
    """What is given to a row that holds `there`, numbers typed with the unit that is chosen in it without it.

    A unit typed at a number is the one that is chosen, where none is yet. Where it comes after the number,
    the number that waited for it is given too.
    """
    kept, units = dict(given), specs.get("unit")
    if units is None:
        return kept
    chosen = {**there, **kept}.get("unit", "")
    if not chosen and (meant := _unit_meant(specs, units, kept)):
        chosen = kept["unit"] = meant
    if chosen not in units.choices:
        return kept
    for key, spec in specs.items():
        text = kept[key] if key in kept else there.get(key, "") if "unit" in kept else ""
        if spec.unit in _CHOSEN_BESIDE and text and spec.value(text) is None:
            amount = amount_beside(units, chosen, text)
            if amount is not None and not spec.problem(amount):
                kept[key] = amount
    return kept


def _unit_meant(specs: Mapping[str, FieldSpec], units: FieldSpec, given: Mapping[str, str]) -> str | None:
    """The unit that is typed at the numbers given, where it is one of those to choose."""
    typed = [
        unit_typed(specs[key].unit, text) for key, text in given.items() if specs[key].unit in _CHOSEN_BESIDE
    ]
    meant = {choice_of(units, unit) for unit in typed if unit}
    return meant.pop() if len(meant) == 1 else None


def shown(spec: FieldSpec, kept: str) -> str:
    """A kept text as screens show it: numbers with commas, shares in per cent, days and choices in words."""
    value = spec.value(kept)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, Decimal):
        return spec.number_words(value) if spec.unit == SHARE else show(value)
    if isinstance(value, date):
        return day_words(value)
    return spec.choices.get(kept, kept)


def said(spec: FieldSpec, kept: str) -> str:
    """A kept text in a sentence or a list, where nothing else says its unit."""
    value = spec.value(kept)
    return spec.number_words(value) if isinstance(value, Decimal) else shown(spec, kept)


def problem_of(spec: FieldSpec, kept: str, offered: Mapping[str, str] | None = None) -> str | None:
    """Why a kept text cannot be used, as a whole sentence that starts with the field's label; or None.

    Of a closed list it names the answers that are `offered`, as `returns/offered.py` has them; None: all.
    """
    problem = spec.problem(kept)
    if problem is None:
        return None
    if spec.kind is Kind.DAY:
        problem = "must be a day, like 27 3 2026"
    elif spec.kind is Kind.CHOICE:
        answers = spec.choices if offered is None else offered
        several = [key for key in answers_with(spec, kept) if key in answers]
        meant = [answers[key] for key in several] if len(several) > 1 else list(answers.values())
        if len(several) > 1 or any("," in name for name in meant):  # as in "General waste, landfill"
            meant = [f"“{name}”" for name in meant]
        problem = f"must be one of: {', '.join(meant)}"
    elif spec.kind is Kind.YES_NO:
        problem = "must be Yes or No"
    elif spec.unit == SHARE:
        problem = "must be from 0% to 100%, like 61%"
    elif spec.is_number and read_typed(kept, spec.unit) is None:
        amount = amount_of(spec.unit, kept)
        problem = spec.problem(amount) if amount is not None else _unit_problem(spec, kept)
        problem = problem or spec.problem(kept)
    return f"{spec.label} {problem}"


def _unit_problem(spec: FieldSpec, kept: str) -> str | None:
    """What to do about a unit that is not known here, by its name."""
    unit = unit_typed(spec.unit, kept)
    if unit is None:
        return None
    if spec.unit in _CHOSEN_BESIDE:
        return f"must be a number alone, without “{unit}”: choose its unit beside it"
    if amount_of(spec.unit, f"1 {unit}") is not None:
        return None  # it can be worked out: what stands before it is no number
    return f"must be in {spec.unit}: “{unit}” cannot be worked out here"


def means_nothing(text: str) -> bool:
    """True for `-`, `n/a`, `none` or `nil`: it may stand for 0 or for no data, so it is asked about."""
    return without_unseen(text).strip().casefold() in _NOTHING


def read_day(text: str) -> date | None:
    """A day as people type it: 27 3 2026, 27/3/26, 27th March 2026, 2026-03-27; None if it is none."""
    text = _AROUND.sub("", as_seen(text).strip()).replace("\u2019", "'")
    match = next(filter(None, (each.fullmatch(text) for each in _DAYS)), None)
    if match is None:
        return None
    number, month, year = match["day"], match["month"], int(match["year"])
    if not month.isdecimal():
        found = [n for n, name in enumerate(MONTHS, 1) if name.casefold().startswith(month.casefold())]
        if len(found) != 1:
            return None
        month = str(found[0])
    try:
        return date(year + 2000 if year < 100 else year, int(month), int(number))
    except ValueError:
        return None
