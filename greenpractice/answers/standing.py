"""Where a practice stands in a quarter or year: what the front of its report tells, as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.answers.causes import Cause, causes_of
from greenpractice.answers.history import History, View
from greenpractice.answers.next_step import NextStep, When, next_step
from greenpractice.carbon.footprint import Footprint
from greenpractice.carbon.gaps import missing_of_sections
from greenpractice.carbon.like_for_like import Alike
from greenpractice.facts.plan import Target, load_plan
from greenpractice.indicators.base import Result
from greenpractice.indicators.computing import Evidence
from greenpractice.numbers import exact
from greenpractice.periods import Period
from greenpractice.phrases import CarbonUnit, counted, paper_unit, period_words
from greenpractice.returns.progress import FIGURE_SECTIONS
from greenpractice.sections import expected, keys_of
from greenpractice.themes import INHALERS

INHALER_CARBON = "inhaler_carbon"  # a target of the plan


@dataclass(frozen=True, slots=True)
class Then:
    """A weight in kg CO2e, and the same of an earlier time."""

    then: Decimal
    now: Decimal


@dataclass(frozen=True, slots=True)
class Standing:
    """One return beside the practice's others; kg are kg CO2e, unrounded.

    `change` is what is compared with a year before and `causes` why that changed. `last_quarter` are the
    inhalers of last quarter and this one. `target` is the last dated target of inhaler carbon, and
    `inhaler_year` what 12 months of inhalers came to in its baseline year and came to now. `entered` of
    `sections` sections have figures.
    """

    period: Period
    so_far: str
    footprint: Footprint
    change: Alike | None
    causes: tuple[Cause, ...]
    last_quarter: Then | None
    target: Target | None
    inhaler_year: Then | None
    is_first: bool
    entered: int
    sections: int

    @property
    def unit(self) -> CarbonUnit:
        """What all weights of the report are counted in."""
        then = self.change.comparison.then if self.change is not None else Decimal(0)
        return paper_unit(max(self.footprint.total, then))

    @property
    def by_section(self) -> Mapping[str, Decimal]:
        """kg of each section that is counted."""
        return self.footprint.by_section

    @property
    def compared(self) -> Then | None:
        """The kg that are compared with a year before; None where no section is, or all of it was 0."""
        found = self.change.comparison if self.change is not None else None
        return Then(found.then, found.now) if found is not None and found.sections and found.then else None

    @property
    def is_about_the_same(self) -> bool:
        """Whether what is compared changed by less than 1%, or by less than is estimated in it."""
        found = self.compared
        return found is not None and self.change is not None and is_about_the_same(found, self.change)

    @property
    def a_year_before(self) -> str:
        """When the earlier figures are of: `a year ago`, `the year before`."""
        if self.so_far:
            return "in the same quarters a year before"
        return "the year before" if self.period.is_year else "a year ago"

    @property
    def sides(self) -> tuple[str, str]:
        """What is compared, before and now: `July to September 2025`, `2 quarters of 2025/26`."""
        periods = (self.period.year_before, self.period)
        if self.change is None or not self.change.words(self.period):
            before, now = map(period_words, periods)
        else:
            number = len(self.change.quarters)
            before, now = (f"{counted(number, 'quarter')} of {period_words(each)}" for each in periods)
        return before, now

    @property
    def mean_inhaler(self) -> Decimal | None:
        """kg of an inhaler on average; None without one."""
        lines = [line for line in self.footprint.lines if line.section in keys_of(INHALERS)]
        with exact():
            number = sum((line.quantity for line in lines), Decimal(0))
            return sum((line.kg for line in lines), Decimal(0)) / number if number else None


def standing_of(history: History) -> Standing:
    """The standing of a history's own return."""
    view = history.view
    have = {
        section.key
        for section in FIGURE_SECTIONS
        if any(any(p.document.rows(section.key)) for p in view.parts)
    }
    targets = [each for each in load_plan().targets_for(INHALER_CARBON) if each.by and each.change]
    target = targets[-1] if targets else None
    change = view.change
    return Standing(
        history.period,
        view.quarters.words,
        history.footprint,
        change,
        () if change is None else causes_of(change),
        _last_quarter(history),
        target,
        _inhaler_year(history, target),
        not any(
            period != history.period and any(each.sections.values())
            for period, each in history.returns.items()
        ),
        len(have),
        len(expected(FIGURE_SECTIONS, have)),
    )


def step_of(standing: Standing, results: Sequence[Result], evidence: Evidence) -> NextStep:
    """The one thing to do next, with what it saves; from the indicators of the standing's period."""
    when = When.of(standing.period, standing.so_far)
    has_inhalers = INHALERS.key in standing.by_section
    return next_step(results, evidence, when, standing.unit, has_inhalers)


def is_about_the_same(compared: Then, change: Alike) -> bool:
    """Whether a change is under 1%, or smaller than what is estimated on one of its sides."""
    with exact():
        size = abs(compared.now - compared.then)
        rough = max(
            sum((line.kg for line in side.lines if line.estimated), Decimal(0))
            for side in (change.then, change.now)
        )
        return size * 100 < compared.then or size < rough


def _last_quarter(history: History) -> Then | None:
    """Inhalers of last quarter and this one, where both have them whole."""
    if history.period.is_year:
        return None
    kg = [_whole_inhalers(history.view_of(period)) for period in (history.period.previous, history.period)]
    then, now = kg
    return None if not then or now is None else Then(then, now)


def _whole_inhalers(view: View | None) -> Decimal | None:
    key = INHALERS.key
    if view is None or any(key in missing_of_sections(part) for part in view.parts):
        return None
    return view.footprint.by_section.get(key)


def _inhaler_year(history: History, target: Target | None) -> Then | None:
    """12 months of inhalers beside the baseline year of the target; None where either is not whole."""
    if target is None or target.baseline is None:
        return None
    then = history.inhaler_years.get(target.baseline)
    if history.period.is_year:
        now = history.inhaler_years.get(history.period)
    else:
        over = history.twelve_months
        parts = over.parts if over is not None else ()
        whole = [_whole_inhalers(history.view_of(part.period)) for part in parts]
        kg = [each for each in whole if each is not None]
        with exact():
            now = sum(kg, Decimal(0)) if parts and len(kg) == len(parts) else None
    return None if not then or now is None else Then(then, now)
