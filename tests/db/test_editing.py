"""Each edit is one transaction with its history, and history is enough to go back step by step."""

import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import groupby

import pytest

from db.opening import open_store
from db.store import SqlStore
from greenpractice.errors import InputError
from greenpractice.returns.checking import check_figures
from greenpractice.returns.documents import Contact, Flag, ReturnDocument, canonical_bytes, to_json
from greenpractice.returns.reading import read_document
from greenpractice.store import About, Changes, NeverSaved, ReturnKey, StoredReturn, StoreError
from tests.db.helpers import DOCUMENT, KEY, PERIOD, content_of, document, random_edit, state_of, take_back

NOW = datetime(2025, 7, 9, 9, 30, tzinfo=timezone(timedelta(hours=1)))
NHS_NUMBER = "943 476 5919"  # passes the check digit; a published example, nobody's number


def loaded(store: SqlStore, key: ReturnKey = KEY) -> StoredReturn:
    stored = store.load(key)
    assert stored is not None
    return stored


def row(store: SqlStore, section: str, position: int = 0) -> int:
    return loaded(store).row_ids[section][position]


def test_a_typed_figure_is_kept_as_typed_even_if_it_is_wrong(store: SqlStore):
    store.record(DOCUMENT)
    for text in ("1,250", "about ten", "", " 7 kWh", "½", "x" * 5000):
        changes = store.set_figure(KEY, "electricity", row(store, "electricity"), "kwh", text)
        assert changes == Changes(KEY, frozenset({"electricity"}), frozenset({row(store, "electricity")}))
        assert loaded(store).document.sections["electricity"][0]["kwh"] == text
    store.set_figure(KEY, "electricity", row(store, "electricity"), "kwh", None)
    assert "kwh" not in loaded(store).document.sections["electricity"][0]


def test_an_edit_that_changes_nothing_leaves_no_history(store: SqlStore):
    store.record(DOCUMENT)
    before = content_of(store)
    store.set_figure(KEY, "electricity", row(store, "electricity"), "kwh", "12320.50")
    store.set_figure(KEY, "electricity", row(store, "electricity"), "cost", None)
    store.set_flag(KEY, row(store, "waste"), Flag("waste", 0, "kg"))
    store.set_details(KEY, DOCUMENT.name, DOCUMENT.pcn_code, DOCUMENT.contact)
    assert content_of(store) == before


def test_a_return_in_which_nothing_stands_is_none_unless_it_was_issued(store: SqlStore):
    row_id, _ = store.add_row(KEY, "practice", {"staff": "3"})
    assert store.keys() == [KEY]
    store.set_figure(KEY, "practice", row_id, "staff", None)
    assert (store.keys(), loaded(store).document.rows("practice")) == ([], ({},))
    store.remove_row(KEY, "practice", row_id)
    assert store.keys() == []
    store.add_row(KEY, "waste", {"stream": "food", "kg": "3"})
    assert store.keys() == [KEY]
    store.issue(KEY, NOW)
    store.remove_row(KEY, "waste", row(store, "waste"))
    assert store.keys() == [KEY]
    assert store.check() == []


def test_the_first_row_makes_the_return(store: SqlStore):
    row_id, changes = store.add_row(KEY, "waste", {"stream": "food", "kg": "3"})
    assert changes == Changes(KEY, frozenset({"waste"}), frozenset({row_id}))
    stored = loaded(store)
    assert stored.document.sections == {"waste": ({"stream": "food", "kg": "3"},)}
    assert (stored.document.revision, stored.issued, stored.changed) == (0, None, True)
    assert datetime.fromisoformat(stored.document.created).utcoffset() == timedelta(0)
    with pytest.raises(StoreError, match="one letter and five digits"):
        store.add_row(ReturnKey("82001", PERIOD), "waste", {})


