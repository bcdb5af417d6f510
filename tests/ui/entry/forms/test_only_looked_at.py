"""Figures that can only be looked at stand as plain text: no box, no answer to choose, no mark to set."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLineEdit, QRadioButton
from pytestqt.qtbot import QtBot

from greenpractice.app import LocalServices
from ui.entry.grid_view import GridView
from ui.entry.rows_model import ESTIMATED
from ui.practice.practice_window import MainWindow
from ui.session.flags import mark_estimated
from ui.session.workspace import Workspace
from ui.widgets.tokens import LIGHT


def test_who_only_looks_reads_figures_as_text_and_keys_change_nothing(
    window: MainWindow, qtbot: QtBot, services: LocalServices
) -> None:
    filled = window.workspace
    (asthma,) = filled.rows("asthma_care")
    filled.apply_step(mark_estimated("asthma_care", asthma, "ics_3_or_more", True), "Mark as estimated")
    filled.set_figure("pen_returns", filled.row_id("pen_returns", 0), "participation", "number_known")
    before = filled.document()
    assert filled.preferences is not None
    store = services.open_store(filled.store.path, write=False)
    looking = Workspace(store, filled.identity, filled.period, None, services, filled.preferences)
    seen = MainWindow(looking, filled.preferences)
    qtbot.addWidget(seen)
    seen.resize(1366, 688)
    seen.show()
    seen.open_page("asthma_care")
    QApplication.processEvents()
    assert seen.header.state() == ("Read only", "read only")
    page = seen.pages["asthma_care"]
    register = page.findChild(QLineEdit, "asthma_care-asthma_register")
    assert register.text() == before.rows("asthma_care")[0]["asthma_register"]
    edge = register.mapTo(page, QPoint(1, register.height() // 2))
    assert page.grab().toImage().pixelColor(edge).name() == LIGHT.card
    empty = page.findChild(QLineEdit, "asthma_care-search_name")
    assert (empty.text(), empty.accessibleDescription().partition(".")[0]) == ("–", "No data")
    marks = [each for each in page.findChildren(QCheckBox) if each.isVisible()]
    assert [each.objectName() for each in marks] == ["asthma_care-ics_3_or_more-estimated"]
    notes = [each for each in page.findChildren(QAbstractButton) if each.objectName().endswith("-add-note")]
    assert not [each for each in notes if each.isVisible()]
    register.setFocus()
    QTest.keyClicks(register, "7")
    QTest.keyClick(register, Qt.Key.Key_Return)
    seen.open_page("inhaler_returns")
    QApplication.processEvents()
    returns = seen.pages["inhaler_returns"]
    assert returns.findChildren(QRadioButton) == []
    answer = returns.findChild(QLineEdit, "pen_returns-participation")
    assert answer.text() == "We know the number"
    assert answer.fontMetrics().horizontalAdvance(answer.text()) < answer.width()
    grid = returns.findChild(GridView, "inhaler_returns-grid")
    cell = grid.grid.index(0, grid.grid.columns.index(ESTIMATED))
    assert cell.data(Qt.ItemDataRole.CheckStateRole) is None
    assert not cell.flags() & Qt.ItemFlag.ItemIsUserCheckable
    assert looking.document() == before
    store.close()
