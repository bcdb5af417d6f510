"""Days and times as meters' exports write them, and how long a day is where clocks go forward or back."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from greenpractice.returns.entering import read_day

_TIME = re.compile(
    r"(?P<day>.*?)[T ]*(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::\d\d(?:\.\d+)?)?\s*(?P<half>[ap]m)?\s*"
    r"(?P<zone>z|utc|gmt|bst|[+-]\d\d:?\d\d)?",
    re.IGNORECASE | re.ASCII,
)
_PACKED = re.compile(r"(20\d\d)(\d\d)(\d\d)", re.ASCII)
_MONTHS = re.compile(
    r"([a-z]{3,9})[ ./'-]*(\d{4}|\d\d)|(20\d\d)[-/](\d\d?)|(\d\d?)[-/](20\d\d)", re.IGNORECASE
)
_DAY = timedelta(days=1)
_FIRST_YEAR, _LAST_YEAR = 2000, 2099
MINUTES = 24 * 60


class Moment(NamedTuple):
    """A day, and the minute of it: None where only the day is said.

    `minute` counts on clocks; with `sure` it counts on from midnight, so that no two moments look alike where
    an hour comes twice.
    """

    day: date
    minute: int | None
    sure: bool


@lru_cache(maxsize=100_000)
def read_moment(text: str) -> Moment | None:
    """A day with or without a time; a time with a zone is one of ours. None if it is no day."""
    found = _TIME.fullmatch(text.strip())
    if found is None or not found["day"]:
        day = _day(text)
        return None if day is None else Moment(day, None, sure=False)
    day, minute = _day(found["day"].rstrip("T ,")), _minute(found)
    if day is None or minute is None:
        return None
    if found["zone"] is None:
        return Moment(day + (minute // MINUTES) * _DAY, minute % MINUTES, sure=False)
    utc = datetime.combine(day, datetime.min.time()) + timedelta(minutes=minute - _offset(found["zone"]))
    here = utc + timedelta(hours=1 if _is_summer(utc) else 0)
    midnight = datetime.combine(here.date(), datetime.min.time())
    begins = midnight - timedelta(hours=1 if _is_summer(midnight - timedelta(minutes=30)) else 0)
    return Moment(here.date(), int((utc - begins).total_seconds()) // 60, sure=True)


@lru_cache(maxsize=1000)
def read_time(text: str) -> int | None:
    """A time of the day in minutes, `00:30` or `0030`; None if it is none."""
    found = _TIME.fullmatch(text.strip())
    if found is not None and not found["day"] and found["zone"] is None:
        return _minute(found)
    text = text.strip()
    if len(text) == 4 and text.isdecimal() and int(text[:2]) <= 24 and int(text[2:]) < 60:
        return 60 * int(text[:2]) + int(text[2:])
    return None


@lru_cache(maxsize=1000)
def read_month(text: str) -> tuple[date, date] | None:
    """The first and last day of a month, as `April 2026`, `Apr-26`, `2026-04` or `04/2026`; or None."""
    found = _MONTHS.fullmatch(text.strip())
    if found is None:
        return None
    month, year = (
        (found[1], found[2]) if found[1] else (found[4], found[3]) if found[3] else (found[5], found[6])
    )
    first = _day(f"1 {month} {year}")
    return None if first is None else (first, last_of_month(first))


def last_of_month(day: date) -> date:
    """The last day of its month."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1) - _DAY


def minutes_of(day: date) -> int:
    """How many minutes a day has: 23 hours where clocks go forward, 25 where they go back."""
    if day == _last_sunday(day.year, 3):
        return MINUTES - 60
    return MINUTES + 60 if day == _last_sunday(day.year, 10) else MINUTES


@lru_cache(maxsize=20_000)
def _day(text: str) -> date | None:
    packed = _PACKED.fullmatch(text.strip())
    day = read_day(" ".join(packed.groups()) if packed else text)
    return day if day is not None and _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def _minute(found: re.Match[str]) -> int | None:
    hour, minute, half = int(found["hour"]), int(found["minute"]), (found["half"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    if minute > 59 or hour > 24 or (hour == 24 and minute):
        return None
    return 60 * hour + minute


def _offset(zone: str) -> int:
    zone = zone.lower().replace(":", "")
    if zone[0] in "+-":
        minutes = 60 * int(zone[1:3]) + int(zone[3:5])
        return minutes if zone[0] == "+" else -minutes
    return 60 if zone == "bst" else 0


def _is_summer(utc: datetime) -> bool:
    """British summer time: from 01:00 UTC of the last Sunday in March to that of the last in October."""
    hour = timedelta(hours=1)
    start, end = (
        datetime.combine(_last_sunday(utc.year, month), datetime.min.time()) + hour for month in (3, 10)
    )
    return start <= utc < end


@lru_cache(maxsize=1000)
def _last_sunday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)
