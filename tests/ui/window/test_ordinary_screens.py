"""Ordinary screens: 1280 wide, and 1366 x 768 at 125%: no column of kg is cut, and things stand in line."""

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QTableView, QWidget

from ui.entry.grid_view import GridView
from ui.inhalers.paste_preview import PastePreview
from ui.practice.practice_pages import PAGES
from ui.practice.practice_window import MainWindow
from ui.widgets.figure_table import FigureTable

SCREENS = ((1280, 680), (1093, 574))  # without the bar of the system
EDITED = [page.key for page in PAGES if page.sections]


@pytest.fixture(params=SCREENS, ids=str)
def fitted(request: pytest.FixtureRequest, active: MainWindow) -> MainWindow:
    """The window over a filled quarter, as large as such a screen allows."""
    size = QSize(*request.param)
    active.setMinimumSize(active.minimumSize().boundedTo(size))
    active.resize(size)
    assert active.size() == size
    return active


def settled(window: MainWindow, page: str) -> QWidget:
    window.open_page(page)
    for _ in range(4):
        QApplication.processEvents()
    return window.pages[page]


@pytest.mark.sweep
@pytest.mark.parametrize("page", EDITED)
def test_every_column_of_every_grid_is_in_sight(fitted: MainWindow, page: str) -> None:
    grids = [grid for grid in settled(fitted, page).findChildren(QTableView) if grid.isVisible()]
    wide = {grid.objectName(): grid.horizontalScrollBar().maximum() for grid in grids}
    assert wide == dict.fromkeys(wide, 0)


@pytest.mark.sweep
@pytest.mark.parametrize("page", [page.key for page in PAGES if page.key != "home"])  # its title is in a card
def test_a_page_and_its_title_begin_on_one_line(fitted: MainWindow, page: str) -> None:
    made, title = settled(fitted, page), fitted.findChild(QLabel, f"title-{page}")
    assert title.mapTo(fitted, QPoint(0, 0)).x() == made.mapTo(fitted, QPoint(0, 0)).x()
    picture = title.grab().toImage()
    ground = picture.pixelColor(picture.width() - 1, 0)
    letters = range(picture.height() - round(8 * picture.devicePixelRatio()))  # above the line of the focus
    first = next(
        x for x in range(picture.width()) if any(picture.pixelColor(x, y) != ground for y in letters)
    )
    assert first <= 4 * picture.devicePixelRatio()


def test_a_part_of_help_is_seen_when_it_is_opened_the_first_time(fitted: MainWindow) -> None:
    fitted.show_help_part("keys")
    for _ in range(8):
        QApplication.processEvents()
    title, keys = fitted.findChild(QLabel, "help-part-keys-title"), fitted.findChild(QTableView, "help-keys")
    area = title.parentWidget()
    while not isinstance(area, QScrollArea):
        area = area.parentWidget()
    assert title.hasFocus()
    assert 0 <= title.mapTo(area.viewport(), QPoint(0, 0)).y() < area.viewport().height() // 2
    assert keys.mapTo(area.viewport(), QPoint(0, keys.height())).y() <= area.viewport().height()


def test_the_preview_of_a_paste_by_name_is_whole(fitted: MainWindow) -> None:
    page = settled(fitted, "inhalers")
    grid = page.findChild(GridView, "inhalers-grid")
    names = [entry.title for entry in grid.grid.entries if entry.code][:12]
    QGuiApplication.clipboard().setText("\n".join(f"{name}\t{n}\t3" for n, name in enumerate(names, 12)))
    grid.show_cell(*grid.grid.first_place())
    QTest.keyClick(grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    for _ in range(4):
        QApplication.processEvents()
    preview, table = page.findChild(PastePreview), page.findChild(FigureTable, "paste-preview")
    area = preview.parentWidget()
    while not isinstance(area, QScrollArea):
        area = area.parentWidget()
    below = preview.mapTo(area.viewport(), QPoint(0, preview.height())).y()
    assert below <= area.viewport().height()
    assert page.findChild(QPushButton, "paste-enter").hasFocus()
    ends, end = 0, table.viewport().height()
    for row in range(table.figures.rowCount()):
        ends += table.rowHeight(row)
        assert not 4 < end - (ends - table.rowHeight(row)) < table.rowHeight(row) - 4, f"row {row} is cut"
