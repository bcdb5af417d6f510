"""Where typing begins on a page that was only just opened: its first figure without a value."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from greenpractice.sections import SECTION_BY_KEY
from ui.entry.clipboard_block import text_of
from ui.entry.figure_field import FigureField
from ui.entry.grid_view import GridView
from ui.widgets.gone_focus import is_gone

FULL = "This was not entered: no figure here waits for its number. Go to the one you want to change"


def go_to_open(page: QWidget) -> bool:
    """Put the focus on the first figure of a page that is open; False where there is none."""
    places = [part for part in page.findChildren(QWidget) if isinstance(part, FigureField | GridView)]
    shown = [part for part in places if not is_gone(part)]  # a new page is yet to be shown
    for part in sorted(shown, key=lambda part: (_place(part, page).y(), _place(part, page).x())):
        if isinstance(part, FigureField) and part.is_open:
            part.focus_figure()
            return True
        cell = open_cell(part) if isinstance(part, GridView) else None
        if isinstance(part, GridView) and cell is not None:
            part.show_cell(*cell)
            return True
    return False


def open_cell(grid: GridView) -> tuple[int, int] | None:
    """The first cell for a number of the first row without one; of the empty row where it begins so.

    Numbers that can be left out wait for nobody.
    """
    model, fields = grid.grid, SECTION_BY_KEY[grid.grid.section].fields
    wanted = {key for key, spec in fields.items() if spec.is_number and not spec.can_be_left_out}
    columns = [column for column in range(model.columnCount()) if model.field_at(column) in wanted]
    for row in range(model.rowCount()):
        cells = [column for column in columns if model.can_edit(row, column)]
        is_open = not any(text_of(model.index(row, column)) for column in cells)
        if cells and is_open and (not model.is_new(row) or cells[0] == 0):
            return row, cells[0]
    return None


def _place(part: QWidget, page: QWidget) -> QPoint:
    return part.mapTo(page, QPoint(0, 0))
