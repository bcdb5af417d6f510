"""Which edits of a step wait for an answer about a number in them, and how they are made once it is given."""

from dataclasses import replace

import pytest

from greenpractice.returns.documents import Flag, content
from greenpractice.returns.patient_numbers import patient_numbers
from ui.session.edits import AddRow, Edit, RemoveRow, SetFigure, SetFlag
from ui.session.numbers_asked import apart as parted
from ui.session.workspace import Workspace

NUMBER = "9434765919"  # passes the check digit; a published example, nobody's number
SPACINGS = (
    NUMBER, "943 476 5919", "943.476.5919", "943/476/5919", "943-476-5919", "943\u00a0476\u00a05919",
    "94 34 76 59 19", "943\u2009476\u20095919",
    "\uff19\uff14\uff13\uff14\uff17\uff16\uff15\uff19\uff11\uff19",
)  # fmt: skip


def apart(edits: list[Edit]) -> tuple[list[Edit], list[Edit]]:
    return parted(edits, lambda *_place: None)


def test_which_edits_of_a_step_are_made() -> None:
    flag = Flag("waste", 0, "kg", confirmed=True)
    good, bad = SetFigure("waste", 1, "kg", "12"), SetFigure("waste", 2, "kg", NUMBER)
    other = SetFigure("waste", 2, "stream", "recycling")
    assert apart([good, bad, other]) == ([good, other], [bad])
    marked = SetFlag(2, flag)
    assert apart([good, bad, other, marked]) == ([good], [bad, other, marked])
    note = SetFlag(1, replace(flag, note=f"for {NUMBER}"))
    assert apart([good, note, RemoveRow("waste", 5)]) == ([good, RemoveRow("waste", 5)], [note])
    row = AddRow("waste", {"stream": "recycling", "kg": NUMBER})
    assert apart([row]) == (
        [AddRow("waste", {"stream": "recycling"})], [AddRow("waste", {"kg": NUMBER})]
    )  # fmt: skip
    assert apart([AddRow("inhalers", {"bnf_code": "0301011R0BIAFAP", "inhalers": NUMBER})])[0] == []
    assert apart([AddRow("waste", {"kg": NUMBER})]) == ([], [AddRow("waste", {"kg": NUMBER})])


@pytest.mark.parametrize("text", SPACINGS)
def test_what_somebody_says_is_no_patients_is_kept_as_typed_wherever_it_was_typed(
    workspace: Workspace, text: str
) -> None:
    flags = (Flag("waste", 0, "kg", note=text), Flag("waste", 0, evidence=(text,)))
    workspace.apply_step(
        [
            AddRow("electricity", {"site": text, "kwh": "12"}),
            AddRow("electricity", {"site": text}),
            AddRow("waste", {"kg": "3"}, flags=flags),
        ],
        "Paste",
    )
    asked = workspace.document()
    assert [row.get("site") for row in asked.rows("electricity")] == [None]
    assert asked.flags == ()
    workspace.answer_number(keep=True)
    kept = workspace.document()
    assert [row["site"] for row in kept.rows("electricity")] == [text, text]
    assert {flag.note for flag in kept.flags} == {None, text}
    assert {flag.evidence for flag in kept.flags} == {None, (text,)}
    assert list(patient_numbers(kept)) == []
    workspace.undo()
    assert workspace.document().rows("electricity") == asked.rows("electricity")
    assert workspace.document().flags == ()
    workspace.redo()
    assert content(workspace.document()) == content(kept)


def test_the_same_number_is_not_asked_for_again_in_its_place_and_another_is(workspace: Workspace) -> None:
    workspace.set_figure("electricity", None, "site", f"Meter {NUMBER}")
    workspace.answer_number(keep=True)
    row = workspace.row_id("electricity", 0)
    workspace.set_figure("electricity", row, "site", f"The meter {NUMBER}")
    assert not workspace.numbers_asked
    workspace.set_figure("electricity", row, "site", "4505577104")
    assert len(workspace.numbers_asked) == 1
    workspace.answer_number(keep=False)
    workspace.set_figure("electricity", row, "site", "High Street")
    assert workspace.document().flags == ()  # the answer went with the number
    workspace.set_figure("electricity", row, "site", f"Meter {NUMBER}")
    assert len(workspace.numbers_asked) == 1


def test_an_answer_is_about_its_text_and_not_about_the_figure_beside_it(workspace: Workspace) -> None:
    row = workspace.add_row("pen_returns", {"pens": "1.000"})
    assert row is not None
    workspace.set_flag(row, Flag("pen_returns", 0, "pens", note=NUMBER))
    workspace.answer_number(keep=True)
    assert any(gap.field == "pens" and not gap.confirmed for gap in workspace.gaps())
    workspace.set_figure("pen_returns", row, "pens", "12")
    assert workspace.document().flags[0].note == NUMBER


def test_a_question_is_answered_where_it_was_asked_also_from_another_quarter(workspace: Workspace) -> None:
    workspace.set_figure("electricity", None, "site", NUMBER)
    asked = workspace.period
    workspace.show_period(asked.previous)
    workspace.answer_number(keep=True)
    assert not workspace.rows("electricity")
    workspace.show_period(asked)
    assert workspace.document().rows("electricity") == ({"site": NUMBER},)


@pytest.mark.parametrize("keep", [True, False])
@pytest.mark.parametrize("elsewhere", [True, False], ids=["from another quarter", "from its own"])
def test_an_answer_while_the_data_are_out_of_reach_is_not_lost(
    workspace: Workspace, keep: bool, elsewhere: bool
) -> None:
    workspace.set_figure("electricity", None, "kwh", "5")
    asked, row = workspace.period, workspace.row_id("electricity", 0)
    folder = workspace.store.path.parent
    if not elsewhere:
        folder = folder.rename(folder.with_name("away"))
    workspace.set_figure("electricity", row, "site", NUMBER)
    if elsewhere:
        workspace.show_period(asked.previous)
        folder = folder.rename(folder.with_name("away"))
    workspace.answer_number(keep)
    assert [NUMBER in each for each in workspace.waiting_words()] == [True] * keep
    folder.rename(workspace.store.path.parent)
    workspace.try_again()
    workspace.show_period(asked)
    assert workspace.document().rows("electricity")[0].get("site") == (NUMBER if keep else None)
    assert not workspace.numbers_asked
