"""The charts of the Results page, beside each other where there is room; bars lead to why."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QLabel, QWidget

from greenpractice.answers.history import History, View
from greenpractice.answers.why import why_change, why_product, why_section, why_sections
from greenpractice.charts.change import change_chart
from greenpractice.charts.change_rows import change_rows
from greenpractice.charts.geometry import Chart, table_of
from greenpractice.charts.products_chart import products_chart, products_of
from greenpractice.charts.run_chart import run_chart
from greenpractice.charts.sheet import message
from greenpractice.charts.sources_chart import sections_in_rows, sources_chart
from greenpractice.charts.target_path import target_path
from greenpractice.charts.target_story import AIMED, Aimed
from greenpractice.facts.plan import load_plan
from greenpractice.lines import BOUNDARIES
from greenpractice.periods import Period
from greenpractice.phrases import joined
from greenpractice.sections import SECTION_BY_KEY, SECTIONS, keys_of
from greenpractice.themes import TRAVEL
from ui.results.four_charts import HIGH, MOST_BARS, FourCharts, are_small
from ui.results.period_choice import place_of
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.chart_view import ChartView
from ui.widgets.choice import Choice
from ui.widgets.controls import button, card, page_layout, row, words
from ui.window.why import explain

_INHALERS = "inhalers"
_BASELINE = Period(2019)


@dataclass(frozen=True, slots=True)
class Series:
    """What the chart over time can show: its name in a title, and the sections it adds up."""

    title: str
    sections: tuple[str, ...]


SERIES: Mapping[str, Series] = {
    "total": Series("Total carbon", tuple(section.key for section in SECTIONS)),
    "inhalers": Series("Inhaler carbon", (_INHALERS,)),
    "electricity": Series("Electricity", ("electricity",)),
    "heating": Series("Heating", ("heating",)),
    "travel": Series("Travel carbon", keys_of(TRAVEL)),
}


class ResultCharts(QWidget):
    """P1, P3, P2, P6 and P5 of the design, for one view of the returns."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("result-charts")
        self._workspace = workspace
        self._history: History | None = None
        self._view: View | None = None
        self._notes: QLabel | None = None
        self.sources, self.change = ChartView("chart-sources"), ChartView("chart-change")
        self.path, self.quarters = ChartView("chart-path"), ChartView("chart-quarters")
        self.products = ChartView("chart-products")
        self.all = (self.sources, self.change, self.path, self.quarters, self.products)
        self.series, self.aim = (
            Choice("chart-series", "What to show quarter by quarter"),
            Choice("chart-target", "What to show beside its target"),
        )
        for key, series in SERIES.items():
            self.series.addItem(series.title, key)
        for aimed in AIMED:
            self.aim.addItem(aimed.what, aimed)
        self.series.currentIndexChanged.connect(self._show_quarters)
        self.aim.currentIndexChanged.connect(self._show_path)
        self.baseline = button("Add 2019/20 figures", "add-baseline", self._add_baseline, "line")
        self.sources.picked.connect(self._why_source)
        self.change.picked.connect(self._why_change)
        self.quarters.picked.connect(self._why_quarter)
        self.products.picked.connect(self._why_product)
        self.four = (self.sources, self.change, self.path, self.quarters)
        self._beside = FourCharts(self.four)
        self._beside.resized.connect(self._show_again)
        layout = page_layout(self)
        layout.setSpacing(tokens.SPACE_1)
        layout.addWidget(self._beside)
        layout.addWidget(self.baseline)

    def more(self) -> QWidget:
        """What else the two charts over time can show, and what none of the four has room for."""
        part, inside = card()
        for label, choice in (("Quarter by quarter", self.series), ("Beside its target", self.aim)):
            said = QLabel(label)
            said.setBuddy(choice)
            inside.addLayout(row(said, choice))
        self._notes = words("", "hint", "chart-notes")
        inside.addWidget(self._notes)
        return part

    def show_view(self, history: History, view: View) -> None:
        """Show the charts of a view; those over time do not depend on it."""
        self._history, self._view = history, view
        place = place_of(self._workspace)
        self.sources.show_chart(partial(_sources, view, place), pickable=True)
        self.products.show_chart(partial(_products, view, place), pickable=True)
        self.change.show_chart(partial(_change, view, place), pickable=view.change is not None)
        self._show_path()
        self._show_quarters()
        self._show_what_is_drawn()

    def show_as_tables(self, as_tables: bool) -> None:
        """Show the figures of every chart instead of its picture."""
        for chart in self.all:
            chart.show_as_table(as_tables)

    def _show_path(self) -> None:
        if self._history is not None:
            aimed: Aimed = self.aim.currentData()
            make = partial(_path, self._history, aimed, place_of(self._workspace))
            self.path.show_chart(make)
            self._show_what_is_drawn()
            start = self._history.years_of(sections_of(self._history, aimed)).get(_BASELINE)
            self.baseline.setVisible(start is None and self._workspace.can_write)

    def _show_quarters(self) -> None:
        if self._history is not None:
            series = SERIES[self.series.currentData()]
            make = partial(_quarters, self._history, series, place_of(self._workspace))
            self.quarters.show_chart(make, pickable=True)
            self._show_what_is_drawn()

    def _show_what_is_drawn(self) -> None:
        """A chart without data is one line below the others; what the four have no room for stands once."""
        notes = self._beside.place()
        if self._notes is not None:
            self._notes.setText("\n".join(notes))
            self._notes.setVisible(bool(notes))

    def _show_again(self) -> None:
        """In the size that charts have now."""
        if self._history is not None and self._view is not None:
            self.show_view(self._history, self._view)

    def _why_source(self, number: int) -> None:
        if self._view is not None:
            section = sections_in_rows(self._view.footprint)[number]
            explain(self._workspace, why_section(self._view, section), self.window())

    def _why_product(self, number: int) -> None:
        if self._view is not None:
            product = products_of(self._view.footprint)[number]
            explain(self._workspace, why_product(self._view, product.key), self.window())

    def _why_change(self, number: int) -> None:
        if self._view is not None:
            explain(self._workspace, why_change(self._view), self.window())

    def _why_quarter(self, number: int) -> None:
        history = self._history
        if history is None:
            return
        view = history.view_of(list(history.quarters)[number])
        if view is not None:
            series = SERIES[self.series.currentData()]
            explain(self._workspace, why_sections(view, series.title, series.sections), self.window())

    def _add_baseline(self) -> None:
        self._workspace.show_period(_BASELINE)
        aimed: Aimed = self.aim.currentData()
        self._workspace.go_to(aimed.sections[0] if aimed.sections else _INHALERS)


