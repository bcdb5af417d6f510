"""How words, headings, ornaments and cells are heard, asked of Qt itself."""

import gc

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.widgets.spoken.in_process import item_of
from tests.ui.widgets.spoken.reading import Item, faults_heard, heard
from ui.widgets.controls import Radio, Words, line, words
from ui.widgets.icons import Icon
from ui.widgets.spoken.hearing import Answers, heard_first, set_level, silence


def said_of(qtbot: QtBot, *parts: QWidget) -> list[str]:
    """What is heard of these parts, one below the other."""
    return [f"{each.role} {each.level or ''} {each.name}" for each in heard(_over(qtbot, *parts))]


def _over(qtbot: QtBot, *parts: QWidget) -> Item:
    whole = QWidget()
    qtbot.addWidget(whole)
    down = QVBoxLayout(whole)
    for part in parts:
        down.addWidget(part)
    whole.show()
    return item_of(whole)


def test_words_that_look_like_a_heading_are_one(qtbot: QtBot) -> None:
    plain, total = words("Sample Surgery", "card"), words("By scope", "bold")
    set_level(plain, 0)
    set_level(total, 3)
    parts = [words("Energy", "page"), words("Electricity", "section"), words("From a bill"), plain, total]
    assert said_of(qtbot, *parts) == [
        "heading 1 Energy", "heading 2 Electricity", "label  From a bill", "label  Sample Surgery",
        "heading 3 By scope",
    ]  # fmt: skip


def test_ornaments_and_what_is_empty_or_said_elsewhere_are_silent(qtbot: QtBot) -> None:
    again = words("Completed")
    silence(again)
    assert said_of(qtbot, Icon("leaf"), line(), words(""), again, words("Heard")) == ["label  Heard"]


def test_words_that_come_later_are_heard_with_what_they_say_then(qtbot: QtBot) -> None:
    late = words("")
    whole = QWidget()
    qtbot.addWidget(whole)
    QVBoxLayout(whole).addWidget(late)
    whole.show()
    assert heard(item_of(whole)) == []
    late.setText("12 of 14 sections completed")
    late.setToolTip("12 of 14 sections completed")
    (said,) = heard(item_of(whole))
    assert (said.name, said.description) == ("12 of 14 sections completed", "")


def test_a_long_name_of_a_file_is_heard_without_its_places_to_break(qtbot: QtBot) -> None:
    name = "Greener-return_C82009_2026-27-Q2_v1.pdf"
    assert said_of(qtbot, words(name)) == [f"label  {name}"]


def test_answers_are_heard_under_their_question(qtbot: QtBot) -> None:
    held = Answers("Do you take part?")
    QVBoxLayout(held).addWidget(Radio("Yes"))
    assert said_of(qtbot, held) == ["panel  Do you take part?", "radio button  Yes"]


def test_what_comes_last_to_its_place_can_be_heard_first(qtbot: QtBot) -> None:
    title = words("Home", "page")
    whole = QWidget()
    qtbot.addWidget(whole)
    down = QVBoxLayout(whole)
    for part in (words("Due soon"), title):
        down.addWidget(part)
    heard_first(title)
    whole.show()
    assert [each.name for each in heard(item_of(whole))] == ["Home", "Due soon"]


def test_what_is_going_is_asked_and_says_nothing(qtbot: QtBot, capfd: pytest.CaptureFixture[str]) -> None:
    """A label that is hidden as it goes is told of, when it is hardly a label any more."""
    QAccessible.setActive(True)
    for _ in range(20):
        whole = QWidget()
        QVBoxLayout(whole).addWidget(words("Energy", "page"))
        whole.show()
        assert len(heard(item_of(whole))) == 1
        whole.deleteLater()
        QCoreApplication.sendPostedEvents(whole, QEvent.Type.DeferredDelete)
    assert "Traceback" not in capfd.readouterr().err


def test_what_has_gone_is_asked_nothing(qtbot: QtBot) -> None:
    """Qt keeps what stands for a widget, and it may be asked for once more while that goes."""
    QAccessible.setActive(True)
    for _ in range(50):
        gone = Words("")
        gone.setText("Here")
        kept = QAccessible.queryAccessibleInterface(gone)
        gone.deleteLater()
        QCoreApplication.sendPostedEvents(gone, QEvent.Type.DeferredDelete)
        with pytest.raises(RuntimeError):
            kept.role()
    gc.collect()


@pytest.mark.parametrize(
    ("items", "fault"),
    [
        ([Item("label", "")], "label has no name"),
        ([Item("filler", "", focusable=True)], "filler has no name"),
        ([Item("cell", "", focusable=True)], "cell has no name"),
        ([Item("label", "a\u200bb")], "marks in its name"),
        ([Item("push button", "Paper, Completed"), Item("label", "Completed")], "already"),
        ([Item("label", "Total"), Item("push button", "Total: 31 t")], "begins with"),
        ([Item("label", "Same"), Item("label", "Same")], "is followed by"),
        ([Item("label", "18 of 18", "18 of 18")], "again"),
        ([Item("radio button", "Yes")], "has no question"),
        ([Item("chart", "Carbon")], "has no sentence"),
        ([Item("chart", "Bars of carbon by its source")], "has no table"),
        ([Item("heading", "Other", level=1)], "2 headings of level 1"),
        ([Item("heading", "Deep", level=3)], "a heading of level 3 and none of 2"),
    ],
)
def test_what_is_wrong_is_found(items: list[Item], fault: str) -> None:
    page = Item("frame", "Window", children=[Item("heading", "Page", level=1), *items])
    assert any(fault in found for found in faults_heard(page))


def test_what_is_sound_has_no_faults() -> None:
    page = Item("frame", "Window", children=[
        Item("heading", "Page", level=1),
        Item("label", "Patients"), Item("text", "Patients", labelled=True),
        Item("panel", "Which months", children=[Item("radio button", "This quarter")]),
        Item("panel", "", children=[Item("push button", "Show as table: Carbon"),
                                    Item("chart", "Bars of carbon by its source")]),
        Item("heading", "By scope", level=2), Item("table", "By scope", children=[Item("cell", "")]),
        Item("label", "Practice details"), Item("push button", "Change Practice details"),
    ])  # fmt: skip
    assert faults_heard(page) == []
