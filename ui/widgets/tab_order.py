"""The order of the Tab key: as the layouts place things, also after parts of a page were made again."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


@runtime_checkable
class PlacesParts(Protocol):
    """A widget that places its parts itself, in this order."""

    parts: Sequence[QWidget]


@runtime_checkable
class PutsInOrder(Protocol):
    """What holds a page, and makes Tab follow it."""

    def put_in_order(self) -> None:
        """Make Tab go as the page is laid out now."""
        ...


def stops_after(widget: QWidget) -> Iterator[QWidget]:
    """Where Tab leads from a part of a page, and no further; from its end to its beginning."""
    host: QWidget | None = widget
    while host is not None and not isinstance(host, PutsInOrder):
        host = host.parentWidget()
    if host is None:
        return
    host.put_in_order()
    following = widget.nextInFocusChain()
    while following is not None and following is not widget:
        is_stop = following.isVisible() and following.isEnabled()
        if is_stop and following.focusPolicy() & Qt.FocusPolicy.TabFocus and host.isAncestorOf(following):
            yield following
        following = following.nextInFocusChain()


def put_in_order(*parts: QWidget) -> None:
    """Make Tab follow the parts of a page, one after the other, from the top to the bottom."""
    for before, after in pairwise(stop for part in parts for stop in _stops(part)):
        QWidget.setTabOrder(before, after)


def names_of_stops(page: QWidget) -> set[str]:
    """What the parts are called that take the focus now: of parts that may go nothing is held."""
    return {stop.objectName() for stop in _stops(page) if stop.isVisible()}


def _stops(widget: QWidget) -> Iterator[QWidget]:
    layout = widget.layout()
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus or (layout is None and _takes_focus(widget)):
        yield widget  # and then what is inside it, as in a list of problems that has the focus as a whole
    if layout is None and isinstance(widget, PlacesParts):
        for part in widget.parts:
            yield from _stops(part)
    elif layout is not None:
        yield from _in_layout(layout)


def _takes_focus(widget: QWidget) -> bool:
    """A title, where reading starts: Tab does not stop there, but goes on from there."""
    return widget.focusPolicy() != Qt.FocusPolicy.NoFocus


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    """What a layout places, in its order.

    Its items are never asked for: Python keeps what stands for one, and once Qt has taken the item apart
    with its widget, whatever comes to stand at the same place in memory is taken for it.
    """
    owner = layout.parentWidget()
    here = Qt.FindChildOption.FindDirectChildrenOnly
    widgets = owner.findChildren(QWidget, options=here) if owner is not None else []
    inside = [child for child in layout.children() if isinstance(child, QLayout)]
    placed: list[tuple[int, QWidget | QLayout]] = [(layout.indexOf(widget), widget) for widget in widgets]
    placed += [(layout.indexOf(child), child) for child in inside]
    for place, part in sorted(placed, key=lambda pair: pair[0]):
        if place >= 0:
            yield from _in_layout(part) if isinstance(part, QLayout) else _stops(part)
