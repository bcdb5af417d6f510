"""Texts that wrap: as high as Qt says, whatever changed since they were last asked, and Qt is asked once."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.ui.answers import usual_look
from ui.widgets.controls import Words, set_look, words
from ui.widgets.style import apply_look

LONG = "Every figure of the quarter that was typed or imported, and what is still to be checked in it. "
CHANGES: dict[str, Callable[[QLabel], object]] = {
    "text": lambda label: label.setText(LONG * 9),
    "no wrapping": lambda label: label.setWordWrap(False),
    "margins": lambda label: label.setContentsMargins(40, 30, 20, 10),
    "larger text": lambda label: apply_look(QApplication.instance(), dark=False, size=150),  # type: ignore[arg-type]
    "font": lambda label: set_look(label, "look", "figure"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_text_is_as_high_as_qt_says(change: str, qtbot: QtBot, qapp: QApplication) -> None:
    usual_look(qapp)
    label = words(LONG * 5, "hint")
    qtbot.addWidget(label)
    label.show()
    before = label.heightForWidth(300)
    CHANGES[change](label)
    qapp.processEvents()
    assert label.heightForWidth(300) == QLabel.heightForWidth(label, 300) != before
    usual_look(qapp)


def test_a_title_is_as_high_before_it_is_shown(qtbot: QtBot, qapp: QApplication) -> None:
    usual_look(qapp)
    label = words(LONG * 5, "page")
    qtbot.addWidget(label)
    before = label.heightForWidth(300)
    label.show()
    qapp.processEvents()
    assert before == label.heightForWidth(300) == QLabel.heightForWidth(label, 300)


def test_qt_is_asked_once_for_each_width(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(QLabel, "heightForWidth", lambda _label, width: asked.append(width) or 20)
    label = words(LONG)
    qtbot.addWidget(label)
    assert isinstance(label, Words)
    assert [label.heightForWidth(width) for width in (300, 400, 300, 400)] == [20] * 4
    assert asked == [300, 400]


@pytest.mark.parametrize(
    "name",
    [
        "Greener_figures_of_the_medical_group_for_april_to_june_2026_final_version_2.pdf",
        "GreenerFiguresOfTheMedicalGroupForAprilToJune2026FinalVersionOfThePracticeManager.pdf",
        "C:\\Users\\practice\\OneDrive\\Documents\\GreenerPractice\\Network\\U67590\\2026-27-Q1.pdf",
    ],
)
def test_a_name_without_blanks_goes_on_in_the_next_line_and_is_what_it_was(
    name: str, qtbot: QtBot, qapp: QApplication
) -> None:
    usual_look(qapp)
    for label in (words(f"Saved as {name}"), words("")):
        qtbot.addWidget(label)
        label.setText(f"Saved as {name}")
        assert label.minimumSizeHint().width() < 200
        assert label.heightForWidth(220) > 2 * label.heightForWidth(4000)
        assert label.text() == f"Saved as {name}"
    short = words(LONG)
    assert QLabel.text(short) == LONG


def test_words_that_are_taken_away_are_gone(qapp: QApplication) -> None:
    label = words("There is a problem")
    label.clear()
    assert (label.text(), QLabel.text(label)) == ("", "")
