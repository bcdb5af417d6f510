"""Where a practice stands, in words: its own figures beside what is usual, the same on every surface."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from greenpractice.answers.history import History
from greenpractice.carbon.factor_sets import FACTS, facts_named
from greenpractice.charts.indicator_rulers import USUAL, Band
from greenpractice.comparison.measures import MAIN, Figure, Measure, figures_of, load_measures
from greenpractice.comparison.quartiles import Usual, coarse
from greenpractice.periods import Period
from greenpractice.phrases import counted, first_upper
from greenpractice.returns.documents import Json

if TYPE_CHECKING:
    from greenpractice.comparison.comparison_file import Comparison
    from greenpractice.comparison.held import Held

NOT_ADJUSTED = (
    "Age and health of patients, and what buildings are like, are not adjusted for: it says where you stand, "
    "and not how well you do."
)
_ROUNDED = "The middle half lies between the quartiles of practices that are complete, rounded to two digits."
_OTHER_FACTS = (
    "It was worked out with other facts than are in use here: small differences may come from that."
)
_ONE_NETWORK = re.compile("U[0-9]+", re.ASCII)  # any other key is of several, or of a whole area
NOT_CONFIRMED = "not confirmed to be from your network"


@dataclass(frozen=True, slots=True)
class Told:
    """One measure: the practice's own figure, what is usual, and when and of whom that is."""

    measure: Measure
    own: Figure
    usual: Usual
    whose: str
    reach: str

    @property
    def title(self) -> str:
        """`Inhalers, for each 1,000 patients`."""
        return ", ".join(filter(None, (self.measure.title, self.measure.per)))

    @property
    def middle_half(self) -> str:
        """`2.9 to 3.8 tonnes`, or where both are the same `about 15 tonnes`."""
        low, high = map(self.measure.usual_words, (self.usual.lower, self.usual.upper))
        if low == high:
            return f"about {high}"
        number, _, unit = low.partition(" ")
        return f"{number} to {high}" if unit and high.endswith(f" {unit}") else f"{low} to {high}"

    @property
    def stands(self) -> str:
        """`lower than about three quarters of them`, or why nothing is compared; as coarsely as is told."""
        if self.own.value is None:
            return f"not compared, as {self.own.why_not}"
        own, usual = coarse(self.own.value, self.measure.is_share), self.usual
        if own < usual.lower:
            return "lower than about three quarters of them"
        if own > usual.upper:
            return "higher than about three quarters of them"
        if own == usual.middle:
            return "in the middle of them"
        return f"in the middle half of them, {'lower' if own < usual.middle else 'higher'} than about half"

    @property
    def range_words(self) -> str:
        """`middle half of your network 2.9 to 3.8 tonnes (41 of 47 practices, July to September 2026)`."""
        return f"middle half of {self.whose} {self.middle_half} ({self.reach})"

    @property
    def short(self) -> str:
        """`Main sources 3.3, middle half of practices 3.1 to 3.2 tonnes`, where there is little room."""
        own = self.own.words or "not compared"
        number, _, unit = own.partition(" ")
        own = number if unit and self.middle_half.endswith(f" {unit}") else own
        return f"{self.measure.short or self.measure.title} {own}, {USUAL} {self.middle_half}"

    @property
    def sentence(self) -> str:
        """All of it; the figure stands before what is usual, and where one stands after it."""
        own = self.own.words or "no figure"
        per = f" {self.measure.per}" if self.measure.per else ""
        return f"{self.measure.title}: {own}{per}; {self.range_words}: {self.stands}."


