"""What a Lead says of keys and files on the command line, and that nothing counts without it.

The adversary here has the program, one genuine PDF of the practice, and no key of it.
"""

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from greenpractice.carbon.footprint import load_calculator
from greenpractice.exchange.seal import signed
from greenpractice.network.states import fingerprint
from greenpractice.periods import Period
from greenpractice.returns.documents import canonical_bytes
from tests.greenpractice.command_line.lead_runs import GENUINE, MINE, Run, spelled, states, unsigned
from tests.greenpractice.network.samples import (
    KEY,
    OTHER_KEY,
    PCN,
    Q2,
    a_return,
    edited,
    members,
    pdf,
    sealed,
)

A, B, C, D = members()
CASES = Path(__file__).parents[4] / "shared" / "cases" / "network"


def doubled(values: dict[str, Any]) -> None:
    values["sections"]["electricity"][0]["kwh"] = "99999"


def with_digest(values: dict[str, Any]) -> None:
    doubled(values)
    values["seal"]["sha256"] = sha256(canonical_bytes(values)).hexdigest()


def without_signature(values: dict[str, Any]) -> None:
    with_digest(values)
    del values["seal"]["signature"]


def only_the_key(values: dict[str, Any]) -> None:
    doubled(values)
    values["seal"] = {"public_key": values["seal"]["public_key"]}


def key_and_signature(values: dict[str, Any]) -> None:
    doubled(values)
    del values["seal"]["sha256"]


def unsealed(values: dict[str, Any]) -> None:
    doubled(values)
    del values["seal"]


def only_a_digest(values: dict[str, Any]) -> None:
    with_digest(values)
    values["seal"] = {"sha256": values["seal"]["sha256"]}


def with_my_key(values: dict[str, Any]) -> None:
    with_digest(values)
    values["seal"] = signed(values, MINE)["seal"]


def next_revision(values: dict[str, Any]) -> None:
    values["revision"] = 9
    with_my_key(values)


def replacing(values: dict[str, Any]) -> None:
    values["seal"]["replaces"] = values["seal"]["sha256"]
    next_revision(values)


def of_an_older_version(values: dict[str, Any]) -> None:
    values["version"] = 1
    with_my_key(values)


FORGERIES = [
    (doubled, "altered"), (with_digest, "altered"), (only_the_key, "altered"), (key_and_signature, "altered"),
    (without_signature, "altered"), (unsealed, "fork"), (only_a_digest, "fork"), (with_my_key, "fork"),
    (next_revision, "new_key"), (replacing, "new_key"), (of_an_older_version, "fork"),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "status"), FORGERIES, ids=lambda it: getattr(it, "__name__", it))
def test_no_figure_of_a_forger_counts_before_the_lead_says_so(
    collate: Run, edit: Callable[[dict[str, Any]], None], status: str
):
    genuine = pdf(GENUINE)
    _, before, _ = collate(genuine=genuine)
    done, found, _ = collate(forged=edited(genuine, edit))
    assert (done, states(found)) == (1, {"forged": status})
    assert found["footprint"] == before["footprint"]
    done, found, _ = collate(forged=edited(genuine, edit))  # sent again, it is asked about again
    assert (done, states(found), found["footprint"]) == (1, {"forged": status}, before["footprint"])


@pytest.mark.sweep
@pytest.mark.parametrize(("edit", "status"), FORGERIES, ids=lambda it: getattr(it, "__name__", it))
def test_nor_in_another_quarter_of_the_same_practice(
    collate: Run, edit: Callable[[dict[str, Any]], None], status: str
):
    """What it would be a fork of is not there, so it waits for its key alone."""

    def moved(values: dict[str, Any]) -> None:
        values["period"] = Q2.id
        edit(values)

    genuine = pdf(GENUINE)
    collate(genuine=genuine)
    done, found, _ = collate(forged=edited(genuine, moved), period=Q2)
    assert done == 1
    assert states(found)["forged"] == ("altered" if status == "altered" else "new_key")
    assert found["received"] == []
    assert found["footprint"]["total_kgco2e"] is None


def test_a_new_computer_counts_once_its_key_was_read_out(collate: Run):
    collate(old=pdf(GENUINE))
    new = pdf(a_return(A, "1500", 3), OTHER_KEY)
    done, found, _ = collate(new=new)
    assert (done, states(found)) == (1, {"new": "new_key"})
    assert fingerprint(OTHER_KEY.public_key) in found["files"][0]["why"]
    status, _, err = collate("--accept-key", f"{A}={spelled(KEY)[:-1]}", new=new)
    assert status == 2
    assert "must be a practice and the 6 groups" in err
    status, _, err = collate("--accept-key", f"{A}={spelled(MINE)}", new=new)
    assert status == 1
    assert "has sent nothing signed with a key of this fingerprint" in err
    done, found, err = collate("--accept-key", f"{A}={spelled(OTHER_KEY).upper()}")  # what came before waits
    assert done == 0
    assert "is accepted" in err
    assert found["received"] == [A]
    done, found, _ = collate(new=new, old=pdf(GENUINE))
    assert states(found) == {"new": "duplicate", "old": "duplicate"}
    done, found, _ = collate(older=pdf(a_return(A, "1600", 4)))  # the first key goes on counting
    assert (done, states(found)) == (0, {"older": "received"})


