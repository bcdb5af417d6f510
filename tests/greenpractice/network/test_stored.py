"""What the Lead's store holds of periods and practices, and which periods are looked at."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db.opening import open_store
from db.store import SqlStore
from greenpractice.carbon.footprint import load_calculator
from greenpractice.facts.directory import Correction
from greenpractice.facts.practices import load_directory
from greenpractice.network.asking import Asked
from greenpractice.network.chasing import chase_list
from greenpractice.network.groups import one_pcn
from greenpractice.network.lead import Lead
from greenpractice.network.stored import (
    earlier_returns,
    network_of,
    periods_around,
    periods_until,
    stored_returns,
)
from greenpractice.periods import Period
from greenpractice.returns.documents import Contact
from greenpractice.returns.verdicts import Unsigned
from greenpractice.store import NewReturn
from greenpractice.tasks.collating import collate_paths
from tests.greenpractice.network.samples import (
    NOW,
    OTHER_KEY,
    PCN,
    Q1,
    Q2,
    a_return,
    arrival,
    held,
    judged,
    members,
)

A, B, C, D = members()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    store = open_store(tmp_path / "lead.db", write=True)
    yield store
    store.close()


def test_returns_are_those_of_the_periods_and_practices_asked_for(store: SqlStore):
    sent = [a_return(A), a_return(B), a_return(A, period=Q2)]
    store.receive(
        [NewReturn(each, Unsigned(), f"{n}.pdf", f"{n}".encode(), False) for n, each in enumerate(sent)], NOW
    )
    for document in (a_return(C), a_return(D), a_return(C, period=Q2)):
        store.record(document)
    found = stored_returns(store, [Q1])
    assert {each.document.ods_code for each in found.received} == {A, B}
    assert {each.ods_code for each in found.recorded} == {C, D}
    assert {each.period for each in found.that_count} == {Q1}
    some = stored_returns(store, [Q1, Q2], {A, C})
    assert [(each.document.ods_code, each.document.period) for each in some.received] == [(A, Q1), (A, Q2)]
    assert {(each.ods_code, each.period) for each in some.recorded} == {(C, Q1), (C, Q2)}
    assert {each.period for each in some.within([Q2]).that_count} == {Q2}
    assert {each.period for each in some.without([Q2]).that_count} == {Q1}


def test_a_return_of_a_year_for_which_nobody_vouches_is_in_no_trend(store: SqlStore):
    """Its practice was added from a later day on, or the word that let it count was taken back."""
    sent = [a_return("Z12345", period=Period(2022, 4)), a_return(A, period=Period(2022, 4))]
    store.receive(
        [NewReturn(each, Unsigned(), f"{n}.pdf", f"{n}".encode(), False) for n, each in enumerate(sent)], NOW
    )
    said, asked = (
        Correction("Z12345", Q2.first_day, "network", PCN),
        Asked(one_pcn(load_directory(), PCN), Q2),
    )
    directory = load_directory().corrected([said])
    assert earlier_returns(store, asked, {A, "Z12345"}, 2019, directory) == sent[1:]
    directory = load_directory().corrected([replace(said, first=Period(2022, 4).last_day)])
    assert len(earlier_returns(store, asked, {A, "Z12345"}, 2019, directory)) == 2


def test_a_practice_in_no_list_whose_return_waits_is_called_as_that_calls_it():
    made_up, other = replace(a_return("Z99991", "1300", 2), name="Ash Tree Surgery"), a_return("Z99992")
    found = judged(arrival(made_up, key=OTHER_KEY), arrival(a_return("Z99991")), arrival(other), demo=True)
    assert not any(each.counts for key, each in found.decisions.items() if key.ods_code == "Z99991")
    directory = load_directory()
    asked = Asked(one_pcn(directory, PCN), Q1)
    network = network_of(asked, found.decisions, held(), directory, load_calculator())
    assert (network.name("Z99991"), network.name("Z99992")) == ("Ash Tree Surgery", "Practice Z99992")
    assert network.name("Z99993") == "Z99993"
    listed = judged(
        arrival(replace(a_return(A), name="Not A")), arrival(a_return(A, "1300", 2), key=OTHER_KEY)
    )
    assert network_of(asked, listed.decisions, held(), directory, load_calculator()).name(A) != "Not A"


def test_the_periods_around_a_quarter_are_those_until_it_and_its_year_and_of_a_year_the_year_before_too():
    around = {Q2, Q1, Period(2025, 4), Period(2025, 3), Period(2025, 2)}
    assert periods_around(Q2) == around | {Period(2026)}
    assert periods_around(Period(2026)) == {
        each for year in (Period(2026), Period(2025)) for each in (year, *year.quarters)
    }


def test_periods_until_one_are_all_that_have_ended_by_then():
    assert periods_until(2025, Q1) == {Period(2025), *Period(2025).quarters, Q1}
    assert periods_until(2026, Period(2026)) == {Period(2026), *Period(2026).quarters}


@pytest.mark.parametrize(
    "sent", [Period(2026, 4), Period(2027, 1), Period(2024, 2), Period(2025), Period(2021)]
)
def test_whom_to_ask_is_whom_the_newest_return_names_whatever_is_in_view(tmp_path: Path, sent: Period):
    older = replace(a_return(A, period=Period(2019, 2)), contact=Contact("Old Name"))
    newest = replace(a_return(A, period=sent), contact=Contact("Ann", "ann@example.org"))
    store = open_store(tmp_path / "lead.db", write=True)
    new = [NewReturn(each, Unsigned(), f"{each.period}.pdf", b"x", False) for each in (older, newest)]
    store.receive(new, NOW)
    lead = Lead(store)
    group = one_pcn(lead.directory, PCN)
    for period in (Period(2026), Q1, Q1.next):
        view = lead.view(Asked(group, period))
        (found,) = [each for each in chase_list(view.network, ()) if each.practice == A]
        assert (found.contact, found.email) == ("Ann", "ann@example.org")
        collated = collate_paths(store, Asked(group, period), [], NOW, every_year=True).network
        assert collated.contact(A) == view.network.contact(A) == newest.contact
    store.reject(2, "Not theirs")
    lead.forget()
    assert lead.view(Asked(group, Q1)).network.contact(A) is None, "nothing that nobody signed counts now"
    store.close()
