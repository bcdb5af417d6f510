"""The list of keys: what each does, and on which pages there is something that it works on."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView, QWidget

from ui.session.marking import FigurePlace
from ui.widgets.chart_view import Picture
from ui.widgets.figure_table import FigureTable
from ui.widgets.gone_focus import is_gone
from ui.widgets.sorting import CanSort

WorksOn: TypeAlias = Callable[[QWidget], bool]  # whether a page has what keys work on


def has_figures(page: QWidget) -> bool:
    """A page where figures are entered, in boxes or in cells."""
    return has_grid(page) or has_boxes(page)


def has_grid(page: QWidget) -> bool:
    """A page with a table that is typed in."""
    return any(isinstance(each, FigurePlace) for each in page.findChildren(QTableView))


def has_boxes(page: QWidget) -> bool:
    """A page with boxes for figures that are in no table."""
    named = (each for each in page.findChildren(QWidget) if each.objectName())
    return any(isinstance(each, FigurePlace) and not isinstance(each, QTableView) for each in named)


def has_table(page: QWidget) -> bool:
    """A page with a table of any kind that is shown."""
    return _has(page, QTableView)


def has_read_table(page: QWidget) -> bool:
    """A page with a table that is read and not typed in."""
    return _has(page, FigureTable)


def can_be_sorted(page: QWidget) -> bool:
    """A page with a table that can be sorted."""
    tables = (each for each in page.findChildren(QTableView) if not is_gone(each))
    return any(isinstance(each, CanSort) and each.sorts for each in tables)


def has_chart(page: QWidget) -> bool:
    """A page with a chart whose bars can be gone to."""
    charts = (each for each in page.findChildren(Picture) if not is_gone(each))
    return any(each.focusPolicy() is not Qt.FocusPolicy.NoFocus for each in charts)


def _has(page: QWidget, kind: type[QTableView]) -> bool:
    return any(not is_gone(each) for each in page.findChildren(kind))


@dataclass(frozen=True, slots=True)
class KeyLine:
    """What some keys do, any of them; `works_on` says on which pages, None on all."""

    words: str
    keys: tuple[str, ...]
    works_on: WorksOn | None = None


KEYS_OF_PARTS = (
    KeyLine("Move in a table", ("Arrow keys", "Home", "Ctrl+Home"), has_table),
    KeyLine("Next box to the right, or back to the left", ("Tab", "Shift+Tab"), has_grid),
    KeyLine("Out of a table from any cell, onwards or back", ("Ctrl+Tab", "Ctrl+Shift+Tab"), has_grid),
    KeyLine("Same box in the row below, or in the row above", ("Enter", "Shift+Enter"), has_grid),
    KeyLine("Change what stands in a cell", ("F2",), has_grid),
    KeyLine("Open a choice in a table", ("Alt+Down",), has_grid),
    KeyLine("Next box of a form", ("Enter",), has_boxes),
    KeyLine("Where a row leads, such as why a number is so", ("Enter",), has_read_table),
    KeyLine("Usual order of a sorted table", ("Esc",), can_be_sorted),
    KeyLine("From bar to bar of a chart", ("Arrow keys",), has_chart),
    KeyLine("Why a bar is as long as it is", ("Enter",), has_chart),
    KeyLine("Leave help, this list or a question", ("Esc",)),
)


def sorted_out(lines: Iterable[KeyLine], page: QWidget) -> tuple[list[KeyLine], list[KeyLine]]:
    """The keys that work on something of this page, and those that work everywhere."""
    every = list(lines)
    here = [line for line in every if line.works_on is not None and line.works_on(page)]
    return here, [line for line in every if line.works_on is None]
