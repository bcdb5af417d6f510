"""What an indicator is: one declaration of its evidence, its sentence, its reasons and its ways."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Any, ClassVar, Generic, Literal, TypeVar

from greenpractice.carbon.footprint import Rows, typed_rows
from greenpractice.carbon.part import Part
from greenpractice.explaining.answer import Step
from greenpractice.facts.inhalers import Inhalers
from greenpractice.indicators.alternatives import Change
from greenpractice.indicators.facts import Indicator, Of, Thresholds
from greenpractice.numbers import exact
from greenpractice.sections.base import Context

Status = Literal["upper_reached", "lower_reached", "not_reached", "not_enough_data"]
Pair = tuple[Decimal, Decimal]  # numerator and denominator
BY_REVIEW = "Each change needs a review with the patient. No blanket switching."  # whatever patients use
NOUGHTS = "Every number of inhalers entered is 0, so there is nothing to take a share of."
E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class Result:
    """One indicator, computed. Counts are exact, `value` is numerator / denominator, None without data.

    `to_upper` is how many of `of` it would take to reach the upper threshold: 0 if reached, None if
    impossible or unknown. `plan_target` is the Green Plan's own. `left_out` names
    the practices of a pool that have no figures for it. `spared` is what of the numerator nobody is advised
    to change, as it gains nothing. `without` says in words what of its inhalers is in
    neither count, and stands wherever the value does. Advice is for packs as they are on the day `on`.
    """

    indicator: Indicator
    thresholds: Thresholds
    basis: Of
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    status: Status
    points: Decimal | None
    to_upper: int | None
    plan_target: Decimal | None
    left_out: tuple[str, ...]
    spared: Decimal
    without: str
    on: date


class Measure(ABC, Generic[E]):
    """What is counted, declared once. Its dated facts (titles, sources) stand in `resources/indicators/`.

    `section` is where its figures are entered, `wanted` what to enter there, `glossary` what the short name
    means. `titles` head the three columns of its reasons. `caveat` is what to mind before anything is
    changed, `term` explains a word of its title.
    """

    id: ClassVar[str]
    section: ClassVar[str]
    wanted: ClassVar[str]
    glossary: ClassVar[str]
    caveat: ClassVar[str] = ""
    term: ClassVar[str] = ""

    @abstractmethod
    def evidence(self, rows: Rows, context: Context) -> E | None:
        """What one return says for it; None is no data.

        It is given what the formulas of sections are given, so that it may count as they do. Those of one
        indicator are never asked whether the period has factors: `context.factors.has_year` says so.
        """

    @abstractmethod
    def of_year(self, parts: Sequence[E]) -> E | None:
        """A practice's year out of what its returns say, the earliest first."""

    def counted(self, parts: Sequence[E]) -> Sequence[int]:
        """Which of a practice's returns its year is made of, by their place: all, unless it says so."""
        return range(len(parts))

    @abstractmethod
    def pairs(
        self, practices: Mapping[str, E | None], inhalers: Inhalers
    ) -> tuple[dict[str, Pair | None], Of]:
        """Numerator and denominator of each practice, and what they count."""

    @abstractmethod
    def steps(self, basis: Of, parts: Sequence[Part]) -> tuple[Step, ...]:
        """The figures in it, one by one."""

    def missing(self, parts: Sequence[Part]) -> str:
        """Why there is no value: what there is does not count, or what to enter."""
        entered = [row.values for part in parts for row in typed_rows(part.document).get(self.section, ())]
        return self.why_none(entered) or self.wanted

    def why_none(self, entered: Sequence[Any]) -> str:
        """Why these rows of its section, which are all there are, give no value; "" where figures lack."""
        return ""

    def without(self, practices: Sequence[E], basis: Of) -> str:
        """What is in neither count though it may belong there: `without 10 items of 1 product ...`, or ""."""
        return ""

    def otherwise(self, practices: Sequence[E], basis: Of, total: Pair) -> str:
        """What the value would be if something nobody has said were so: `without 20 of ...`, or ""."""
        return ""

    @abstractmethod
    def titles(self, basis: Of) -> tuple[str, str, str]:
        """What heads the three columns of its steps."""


