"""A chart on screen: crisp, picked by mouse and keys, read as a table, copied as figures and as a picture."""

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from greenpractice.carbon.footprint import load_calculator
from greenpractice.charts.geometry import Chart
from greenpractice.charts.palette import INHALERS
from greenpractice.charts.sources_chart import sources_chart
from tests.ui.answers import demo_returns, usual_look
from ui.widgets.chart_view import ChartView
from ui.widgets.figure_table import FigureTable
from ui.widgets.style import apply_look
from ui.widgets.tokens import DARK, LIGHT


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> Iterator[None]:
    usual_look(qapp)
    yield
    usual_look(qapp)


def make(width: float, text_size: float) -> Chart:
    footprint = load_calculator().of_return(demo_returns()[-1])
    return sources_chart(footprint, place="Sample Surgery", width=width, text_size=text_size)


def shown(qtbot: QtBot, width: int = 780) -> ChartView:
    view = ChartView("chart")
    qtbot.addWidget(view)
    view.resize(width, 600)
    view.show_chart(make, pickable=True)
    with qtbot.waitExposed(view):
        view.show()
    view.activateWindow()
    return view


def colours(view: ChartView) -> set[str]:
    image = view.picture.grab().toImage()
    pixels = (image.pixelColor(x, y) for x in range(0, image.width(), 20) for y in range(image.height()))
    return {pixel.name() for pixel in pixels}


def test_the_words_of_the_chart_stand_around_its_picture(qtbot: QtBot):
    view = shown(qtbot)
    texts = [label.text() for label in view.findChildren(QLabel)]
    assert view.chart.title in texts
    assert view.chart.subtitle in texts
    assert view.picture.accessibleName() == view.chart.alt
    assert view.picture.accessibleDescription() == ""


def test_the_bars_are_painted(qtbot: QtBot):
    assert QColor(INHALERS).name() in colours(shown(qtbot))


def test_the_ground_is_the_card_in_every_theme_and_a_copy_stays_light(qtbot: QtBot, qapp: QApplication):
    view = shown(qtbot)
    for dark, theme in ((True, DARK), (False, LIGHT), (True, DARK)):
        apply_look(qapp, dark=dark)  # the same picture is drawn anew
        image = view.picture.grab().toImage()
        assert image.pixelColor(40, 6).name() == image.pixelColor(0, 0).name() == theme.card
        assert {theme.category_1, theme.other_sources} <= colours(view)
    view.copy_chart()
    assert QGuiApplication.clipboard().image().pixelColor(1, 1).name() == "#ffffff"


@pytest.mark.parametrize("width", [420, 780, 1300])
def test_the_chart_is_laid_out_for_the_width_there_is(qtbot: QtBot, width: int):
    view = shown(qtbot, width)
    picture = view.picture
    assert picture.chart.width <= picture.width()
    assert picture.chart.width > picture.width() - 40
    assert picture.height() >= picture.chart.height


def test_large_text_makes_large_labels_but_never_wider_than_the_chart(qtbot: QtBot, qapp: QApplication):
    small = shown(qtbot, 1300).picture.text_size()
    apply_look(qapp, size=200)
    assert shown(qtbot, 1300).picture.text_size() == 2 * small
    assert shown(qtbot, 600).picture.text_size() < 2 * small


def test_a_click_on_a_bar_tells_its_row(qtbot: QtBot):
    view = shown(qtbot)
    spot = view.chart.spots[2]
    at = QPoint(100, round((spot.top + spot.bottom) / 2) + 12)
    with qtbot.waitSignal(view.picked) as picked:
        qtbot.mouseClick(view.picture, Qt.MouseButton.LeftButton, pos=at)
    assert picked.args == [2]


def test_the_arrows_move_and_enter_tells_the_row(qtbot: QtBot):
    view = shown(qtbot)
    view.picture.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(view.picture.hasFocus)
    qtbot.keyClick(view.picture, Qt.Key.Key_Down)
    with qtbot.waitSignal(view.picked) as picked:
        qtbot.keyClick(view.picture, Qt.Key.Key_Return)
    assert picked.args == [1]
    assert "#ffeb3b" in colours(view)


def test_a_chart_with_nothing_to_pick_takes_no_focus(qtbot: QtBot):
    view = shown(qtbot)
    view.show_chart(make)
    assert view.picture.focusPolicy() == Qt.FocusPolicy.NoFocus
    with qtbot.assertNotEmitted(view.picked):
        qtbot.mouseClick(view.picture, Qt.MouseButton.LeftButton, pos=QPoint(100, 30))


def test_the_table_has_the_same_figures_and_comes_back(qtbot: QtBot):
    view = shown(qtbot)
    qtbot.mouseClick(view.switch, Qt.MouseButton.LeftButton)
    assert view.table.isVisible()
    assert not view.picture.isVisible()
    model = view.table.figures
    cells = [[model.index(r, c).data() for c in range(model.columnCount())] for r in range(model.rowCount())]
    assert cells == view.chart.table.shown()
    assert (view.switch.text(), view.copy.text()) == ("Chart", "Copy")
    assert view.copy.accessibleName() == f"Copy table: {view.chart.title}"
    qtbot.keyClick(view.copy, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text().startswith("Source\tCO₂e")
    assert view.copy.text() == "Copied"
    qtbot.mouseClick(view.switch, Qt.MouseButton.LeftButton)
    assert view.picture.isVisible()


def test_the_copied_table_is_exact_and_names_its_units(qtbot: QtBot):
    view = shown(qtbot)
    view.copy_table()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0] == "Source\tCO₂e, kg CO₂e\tShare, %\tOf it estimated, kg CO₂e"
    assert lines[1].startswith("Inhalers\t26619.241\t77.64")


def test_the_copied_chart_is_a_picture_with_words(qtbot: QtBot):
    view = shown(qtbot)
    view.copy_chart()
    assert QGuiApplication.clipboard().image().width() > 2 * view.chart.width


def test_every_button_says_which_chart_it_is_for(qtbot: QtBot):
    view = shown(qtbot)
    for each in view.findChildren(QPushButton):
        assert view.chart.title in each.accessibleName()
        assert each.objectName().startswith("chart-")
        assert each.height() >= 24


def test_the_table_is_sound_and_tab_leaves_it(qtbot: QtBot):
    table = FigureTable("table", "A table")
    qtbot.addWidget(table)
    QAbstractItemModelTester(table.figures, QAbstractItemModelTester.FailureReportingMode.Fatal)
    table.show_rows(("Source", "CO₂e"), [("Inhalers", "26.8 tonnes"), ("Water", "")], {1})
    assert not table.tabKeyNavigation()
    index = table.figures.index(0, 1)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Inhalers, CO₂e: 26.8 tonnes"
    table.show()
    table.selectRow(1)
    with qtbot.waitSignal(table.picked) as picked:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert picked.args == [1]


def test_nothing_of_a_closed_chart_stays(qtbot: QtBot):
    view = ChartView("chart")
    view.show_chart(partial(make))
    with qtbot.waitSignal(view.destroyed):
        view.deleteLater()
