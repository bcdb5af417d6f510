"""Questions of a section and rows of the inhaler page where text is large or a quarter is filled."""

from dataclasses import replace

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from greenpractice.periods import Period
from greenpractice.returns.documents import Flag, ImportedFrom
from tests.ui.answers import return_of
from tests.ui.conftest import OpenAlone
from ui.inhalers.inhaler_columns import NOTE
from ui.inhalers.inhaler_page import InhalerPage
from ui.inhalers.published import MARK
from ui.practice.check_page import CheckPage
from ui.widgets.style import apply_look, row_height

QUARTER = Period(2026, 1)


def test_answers_stand_below_a_long_question_whatever_the_size_of_the_text(
    open_alone: OpenAlone, qapp: QApplication, qtbot: QtBot
) -> None:
    """Beside it four of them left the sentence a column of single words."""
    period = Period(2026, 2)
    rows = ({"bnf_code": "0302000C0BPABBF", "inhalers": "40"},)
    page = open_alone(CheckPage, return_of(period, inhalers=rows), period=period)
    page.refresh()
    page.resize(1093, 614)
    page.show()

    def below() -> bool:
        answer = next(each for each in page.findChildren(QPushButton) if "-answer-" in each.objectName())
        asked = next(each for each in page.findChildren(QLabel) if each.text().startswith("Which packs of"))
        return answer.mapTo(page, QPoint()).y() >= asked.mapTo(page, QPoint()).y() + asked.height()

    for size in (100, 200, 100):
        apply_look(qapp, size=size)
        qtbot.waitUntil(below)


def test_a_quarter_filled_from_published_data_has_rows_of_one_line(open_alone: OpenAlone) -> None:
    rows = ({"bnf_code": "0301011R0BEAIAP", "inhalers": "60", "items": "52"},)
    flag = Flag("inhalers", 0, source=ImportedFrom("epd.csv", QUARTER.months))
    sent = replace(return_of(QUARTER, inhalers=rows), flags=(flag,))
    page = open_alone(InhalerPage, sent, width=1060, period=QUARTER)
    page.show()
    page.refresh()
    row = next(number for number, entry in enumerate(page.model.entries) if entry.position == 0)
    assert page.model.index(row, NOTE).data() == MARK
    assert page.grid.rowHeight(row) == row_height()


def test_sums_of_parts_of_packs_have_one_decimal_and_no_carbon_is_announced_without_a_number(
    open_alone: OpenAlone,
) -> None:
    rows = ({"bnf_code": "0301020Q0BBABAB", "inhalers": "8.933333"},)
    page = open_alone(InhalerPage, return_of(QUARTER, inhalers=rows), width=1060, period=QUARTER)
    page.refresh()
    said = [label.text() for label in page.findChildren(QLabel) if not label.isHidden()]
    assert "8.9" in said
    assert "8.933333" not in said
    assert page.findChild(QPushButton, "inhalers-kg").isVisibleTo(page)
    page.workspace.show_period(QUARTER.next)
    page.refresh()
    assert not page.findChild(QPushButton, "inhalers-kg").isVisibleTo(page)
