"""The pooled footprint of several practices and its reach: sums of lines, ratios as sum over sum."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from greenpractice.carbon.comparing import added_up
from greenpractice.carbon.footprint import Footprint, add_markets
from greenpractice.carbon.like_for_like import Alike
from greenpractice.carbon.part_years import QuartersHeld
from greenpractice.numbers import exact
from greenpractice.periods import Period


@dataclass(frozen=True)
class PooledFootprint(Footprint):
    """The lines of several practices.

    `patients` and `kg_with_patients` are those of the practices that gave patients and figures and whose
    carbon is of the whole period, `with_patients`, and no others.
    """

    kg_with_patients: Decimal = field(kw_only=True)
    with_patients: tuple[str, ...] = field(kw_only=True)

    @cached_property
    def per_1000_patients(self) -> Decimal | None:
        """kg x 1000 / patients over the practices with patients (rule 19); None if none did."""
        if not self.patients:
            return None
        with exact():
            return self.kg_with_patients * 1000 / self.patients


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many practices sent anything, and how many of the quarters they were open in."""

    practices: int
    of_practices: int
    quarters: int
    of_quarters: int

    @property
    def whole(self) -> bool:
        """True where every quarter of every practice is there."""
        return self.quarters == self.of_quarters


@dataclass(frozen=True, slots=True)
class Change:
    """kg a year before and now, over the practices, quarters and sections that are in both.

    `is_same_use`: nothing but factors moved. `quarters` are those that were sent,
    `published` how many more are compared that nobody sent.
    """

    then: Decimal
    now: Decimal
    is_same_use: bool
    practices: int
    quarters: QuartersHeld
    published: int

    @property
    def in_both(self) -> int:
        """The practice-quarters that are compared, sent or published."""
        return self.quarters.held + self.published

    @property
    def is_headline(self) -> bool:
        """True where it is of half of the group's practice-quarters or more: less stands for nobody."""
        return self.in_both * 2 >= self.quarters.of


def pooled(footprints: Mapping[str, Footprint], period: Period, whole: Collection[str]) -> PooledFootprint:
    """The footprints of practices, by code, as one; what was not counted names its practice.

    `whole` are those whose carbon is of the whole period.
    """
    parts = [footprints[code] for code in sorted(footprints)]
    known = (code for code in sorted(footprints) if footprints[code].per_1000_patients is not None)
    codes = tuple(code for code in known if code in whole)
    with_patients = [footprints[code] for code in codes]
    with exact():
        patients = sum((part.patients for part in with_patients if part.patients), Decimal(0))
        kg = sum((part.total for part in with_patients), Decimal(0))
    return PooledFootprint(
        None,
        period,
        tuple(line for part in parts for line in part.lines),
        tuple(item for part in parts for item in part.avoided),
        tuple(
            item._replace(what=f"{part.practice}: {item.what}") for part in parts for item in part.not_counted
        ),
        patients if with_patients else None,
        add_markets(parts),
        kg_with_patients=kg,
        with_patients=codes,
    )


def together(found: Collection[Alike]) -> Alike:
    """What changed, of several practices as one: the sum of what changed in each of them."""
    first = next(iter(found))
    return Alike(
        added_up([each.comparison for each in found]),
        replace(first.then, lines=tuple(line for each in found for line in each.then.lines)),
        replace(first.now, lines=tuple(line for each in found for line in each.now.lines)),
    )
