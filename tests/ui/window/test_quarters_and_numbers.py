"""Buttons beside the quarter stay where they are pressed, and numbers in the list open their pages."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QRadioButton

from greenpractice.periods import Period
from ui.practice.practice_window import MainWindow
from ui.widgets.choice import Choice
from ui.window.header import BASELINE, quarter_of_today, quarters_so_far
from ui.window.navigation import HEADING, row_of

Key, LEFT = Qt.Key, Qt.MouseButton.LeftButton


def found(window: MainWindow, name: str) -> QPushButton:
    button = window.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    return button


@pytest.mark.sweep
@pytest.mark.parametrize("name", ["earlier-quarter", "later-quarter"])
@pytest.mark.parametrize("by_mouse", [True, False])
def test_a_button_beside_the_quarter_can_be_pressed_again_where_it_is(
    active: MainWindow, name: str, by_mouse: bool
) -> None:
    active.resize(1366, 768)
    for key in ("home", "inhalers", "electricity", "check", "results"):
        active.open_page(key)
        assert active.open_key == key
        active.workspace.show_period(Period(2025, 1))
        QApplication.processEvents()
        button = found(active, name)
        place, seen = button.mapToGlobal(QPoint(0, 0)), [active.workspace.period]
        button.setFocus(Qt.FocusReason.TabFocusReason)
        for _ in range(3):
            if by_mouse:
                at = active.mapFromGlobal(place) + button.rect().center()
                QTest.mouseClick(active.childAt(at), LEFT)
            else:
                QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)
            QApplication.processEvents()
            seen.append(active.workspace.period)
            assert QApplication.focusWidget() is button, key
            assert button.mapToGlobal(QPoint(0, 0)) == place, (key, seen)
        assert len(set(seen)) == 4, (key, seen)


def test_the_button_stays_also_from_a_whole_year(active: MainWindow) -> None:
    active.resize(1366, 768)
    active.workspace.show_period(Period(2024))
    QApplication.processEvents()
    places = []
    for _ in range(3):
        places.append(found(active, "earlier-quarter").mapToGlobal(QPoint(0, 0)))
        QTest.mouseClick(found(active, "earlier-quarter"), LEFT)
        QApplication.processEvents()
    assert len({(place.x(), place.y()) for place in places}) == 1


def test_after_the_last_quarter_the_focus_is_on_the_quarter(active: MainWindow) -> None:
    active.workspace.show_period(quarter_of_today().previous)
    found(active, "later-quarter").setFocus()
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)
    assert active.workspace.period == quarter_of_today()
    assert QApplication.focusWidget() is found(active, "choose-quarter")


def test_the_keys_that_a_page_names_open_it(active: MainWindow) -> None:
    items = [active.navigation.item(row) for row in range(active.navigation.count())]
    keys = {item.toolTip().removeprefix("Ctrl+"): item.text() for item in items}
    numbered = {key: title for key, title in keys.items() if len(key) == 1 and key.isdecimal()}
    assert sorted(numbered) == [str(n) for n in range(1, 10)]
    titles = {spec.title: spec.key for spec in active.specs}
    for number, title in numbered.items():
        QTest.keyClick(active, Key(ord(number)), Qt.KeyboardModifier.ControlModifier)
        assert active.open_key == titles[title], number


def test_every_item_of_the_list_is_a_page_and_a_heading_is_not_pressed(active: MainWindow) -> None:
    navigation = active.navigation
    items = [navigation.item(row) for row in range(navigation.count())]
    assert [item.text() for item in items] == [spec.title for spec in active.specs]
    first = next(item for item in items if item.data(HEADING))
    assert (first.text(), first.data(HEADING)) == ("Results", "Results")
    room, opened = navigation.visualItemRect(first), active.open_key
    row = row_of(room, first.data(HEADING))
    QTest.mouseClick(navigation.viewport(), Qt.MouseButton.LeftButton, pos=room.topLeft() + QPoint(40, 4))
    assert active.open_key == opened
    QTest.mouseClick(navigation.viewport(), Qt.MouseButton.LeftButton, pos=row.center())
    assert active.open_key == "results"


def test_a_page_with_a_figure_to_check_says_so_until_it_is_answered(active: MainWindow) -> None:
    heard = Qt.ItemDataRole.AccessibleTextRole
    item = next(
        each
        for each in (active.navigation.item(row) for row in range(active.navigation.count()))
        if each.text() == "Practice details"
    )
    active.show_progress()
    assert item.data(heard) == "Practice details, completed"
    row = active.workspace.row_id("practice", 0)
    before = active.workspace.rows("practice")[0].figures["registered_patients"]
    active.workspace.set_figure("practice", row, "registered_patients", "12")
    assert item.data(heard) == "Practice details, completed, to check"
    active.workspace.set_figure("practice", row, "registered_patients", before)
    assert item.data(heard) == "Practice details, completed"


def test_an_answer_of_no_data_shows_what_is_kept(active: MainWindow) -> None:
    active.workspace.show_period(Period(2024, 1))
    shown = 0
    for spec in active.specs:
        active.open_page(spec.key)
        QApplication.processEvents()
        for radio in active.pages[spec.key].findChildren(QRadioButton):
            name = radio.objectName()
            if not name.endswith("-no-data-given") or not radio.isVisible():
                continue
            shown += 1
            others = [
                each
                for each in radio.parentWidget().findChildren(QRadioButton)
                if each is not radio and each.isVisible()
            ]
            before = [each.isChecked() for each in (radio, *others)]
            for _ in range(2):  # also where there is no data already
                radio.setFocus()
                QTest.keyClick(radio, Key.Key_Space)
                assert not any(each.isChecked() for each in (radio, *others)), name
            assert not before[0], name
            others[0].setFocus()
            QTest.keyClick(others[0], Key.Key_Space)
            QApplication.processEvents()
            assert others[0].isChecked(), name
            radio.setFocus()
            QTest.keyClick(radio, Key.Key_Space)
            assert not any(each.isChecked() for each in (radio, *others)), name
    assert shown > 1


def offered(menu: QMenu) -> list[str]:
    """The names of all entries, those below a year too, in their order."""
    names = []
    for action in menu.actions():
        below = menu.findChild(QMenu, action.objectName().replace("year-", "menu-"))
        names += [action.objectName()] if below is None else offered(below)
    return names


@pytest.mark.parametrize("shown", [Period(2026, 2), Period(2025, 1), Period(2021, 3), Period(2019, 1)])
def test_every_quarter_since_the_baseline_can_be_chosen(active: MainWindow, shown: Period) -> None:
    active.workspace.show_period(shown)
    menu = active.header.period_menu()
    names = offered(menu)
    for quarter in quarters_so_far():
        assert f"choose-{quarter.id}" in names, quarter
    assert len([action for action in menu.actions() if action.menu() is not None]) >= 5
    at_once = [action.objectName() for action in menu.actions()]
    for near in (shown, shown.previous, shown.next):
        if BASELINE.first_day <= near.first_day:
            assert f"choose-{near.id}" in at_once, "the list moves with the quarter in view"
    menu.findChild(QMenu, "menu-2022").actions()[0].trigger()
    assert active.workspace.period.year == 2022
    menu.deleteLater()


def test_keys_go_to_the_quarter_before_and_after(active: MainWindow) -> None:
    active.open_page("water")
    active.workspace.show_period(quarter_of_today().previous)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(QApplication.focusWidget(), Key.Key_PageUp, both)
    assert active.workspace.period == quarter_of_today().previous.previous
    for _ in range(2):
        QTest.keyClick(QApplication.focusWidget(), Key.Key_PageDown, both)
    assert active.workspace.period == quarter_of_today()
    QTest.keyClick(QApplication.focusWidget(), Key.Key_PageDown, both)
    assert active.workspace.period == quarter_of_today()
    assert active.status.currentMessage() == "Later quarters have not begun"


def test_a_quarter_to_start_is_typed_with_its_spaces(active: MainWindow) -> None:
    """Slowly too, and what is in view is offered first where it can be started."""
    active.workspace.show_period(Period(2020, 3))
    active.header.setFocus()
    QTest.keyClick(active, Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    choice = QApplication.focusWidget()
    assert isinstance(choice, Choice)
    assert choice.currentText() == "October to December 2020"
    QTest.keyClicks(choice, "April to June 2021", delay=30)
    assert choice.currentText() == "April to June 2021"
    assert not choice.view().isVisible()
    QTest.qWait(1600)
    QTest.keyClicks(choice, "jjj")
    assert choice.currentText().startswith("January to March")
    QTest.qWait(1600)
    QTest.keyClick(choice, Key.Key_Space)
    assert choice.view().isVisible(), "alone it opens the list, as ever"
    choice.hidePopup()
