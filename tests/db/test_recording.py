"""What is put in comes out, and which revision may replace which."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from db.opening import open_store
from db.returns import document_from
from db.store import SqlStore
from greenpractice.periods import Period
from greenpractice.returns.documents import Contact, Flag, ImportedFrom, ReturnDocument, content, to_json
from greenpractice.returns.versions import VERSION
from greenpractice.store import About, Recorded, ReturnKey, RevisionError, StoreError
from tests.db.helpers import DOCUMENT, KEY, content_of, document
from tests.strategies import documents


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents())
def test_a_recorded_return_comes_back_exactly(tmp_path: Path, recorded: ReturnDocument):
    store = open_store(tmp_path / "random.db", write=True)
    try:
        key = ReturnKey(recorded.ods_code, recorded.period)
        there = store.load(key)
        recorded = replace(recorded, revision=(there.document.revision if there else 0) + 1)
        assert store.record(recorded) is Recorded.STORED
        loaded = store.load(key)
        assert loaded is not None
        given = replace(recorded, sections={key: rows for key, rows in recorded.sections.items() if rows})
        assert loaded.document == given
        assert loaded.issued is not None
        assert loaded.issued.document == given
        assert not loaded.changed
        assert store.documents([key]) == [given]
        assert {section: len(ids) for section, ids in loaded.row_ids.items()} == {
            section: len(rows) for section, rows in given.sections.items()
        }
    finally:
        store.close()


@pytest.mark.parametrize(
    "given",
    [
        replace(DOCUMENT, contact=None),
        replace(DOCUMENT, contact=Contact()),
        replace(DOCUMENT, name=None, pcn_code=None),
        replace(DOCUMENT, sections={}, flags=()),
        replace(DOCUMENT, sections={"actions": ({}, {"note": ""}, {})}, flags=()),
        replace(DOCUMENT, flags=(Flag("waste", 0, source=ImportedFrom()), Flag("waste", 1, evidence=()))),
        replace(DOCUMENT, flags=(Flag("waste", 0, estimated=False), Flag("waste", 0, "kg", confirmed=False))),
        replace(DOCUMENT, flags=tuple(reversed(DOCUMENT.flags))),
        replace(DOCUMENT, period=Period(2019)),
    ],
)
def test_what_is_given_but_empty_is_not_what_is_not_given(store: SqlStore, given: ReturnDocument):
    store.record(given)
    loaded = store.load(ReturnKey(given.ods_code, given.period))
    assert loaded is not None
    assert loaded.document == given


def kept(path: Path, sql: str) -> list[tuple[object, ...]]:
    """What stands in the file itself."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def test_a_figure_is_kept_as_typed_and_as_the_number_it_is(store: SqlStore, path: Path):
    rows = ({"site": "12", "kwh": "1,250.50"}, {"kwh": "about ten"})
    store.record(replace(DOCUMENT, sections={"electricity": rows}, flags=()))
    assert kept(path, "SELECT row_id, field, text, number FROM figures ORDER BY row_id, field") == [
        (1, "kwh", "1,250.50", "1250.5"),
        (1, "site", "12", None),
        (2, "kwh", "about ten", None),
    ]


def test_rows_and_flags_are_numbered_one_by_one_and_no_number_comes_again(store: SqlStore, path: Path):
    store.record(DOCUMENT)
    assert kept(path, "SELECT id FROM rows ORDER BY id") == [(number,) for number in range(1, 7)]
    assert kept(path, "SELECT id FROM flags ORDER BY id") == [(1,), (2,)]
    store.record(replace(document(2), sections={}, flags=()))
    store.record(document(3))
    assert kept(path, "SELECT id FROM rows ORDER BY id") == [(number,) for number in range(7, 13)]
    assert kept(path, "SELECT id FROM flags ORDER BY id") == [(3,), (4,)]


def test_sections_and_fields_come_back_in_the_order_of_the_program(store: SqlStore):
    backwards = {
        section: tuple(dict(reversed(raw.items())) for raw in rows)
        for section, rows in reversed(DOCUMENT.sections.items())
    }
    store.record(replace(DOCUMENT, sections=backwards))
    (loaded,) = store.documents([KEY])
    assert list(loaded.sections) == ["practice", "electricity", "waste", "actions"]
    assert list(loaded.sections["electricity"][0]) == ["site", "kwh", "tariff"]


def test_a_higher_revision_replaces_the_whole_return_as_one_step(store: SqlStore):
    store.record(DOCUMENT)
    before = store.load(KEY)
    steps = {entry.step for entry in store.history(KEY)}
    second = replace(
        document(5, "1"), sections={"electricity": document(5, "1").sections["electricity"]}, flags=()
    )
    assert store.record(second) is Recorded.STORED
    after = store.load(KEY)
    assert before is not None
    assert after is not None
    assert after.document == second
    assert after.row_ids["electricity"] == before.row_ids["electricity"]
    new = [entry for entry in store.history(KEY) if entry.step not in steps]
    assert len({entry.step for entry in new}) == 1
    assert {entry.what for entry in new} == {"recorded revision 5"}
    figures = [entry for entry in new if entry.section == "electricity" and entry.about is About.FIGURE]
    assert [(entry.field, entry.before, entry.after) for entry in figures] == [("kwh", "12320.50", "1")]


