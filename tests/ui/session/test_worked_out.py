"""Only what a figure touches is worked out again, and what is kept is what would be worked out anew."""

import random

import pytest

from greenpractice.carbon.footprint import load_calculator
from greenpractice.carbon.gaps import gaps_of, unfinished
from greenpractice.carbon.part import Part, parts_of
from greenpractice.carbon.reading_to_chase import how_good
from greenpractice.facts.in_use import Facts, trying
from greenpractice.facts.inhalers import load_inhalers
from greenpractice.indicators.computing import evidence_over, indicators_of
from greenpractice.returns.documents import Flag
from greenpractice.returns.progress import issues_of, progress_of
from tests.ui.answers import VENTOLIN
from ui.session.edits import RemoveRow, SetFlag
from ui.session.workspace import Workspace

STEPS = 25
FIGURES = (
    ("inhalers", "inhalers"), ("inhalers", "propellant"), ("practice", "floor_area_m2"), ("paper", "reams"),
    ("practice", "registered_patients"), ("heating", "quantity"), ("electricity", "basis"),
)  # fmt: skip
TEXTS = ("", "1", "40", "4000", "1.000", "abc", "99999", "floor_area", "hfa_134a")


def what_is_said(workspace: Workspace) -> tuple[object, ...]:
    """Everything that is worked out of the return in view."""
    return (
        workspace.footprint(), workspace.issues(), workspace.gaps(), workspace.progress(),
        workspace.how_good(), workspace.results(), workspace.footprint_of(workspace.period.whole_year),
    )  # fmt: skip


def anew(workspace: Workspace) -> tuple[object, ...]:
    """The same of returns that were just read from the store, by what keeps nothing with them."""
    period, documents = workspace.period, workspace.store.documents(sorted(workspace.store.keys()))
    by_period = {each.period: each for each in documents}
    document, calculator, inhalers = by_period[period], load_calculator(), load_inhalers()
    part, issues = Part(document, calculator.of_return(document)), issues_of(document, by_period)
    of_year = [each for each in documents if each.period.whole_year == period.whole_year]
    evidence = {document.ods_code: evidence_over([document], False, inhalers)}
    return (
        part.footprint, issues, gaps_of(period, [document], calculator, documents),
        progress_of(document, issues, unfinished(part)),
        how_good(period, parts_of(period, [document], calculator), documents, calculator),
        indicators_of(evidence, period, inhalers), calculator.of_year(period.whole_year, of_year),
    )  # fmt: skip


def do_something(workspace: Workspace, chance: random.Random) -> None:
    """One step of somebody who types, marks, takes away or turns to another quarter."""
    section, field = chance.choice(FIGURES)
    row = chance.choice([kept.id for kept in workspace.rows(section)] or [None])
    match chance.randrange(8):
        case 0:
            workspace.show_period(chance.choice([workspace.period.previous, workspace.period.next]))
            if workspace.document() not in workspace.documents():
                workspace.show_period(workspace.documents()[-1].period)
        case 1 if row is not None:
            workspace.apply_step([SetFlag(row, Flag(section, 0, field, confirmed=chance.random() < 0.5))], "")
        case 2 if row is not None and section != "practice":
            workspace.apply_step([RemoveRow(section, row)], "")
        case 3 if all(kept.figures.get("bnf_code") != VENTOLIN for kept in workspace.rows("inhalers")):
            workspace.add_row("inhalers", {"bnf_code": VENTOLIN, "inhalers": "70"})
        case _:
            workspace.set_figure(section, row, field, chance.choice(TEXTS))


@pytest.mark.parametrize("seed", range(2))
def test_what_is_kept_is_what_would_be_worked_out_anew(filled: Workspace, seed: int) -> None:
    chance, said = random.Random(seed), [what_is_said(filled)]
    for _ in range(STEPS):
        steps = filled.undo_stack.count()
        do_something(filled, chance)
        now = what_is_said(filled)
        assert now == anew(filled)
        if filled.undo_stack.count() > steps:
            filled.undo()
            assert what_is_said(filled) == anew(filled)
            filled.redo()
            assert what_is_said(filled) == now
        said.append(now)
    with trying(Facts()):  # nothing of what was asked before is known of these
        assert anew(filled) == said[-1]
    assert len({len(each[1]) for each in said}) > 2, "something was asked about"


def test_a_figure_leaves_the_other_quarters_as_they_were_worked_out(filled: Workspace) -> None:
    quarters = [each.period for each in filled.documents() if not each.period.is_year]
    before = {each: filled.footprint_of(each) for each in quarters}
    water = filled.rows("water")[0].id
    filled.set_figure("water", water, "supply_m3", "77")
    filled.undo()
    filled.redo()
    after = {each: filled.footprint_of(each) for each in quarters}
    assert [each for each in quarters if after[each] is not before[each]] == [filled.period]


def test_a_quarter_that_is_seen_again_is_not_worked_out_again(filled: Workspace) -> None:
    before = what_is_said(filled)
    filled.show_period(filled.period.previous)
    what_is_said(filled)
    filled.show_period(filled.period.next)
    assert all(one is other for one, other in zip(what_is_said(filled), before, strict=True))
