"""The totals of the Results page: four numbers at the top, and tables by section, scope and boundary."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import QWidget

from greenpractice.answers.history import History, View
from greenpractice.answers.why import (
    per_1000_needs,
    why_avoided,
    why_boundary,
    why_change,
    why_market,
    why_per_1000,
    why_scope,
    why_section,
    why_total,
)
from greenpractice.carbon.carbon_words import CO2E, and_without_some, change_words, section_words
from greenpractice.carbon.footprint import Footprint
from greenpractice.carbon.grades import sureness_of
from greenpractice.carbon.like_for_like import compared_words
from greenpractice.cells import InWords
from greenpractice.comparison.telling import Compared
from greenpractice.explaining.answer import Answer
from greenpractice.lines import BOUNDARY_WORDS, SCOPE_WORDS
from greenpractice.numbers import NO_DATA, kg_words, show_kg
from greenpractice.phrases import first_upper, period_words, share_words
from ui.results.number_strip import NumberStrip
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.columns import Columns
from ui.widgets.controls import card, page_layout, words
from ui.widgets.figure_table import FigureTable
from ui.widgets.spoken.hearing import set_level
from ui.widgets.style import scaled
from ui.window.why import explain

_TITLES = ("", CO2E, "Share")


class ResultNumbers(NumberStrip):
    """The total, the change on a year earlier, for 1,000 patients, and the last 12 months."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, "result", ("total", "change", "per-1000", "twelve"))

    def show_view(self, history: History, view: View, others: Compared | None) -> None:
        """Show the four numbers of a view, with what is usual in the network in its very period."""
        footprint, year = view.footprint, view.period.is_year
        total, per_1000 = kg_words(footprint.known_total), footprint.per_1000_patients
        what = (
            view.quarters.this_year if year else "This quarter" if view is history.view else "Last 12 months"
        )
        self.cards["total"].show_number(
            f"{what}, {CO2E}", total, _left(footprint) or _measured(view), partial(why_total, view)
        )
        self._show_twelve(history, view)
        self.cards["per-1000"].show_number(
            "For each 1,000 patients",
            kg_words(per_1000),
            _per_1000_note(others) if per_1000 is not None else per_1000_needs(footprint).removesuffix("."),
            partial(why_per_1000, view),
        )
        self._show_change(view)
        self.place()

    def _show_twelve(self, history: History, view: View) -> None:
        """The other of the two: the 12 months beside a quarter, the quarter beside 12 months."""
        other = history.twelve_months if view is history.view else history.view
        shown = self.cards["twelve"]
        shown.setVisible(not view.period.is_year)
        what = "Last 12 months" if view is history.view else "This quarter"
        if other is None:
            missing = len(history.missing_of_12_months)
            shown.show_number(what, NO_DATA, f"Needs four quarters, {missing} without figures", None)
        else:
            whole = "4 of 4 quarters" if view is history.view else ""
            said = _left(other.footprint) or whole
            shown.show_number(what, kg_words(other.footprint.known_total), said, partial(why_total, other))

    def _show_change(self, view: View) -> None:
        shown, what = self.cards["change"], f"Against {period_words(view.period.year_before)}"
        change = view.change
        if change is None or not change.comparison.sections:
            shown.show_number(what, NO_DATA, view.why_not_compared.capitalize(), None)
            return
        found = change.comparison
        note = first_upper(compared_words(change, view.period))
        moved = first_upper(change_words(found.then, found.now))
        shown.show_number(what, moved, note, partial(why_change, view))


def _left(footprint: Footprint) -> str:
    """`Without 1 entry not counted`, or ""."""
    return first_upper(and_without_some(footprint).removeprefix(", "))


def _measured(view: View) -> str:
    """How much of the total comes from records."""
    return first_upper(sureness_of(view.parts).whole.shares_words)


@dataclass(frozen=True, slots=True)
class Total:
    """One row of a table: what it is, its value and share in words, and why."""

    what: str
    value: str
    share: str
    ask: Callable[[], Answer]