def _sources(view: View, place: str, width: float, text_size: float) -> Chart:
    most = MOST_BARS if are_small() else None
    return sources_chart(
        view.footprint, place=place, width=width, text_size=text_size, most=most, is_small=are_small()
    )


def _products(view: View, place: str, width: float, text_size: float) -> Chart:
    return products_chart(view.footprint, place=place, width=width, text_size=text_size)


def _change(view: View, place: str, width: float, text_size: float) -> Chart:
    if view.change is None:
        title, why = "Nothing to compare with last year yet", "There is no return of a year earlier."
        return message(title, place, [why], width, text_size, table_of((), ()))
    if are_small():
        return change_rows(view.change, view.period, place=place, width=width, text_size=text_size)
    return change_chart(view.change, view.period, place=place, width=width, text_size=text_size)


def sections_of(history: History, aimed: Aimed) -> tuple[str, ...]:
    """The sections that are counted beside a target: its own, or those that can be compared."""
    if aimed.sections:
        return aimed.sections
    boundary = next(each for each in BOUNDARIES if each == aimed.key)
    return history.comparable_sections(boundary, _BASELINE)


def _path(history: History, aimed: Aimed, place: str, width: float, text_size: float) -> Chart:
    sections, targets = sections_of(history, aimed), load_plan().targets_for(aimed.key)
    titles = joined([SECTION_BY_KEY[section].title.lower() for section in sections])
    counted = f"Counted: {titles}, the sections that the years compared both have." if titles else ""
    notes = dict.fromkeys(target.note for target in targets if target.note)
    return target_path(
        history.years_of(sections),
        targets,
        aimed=aimed,
        place=place,
        width=width,
        text_size=text_size,
        height=HIGH * text_size if are_small() else None,
        is_small=are_small(),
        estimated=history.estimated_years_of(sections),
        remark=" ".join(filter(None, ("" if aimed.sections else counted, *notes))),
    )


def _quarters(history: History, series: Series, place: str, width: float, text_size: float) -> Chart:
    return run_chart(
        history.quarters_of(series.sections),
        what=series.title,
        place=place,
        width=width,
        text_size=text_size,
        height=HIGH * text_size if are_small() else None,
        is_small=are_small(),
        estimated=history.estimated_quarters_of(series.sections),
        unlike=history.unlike_quarters_of(series.sections),
    )