def test_a_fork_is_chosen_and_the_choice_holds_until_a_newer_version_comes(collate: Run):
    old, new = pdf(GENUINE), pdf(a_return(A, "1500", 1), OTHER_KEY)
    _, before, _ = collate(old=old)
    done, found, _ = collate("--accept-key", f"{A}={spelled(OTHER_KEY)}", new=new)
    assert (done, states(found)) == (1, {"new": "fork"})
    assert found["footprint"] == before["footprint"]
    done, chosen, err = collate("--use", "new.pdf")
    assert (done, chosen["files"]) == (0, [])
    assert "new.pdf: is used from now on" in err
    assert chosen["footprint"] != before["footprint"]
    for _ in range(2):
        done, found, _ = collate(old=old, new=new)
        assert (done, found["footprint"]) == (0, chosen["footprint"])
    following = pdf(a_return(A, "1700", 2), OTHER_KEY)  # of the one that was chosen
    done, found, _ = collate(next=following)
    assert (done, states(found)) == (0, {"next": "received"})
    done, found, _ = collate(back=pdf(a_return(A, "1800", 2)))  # the old computer goes on beside it
    assert (done, states(found)) == (1, {"back": "fork"})


@pytest.mark.parametrize("used", ["one", "two", "beside", "three"])
def test_the_file_that_is_used_is_the_one_that_counts_below_a_higher_version_too(collate: Run, used: str):
    documents = {
        "one": a_return(A, "1100", 1),
        "two": a_return(A, "1200", 2),
        "beside": a_return(A, "5555", 2),
        "three": a_return(A, "1300", 3),
    }
    first, second = (sealed(documents[name])["seal"]["sha256"] for name in ("one", "two"))
    before = {"one": None, "two": first, "beside": first, "three": second}
    files = {name: pdf(document, replaces=before[name]) for name, document in documents.items()}
    done, found, _ = collate(**files)
    assert (done, states(found)["beside"]) == (1, "fork")
    done, chosen, err = collate("--use", f"{used}.pdf")
    assert (done, f"{used}.pdf: is used from now on" in err) == (0, True)
    alone = load_calculator().of_return(documents[used]).total
    assert chosen["footprint"]["total_kgco2e"] == float(alone)
    for name in files:
        done, found, _ = collate(**{name: files[name]})
        assert (found["footprint"], states(found)[name]) == (chosen["footprint"], "duplicate")
    done, found, _ = collate(four=pdf(a_return(A, "1400", 4), replaces=second))
    state = "fork" if used == "beside" else "received"  # it replaces the one that was not chosen
    assert (done, states(found)) == (int(state == "fork"), {"four": state})


def test_of_two_files_of_one_return_only_one_can_be_used(collate: Run):
    collate(one=pdf(a_return(A, "1100", 1)), two=pdf(a_return(A, "1200", 2)), other=pdf(a_return(B)))
    status, _, err = collate("--use", "one.pdf", "--use", "two.pdf")
    assert (status, "two.pdf: only one return of" in err) == (1, True)
    done, _, err = collate("--use", "one.pdf", "--use", "other.pdf")
    assert (done, err.count("is used from now on")) == (0, 2)


def test_a_file_is_rejected_for_a_reason_and_stays_so(collate: Run):
    forged = pdf(a_return(A, "99999", 1), MINE)
    _, found, _ = collate(forged=forged)  # it came first, so its key was taken
    assert found["files"][0]["remarks"] == ["first_key"]
    genuine = pdf(GENUINE)
    done, found, _ = collate(genuine=genuine)
    assert (done, states(found)) == (1, {"genuine": "new_key"})
    status, _, err = collate("--reject", "forged.pdf")
    assert status == 2
    assert "go together" in err
    status, _, err = collate("--reject", "nothing.pdf", "--why", "no")
    assert status == 1
    assert "nothing.pdf: no file of this name was received" in err
    done, found, _ = collate("--reject", "forged.pdf", "--why", "Nobody there sent it", forged=forged)
    assert (done, states(found)) == (1, {"forged": "rejected"})  # the genuine one waits
    assert "You rejected it: Nobody there sent it." in found["files"][0]["why"]
    done, found, _ = collate(genuine=genuine, forged=forged)  # rejecting one accepts nobody else
    assert (done, states(found)) == (1, {"genuine": "new_key", "forged": "rejected"})
    done, found, _ = collate("--accept-key", f"{A}={spelled(KEY)}", genuine=genuine, forged=forged)
    assert (done, states(found)) == (0, {"genuine": "received", "forged": "rejected"})
    assert found["received"] == [A]
    done, found, _ = collate(
        more=pdf(a_return(A, "5", 4), MINE)
    )  # a key that was rejected is never first again
    assert (done, states(found)) == (1, {"more": "new_key"})


