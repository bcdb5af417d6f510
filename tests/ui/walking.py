"""Walking a page: what is on it, what it is called, and whether a hand or a key can reach it."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)

from greenpractice.cells import InWords, value_of
from ui.widgets.figure_table import FigureTable
from ui.widgets.tab_order import put_in_order

INTERACTIVE = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit)
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
    """The controls of a page in the order of the Tab key, which its window sees to when it is pressed."""
    put_in_order(page)
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
    for shown in page.findChildren(QTextEdit):
        yield from shown.toPlainText().splitlines()
    for widget in page.findChildren(QWidget):
        yield widget.accessibleName()
        yield widget.accessibleDescription()
        yield widget.toolTip()


def faults_of(page: QWidget) -> list[str]:
    """What keeps somebody from using a page: names, targets, the order of Tab; [] for a sound one."""
    found = controls(page)
    names = [widget.objectName() for widget in found]
    QAccessible.setActive(True)
    reachable = set(tab_chain(page))
    faults = [f"{type(widget).__name__} has no name" for widget in found if not widget.objectName()]
    faults += [f"{name} is there twice" for name in set(names) if names.count(name) > 1]
    for widget in found:
        name = widget.objectName()
        spoken = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        if not spoken.strip():
            faults.append(f"{name} says nothing to a screen reader")
        if widget.height() < 24 or widget.width() < 24:
            faults.append(f"{name} is small: {widget.width()} x {widget.height()}")
        if widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget not in reachable:
            faults.append(f"{name} cannot be reached with Tab")
    faults += [
        f"{table.objectName()}: {said}"
        for table in page.findChildren(FigureTable)
        for said in unsorted(table)
    ]
    return faults + [f"Tab goes up from {above} to {below}" for above, below in against_the_order(page)]


def unsorted(table: FigureTable) -> list[str]:
    """Cells with a number that would be sorted by their letters, as 9 before 10."""
    figures = table.figures
    return [
        f"{cell!r} of column {column} has no value"
        for column in range(1, figures.columnCount() if table.sorts else 0)
        for cell in figures.texts(column)
        if isinstance(value_of(cell), str)
        and not isinstance(cell, InWords)
        and (column in figures.numbers or cell[:1] in "+−£" or cell[:1].isdigit())
    ]


def faults_of_fields(page: QWidget) -> list[str]:
    """Fields without a visible label, with a placeholder, or that step by accident."""
    labelled = {label.buddy() for label in page.findChildren(QLabel) if label.buddy() is not None}
    fields = [each for each in controls(page) if isinstance(each, QLineEdit | QPlainTextEdit)]
    return [
        *(f"{each.objectName()} has no label" for each in fields if each not in labelled),
        *(f"{each.objectName()} has a placeholder" for each in page.findChildren(QLineEdit)
          if each.placeholderText()),
        *(f"{each.objectName()} is a spin box" for each in page.findChildren(QAbstractSpinBox)),
    ]  # fmt: skip


def forbidden_words(page: QWidget) -> list[str]:
    """The words a page says that no page may say."""
    said = " \n ".join(texts(page)).casefold()
    return [word for word in FORBIDDEN if word in said]


def sticks_out(page: QWidget) -> bool:
    """True if a page is wider than the place it has, where nothing would scroll to the rest."""
    area = page.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if not isinstance(area, QScrollArea):
        return False
    off = area.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    return off and page.width() > area.viewport().width()
