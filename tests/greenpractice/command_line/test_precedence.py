"""Of what could be said of a file, which is said: what it is in itself before what stands beside it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from db.opening import open_store
from greenpractice.app import main
from greenpractice.exchange.seal import signed
from greenpractice.network.states import Status
from greenpractice.periods import Period
from greenpractice.returns.documents import canonical_bytes, document_text, to_json
from tests.greenpractice.command_line.lead_runs import GENUINE, MINE, A, B, C, D, Run, states, unsigned
from tests.greenpractice.network.samples import KEY, PCN, Q1, Q2, a_return, arrival, edited, judged, pdf

pytestmark = pytest.mark.usefixtures("shared_reader")

MADE_UP = a_return("Z99991")
COUNTED = ("closed_practice", "first_key")


@pytest.mark.parametrize(
    ("period", "status", "remarks", "when"),
    [
        (Period(2024, 1), "received", COUNTED, "on the last day of April to June 2024"),
        (Period(2024), "received", COUNTED, "before the end of April 2024 to March 2025"),
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


def doubled(values: dict[str, Any]) -> None:
    values["sections"]["electricity"][0]["kwh"] = "99999"


def newer(values: dict[str, Any]) -> None:
    values["version"] = 9


def sealed_again(values: dict[str, Any]) -> None:
    values["seal"]["sha256"] = sha256(canonical_bytes(values)).hexdigest()
    values["seal"] = signed(values, KEY)["seal"]


def unsealed(values: dict[str, Any]) -> None:
    del values["seal"]


def made_later(values: dict[str, Any]) -> None:
    values["sections"]["magic"] = [{"rabbits": "1"}]


def of(data: bytes, *edits: Callable[[dict[str, Any]], None]) -> bytes:
    def every(values: dict[str, Any]) -> None:
        for edit in edits:
            edit(values)

    return edited(data, every)


def unread(data: bytes) -> Mapping[str, bytes]:
    """A genuine PDF changed in each way in which it is refused by itself, by what is to be said of it."""
    return {
        "altered": of(data, doubled),
        "altered, newer": of(data, newer),
        "altered, newer, of other figures": of(data, newer, doubled),
        "altered, made later": of(data, made_later),
        "newer_version": of(data, newer, sealed_again),
        "newer_version, unsealed": of(data, newer, unsealed),
        "newer_version, made later": of(data, made_later, sealed_again),
        "newer_version, of later and newer": of(data, made_later, newer, sealed_again),
    }


def test_what_was_changed_is_told_before_that_it_is_newer(collate: Run):
    done, found, _ = collate(**unread(pdf(GENUINE)))
    assert done == 1
    assert states(found) == {name: name.split(",")[0] for name in unread(pdf(GENUINE))}


def test_made_up_is_told_before_all_else_and_in_the_demo_the_rest_is(collate: Run, tmp_path: Path):
    files = {**unread(pdf(MADE_UP)), "received": pdf(MADE_UP), "unsealed": of(pdf(MADE_UP), unsealed)}
    done, found, _ = collate(**files, pcn="")
    assert (done, set(states(found).values())) == (1, {"demo"})
    (tmp_path / "lead.db").unlink()
    open_store(tmp_path / "lead.db", write=True, demo=True).close()
    done, found, _ = collate(**unread(pdf(MADE_UP)), pcn="U99999")
    assert states(found) == {name: name.split(",")[0] for name in unread(pdf(MADE_UP))}


def test_made_beside_is_told_before_a_new_key_and_both_before_that_two_disagree(collate: Run):
    first = pdf(a_return(A, "1200", 2))
    collate(first=first)
    beside, above = pdf(a_return(A, "1300", 2), MINE), pdf(a_return(A, "1400", 3), MINE)
    one, other = pdf(a_return(A, "1500", 3)), pdf(a_return(A, "1600", 3))
    assert states(collate(beside=beside)[1]) == {"beside": "fork"}
    assert states(collate(above=above)[1]) == {"above": "new_key"}
    beside_them = pdf(a_return(A, "1700", 3), MINE)
    found = states(collate(one=one, other=other, again=above, beside_them=beside_them)[1])
    assert found == {"one": "conflict", "other": "conflict", "again": "new_key", "beside_them": "fork"}


def test_a_return_of_a_practice_that_had_closed_is_asked_about_before_it_counts(collate: Run, tmp_path: Path):
    """C82105 closed on 30 June 2024 in U00147."""
    old = pdf(replace(a_return("C82105"), pcn_code="U00147"))
    done, found, _ = collate(old=old, pcn="U00147")
    assert (done, states(found), found["received"]) == (1, {"old": "unlisted"}, [])
    assert found["files"][0]["remarks"] == ["closed_practice"]
    assert found["footprint"]["total_kgco2e"] is None
    for whole in ({"pcn": ""}, {"pcn": "U00147", "period": "2026-27"}):
        done, found, _ = collate(old=old, **whole)
        assert (done, found["received"], found["so_far"]) == (1, [], [])
    done, found, _ = collate("--add", "C82105", old=old, pcn="U00147")
    assert (done, states(found), found["received"]) == (0, {"old": "received"}, ["C82105"])
    assert collate(old=old, pcn="U00147")[1]["received"] == ["C82105"]
    store = open_store(tmp_path / "lead.db", write=True)  # one that counted before it was asked about
    store.take_back_correction(store.corrections()[0].id)
    store.close()
    done, found, err = collate(a=pdf(a_return(A)), pcn="U00147")
    assert (done, found["received"]) == (1, [])
    assert "C82105: a return that came before counts once you add the practice (--add C82105)." in err


def test_what_the_lead_says_of_the_time_after_a_practice_closed_holds_in_any_network(collate: Run):
    """C82105 closed on 30 June 2024 in U00147, and the Lead of another network adds it from then on."""
    late = pdf(a_return("C82105"))
    done, found, _ = collate(late=late)
    assert (done, states(found)) == (1, {"late": "other_pcn"})
    assert (found["files"][0]["remarks"]) == ["closed_practice"]
    done, found, err = collate("--add", "C82105", late=late)
    assert (done, states(found), found["received"]) == (0, {"late": "received"}, ["C82105"])
    assert "(C82105): in " in err
    assert states(collate(late=late, pcn="U00147")[1]) == {"late": "other_pcn"}
    early = pdf(replace(a_return("C82105", period=Period(2024, 1)), pcn_code=PCN))
    assert states(collate(early=early, period="2024-25-Q1")[1]) == {"early": "other_pcn"}
    assert states(collate(early=early, pcn="U00147", period="2024-25-Q1")[1]) == {"early": "received"}


def test_what_waits_is_asked_about_as_what_it_is(
    collate: Run, capfd: pytest.CaptureFixture[str], tmp_path: Path
):
    def text(**files: bytes) -> str:
        collate(**files)
        paths = [str(tmp_path / "in" / f"{name}.pdf") for name in files]
        where = ("--pcn", PCN, "--period", str(Q1), "--store", str(tmp_path / "lead.db"))
        main(["collate", *paths, *where])
        return capfd.readouterr().out

    together = text(one=pdf(a_return(A, period=Q2)), other=pdf(GENUINE, MINE))
    assert f"other.pdf: {A} New key, waits for your word" in together
    assert "the file you sent is signed with a key that we do not know to be yours" in together
    beside = {"b": pdf(a_return(B)), "mine": pdf(a_return(B, "1300", 2), MINE)}
    assert states(collate(**beside)[1]) == states(collate(**beside)[1]) == {"b": "fork", "mine": "new_key"}
    assert "two files came that were made beside each other" in text(**beside)
    collate(c=pdf(a_return(C)))
    bare = text(bare=unsigned(pdf(a_return(C, "1300", 3))))
    assert f"bare.pdf: {C} Not signed, waits for your word" in bare
    _, _, err = collate(c=pdf(a_return(C)))
    assert f"{C}: a return that came before waits for your word (not signed, waits for your word)." in err
    stripped = text(first=pdf(a_return(D, period=Q2)), d=unsigned(pdf(a_return(D))))
    assert f"d.pdf: {D} Not signed, waits for your word" in stripped
    assert "the file you sent is not signed, so that we cannot tell whether it is yours" in stripped


def test_made_up_data_are_no_part_of_a_real_network_however_they_came_into_the_store(
    collate: Run, tmp_path: Path, capfd: pytest.CaptureFixture[str]
):
    file, path = tmp_path / "z.json", tmp_path / "lead.db"
    file.write_bytes(document_text(to_json(MADE_UP)))
    assert main(["record", str(file), "--store", str(path)]) == 1
    assert "made-up demo data" in capfd.readouterr().err
    store = open_store(path, write=True)
    store.record(MADE_UP)
    store.close()
    for pcn in (PCN, "", MADE_UP.pcn_code or PCN):
        _, found, _ = collate(b=pdf(a_return(B)), pcn=pcn)
        assert "Z99991" not in (*found["received"], *found["missing"], *found["so_far"])
        assert found["received"] in ([B], [])