class ResultTables(QWidget):
    """Every total of the footprint in tables; a click or Enter on a row says why."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("result-tables")
        titles = {
            "section": "By section",
            "scope": "By scope",
            "boundary": "By NHS boundary",
            "apart": "Beside the footprint",
        }
        self.tables = {key: TotalTable(workspace, f"result-by-{key}", title) for key, title in titles.items()}
        frame, inside = card()
        inside.addWidget(words("Every total", "card"))
        inside.addWidget(words("Choose a row to see why it is what it is.", "hint"))
        columns = Columns(least=scaled(430), most=2)
        columns.set_items(list(self.tables.values()))
        inside.addWidget(columns)
        self._columns = columns
        page_layout(self).addWidget(frame)

    def show_view(self, view: View) -> None:
        """Show the totals of a view."""
        footprint = view.footprint
        scopes_there = {line.scope for line in footprint.lines}
        sides_there = {line.boundary for line in footprint.lines}
        sections = [
            _total(view, section_words(footprint, key), kg, partial(why_section, view, key))
            for key, kg in footprint.by_section.items()
        ]
        scopes = [
            _total(view, SCOPE_WORDS[key], _known(kg, scopes_there, key), partial(why_scope, view, key))
            for key, kg in footprint.by_scope.items()
        ]
        sides = [
            _total(view, BOUNDARY_WORDS[key], _known(kg, sides_there, key), partial(why_boundary, view, key))
            for key, kg in footprint.by_boundary.items()
        ]
        self.tables["section"].show_totals(sections)
        self.tables["scope"].show_totals(scopes)
        self.tables["boundary"].show_totals(sides)
        self.tables["apart"].show_totals(_apart(view))
        self._columns.place()


class TotalTable(QWidget):
    """Totals under a title."""

    def __init__(self, workspace: Workspace, name: str, title: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._workspace = workspace
        self._totals: Sequence[Total] = ()
        self.table = FigureTable(f"{name}-table", title)
        self.table.picked.connect(self._explain)
        inside = page_layout(self)
        inside.setSpacing(tokens.SPACE_1)
        heading = words(title, "bold")
        set_level(heading, 3)
        inside.addWidget(heading)
        inside.addWidget(self.table)
        inside.addStretch(1)

    def show_totals(self, totals: Sequence[Total]) -> None:
        """Show these rows; without any the table goes."""
        self._totals = totals
        self.setVisible(bool(totals))
        self.table.show_rows(_TITLES, [(each.what, each.value, each.share) for each in totals], (1, 2))

    def _explain(self, number: int) -> None:
        explain(self._workspace, self._totals[number].ask(), self.window())


def _per_1000_note(others: Compared | None) -> str:
    """What is usual in the network of this very figure, where it is told."""
    told = others.headline if others else None
    return told.short if told else CO2E


def _known(kg: Decimal, there: Collection[str], key: str) -> Decimal | None:
    """A sum of no lines is no data, never 0."""
    return kg if key in there else None


def _total(view: View, what: str, kg: Decimal | None, ask: Callable[[], Answer]) -> Total:
    if kg is None:
        return Total(what, NO_DATA, "", ask)
    total = view.footprint.total
    share = InWords(share_words(kg, total), kg) if total else ""  # all are shares of the same whole
    return Total(what, InWords(show_kg(kg), kg), share, ask)


def _apart(view: View) -> list[Total]:
    """What stands beside the footprint and is never in it."""
    found = []
    if view.footprint.avoided:
        spread = view.footprint.avoided_kg
        answer = why_avoided(view).value.removesuffix(f" {CO2E}")
        value = InWords(answer, None if spread is None else spread.kg)
        found.append(
            Total("Avoided by returned inhalers (an estimate)", value, "", partial(why_avoided, view))
        )
    if view.footprint.market_based_kg is not None:
        kg = view.footprint.market_based_kg
        value = InWords(show_kg(kg), kg)
        found.append(Total("Electricity by contract (market-based)", value, "", partial(why_market, view)))
    return found
