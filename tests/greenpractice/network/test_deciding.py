"""Which of two returns was here first: by the order of receipt, else by where they came from."""

from datetime import timedelta

import pytest

from greenpractice.network.deciding import Candidate, came_before
from greenpractice.store import ReceivedReturn
from tests.greenpractice.network.samples import NOW, a_return, members, sealed, verdict

A, B, C, D = members()


def candidate(file: str, id: int = 0, days: int = 0) -> Candidate:
    """A file of now, or with an id a return received so many days later."""
    document = a_return(A)
    if not id:
        return Candidate(document, (file,), now=True)
    said = verdict(document, sealed(document)["seal"])
    received = ReceivedReturn(id, document, said, file, NOW + timedelta(days), "0" * 64, False)
    return Candidate(document, (file,), received)


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        (candidate("b", 1), candidate("a", 2, 1), True),
        (candidate("a", 2, 1), candidate("b", 1), False),
        (candidate("a", 1), candidate("b", 2), False),  # they came together
        (candidate("b", 1), candidate("a"), True),  # what was there before stands first
        (candidate("a"), candidate("b", 1), False),
    ],
)
def test_what_was_received_earlier_was_here_first(one: Candidate, other: Candidate, before: bool):
    assert came_before(one, other) is before
