"""A small form is a table where there is room: one column of boxes, with what was before beside each."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from ui.entry.figure_field import FigureField
from ui.entry.form_panel import FormPanel
from ui.practice.practice_window import MainWindow
from ui.widgets.style import apply_look
from ui.widgets.tokens import LIGHT

pytestmark = pytest.mark.usefixtures("usual")


def form_of(window: MainWindow, page: str, width: int = 1366) -> FormPanel:
    if window.open_key != page:
        window.open_page(page)
    window.setMinimumSize(300, 300)
    window.resize(width, 688)
    for _ in range(3):
        QApplication.processEvents()
    return next(each for each in window.pages[page].findChildren(FormPanel) if each.isVisible())


def left_right(part: QWidget, form: QWidget) -> tuple[int, int]:
    left = part.mapTo(form, QPoint()).x()
    return left, left + part.width()


def said(form: QWidget, name: str) -> str:
    label = form.findChild(QLabel, name)
    return label.text() if label.isVisible() else ""


def at_its_left(field: FigureField) -> str:
    return field.grab().toImage().pixelColor(1, field.height() // 2).name()


@pytest.mark.parametrize("page", ["practice", "asthma_care"])
def test_boxes_and_earlier_figures_stand_in_columns(window: MainWindow, page: str) -> None:
    form = form_of(window, page)
    boxes = [form.findChild(QLineEdit, f"{page}-{key}") for key in form._rows]
    assert {left_right(box, form) for box in boxes} == {left_right(boxes[0], form)}
    assert boxes[0].width() == 96
    for cell in ("last-quarter", "last-year"):
        cells = [form.findChild(QLabel, f"{page}-{key}-{cell}") for key in form._rows]
        assert len({left_right(each, form)[1] for each in cells if each.isVisible()}) <= 1
    assert all(row.height() >= 54 for row in form._rows.values())
    assert [each.text() for each in form.findChildren(QLabel) if each.text() == "This quarter"] == [
        "This quarter"
    ]


@pytest.mark.parametrize(("width", "size"), [(999, 100), (1366, 150), (1366, 200)])
def test_in_little_room_they_are_lines_and_what_is_typed_stays(
    active: MainWindow, qapp: QApplication, width: int, size: int
) -> None:
    form = form_of(active, "asthma_care")
    box = form.findChild(QLineEdit, "asthma_care-asthma_register")
    last = said(form, "asthma_care-asthma_register-last-quarter")
    year = said(form, "asthma_care-asthma_register-last-year")
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "63")
    apply_look(qapp, size=size)
    form_of(active, "asthma_care", width)
    assert (box.text(), box.hasFocus()) == ("63", True)
    earlier = [f"{when} {text}" for when, text in (("Last quarter", last), ("last year", year)) if text]
    assert said(form, "asthma_care-asthma_register-context") == ", ".join(earlier) != ""
    assert said(form, "asthma_care-asthma_register-last-quarter") == ""
    unit = next(each for each in form.findChildren(QLabel) if each.text() == "patients" and each.isVisible())
    assert left_right(unit, form)[0] >= left_right(box, form)[1]
    texts = [left_right(field, form)[0] for field in form._texts.values()]
    assert texts == [0, 0]
    apply_look(qapp, size=100)
    form_of(active, "asthma_care")
    assert said(form, "asthma_care-asthma_register-last-quarter") == last
    assert box.text() == "63"


def test_what_is_wrong_stands_between_hint_and_box_and_a_bar_marks_the_row(active: MainWindow) -> None:
    form = form_of(active, "asthma_care")
    field = form.fields["ics_3_or_more"]
    box, problem = field._edit, field._problem
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "lots")
    QTest.keyClick(box, Qt.Key.Key_Return)
    QApplication.processEvents()
    hint = form.findChild(QLabel, "asthma_care-ics_3_or_more-hint")
    assert problem.isVisible()
    assert problem.mapTo(form, QPoint()).y() >= hint.mapTo(form, QPoint()).y() + hint.height()
    assert left_right(problem, form)[1] <= left_right(box, form)[0]
    assert at_its_left(field) == LIGHT.error
    active.workspace.undo()
    QApplication.processEvents()
    assert not problem.isVisible()
    assert at_its_left(field) != LIGHT.error


def test_a_note_opens_under_its_row_and_folds_when_it_is_left(active: MainWindow) -> None:
    form = form_of(active, "asthma_care")
    field: FigureField = form.fields["asthma_register"]
    way = form.findChild(QPushButton, "asthma_care-asthma_register-add-note")
    assert way.text() == "Add"
    way.click()
    note = form.findChild(QLineEdit, "asthma_care-asthma_register-note")
    assert note.isVisible()
    QTest.keyClicks(note, "from the register")
    QTest.keyClick(note, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert field._edit.hasFocus()
    assert not note.isVisible()
    assert way.text() == "Edit note"
    assert "from the register" in way.accessibleName()
    QTest.keyClick(field._edit, Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    assert (note.isVisible(), note.text()) == (True, "from the register")
