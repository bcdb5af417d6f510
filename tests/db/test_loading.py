"""What is read is what was stored, or a sentence says what is not: also of what is not there at all."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from sqlalchemy import Connection, select, update

from db import loading, tables
from db.engine import open_engine
from db.loading import find, load, load_issue, load_many, read_index, read_keys, read_meta
from db.store import SqlStore
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.store import ReturnKey, StoreDamaged, StoreError
from tests.db.helpers import DOCUMENT, KEY, PERIOD


@pytest.fixture
def connection(store: SqlStore) -> Iterator[Connection]:
    """A connection to a store with one return, of id 1; what is changed through it is not kept."""
    store.record(DOCUMENT)
    engine = open_engine(store.path, write=True)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_a_return_that_is_not_there_is_named_by_its_number(connection: Connection):
    assert load(connection, 1).document() == DOCUMENT
    assert list(load_many(connection, [])) == []
    with pytest.raises(StoreDamaged, match="return 99 is missing"):
        load(connection, 99)


def test_of_several_that_are_wrong_the_first_is_told(connection: Connection):
    with pytest.raises(StoreDamaged, match=r"^return 98 is missing$"):
        list(load_many(connection, [99, 1, 98]))


@pytest.mark.parametrize("field", [None, "kg"])
def test_figures_that_the_program_does_not_know_ask_for_an_update(
    connection: Connection, field: str | None, monkeypatch: pytest.MonkeyPatch
):
    known = dict(SECTION_BY_KEY)
    waste = known.pop("waste")
    if field is not None:
        monkeypatch.delitem(waste.fields, field)  # type: ignore[misc]
        known["waste"] = waste
    monkeypatch.setattr(loading, "SECTION_BY_KEY", known)
    with pytest.raises(StoreError, match=r"holds figures of waste that this program does not know\. Update"):
        load(connection, 1)


def test_a_return_that_lost_its_figures_is_not_taken_for_one_without_any(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
):
    assert read_keys(connection) == [KEY]
    monkeypatch.setattr(loading, "_WITHOUT_FIGURES", select(tables.returns.c.id))
    monkeypatch.setattr(loading, "_ROWS", loading._ROWS.where(tables.rows.c.section == "none"))
    with pytest.raises(StoreDamaged, match="its rows, flags or revisions are not those that were stored"):
        read_keys(connection)


def test_a_row_that_a_broken_index_hides_is_missed_by_its_return(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(loading, "_ROWS", loading._ROWS.where(tables.rows.c.section != "waste"))
    with pytest.raises(StoreDamaged, match="its rows, flags or revisions are not those that were stored"):
        load(connection, 1)


def test_a_changed_flag_is_told_and_not_read(connection: Connection, monkeypatch: pytest.MonkeyPatch):
    def unreadable(*_: object) -> None:
        raise ValueError

    connection.execute(update(tables.flags).values(note="another"))
    monkeypatch.setattr(loading, "flag_from", unreadable)
    with pytest.raises(StoreDamaged, match="a flag in waste is not what was stored"):
        load(connection, 1)


def test_what_the_store_says_of_itself_is_verified(connection: Connection, monkeypatch: pytest.MonkeyPatch):
    whole = loading._META
    for key in ("demo", "total"):
        monkeypatch.setattr(loading, "_META", whole.where(tables.meta.c.key != key))
        with pytest.raises(StoreDamaged, match="a note about the store itself is missing"):
            read_meta(connection)
    monkeypatch.setattr(loading, "_META", whole)
    assert read_meta(connection)["demo"] == "0"
    monkeypatch.setattr(loading, "meta_hash", lambda *_: b"another")
    with pytest.raises(StoreDamaged, match=r"its own note '\w+' is not what was stored"):
        read_meta(connection)


def test_the_list_of_returns_is_verified(connection: Connection, monkeypatch: pytest.MonkeyPatch):
    assert read_index(connection) == {KEY: 1}
    assert find(connection, KEY) == 1
    assert find(connection, ReturnKey("C82002", PERIOD)) is None
    monkeypatch.setattr(loading, "share", lambda *_: 1)
    assert find(connection, KEY) == 1  # which is verified when it is loaded
    for ask in (read_index, lambda connection: find(connection, ReturnKey("C82002", PERIOD))):
        with pytest.raises(StoreDamaged, match="the returns in it are not those that were stored"):
            ask(connection)


def test_an_issue_is_verified(connection: Connection, monkeypatch: pytest.MonkeyPatch):
    kept = load(connection, 1)
    issued = load_issue(connection, kept)
    assert issued is not None
    assert issued.document == DOCUMENT
    assert load_issue(connection, kept, 1) is None
    monkeypatch.setattr(loading, "issue_hash", lambda *_: b"another")
    with pytest.raises(StoreDamaged, match="C82001, April to June 2025: revision 1 is not what was stored"):
        load_issue(connection, kept)


def test_what_was_verified_once_is_verified_again_where_anything_of_it_differs(connection: Connection):
    before = load(connection, 1)
    assert load(connection, 1).document() == before.document()
    for change in (
        update(tables.figures).values(text="7"),
        update(tables.rows).values(position=tables.rows.c.position + 1),
        update(tables.returns).values(name="Another"),
        update(tables.steps).values(hash=b"another"),
    ):
        with connection.begin_nested() as undone:
            connection.execute(change)
            found: object = None
            with suppress(StoreDamaged):
                found = load(connection, 1)
            undone.rollback()
        assert found is not before
    assert load(connection, 1).document() == before.document()
