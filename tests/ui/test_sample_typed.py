"""The quarter of the sample return as a newcomer enters it, by keyboard and by mouse: each total is its own.

1366 x 768, and the same screen at 125%, where a window has 1093 x 614 of its own pixels.
"""

from collections.abc import Callable, Mapping
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from greenpractice.carbon.footprint import Calculator
from greenpractice.fields import FieldSpec, Kind
from greenpractice.numbers import show_kg
from greenpractice.returns.documents import ReturnDocument
from greenpractice.sections import SECTION_BY_KEY, SECTIONS
from tests.ui.inhalers.columns_shown import show_column
from tests.ui.walking import texts
from ui.entry.figure_field import FigureField
from ui.entry.grid_view import GridView
from ui.inhalers.inhaler_columns import ITEMS, NOW
from ui.practice.practice_pages import page_of_section
from ui.practice.practice_window import MainWindow
from ui.session.workspace import Workspace
from ui.window.page_spec import PageSpec

Key, Left = Qt.Key, Qt.MouseButton.LeftButton
MOST_TABS = 80


def typed(spec: FieldSpec, text: str) -> str:
    """A figure of a document as somebody types it."""
    if spec.kind is Kind.CHOICE:
        return spec.choices[text]
    if spec.kind is Kind.DAY:
        day = date.fromisoformat(text)
        return f"{day.day} {day.month} {day.year}"
    return text


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the focus: a dead end"
    return widget


def write(text: str, *keys: Qt.Key) -> None:
    for letter in text:
        QTest.keyClicks(focused(), letter)
    for key in keys:
        QTest.keyClick(focused(), key)


