"""Quarters and years as the NHS counts them."""

from datetime import date

import pytest

from greenpractice.errors import UserError
from greenpractice.periods import Period, day_of_period_words


@pytest.mark.parametrize(
    ("text", "first", "last", "days", "words"),
    [
        ("2026-27-Q1", date(2026, 4, 1), date(2026, 6, 30), 91, "April to June 2026"),
        ("2026-27-Q2", date(2026, 7, 1), date(2026, 9, 30), 92, "July to September 2026"),
        ("2026-27-Q3", date(2026, 10, 1), date(2026, 12, 31), 92, "October to December 2026"),
        ("2023-24-Q4", date(2024, 1, 1), date(2024, 3, 31), 91, "January to March 2024"),
        ("2019-20", date(2019, 4, 1), date(2020, 3, 31), 366, "April 2019 to March 2020"),
        ("1999-00", date(1999, 4, 1), date(2000, 3, 31), 366, "April 1999 to March 2000"),
    ],
)
def test_a_period_knows_its_days_and_its_name(text: str, first: date, last: date, days: int, words: str):
    period = Period.parse(text)
    assert (period.id, period.first_day, period.last_day, period.days, period.words) == (
        text,
        first,
        last,
        days,
        words,
    )


@pytest.mark.parametrize(
    "text",
    [
        "2026-28-Q1",
        "2026-27-Q5",
        "2026-27-Q0",
        "2026-27-q1",
        "2026",
        "26-27",
        "",
        "2026-27-Q1 ",
        "0000-01",
        "٢٠٢٦-٢٧",
    ],
)
def test_anything_else_is_refused_with_an_example(text: str):
    with pytest.raises(UserError, match="2025-26-Q1"):
        Period.parse(text)


def test_quarters_follow_one_another_over_the_turn_of_the_year():
    period = Period.parse("2025-26-Q3")
    assert [period.next.id, period.next.next.id] == ["2025-26-Q4", "2026-27-Q1"]
    assert period.next.next.previous.previous == period
    assert period.year_before.id == "2024-25-Q3"
    assert [quarter.id[-2:] for quarter in period.whole_year.quarters] == ["Q1", "Q2", "Q3", "Q4"]


@pytest.mark.parametrize(
    ("period", "day", "words"),
    [
        ("2026-27-Q2", date(2026, 7, 8), "8 Jul"),
        ("2026-27-Q4", date(2027, 2, 1), "1 Feb"),
        ("2026-27-Q4", date(2026, 12, 20), "20 Dec 2026"),
        ("2026-27-Q2", date(2025, 7, 8), "8 Jul 2025"),
        ("2026-27", date(2026, 7, 8), "8 Jul 2026"),
    ],
)
def test_a_day_has_its_year_where_the_quarter_does_not_say_it(period: str, day: date, words: str):
    assert day_of_period_words(day, Period.parse(period)) == words
