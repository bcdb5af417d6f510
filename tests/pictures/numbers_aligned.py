"""Numbers that stand under each other have their last figures or their points in one line."""

import re
from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPoint
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QGridLayout, QHeaderView, QLabel, QLineEdit, QTableView, QWidget

from tests.pictures.painted import Text

NUMBER = re.compile(r"[+−]?£?\d+(,\d{3})*(\.\d+)?")
NEAR = 1.6  # px


@dataclass(slots=True)
class Columns:
    """How many columns of two numbers or more were looked at, and which stand in no line."""

    places: int = 0
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Number:
    words: str
    right: float
    point: float


def not_aligned(window: QWidget, texts: Sequence[tuple[QWidget, Sequence[Text]]]) -> Columns:
    """Columns of tables and of figure rows: by their cells, or by the boxes in which they stand."""
    columns: defaultdict[Hashable, list[_Number]] = defaultdict(list)
    names: dict[Hashable, str] = {}
    for widget, some in texts:
        view = widget.parentWidget()
        for text in some:
            words = text.words.strip()
            if not NUMBER.fullmatch(words):
                continue
            key: Hashable = None
            if isinstance(view, QTableView) and view.viewport() is widget:
                index = view.indexAt(text.box.center().toPoint())
                if index.isValid():
                    key, names[view, index.column()] = (
                        (view, index.column()),
                        f"column {index.column()} of {view.objectName()}",
                    )
                    columns[key].append(_number(text, widget, view))
            elif isinstance(widget, QLabel | QLineEdit) and (found := _place_in_grid(widget)):
                key = found
                names[key] = f"column {found[1]} around {widget.objectName()}"
                columns[key].append(_number(text, widget, found[0]))
    answer = Columns()
    for key, numbers in columns.items():
        if len(numbers) < 2:
            continue
        answer.places += 1
        by_right = {round(each.right / NEAR) for each in numbers}
        rights = [each.right for each in numbers]
        points = [each.point for each in numbers]
        if len(by_right) > 1 and max(rights) - min(rights) > NEAR and max(points) - min(points) > NEAR:
            said = ", ".join(f"{each.words} to {each.right:.0f}" for each in numbers[:4])
            answer.faults.append(f"{names[key]}: {said}")
    return answer


def _number(text: Text, widget: QWidget, inside: QWidget) -> _Number:
    """Its right edge and the place of its point, from the left of what holds the column."""
    start = widget.mapTo(inside, QPoint(0, 0)).x() if widget is not inside else 0
    words = text.words.rstrip()
    metrics = QFontMetricsF(widget.font())
    behind = metrics.horizontalAdvance(words[words.index(".") :]) if "." in words else 0.0
    right = (
        start + text.box.right() - metrics.horizontalAdvance(text.words) + metrics.horizontalAdvance(words)
    )
    return _Number(words, right, right - behind)


def _place_in_grid(widget: QWidget) -> tuple[QWidget, int, int] | None:
    """The widget that holds the grid it is laid out in, and its column there; fields and labels apart."""
    above = widget.parentWidget()
    layout = None if above is None else above.layout()
    if above is None or not isinstance(layout, QGridLayout) or isinstance(above, QHeaderView):
        return None
    place = layout.indexOf(widget)
    if place < 0:
        return None
    _, column, _, _ = layout.getItemPosition(place)
    return above, column, int(isinstance(widget, QLineEdit))