class Keyboard:
    """Somebody without a mouse."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    def open(self, page: PageSpec) -> None:
        QTest.keySequence(self.window, QKeySequence(page.shortcut))
        QApplication.processEvents()

    def go(self, there: Callable[[QWidget], bool], what: str) -> None:
        """Tab until something has the focus; what has it is always in sight."""
        for _ in range(MOST_TABS):
            if there(focused()):
                return
            write("", Key.Key_Tab)
            QApplication.processEvents()
            assert in_sight(focused()), f"{focused().objectName()} has the focus and is out of sight"
        raise AssertionError(f"Tab does not lead to {what}")

    def fill(self, field: FigureField, text: str) -> None:
        radios = [each for each in field.findChildren(QRadioButton) if each.isVisible()]
        if not radios:
            box = next(each for each in field.findChildren(QLineEdit) if each.isVisible())
            self.go(lambda widget: widget is box, box.objectName())
            write(text, Key.Key_Return)
            return
        self.go(lambda widget: widget in radios, field.key)
        wanted = next(radio for radio in radios if radio.text() == text)
        write("", Key.Key_Space)
        for _ in radios:
            if focused() is not wanted:
                write("", Key.Key_Down)
        assert wanted.isChecked()

    def unfold(self, tick: QCheckBox) -> None:
        self.go(lambda widget: widget is tick, tick.objectName())
        write("", Key.Key_Space)

    def fill_row(self, grid: GridView, texts: Mapping[int, str]) -> None:
        self.go(lambda widget: widget is grid, grid.objectName())
        for column in range(max(texts) + 1):
            if not grid.isColumnHidden(column):
                assert grid.currentIndex().column() == column
                write(texts.get(column, ""), Key.Key_Tab)

    def find_inhaler(self, grid: GridView, name: str) -> None:
        QTest.keySequence(self.window, QKeySequence("Ctrl+F"))
        write(name, Key.Key_Return)
        assert focused() is grid


class Mouse:
    """Somebody who clicks on each thing, and types only what is no click."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    def open(self, page: PageSpec) -> None:
        navigation = self.window.navigation
        if not navigation.isVisible():
            self.click(self.window.findChild(QPushButton, "show-pages"))
        item = next(navigation.item(n) for n in range(navigation.count())
                    if navigation.item(n).text() == page.title)  # fmt: skip
        navigation.scrollToItem(item)
        place = navigation.visualItemRect(item).center()
        QTest.mouseClick(navigation.viewport(), Left, pos=place)
        QApplication.processEvents()

    def click(self, part: QWidget | None) -> None:
        """As somebody does who scrolls the page until it is in sight."""
        assert part is not None
        assert part.isVisible()
        area = area_of(part)
        if area is not None:
            for _ in range(2):  # what came beside the last figure may only now have its place
                area.ensureWidgetVisible(part)
                QApplication.processEvents()
        assert in_sight(part)
        place = QPoint(12, part.height() // 2) if isinstance(part, QRadioButton | QCheckBox) else None
        QTest.mouseClick(part, Left, pos=place or part.rect().center())
        QApplication.processEvents()

    def fill(self, field: FigureField, text: str) -> None:
        radios = [each for each in field.findChildren(QRadioButton) if each.isVisible()]
        if radios:
            self.click(next(radio for radio in radios if radio.text() == text))
            return
        box = next(each for each in field.findChildren(QLineEdit) if each.isVisible())
        self.click(box)
        write(text)

    def unfold(self, tick: QCheckBox) -> None:
        self.click(tick)

    def fill_row(self, grid: GridView, texts: Mapping[int, str]) -> None:
        row = 0 if grid.grid.section == "practice" else grid.grid.rowCount() - 1
        for column, text in texts.items():
            self.click_cell(grid, row, column)
            write(text)

    def click_cell(self, grid: GridView, row: int, column: int) -> None:
        index = grid.grid.index(row, column)
        area = area_of(grid)
        if area is not None:
            area.ensureWidgetVisible(grid)
            QApplication.processEvents()
        grid.scrollTo(index)
        QTest.mouseClick(grid.viewport(), Left, pos=grid.visualRect(index).center())
        QApplication.processEvents()
        assert (grid.currentIndex().row(), grid.currentIndex().column()) == (row, column)

    def find_inhaler(self, grid: GridView, name: str) -> None:
        box = self.window.findChild(QLineEdit, "find-inhaler")
        self.click(box)
        write(name)
        self.click_cell(grid, grid.grid.first_place()[0], NOW)  # type: ignore[attr-defined]


def area_of(part: QWidget) -> QScrollArea | None:
    parent = part.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    return parent


def in_sight(part: QWidget) -> bool:
    """Nothing a page has is cut away where somebody stands."""
    area = area_of(part)
    if area is None:
        return part.isVisible()
    place = QRect(part.mapTo(area.viewport(), QPoint(0, 0)), part.size())
    return area.viewport().rect().intersects(place)


@pytest.fixture(params=[(1366, 768), (1093, 614)], ids=["100%", "125%"])
def window(
    request: pytest.FixtureRequest, workspace: Workspace, sample_document: ReturnDocument, qtbot: QtBot
) -> MainWindow:
    """An empty quarter of the sample's, in a screen of 1366 x 768."""
    assert workspace.preferences is not None
    workspace.show_period(sample_document.period)
    made = MainWindow(workspace, workspace.preferences)
    qtbot.addWidget(made)
    made.setMinimumSize(made.minimumSize().boundedTo(QSize(*request.param)))  # as on a screen of that size
    made.resize(*request.param)
    made.show()
    made.open_page("home")
    with qtbot.waitActive(made):
        made.activateWindow()
    assert (made.width(), made.height()) == request.param
    return made


def enter(window: MainWindow, hand: Keyboard | Mouse, section: str, row: Mapping[str, str]) -> None:
    """One row of the sample, on the page it stands on."""
    page = page_of_section(section)
    assert page is not None
    hand.open(page)
    assert window.open_key == page.key
    spec = SECTION_BY_KEY[section]
    if section == "inhalers":
        grid = window.findChild(GridView, "inhalers-grid")
        show_column(window, "items")
        hand.find_inhaler(grid, "Ventolin Evohaler")
        cells = [(NOW, row["inhalers"]), (ITEMS, row["items"])]
        for column, text in cells:
            if isinstance(hand, Mouse):
                hand.click_cell(grid, grid.currentIndex().row(), column)
            assert grid.currentIndex().column() == column
            write(text, *([Key.Key_Tab] if isinstance(hand, Keyboard) else []))
        return
    widget = window.pages[page.key]
    boxes = {each.key: each for each in widget.findChildren(FigureField)
             if each.isVisible() and each in fields_of(widget, section)}  # fmt: skip
    for key, box in boxes.items():
        if key in row:
            hand.fill(box, typed(spec.fields[key], row[key]))
    left = {key: text for key, text in row.items() if key not in boxes}
    if left:
        grid = window.findChild(GridView, f"{section}-grid")
        more = window.findChild(QCheckBox, f"{section}-more-columns")
        columns = {grid.grid.field_at(n): n for n in range(grid.grid.columnCount())}
        if any(grid.isColumnHidden(columns[key]) for key in left):
            hand.unfold(more)
        texts = {columns[key]: typed(spec.fields[key], text) for key, text in left.items()}
        hand.fill_row(grid, dict(sorted(texts.items())))


def fields_of(page: QWidget, section: str) -> list[FigureField]:
    return [each for each in page.findChildren(FigureField) if each.help_place()[0] == section]


@pytest.mark.parametrize("kind", [Keyboard, Mouse], ids=["keyboard", "mouse"])
def test_the_sample_quarter_comes_to_what_its_footprint_is(
    window: MainWindow, kind: type[Keyboard | Mouse], sample_document: ReturnDocument, calculator: Calculator
) -> None:
    hand = kind(window)
    for section, rows in sample_document.sections.items():
        for row in rows:
            enter(window, hand, section, row)
            assert "There is a problem" not in list(texts(window.open_page_widget))
    hand.open(next(spec for spec in window.specs if spec.key == "results"))
    stored = window.workspace.store.load(window.workspace.key)
    assert stored is not None
    assert dict(stored.document.sections) == dict(sample_document.sections)
    wanted = calculator.of_return(sample_document)
    for section in SECTIONS:
        page = page_of_section(section.key)
        known = wanted.by_section.get(section.key)
        name = "inhalers-kg" if section.key == "inhalers" else f"{section.key}-why"
        if page is not None and known is not None:
            hand.open(page)
            unit = "" if section.key == "inhalers" else " CO₂e"  # which stands in the head of its column
            assert window.findChild(QPushButton, name).text() == f"{show_kg(known)}{unit}"
    hand.open(next(spec for spec in window.specs if spec.key == "results"))
    said = list(texts(window.pages["results"]))
    assert show_kg(wanted.total) in said
    assert [gap for gap in window.workspace.issues() if not gap.question] == []
