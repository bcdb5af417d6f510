"""What a chart beside a target has to tell: whole years with figures, a baseline, and where to get to."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from greenpractice.facts.plan import Target
from greenpractice.numbers import NO_DATA, exact
from greenpractice.periods import Period
from greenpractice.phrases import share_words

PART_YEAR = "Part year"


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
