"""A rejection is stronger than every trust before it: of a first key, of an accepted one, of no key."""

from collections.abc import Callable

import pytest

from greenpractice.returns.documents import ReturnDocument
from tests.greenpractice.command_line.lead_runs import MINE, Run, spelled, states, unsigned
from tests.greenpractice.network.samples import OTHER_KEY, Q1, Q2, a_return, members, pdf

pytestmark = pytest.mark.usefixtures("shared_reader")

A, B, C, D = members()
REJECT = ("--reject", "bad.pdf", "--why", "They never sent it")
ACCEPT = ("--accept-key", f"{A}={spelled(MINE)}")
Made = Callable[[ReturnDocument], bytes]


def made_by_me(document: ReturnDocument) -> bytes:
    return pdf(document, MINE)


def made_by_nobody(document: ReturnDocument) -> bytes:
    return unsigned(pdf(document))


def trusted(collate: Run, how: str) -> Made:
    """A first return that counts."""
    if how == "no key":
        collate(bad=made_by_nobody(a_return(A, "90000", 3)))
        return made_by_nobody
    if how == "accepted key":
        collate(genuine=pdf(a_return(A)))
        collate(*ACCEPT, bad=made_by_me(a_return(A, "90000", 3)))
    else:
        collate(bad=made_by_me(a_return(A, "90000", 3)))
    return made_by_me


@pytest.mark.parametrize("how", ["first key", "accepted key", "no key"])
def test_after_a_rejection_what_comes_under_the_same_key_waits(collate: Run, how: str):
    made = trusted(collate, how)
    _, found, err = collate(*REJECT)
    assert found["received"] == ([A] if how == "accepted key" else [])
    assert ("is no longer accepted" in err) == (how == "accepted key")
    for number, kwh in enumerate(("90000", "91000"), 4):  # the rejected figures again, and others
        done, found, _ = collate(**{f"next{number}": made(a_return(A, kwh, number))})
        (file,) = found["files"]
        assert (done, file["status"]) in ((1, "new_key"), (1, "fork"))
        assert "you rejected a return of" in file["why"].casefold()
    done, found, _ = collate(later=made(a_return(A, "90000", period=Q2)), period=Q2)
    assert (done, states(found), found["received"]) == (1, {"later": "new_key"}, [])


@pytest.mark.parametrize("how", ["first key", "accepted key", "no key"])
def test_taking_a_rejection_back_restores_what_was_trusted(collate: Run, how: str):
    made = trusted(collate, how)
    _, _, err = collate(*REJECT)
    assert f"Counts no longer: bad.pdf ({Q1.words})" in err
    done, found, err = collate("--take-back", "bad.pdf")
    assert f"Counts now: bad.pdf ({Q1.words})" in err
    assert (done, found["received"]) == (0, [A])
    done, found, _ = collate(next=made(a_return(A, "91000", 4)))
    assert (done, states(found)) == (0, {"next": "received"})


@pytest.mark.parametrize("how", ["first key", "accepted key"])
def test_a_key_that_is_accepted_after_the_rejection_counts_again(collate: Run, how: str):
    trusted(collate, how)
    collate(*REJECT)
    done, found, _ = collate(*ACCEPT, next=made_by_me(a_return(A, "91000", 4)))
    assert (done, states(found)) == (0, {"next": "received"})
    collate("--reject", "next.pdf", "--why", "again")
    done, found, _ = collate(more=made_by_me(a_return(A, "92000", 5)))
    assert (done, found["files"][0]["status"]) in ((1, "new_key"), (1, "fork"))


def test_a_return_is_rejected_and_its_key_accepted_in_one_command(collate: Run):
    trusted(collate, "accepted key")
    collate(*REJECT, *ACCEPT)
    done, found, _ = collate(next=made_by_me(a_return(A, "91000", 4)))
    assert (done, states(found)) == (0, {"next": "received"})


def test_after_a_rejection_of_what_nobody_signed_the_next_is_used_by_the_leads_word(collate: Run):
    trusted(collate, "no key")
    collate(*REJECT)
    done, found, _ = collate("--use", "next.pdf", next=made_by_nobody(a_return(A, "1200", 4)))
    assert (done, states(found), found["received"]) == (0, {"next": "received"}, [A])
    assert found["files"][0]["remarks"] == ["unsigned"]
    before = found["footprint"]
    done, found, _ = collate(more=made_by_nobody(a_return(A, "91000", 5)))
    assert (done, states(found)) == (1, {"more": "new_key"})
    assert found["footprint"] == before


def test_other_practices_and_keys_are_not_doubted(collate: Run):
    trusted(collate, "no key")
    collate(*REJECT)
    done, found, _ = collate(b=made_by_nobody(a_return(B)), c=pdf(a_return(C), OTHER_KEY))
    assert states(found) == {"b": "received", "c": "received"}
    done, found, _ = collate(a=pdf(a_return(A, "1200", 4)))  # the first that is signed
    assert (done, states(found)) == (0, {"a": "received"})
