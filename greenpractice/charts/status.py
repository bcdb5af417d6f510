"""The words and shapes of an indicator's status and value; red and amber are not among them."""

from collections.abc import Mapping
from decimal import Decimal

from greenpractice.charts.geometry import MarkKind
from greenpractice.indicators import Result, Status
from greenpractice.numbers import exact, round_half_up, show

STATUS_SHAPES: Mapping[Status, MarkKind] = {
    "upper_reached": "ticked_circle",
    "lower_reached": "half_circle",
    "not_reached": "circle",
    "not_enough_data": "dash",
}


def number_words(result: Result, value: Decimal) -> str:
    """A value, threshold or target in the indicator's unit: `35%`, or `22.1 kg`."""
    shown = _shown(result, value)
    return f"{show(shown)}%" if result.indicator.unit == "share" else f"{show(shown, 1)} kg"


def value_words(result: Result, value: Decimal) -> str:
    """The value as a label; where rounding would put it on a threshold it is not on, it says which side."""
    words = number_words(result, value)
    for threshold in (result.thresholds.lower, result.thresholds.upper):
        if value != threshold and _shown(result, value) == _shown(result, threshold):
            return f"just {'over' if value > threshold else 'under'} {words}"
    return words


def _shown(result: Result, value: Decimal) -> Decimal:
    with exact():
        return round_half_up(value * 100) if result.indicator.unit == "share" else round_half_up(value, 1)
