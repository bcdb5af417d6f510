"""Which of two returns was here first: by the order of receipt, else by where they came from."""

from dataclasses import replace
from datetime import timedelta

import pytest

from greenpractice.exchange.signing import SigningKey
from greenpractice.keys_kept import SeenKey
from greenpractice.network.deciding import Candidate, came_before, decide
from greenpractice.network.stored import candidate_of
from greenpractice.network.trust import Keys
from greenpractice.store import ReceivedReturn
from tests.greenpractice.network.samples import KEY, NOW, OTHER_KEY, a_return, members, sealed, verdict

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


def received(number: int, revision: int, kwh: str, key: SigningKey, chosen: int = 0) -> Candidate:
    document = a_return(A, kwh, revision)
    said = verdict(document, sealed(document, key)["seal"])
    kept = ReceivedReturn(
        number, document, said, f"{number}.pdf", NOW + timedelta(number), "0" * 64, False, chosen
    )
    return candidate_of(kept, Keys([SeenKey(A, each.public_key, NOW, True, 1) for each in (KEY, OTHER_KEY)]))


@pytest.mark.parametrize(("number", "is_asked"), [(2, False), (3, True)])
def test_what_was_there_when_the_lead_chose_is_not_asked_about_and_what_comes_later_is(
    number: int, is_asked: bool
):
    chosen = received(1, 1, "1200", KEY, chosen=2)
    beside, above = received(number, 1, "1300", OTHER_KEY), received(number, 2, "1300", OTHER_KEY)
    (decision,) = decide([chosen, beside]).values()
    assert (decision.counts, decision.is_fork(beside)) == (chosen, is_asked)
    (decision,) = decide([chosen, above]).values()
    assert decision.counts == (above if is_asked else chosen)


def test_the_check_code_of_an_issue_is_the_one_it_was_sealed_with():
    """A program of another day may write a document in other words: what names it knows the seal's."""
    document = a_return(A)
    said = replace(verdict(document, sealed(document)["seal"]), digest="ab" * 32)
    assert replace(candidate("a"), verdict=said).digest == "ab" * 32
    assert candidate("a").digest == candidate("b").digest != "ab" * 32
