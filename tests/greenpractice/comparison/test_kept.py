"""What is kept to compare with: the newest of a group and period, confirmed by a key."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from db.opening import open_store
from greenpractice.comparison.held import Held, held_beside, newest_for
from greenpractice.comparison.kept import Mine, accept, remove, remove_damaged, take
from greenpractice.errors import UserError
from greenpractice.network.states import fingerprint
from greenpractice.own_files import comparisons_folder, own_file_words
from greenpractice.periods import Period
from greenpractice.store import ReturnKey
from greenpractice.tasks.return_files import OneReturn, save_summary_pdf, summary_name
from tests.greenpractice.comparison.some_comparisons import (
    KEY,
    MADE,
    OTHER_KEY,
    a_comparison,
    codes,
    mine,
    read,
    signed,
    some_returns,
    written,
)
from tests.greenpractice.conftest import Run
from tests.greenpractice.network.samples import Q1, a_return

LATER = MADE + timedelta(days=9)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "mine.db"


def everything(store: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in comparisons_folder(store).glob("*")}


def taken(store: Path, data: bytes, of: Mine | None = None) -> Held:
    take(store, written(store.parent, data), of or mine())
    return held_beside(store)


def refused(store: Path, data: bytes, of: Mine | None = None) -> str:
    before = everything(store)
    with pytest.raises(UserError) as caught:
        taken(store, data, of)
    assert everything(store) == before
    assert str(caught.value).startswith("new.gpcompare")
    return str(caught.value)


def test_nothing_is_there_before_one_is_opened(store: Path):
    assert held_beside(store) == Held()
    assert not comparisons_folder(store).exists()


def test_one_is_kept_until_it_is_removed(store: Path):
    held = taken(store, signed())
    assert held.comparisons == (read(signed()),)
    assert not held.is_confirmed(held.comparisons[0])
    assert held.printed_with(Q1) is None  # what is not confirmed stands in no PDF
    accept(store, KEY.public_key)
    assert held_beside(store).printed_with(Q1) == read(signed())
    assert "is here already" in refused(store, signed())
    remove(store, read(signed()))
    assert held_beside(store).comparisons == ()
    assert held_beside(store).keys == {KEY.public_key}
    assert own_file_words(comparisons_folder(store) / "a.gpcompare", store).startswith(
        "in the folder of comparisons"
    )


def test_a_newer_one_of_the_same_group_and_period_takes_its_place(store: Path):
    taken(store, signed())
    newer = a_comparison(some_returns(7), LATER)
    assert [each.made for each in taken(store, signed(newer)).comparisons] == [LATER]
    assert "the one here is newer" in refused(store, signed())
    of_next = replace(a_comparison(), period=Q1.next)
    both = Mine([*some_returns(1), *some_returns(1, Q1.next)], False)
    assert len(taken(store, signed(of_next), both).comparisons) == 2


def test_none_of_another_key_takes_the_place_of_a_confirmed_one(store: Path):
    taken(store, signed())
    accept(store, KEY.public_key)
    forged = a_comparison(some_returns(6), LATER)
    assert "signed with another key than your Lead's" in refused(store, signed(forged, OTHER_KEY))
    assert held_beside(store).printed_with(Q1) == read(signed())


def test_a_confirmed_one_takes_the_place_of_one_that_is_not(store: Path):
    accept(store, KEY.public_key)
    taken(store, signed(a_comparison(made=LATER), OTHER_KEY))
    assert taken(store, signed()).comparisons == (read(signed()),)


def test_another_network_s_or_period_s_is_refused(store: Path):
    (far,) = [replace(each, ods_code="Z99991", pcn_code="U99999") for each in some_returns(1)]
    assert "in which your practice was not in April to June 2026" in refused(store, signed(), mine(far))
    assert "there are no figures here" in refused(store, signed(), mine(*some_returns(1, Q1.next)))
    empty = replace(some_returns(1)[0], sections={})
    assert "there are no figures here" in refused(store, signed(), mine(empty))


def test_an_unlisted_practice_is_in_the_network_that_its_return_names(store: Path):
    of_pcn = replace(a_comparison(), group="U99999", group_name="Sample PCN")
    unlisted = replace(a_return("Z99991"), pcn_code="U99999")
    assert taken(store, signed(of_pcn), mine(unlisted)).comparisons[0].group == "U99999"


def test_a_year_is_of_the_practice_s_quarters(store: Path):
    year = replace(a_comparison(), period=Period(2026))
    assert taken(store, signed(year)).comparisons[0].period == Period(2026)


def test_made_up_data_and_real_ones_stay_apart(store: Path):
    assert "compares made-up data" in refused(store, signed(a_comparison(demo=True)))
    assert "these data are made up" in refused(store, signed(), mine(demo=True))


@pytest.mark.parametrize("data", [b"", signed()[:-40], signed().replace(b'"2026-27-Q1"', b'"2026-27-Q2"')])
def test_what_is_damaged_changes_nothing(store: Path, data: bytes):
    taken(store, signed())
    refused(store, data)


def test_a_folder_and_no_file_are_told(store: Path):
    for path, said in ((store.parent, "is a folder"), (store.parent / "none.gpcompare", "There is no file")):
        with pytest.raises(UserError, match=said):
            take(store, path, mine())


def test_what_is_damaged_on_the_disk_is_told_and_can_be_removed(store: Path):
    taken(store, signed())
    (file,) = comparisons_folder(store).glob("*.gpcompare")
    written(file.parent, file.read_bytes(), "stray.gpcompare")
    file.write_bytes(file.read_bytes()[:-9])
    held = held_beside(store)
    assert held.comparisons == ()
    assert len(held.told) == 2
    assert all(file.name in said or "stray.gpcompare" in said for said in held.told)
    remove_damaged(store)
    assert held_beside(store) == Held()


def test_keys_that_cannot_be_read_are_asked_about_again(store: Path):
    taken(store, signed())
    accept(store, KEY.public_key)
    for data in (b"", b"{}", b"[1]", b"[" * 9999):
        (comparisons_folder(store) / "accepted.json").write_bytes(data)
        assert held_beside(store).keys == frozenset()


def test_a_new_computer_has_them_too(tmp_path: Path, run: Run):
    old, new, file = tmp_path / "old.db", tmp_path / "new" / "new.db", tmp_path / "all.greenpractice-move"
    opened = open_store(old, write=True)
    opened.record(some_returns(1)[0])
    opened.close()
    taken(old, signed())
    accept(old, KEY.public_key)
    assert "and what you compare with" in run("move-to", file, "--store", old)[2]
    for _ in range(2):
        assert run("move-from", file, "--store", new)[0] == 0
        assert held_beside(new) == held_beside(old)
    assert not list(new.parent.glob("*.before-move-*"))


def test_the_command_takes_it_as_the_window_does(tmp_path: Path, run: Run):
    store, of, file = tmp_path / "mine.db", codes(1)[0], written(tmp_path, signed())
    command = ("compare", "open", file, "--practice", of, "--store", store)
    status, _, said = run(*command)
    assert (status, "There is no data file" in said, held_beside(store)) == (1, True, Held())
    opened = open_store(store, write=True)
    opened.record(some_returns(1)[0])
    opened.close()
    other = fingerprint(OTHER_KEY.public_key)
    status, _, said = run(*command, "--accept-key", other)
    assert (status, "signed with another key than you gave" in said, held_beside(store)) == (1, True, Held())
    status, out, said = run(*command, "--json")
    assert (status, json.loads(out)["confirmed"], "six groups" in said) == (0, False, True)
    assert held_beside(store).comparisons == (read(signed()),)
    assert (run(*command)[0], "is here already" in run(*command)[2]) == (1, True)
    for read_out in (fingerprint(KEY.public_key), KEY.public_key):  # also once it is here
        remove(store, read(signed()))
        (comparisons_folder(store) / "accepted.json").unlink(missing_ok=True)
        assert run(*command)[0] == 0
        status, out, said = run(*command, "--accept-key", read_out.upper(), "--json")
        assert (status, json.loads(out)["confirmed"], "six groups" in said) == (0, True, False)
        assert held_beside(store).printed_with(Q1) == read(signed())
    assert run("compare", "open", file, "--practice", codes(2)[1], "--store", store)[0] == 1


def test_a_pdf_with_another_comparison_is_another_version(tmp_path: Path):
    path = tmp_path / "mine.db"
    store = open_store(path, write=True)
    store.record(some_returns(1)[0])
    what = OneReturn(store, ReturnKey(some_returns(1)[0].ods_code, Q1))
    (first,) = save_summary_pdf(what, tmp_path / summary_name(some_returns(1)[0]), path, lambda: False)
    taken(path, signed())
    assert not what.stored().changed  # what nobody confirmed stands in no PDF
    accept(path, KEY.public_key)
    assert what.stored().changed
    (second,) = save_summary_pdf(what, first, path, lambda: False)
    assert (first.name[-7:], second.name[-7:]) == ("_v1.pdf", "_v2.pdf")
    assert not what.stored().changed
    assert save_summary_pdf(what, first, path, lambda: False) == [second]
    store.close()


def test_what_is_shown_is_confirmed_and_of_the_period_or_the_newest_before_it():
    own, before, year = a_comparison(), replace(a_comparison(), period=Q1.previous), Period(2025)
    of_year = replace(before, period=year)
    network = replace(own, group="U67590", practices=9)
    after = replace(own, period=Q1.next)
    everything_held = [after, before, of_year, network, own]
    assert newest_for(Q1, everything_held) == own  # of two groups the larger one
    assert newest_for(Q1, [after, before, of_year]) == before
    assert newest_for(year, everything_held) == of_year
    assert newest_for(Q1, [after]) is None
    forged = replace(own, public_key=OTHER_KEY.public_key)
    held = Held((forged, replace(before, public_key=KEY.public_key)), frozenset({KEY.public_key}))
    found = held.printed_with(Q1)
    assert found is not None
    assert found.period == Q1.previous
