"""A revision that may not be stored is refused with the name of its practice, as far as one is known."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Connection

from db.engine import open_engine
from db.revisions import is_new_revision, issued_revisions, note_known, place_of, read_known
from db.store import SqlStore
from greenpractice.store import RevisionError
from tests.db.helpers import DOCUMENT, PERIOD, document

PLACE = place_of("C82001", PERIOD.id)
UNNAMED = replace(document(), name=None)


@pytest.fixture
def connection(store: SqlStore) -> Iterator[Connection]:
    engine = open_engine(store.path, write=True)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def test_the_name_is_that_given_else_that_held_else_none(store: SqlStore):
    store.record(replace(document(2), name="Held"))
    for name, told in (("Given", "Given"), (None, "Held")):
        with pytest.raises(
            RevisionError, match=rf"^{told} \(C82001\), April to June 2025: revision 1 is older"
        ):
            store.record(replace(UNNAMED, name=name))


def test_what_was_issued_before_a_backup_was_restored_is_not_stored_again(connection: Connection):
    note_known(connection, {PLACE: 4})
    for revision in (1, 4):
        with pytest.raises(RevisionError, match=r"^Practice \(C82001\), .*give it a revision above 4, "):
            is_new_revision(connection, None, replace(UNNAMED, revision=revision))
    assert is_new_revision(connection, None, replace(UNNAMED, revision=5))
    with pytest.raises(RevisionError, match=rf"^{DOCUMENT.name} \(C82001\)"):
        is_new_revision(connection, None, DOCUMENT)


def test_only_what_is_higher_than_all_that_is_known_is_noted(store: SqlStore, connection: Connection):
    assert (read_known(connection), issued_revisions(connection)) == ({}, {})
    note_known(connection, {PLACE: 0})
    assert read_known(connection) == {}
    note_known(connection, {PLACE: 3, "other": 1})
    note_known(connection, {PLACE: 2, "other": 2, "third": 1})
    assert read_known(connection) == {PLACE: 3, "other": 2, "third": 1}
    noted = connection.exec_driver_sql("SELECT value FROM meta WHERE key = 'known'").scalar_one()
    assert json.loads(bytes.fromhex(noted)) == read_known(connection)  # as other versions find it


def test_what_the_store_issued_itself_is_not_noted(store: SqlStore):
    store.record(document(3))
    engine = open_engine(store.path, write=True)
    with engine.begin() as connection:
        assert issued_revisions(connection) == {PLACE: 3}
        note_known(connection, {PLACE: 3})
        assert read_known(connection) == {}
        note_known(connection, {PLACE: 4})
        assert read_known(connection) == {PLACE: 4}
    engine.dispose()
