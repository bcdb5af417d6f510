"""Scrolling so that what has the focus is seen, however the focus came there."""

from functools import partial

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QApplication, QScrollArea, QWidget

_AROUND = 8  # pixels seen above and below a cell


def bring_into_view(widget: QWidget) -> None:
    """Scroll a table, and every area around a widget, so that it, or the cell it stands on, is seen."""
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # a new page has no height to scroll yet
    if isinstance(widget, QAbstractItemView) and widget.currentIndex().isValid():
        widget.scrollTo(widget.currentIndex())
    cell = _cell_of(widget)
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            if cell is None:
                parent.ensureWidgetVisible(widget)
            else:
                _show_part(parent, widget, cell)
        parent = parent.parentWidget()


def bring_up(part: QWidget) -> None:
    """Scroll the page until a part that was just opened begins at its top, once it has been laid out."""
    area = part.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if isinstance(area, QScrollArea):
        QTimer.singleShot(0, part, partial(_scroll_to, area, part))


def _scroll_to(area: QScrollArea, part: QWidget) -> None:
    """The top of the part as far up as it goes."""
    content = area.widget()
    if content is not None:
        area.verticalScrollBar().setValue(part.mapTo(content, part.rect().topLeft()).y() - _AROUND)


def follow_cell(view: QAbstractItemView) -> None:
    """Keep the cell one stands on in sight also where the page scrolls and not the table.

    Nothing moves below a mouse that is pressed, or while the focus is elsewhere.
    """
    focused = QApplication.focusWidget()
    if focused is None or QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
        return
    if focused is view or view.isAncestorOf(focused):
        bring_into_view(view)


def place_in(host: QWidget) -> QRect | None:
    """Where what one works at stands in a widget that holds it: a cell, a box; None where that is nothing.

    That is what had the focus last in there, also while a question above it has the focus.
    """
    last: QWidget | None = host.focusWidget()
    if last is None or last is host or not last.isVisible():
        return None
    part = _cell_of(last) or last.rect()
    return part.translated(last.mapTo(host, QPoint(0, 0)))


def _cell_of(widget: QWidget) -> QRect | None:
    """The current cell in the coordinates of the table, None where nobody stands on one."""
    if not isinstance(widget, QAbstractItemView) or not widget.currentIndex().isValid():
        return None
    cell = widget.visualRect(widget.currentIndex())
    return None if cell.isEmpty() else cell.translated(widget.viewport().pos())


def _show_part(area: QScrollArea, widget: QWidget, part: QRect) -> None:
    """Scroll an area as little as shows this part of a widget, or its middle where it is too large."""
    inside = area.widget()
    if inside is None or not inside.isAncestorOf(widget):
        return
    middle, room = widget.mapTo(inside, part.center()), area.viewport()
    area.ensureVisible(
        middle.x(),
        middle.y(),
        min(part.width() // 2 + 1, room.width() // 2),
        min(part.height() // 2 + _AROUND, room.height() // 2),
    )
