"""What somebody is typing when the figures are told anew: it stays, and is entered where it was typed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QWidget

from greenpractice.facts.inhalers import load_inhalers
from tests.ui.entry.test_rows_by_keyboard import GRIDS, fields_of, grid_of, sample, wanted, write
from tests.ui.session.test_saving import no_room
from ui.entry.grid_view import GridView
from ui.inhalers.inhaler_columns import NOW
from ui.inhalers.inhaler_model import InhalerModel
from ui.inhalers.inhaler_order import Show
from ui.practice.practice_window import MainWindow

Key = Qt.Key


def typed(widget: QWidget | None) -> str:
    if isinstance(widget, QComboBox):
        return widget.currentText()
    assert isinstance(widget, QLineEdit)
    return widget.text()


@pytest.mark.sweep
@pytest.mark.parametrize("is_new", [False, True])
@pytest.mark.parametrize("section", GRIDS)
def test_a_text_in_an_open_cell_stays_while_everything_is_told(
    active: MainWindow, section: str, is_new: bool
) -> None:
    grid, workspace = grid_of(active, section), active.workspace
    for number in range(2):
        workspace.add_row(section, wanted(fields_of(grid), number))
    row = grid.grid.rowCount() - (1 if is_new else 2)
    for column, (_, spec) in enumerate(fields_of(grid)):
        letter = sample(spec, 3)[0]
        grid.show_cell(row, column)
        write(letter)
        before = typed(QApplication.focusWidget())
        assert before.startswith(letter)
        workspace.figures_changed()
        QApplication.processEvents()
        assert typed(QApplication.focusWidget()) == before
        write("", Key.Key_Escape)


def test_a_text_in_the_row_that_waits_stays_when_the_row_is_saved(active: MainWindow) -> None:
    grid, workspace = grid_of(active, "waste"), active.workspace
    new = grid.grid.rowCount() - 1
    with no_room():
        grid.grid.put([(new, 1, "45")], "")
        grid.show_cell(new, 1)
        write("67")
    workspace.try_again()
    assert not workspace.has_unsaved
    assert typed(QApplication.focusWidget()) == "67"
    write("", Key.Key_Return)
    stored = workspace.store.load(workspace.key)
    assert stored is not None
    assert [row.get("kg") for row in stored.document.rows("waste")][new:] == ["67"]


def test_a_text_of_a_product_stays_when_others_come_into_view(active: MainWindow) -> None:
    active.open_page("inhalers")
    QApplication.processEvents()
    grid = active.findChild(GridView, "inhalers-grid")
    model = grid.grid
    assert isinstance(model, InhalerModel)
    model.narrow(Show.USED, "")
    place = next(row for row, entry in reversed(list(enumerate(model.entries))) if entry.code)
    code = model.entries[place].code
    grid.show_cell(place, NOW)
    write("98")
    shown = {entry.code for entry in model.entries}
    other = next(each.bnf_code for each in load_inhalers().products if each.bnf_code not in shown)
    active.workspace.add_row("inhalers", {"bnf_code": other, "inhalers": "3"})
    QApplication.processEvents()
    assert len(model.entries) > len(shown)
    assert typed(QApplication.focusWidget()) == "98"
    write("", Key.Key_Return)
    row = next(row for row in active.workspace.rows("inhalers") if row.figures["bnf_code"] == code)
    assert row.figures["inhalers"] == "98"


@pytest.mark.parametrize("name", ["practice-registered_patients", "contact-name", "contact-email"])
def test_a_text_in_a_box_stays_while_everything_is_told(active: MainWindow, name: str) -> None:
    active.open_page("practice")
    QApplication.processEvents()
    active.findChild(QPushButton, "contact-change").click()
    box = active.findChild(QLineEdit, name)
    box.setFocus()
    box.selectAll()
    write("7777")
    assert box.hasFocus()
    active.workspace.figures_changed()
    assert box.text() == "7777"


def test_a_note_stays_while_everything_is_told(active: MainWindow) -> None:
    active.open_page("practice")
    QApplication.processEvents()
    active.findChild(QLineEdit, "practice-registered_patients").setFocus()
    write("")
    QTest.keyClick(QApplication.focusWidget(), Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    note = active.findChild(QLineEdit, "practice-registered_patients-note")
    active.workspace.figures_changed()
    assert QApplication.focusWidget() is note
    write("from the list")
    active.workspace.figures_changed()
    assert (QApplication.focusWidget(), note.text()) == (note, "from the list")
    write("", Key.Key_Return)
    assert "from the list" in {flag.note for flag in active.workspace.document().flags}


@pytest.mark.parametrize("what", ["figure", "note", "cell"])
def test_what_is_typed_belongs_to_the_quarter_that_is_left(active: MainWindow, what: str) -> None:
    workspace = active.workspace
    left, other = workspace.period, workspace.period.previous
    before = workspace.document_of(other)
    if what == "cell":
        grid_of(active, "electricity").show_cell(0, 1)
        write("7171")
    else:
        active.open_page("practice")
        QApplication.processEvents()
        active.findChild(QLineEdit, "practice-registered_patients").setFocus()
        if what == "note":
            QTest.keyClick(QApplication.focusWidget(), Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
        else:
            QApplication.focusWidget().selectAll()  # type: ignore[attr-defined]
        write("7171")
    workspace.show_period(other)
    QApplication.processEvents()
    assert workspace.document_of(other) == before
    document = workspace.document_of(left)
    assert document is not None
    match what:
        case "cell":
            assert document.rows("electricity")[0]["kwh"] == "7171"
        case "figure":
            assert document.rows("practice")[0]["registered_patients"] == "7171"
        case "note":
            assert "7171" in {flag.note for flag in document.flags}
