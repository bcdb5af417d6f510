"""The order of the Tab key: as the layouts place things, also after parts of a page were made again."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget

from ui.widgets.flow import Flow


def put_in_order(page: QWidget) -> None:
    """Make Tab follow the page from the top to the bottom."""
    for before, after in pairwise(_stops(page)):
        QWidget.setTabOrder(before, after)


def _stops(widget: QWidget) -> Iterator[QWidget]:
    layout = widget.layout()
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus or (layout is None and _takes_focus(widget)):
        yield widget
    elif isinstance(widget, Flow):
        for part in widget.parts:
            yield from _stops(part)
    elif layout is not None:
        yield from _in_layout(layout)


def _takes_focus(widget: QWidget) -> bool:
    """A title, where reading starts: Tab does not stop there, but goes on from there."""
    return widget.focusPolicy() != Qt.FocusPolicy.NoFocus


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        inside = None if item is None else item.layout()
        widget = None if item is None else item.widget()
        if widget is not None:
            yield from _stops(widget)
        elif inside is not None:
            yield from _in_layout(inside)
