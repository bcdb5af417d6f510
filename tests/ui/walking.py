"""Walking a page: what is on it, what it is called, and whether a hand or a key can reach it."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

INTERACTIVE = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit)
FORBIDDEN = (
    "please", "sorry", "invalid", " valid ", "illegal", "forbidden", "oops", "error occurred",
    "required field", "successfully",
)  # fmt: skip


def controls(page: QWidget) -> list[QWidget]:
    """Everything on a page that takes the focus."""
    found: list[QWidget] = []
    for kind in INTERACTIVE:
        found += [
            widget
            for widget in page.findChildren(kind)
            if widget.isVisibleTo(page)
            and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
            and not isinstance(widget.parent(), QComboBox)
            and "qt_" not in widget.objectName()
        ]
    return found


def tab_chain(page: QWidget) -> Iterator[QWidget]:
    """The controls of a page in the order of the Tab key."""
    wanted, widget = set(controls(page)), page.nextInFocusChain()
    seen: set[QWidget] = set()
    while widget is not page and widget not in seen:
        seen.add(widget)
        if widget in wanted and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield widget
        widget = widget.nextInFocusChain()


def against_the_order(page: QWidget) -> list[tuple[str, str]]:
    """Pairs of controls where Tab goes up the page although they stand under each other."""
    chain = list(tab_chain(page))
    places = [widget.mapTo(page, QPoint(0, 0)) for widget in chain]
    return [
        (chain[n].objectName(), chain[n + 1].objectName())
        for n in range(len(chain) - 1)
        if places[n + 1].y() + chain[n + 1].height() <= places[n].y()
        and abs(places[n + 1].x() - places[n].x()) < 200
    ]


def texts(page: QWidget) -> Iterator[str]:
    """Everything a page says."""
    for label in page.findChildren(QLabel):
        yield label.text()
    for pressed in page.findChildren(QAbstractButton):
        yield pressed.text()
    for widget in page.findChildren(QWidget):
        yield widget.accessibleName()
        yield widget.accessibleDescription()
        yield widget.toolTip()
