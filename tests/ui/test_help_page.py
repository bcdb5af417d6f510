"""Help says what the window does and what the facts say, read from them, so that it cannot grow old."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from greenpractice.factors import load_factors
from greenpractice.indicator_facts import load_indicators
from greenpractice.periods import Period
from tests.ui.walking import texts
from ui.figure_table import FigureTable
from ui.help_page import HelpPage
from ui.shell import MainWindow


def test_f1_opens_help_from_any_page(window: MainWindow, qtbot: QtBot) -> None:
    window.open_page("energy")
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window.open_key == "help"


def test_every_key_of_the_menus_is_listed(window: MainWindow) -> None:
    listed = {key for _, keys in _rows(_help(window).keys) for key in keys.split(" or ")}
    wanted = {
        key.toString(key.SequenceFormat.NativeText)
        for action in window.findChildren(QAction)
        for key in action.shortcuts()
    }
    assert len(wanted) > 20
    assert wanted <= listed


def test_every_factor_of_the_year_is_there_with_its_source(window: MainWindow) -> None:
    page = _help(window)
    rows = _rows(page.factors)
    every = load_factors().of_year(2026).every
    assert [row[2] for row in rows] == [one.source_words for one in every]
    assert all(all(cell for cell in row) for row in rows)
    window.workspace.show_period(Period(2019))
    assert page.year.text() == "Used for April 2019 to March 2020"
    assert len(_rows(page.factors)) == len(load_factors().of_year(2019).every)


def test_the_indicators_are_explained(window: MainWindow) -> None:
    said = " ".join(texts(_help(window)))
    assert all(each.numerator in said and each.denominator in said for each in load_indicators().values())


def _help(window: MainWindow) -> HelpPage:
    window.open_page("help")
    page = window.pages["help"]
    assert isinstance(page, HelpPage)
    return page


def _rows(table: FigureTable) -> list[tuple[str, ...]]:
    model = table.figures
    return [
        tuple(str(model.index(row, column).data()) for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]
