"""The shapes of an indicator's status; red and amber are not among them."""

from collections.abc import Mapping

from greenpractice.charts.geometry import MarkKind
from greenpractice.indicators.base import Status

STATUS_SHAPES: Mapping[Status, MarkKind] = {
    "upper_reached": "ticked_circle",
    "lower_reached": "half_circle",
    "not_reached": "circle",
    "not_enough_data": "dash",
}