def test_a_reason_that_reads_as_a_patients_number_is_not_kept(collate: Run):
    genuine = pdf(GENUINE)
    collate(genuine=genuine)
    status, _, err = collate("--reject", "genuine.pdf", "--why", "it names 943 476 5919")
    assert status == 1
    assert "The reason looks like an NHS number" in err
    assert states(collate(genuine=genuine)[1]) == {"genuine": "duplicate"}


def test_what_was_rejected_by_mistake_is_taken_back(collate: Run):
    genuine = pdf(GENUINE)
    _, before, _ = collate(genuine=genuine)
    status, _, err = collate("--take-back", "genuine.pdf")
    assert status == 1
    assert "genuine.pdf: this file is not rejected. Nothing of what you said was noted" in err
    done, found, _ = collate("--reject", "genuine.pdf", "--why", "the wrong one", genuine=genuine)
    assert (done, found["received"]) == (1, [])
    status, _, err = collate("--take-back", "other.pdf")
    assert (status, "other.pdf: no file of this name was received" in err) == (1, True)
    done, found, err = collate("--take-back", "genuine.pdf")
    assert done == 0
    assert "genuine.pdf: is no longer rejected" in err
    assert (found["received"], found["footprint"]) == (before["received"], before["footprint"])
    status, _, err = collate("--take-back", "genuine.pdf", "--reject", "genuine.pdf", "--why", "after all")
    assert (status, "this file is not rejected" in err) == (1, True)
    _, found, _ = collate(other=pdf(a_return(B)))
    assert found["received"] == [A, B]  # nothing of it was noted


def test_rejecting_a_file_lets_nothing_count_that_waited(collate: Run):
    collate(q1=pdf(a_return(A)))
    _, found, _ = collate(forged=pdf(a_return(A, "99999", 2), MINE))
    assert states(found) == {"forged": "new_key"}
    done, found, err = collate("--reject", "q1.pdf", "--why", "typing mistake")
    assert (done, found["received"], found["footprint"]["total_kgco2e"]) == (1, [], None)
    assert f"{A}: a return that came before waits for your word" in err
    done, found, _ = collate(again=pdf(a_return(A, "1300", 3)))
    assert (done, states(found)) == (1, {"again": "new_key"})


def test_an_accepted_key_protects_though_its_return_was_rejected(collate: Run):
    collate("--accept-key", f"{A}={spelled(KEY)}", q1=pdf(a_return(A)))
    collate("--reject", "q1.pdf", "--why", "typo")
    for _ in range(2):
        done, found, _ = collate(forged=unsigned(pdf(a_return(A, "99999", 2))))
        assert (done, states(found)) == (1, {"forged": "new_key"})
        assert A not in found["received"]
        done, found, _ = collate(other=pdf(a_return(B)))
        assert (done, found["received"]) == (1, [B])


def test_a_signed_copy_of_what_nobody_signed_brings_its_key(collate: Run):
    collate(stripped=unsigned(pdf(GENUINE)))
    done, found, _ = collate(genuine=pdf(GENUINE))
    assert (done, states(found)) == (0, {"genuine": "duplicate"})
    for forged in (pdf(a_return(A, "99999", 3), MINE), unsigned(pdf(a_return(A, "99999", 3)))):
        done, found, _ = collate(forged=forged)
        assert (done, states(found)) == (1, {"forged": "new_key"})


def test_a_name_means_the_file_that_is_given(collate: Run):
    _, before, _ = collate(first=pdf(GENUINE))
    collate(same=pdf(a_return(A, "99999", 2), MINE))
    _, found, _ = collate("--use", "same.pdf", same=pdf(GENUINE))
    assert states(found)["same"] == "duplicate"
    assert found["footprint"] == before["footprint"]


def test_what_is_rejected_is_rejected_in_every_copy(collate: Run):
    forged = pdf(a_return(A, "99999"), MINE)
    done, found, _ = collate("--reject", "a.pdf", "--why", "forged", a=forged, b=forged + b"\n")
    assert (done, states(found)) == (1, {"a": "rejected", "b": "rejected"})
    assert found["received"] == []


