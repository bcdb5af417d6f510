"""Whether the parts of a page stand beside each other, or in one column as where there is little room."""

from PySide6.QtWidgets import QWidget

from ui.widgets.style import LARGE, scaled, text_size

_ONE_COLUMN = 1000  # px at 100%: narrower windows have pages of one column


def in_one_column(part: QWidget) -> bool:
    """True where the window is narrow or its text large: what stood beside each other is under each other."""
    return text_size() >= LARGE or part.window().width() < scaled(_ONE_COLUMN)
