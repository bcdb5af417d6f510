"""Weights as reports print them, and the measures of their pages."""

from decimal import Decimal

from greenpractice.numbers import show_kg

NO_DATA = "No data"
CHART_TEXT = 10.0  # points
TEXT_WIDTH, PAGE_HEIGHT = 481.8, 722.8  # of an A4 page between its margins, in points


def clipped(text: str, most: int) -> str:
    """The text, or its beginning and an ellipsis: for places that hold so much and no more."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def kg_words(kg: Decimal | None) -> str:
    """kg or tonnes, or `No data`."""
    return NO_DATA if kg is None else show_kg(kg)
