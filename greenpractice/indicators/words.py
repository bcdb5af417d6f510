"""Indicators in words: values, thresholds, statuses, and what a target would take, the same everywhere."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from greenpractice.indicators import INDICATOR_BY_ID, WATCHED
from greenpractice.indicators.base import AnyMeasure, Result, Status
from greenpractice.indicators.facts import Indicator
from greenpractice.numbers import exact, round_half_up, show
from greenpractice.phrases import joined, lower_first

STATUS_WORDS: Mapping[Status, str] = {
    "upper_reached": "Upper threshold reached",
    "lower_reached": "Lower threshold reached",
    "not_reached": "Not reached yet",
    "not_enough_data": "Not enough data",
}


def caveats_of(measures: Sequence[AnyMeasure]) -> list[str]:
    """What to mind before anything is changed; where it is not said of all, of which ones."""
    said: dict[str, list[str]] = {}
    for each in measures:
        if each.caveat:
            said.setdefault(each.caveat, []).append(each.id)
    return [
        caveat if len(ids) == len(measures) else f"{joined(ids)}: {lower_first(caveat)}"
        for caveat, ids in said.items()
    ]


def terms_of(measures: Iterable[AnyMeasure]) -> list[str]:
    """The words of their titles that are explained, each once."""
    return list(dict.fromkeys(each.term for each in measures if each.term))


INTRODUCTION_OF_WATCHED = " ".join(
    ("Watched beside the indicators: no thresholds and no points. Care comes first.", *caveats_of(WATCHED))
)


def number_words(indicator: Indicator, value: Decimal) -> str:
    """A value, threshold or target in the indicator's unit: `35%`, or `22.1 kg`."""
    shown = _shown(indicator, value)
    return f"{show(shown)}%" if indicator.unit == "share" else f"{show(shown, 1)} kg"


def value_words(result: Result, value: Decimal) -> str:
    """A value; where rounding would put it on a threshold it is not on, it says which side."""
    indicator = result.indicator
    words = number_words(indicator, value)
    for threshold in (result.thresholds.lower, result.thresholds.upper):
        if value != threshold and _shown(indicator, value) == _shown(indicator, threshold):
            return f"just {'over' if value > threshold else 'under'} {words}"
    return words


def and_without(result: Result) -> str:
    """`, without 10 items of 1 product whose device is not known`, to stand behind a value; or ""."""
    return f", {result.without}" if result.without else ""


def what_it_takes(result: Result) -> str:
    """How many inhalers, items or patients the upper threshold would take, as one sentence."""
    if result.status == "upper_reached":
        return "The upper threshold is reached."
    declared = INDICATOR_BY_ID[result.indicator.id]
    if result.to_upper is None:
        return f"The upper threshold {declared.out_of_reach(result)}"
    return f"To reach the upper threshold: {result.to_upper:,} {declared.sentence(result)}"


def _shown(indicator: Indicator, value: Decimal) -> Decimal:
    with exact():
        return round_half_up(value * 100) if indicator.unit == "share" else round_half_up(value, 1)
