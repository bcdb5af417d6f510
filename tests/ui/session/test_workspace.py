"""The workspace: every edit is saved at once, is one step of undo, and is told on one signal."""

from pytestqt.qtbot import QtBot

from greenpractice.periods import Period
from greenpractice.returns.documents import Contact, Flag
from ui.session.edits import AddRow
from ui.session.workspace import Workspace


def paper(workspace: Workspace) -> str | None:
    rows = workspace.rows("paper")
    return rows[0].figures.get("reams") if rows else None


def test_a_figure_makes_the_return_and_is_told(workspace: Workspace, qtbot: QtBot) -> None:
    with qtbot.waitSignal(workspace.changed) as changed:
        workspace.set_figure("paper", None, "reams", "12")
    assert changed.args[0].sections == {"paper"}
    assert workspace.document().name == "Sample Surgery"
    assert paper(workspace) == "12"


def test_what_is_saved_is_in_the_store_at_once(workspace: Workspace) -> None:
    workspace.set_figure("paper", None, "reams", "12")
    stored = workspace.store.load(workspace.key)
    assert stored is not None
    assert stored.document.rows("paper") == ({"reams": "12"},)


def test_undo_and_redo_go_through_the_store(workspace: Workspace) -> None:
    workspace.set_figure("paper", None, "reams", "12")
    workspace.set_figure("paper", workspace.row_id("paper", 0), "reams", "13")
    workspace.undo_stack.undo()
    assert paper(workspace) == "12"
    workspace.undo_stack.undo()
    assert paper(workspace) is None
    workspace.undo_stack.redo()
    workspace.undo_stack.redo()
    assert paper(workspace) == "13"


def test_several_edits_are_one_step_with_their_flags(workspace: Workspace) -> None:
    flag = Flag("paper", 0, None, estimated=True)
    workspace.apply_step(
        [AddRow("paper", {"reams": "1"}, flags=(flag,)), AddRow("waste", {"kg": "2"})], "Two"
    )
    assert workspace.document().flags == (flag,)
    workspace.undo_stack.undo()
    assert not workspace.rows("paper")
    workspace.undo_stack.redo()
    assert workspace.document().flags == (flag,)


def test_undo_after_switching_the_quarter_brings_the_quarter_back(workspace: Workspace) -> None:
    workspace.set_figure("paper", None, "reams", "12")
    workspace.show_period(Period(2025, 4))
    assert not workspace.rows("paper")
    workspace.undo_stack.undo()
    assert workspace.period == Period(2026, 1)


def test_a_changed_figure_is_no_longer_confirmed(workspace: Workspace) -> None:
    workspace.set_figure("paper", None, "reams", "12")
    row = workspace.rows("paper")[0].id
    workspace.set_flag(row, Flag("paper", 0, "reams", confirmed=True))
    workspace.set_figure("paper", row, "reams", "13")
    assert workspace.document().flags == ()


def test_the_last_figure_of_a_row_takes_the_row_with_it(workspace: Workspace) -> None:
    workspace.set_figure("paper", None, "reams", "12")
    workspace.set_figure("paper", workspace.row_id("paper", 0), "reams", "")
    assert workspace.rows("paper") == ()


def test_what_may_be_a_patients_number_is_asked_about_and_nothing_is_stored(
    workspace: Workspace, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(workspace.number_asked):
        workspace.set_figure("electricity", None, "site", "943 476 5919")
    assert "943 476 5919" in workspace.numbers_asked[0].words
    assert workspace.stored() is None
    workspace.answer_number(keep=False)
    assert (workspace.numbers_asked, workspace.stored(), workspace.given_back.texts) == ([], None, [])


def test_what_can_never_be_saved_is_put_aside_with_its_text_and_blocks_nothing(
    workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.set_figure("paper", None, "reams", "12")
    row = workspace.row_id("paper", 0)
    assert row is not None
    with qtbot.waitSignal(workspace.put_aside) as aside:
        workspace.set_figure("paper", row + 1000, "reams", "14")
    assert aside.args[1] == "April to June 2026\nPaper, Reams of paper: 14"
    assert not workspace.has_unsaved
    workspace.set_figure("paper", row, "reams", "15")
    assert paper(workspace) == "15"


def test_the_footprint_follows_the_figures(filled: Workspace) -> None:
    before = filled.footprint().total
    filled.set_figure("paper", filled.row_id("paper", 0), "reams", "5000")
    assert filled.footprint().total > before
    assert [result.indicator.id for result in filled.results()] == ["ES-01", "ES-02", "RESP-01", "RESP-02"]


def test_the_contact_is_undone_and_done_again(workspace: Workspace):
    workspace.set_figure("practice", None, "registered_patients", "9000")
    first, second = Contact("Pat", None), Contact("Sam", "sam@example.org")
    workspace.set_contact(workspace.identity.name, workspace.identity.pcn_code, first)
    workspace.set_contact(workspace.identity.name, workspace.identity.pcn_code, second)
    assert workspace.document().contact == second
    workspace.undo_stack.undo()
    assert (workspace.document().contact, workspace.identity.contact) == (first, first)
    workspace.undo_stack.redo()
    assert workspace.document().contact == second
    workspace.undo_stack.undo()
    workspace.undo_stack.undo()
    assert workspace.document().contact is None
    assert workspace.document().rows("practice")[0]["registered_patients"] == "9000"