def test_each_edit_tells_what_it_changed(store: SqlStore):
    row_id, _ = store.add_row(KEY, "waste", {"kg": "3"})
    changed = Changes(KEY, frozenset({"waste"}), frozenset({row_id}))
    assert store.set_figure(KEY, "waste", row_id, "kg", "4") == changed
    assert store.set_flag(KEY, row_id, Flag("waste", 0, "kg", estimated=True)) == changed
    assert store.remove_row(KEY, "waste", row_id) == changed
    assert store.set_details(KEY, "Another", None, None) == Changes(KEY, frozenset(), frozenset())


def test_rows_keep_the_order_they_are_put_in(store: SqlStore):
    first, _ = store.add_row(KEY, "waste", {"kg": "1"})
    third, _ = store.add_row(KEY, "waste", {"kg": "3"})
    second, _ = store.add_row(KEY, "waste", {"kg": "2"}, position=1)
    assert loaded(store).row_ids["waste"] == (first, second, third)
    store.remove_row(KEY, "waste", second)
    assert [raw["kg"] for raw in loaded(store).document.sections["waste"]] == ["1", "3"]


def test_a_row_id_never_comes_again_but_for_its_own_row(store: SqlStore):
    kept, _ = store.add_row(KEY, "waste", {"kg": "1"})
    gone, _ = store.add_row(KEY, "waste", {"kg": "2"})
    with pytest.raises(ValueError, match="taken away"):
        store.add_row(KEY, "waste", {}, row=kept)
    store.remove_row(KEY, "waste", gone)
    new, _ = store.add_row(KEY, "waste", {"kg": "3"})
    assert new > gone
    for wrong in (new + 1, kept):
        with pytest.raises(ValueError, match="taken away"):
            store.add_row(KEY, "waste", {}, row=wrong)
    with pytest.raises(ValueError, match="taken away"):
        store.add_row(KEY, "paper", {}, row=gone)
    assert store.add_row(KEY, "waste", {"kg": "2"}, position=1, row=gone)[0] == gone
    assert loaded(store).row_ids["waste"] == (kept, gone, new)


def test_a_row_goes_with_its_flags_and_history_keeps_both(store: SqlStore):
    store.record(DOCUMENT)
    gone = row(store, "waste", 1)
    store.remove_row(KEY, "waste", gone)
    assert [flag.section for flag in loaded(store).document.flags] == ["electricity"]
    last = store.history(KEY)[-1].step
    about = {entry.about: entry for entry in store.history(KEY) if entry.step == last}
    assert about[About.ROW].before == "1"
    assert "June bill missing" in str(about[About.FLAG].before)
    with pytest.raises(StoreError, match="no longer in the store"):
        store.set_figure(KEY, "waste", gone, "kg", "1")


def test_a_row_that_is_gone_is_named_so_also_where_no_row_of_its_section_is_left(store: SqlStore):
    row, _ = store.add_row(KEY, "water", {"supply_m3": "1"})
    store.remove_row(KEY, "water", row)
    for act in (
        lambda: store.remove_row(KEY, "water", row),
        lambda: store.set_figure(KEY, "water", row, "supply_m3", "2"),
        lambda: store.set_flag(KEY, row, Flag("water", 0, "supply_m3", estimated=True)),
    ):
        with pytest.raises(NeverSaved, match="no longer in the store"):
            act()


def test_flags_follow_their_row_and_keep_their_place(store: SqlStore):
    store.record(DOCUMENT)
    store.add_row(KEY, "waste", {}, position=0)
    assert loaded(store).document.flags[0] == replace(DOCUMENT.flags[0], row=2)
    flagged = row(store, "waste", 2)
    store.set_flag(KEY, flagged, Flag("waste", 99, "kg", note="weighed"))
    assert loaded(store).document.flags == (Flag("waste", 2, "kg", note="weighed"), DOCUMENT.flags[1])
    store.set_flag(KEY, flagged, Flag("waste", 0, "kg"))
    assert loaded(store).document.flags == (DOCUMENT.flags[1],)


