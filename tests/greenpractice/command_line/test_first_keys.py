"""A practice's first key is the first that came with anything, whether that was kept or not."""

import errno
import os
from contextlib import ExitStack
from pathlib import Path

import pytest

from db.opening import open_store
from greenpractice.app import main
from tests.greenpractice.command_line.lead_runs import GENUINE, MINE, Run, spelled, states, unsigned
from tests.greenpractice.network.samples import KEY, Q2, a_return, edited, members, pdf

A, B, C, D = members()
FORGED = pdf(a_return(A, "99999", 1), MINE)
OTHER = "U30213"
UNLISTED = "M84999"


@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")])
def test_a_key_of_another_quarter_in_the_batch_is_one_of_several_first_keys(
    collate: Run, names: tuple[str, str]
):
    forged, genuine = names
    done, found, _ = collate(**{forged: FORGED, genuine: pdf(a_return(A, period=Q2))})
    assert (done, states(found)) == (1, {forged: "new_key", genuine: "other_quarter"})
    assert "more than one key at once" in found["files"][0 if forged == "a" else 1]["why"]
    assert found["received"] == []
    for _ in range(2):  # nor is it forgotten that they came together
        done, found, _ = collate(period=Q2, genuine=pdf(a_return(A, period=Q2)))
        assert (done, states(found)) == (1, {"genuine": "new_key"})


@pytest.mark.parametrize(
    "refused",
    [{"period": Q2}, {"pcn": OTHER}, {"pcn": OTHER, "period": Q2}],
    ids=["another quarter", "another network", "both"],
)
def test_a_key_that_came_with_what_was_not_kept_came_before_all_later_ones(
    collate: Run, refused: dict[str, object]
):
    genuine = pdf(GENUINE)
    done, found, _ = collate(genuine=genuine, **refused)
    assert (done, found["files"][0]["status"][:6]) == (1, "other_")
    done, found, _ = collate(forged=FORGED)
    assert (done, states(found), found["received"]) == (1, {"forged": "new_key"}, [])
    assert "than the one of" in found["files"][0]["why"]
    done, found, _ = collate(stripped=unsigned(pdf(a_return(A, "99999", 3))))
    assert (done, states(found), found["received"]) == (1, {"stripped": "new_key"}, [])


@pytest.mark.parametrize(("comes", "state"), [("forged", "new_key"), ("genuine", "received")])
def test_whose_key_was_first_is_known_after_a_backup_is_restored(
    collate: Run, tmp_path: Path, comes: str, state: str
):
    """A key that came for the first time after that counted as the first one."""
    backup, store = tmp_path / "backup.db", ("--store", str(tmp_path / "lead.db"))
    collate(other=pdf(a_return(B)))
    assert main(["backup", str(backup), *store]) == 0
    assert collate(genuine=pdf(GENUINE))[1]["received"] == [A, B]
    assert main(["restore", str(backup), *store]) == 0
    found = collate(**{comes: FORGED if comes == "forged" else pdf(GENUINE)})[1]
    assert (states(found), A in found["received"]) == ({comes: state}, comes == "genuine")


def test_the_first_key_counts_with_what_is_kept_first_and_is_remarked_there(collate: Run):
    genuine = pdf(GENUINE)
    collate(genuine=genuine, period=Q2)
    done, found, _ = collate(genuine=genuine)
    assert (done, states(found), found["received"]) == (0, {"genuine": "received"}, [A])
    assert found["files"][0]["remarks"] == ["first_key"]
    done, found, _ = collate(forged=FORGED, next=pdf(a_return(A, "1400", 3)))
    assert (done, states(found)) == (1, {"forged": "fork", "next": "received"})
    assert [each["remarks"] for each in found["files"]] == [[], []]


def test_whoever_sends_the_next_quarter_first_wins_nothing_by_it(collate: Run):
    """The forger's key came first, with a return that was not kept: one that is kept stands before it."""
    forged = pdf(a_return(A, "99999", period=Q2), MINE)
    collate(forged=forged)
    done, found, _ = collate(genuine=pdf(GENUINE))
    assert (done, states(found)) == (1, {"genuine": "new_key"})
    done, found, _ = collate(forged=forged, period=Q2)
    assert (done, states(found), found["received"]) == (1, {"forged": "new_key"}, [])
    assert "signed with another key was kept before" in found["files"][0]["why"]
    done, found, _ = collate("--accept-key", f"{A}={spelled(KEY)}")
    assert (done, found["received"]) == (0, [A])
    done, found, _ = collate(forged=forged, period=Q2)
    assert (done, states(found), found["received"]) == (1, {"forged": "new_key"}, [])


