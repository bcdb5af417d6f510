"""The Indicators page: cards with a ruler, the counts behind the value, and what a target would take."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import QWidget

from greenpractice.answers.history import View
from greenpractice.answers.indicator_reasons import fraction_words, why_indicator
from greenpractice.charts.geometry import Chart
from greenpractice.charts.indicator_rulers import USUAL, indicator_ruler
from greenpractice.comparison.telling import Compared, usual_bands, usual_words
from greenpractice.indicators import INDICATORS
from greenpractice.indicators.at_a_glance import lacking, plain_title
from greenpractice.indicators.base import AnyDeclared, Result
from greenpractice.indicators.computing import newest_schemes
from greenpractice.indicators.schemes import origin_words
from greenpractice.indicators.side_by_side import beside, first_lever
from greenpractice.indicators.watching import Watched
from greenpractice.indicators.ways_to_a_target import review_way
from greenpractice.indicators.words import STATUS_WORDS, number_words, terms_of, value_words
from greenpractice.phrases import joined, lower_first, now_and_before
from greenpractice.sections import SECTION_BY_KEY
from ui.results.period_choice import PeriodChoice, history_of, missing_words, others_of, place_of
from ui.results.take_panel import TakePanel
from ui.results.target_calculator import Calculator
from ui.results.watched_card import WatchedCard
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.chart_view import ChartView
from ui.widgets.columns import Columns
from ui.widgets.controls import button, card, line, page_layout, row, words
from ui.widgets.icons import IN_LIST, Icon
from ui.widgets.marks.tags import StatusTag
from ui.widgets.spoken.hearing import heard_first
from ui.widgets.style import LARGE, scaled, text_size
from ui.window.page import Page
from ui.window.parts.folds import Folds
from ui.window.why import WhyButton

_NARROWEST = 480  # px at 100%: with less for each the cards stand under each other
_LOOKS = {
    "upper_reached": "upper",
    "lower_reached": "lower",
    "not_reached": "not reached",
    "not_enough_data": "not enough",
}


def introduction() -> str:
    """Where the indicators come from, as the facts in use have it."""
    return " ".join(
        (
            origin_words(newest_schemes()),
            "Their thresholds are still a useful guide.",
            *terms_of(INDICATORS),
            "Choose a value to see why it is what it is.",
        )
    )


class IndicatorsPage(Page):
    """Each indicator, for this quarter or the last 12 months: four cards beside each other."""

    sections = frozenset(declared.section for declared in INDICATORS)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.setObjectName("indicators-page")
        self.choice = PeriodChoice("indicators-period")
        self.choice.chosen.connect(self.refresh)
        self.tools = (self.choice,)
        self._missing_frame, missing = card("check-box")
        self._missing = words("", "", "indicators-missing")
        missing.addWidget(self._missing)
        self._common, self._period = (
            words("", "small", "indicators-common"),
            words("", "small", "indicators-shown"),
        )
        common = row(Icon("info-circle", "muted", IN_LIST), self._common, self._period, stretch=False)
        common.setStretch(1, 1)
        self._lever_frame, lever = card("check-box")
        lever.setContentsMargins(tokens.SPACE_3, tokens.SPACE_1, tokens.SPACE_3, tokens.SPACE_1)
        self._lever = words("", "", "indicators-lever")
        lever.addWidget(self._lever)
        self.watched = WatchedCard(workspace)
        self.panel = TakePanel(self)
        self.cards = {each.id: IndicatorCard(workspace, each, self.panel) for each in INDICATORS}
        self._columns = Columns(least=scaled(_NARROWEST), most=2, spacing=tokens.SPACE_2)
        self._columns.set_items(list(self.cards.values()))
        about = words(introduction(), "", "indicators-introduction")
        self.folds = Folds(
            "indicators-fold",
            {"watched": ("Also watched", self.watched), "about": ("Where the indicators come from", about)},
        )
        layout = page_layout(self)
        layout.setSpacing(tokens.SPACE_2)
        layout.addLayout(common)
        for part in (self._missing_frame, self._lever_frame, self._columns, self.folds):
            layout.addWidget(part)
        layout.addStretch(1)
        self.panel.raise_()
        workspace.charts_shown.connect(self.show_charts_as_tables)
        self.show_charts_as_tables(workspace.charts_as_tables)

    def show_charts_as_tables(self, as_tables: bool) -> None:
        """Show the figures of every ruler instead of its picture, or the pictures again."""
        for each in self.cards.values():
            each.chart.show_as_table(as_tables)

    def refresh(self) -> None:
        """Work them out again."""
        history = history_of(self.workspace)
        view = self.choice.view_of(history)
        self._missing_frame.setVisible(view is None)
        for each in self.cards.values():
            each.setVisible(view is not None)
        self.folds.show_name("watched", view is not None)
        self._lever_frame.setVisible(False)
        if view is None:
            self._common.setText("")
            self._period.hide()
            self.panel.fold()
            self._missing.setText(missing_words(history))
            return
        self._period.setText(f"{place_of(self.workspace)}, {view.quarters.said_of(view.period)}")
        self._period.setVisible(view is not history.view or view.period.is_year)
        before, evidence = history.values_before(view), view.evidence
        others = others_of(self.workspace, history, view)
        self._common.setText(_common_words(view, others))
        self.watched.show_view(view, others)
        watched = view.watched()
        lever = first_lever(watched, view.period.last_day)
        self._lever.setText(lever)
        self._lever_frame.setVisible(bool(lever))
        for result in view.results():
            id = result.indicator.id
            self.cards[id].show_result(Shown(result, before, evidence.get(id), view, watched, others))
        self._columns.place()

    def lay_out(self) -> None:
        """Two beside each other where there is room, one where text is large."""
        self._columns.allow(2 if text_size() < LARGE else 1, scaled(_NARROWEST))
        self.panel.fit()


def _common_words(view: View, others: Compared | None) -> str:
    """What is true of all four: thresholds to be confirmed, which end is better, and what the marks are."""
    now, before = now_and_before(view.period)
    open_ids = [each.indicator.id for each in view.results() if not each.thresholds.verified]
    said = [
        "No longer paid, still a guide.",
        f"Thresholds of {joined(open_ids)} to be confirmed." if open_ids else "",
        f"Right is better. Filled: {now}. Hollow: {before}.",
        f"Thick: {USUAL}." if others is not None else "",
    ]
    return " ".join(filter(None, said))


@dataclass(frozen=True, slots=True)
class Shown:
    """What a card shows: a result, the values before it, what returns say, where it is from, and others."""

    result: Result
    before: Mapping[str, Decimal | None]
    evidence: object
    view: View
    watched: Sequence[Watched]
    others: Compared | None


class IndicatorCard(QWidget):
    """One indicator: name, value with Why, counts, ruler, what is lacking; the rest is in the panel."""

    def __init__(self, workspace: Workspace, declared: AnyDeclared, panel: TakePanel) -> None:
        super().__init__()
        self._workspace, self._declared, self._panel = workspace, declared, panel
        id = declared.id
        self.setObjectName(f"card-{id}")
        self.chart = ChartView(f"ruler-{id}")
        self.chart.be_small(True)
        self.chart.title.hide()  # name, value and status stand in its place
        self.chart.subtitle.hide()  # the page says once what it shows
        self.value = WhyButton(f"value-{id}", workspace, "first")
        self.status = StatusTag(f"status-{id}")
        self.counts = words("", "small", f"counts-{id}")
        self.enter = button(_enter_words(declared), f"enter-{id}", self._enter)
        self.lacking = words("", "small", f"lacking-{id}")
        self.take = button("", f"take-{id}", self._open, "line")
        self.take.show_icon("chevron-right", "accent", at_end=True)
        self._detail(workspace, declared)
        name = words(plain_title(declared), "small card", f"name-{id}")
        code = words(id, "small", f"code-{id}")
        code.setWordWrap(False)
        self.chart.heading.insertWidget(0, name, 1)
        self.chart.heading.insertWidget(2, code)
        heard_first(name)
        numbers = row(self.value, self.status, stretch=False)
        numbers.insertStretch(1, 1)
        foot = row(self.lacking, self.take, stretch=False)
        foot.setStretch(0, 1)
        body = self.chart.body
        body.insertLayout(1, numbers)
        body.insertWidget(2, self.counts)
        body.addWidget(self.enter)
        body.addWidget(line())
        body.addLayout(foot)
        page_layout(self).addWidget(self.chart)

    def _detail(self, workspace: Workspace, declared: AnyDeclared) -> None:
        """What the panel shows of it."""
        id = declared.id
        self.guide, self.beside = words("", "hint", f"guide-{id}"), words("", "", f"beside-{id}")
        self.usual = words("", "", f"usual-{id}")
        self.calculator = Calculator(workspace, declared)
        self._details = QWidget()
        inside = page_layout(self._details)
        inside.setSpacing(tokens.SPACE_2)
        for part in (self.calculator, line(), self.usual, self.beside, self.guide):
            inside.addWidget(part)
        inside.addStretch(1)
        self._panel.hold(id, self._details)

    def show_result(self, shown: Shown) -> None:
        """Show one result."""
        result, view = shown.result, shown.view
        self.chart.show_chart(partial(_ruler, place_of(self._workspace), shown))
        enough = result.value is not None
        value = "No data" if result.value is None else value_words(result, result.value)
        self.value.say(value, result.indicator.title, partial(why_indicator, result, view.parts))
        self.status.show_tag(STATUS_WORDS[result.status], _LOOKS[result.status])
        self.counts.setText(_counts(shown) if enough else self._declared.missing(view.parts))
        self.guide.setText(_guide(result))
        others = usual_words(shown.others, result.indicator.id)
        self.usual.setText(others)
        self.usual.setVisible(bool(others))
        stands_beside = beside(result, shown.watched)
        self.beside.setText(stands_beside)
        self.beside.setVisible(bool(stands_beside))
        self.enter.setVisible(not enough)
        self.take.setVisible(enough)
        first = review_way(result) is not None and not self._declared.by_switching
        self.take.setText("Reviews come first" if first else "What would it take?")
        self.take.setAccessibleName(f"{self.take.text().removesuffix('?')}: {plain_title(self._declared)}")
        found = lacking(result, self._declared, shown.evidence)
        self.lacking.setText(f"To the {found[0]}: {found[1]}" if found else "")
        if enough:
            self.calculator.show_result(result, shown.evidence)

    def _open(self) -> None:
        self._panel.unfold(self._declared.id, plain_title(self._declared), self.take)

    def _enter(self) -> None:
        self._workspace.go_to(self._declared.section)


def _enter_words(declared: AnyDeclared) -> str:
    return f"Enter {lower_first(SECTION_BY_KEY[declared.section].title)}"


def _ruler(place: str, shown: Shown, width: float, text_size: float) -> Chart:
    period = shown.view.period
    return indicator_ruler(
        shown.result,
        shown.before,
        place=place,
        period=period,
        width=width,
        text_size=text_size,
        usual=usual_bands(shown.others, period),
    )


def _counts(shown: Shown) -> str:
    """The fraction, and the value of the period before."""
    result = shown.result
    before = shown.before.get(result.indicator.id)
    said = fraction_words(result)
    if before is None:
        return said
    return f"{said} · {now_and_before(shown.view.period)[1]} {number_words(result.indicator, before)}"


def _guide(result: Result) -> str:
    """The thresholds in words, what is to be confirmed of them, and the plan's own target."""
    indicator, limits = result.indicator, result.thresholds
    lower, upper = number_words(indicator, limits.lower), number_words(indicator, limits.upper)
    better = "Less is better" if indicator.lower_is_better else "More is better"
    said = [f"As a guide, from {limits.scheme}: {lower} is the lower threshold, {upper} the upper. {better}."]
    if not limits.verified:
        said.append("Both are to be confirmed.")
    if result.plan_target is not None:
        said.append(f"The Green Plan's target is {number_words(indicator, result.plan_target)}.")
    return " ".join(said)
