"""What changed between two footprints: parts that add up exactly to the difference."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from greenpractice.carbon.activities import amounts_of
from greenpractice.carbon.decomposing import NEW_FACTORS, Effect, Moved, Patients, effects_of
from greenpractice.carbon.footprint import Footprint
from greenpractice.facts.factors import load_factors
from greenpractice.facts.inhalers import load_inhalers
from greenpractice.lines import Line
from greenpractice.numbers import exact
from greenpractice.periods import Period
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.themes import OTHER, THEMES

FACTORS = "Changed factors"


@dataclass(frozen=True, slots=True)
class SectionChange:
    """kg of one section in both, and what yearly factors alone made of the difference: the rest is use.

    `by_method` is what of that comes of factors that are worked out in another way since.
    """

    then: Decimal
    now: Decimal
    by_factors: Decimal
    by_method: Decimal = Decimal(0)

    @property
    def kg(self) -> Decimal:
        """The whole difference."""
        with exact():
            return self.now - self.then

    @property
    def by_use(self) -> Decimal:
        """The difference but for the factors."""
        with exact():
            return self.now - self.then - self.by_factors


@dataclass(frozen=True)
class Comparison:
    """kg of the sections both have, and the parts between: `then` + parts = `now`, to the last digit.

    `lines` are those that are compared, then and now, and `patients` those of the same quarters. `only_then`
    and `only_now` are sections that one of the two lacks, left out on both sides, and so are those
    `in_part`, which both have and not the same of. `quarters` are those of now that are in it, and `of_each`
    says of each section of how many it is: where that is not every one of the two periods, it is no
    difference of theirs.
    """

    then: Decimal
    now: Decimal
    sections: tuple[str, ...]
    lines: tuple[tuple[Line, ...], tuple[Line, ...]]
    patients: Patients
    only_then: tuple[str, ...]
    only_now: tuple[str, ...]
    in_part: tuple[str, ...] = ()
    quarters: frozenset[Period] = frozenset()
    of_each: Mapping[str, int] = field(default_factory=dict)

    @property
    def left_out(self) -> tuple[str, ...]:
        """Every section that is in one of the two and not compared."""
        return (*self.only_then, *self.only_now, *self.in_part)

    @property
    def knows_patients(self) -> bool:
        """Whether list size is told apart from the amount."""
        return self.patients.are_known

    @property
    def tells_list_size(self) -> bool:
        """Whether list size is told apart at all: of several practices, in one of them."""
        return self.knows_patients

    def held(self, section: str = "") -> frozenset[int]:
        """How many quarters are compared, of all or of one section: of each practice so many."""
        return frozenset((self.of_each.get(section, 0) if section else len(self.quarters),))

    @property
    def kg(self) -> Decimal:
        """The whole difference."""
        with exact():
            return self.now - self.then

    @property
    def is_same_use(self) -> bool:
        """Whether nothing but factors moved: as much of everything."""
        then, now = (amounts_of(side, load_factors(), load_inhalers()) for side in self.lines)
        return then == now

    @cached_property
    def effects(self) -> tuple[Effect, ...]:
        """Why it changed, by section, activity and cause: together the difference, to the last digit."""
        return effects_of(self.lines, self.patients, load_factors(), load_inhalers())

    def by(self, *moved: Moved, sections: Iterable[str] = (), activity: str = "") -> Decimal:
        """kg that these causes made, of all sections or of some, or of one activity."""
        causes, keys = frozenset(moved), frozenset(sections)
        return _sum(
            each.kg
            for each in self.effects
            if each.moved in causes and (not keys or each.section in keys) and activity in ("", each.activity)
        )

    @cached_property
    def by_factors(self) -> Decimal:
        """What other yearly factors made of the difference, of all sections."""
        return self.by(*NEW_FACTORS)

    @cached_property
    def each(self) -> Mapping[str, SectionChange]:
        """What every section compared comes to."""
        then, now = ({key: _of_section(side, key) for key in self.sections} for side in self.lines)
        return {
            key: SectionChange(
                then[key],
                now[key],
                self.by(*NEW_FACTORS, sections=(key,)),
                self.by(Moved.METHOD, sections=(key,)),
            )
            for key in self.sections
        }

    @cached_property
    def parts(self) -> tuple[tuple[str, Decimal], ...]:
        """Each theme's difference but for the factors, and apart from them what those did."""
        parts: dict[str, Decimal] = {}
        with exact():
            for key, change in self.each.items():
                group = (SECTION_BY_KEY[key].theme or OTHER).title
                parts[group] = parts.get(group, Decimal(0)) + change.by_use
        if self.by_factors:
            parts[FACTORS] = self.by_factors
        names = (*(theme.title for theme in THEMES), FACTORS)
        return tuple((name, parts[name]) for name in names if name in parts)


