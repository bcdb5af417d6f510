"""What changed on a year before, like with like: the same practice, quarter and section in both."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from greenpractice.carbon.comparing import Comparison, compare
from greenpractice.carbon.footprint import Footprint
from greenpractice.facts.directory import Correction
from greenpractice.lines import Line
from greenpractice.periods import Period

Parts = Mapping[Period, Footprint]  # of one practice, by the period of the return they come from


@dataclass(frozen=True, slots=True)
class Alike:
    """A comparison, and the quarters of now that are in it."""

    comparison: Comparison
    quarters: frozenset[Period]


def alike(before: Parts, now: Parts) -> Alike | None:
    """What both have of the same quarters, section by section; None without any.

    A section of a whole-year return stands beside the whole section of the other year and beside nothing
    less.
    """
    lines: tuple[list[Line], list[Line]] = ([], [])
    quarters: set[Period] = set()
    for section in _sections(now.values()):
        then, today = _periods(before, section), _periods(now, section)
        both = _both(then, today)
        if both is None:
            continue
        for side, parts, taken in zip(lines, (before, now), both, strict=True):
            side += [line for each in taken for line in parts[each].lines if line.section == section]
        quarters |= {quarter for each in both[1] for quarter in each.made_of}
    if not quarters:
        return None
    return Alike(compare(_of(before, lines[0]), _of(now, lines[1])), frozenset(quarters))


def with_merged(own: Parts, merged: Mapping[Correction, Parts]) -> Parts:
    """A practice's parts of the year before, with those of the practices that were merged into it since.

    A part that lacks one of these is left out, and so is one whose like of now began before they came: the
    practice would seem to have grown by their patients.
    """
    found = {}
    for period, footprint in own.items():
        now = Period(period.year + 1, period.quarter)
        since = {
            said: parts for said, parts in merged.items() if period.first_day < said.first <= now.last_day
        }
        if all(said.first <= now.first_day and period in parts for said, parts in since.items()):
            others = [line for parts in since.values() for line in parts[period].lines]
            found[period] = replace(footprint, lines=(*footprint.lines, *others))
    return found


def _sections(parts: Iterable[Footprint]) -> list[str]:
    return list(dict.fromkeys(key for part in parts for key in part.by_section))


def _periods(parts: Parts, section: str) -> list[Period]:
    return [period for period in sorted(parts) if section in parts[period].by_section]


def _both(then: Sequence[Period], now: Sequence[Period]) -> tuple[Sequence[Period], Sequence[Period]] | None:
    """The periods to compare on each side, or None."""
    if _is_whole(then) and _is_whole(now):
        return then, now
    same = [period for period in now if period.year_before in then]
    return ([period.year_before for period in same], same) if same else None


def _is_whole(periods: Sequence[Period]) -> bool:
    return len(periods) == 4 or any(period.is_year for period in periods)


def _of(parts: Parts, lines: Iterable[Line]) -> Footprint:
    """A footprint of these lines alone, to be compared."""
    return replace(next(iter(parts.values())), lines=tuple(lines))