def test_no_nhs_number_reaches_the_file(store: SqlStore):
    store.record(DOCUMENT)
    waste = row(store, "waste")
    for edit in (
        lambda: store.set_figure(KEY, "waste", waste, "stream", f"for {NHS_NUMBER}"),
        lambda: store.set_flag(KEY, waste, Flag("waste", 0, note=NHS_NUMBER)),
        lambda: store.set_flag(KEY, waste, Flag("waste", 0, evidence=(f"{NHS_NUMBER}.pdf",))),
        lambda: store.set_details(KEY, NHS_NUMBER, None, None),
        lambda: store.set_details(KEY, None, None, Contact(email=NHS_NUMBER)),
        lambda: store.add_row(KEY, "waste", {"kg": NHS_NUMBER}),
    ):
        with pytest.raises(StoreError, match="NHS number"):
            edit()
    with pytest.raises(StoreError, match="cannot be stored"):
        store.set_figure(KEY, "waste", waste, "kg", "\ud800")
    assert NHS_NUMBER.encode() not in store.path.read_bytes()
    assert loaded(store).document == DOCUMENT


def test_a_field_no_section_has_is_a_bug_and_changes_nothing(store: SqlStore):
    store.record(DOCUMENT)
    with pytest.raises(KeyError):
        store.set_figure(KEY, "waste", row(store, "waste"), "litres", "1")
    store.add_row(KEY, "asthma_care", {})
    with pytest.raises(StoreError, match="one row only"):
        store.add_row(KEY, "asthma_care", {})
    assert store.check() == []


def test_a_step_with_a_name_is_one_step(store: SqlStore):
    store.record(DOCUMENT)
    with store.step("pasted from Excel"):
        for position in range(3):
            new, _ = store.add_row(KEY, "waste", {"kg": str(position)})
            store.set_figure(KEY, "waste", new, "stream", "food")
    last = store.history(KEY)[-1].step
    pasted = [entry for entry in store.history(KEY) if entry.step == last]
    assert {entry.what for entry in pasted} == {"pasted from Excel"}
    assert len(pasted) == 9  # three rows, two figures each
    assert len(loaded(store).document.sections["waste"]) == 5


@pytest.mark.sweep
@pytest.mark.parametrize("seed", range(8))
def test_history_leads_back_step_by_step_to_every_earlier_state(store: SqlStore, seed: int):
    chance = random.Random(seed)
    random_edit(store, KEY, chance)
    states = {store.history(KEY)[-1].step: state_of(store, KEY)}
    for _ in range(25):
        random_edit(store, KEY, chance)
        states[store.history(KEY)[-1].step] = state_of(store, KEY)
    state = state_of(store, KEY)
    steps = [(step, list(entries)) for step, entries in groupby(store.history(KEY), lambda entry: entry.step)]
    assert [step for step, _ in steps] == sorted(states)
    for step, entries in reversed(steps):
        assert state == states[step]
        take_back(state, entries)
    assert state == {"rows": {}, "flags": {}, "details": dict.fromkeys(("name", "pcn_code", "contact"))}
    assert store.check() == []


# Issuing


def test_a_first_pdf_issues_revision_1(store: SqlStore):
    store.add_row(KEY, "waste", {"stream": "food", "kg": "1,250"})
    issued = store.issue(KEY, NOW)
    assert (issued.revision, issued.created) == (1, "2025-07-09T09:30:00+01:00")
    assert issued.sections["waste"][0]["kg"] == "1250"
    stored = loaded(store)
    assert stored.issued is not None
    assert stored.issued.document == issued
    assert not stored.changed
    assert stored.document.sections["waste"][0]["kg"] == "1,250"


