"""Why carbon changed between two periods: effects that add up exactly, by section, activity and cause.

The kg of a section are list size x amount for each patient x mix x factor: the registered patients, how much
each accounts for, of what it consists, and what one of each weighs. Each activity has its share of all four
(`shapley.py`). What is measured in another unit (kWh beside litres) has a mix of its own.

Rules for what is not there: an activity of one period only has the other's factor too, so that it is no
change of factor; where there was nothing of a unit, its mix is that of the other period. Without the
patients of both, list size is part of the amount.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from greenpractice.carbon.activities import Activity, activities
from greenpractice.carbon.shapley import Pair, Shared
from greenpractice.facts.factors import Factors
from greenpractice.facts.inhalers import Inhalers
from greenpractice.facts.method_changes import MethodChange, load_method_changes
from greenpractice.lines import Line
from greenpractice.numbers import exact, round_half_up
from greenpractice.sections import SECTIONS
from greenpractice.sections.base import Section

_PLACES = 6  # of the kg of an effect; what the roundings leave is in the largest
_ZERO, _ONE = Decimal(0), Decimal(1)


class Moved(StrEnum):
    """What moved, in the order in which it is told."""

    LIST = "list"
    VOLUME = "volume"
    MIX = "mix"
    FACTOR = "factor"
    METHOD = "method"
    GAS = "gas"


USE = (Moved.LIST, Moved.VOLUME, Moved.MIX)  # what a practice has and does; the rest others did
NEW_FACTORS = (Moved.FACTOR, Moved.METHOD)


@dataclass(frozen=True, slots=True)
class Effect:
    """What one of the things that moved made of the change of one activity, in kg CO2e."""

    section: str
    moved: Moved
    activity: str
    name: str
    kg: Decimal

    def more(self, kg: Decimal) -> "Effect":
        """The same with more kg, as of another practice."""
        return replace(self, kg=self.kg + kg)


@dataclass(frozen=True, slots=True)
class Patients:
    """Registered patients then and now; None where they are not known, or too few to be told."""

    then: Decimal | None = None
    now: Decimal | None = None

    @property
    def are_known(self) -> bool:
        """Whether list size can be told apart."""
        return bool(self.then) and bool(self.now)

    @property
    def sizes(self) -> Pair:
        """Both, or 1 and 1: then list size did not move, and is part of the amount."""
        return (self.then, self.now) if self.then and self.now else (_ONE, _ONE)


def effects_of(
    lines: tuple[Iterable[Line], Iterable[Line]], patients: Patients, factors: Factors, inhalers: Inhalers
) -> tuple[Effect, ...]:
    """The effects between the lines of then and those of now, every one, those of 0 kg too.

    Those of each section are together exactly the difference of its kg.
    """
    changes = tuple(load_method_changes().values())
    found: list[Effect] = []
    with exact():
        then, now = (activities(side, factors, inhalers) for side in lines)
        for section in SECTIONS:
            sides = then.get(section.key, {}), now.get(section.key, {})
            own = [
                effect
                for block in _blocks(*sides)
                for effect in _of_block(section, block, patients.sizes, changes, factors)
            ]
            had, has = (sum((each.kg for each in side.values()), _ZERO) for side in sides)
            found += _rounded(own, has - had)
    return tuple(found)


_Sides = tuple[Activity, Activity]


def _blocks(then: Mapping[str, Activity], now: Mapping[str, Activity]) -> Iterable[list[_Sides]]:
    """The activities of a section on both sides, those together that are measured alike."""
    found: dict[str, list[_Sides]] = {}
    for key in dict.fromkeys((*then, *now)):
        had, has = then.get(key), now.get(key)
        sides = (had or now[key].none_of_it(), has or then[key].none_of_it())
        found.setdefault(sides[1].measure, []).append(sides)
    return found.values()


def _of_block(
    section: Section, block: Sequence[_Sides], sizes: Pair, changes: Sequence[MethodChange], factors: Factors
) -> Iterator[Effect]:
    """Each activity's effects, unrounded."""
    had, has = (sum((each.amount for each in side), _ZERO) for side in zip(*block, strict=True))
    shared = Shared(sizes, (had / sizes[0], has / sizes[1]))
    for then, now in block:
        # kg of an amount of 1 of all: so many of one unit of it, times what one weighs
        mix = _of_both(then.quantity / had if had else None, now.quantity / has if has else None)
        found = shared.shares(mix, _of_both(then.each, now.each))
        kg = dict.fromkeys(Moved, _ZERO)
        kg |= {Moved.LIST: found.by_list, Moved.VOLUME: found.by_volume, Moved.MIX: found.by_mix}
        if section.yearly_factors:
            kg[Moved.METHOD] = shared.of_one_more(mix) * _method_steps(then, now, changes, factors)
            kg[Moved.FACTOR] = found.by_each - kg[Moved.METHOD]
        else:  # no set of a year: an inhaler under the same code that weighs something else has another gas
            kg[Moved.GAS] = found.by_each
        for moved, each in kg.items():
            yield Effect(section.key, moved, now.key, now.name, each)


def _of_both(then: Decimal | None, now: Decimal | None) -> Pair:
    """A number of both periods; where one has none, that of the other."""
    known = then if then is not None else now
    return (
        known if known is not None else _ZERO,
        now if now is not None else known if known is not None else _ZERO,
    )


def _method_steps(
    then: Activity, now: Activity, changes: Sequence[MethodChange], factors: Factors
) -> Decimal:
    """How much of the change of one's kg are steps of sets that work a factor out in another way."""
    total = _ZERO
    if not then.quantity or not now.quantity:
        return total
    for key, newer in now.factors.items():
        older = then.factors.get(key)
        if older is None or older.year is None or newer.year is None:
            continue
        first, last = sorted((older.year, newer.year))
        for year in range(first + 1, last + 1):
            if any(change.year == year and change.is_of(key) for change in changes):
                before, after = factors.value_of(key, year - 1), factors.value_of(key, year)
                if before is not None and after is not None:
                    total += after - before if older.year == first else before - after
    return total


def _rounded(effects: Sequence[Effect], kg: Decimal) -> Iterable[Effect]:
    """The effects to the milligram; what the roundings leave goes to the largest: the sum is exact."""
    if not effects:
        return
    rounded = [round_half_up(each.kg, _PLACES) for each in effects]
    largest = max(range(len(effects)), key=lambda place: abs(effects[place].kg))
    rounded[largest] += kg - sum(rounded, _ZERO)
    for each, own in zip(effects, rounded, strict=True):
        yield Effect(each.section, each.moved, each.activity, each.name, own)