def test_the_same_revision_again_changes_nothing(store: SqlStore):
    store.record(DOCUMENT)
    before = content_of(store)
    spelt_otherwise = document(1, "012320.5")
    assert content(spelt_otherwise) == content(DOCUMENT)
    for again in (
        DOCUMENT,
        spelt_otherwise,
        replace(DOCUMENT, name="Another name", created="2030-01-01T00:00:00Z"),
    ):
        assert store.record(again) is Recorded.UNCHANGED
    assert content_of(store) == before


def test_the_same_revision_with_other_figures_is_a_conflict(store: SqlStore):
    store.record(document(2))
    before = content_of(store)
    with pytest.raises(RevisionError, match=r"C82001.*April to June 2025: revision 2 .* other figures"):
        store.record(document(2, "1"))
    with pytest.raises(RevisionError, match=r"revision 1 is older than revision 2 in the store"):
        store.record(document(1))
    assert content_of(store) == before


def test_a_draft_stays_when_its_last_issue_comes_again_and_goes_into_history_when_a_newer_one_comes(
    store: SqlStore,
):
    store.record(DOCUMENT)
    stored = store.load(KEY)
    assert stored is not None
    row = stored.row_ids["electricity"][0]
    store.set_figure(KEY, "electricity", row, "kwh", "99")
    assert store.record(DOCUMENT) is Recorded.UNCHANGED
    draft = store.load(KEY)
    assert draft is not None
    assert draft.changed
    assert draft.document.sections["electricity"][0]["kwh"] == "99"
    assert store.record(document(2, "100")) is Recorded.STORED
    changes = [
        (entry.before, entry.after)
        for entry in store.history(KEY)
        if entry.field == "kwh" and entry.row == row
    ]
    assert changes == [(None, "12320.50"), ("12320.50", "99"), ("99", "100")]


def test_any_revision_replaces_a_draft_that_was_never_issued(store: SqlStore):
    store.add_row(KEY, "waste", {"kg": "1"})
    assert store.record(DOCUMENT) is Recorded.STORED
    assert store.documents([KEY]) == [DOCUMENT]


def test_keys_are_in_order_and_documents_in_the_order_asked(store: SqlStore):
    documents = [
        document(ods_code=code, period=Period(year, 2))
        for code in ("C82002", "C82001")
        for year in (2026, 2025)
    ]
    with store.step("four practices"):
        for each in documents:
            store.record(each)
    keys = [ReturnKey(each.ods_code, each.period) for each in documents]
    assert store.keys() == sorted(keys)
    assert store.documents([*keys, ReturnKey("Z99999", PERIOD_NOT_THERE)]) == documents
    assert store.documents([]) == []
    assert store.load(ReturnKey("Z99999", PERIOD_NOT_THERE)) is None
    assert list(store.history(ReturnKey("Z99999", PERIOD_NOT_THERE))) == []


def test_a_step_is_all_or_nothing(store: SqlStore):
    store.record(DOCUMENT)
    before = content_of(store)

    def several() -> None:
        with store.step("two returns"):
            store.record(document(2))
            store.record(document(1, ods_code="C82002"))
            store.record(document(1))  # older than the one just recorded

    with pytest.raises(RevisionError):
        several()
    assert content_of(store) == before


def test_times_are_kept_in_utc(store: SqlStore):
    store.record(DOCUMENT)
    issued = store.load(KEY)
    assert issued is not None
    assert issued.issued is not None
    assert abs((datetime.now(UTC) - issued.issued.at).total_seconds()) < 60
    assert all(entry.at.utcoffset() is not None for entry in store.history(KEY))


PERIOD_NOT_THERE = Period(2001, 3)


def test_where_a_figure_was_imported_from_is_recorded_and_issued(store: SqlStore):
    source = ImportedFrom("april.csv", ("2025-04", "2025-05"))
    given = replace(
        DOCUMENT, flags=(Flag("waste", 0, "kg", source=source), Flag("waste", 1, source=ImportedFrom("b")))
    )
    store.record(given)
    stored = store.load(KEY)
    assert stored is not None
    assert stored.issued is not None
    assert stored.document.flags == stored.issued.document.flags == given.flags


def test_a_kept_return_of_a_later_version_asks_for_an_update():
    """What only a later program knows would be left out of every total in silence."""
    values = to_json(DOCUMENT)
    assert document_from(values) == DOCUMENT
    assert document_from({**values, "version": 1}) == replace(DOCUMENT, version=1)
    with pytest.raises(StoreError, match=rf"version {VERSION + 1} of the format.*Update Greener Practice"):
        document_from({**values, "version": VERSION + 1})
