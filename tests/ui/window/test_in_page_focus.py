"""After anything that is done in a page the keys are somewhere to go on from, and never on its title."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from greenpractice.periods import Period
from ui.entry.grid_view import GridView
from ui.practice.practice_pages import PAGES
from ui.practice.practice_window import MainWindow
from ui.window.why import WhyWindow

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
LEADS_AWAY = ("created", "open-pdf", "print")  # to windows of the system


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def pressed(window: MainWindow, page: QWidget) -> list[str]:
    """The buttons of a page that do something in it: those that ask the system have three dots."""
    return [
        each.objectName()
        for each in page.findChildren(QPushButton)
        if each.isVisible() and each.isEnabled() and each.objectName() and "…" not in each.text()
    ]


def tidy(window: MainWindow) -> None:
    """Away with what a button opened beside the page."""
    for why in window.findChildren(WhyWindow):
        why.close()
    window.strip.close_question()
    window.help.close()
    settle()


@pytest.mark.sweep
@pytest.mark.parametrize("key", [page.key for page in PAGES])
def test_a_button_that_is_pressed_leaves_the_keys_where_one_goes_on(active: MainWindow, key: str) -> None:
    active.open_page(key)
    settle()
    page = active.pages[key]
    lost = []
    for name in pressed(active, page)[:40]:
        button = page.findChild(QPushButton, name)
        if button is None or not button.isVisible() or name.startswith(LEADS_AWAY):
            continue
        button.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(button, Key.Key_Space)
        settle()
        if active.open_key == key and active.focusWidget() is active.findChild(QWidget, f"title-{key}"):
            lost.append(name)
        tidy(active)
        active.open_page(key)
        settle()
    assert lost == []


def test_figures_typed_after_a_jump_land_in_the_first_open_one(active: MainWindow) -> None:
    active.workspace.show_period(Period(2030, 1))
    QTest.keyClick(active, Key.Key_4, CONTROL)
    assert focused().objectName() == "title-asthma_care"  # where reading starts
    QTest.keyClicks(focused(), "5")
    QTest.keyClicks(focused(), "12")
    box = focused()
    assert isinstance(box, QLineEdit)
    assert box.text() == "512"
    QTest.keyClick(box, Key.Key_Return)
    rows = active.workspace.rows("asthma_care")
    assert list(rows[0].figures.values()) == ["512"]
    QTest.keyClick(active, Key.Key_4, CONTROL)
    QTest.keyClicks(focused(), "7")
    assert focused() is not box  # the first has its figure: it is the second row's turn
    active.workspace.undo()


def test_in_a_table_they_land_in_the_first_row_without_a_number(active: MainWindow) -> None:
    active.open_page("inhalers")
    settle()
    grid = active.findChild(GridView, "inhalers-grid")
    assert grid is not None
    row, column = grid.grid.begins_at(*grid.model_of_inhalers.first_place())  # type: ignore[attr-defined]
    grid.grid.put([(row + 1, column, "")], "")
    before = [grid.grid.index(n, column).data() for n in range(grid.grid.rowCount())]
    active.open_page("home")
    QTest.keyClick(active, Key.Key_3, CONTROL)
    QTest.keyClicks(focused(), "4")
    QTest.keyClicks(focused(), "5")
    QTest.keyClick(focused(), Key.Key_Return)
    now = [grid.grid.index(n, column).data() for n in range(grid.grid.rowCount())]
    changed = [n for n, pair in enumerate(zip(before, now, strict=True)) if pair[0] != pair[1]]
    assert [now[n] for n in changed] == ["45"]
    active.workspace.undo()


def test_on_a_full_page_figures_change_nothing_and_that_is_said(active: MainWindow) -> None:
    figures = active.workspace.document().sections
    QTest.keyClick(active, Key.Key_4, CONTROL)
    settle()
    QTest.keyClicks(focused(), "9")
    assert focused().objectName() == "title-asthma_care" or isinstance(focused(), QLineEdit)
    assert active.workspace.document().sections == figures


def test_a_title_that_got_the_keys_otherwise_passes_nothing_on(active: MainWindow) -> None:
    active.workspace.show_period(Period(2030, 1))
    QTest.keyClick(active, Key.Key_4, CONTROL)
    settle()
    page = active.open_page_widget
    assert page is not None
    box = next(each for each in page.findChildren(QLineEdit) if each.isVisible())
    box.setFocus()
    box.hide()  # what has the focus goes
    settle()
    assert focused().objectName() == "title-asthma_care"
    QTest.keyClicks(focused(), "9")
    assert focused().objectName() == "title-asthma_care"
    box.show()


@pytest.mark.parametrize("by", ["note", "correct"])
def test_after_an_answer_comes_the_next_question_then_the_figure(active: MainWindow, by: str) -> None:
    workspace = active.workspace
    workspace.go_to("waste")
    settle()
    grid = active.findChild(GridView, "waste-grid")
    assert grid is not None
    for row in workspace.rows("waste")[:2]:
        workspace.set_figure("waste", row.id, "kg", "900000")
    settle()
    asked = [issue for issue in workspace.issues() if issue.section == "waste"]
    assert len(asked) == 2
    for left in (1, 0):
        if not left:
            assert focused().objectName() == "waste-issue-0-correct"  # the next question
        button = active.findChild(QPushButton, f"waste-issue-0-{'noted' if by == 'note' else by}")
        assert button is not None
        button.setFocus()
        QTest.keyClick(button, Key.Key_Space)
        if by == "note":
            settle()
            QTest.keyClicks(focused(), "A skip was hired")
            QTest.keyClick(focused(), Key.Key_Return)
        settle()
        assert len([issue for issue in workspace.issues() if issue.section == "waste"]) == left
    assert grid.hasFocus()
    field = grid.grid.field_at(grid.currentIndex().column())
    assert (grid.currentIndex().row(), field) == (0, "kg")  # which was asked about last
    if by == "note":
        assert "A skip was hired" in str([each.flags for each in workspace.rows("waste")])


def test_in_a_form_the_keys_go_back_to_the_figure(active: MainWindow) -> None:
    workspace = active.workspace
    workspace.go_to("paper")
    settle()
    workspace.set_figure("paper", workspace.rows("paper")[0].id, "reams", "4000")
    settle()
    button = active.findChild(QPushButton, "paper-reams-correct")
    assert button is not None
    button.setFocus()
    QTest.keyClick(button, Key.Key_Space)
    settle()
    assert [issue for issue in workspace.issues() if issue.section == "paper"] == []
    assert focused().objectName() == "paper-reams"
