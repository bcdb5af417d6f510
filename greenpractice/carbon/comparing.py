"""What changed between two footprints: parts that add up exactly to the difference."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from greenpractice.carbon.footprint import Footprint
from greenpractice.numbers import exact
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.themes import OTHER, THEMES

FACTORS = "Changed factors"


@dataclass(frozen=True, slots=True)
class SectionChange:
    """kg of one section in both, and what yearly factors alone made of the difference: the rest is use."""

    then: Decimal
    now: Decimal
    by_factors: Decimal

    @property
    def kg(self) -> Decimal:
        """The whole difference."""
        with exact():
            return self.now - self.then

    @property
    def by_use(self) -> Decimal:
        """The difference at today's factors."""
        with exact():
            return self.now - self.then - self.by_factors


@dataclass(frozen=True, slots=True)
class Comparison:
    """kg of the sections both have, and the parts between: `then` + parts = `now`, to the last digit.

    `only_then` and `only_now` are sections that one of the two lacks, left out on both sides, and so are
    those `in_part`, which both have and not the same of. `each` is what every section compared comes to.
    """

    then: Decimal
    now: Decimal
    parts: tuple[tuple[str, Decimal], ...]
    sections: tuple[str, ...]
    only_then: tuple[str, ...]
    only_now: tuple[str, ...]
    in_part: tuple[str, ...] = ()
    each: Mapping[str, "SectionChange"] = field(default_factory=dict)

    @property
    def left_out(self) -> tuple[str, ...]:
        """Every section that is in one of the two and not compared."""
        return (*self.only_then, *self.only_now, *self.in_part)


def compare(before: Footprint, now: Footprint) -> Comparison:
    """Changes by group, and apart from them what yearly factors alone did to this period's quantities."""
    both = tuple(key for key in now.by_section if key in before.by_section)
    old = {line.factor.key: line.factor.value for line in before.lines if line.section in both}
    by_factors = dict.fromkeys(both, Decimal(0))
    parts: dict[str, Decimal] = {}
    with exact():
        for line in now.lines:
            # Only sets that change each April: an inhaler with another value is another inhaler.
            if (
                line.section in both
                and SECTION_BY_KEY[line.section].yearly_factors
                and line.factor.key in old
            ):
                by_factors[line.section] += line.quantity * (line.factor.value - old[line.factor.key])
        each = {
            key: SectionChange(before.by_section[key], now.by_section[key], by_factors[key]) for key in both
        }
        for key, change in each.items():
            group = (SECTION_BY_KEY[key].theme or OTHER).title
            parts[group] = parts.get(group, Decimal(0)) + change.by_use
        factors = sum(by_factors.values(), Decimal(0))
        if factors:
            parts[FACTORS] = factors
        names = (*(theme.title for theme in THEMES), FACTORS)
        ordered = [(name, parts[name]) for name in names if name in parts]
        return Comparison(
            _sum(before.by_section[key] for key in both),
            _sum(now.by_section[key] for key in both),
            tuple(ordered),
            both,
            tuple(key for key in before.by_section if key not in both),
            tuple(key for key in now.by_section if key not in both),
            each=each,
        )


def _sum(numbers: Iterable[Decimal]) -> Decimal:
    return sum(numbers, Decimal(0))
