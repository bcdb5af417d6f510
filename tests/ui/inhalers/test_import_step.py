"""An import is one step of undo: every quarter of it, flags and months held too, all or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from greenpractice.errors import UserError
from greenpractice.periods import Period
from greenpractice.prescribing.values import ImportedProduct, MonthImport
from greenpractice.returns.documents import Flag, content, document_text, to_json
from greenpractice.returns.reading import read_document
from greenpractice.store import About, ReturnKey
from greenpractice.tasks.import_effects import Effect
from greenpractice.tasks.import_preview import previews
from tests.greenpractice.prescribing.made import BRALTUS, SALAMOL, VENTOLIN
from ui.session.edits import SetFlag
from ui.session.flags import confirm
from ui.session.workspace import Workspace
from ui.window.header import state_words

THIS, NEXT = Period(2026, 1), Period(2026, 2)
KEY, LATER = ReturnKey("C82001", THIS), ReturnKey("C82001", NEXT)


def month(span: str, **inhalers: int) -> MonthImport:
    """A month of products by their names here, each with as many items as inhalers."""
    codes = {"ventolin": VENTOLIN, "salamol": SALAMOL, "braltus": BRALTUS}
    products = tuple(
        sorted(ImportedProduct(codes[name], Decimal(number), number) for name, number in inhalers.items())
    )
    return MonthImport(span, f"{span}.csv", products)


def everything(workspace: Workspace) -> object:
    """Figures, flags, row ids and months held of both quarters."""
    found = {}
    for key in (KEY, LATER):
        stored = workspace.store.load(key)
        found[key] = None if stored is None else (
            content(stored.document), stored.row_ids.get("inhalers", ()), stored.changed,
            [dict(row) for row in stored.document.rows("inhalers")],
        )  # fmt: skip
    return found, workspace.store.imports([KEY, LATER])


def take(workspace: Workspace, new: Mapping[ReturnKey, Sequence[MonthImport]]) -> None:
    workspace.take_imports(new, "Import months", {})


@pytest.fixture
def typed(workspace: Workspace) -> Workspace:
    """Two products typed in an order of their own, one estimated with a note, and one month held."""
    take(workspace, {KEY: [month("2026-04", braltus=4)]})
    salamol = workspace.add_row("inhalers", {"bnf_code": SALAMOL, "inhalers": "7"})
    ventolin = workspace.add_row("inhalers", {"bnf_code": VENTOLIN, "inhalers": "1,250"})
    assert salamol is not None
    assert ventolin is not None
    workspace.set_flag(ventolin, Flag("inhalers", 0, "inhalers", estimated=True, note="June missing"))
    workspace.set_flag(ventolin, Flag("inhalers", 0, None, confirmed=True))
    workspace.set_flag(salamol, Flag("inhalers", 0, "inhalers", note="from the shelf"))
    return workspace


def test_undo_and_redo_of_several_quarters_are_exact(typed: Workspace) -> None:
    before = everything(typed)
    take(typed, {KEY: [month("2026-05", ventolin=3, salamol=2)], LATER: [month("2026-07", salamol=5)]})
    after = everything(typed)
    assert after != before
    typed.undo_stack.undo()
    now, held = everything(typed)
    then, held_then = before
    assert held == held_then
    assert now[KEY] == then[KEY]
    assert typed.document_of(NEXT) is None
    typed.undo_stack.redo()
    assert everything(typed) == after
    typed.undo_stack.undo()
    assert everything(typed)[0][KEY] == then[KEY]
    assert typed.store.check() == []


def test_steps_before_an_import_can_still_be_undone_after_it_was(typed: Workspace) -> None:
    take(typed, {KEY: [month("2026-05", ventolin=3, salamol=2)]})
    for _ in range(6):
        typed.undo_stack.undo()
    assert [row.figures["bnf_code"] for row in typed.rows("inhalers")] == [BRALTUS]
    assert typed.store.imports([KEY]) == {KEY: (month("2026-04", braltus=4),)}
    while typed.undo_stack.canUndo():
        typed.undo_stack.undo()
    assert typed.store.imports([KEY]) == {}
    while typed.undo_stack.canRedo():
        typed.undo_stack.redo()
    assert [row.figures["inhalers"] for row in typed.rows("inhalers")] == ["3", "2", "4"]
    assert typed.store.check() == []


def test_history_names_the_import_its_undo_and_its_redo(typed: Workspace) -> None:
    take(typed, {KEY: [month("2026-05", ventolin=3)]})
    typed.undo_stack.undo()
    typed.undo_stack.redo()
    ventolin = next(row.id for row in typed.rows("inhalers") if row.figures["bnf_code"] == VENTOLIN)
    told = [
        (entry.what, entry.before, entry.after)
        for entry in typed.store.history(KEY)
        if (entry.row, entry.field, entry.about) == (ventolin, "inhalers", About.FIGURE)
    ]
    assert told == [
        ("Add a row", None, "1,250"),
        ("Import months", "1,250", "3"),
        ("undo: Import months", "3", "1,250"),
        ("redo: Import months", "1,250", "3"),
    ]


def test_an_undone_import_leaves_a_made_pdf_unchanged(filled: Workspace) -> None:
    key = filled.key
    stored = filled.store.load(key)
    assert stored is not None
    assert not stored.changed
    take(filled, {key: [month("2026-07", ventolin=3)]})
    changed = filled.store.load(key)
    assert changed is not None
    assert changed.changed
    filled.undo_stack.undo()
    again = filled.store.load(key)
    assert again is not None
    assert not again.changed


def test_a_quarter_whose_figures_were_taken_back_is_missing_from_its_year_again(workspace: Workspace) -> None:
    workspace.add_row("inhalers", {"bnf_code": SALAMOL, "inhalers": "7"})
    workspace.show_period(THIS.whole_year)
    before = workspace.quarters_held(), workspace.periods_held(), workspace.footprint().total
    later = {ReturnKey("C82001", quarter): quarter for quarter in THIS.whole_year.quarters[1:]}
    take(workspace, {key: [month(quarter.months[0], salamol=5)] for key, quarter in later.items()})
    workspace.show_period(THIS.whole_year)
    assert workspace.quarters_held().whole
    workspace.undo()
    workspace.show_period(NEXT)
    workspace.add_row("water", {"supply_m3": "4"})
    workspace.remove_row("water", workspace.rows("water")[0].id)
    workspace.show_period(THIS.whole_year)
    assert (workspace.quarters_held(), workspace.periods_held(), workspace.footprint().total) == before
    assert workspace.quarters_held().words == "1 of 4 quarters so far"
    report = workspace.to_print()
    assert report is not None
    for period, has_report in ((THIS.whole_year, True), (NEXT, False), (THIS, True)):
        workspace.show_period(period)
        workspace.add_row("water", {"supply_m3": "4"})
        workspace.undo()
        assert (workspace.to_print() is not None) == has_report
        assert (state_words(workspace)[0] == "No figures yet") != has_report
    workspace.show_period(THIS.whole_year)
    assert workspace.to_print() == report


def test_undo_brings_a_touched_quarter_into_view(workspace: Workspace) -> None:
    take(workspace, {LATER: [month("2026-07", salamol=5)]})
    workspace.show_period(Period(2025, 1))
    workspace.undo_stack.undo()
    assert workspace.period == NEXT


def test_nothing_is_kept_where_one_of_the_quarters_cannot_be(workspace: Workspace) -> None:
    before = everything(workspace)
    wrong = ReturnKey("wrong", NEXT)
    with pytest.raises(UserError):
        take(workspace, {KEY: [month("2026-04", salamol=2)], wrong: [month("2026-07", salamol=1)]})
    assert everything(workspace) == before
    assert not workspace.undo_stack.canUndo()


def test_an_edit_by_hand_takes_that_figure_alone_out_of_the_published_data(workspace: Workspace) -> None:
    take(workspace, {KEY: [month("2026-04", salamol=5, ventolin=3)]})
    ventolin, salamol = sorted(workspace.rows("inhalers"), key=lambda row: row.figures["bnf_code"])
    assert ventolin.figures["bnf_code"] == VENTOLIN
    workspace.set_figure("inhalers", salamol.id, "inhalers", "6")
    rows = {row.figures["bnf_code"]: row for row in workspace.rows("inhalers")}
    assert list(rows[VENTOLIN].flags) == [None]
    assert list(rows[SALAMOL].flags) == ["items"]
    workspace.set_figure("inhalers", salamol.id, "items", "4")
    rows = {row.figures["bnf_code"]: row for row in workspace.rows("inhalers")}
    assert rows[SALAMOL].flags == {}
    workspace.undo_stack.undo()
    workspace.undo_stack.undo()
    rows = {row.figures["bnf_code"]: row for row in workspace.rows("inhalers")}
    assert list(rows[SALAMOL].flags) == [None]


def test_the_next_import_takes_the_place_of_an_edit_and_its_confirmation(workspace: Workspace) -> None:
    take(workspace, {KEY: [month("2026-04", salamol=5)]})
    (row,) = workspace.rows("inhalers")
    workspace.set_figure("inhalers", row.id, "inhalers", "5000")
    workspace.apply_step([SetFlag(row.id, Flag("inhalers", 0, "inhalers", confirmed=True))], "Confirm")
    take(workspace, {KEY: [month("2026-05", salamol=2)]})
    (row,) = workspace.rows("inhalers")
    assert row.figures["inhalers"] == "7"
    (flag,) = row.flags.values()
    assert (flag.field, flag.confirmed) == (None, None)
    assert flag.source is not None
    assert flag.source.months == ("2026-04", "2026-05")


def test_what_a_file_gave_goes_away_with_it_and_what_a_person_typed_stays(workspace: Workspace) -> None:
    take(workspace, {KEY: [month("2026-04", salamol=5)]})
    (row,) = workspace.rows("inhalers")
    workspace.set_figure("inhalers", row.id, "inhalers", "6")
    take(workspace, {KEY: [month("2026-04", ventolin=1)]})
    rows = {row.figures["bnf_code"]: row for row in workspace.rows("inhalers")}
    assert rows[SALAMOL].figures == {"bnf_code": SALAMOL, "inhalers": "6"}
    assert rows[SALAMOL].flags == {}


def test_print_outs_of_a_product_that_no_month_has_any_more_are_told_and_stay_within_reach(
    workspace: Workspace,
) -> None:
    """They went with its row, without a word."""
    take(workspace, {KEY: [month("2026-04", salamol=5, ventolin=2)]})
    row = next(each for each in workspace.rows("inhalers") if each.figures["bnf_code"] == SALAMOL)
    name, of_figure = "a" * 32 + ".pdf", "b" * 32 + ".pdf"
    said = replace(row.flags[None], evidence=(name,))
    on_figure = Flag("inhalers", 0, "inhalers", evidence=(of_figure,))
    workspace.apply_step([SetFlag(row.id, said), SetFlag(row.id, on_figure)], "Attach")
    new = {KEY: [month("2026-04", ventolin=1)]}
    (preview,) = previews(workspace.store, new)
    (told,) = [words for words in preview.replaced if "print-out" in words]
    assert "2 bills or print-outs of it go to" in told
    take(workspace, new)
    (left,) = workspace.rows("inhalers")
    assert left.flags[None].evidence == (name, of_figure)
    workspace.undo()
    assert len(workspace.rows("inhalers")) == 2


def test_a_preview_says_what_happens_to_each_product_and_changes_nothing(typed: Workspace) -> None:
    before = everything(typed)
    new = {KEY: [month("2026-04", ventolin=1250, salamol=9)], LATER: [month("2026-07", salamol=5)]}
    this, later = previews(typed.store, new)
    assert everything(typed) == before
    effects = {product.bnf_code: product.effect for product in this.products}
    assert effects == {SALAMOL: Effect.OVER_TYPED, VENTOLIN: Effect.NEW_FIGURES, BRALTUS: Effect.GONE}
    salamol = next(product for product in this.products if product.bnf_code == SALAMOL)
    assert (salamol.inhalers.old, salamol.inhalers.new, salamol.inhalers.difference) == ("7", "9", 2)
    assert (salamol.items.old, salamol.items.new) == (None, "9")
    assert (this.before, this.after) == (1261, 1259)
    assert this.missing == ("2026-05", "2026-06")
    assert (this.values, later.values, later.products[0].effect) == (5, 2, Effect.NEW)
    take(typed, new)
    assert [each.changes for each in previews(typed.store, new)] == [False, False]


def test_each_preview_is_what_the_import_then_does(typed: Workspace) -> None:
    new = {KEY: [month("2026-05", ventolin=3, braltus=2)]}
    (preview,) = previews(typed.store, new)
    take(typed, new)
    rows = {row.figures["bnf_code"]: row.figures for row in typed.rows("inhalers")}
    for product in preview.products:
        kept = rows.get(product.bnf_code, {})
        assert (kept.get("inhalers"), kept.get("items")) == (product.inhalers.new, product.items.new)
    untouched = rows.keys() - {product.bnf_code for product in preview.products}
    assert untouched == {SALAMOL}
    assert preview.same == 1


def asked_about(workspace: Workspace) -> list[tuple[str, bool]]:
    """What is asked about the files of the quarter in view, and whether it was answered."""
    return [(gap.why, gap.confirmed) for gap in workspace.gaps() if "prescribing file" in gap.why]


def answer(workspace: Workspace) -> None:
    issue = next(issue for issue in workspace.issues() if issue.of_section)
    workspace.apply_step(confirm(workspace.rows("inhalers"), issue), "Confirm a value")


def test_a_question_about_a_file_stays_until_it_is_answered_or_the_file_imported_anew(
    workspace: Workspace,
) -> None:
    doubted = replace(month("2026-04", ventolin=4, salamol=2), questions=("rows_again",))
    take(workspace, {KEY: [doubted]})
    assert [(why[:37], known) for why, known in asked_about(workspace)] == [
        ("The prescribing file of April 2026 ha", False)
    ]
    take(workspace, {KEY: [month("2026-05", braltus=1)]})
    assert len(asked_about(workspace)) == 1
    row = workspace.rows("inhalers")[0]
    workspace.set_figure("inhalers", row.id, "inhalers", "9")
    assert [known for _, known in asked_about(workspace)] == [False]
    answer(workspace)
    assert [known for _, known in asked_about(workspace)] == [True]
    take(workspace, {KEY: [month("2026-05", braltus=2)]})
    assert [known for _, known in asked_about(workspace)] == [True]
    take(workspace, {KEY: [replace(month("2026-06", braltus=1), questions=("portal_limit",))]})
    assert [known for _, known in asked_about(workspace)] == [False]
    assert workspace.store.check() == []
    workspace.undo_stack.undo()
    assert [known for _, known in asked_about(workspace)] == [True]
    workspace.undo_stack.redo()
    take(workspace, {KEY: [month("2026-04", ventolin=2, salamol=1), month("2026-06", braltus=1)]})
    assert asked_about(workspace) == []
    assert workspace.store.check() == []


def test_months_held_keep_what_is_asked_about_their_file(workspace: Workspace) -> None:
    doubted = replace(month("2026-04", ventolin=4), questions=("excel_limit", "rows_again"))
    take(workspace, {KEY: [doubted]})
    assert workspace.store.imports([KEY]) == {KEY: (doubted,)}
    (preview,) = previews(workspace.store, {KEY: [replace(doubted, questions=())]})
    assert preview.changes
    stored = workspace.store.load(KEY)
    assert stored is not None
    document = replace(stored.document, revision=1, created="2026-07-08T10:00:00+00:00")
    assert read_document(document_text(to_json(document)), "a.json")[0].flags == document.flags
