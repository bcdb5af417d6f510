"""The program as people start it, and beside it a file that says what is seen on its window, and where.

Run as `python -m tests.long.eyes FILE`. Nothing is driven from here: hands are outside, at mouse and keys.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QRect, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)

import greenpractice.app
from ui.entry.choice_cell import ChoiceCell
from ui.entry.grid_model import GridModel
from ui.entry.grid_view import GridView

OFTEN = 80  # ms


def place_of(widget: QWidget, inside: QRect | None = None) -> list[int]:
    """Left, top, width and height on the screen, of a widget or of a part of it."""
    part = inside or widget.rect()
    corner = widget.mapToGlobal(part.topLeft())
    return [corner.x(), corner.y(), part.width(), part.height()]


def what_is_seen() -> dict[str, Any]:
    """All that has a name and can be seen, the texts, and where the focus is."""
    window = QApplication.activeWindow()
    seen: dict[str, Any] = {"widgets": {}, "cells": [], "items": {}, "texts": [], "title": "", "area": None}
    for widget in QApplication.allWidgets():
        if not widget.isVisible():
            continue
        if isinstance(widget, QScrollArea) and widget.width() > 600:
            seen["area"] = place_of(widget.viewport())
        if isinstance(widget, GridView):
            seen["cells"] += _cells(widget)
        elif isinstance(widget, QAbstractItemView):
            seen["items"] |= _items(widget)
        if isinstance(widget, QLabel):
            seen["texts"].append(widget.text())
        if widget.objectName() and isinstance(widget, (QAbstractButton, QLineEdit, QAbstractItemView)):
            seen["widgets"][widget.objectName()] = _facts(widget)
    focused = QApplication.focusWidget()
    if window is not None:
        seen["title"] = window.windowTitle()
    seen["focus"] = "" if focused is None else focused.objectName()
    seen["focus seen"] = focused is not None and not focused.visibleRegion().isEmpty()
    return seen


def _facts(widget: QWidget) -> dict[str, Any]:
    middle = widget.rect().center()
    text = widget.text() if isinstance(widget, (QAbstractButton, QLineEdit)) else ""
    return {
        "place": place_of(widget),
        "seen": widget.visibleRegion().contains(middle),
        "text": text,
        "checked": isinstance(widget, QAbstractButton) and widget.isChecked(),
        "enabled": widget.isEnabled(),
    }


def _cells(grid: GridView) -> list[dict[str, Any]]:
    """The cells of a table that are not scrolled away, and the current one."""
    model, found, room = grid.model(), [], grid.viewport().rect()
    assert isinstance(model, GridModel)
    current = grid.currentIndex()
    editor = grid.indexWidget(current) if current.isValid() else None
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            index = model.index(row, column)
            place = grid.visualRect(index)
            if grid.isColumnHidden(column) or not room.intersects(place):
                continue
            middle = place.center()
            found.append(
                {
                    "grid": grid.objectName(), "row": row, "column": column, "field": model.field_at(column),
                    "text": str(index.data() or ""), "place": place_of(grid.viewport(), place),
                    "seen": grid.viewport().visibleRegion().contains(QPoint(middle)),
                    "current": index == current and (grid.hasFocus() or editor is not None),
                    "last": row == model.rowCount() - 1, "open": index == current and editor is not None,
                    "list": index == current and isinstance(editor, ChoiceCell) and editor.view().isVisible(),
                }
            )  # fmt: skip
    return found


def _items(view: QAbstractItemView) -> dict[str, list[int]]:
    model = view.model()
    found = {}
    for row in range(min(model.rowCount(), 100)) if model is not None else ():
        index = model.index(row, 0)
        place = view.visualRect(index)
        if view.viewport().rect().contains(place.center()):
            found[str(index.data() or "")] = place_of(view.viewport(), place)
    return found


def main(file: Path) -> int:
    """The program from its start; what is seen is written anew all the time, whole or not at all."""
    application = QApplication(sys.argv[:1])
    number = 0

    def look() -> None:
        nonlocal number
        number += 1
        passing = file.with_suffix(".new")
        passing.write_text(json.dumps({"number": number, **what_is_seen()}), encoding="utf-8")
        os.replace(passing, file)

    timer = QTimer()
    timer.setInterval(OFTEN)
    timer.timeout.connect(look)
    timer.start()
    status = greenpractice.app.main([])
    del timer, application
    return status


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
