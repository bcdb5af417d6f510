"""Layout: at every text size, in the smallest window, no text is cut and no page scrolls sideways."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from greenpractice.app import LocalServices
from greenpractice.demo.returns import demo_documents
from greenpractice.periods import Period
from greenpractice.returns.documents import Flag
from tests.ui.answers import let_go
from tests.ui.walking import controls
from ui.entry.grid_view import GridView
from ui.first_run import FirstRun
from ui.inhalers.inhaler_columns import PRODUCT
from ui.practice.practice_pages import PAGES
from ui.practice.practice_window import MainWindow
from ui.session.identity import Identity
from ui.session.preferences import Preferences
from ui.session.workspace import Workspace
from ui.widgets.style import apply_look

SIZES = (100, 150, 200)
KEYS = [page.key for page in PAGES]
WRAPS = Qt.TextFlag.TextWordWrap
CELL = 12  # px that a cell keeps for its padding


@pytest.fixture(scope="module", params=SIZES)
def window(
    request: pytest.FixtureRequest, qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MainWindow]:
    """The smallest window at one text size, over a quarter with checks, notes and long names."""
    folder = tmp_path_factory.mktemp("layout")
    store = LocalServices().open_store(folder / "greenpractice.db", write=True)
    for document in demo_documents():
        if document.ods_code == "Z99991" and document.period.year in (2019, 2025, 2026):
            store.record(document)
    apply_look(qapp, dark=False, size=request.param)
    preferences = Preferences(folder / "window.ini")
    workspace = Workspace(
        store,
        Identity("Z99991", "Sample Surgery", "U99999"),
        Period(2026, 2),
        None,
        LocalServices(),
        preferences,
    )
    unusual(workspace)
    made = MainWindow(workspace, preferences)
    made.resize(1024, 700)
    made.show()
    yield made
    made.close()
    made.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    let_go(store)
    apply_look(qapp, dark=False, size=100)


def unusual(workspace: Workspace) -> None:
    """Figures to check, one that cannot be used, and a long note."""
    inhaler, electricity = workspace.rows("inhalers")[0], workspace.rows("electricity")[0]
    workspace.set_figure("inhalers", inhaler.id, "inhalers", "2")
    workspace.set_figure("electricity", electricity.id, "kwh", "lots")
    workspace.set_flag(
        electricity.id, Flag("electricity", 0, None, note="The supplier estimated this bill in August")
    )
    workspace.set_figure("water", workspace.row_id("water", 0), "supply_m3", "wet")


@pytest.fixture(params=KEYS)
def page(request: pytest.FixtureRequest, window: MainWindow, qapp: QApplication) -> QWidget:
    window.open_page(request.param)
    for _ in range(4):
        qapp.processEvents()
    return window.pages[request.param]


@pytest.mark.sweep
def test_no_page_scrolls_sideways(page: QWidget) -> None:
    area = page.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if isinstance(area, QScrollArea):
        assert area.horizontalScrollBar().maximum() == 0, widest(page)
        assert area.widget().width() <= area.viewport().width()


def widest(page: QWidget) -> list[tuple[int, str, str]]:
    """What asks for the most room, to name what is wrong."""
    parts = [part for part in page.findChildren(QWidget) if part.isVisibleTo(page)]
    asked = [(part.minimumSizeHint().width(), type(part).__name__, part.objectName()) for part in parts]
    return sorted(asked, reverse=True)[:8]


@pytest.mark.sweep
def test_no_label_and_no_button_is_cut(page: QWidget, window: MainWindow) -> None:
    assert [*cut_labels(page), *cut_buttons(page)] == []


def test_the_frame_around_the_pages_is_not_cut(window: MainWindow, qapp: QApplication) -> None:
    window.open_page("home")
    qapp.processEvents()
    for part in (window.header, window.bands, window.statusBar()):
        assert [*cut_labels(part), *cut_buttons(part)] == []
    assert cut_buttons(window.menuBar()) == []


@pytest.mark.sweep
def test_no_heading_and_no_cell_is_cut(page: QWidget) -> None:
    cut = [
        text
        for table in page.findChildren(QTableView)
        if table.isVisibleTo(page)
        for text in cut_cells(table)
    ]
    assert cut == []


@pytest.mark.sweep
def test_everything_that_is_pressed_is_large_enough(page: QWidget) -> None:
    assert [w.objectName() for w in controls(page) if w.height() < 24 or w.width() < 24] == []


def test_enough_rows_of_inhalers_are_in_sight(window: MainWindow, qapp: QApplication) -> None:
    window.workspace.show_period(Period(2026, 1))  # where nothing is to be checked
    window.open_page("inhalers")
    for _ in range(4):
        qapp.processEvents()
    grid = window.pages["inhalers"].findChild(GridView, "inhalers-grid")
    size = qapp.font().pixelSize() * 100 // 16
    seen = grid.viewport().visibleRegion().boundingRect()
    rows = [
        row for row in range(grid.grid.rowCount()) if seen.contains(row_rect(grid, row).adjusted(0, 2, 0, -2))
    ]
    window.workspace.show_period(Period(2026, 2))
    assert len(rows) >= {100: 10, 150: 8, 200: 5}[size]


def row_rect(grid: GridView, row: int) -> QRect:
    return QRect(0, grid.rowViewportPosition(row), 10, grid.rowHeight(row))


def cut_labels(whole: QWidget) -> list[str]:
    """Labels whose text is wider or higher than they are."""
    cut = []
    for label in whole.findChildren(QLabel):
        if not label.isVisibleTo(whole) or not label.text() or label.textFormat() is Qt.TextFormat.RichText:
            continue
        room, metrics = label.contentsRect(), label.fontMetrics()
        if label.wordWrap():
            needed = metrics.boundingRect(QRect(0, 0, room.width(), 10_000), WRAPS, label.text())
        else:
            needed = metrics.boundingRect(QRect(0, 0, 10_000, 10_000), 0, label.text())
        if needed.width() > room.width() + 1 or needed.height() > room.height() + 2:
            cut.append(f"{label.objectName()}: {label.text()} ({needed.size()} in {room.size()})")
    return cut


def cut_buttons(whole: QWidget) -> list[str]:
    """Buttons that are narrower or lower than their text with its mark asks for."""
    kinds = (QPushButton, QCheckBox, QRadioButton)
    shown = [b for b in whole.findChildren(QAbstractButton) if isinstance(b, kinds) and b.isVisibleTo(whole)]
    return [
        f"{each.objectName()}: {each.text()} ({each.width()} of {each.sizeHint().width()})"
        for each in shown
        if each.width() < each.sizeHint().width() - 1 or each.height() < each.fontMetrics().height()
    ]


def cut_cells(table: QTableView) -> list[str]:
    """Headings and cells that do not fit, wrapped where the table wraps."""
    model, header = table.model(), table.horizontalHeader()
    bold = QFontMetrics(header.font())
    cut = []
    for column in range(model.columnCount()):
        if table.isColumnHidden(column):
            continue
        heading = str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        if header.isVisible() and bold.size(0, heading).width() + CELL > header.sectionSize(column):
            cut.append(f"{table.objectName()}, heading {heading!r}")
        for row in range(min(model.rowCount(), 60)):
            if table.columnSpan(row, column) > 1:
                continue
            text = str(model.index(row, column).data() or "")
            room = QRect(0, 0, table.columnWidth(column) - CELL, 10_000)
            needed = table.fontMetrics().boundingRect(room, WRAPS if table.wordWrap() else 0, text)
            if needed.width() > room.width() or needed.height() > table.rowHeight(row) + 2:
                cut.append(f"{table.objectName()}, row {row}, column {column}: {text}")
    return cut


def test_the_list_of_pages_folds_and_unfolds(window: MainWindow, qtbot: QtBot, qapp: QApplication) -> None:
    window.open_page("home")
    pages = window.fold.button
    assert pages.isVisible()
    assert not window.navigation.isVisible()
    pages.click()
    assert window.navigation.isVisible()
    qtbot.keyClick(window.navigation, Qt.Key.Key_Escape)
    assert not window.navigation.isVisible()
    pages.click()
    qtbot.keyClick(window.navigation, Qt.Key.Key_Down)
    qtbot.keyClick(window.navigation, Qt.Key.Key_Return)
    assert window.open_key == "practice"
    assert not window.navigation.isVisible()


def test_in_a_wide_window_the_list_of_pages_stays(window: MainWindow, qapp: QApplication) -> None:
    usual = qapp.font().pixelSize() < 20
    window.resize(1366, 768)
    assert window.navigation.isVisible() is usual
    assert window.fold.button.isVisible() is not usual
    window.resize(1024, 700)
    assert not window.navigation.isVisible()


@pytest.mark.parametrize("size", [SIZES[0], SIZES[-1]])
def test_the_first_run_is_not_cut(
    qtbot: QtBot, usual: QApplication, services: LocalServices, size: int
) -> None:
    apply_look(usual, dark=False, size=size)
    first = FirstRun(services.store_path(None), services.store_path(None).with_name("network.db"))
    qtbot.addWidget(first)
    first.resize(1024, 700)
    first.show()
    for step in range(first._steps.count()):
        first._steps.setCurrentIndex(step)
        usual.processEvents()
        area = first._steps.currentWidget()
        assert isinstance(area, QScrollArea)
        assert area.horizontalScrollBar().maximum() == 0, step
        assert [*cut_labels(area), *cut_buttons(area)] == []


def test_a_product_with_a_long_name_takes_two_lines_and_is_not_cut(window: MainWindow) -> None:
    window.open_page("inhalers")
    grid = window.pages["inhalers"].findChild(GridView, "inhalers-grid")
    names = [str(grid.grid.index(row, PRODUCT).data()) for row in range(grid.grid.rowCount())]
    assert any(grid.fontMetrics().horizontalAdvance(name) > grid.columnWidth(PRODUCT) for name in names)
