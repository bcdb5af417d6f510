"""Of what could be said of a file, which is said: what it is in itself before what stands beside it."""

import pytest

from greenpractice.network.states import Status
from greenpractice.periods import Period
from tests.greenpractice.network.samples import a_return, arrival, judged

COUNTED = ("closed_practice", "first_key")


@pytest.mark.parametrize(
    ("period", "status", "remarks", "when"),
    [
        (Period(2024, 1), "received", COUNTED, "before the end of April to June 2024"),
        (Period(2023, 4), "received", COUNTED, "after January to March 2024"),
        (Period(2024, 2), "unlisted", ("closed_practice",), "before July to September 2024"),
        (Period(2026, 1), "unlisted", ("closed_practice",), "before April to June 2026"),
        (Period(2026), "unlisted", ("closed_practice",), "before April 2026 to March 2027"),
    ],
)
def test_a_practice_that_closed_is_received_where_it_was_until_then_and_asked_about_after_it(
    period: Period, status: Status, remarks: tuple[str, ...], when: str
):
    """C82105 closed on 30 June 2024 in U00147."""
    (state,) = judged(arrival(a_return("C82105", period=period)), pcn="U00147", period=period).files
    assert (state.status, state.remarks) == (status, remarks)
    assert f"closed on 30 June 2024, {when}" in state.why
