"""Chips say how many products there are of each kind, show them, and are remembered for the data file."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from ui.inhalers import inhaler_columns as at
from ui.inhalers.inhaler_grid import InhalerGrid
from ui.inhalers.inhaler_order import Show
from ui.practice.practice_window import MainWindow

Key = Qt.Key


def opened(window: MainWindow) -> InhalerGrid:
    window.resize(1366, 688)
    window.open_page("inhalers")
    QApplication.processEvents()
    found = window.findChild(InhalerGrid)
    assert found is not None
    return found


def chip(window: MainWindow, show: Show) -> QPushButton:
    found = window.findChild(QPushButton, f"show-products-{list(Show).index(show)}")
    assert isinstance(found, QPushButton)
    return found


def codes(grid: InhalerGrid) -> list[str]:
    return [entry.code for entry in grid.model_of_inhalers.entries if entry.code]


def write(grid: InhalerGrid, code: str, text: str) -> None:
    row = grid.grid.row_of(code)
    assert row is not None
    grid.show_cell(row, at.NOW)
    QTest.keyClicks(grid, text[:1])
    QTest.keyClicks(QApplication.focusWidget(), text[1:])
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)


def test_chips_count_what_they_show_and_hide_what_there_is_none_of(active: MainWindow) -> None:
    grid = opened(active)
    for show in Show:
        count = grid.model_of_inhalers.counts[show]
        assert chip(active, show).isVisible() == bool(count)
        if count:
            assert chip(active, show).accessibleName() == f"{show.value} {count:,}"
            chip(active, show).click()
            assert len(codes(grid)) == count
            assert chip(active, show).text().startswith("✓ ")


def test_what_is_chosen_stays_in_sight_with_none_of_it(active: MainWindow) -> None:
    grid = opened(active)
    code = codes(grid)[0]
    row = grid.grid.row_of(code)
    assert row is not None
    grid.grid.setData(
        grid.grid.index(row, at.ESTIMATED), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole
    )
    for other in codes(grid)[1:]:
        at_row = grid.grid.row_of(other)
        assert at_row is not None
        where = grid.grid.index(at_row, at.ESTIMATED)
        grid.grid.setData(where, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    chip(active, Show.ESTIMATED).click()
    assert codes(grid) == [code]
    active.workspace.undo_stack.clear()
    grid.grid.setData(
        grid.grid.index(1, at.ESTIMATED), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole
    )
    assert codes(grid) == [code]  # it does not go from under the hand
    assert chip(active, Show.ESTIMATED).isVisible()
    assert chip(active, Show.ESTIMATED).accessibleName() == "Estimated 0"
    chip(active, Show.ALL).click()
    assert not chip(active, Show.ESTIMATED).isVisible()


def test_a_product_that_is_filled_stays_among_those_without_a_value(active: MainWindow) -> None:
    grid = opened(active)
    code = codes(grid)[0]
    before = grid.model_of_inhalers.counts[Show.NO_VALUE]
    row = grid.grid.row_of(code)
    assert row is not None
    grid.show_cell(row, at.NOW)
    QTest.keyClick(grid, Key.Key_Delete)
    assert grid.model_of_inhalers.counts[Show.NO_VALUE] == before + 1
    chip(active, Show.NO_VALUE).click()
    there = codes(grid)
    assert code in there
    write(grid, code, "12")
    assert codes(grid) == there
    assert grid.model_of_inhalers.counts[Show.NO_VALUE] == before


def test_arrow_keys_choose_and_tab_goes_to_one_chip(active: MainWindow) -> None:
    opened(active)
    used, everything = chip(active, Show.USED), chip(active, Show.ALL)
    used.click()
    used.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(used, Key.Key_Right)
    assert QApplication.focusWidget() is not used
    chosen = [show for show in Show if chip(active, show).isChecked()]
    assert len(chosen) == 1
    everything.click()
    stops = [show for show in Show if chip(active, show).focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [Show.ALL]


def test_the_choice_is_kept_for_the_data_file(active: MainWindow, qtbot: QtBot) -> None:
    opened(active)
    chip(active, Show.ALL).click()
    preferences = active.workspace.preferences
    assert preferences is not None
    again = MainWindow(active.workspace, preferences)
    qtbot.addWidget(again)
    opened(again)
    assert chip(again, Show.ALL).isChecked()
    chip(again, Show.USED).click()
    third = MainWindow(active.workspace, preferences)
    qtbot.addWidget(third)
    opened(third)
    assert chip(third, Show.USED).isChecked()


def test_what_the_program_shows_on_its_way_is_not_kept(active: MainWindow, qtbot: QtBot) -> None:
    grid = opened(active)
    chip(active, Show.USED).click()
    chip(active, Show.CHECK).click()
    row = next(row for row in active.workspace.rows("inhalers") if row.figures["bnf_code"] not in codes(grid))
    active.workspace.go_to("inhalers", row.id, "inhalers")
    assert chip(active, Show.ALL).isChecked()
    preferences = active.workspace.preferences
    assert preferences is not None
    again = MainWindow(active.workspace, preferences)
    qtbot.addWidget(again)
    opened(again)
    assert not chip(again, Show.ALL).isChecked()


def test_columns_are_chosen_and_kept(active: MainWindow, qtbot: QtBot) -> None:
    grid = opened(active)
    assert grid.isColumnHidden(at.CODE)
    assert not grid.isColumnHidden(at.YEAR)
    menu = active.findChild(QPushButton, "inhaler-columns").menu()
    actions = {action.text(): action for action in menu.actions()}
    actions["BNF code"].trigger()
    actions["Same quarter last year"].trigger()
    assert not grid.isColumnHidden(at.CODE)
    assert grid.isColumnHidden(at.YEAR)
    preferences = active.workspace.preferences
    assert preferences is not None
    again = MainWindow(active.workspace, preferences)
    qtbot.addWidget(again)
    other = opened(again)
    assert not other.isColumnHidden(at.CODE)
    assert other.isColumnHidden(at.YEAR)


def test_a_way_to_a_figure_of_a_hidden_column_shows_it(active: MainWindow) -> None:
    grid = opened(active)
    assert all(grid.isColumnHidden(column) for column in (at.ITEMS, at.PACK, at.CODE))
    row_id = active.workspace.rows("inhalers")[0].id
    active.workspace.go_to("inhalers", row_id, "items")
    assert not grid.isColumnHidden(at.ITEMS)
    assert grid.currentIndex().column() == at.ITEMS


def test_change_is_this_quarter_less_the_last(active: MainWindow) -> None:
    grid = opened(active)
    model = grid.model_of_inhalers
    for entry in model.entries:
        if entry.code and entry.last:
            write(grid, entry.code, str(int(entry.last.replace(",", "")) + 7))
            row = model.row_of(entry.code)
            assert row is not None
            assert model.index(row, at.CHANGE).data() == "+7"
            QTest.keyClick(active, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
            return


def test_the_usual_columns_fit_an_ordinary_screen_and_large_text_freezes_the_first(
    active: MainWindow, qtbot: QtBot
) -> None:
    grid = opened(active)
    qtbot.waitUntil(lambda: grid.horizontalScrollBar().maximum() == 0)
    assert not grid.frozen.isVisible()
    for action in active.findChild(QPushButton, "inhaler-columns").menu().actions():
        if not action.isChecked():
            action.trigger()
    active.resize(900, 600)
    QApplication.processEvents()
    row = next(n for n, entry in enumerate(grid.model_of_inhalers.entries) if entry.code)
    grid.show_cell(row, at.NOTE)
    assert grid.frozen.isVisible()
    assert grid.visualRect(grid.currentIndex()).left() >= grid.frozen.reach
    grid.show_cell(row, at.TYPE)
    assert grid.visualRect(grid.currentIndex()).left() >= grid.frozen.reach
    grid.show_cell(row, at.PRODUCT)
    assert not grid.frozen.isVisible()


def test_where_room_is_short_one_button_stands_for_the_chips(active: MainWindow) -> None:
    grid = opened(active)
    active.resize(1000, 640)
    QApplication.processEvents()
    choice = active.findChild(QComboBox, "show-products-list")
    assert choice.isVisible()
    assert not chip(active, Show.USED).isVisible()
    assert choice.said == f"Show: used here {grid.model_of_inhalers.counts[Show.USED]}"
    choice.setFocus()
    QTest.keyClick(choice, Key.Key_End)
    count = grid.model_of_inhalers.counts[Show.ALL]
    assert (choice.currentText(), len(codes(grid))) == (f"All {count:,}", count)
    assert chip(active, Show.ALL).isChecked()
    active.resize(1366, 688)
    QApplication.processEvents()
    assert chip(active, Show.ALL).isVisible()


def test_esc_empties_a_box_for_what_to_find_and_shows_all_again(active: MainWindow) -> None:
    for page, name, sought in (("inhalers", "find-inhaler", "clen"), ("help", "help-find", "diesel")):
        active.open_page(page)
        if page == "help":
            active.show_help_part("factors")
        box = active.findChild(QLineEdit, name)
        assert isinstance(box, QLineEdit)
        box.setFocus()
        table = active.findChild(QTableView, "inhalers-grid" if page == "inhalers" else "help-factors")
        before = table.model().rowCount()
        QTest.keyClicks(box, sought)
        assert table.model().rowCount() < before
        QTest.keyClick(box, Key.Key_Escape)
        assert (box.text(), table.model().rowCount()) == ("", before)
        assert QApplication.focusWidget() is box
