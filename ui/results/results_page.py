"""The Results page: four numbers with Why, four charts, and the rest folded to a line of names."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from greenpractice.answers.history import View
from greenpractice.answers.sureness import NOT_IN_THE_FOOTPRINT, based_on, how_sure
from greenpractice.answers.why import why_section, why_total
from greenpractice.carbon.gaps import Gap
from greenpractice.carbon.grades import TITLES, rule_words
from greenpractice.carbon.reading_to_chase import HowGood
from greenpractice.comparison.held import held_beside
from greenpractice.comparison.telling import compared_of
from ui.results.changed_card import ChangedCard
from ui.results.compared_card import ComparedCard
from ui.results.four_charts import tables_button
from ui.results.period_choice import PeriodChoice, history_of, missing_words, of_very_period
from ui.results.result_charts import ResultCharts
from ui.results.result_numbers import ResultNumbers, ResultTables
from ui.results.to_chase import ToChaseLine
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.controls import button, card, page_layout, words
from ui.widgets.figure_table import FigureTable
from ui.window.gap_table import LEFT_OPEN, GapTable
from ui.window.page import Page
from ui.window.parts.folds import Folds
from ui.window.parts.nothing_yet import NothingYet
from ui.window.why import explain


class ResultsPage(Page):
    """This quarter or the last 12 months; every number leads to why it is what it is."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.setObjectName("results-page")
        self.as_tables = tables_button("charts-as-tables")
        self.as_tables.setChecked(workspace.charts_as_tables)
        self.as_tables.toggled.connect(workspace.show_charts_as_tables)
        workspace.charts_shown.connect(self.show_charts_as_tables)
        self.choice = PeriodChoice("results-period")
        self.choice.chosen.connect(self.refresh)
        self.tools = (self.choice, self.as_tables)
        enter = button("Enter inhalers", "results-enter", self._enter)
        self._empty = NothingYet("results-empty", "chart-bar", way=enter)
        self.numbers = ResultNumbers(workspace)
        self.charts = ResultCharts(workspace)
        self.tables = ResultTables(workspace)
        self.compared = ComparedCard(workspace)
        self.changed = ChangedCard(workspace, "results-changed")
        self.missed = NotCounted(workspace)
        self.folds = Folds(
            "results-fold",
            {
                "changed": ("Why it changed", self.changed),
                "products": ("By product", self._products()),
                "more": ("Other charts", self.charts.more()),
                "compared": ("Compared with others", self.compared),
                "tables": ("Every total", self.tables),
                "missed": ("How sure, and what is not counted", self.missed),
            },
        )
        self.compared.told.connect(partial(self.folds.unfold, "compared"))
        layout = page_layout(self)
        layout.setSpacing(tokens.SPACE_2)
        for part in (self._empty, self.numbers, self.charts, self.folds):
            layout.addWidget(part)
        layout.addStretch(1)
        self.charts.show_as_tables(workspace.charts_as_tables)

    def _products(self) -> QWidget:
        part = QWidget()
        inside = page_layout(part)
        inside.setSpacing(tokens.SPACE_2)
        inside.addWidget(
            words("Choose a bar to see why it is what it is. A pMDI is a puffer inhaler.", "hint")
        )
        inside.addWidget(self.charts.products)
        return part

    def refresh(self) -> None:
        """Work everything out again."""
        history = history_of(self.workspace)
        view = self.choice.view_of(history)
        there = view is not None and bool(view.footprint.lines)
        self._empty.setVisible(not there)
        self._empty.say(missing_words(history) if view is None else "Complete Inhalers to see results.")
        self.as_tables.setVisible(there)
        held = held_beside(self.workspace.store.path)
        others = compared_of(history, held, view.period if view else None)
        self.compared.show_held(held, others)
        for part in (self.numbers, self.charts):
            part.setVisible(there)
        for key in ("products", "more", "tables", "missed"):
            self.folds.show_name(key, there)
        if view is not None and there:
            self.numbers.show_view(history, view, of_very_period(others, view))
            self.charts.show_view(history, view)
            self.tables.show_view(view)
            self.missed.show_view(view, history.gaps_of(view), history.how_good(view))
        # of one quarter, or a year: 12 months have no return that another could stand beside
        earlier = history.comparable if view is history.view else ()
        self.folds.show_name("changed", there and bool(earlier))
        self.changed.offer(history.period, earlier, history.comparison_with)

    def show_charts_as_tables(self, as_tables: bool) -> None:
        """Show the figures of every chart instead of its picture, or the pictures again."""
        self.as_tables.setChecked(as_tables)
        self.charts.show_as_tables(as_tables)

    def _enter(self) -> None:
        self.workspace.go_to("inhalers")


class NotCounted(QWidget):
    """How sure the results are, and what they leave open; each gap leads to its figure."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("results-not-counted")
        self.sure = words("", "", "results-sure")
        self.grades = FigureTable("results-grades", "How sure each section is")
        self.grades.picked.connect(self._explain)
        self._view: View | None = None
        self._listed: Sequence[str] = ()
        self._workspace = workspace
        self.chase = ToChaseLine(workspace, "results-chase")
        self.table = GapTable(workspace, "results-not-counted-table")
        frame, inside = card()
        inside.addWidget(words("How sure is this?", "card"))
        inside.addWidget(self.sure)
        inside.addWidget(self.grades)
        inside.addWidget(words(rule_words(), "hint", "results-grades-rule"))
        inside.addWidget(self.chase)
        inside.addWidget(words(LEFT_OPEN, "card"))
        inside.addWidget(self.table)
        inside.addWidget(words(f"Not part of this app: {NOT_IN_THE_FOOTPRINT}."))
        page_layout(self).addWidget(frame)

    def show_view(self, view: View, gaps: Sequence[Gap], good: HowGood) -> None:
        """Show how good the figures of one view are, and what they leave open."""
        self.sure.setText(f"{good.sure.words} {based_on(view)}. {how_sure(view, gaps)}")
        self._view, self._listed = view, good.sure.listed
        self.grades.show_rows(TITLES, good.sure.rows, range(2, len(TITLES)), pinned=(0,))
        self.chase.show_good(good)
        self.table.show_gaps(gaps)

    def _explain(self, number: int) -> None:
        """Why the total is what it is, or a section: each line says what it rests on."""
        if self._view is None:
            return
        answer = why_section(self._view, self._listed[number - 1]) if number else why_total(self._view)
        explain(self._workspace, answer, self.window())