def test_a_key_of_an_unlisted_practice_is_remembered(collate: Run):
    collate(new=pdf(a_return(UNLISTED)))
    done, found, _ = collate("--add", UNLISTED, forged=pdf(a_return(UNLISTED, "99999"), MINE))
    assert (done, states(found), found["received"]) == (1, {"forged": "new_key"}, [])


def test_a_key_that_signed_nothing_that_was_kept_can_be_accepted(collate: Run):
    done, _, err = collate("--accept-key", f"{A}={spelled(KEY)}", next=pdf(a_return(A, period=Q2)))
    assert f"{A}: the key" in err
    done, found, _ = collate(genuine=pdf(GENUINE))
    assert (done, states(found)) == (0, {"genuine": "received"})
    assert "with a key that you accepted" in found["files"][0]["why"]


def test_made_up_data_bring_no_key(collate: Run):
    made_up = pdf(a_return(A, "99999"), MINE, demo=True)
    done, found, _ = collate(made_up=made_up)
    assert states(found) == {"made_up": "demo"}
    done, found, _ = collate(genuine=pdf(GENUINE))
    assert (done, states(found), found["files"][0]["remarks"]) == (0, {"genuine": "received"}, ["first_key"])


def test_changed_data_bring_no_key(collate: Run):
    def spoil(values: dict[str, object]) -> None:
        values["revision"] = 7

    collate(spoilt=edited(pdf(a_return(A), MINE), spoil))
    done, found, _ = collate(genuine=pdf(GENUINE))
    assert (done, states(found), found["files"][0]["remarks"]) == (0, {"genuine": "received"}, ["first_key"])


def read_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder of the store becomes one that nobody may write in."""
    real = os.open

    def opened(name: str, flags: int, *rest: int, **more: int) -> int:
        if str(name).endswith(".lock"):
            raise PermissionError(errno.EACCES, "Permission denied", name)
        return real(name, flags, *rest, **more)

    monkeypatch.setattr(os, "open", opened)


@pytest.mark.parametrize("why", ["another program", "read-only"])
def test_a_store_that_cannot_be_written_asks_the_same_and_says_what_it_does_not_remember(
    collate: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, why: str
):
    store = tmp_path / "lead.db"
    files = {
        "forged": FORGED, "genuine": pdf(a_return(A, period=Q2)), "b": pdf(a_return(B)),
        "later": pdf(a_return(C, "99999", 2), MINE),
    }  # fmt: skip
    collate(first=pdf(a_return(C)))
    with monkeypatch.context() as patch, ExitStack() as stack:
        if why == "read-only":
            read_only(patch)
        else:
            stack.callback(open_store(store, write=True).close)
        before = store.read_bytes()
        done, found, err = collate(**files)
        assert (done, states(found)) == (
            1, {"forged": "new_key", "genuine": "other_quarter", "b": "received", "later": "new_key"},
        )  # fmt: skip
        assert ("cannot be written to" if why == "read-only" else "has had this data open") in err
        assert "not kept: neither the returns nor the keys that signed them are remembered" in err
        assert store.read_bytes() == before
        done, _, err = collate("--accept-key", f"{A}={spelled(KEY)}", **files)
        assert (done, "while the data can only be looked at" in err) == (1, True)
    assert collate(**files)[1] == found
    _, _, err = collate(**files)
    assert "not kept" not in err


def test_a_copy_with_the_same_figures_says_itself_that_its_key_is_asked_about(collate: Run):
    _, before, _ = collate(genuine=pdf(GENUINE))
    done, found, err = collate(copy=pdf(GENUINE, MINE))
    (file,) = found["files"]
    assert (done, file["status"], err) == (1, "duplicate", "")  # nothing is said to have come before
    assert "Its figures change nothing, but: " in file["why"]
    assert "Accept the key if it is the same" in file["why"]
    assert "Nothing changes" not in file["why"]
    assert found["footprint"] == before["footprint"]
    done, found, err = collate(b=pdf(a_return(B)))
    assert f"{A}: a return that came before waits for your word" in err
    assert done == 1


def test_a_copy_that_nobody_signed_asks_nothing_as_it_brings_no_key(collate: Run):
    _, before, _ = collate(genuine=pdf(GENUINE))
    for _ in range(2):
        done, found, err = collate(copy=unsigned(pdf(GENUINE)))
        (file,) = found["files"]
        assert (done, file["status"], err) == (0, "duplicate", "")
        assert "Nothing changes." in file["why"]
        assert found["footprint"] == before["footprint"]
    done, found, _ = collate(a=unsigned(pdf(GENUINE)), b=pdf(GENUINE), c=unsigned(pdf(a_return(A, "9", 3))))
    assert (done, states(found)) == (1, {"a": "duplicate", "b": "duplicate", "c": "new_key"})
