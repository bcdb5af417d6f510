"""What changed on a year before, like with like: the same practice, quarter and section in both.

`apart` is by how many quarters the two sides are apart: four, unless two other periods are compared.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from decimal import Decimal

from greenpractice.carbon.carbon_words import MOST_NAMED
from greenpractice.carbon.comparing import Comparison, compare
from greenpractice.carbon.decomposing import Patients
from greenpractice.carbon.footprint import Footprint
from greenpractice.carbon.gaps import missing_of_sections
from greenpractice.carbon.part import Part
from greenpractice.carbon.year_of_returns import is_report_of_quarters
from greenpractice.lines import Line
from greenpractice.numbers import exact
from greenpractice.periods import A_YEAR, Period
from greenpractice.phrases import counted, joined, lower_first
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.small_numbers import is_few_patients

Parts = Mapping[Period, Footprint]  # of one practice, by the period of the return they come from
_Missing = tuple[Part, Mapping[str, frozenset[str]]]  # and which months, days or entries its sections lack


@dataclass(frozen=True, slots=True)
class Alike:
    """A comparison, and of both sides what is compared."""

    comparison: Comparison
    then: Footprint
    now: Footprint

    @property
    def quarters(self) -> frozenset[Period]:
        """The quarters of now that are compared."""
        return self.comparison.quarters

    def words(self, period: Period) -> str:
        """`3 of 4 quarters, the same 3 a year before`; nothing of all of them, or of one quarter alone."""
        held, of = len(self.quarters), len(period.made_of)
        if held == of or not held:
            return ""
        return f"{held} of {of} quarters, the same {held if held > 1 else 'one'} a year before"


def like_for_like(before: Sequence[Part], now: Sequence[Part], apart: int = A_YEAR) -> Alike | None:
    """What a practice's returns and those of a year before have of the same quarters; None without any.

    A section of which days, months or entries are not counted is part of its quarter: it stands beside no
    more than itself. What only one side has, and what both have of no same quarter, is named.
    """
    if not now or all(is_report_of_quarters(part.document) for part in before):
        return None
    sides = by_period(before), by_period(now)
    found = alike(*whole_of_both(before, now, apart), apart)
    if found is None:
        then, today = (_of(side, ()) for side in sides)
        found = Alike(compare(then, today), then, today)
    return naming_left_out(found, *sides)


def by_period(parts: Iterable[Part]) -> Parts:
    """Of each return what it comes to."""
    return {part.period: part.footprint for part in parts}


def naming_left_out(found: Alike, before: Parts, now: Parts) -> Alike:
    """The same, which says what these whole sides have that is not in it."""
    had, has = (_sections(side.values()) for side in (before, now))
    comparison = replace(
        found.comparison,
        only_then=tuple(key for key in had if key not in has),
        only_now=tuple(key for key in has if key not in had),
        in_part=tuple(key for key in has if key in had and key not in found.comparison.sections),
    )
    return replace(found, comparison=comparison)


def whole_of_both(before: Sequence[Part], now: Sequence[Part], apart: int = A_YEAR) -> tuple[Parts, Parts]:
    """Both sides without the sections that are not there whole, but where the same of them is missing."""
    sides = [[(part, missing_of_sections(part)) for part in side] for side in (before, now)]
    then, today = sides
    return _whole(then, today, apart), _whole(today, then, -apart)


def _whole(parts: Sequence[_Missing], others: Sequence[_Missing], apart: int) -> Parts:
    missing = {part.period: its for part, its in others}
    found = {}
    for part, own in parts:
        its = missing.get(part.period.moved(apart), {})
        lines = [line for line in part.footprint.lines if own.get(line.section) == its.get(line.section)]
        found[part.period] = replace(part.footprint, lines=tuple(lines))
    return found


def alike(before: Parts, now: Parts, apart: int = A_YEAR) -> Alike | None:
    """What both have of the same quarters, section by section; None without any.

    A section of a whole-year return stands beside the whole section of the other year and beside nothing
    less.
    """
    lines: tuple[list[Line], list[Line]] = ([], [])
    quarters: set[Period] = set()
    of_each = {}
    for section in _sections(now.values()):
        both = _both(_periods(before, section), _periods(now, section), apart)
        if both is None:
            continue
        for side, parts, taken in zip(lines, (before, now), both, strict=True):
            side += [line for each in taken for line in parts[each].lines if line.section == section]
        inside = {quarter for each in both[1] for quarter in each.made_of}
        of_each[section] = len(inside)
        quarters |= inside
    if not quarters:
        return None
    then, today = _of(before, lines[0]), _of(now, lines[1])
    patients = Patients(
        _patients(before, {quarter.moved(-apart) for quarter in quarters}), _patients(now, quarters)
    )
    comparison = replace(compare(then, today, patients), quarters=frozenset(quarters), of_each=of_each)
    return Alike(comparison, then, today)


def _patients(parts: Parts, quarters: AbstractSet[Period]) -> Decimal | None:
    """The mean patients of the quarters compared, else those of the whole-year return (rule 19).

    None where nobody gave them, or where they are so few that they are not told.
    """
    inside = [footprint for period, footprint in parts.items() if not quarters.isdisjoint(period.made_of)]
    given = [each.patients for each in inside if each.patients is not None and not each.period.is_year]
    given = given or [each.patients for each in inside if each.patients is not None]
    with exact():
        found = sum(given, Decimal(0)) / len(given) if given else None
    return None if not found or is_few_patients(found) else found


def _sections(parts: Iterable[Footprint]) -> list[str]:
    return list(dict.fromkeys(key for part in parts for key in part.by_section))


def _periods(parts: Parts, section: str) -> list[Period]:
    return [period for period in sorted(parts) if section in parts[period].by_section]


def _both(
    then: Sequence[Period], now: Sequence[Period], apart: int
) -> tuple[Sequence[Period], Sequence[Period]] | None:
    """The periods to compare on each side, or None."""
    if _is_whole(then) and _is_whole(now):
        return then, now
    same = [period for period in now if period.moved(-apart) in then]
    return ([period.moved(-apart) for period in same], same) if same else None


def _is_whole(periods: Sequence[Period]) -> bool:
    return len(periods) == 4 or any(period.is_year for period in periods)


def _of(parts: Parts, lines: Iterable[Line]) -> Footprint:
    """A footprint of these lines alone, to be compared."""
    return replace(next(iter(parts.values())), lines=tuple(lines))


def compared_words(found: Alike, period: Period) -> str:
    """`3 of 4 quarters, the same 3 a year before, paper of 1 quarter, without heating`; `all sections`."""
    left = [lower_first(SECTION_BY_KEY[key].title) for key in found.comparison.left_out]
    names = joined(left) if len(left) <= MOST_NAMED else counted(len(left), "section")
    fewer = [
        f"{lower_first(SECTION_BY_KEY[key].title)} of {counted(number, 'quarter')}"
        for key, number in found.comparison.of_each.items()
        if number < len(found.quarters)
    ]
    few = joined(fewer) if len(fewer) <= MOST_NAMED else f"{counted(len(fewer), 'section')} of fewer"
    parts = [found.words(period), few, f"without {names}" if left else ""]
    return ", ".join(part for part in parts if part) or "all sections"
