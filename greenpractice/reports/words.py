"""The measures of a report's pages, and texts that fit."""

CHART_TEXT = 10.0  # points
ASKED_IN_FRONT = 3  # questions about figures on page 1
LEFT_OPEN = "Missing, unusual or not counted"  # the table that has them all
TEXT_WIDTH, PAGE_HEIGHT = 481.8, 722.8  # of an A4 page between its margins, in points


def clipped(text: str, most: int) -> str:
    """The text, or its beginning and an ellipsis: for places that hold so much and no more."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
