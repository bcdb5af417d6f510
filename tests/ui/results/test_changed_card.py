"""Why it changed, on Results: any period beside this one by keys, and what each section consists of."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from greenpractice.answers.changes_since import signed
from greenpractice.answers.why_changed import changed_sentence
from greenpractice.carbon.comparing import Comparison
from greenpractice.carbon.decomposing import Moved
from greenpractice.periods import Period
from tests.ui.answers import demo_returns
from tests.ui.conftest import OpenAlone
from ui.results.period_choice import history_of
from ui.results.results_page import ResultsPage
from ui.window.why import WhyWindow


@pytest.fixture
def page(open_alone: OpenAlone) -> ResultsPage:
    found = partial(open_alone, ResultsPage)()
    assert isinstance(found, ResultsPage)
    return found


def cells(page: ResultsPage) -> list[list[str]]:
    model = page.changed.table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_opened_by_keys_it_shows_every_cause_and_another_period_is_chosen(page: ResultsPage, qtbot: QtBot):
    line = page.folds.lines["changed"]
    assert line.text() == "Why it changed"
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Space)
    card, now = page.changed, page.workspace.key.period
    assert card.choice.itemText(0) == now.year_before.words
    found = page.workspace.document()
    assert found.period == now
    for place, earlier in ((0, now.year_before), (1, now.previous)):
        card.choice.setFocus()
        if place:
            qtbot.keyClick(card.choice, Qt.Key.Key_Down)
        comparison = changed(page, earlier)
        assert card.sentence.text() == changed_sentence(comparison, earlier)
        rows = cells(page)
        assert rows[0][:2] == ["All compared", signed(comparison.kg)]
        assert len(rows) == 1 + len(comparison.sections)
        told = [
            moved for moved in Moved if any(each.moved is moved and each.kg for each in comparison.effects)
        ]
        assert rows[0][2:] == [signed(comparison.by(moved)) for moved in told]


def test_a_row_leads_to_what_the_section_consists_of(page: ResultsPage, qtbot: QtBot):
    page.folds.unfold("changed")
    table = page.changed.table
    table.setFocus()
    table.setCurrentIndex(table.model().index(1, 0))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    window = page.window().findChild(WhyWindow)
    assert isinstance(window, WhyWindow)
    section = page.changed.table.model().index(1, 0).data()
    assert window.answer.title.startswith(f"{section}, ")
    assert window.answer.steps
    with qtbot.waitSignal(window.destroyed):
        window.close()


def test_a_first_quarter_has_nothing_to_stand_beside(open_alone: OpenAlone):
    page = open_alone(ResultsPage, demo_returns()[-1])
    assert isinstance(page, ResultsPage)
    assert page.folds.lines["changed"].isHidden()


def test_the_table_and_the_choice_have_names(page: ResultsPage):
    page.folds.unfold("changed")
    for part in (page.changed.choice, page.changed.table):
        interface = QAccessible.queryAccessibleInterface(part)
        assert interface.text(QAccessible.Text.Name)


def changed(page: ResultsPage, earlier: Period) -> Comparison:
    found = history_of(page.workspace).comparison_with(earlier)
    assert found is not None
    return found