def test_a_key_has_one_spelling(collate: Run):
    def shout(values: dict[str, Any]) -> None:
        values["version"] = 1
        values["seal"] = signed(values, KEY)["seal"]
        values["seal"]["public_key"] = values["seal"]["public_key"].upper()

    done, found, _ = collate(shouted=edited(pdf(GENUINE), shout))
    assert (done, states(found)) == (1, {"shouted": "altered"})


def test_several_first_keys_are_asked_about_whatever_the_names_and_dates(collate: Run):
    done, found, _ = collate(a=pdf(GENUINE), b=pdf(a_return(A, "99999", 3), MINE), c=pdf(a_return(B)))
    assert done == 1
    assert states(found) == {"a": "fork", "b": "new_key", "c": "received"}
    assert found["received"] == [B]


def test_a_practice_in_no_list_is_asked_about_before_it_is_a_member(collate: Run):
    unlisted = pdf(a_return("M84999"))
    done, found, _ = collate(new=unlisted)
    assert (done, states(found)) == (1, {"new": "unlisted"})
    assert "M84999" not in (*found["received"], *found["missing"])
    status, _, err = collate("--add", "M84999", new=unlisted, period="2026-27-Q1", pcn="")
    assert status == 2
    done, found, err = collate("--add", "M84999", new=unlisted)
    assert (done, states(found)) == (0, {"new": "received"})
    assert "M84999: in Rutland Health PCN from 1 April 2026" in err
    assert found["received"] == ["M84999"]
    done, found, _ = collate(new=unlisted)  # kept, as a step that Settings can take back
    assert (done, states(found), found["received"]) == (0, {"new": "duplicate"}, ["M84999"])


def test_a_practice_is_added_without_a_file(collate: Run):
    unlisted = pdf(a_return("M84999"))
    done, found, err = collate("--add", "M84999")
    assert (found["files"], "M84999" in found["missing"]) == ([], True)
    assert "M84999: in Rutland Health PCN from 1 April 2026" in err
    assert states(collate(new=unlisted)[1]) == {"new": "received"}
    assert done == 1  # as there is no return yet


@pytest.mark.parametrize(("period", "pcn"), [("2026-27-Q1", PCN), ("2025-26-Q4", "U30213"), ("2024-25", PCN)])
def test_a_practice_that_was_added_from_a_day_on_is_asked_about_before_that_day(
    collate: Run, period: str, pcn: str
):
    """Whoever signs it, of any network and period that the Lead's word does not cover."""
    early = replace(a_return("M84999", "99999", period=Period.parse(period)), pcn_code=pcn)
    done, found, _ = collate("--add", "M84999", new=pdf(a_return("M84999", period=Q2)), period=Q2)
    assert (done, states(found)) == (0, {"new": "received"})
    done, found, _ = collate(early=pdf(early, MINE), period=period, pcn=pcn)
    assert (done, states(found)) == (1, {"early": "unlisted"})
    assert "M84999" not in (*found["received"], *found["so_far"], *found["missing"])
    assert found["coverage"]["quarters"] == 0
    done, found, _ = collate("--add", "M84999", early=pdf(early), period=period, pcn=pcn)
    assert (done, states(found)) == (0, {"early": "received"})


def test_without_files_and_without_a_word_there_is_nothing_to_do(collate: Run):
    status, _, err = collate()
    assert status == 2
    assert "name the PDFs or folders to read" in err


@pytest.mark.skipif(not CASES.is_dir(), reason="the shared cases are not here")
def test_the_shared_cases_of_trust(collate: Run):
    def case(name: str) -> bytes:
        return (CASES / name).read_bytes()

    where = {"pcn": "U30213", "period": "2025-26-Q1"}
    done, genuine, _ = collate(genuine=case("genuine.pdf"), **where)
    assert (done, states(genuine)) == (0, {"genuine": "received"})
    done, found, _ = collate(forged=case("forged-no-digest-stolen-key.pdf"), **where)
    assert (done, states(found), found["footprint"]) == (1, {"forged": "altered"}, genuine["footprint"])
    demo = case("forged-demo-mark-off.pdf")
    assert states(collate(demo=demo, pcn="U99999", period="2026-27-Q2")[1]) == {"demo": "demo"}
    quorn = {"pcn": "U33192", "period": "2026-27-Q2"}
    assert states(collate(v2=case("quorn-v2.pdf"), **quorn)[1]) == {"v2": "received"}
    done, found, _ = collate(new=case("quorn-newpc-nov.pdf"), **quorn)
    assert (done, states(found)) == (1, {"new": "fork"})
    unlisted = case("unlisted.pdf")
    assert "unlisted" in {
        state
        for quarter in ("2025-26-Q1", "2026-27-Q2")
        for state in states(collate(new=unlisted, pcn="U33192", period=quarter)[1]).values()
    }