def test_the_same_figures_are_printed_again_byte_for_byte(store: SqlStore):
    store.add_row(KEY, "waste", {"stream": "food", "kg": "1"})
    first = store.issue(KEY, NOW)
    before = content_of(store)
    store.set_figure(KEY, "waste", row(store, "waste"), "kg", "2")
    store.set_figure(KEY, "waste", row(store, "waste"), "kg", "1.0")
    again = store.issue(KEY, NOW + timedelta(days=1))
    assert canonical_bytes(to_json(again)) == canonical_bytes(to_json(first))
    assert content_of(store).keys() == before.keys()
    store.set_figure(KEY, "waste", row(store, "waste"), "kg", "2")
    assert store.issue(KEY, NOW).revision == 2


def test_a_received_return_is_printed_as_it_came(store: SqlStore):
    store.record(document(7))
    assert store.issue(KEY, NOW) == document(7)


def test_a_wrong_figure_cannot_be_issued(store: SqlStore):
    store.add_row(KEY, "waste", {"stream": "food", "kg": "about ten"})
    before = content_of(store)
    with pytest.raises(InputError, match=r"waste, row 1, kg: must be a number"):
        store.issue(KEY, NOW)
    assert content_of(store) == before
    with pytest.raises(StoreError, match="no return of C82009"):
        store.issue(ReturnKey("C82009", PERIOD), NOW)


@pytest.mark.sweep
@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_issued_can_be_read_back(store: SqlStore, seed: int):
    chance = random.Random(seed)
    issued: list[ReturnDocument] = []
    for _ in range(40):
        random_edit(store, KEY, chance)
        if any(not issue.question for issue in check_figures(loaded(store).document)):
            with pytest.raises(InputError):
                store.issue(KEY, NOW)
        else:
            issued.append(store.issue(KEY, NOW))
    for printed in issued:
        assert read_document(canonical_bytes(to_json(printed)), "printed")[0] == printed
    assert issued


def test_a_store_opened_to_look_prints_what_was_issued_but_changes_nothing(store: SqlStore):
    store.record(DOCUMENT)
    looking = open_store(store.path, write=False)
    try:
        assert looking.issue(KEY, NOW) == DOCUMENT
        with pytest.raises(StoreError, match="to look at only"):
            looking.record(document(2))
        store.set_figure(KEY, "waste", row(store, "waste"), "kg", "2")
        with pytest.raises(StoreError, match="to look at only"):
            looking.issue(KEY, datetime.now(UTC))
    finally:
        looking.close()


def test_beside_what_was_typed_stands_the_number_it_reads_as(store: SqlStore):
    store.record(DOCUMENT)
    for text, number in (("1,250", "1250"), ("about ten", None), ("12.50", "12.50")):
        store.set_figure(KEY, "electricity", row(store, "electricity"), "kwh", text)
        with closing(sqlite3.connect(store.path)) as file:
            found = file.execute("SELECT number FROM figures WHERE field = 'kwh'").fetchall()
        assert found == [(number,)]


def test_a_flag_on_a_row_that_is_gone_is_refused(store: SqlStore):
    store.record(DOCUMENT)
    with pytest.raises(StoreError, match="no longer"):
        store.set_flag(KEY, 999, Flag("waste", 0, "kg", estimated=True))


def test_history_says_what_was_put_in_the_place_of_what(store: SqlStore):
    store.record(DOCUMENT)
    stored = store.load(KEY)
    assert stored is not None
    store.set_flag(KEY, stored.row_ids["waste"][0], Flag("waste", 0, "kg", note="Scales"))
    store.set_details(KEY, "New Surgery", "U30213", Contact("Somebody", "a@b.uk"))
    flag, *details = [entry for entry in store.history(KEY) if entry.about in (About.FLAG, About.DETAILS)][
        -3:
    ]
    assert (flag.section, flag.field, flag.before, flag.after) == ("waste", "kg", None, '{"note":"Scales"}')
    assert {(each.field, each.before, each.after) for each in details} == {
        ("name", DOCUMENT.name, "New Surgery"),
        ("contact", '{"name": "Practice manager", "email": null}', '{"name": "Somebody", "email": "a@b.uk"}'),
    }
