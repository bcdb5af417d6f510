"""What a chart beside a target has to tell: whole years with figures, a baseline, and where to get to."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal

from greenpractice.facts.plan import Target
from greenpractice.numbers import NO_DATA, exact, show_kg
from greenpractice.periods import Period
from greenpractice.phrases import share_words, year_words

PART_YEAR = "Part year"
_FEWEST_OF_A_PACE = 3  # years with figures, the baseline among them
_FARTHEST = 60  # years ahead, beyond which a target is not met at a pace


@dataclass(frozen=True, slots=True)
class Aimed:
    """What a target of the plan is about: its key there, and its names in a title, a sentence and a hint.

    `sections` are the sections of a return it adds up; none: those of the boundary that `key` names. `of`
    goes after "CO₂e" in the line under the title.
    """

    key: str
    what: str
    in_text: str
    figures: str
    of: str = ""
    sections: tuple[str, ...] = ()


INHALER_CARBON = Aimed(
    "inhaler_carbon", "Inhaler carbon", "inhaler carbon", "inhalers", " of inhalers", ("inhalers",)
)
AIMED = (
    INHALER_CARBON,
    Aimed("carbon_footprint", "NHS Carbon Footprint", "NHS Carbon Footprint", "figures"),
    Aimed("carbon_footprint_plus", "Carbon Footprint Plus", "Carbon Footprint Plus", "figures"),
    Aimed(
        "business_mileage",
        "Business travel carbon",
        "business travel carbon",
        "business travel",
        " of business travel",
        ("business_travel",),
    ),
    Aimed(
        "office_paper", "Office paper carbon", "office paper carbon", "paper", " of office paper", ("paper",)
    ),
)


@dataclass(frozen=True, slots=True)
class Aim:
    """A target with its year and its weight; `kg` is None without a baseline."""

    year: Period
    words: str
    kg: Decimal | None


@dataclass(frozen=True, slots=True)
class Story:
    """What there is to draw: whole years with data, years that are only in part there, and the aims."""

    years: tuple[Period, ...]
    kg: Mapping[Period, Decimal]
    part: Collection[Period]
    baseline: Period | None
    aims: tuple[Aim, ...]

    @property
    def last(self) -> Period:
        return max(self.kg)

    @property
    def start(self) -> Decimal | None:
        """The baseline's weight."""
        return self.kg.get(self.baseline) if self.baseline else None

    def why(self, year: Period) -> str:
        """What the axis says of a year without a dot; nothing of years to come."""
        if year in self.kg:
            return ""
        if year in self.part:
            return PART_YEAR
        return NO_DATA if self.kg and year < self.last else ""


@dataclass(frozen=True, slots=True)
class Pace:
    """What the year of the last target comes to if all goes on as it did: since the baseline, and since the
    year before. `met` are the years in which each of the two reaches the target, None where it never does.
    """

    aim: Aim
    low: Decimal
    high: Decimal
    met: tuple[Period | None, Period | None]


def pace_of(story: Story) -> Pace | None:
    """Today's pace; None without a target ahead, or of fewer than three years, from which no range comes."""
    aim = story.aims[-1] if story.aims else None
    known = sorted(year for year in story.kg if story.baseline is not None and year >= story.baseline)
    if aim is None or aim.kg is None or len(known) < _FEWEST_OF_A_PACE or aim.year <= story.last:
        return None
    last = known[-1]
    paces = [_pace(story, first, last) for first in (known[0], known[-2])]
    with exact():
        ends = [max(story.kg[last] + pace * (aim.year.year - last.year), Decimal(0)) for pace in paces]
    met = [_met(story.kg[last], pace, aim.kg, last) for pace in paces]
    return Pace(aim, min(ends), max(ends), (met[0], met[1]))


def _pace(story: Story, first: Period, last: Period) -> Decimal:
    """kg a year between two years."""
    with exact():
        return (story.kg[last] - story.kg[first]) / (last.year - first.year)


def _met(kg: Decimal, pace: Decimal, aim: Decimal, last: Period) -> Period | None:
    if kg <= aim:
        return last
    if pace >= 0:
        return None
    with exact():
        years = ((kg - aim) / -pace).to_integral_value(ROUND_CEILING)
    return Period(last.year + int(years)) if years <= _FARTHEST else None


def pace_words(pace: Pace) -> str:
    """`At today's pace 92.3 to 96.6 tonnes in 2027/28; the target of 66.2 tonnes is met in 2031/32.`"""
    assert pace.aim.kg is not None
    low, high = show_kg(pace.low), show_kg(pace.high)
    number, _, unit = low.partition(" ")
    between = low if low == high else f"{number if high.endswith(f' {unit}') else low} to {high}"
    start = (
        f"At today's pace {between} in {year_words(pace.aim.year)}; the target of {show_kg(pace.aim.kg)} is"
    )
    years = sorted({year for year in pace.met if year is not None})
    if not years:
        return f"{start} not met at this pace."
    when = " to ".join(dict.fromkeys(map(year_words, (years[0], years[-1]))))
    return f"{start} met in {when}{', or not at all' if None in pace.met else ''}."


def story_of(
    years: Mapping[Period, Decimal | None], targets: Sequence[Target], part_years: Collection[Period]
) -> Story:
    """The years from the first to the last figure, baseline or target, and each dated target's weight."""
    kg = {
        year: weight
        for year, weight in sorted(years.items())
        if weight is not None and year not in part_years
    }
    dated = [(target, target.by) for target in targets if target.change is not None and target.by is not None]
    baseline = next((target.baseline for target, _ in dated), None)
    start = kg.get(baseline) if baseline else None
    with exact():
        aims = tuple(
            Aim(_year_of(by), _lower(target), None if start is None else start * (1 + (target.change or 0)))
            for target, by in dated
        )
    ends = [*years, *(aim.year for aim in aims), *([baseline] if baseline else [])]
    if not ends:
        return Story((), kg, part_years, baseline, aims)
    span = range(min(ends).year, max(ends).year + 1)
    return Story(tuple(Period(year) for year in span), kg, part_years, baseline, aims)


def _year_of(day: date) -> Period:
    return Period(day.year if day.month >= 4 else day.year - 1)


def _lower(target: Target) -> str:
    if target.change == -1:
        return f"net zero {target.words}"
    return f"{share_words(-(target.change or Decimal(0)), Decimal(1))} lower {target.words}"
