"""A survey holds for a year and says of which day it is, however often it is carried on."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from greenpractice.periods import Period
from greenpractice.returns.carrying import (
    carried,
    newest_survey,
    says_its_day,
    survey_of,
    with_survey,
)
from greenpractice.returns.documents import Flag, RawRow, ReturnDocument

Q1 = Period(2026, 1)
CARS: RawRow = {
    "mode": "car_unknown", "people": "40", "days_per_week": "4", "weeks": "11.5", "one_way": "6",
    "unit": "mile",
}  # fmt: skip


def surveyed(period: Period = Q1, note: str | None = None, estimated: bool | None = None) -> ReturnDocument:
    flag = Flag("commuting", 0, None, estimated=estimated, note=note)
    flags = (flag,) if flag.says_anything else ()
    return ReturnDocument("C82001", period, 1, "2026-07-08", sections={"commuting": (CARS,)}, flags=flags)


def on(document: ReturnDocument, period: Period) -> ReturnDocument:
    """The return of a later quarter that the survey was carried into."""
    rows = list(carried(document, "commuting", period))
    return ReturnDocument(
        "C82001", period, 1, "2026-07-08",
        sections={"commuting": tuple(each.figures for each in rows)},
        flags=tuple(flag.at(at) for at, each in enumerate(rows) for flag in each.flags),
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2024, 1, 1), date(2026, 6, 30)), st.lists(st.integers(1, 3), min_size=1, max_size=6))
def test_the_day_of_the_survey_is_kept_however_often_it_is_carried_on(day: date, steps: list[int]) -> None:
    document = surveyed(note=with_survey(None, day))
    for step in steps:
        before, period = document.period, document.period
        for _ in range(step):
            period = period.next
        document = on(document, period)
        (flag,) = document.flags
        assert document.rows("commuting") == (CARS,)
        assert survey_of(document, 0).day == day
        assert (flag.note or "").startswith(f"Copied from {before.words}, survey of {day.day} ")
        assert bool(flag.estimated) == (period.last_day - day > timedelta(days=365))


def test_without_a_day_the_survey_is_of_the_quarter_it_was_entered_in() -> None:
    first = on(surveyed(), Q1.next)
    assert first.flags[0].note == "Copied from April to June 2026, survey of April to June 2026"
    assert first.flags[0].estimated is None
    later = on(first, Period(2027, 2))
    assert later.flags[0].note == "Copied from July to September 2026, survey of April to June 2026"
    assert later.flags[0].estimated is True
    winter = on(surveyed(Period(2025, 4)), Q1)
    assert survey_of(winter, 0).day == date(2026, 3, 31)


def test_what_was_an_estimate_stays_one() -> None:
    assert on(surveyed(estimated=True), Q1.next).flags[0].estimated is True


def test_another_day_takes_the_place_of_the_one_before_and_other_words_stay() -> None:
    assert with_survey("Show of hands. Survey of 1 May 2026", date(2026, 5, 14)) == (
        "Show of hands, survey of 14 May 2026"
    )
    assert says_its_day("Survey of 14 May 2026")
    assert not says_its_day("Copied from April to June 2026, survey of April to June 2026")
    assert not says_its_day(None)


def test_the_newest_quarter_before_counts_and_never_a_later_one_or_a_whole_year() -> None:
    held = [
        surveyed(Period(2025, 2)),
        surveyed(Period(2025, 3)),
        surveyed(Period(2026, 3)),
        surveyed(Period(2025)),
    ]
    found = newest_survey(held, Q1)
    assert found is not None
    assert found.period == Period(2025, 3)
    assert newest_survey(held, Period(2025, 2)) is None


def test_bills_come_without_their_days_and_readings_as_estimates() -> None:
    row = {"site": "Main Street", "kwh": "9", "tariff": "standard", "from": "2026-04-01", "opening": "1"}
    document = ReturnDocument("C82001", Q1, 1, "2026-07-08", sections={"electricity": (row,)})
    (found,) = carried(document, "electricity", Q1.next)
    assert found.figures == {"site": "Main Street", "kwh": "9", "tariff": "standard"}
    assert found.flags == (
        Flag("electricity", 0, None, estimated=True, note="Copied from April to June 2026"),
    )