class Declared(Measure[E]):
    """A measure with thresholds: an indicator, and what it would take to reach them.

    One that is reached by changing one product into another sets `by_switching`; all others by counting
    fewer or more. `plain` is what a partner calls it and `counted_as` what its value is, where there is room
    for few words; without them its title stands. `spoken` goes before and after a value in a sentence.
    """

    plain: ClassVar[str] = ""
    counted_as: ClassVar[str] = ""
    spoken: ClassVar[tuple[str, str]] = ("", "")

    by_switching: ClassVar[bool] = False
    changes_products: ClassVar[bool] = False  # whether `changes` says of which products
    beside: ClassVar[str] = ""  # the measure that stands beside it, as it sees the same inhalers otherwise
    review: ClassVar[str] = ""  # what is offered before any change, where reviews of relievers help

    @abstractmethod
    def sentence(self, result: Result) -> str:
        """What the upper threshold would take, after `To reach the upper threshold: 12`."""

    @abstractmethod
    def change(self, result: Result, number: int) -> str:
        """What so many of a change are called: `fewer pMDI items`."""

    def to_upper(
        self,
        total: Pair,
        practices: Sequence[E],
        indicator: Indicator,
        upper: Decimal,
        on: date,
        inhalers: Inhalers,
    ) -> int | None:
        """How many changes reach the upper threshold, of packs as they are on a day."""
        return to_reach(*total, upper, indicator.lower_is_better)

    def spared(self, practices: Sequence[E], basis: Of, on: date, inhalers: Inhalers) -> Decimal:
        """What of the numerator nobody is advised to change, of packs as they are on a day."""
        return Decimal(0)

    def which(self, result: Result, practices: Sequence[E], number: int) -> tuple[str, ...]:
        """Which of its inhalers so many changes would best be of, and to what: the most carbon first."""
        changes = self.changes(result, practices, number)
        return tuple(change.words(some, result.basis) for change, some in changes)

    def changes(self, result: Result, practices: Sequence[E], number: int) -> list[tuple[Change, int]]:
        """The same as values: how many of each product."""
        return []

    def out_of_reach(self, result: Result) -> str:
        """Why the target is not reached by any advice, after `35%` or `The upper threshold`."""
        return "cannot be reached with these figures."


AnyMeasure = Measure[Any]
AnyDeclared = Declared[Any]


def to_reach(numerator: Decimal, denominator: Decimal, target: Decimal, lower_is_better: bool) -> int | None:
    """How many fewer (or, where higher is better, more) in the numerator reach the target.

    The exact ceiling at a fixed denominator; 0 if reached, None if there are not so many. Re-checked by
    recomputing: the answer reaches the target and one less does not.
    """
    with exact():
        gap = numerator - target * denominator
        if not lower_is_better:
            gap = -gap
        count = max(0, int(gap.to_integral_value(ROUND_CEILING)))
        step = -1 if lower_is_better else 1
        after = max(numerator + step * count, Decimal(0))  # of half an inhaler, one whole one is changed
        if after > denominator:
            return None
        assert reached(after, denominator, target, lower_is_better)
        one_less = numerator + step * (count - 1)
        assert count == 0 or not reached(one_less, denominator, target, lower_is_better)
    return count


def to_reach_sparing(result: Result, target: Decimal) -> int | None:
    """`to_reach` of a result, None where it would take some of what is spared."""
    assert result.numerator is not None
    assert result.denominator is not None
    indicator = result.indicator
    count = to_reach(result.numerator, result.denominator, target, indicator.lower_is_better)
    return sparing(count, result.numerator, result.spared)


def sparing(count: int | None, numerator: Decimal, spared: Decimal) -> int | None:
    """A number of changes, None if there are not so many beside what is spared."""
    if count is None or not spared:
        return count
    with exact():
        left = (numerator - spared).to_integral_value(ROUND_CEILING)
    return count if count <= left else None


def reached(numerator: Decimal, denominator: Decimal, target: Decimal, lower_is_better: bool) -> bool:
    """Whether a target is reached; compared without dividing, so nothing is rounded."""
    with exact():
        limit = target * denominator
        return numerator <= limit if lower_is_better else numerator >= limit


def is_given(pair: Pair | None) -> bool:
    """Whether there is anything to divide by."""
    return pair is not None and pair[1] > 0


def sum_pairs(pairs: Iterable[Pair | None]) -> Pair | None:
    """The sum of what is there; None if nothing is."""
    given = [pair for pair in pairs if pair is not None]
    if not given:
        return None
    with exact():
        return sum((pair[0] for pair in given), Decimal(0)), sum((pair[1] for pair in given), Decimal(0))


def heaviest_first(found: Sequence[tuple[Decimal, Step]]) -> tuple[Step, ...]:
    """Steps by what they weigh in the value."""
    return tuple(step for _, step in sorted(found, key=lambda pair: -pair[0]))


def named(name: str, part: Part, several: bool) -> str:
    """A product, with its quarter where there are several."""
    return f"{name}, {part.period.words}" if several else name
