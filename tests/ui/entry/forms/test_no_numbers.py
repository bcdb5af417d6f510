"""A small form can be settled without numbers: it is no data still, and the first figure takes that back."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit

from greenpractice.periods import Period
from greenpractice.returns.documents import document_text, to_json
from greenpractice.returns.progress import Progress, Status
from greenpractice.returns.reading import read_document
from ui.practice.practice_window import MainWindow

Key = Qt.Key
SAID = "We do not have these numbers this quarter"


def none_of(window: MainWindow, section: str) -> QCheckBox:
    found = window.findChild(QCheckBox, f"{section}-none")
    assert isinstance(found, QCheckBox)
    return found


def press(key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)
    QApplication.processEvents()


def test_by_keys_it_is_said_undone_and_taken_back_by_a_figure(active: MainWindow) -> None:
    workspace = active.workspace
    active.open_page("asthma_care")
    QApplication.processEvents()
    none = none_of(active, "asthma_care")
    assert not none.isVisible(), "there are figures"
    workspace.show_period(Period(2026, 3))
    QApplication.processEvents()
    last = active.findChild(QLineEdit, "asthma_care-search_name")
    last.setFocus()
    press(Key.Key_Tab)
    assert QApplication.focusWidget() is none
    assert (none.text(), none.isChecked()) == (SAID, False)
    press(Key.Key_Space)
    assert none.isChecked()
    assert workspace.progress()["asthma_care"] == Progress(Status.COMPLETED, "no data")
    assert active.findChild(QLabel, "asthma_care-foot-status").text() == "Completed"
    document = workspace.document()
    assert document.rows("asthma_care") == ({},)
    assert workspace.section_kg("asthma_care") is None
    issued = replace(document, revision=1, created="2027-01-08T10:00:00+00:00")
    again, _ = read_document(document_text(to_json(issued)), "return.json")
    assert [(flag.section, flag.field, flag.note) for flag in again.flags] == [("asthma_care", None, SAID)]
    QTest.keyClick(none, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    assert not none.isChecked()
    assert workspace.progress()["asthma_care"].status is Status.NOT_YET_STARTED
    none.setFocus()
    press(Key.Key_Space)
    register = active.findChild(QLineEdit, "asthma_care-asthma_register")
    register.setFocus()
    QTest.keyClicks(register, "630")
    press(Key.Key_Return)
    assert workspace.document().rows("asthma_care") == ({"asthma_register": "630"},)
    assert workspace.document().flags == ()
    assert not none.isVisible()
    workspace.undo()
    QApplication.processEvents()
    assert none.isVisible()
    assert none.isChecked(), "one step takes the figure away and says it again"


def test_a_second_form_of_a_page_says_it_for_itself_and_its_tick_goes_again(active: MainWindow) -> None:
    workspace = active.workspace
    workspace.show_period(Period(2026, 3))
    active.open_page("water")
    QApplication.processEvents()
    paper = none_of(active, "paper")
    paper.setFocus()
    press(Key.Key_Space)
    progress = workspace.progress()
    assert (progress["paper"].status, progress["water"].status) == (
        Status.COMPLETED,
        Status.NOT_YET_STARTED,
    )
    press(Key.Key_Space)
    assert workspace.rows("paper") == ()
    assert workspace.progress()["paper"].status is Status.NOT_YET_STARTED