@dataclass(frozen=True, slots=True)
class Compared:
    """A practice beside a comparison; `notes` say what makes the two less than alike."""

    comparison: "Comparison"
    is_confirmed: bool
    told: tuple[Told, ...]
    notes: tuple[str, ...]

    @property
    def heading(self) -> str:
        """`Compared with Sample PCN, July to September 2026`, and where its key was not confirmed that."""
        unsure = "" if self.is_confirmed else f" ({NOT_CONFIRMED})"
        return f"Compared with {self.comparison.group_name}, {self.comparison.period.words}{unsure}"

    @property
    def of_carbon(self) -> tuple[Told, ...]:
        """What is of carbon, all together first."""
        return tuple(each for each in self.told if not each.measure.is_indicator)

    @property
    def of_indicators(self) -> tuple[Told, ...]:
        """The indicators and the measures watched beside them."""
        return tuple(each for each in self.told if each.measure.is_indicator)

    def find(self, key: str) -> Told | None:
        """One measure; None where it is of too few practices."""
        return next((each for each in self.told if each.measure.key == key), None)

    @property
    def headline(self) -> Told | None:
        """What stands for all: the sections that nearly every practice has, together; else the first told."""
        return self.find(MAIN) or next(iter(self.told), None)


def compared_of(history: History, held: "Held", period: Period | None = None) -> Compared | None:
    """The practice beside what is held for a period (that of its history unless said); None without any.

    What is confirmed goes before what is not. It is compared with the practice's own figures of the very
    period that the file is of.
    """
    from greenpractice.comparison.held import newest_for

    wanted = period or history.period
    found = held.printed_with(wanted) or newest_for(wanted, list(held.comparisons))
    return beside(history, found, held.is_confirmed(found)) if found is not None else None


def beside(history: History, comparison: "Comparison", is_confirmed: bool) -> Compared:
    """A practice beside one comparison."""
    view = history.whole_view_of(comparison.period)
    none = Figure(why_not=f"there are no figures of {comparison.period.words} here")
    figures = figures_of(view) if view is not None else {}
    is_one = _ONE_NETWORK.fullmatch(comparison.group) is not None
    whose = "your network" if is_one else comparison.group_name
    told = tuple(
        Told(load_measures()[key], figures.get(key, none), usual, whose, _reach(comparison, usual))
        for key, usual in comparison.measures.items()
    )
    notes = [NOT_ADJUSTED, _ROUNDED]
    if comparison.facts != facts_named()[FACTS]:
        notes.append(_OTHER_FACTS)
    return Compared(comparison, is_confirmed, told, tuple(notes))


def usual_bands(found: Compared | None, period: Period) -> dict[str, Band]:
    """The middle half of each indicator, for rulers of the very period that it is of."""
    if found is None or found.comparison.period != period:
        return {}
    return {
        each.measure.key: Band(each.usual.lower, each.usual.upper, each.middle_half)
        for each in found.of_indicators
    }


def usual_words(found: Compared | None, key: str) -> str:
    """`Middle half of your network 20 to 21 kg (…): in the middle of them.`; "" where nothing is told."""
    told = found.find(key) if found else None
    return f"{first_upper(told.range_words)}: {told.stands}." if told else ""


def compared_lines(found: Compared | None, told: Sequence[Told]) -> list[str]:
    """A heading, a sentence each, and the notes; nothing where nothing of it is told."""
    if found is None or not told:
        return []
    return [found.heading, *(f"  {each.sentence}" for each in told), f"  {' '.join(found.notes)}"]


def compared_json(found: Compared | None, told: Sequence[Told]) -> Json:
    """The same for other programs, under one name; nothing without a comparison. Shares are fractions."""
    if found is None:
        return {}
    comparison = found.comparison
    values: Json = {
        "group": comparison.group,
        "group_name": comparison.group_name,
        "period": comparison.period.id,
        "practices": comparison.practices,
        "confirmed": found.is_confirmed,
        "measures": [
            {
                "id": each.measure.key,
                "value": None if each.own.value is None else float(each.own.value),
                "lower_quartile": float(each.usual.lower),
                "median": float(each.usual.middle),
                "upper_quartile": float(each.usual.upper),
                "practices": each.usual.practices,
                "stands": each.stands,
            }
            for each in told
        ],
        "notes": list(found.notes),
    }
    return {"compared_with_network": values}


def _reach(comparison: "Comparison", usual: Usual) -> str:
    of = counted(comparison.practices, "practice")
    return f"{usual.practices} of {of}, {comparison.period.words}"
