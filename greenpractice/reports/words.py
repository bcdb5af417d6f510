"""The measures of a report's pages, and texts that fit."""

MM = 72 / 25.4  # points of a millimetre
CHART_TEXT = 10.0  # points
ASKED_IN_FRONT = 3  # questions about figures on page 1
OUR_ACTIONS = "Our actions"  # the table that has every action
LEFT_OPEN = "Missing, unusual or not counted"  # the table that has them all
# Around the text of an A4 page, in points: above it stands the running head, below it the footer.
SIDE, ABOVE, BELOW = 18 * MM, 21 * MM, 18 * MM
TEXT_WIDTH, PAGE_HEIGHT = 210 * MM - 2 * SIDE, 297 * MM - ABOVE - BELOW
GAP = 6 * MM  # between columns of a page
HALF = (TEXT_WIDTH - GAP) / 2


def clipped(text: str, most: int) -> str:
    """The text, or its beginning and an ellipsis: for places that hold so much and no more."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
