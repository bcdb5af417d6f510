"""The Actions page: the plan's actions to choose from, own ones beside them, three for the summary."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from greenpractice.facts.plan import load_plan
from greenpractice.reports.content import Summary
from tests.ui.answers import return_of
from tests.ui.conftest import OpenAlone
from ui.practice.actions_page import ActionsPage
from ui.session.workspace import Workspace


@pytest.fixture
def page(open_alone: OpenAlone) -> ActionsPage:
    return open_alone(ActionsPage, return_of(water=({"supply_m3": "1"},)))


def actions(page: ActionsPage) -> list[dict[str, str]]:
    return [dict(row) for row in page.workspace.document().rows("actions")]


def said(page: ActionsPage, name: str) -> str:
    found = page.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found.text()


def offered(page: ActionsPage) -> list[str]:
    figures = page.plan.table.figures
    return [figures.index(row, 0).data() for row in range(figures.rowCount())]


def test_every_action_of_the_plan_is_offered_with_its_plan_named(page: ActionsPage):
    assert offered(page) == [action.code for action in load_plan().actions]
    assert load_plan().name in said(page, "plan-title")
    assert "It has ended" in said(page, "plan-period")


def test_enter_puts_an_action_in_the_list_as_one_step_of_undo(page: ActionsPage, qtbot: QtBot):
    page.plan.table.setFocus()
    page.plan.table.selectRow(2)
    qtbot.keyClick(page.plan.table, Qt.Key.Key_Return)
    code = load_plan().actions[2].code
    assert actions(page) == [{"code": code, "status": "not_started"}]
    assert code not in offered(page)
    page.workspace.undo_stack.undo()
    assert actions(page) == []
    assert code in offered(page)


def test_the_list_says_the_plans_words_for_a_plans_action(page: ActionsPage, qtbot: QtBot):
    _click_add(page, 0, qtbot)
    assert page.panel.model.index(0, 0).data() == load_plan().actions[0].title
    assert page.panel.model.index(0, 0).data(Qt.ItemDataRole.EditRole) == ""


def test_add_stands_in_each_row_and_a_click_elsewhere_only_chooses(page: ActionsPage, qtbot: QtBot):
    assert set(page.plan.table.figures.texts(5)) == {"Add"}
    qtbot.mouseClick(page.plan.table.viewport(), Qt.MouseButton.LeftButton, pos=_middle(page, 1, 2))
    assert actions(page) == []
    second = offered(page)[1]
    _click_add(page, 1, qtbot)
    assert [row["code"] for row in actions(page)] == [second]
    assert said(page, "plan-told") == f"{second} is in your actions now. Ctrl+Z takes it back"
    assert page.panel.grid.isVisible(), "its owner is asked for next"


def test_a_theme_shows_its_actions_alone(page: ActionsPage, qtbot: QtBot):
    plan = load_plan()
    chips = page.plan.themes.buttons
    assert chips["All"].text() == f"✓ All {len(plan.actions)}"
    qtbot.mouseClick(chips[plan.themes["travel"]], Qt.MouseButton.LeftButton)
    assert offered(page) == [each.code for each in plan.actions if each.theme == "travel"]
    assert chips[plan.themes["travel"]].text() == f"✓ Travel and transport {len(offered(page))}"
    _click_add(page, 0, qtbot)
    assert chips[plan.themes["travel"]].text() == f"✓ Travel and transport {len(offered(page))}"
    assert chips["All"].text() == f"All {len(plan.actions) - 1}"


def test_three_actions_stand_as_cards_and_lead_to_their_fields(page: ActionsPage, qtbot: QtBot):
    workspace = page.workspace
    titles = ("Ask", "Switch", "Count", "Walk")
    for title in titles:
        page.panel.add_row()
        workspace.set_figure("actions", workspace.rows("actions")[-1].id, "title", title)
    third, fourth = (row.id for row in workspace.rows("actions")[2:])
    for field, text in (
        ("owner", "Nurse"),
        ("due", "2027-03-31"),
        ("print", "true"),
        ("status", "completed"),
    ):
        workspace.set_figure("actions", fourth, field, text)
    cards = page.cards.findChildren(QFrame, "action-card")
    shown = [[label.text() for label in each.findChildren(QLabel)] for each in cards]
    assert [each[0] for each in shown] == ["Ask", "Switch", "Walk"], "what is printed has a card first"
    assert shown[2] == ["Walk", "Nurse, by 31 Mar 2027", "Completed", "Printed on the summary"]
    assert [("Printed on the summary" in each) for each in shown] == [False, False, True]
    workspace.set_figure("actions", third, "print", "true")
    cards = page.cards.findChildren(QFrame, "action-card")
    assert [each.findChildren(QLabel)[0].text() for each in cards] == ["Ask", "Count", "Walk"]
    fold = page.findChild(QPushButton, "your-actions-every")
    fold.click()
    assert not page.panel.isVisible()
    qtbot.mouseClick(page.findChild(QPushButton, f"action-{third}-change"), Qt.MouseButton.LeftButton)
    assert page.panel.isVisible()
    assert page.panel.grid.currentIndex().row() == 2


def test_own_actions_get_a_code_and_wait_for_their_title(page: ActionsPage):
    page.panel.add_row()
    page.panel.add_row()
    assert [row["code"] for row in actions(page)] == ["OWN1", "OWN2"]
    assert page.panel.grid.currentIndex().row() == 1
    assert page.panel.grid.currentIndex().column() == 0


def test_a_note_is_kept_once_in_its_field(page: ActionsPage):
    page.panel.add_row()
    column = page.panel.model.columns.index("Note")
    page.panel.model.setData(page.panel.model.index(0, column), "From April")
    assert actions(page)[0]["note"] == "From April"
    assert page.workspace.document().flags == ()


def test_it_says_how_many_are_printed_and_the_summary_prints_those(page: ActionsPage):
    for _ in range(4):
        page.panel.add_row()
    assert "the first 3 are printed" in said(page, "actions-printed")
    title, column = 0, page.panel.model.columns.index("Print on the summary")
    for number in (1, 3):
        page.panel.model.setData(page.panel.model.index(number, title), f"Action {number}")
        page.panel.model.setData(page.panel.model.index(number, column), "Yes")
    assert said(page, "actions-printed") == "2 of 3 are chosen to print on the summary"
    printed = Summary(page.workspace.document(), [], page.workspace.calculator()).actions
    assert [action.title for action in printed] == ["Action 1", "Action 3"]


def _middle(page: ActionsPage, row: int, column: int) -> QPoint:
    table = page.plan.table
    return table.visualRect(table.figures.index(row, column)).center()


def _click_add(page: ActionsPage, row: int, qtbot: QtBot) -> None:
    viewport = page.plan.table.viewport()
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=_middle(page, row, 5))


def test_where_nothing_can_be_changed_no_card_says_change(
    open_alone: OpenAlone, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(Workspace, "can_write", False)
    page = open_alone(ActionsPage, return_of(actions=({"title": "Inhaler reviews", "status": "started"},)))
    assert [each.text() for each in page.cards.findChildren(QPushButton)] == ["Look at"]
    assert page.findChild(QPushButton, "your-actions-every").text() == "All of your actions"


def test_the_next_step_and_its_saving_stand_first_as_on_page_1_of_the_pdf(open_alone: OpenAlone):
    page = open_alone(ActionsPage)
    workspace = page.workspace
    step = Summary(workspace.document(), workspace.documents(), demo=False).step
    assert "tonnes" in step.title
    assert said(page, "actions-next-step") == step.title
    assert said(page, "actions-next-step-why") == " ".join(step.sentences)
