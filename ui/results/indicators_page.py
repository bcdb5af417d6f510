"""The Indicators page: cards with a ruler, the counts behind the value, and what a target would take."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import QWidget

from greenpractice.answers.history import View
from greenpractice.answers.indicator_reasons import fraction_words, why_indicator
from greenpractice.charts.geometry import Chart
from greenpractice.charts.indicator_rulers import indicator_rulers
from greenpractice.comparison.telling import Compared, usual_bands, usual_words
from greenpractice.indicators import INDICATORS
from greenpractice.indicators.base import AnyDeclared, Result
from greenpractice.indicators.computing import newest_schemes
from greenpractice.indicators.schemes import origin_words
from greenpractice.indicators.side_by_side import beside, first_lever
from greenpractice.indicators.watching import Watched
from greenpractice.indicators.words import number_words, terms_of, value_words
from greenpractice.phrases import lower_first, now_and_before
from greenpractice.sections import SECTION_BY_KEY
from ui.results.period_choice import PeriodChoice, history_of, missing_words, others_of, place_of
from ui.results.target_calculator import Calculator
from ui.results.watched_card import WatchedCard
from ui.session.workspace import Workspace
from ui.widgets.chart_view import ChartView
from ui.widgets.controls import button, card, line, page_layout, row, words
from ui.window.page import Page
from ui.window.why import WhyButton


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
    """Each indicator, for this quarter or the last 12 months."""

    sections = frozenset(declared.section for declared in INDICATORS)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.setObjectName("indicators-page")
        self.choice = PeriodChoice("indicators-period")
        self.choice.chosen.connect(self.refresh)
        self._missing_frame, missing = card("check-box")
        self._missing = words("", "", "indicators-missing")
        missing.addWidget(self._missing)
        self._period = words("", "section", "indicators-shown")
        self.cards = {each.id: IndicatorCard(workspace, each) for each in INDICATORS}
        layout = page_layout(self)
        layout.addWidget(words(introduction(), "", "indicators-introduction"))
        layout.addWidget(self.choice)
        layout.addWidget(self._period)
        layout.addWidget(self._missing_frame)
        self._lever_frame, lever = card("check-box")
        self._lever = words("", "bold", "indicators-lever")
        lever.addWidget(self._lever)
        layout.addWidget(self._lever_frame)
        for each in self.cards.values():
            layout.addWidget(each)
        self.watched = WatchedCard(workspace)
        layout.addWidget(self.watched)
        layout.addStretch(1)
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
        when = view.quarters.said_of(view.period) if view else history.period.words
        self._period.setText(f"{place_of(self.workspace)}, {when}")
        for each in self.cards.values():
            each.setVisible(view is not None)
        self.watched.setVisible(view is not None)
        self._lever_frame.setVisible(False)
        if view is None:
            self._missing.setText(missing_words(history))
            return
        before, evidence = history.values_before(view), view.evidence
        others = others_of(self.workspace, history, view)
        self.watched.show_view(view, others)
        watched = view.watched()
        lever = first_lever(watched, view.period.last_day)
        self._lever.setText(lever)
        self._lever_frame.setVisible(bool(lever))
        for result in view.results():
            id = result.indicator.id
            self.cards[id].show_result(Shown(result, before, evidence.get(id), view, watched, others))


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
    """One indicator: its sentence, ruler, counts with Why, and the calculator."""

    def __init__(self, workspace: Workspace, declared: AnyDeclared) -> None:
        super().__init__()
        self._workspace, self._declared = workspace, declared
        id = declared.id
        self.setObjectName(f"card-{id}")
        self.chart = ChartView(f"ruler-{id}")
        self.value = WhyButton(f"value-{id}", workspace)
        self.counts = words("", "", f"counts-{id}")
        self.guide = words("", "hint", f"guide-{id}")
        self.beside = words("", "", f"beside-{id}")
        self.usual = words("", "", f"usual-{id}")
        self.enter = button(_enter_words(declared), f"enter-{id}", self._enter)
        self.calculator = Calculator(workspace, declared)
        numbers = row(self.value, self.counts, stretch=False)
        numbers.setStretch(1, 1)
        body = self.chart.body
        self.chart.subtitle.hide()  # the page says once what it shows
        body.insertLayout(2, numbers)
        body.insertWidget(3, self.usual)
        body.insertWidget(4, self.beside)
        body.insertWidget(5, self.guide)
        body.addWidget(self.enter)
        body.addWidget(line())
        body.addWidget(self.calculator)
        page_layout(self).addWidget(self.chart)

    def show_result(self, shown: Shown) -> None:
        """Show one result."""
        result, view = shown.result, shown.view
        self.chart.show_chart(partial(_ruler, place_of(self._workspace), shown))
        enough = result.value is not None
        value = "No data" if result.value is None else value_words(result, result.value)
        self.value.say(value, result.indicator.title, partial(why_indicator, result, view.parts))
        self.counts.setText(_counts(shown) if enough else self._declared.missing(view.parts))
        self.guide.setText(_guide(result))
        others = usual_words(shown.others, result.indicator.id)
        self.usual.setText(others)
        self.usual.setVisible(bool(others))
        stands_beside = beside(result, shown.watched)
        self.beside.setText(stands_beside)
        self.beside.setVisible(bool(stands_beside))
        self.enter.setVisible(not enough)
        self.calculator.setVisible(enough)
        if enough:
            self.calculator.show_result(result, shown.evidence)

    def _enter(self) -> None:
        self._workspace.go_to(self._declared.section)


def _enter_words(declared: AnyDeclared) -> str:
    return f"Enter {lower_first(SECTION_BY_KEY[declared.section].title)}"


def _ruler(place: str, shown: Shown, width: float, text_size: float) -> Chart:
    period = shown.view.period
    return indicator_rulers(
        [shown.result],
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
