"""Which backups are not kept: all of some days, then one a day, a week and a month, whatever a clock does."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from db.backups import Backup, superfluous

NOW = datetime(2026, 8, 1, 12, tzinfo=UTC)


def kept(made: list[datetime]) -> list[datetime]:
    """Which of the backups made at these times, newest first, stay."""
    numbers = range(len(made), 0, -1)
    backups = [Backup(Path(), number, at, number, "") for number, at in zip(numbers, made, strict=True)]
    gone = superfluous(backups)
    return [backup.at for backup in backups if backup not in gone]


def daily(days: int) -> list[float]:
    return [float(day) for day in range(days)]


@pytest.mark.parametrize(
    ("ages", "gone"),
    [
        ([0, 0.01, 0.02, 1, 1.1, 2, 2.1], []),  # all of 3 days
        ([0, 1, 2, 3, 3.1, 3.2], [3.1, 3.2]),  # then the newest of a day
        ([*daily(14), 13.1, 13.2], [13.1, 13.2]),
        (daily(30), [14, 15, 16, 17, 18, 19, 21, 22, 23, 24, 25, 26, 28, 29]),  # then of a week
        ([7.0 * week for week in range(20)], [105, 112, 119, 133]),  # then of a month
        ([31.0 * month for month in range(18)], [496, 527]),
        ([0, 1, 2, 3, 3.1, 3.1], [3.1, 3.1]),  # two of one moment
        ([0, 0.01, 1, 0.03, 1.01, 2, 2.01], []),  # one of a clock that was ahead is no day of its own
        ([0, 7, 8, 9, 9.1], [9.1]),  # a rest of a week is none of a clock; a longer one begins anew
        ([0, 7.01, 8, 9, 9.1], []),
        ([0, 4, 7, 20, 21, 22, 22.1], []),  # unless the newest ones reach over more than a week
        ([0, 4, 7.01, 20, 21, 22, 22.1], [22.1]),
        ([0, 40, 80, 400, 460, 2000], []),  # who was seldom there
        ([800, 900, 1000, 1001], []),
        ([], []),
    ],
)
def test_what_thinning_takes_away(ages: list[float], gone: list[float]):
    made = [NOW - timedelta(days=age) for age in ages]
    stayed = kept(made)
    assert [age for age, at in zip(ages, made, strict=True) if at not in stayed] == gone


@pytest.mark.parametrize("jump", [-9000, -400, -30, -1, 30, 400, 9000])
def test_a_clock_that_jumps_takes_no_backup_away(jump: int):
    """It is wrong for three backups and put right again."""
    made: list[datetime] = []
    for day in range(400):
        made = kept([NOW + timedelta(days=day), *made])
    before = made
    for hour in range(3):
        made = kept([NOW + timedelta(days=400 + jump, hours=hour), *made])
        assert set(before) <= set(made)
    right = [NOW + timedelta(days=400, hours=5), *made]
    assert len(set(before) - set(kept(right))) <= 1  # as on any day


def test_a_year_of_daily_backups_leaves_some_forty():
    made: list[datetime] = []
    for day in range(600):
        now = NOW + timedelta(days=day)
        made = kept([now, *made])
    assert 30 <= len(made) <= 45
    ages = [(now - at).days for at in made]
    assert ages[:14] == list(range(14))
    assert ages[-1] >= 360
    assert max(after - before for before, after in pairwise(ages)) <= 62


def test_of_daily_backups_the_newest_of_14_days_12_weeks_and_15_months_stay():
    ages = [(NOW - at).days for at in kept([NOW - timedelta(days=day) for day in range(600)])]
    of_weeks, of_months = [20, 27, 34, 41, 48, 55, 62, 69, 76], [93, 123, 154, 182, 213, 244, 274, 305, 335]
    assert ages == sorted([*range(14), *of_weeks, 32, *of_months, 366, 397])
