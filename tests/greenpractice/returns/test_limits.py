"""What sections refuse or ask about starts one step beyond the limit, never at it."""

import pytest

from greenpractice.periods import Period
from greenpractice.returns.checking import check_figures
from greenpractice.returns.documents import RawRow, ReturnDocument

BILL: RawRow = {"site": "A", "tariff": "standard", "kwh": "5"}
CARE: RawRow = {"asthma_register": "600"}
BACK: RawRow = {"route": "pharmacy", "inhalers": "8"}
LISTED: RawRow = {"bnf_code": "0301011R0BEAIAP", "inhalers": "5"}
NEW: RawRow = {"bnf_code": "0399999Z0ZZZZZZ", "inhalers": "5", "name": "New"}
CASES: list[tuple[str, RawRow, RawRow, str]] = [
    ("electricity", BILL | {"from": "2026-04-02", "to": "2026-04-03"}, {"to": "2026-04-01"}, "to"),
    ("asthma_care", CARE | {"ics_3_or_more": "597"}, {"ics_3_or_more": "601"}, "ics_3_or_more"),
    ("asthma_care", CARE | {"saba_6_or_more": "390"}, {"saba_6_or_more": "391"}, "saba_6_or_more"),
    ("inhaler_returns", BACK | {"pmdi": "8"}, {"pmdi": "9"}, "pmdi"),
    ("inhaler_returns", BACK | {"envelopes": "2"}, {"envelopes": "1"}, "inhalers"),
    ("inhalers", LISTED | {"items": "5"}, {"items": "6"}, "items"),
    ("inhalers", NEW | {"device": " PMDI "}, {"device": "puffer"}, "device"),
    ("commuting", {"days_per_week": "6.5"}, {"days_per_week": "6.6"}, "days_per_week"),
    ("commuting", {"weeks": "13.2"}, {"weeks": "13.3"}, "weeks"),
    ("practice", {"registered_patients": "900"}, {"registered_patients": "899"}, "registered_patients"),
    ("practice", {"registered_patients": "60000"}, {"registered_patients": "60001"}, "registered_patients"),
    ("paper", {"recycled_content": "1"}, {"recycled_content": "1.000001"}, "recycled_content"),
]


def issues(section: str, row: RawRow, field: str, period: Period = Period(2026, 1)) -> list[str]:  # noqa: B008
    document = ReturnDocument("C89999", period, 1, "2026-07-08", sections={section: (row,)})
    return [
        issue.sentence
        for issue in check_figures(document)
        if issue.field == field and issue.sentence != "is not given"
    ]


@pytest.mark.parametrize(("section", "row", "beyond", "field"), CASES)
def test_at_the_limit_nothing_is_said_and_beyond_it_something_is(
    section: str, row: RawRow, beyond: RawRow, field: str
):
    assert issues(section, row, field) == []
    assert len(issues(section, {**row, **beyond}, field)) == 1


def test_take_air_is_a_route_up_to_the_year_it_ended():
    row = {"route": "take_air", "inhalers": "5"}
    assert issues("inhaler_returns", row, "route", Period(2022, 4)) == []
    assert len(issues("inhaler_returns", row, "route", Period(2023, 1))) == 1


def test_rules_between_two_figures_need_both():
    assert issues("asthma_care", {"ics_3_or_more": "601"}, "ics_3_or_more") == []
    assert issues("inhaler_returns", {"route": "pharmacy", "pmdi": "9"}, "pmdi") == []
    assert issues("electricity", BILL | {"to": "2026-04-01"}, "to") == []
    assert issues("electricity", BILL | {"from": "2026-04-01"}, "to") == []