@dataclass(frozen=True)
class AddedUp(Comparison):
    """Several practices' comparisons as one: its effects are the sums of theirs."""

    of: tuple[Comparison, ...] = ()

    @property
    def left_out(self) -> tuple[str, ...]:
        """Every section that is not compared of one of them."""
        return tuple(key for key in SECTION_BY_KEY if any(key in each.left_out for each in self.of))

    def held(self, section: str = "") -> frozenset[int]:
        """Of each practice that has the section."""
        there = (each for each in self.of if not section or section in each.sections)
        return frozenset[int]().union(*(each.held(section) for each in there))

    @property
    def knows_patients(self) -> bool:
        """Whether list size is told apart in each of them."""
        return all(each.knows_patients for each in self.of)

    @property
    def tells_list_size(self) -> bool:
        """Whether list size is told apart in one of them."""
        return any(each.knows_patients for each in self.of)

    @property
    def is_same_use(self) -> bool:
        """Whether nothing but factors moved, in none of them."""
        return all(each.is_same_use for each in self.of)

    @cached_property
    def effects(self) -> tuple[Effect, ...]:
        """Those of the same activity and cause together, section by section."""
        found: dict[tuple[str, Moved, str], Effect] = {}
        with exact():
            for effect in (effect for each in self.of for effect in each.effects):
                key = effect.section, effect.moved, effect.activity
                found[key] = found[key].more(effect.kg) if key in found else effect
        order = list(SECTION_BY_KEY)
        return tuple(sorted(found.values(), key=lambda effect: order.index(effect.section)))


def added_up(found: Sequence[Comparison]) -> AddedUp:
    """Comparisons of several practices as one."""
    sections = tuple(key for key in SECTION_BY_KEY if any(key in each.sections for each in found))
    then, now = (tuple(line for each in found for line in each.lines[side]) for side in (0, 1))
    return AddedUp(
        _sum(each.then for each in found),
        _sum(each.now for each in found),
        sections,
        (then, now),
        Patients(),
        (),
        (),
        quarters=frozenset[Period]().union(*(each.quarters for each in found)),
        of=tuple(found),
    )


def compare(before: Footprint, now: Footprint, patients: Patients | None = None) -> Comparison:
    """The sections that both have; `patients` are those of what is compared, none where nobody knows."""
    both = tuple(key for key in now.by_section if key in before.by_section)
    return Comparison(
        _sum(before.by_section[key] for key in both),
        _sum(now.by_section[key] for key in both),
        both,
        (_of(before, both), _of(now, both)),
        patients or Patients(),
        tuple(key for key in before.by_section if key not in both),
        tuple(key for key in now.by_section if key not in both),
    )


def _of(footprint: Footprint, sections: Iterable[str]) -> tuple[Line, ...]:
    keys = frozenset(sections)
    return tuple(line for line in footprint.lines if line.section in keys)


def _of_section(lines: Iterable[Line], section: str) -> Decimal:
    return _sum(line.kg for line in lines if line.section == section)


def _sum(numbers: Iterable[Decimal]) -> Decimal:
    with exact():
        return sum(numbers, Decimal(0))
