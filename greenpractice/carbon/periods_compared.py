"""Two periods of one practice beside each other: any two quarters, or any two years."""

from collections.abc import Iterable

from greenpractice.carbon.footprint import Calculator
from greenpractice.carbon.like_for_like import Alike, like_for_like
from greenpractice.carbon.part import parts_of
from greenpractice.errors import UsageError
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument


def apart(earlier: Period, later: Period) -> int:
    """By how many quarters they are apart; of two years the same quarters stand beside each other.

    UsageError for a quarter beside a year, or for one period beside itself.
    """
    if earlier.is_year != later.is_year:
        raise UsageError(f"{earlier} and {later} cannot be compared: give two quarters, or two years")
    if earlier == later:
        raise UsageError(f"both periods are {later}: give two that differ")
    return later.quarters_since(earlier)


def comparable(now: Period, held: Iterable[Period]) -> tuple[Period, ...]:
    """What a period can be compared with, of those held: a year before first, then the newest first."""
    of_kind = {each.whole_year if now.is_year else each for each in held if now.is_year or not each.is_year}
    others = sorted((each for each in of_kind if each < now), reverse=True)
    return tuple(sorted(others, key=lambda each: each != now.year_before))


def changed_between(
    earlier: Period, later: Period, documents: Iterable[ReturnDocument], calculator: Calculator
) -> Alike | None:
    """What a practice's two periods have in common, like with like; None without a return of each.

    `documents` are its returns, of which those of the periods count: of a year its quarters and its own.
    """
    by, known = apart(earlier, later), list(documents)
    before, now = (
        parts_of(period, [each for each in known if each.period in (period, *period.made_of)], calculator)
        for period in (earlier, later)
    )
    return like_for_like(before, now, by) if before and now else None
