"""The tables as the program reads and writes them are those that the migrations make."""

import pytest
from sqlalchemy import Table, inspect

from db import printed
from db.importing import _table as imports
from db.lead import keys, memberships, nhs_lists, reports
from db.received import _received as received
from db.store import SqlStore
from db.tables import TABLES

EVERY = [*TABLES.values(), received, *keys._tables.tables.values(), imports]
EVERY += [memberships._table, nhs_lists._table, printed.TABLE]
EVERY += reports.TABLE.metadata.sorted_tables


@pytest.mark.parametrize("table", EVERY, ids=lambda table: table.name)
def test_a_table_is_declared_as_the_file_has_it(table: Table, store: SqlStore):
    with store._engine.connect() as connection:
        there = inspect(connection)
        columns = there.get_columns(table.name)
        assert [each["name"] for each in columns] == [column.name for column in table.columns]
        primary = there.get_pk_constraint(table.name)["constrained_columns"]
        assert set(primary) == {column.name for column in table.primary_key}
        for found, column in zip(columns, table.columns, strict=True):
            assert isinstance(found["type"], type(column.type)), column.name
            assert found["nullable"] == column.nullable or column.name in primary, column.name
        refers = {
            each["constrained_columns"][0]: each["referred_table"]
            for each in there.get_foreign_keys(table.name)
        }
        assert refers == {key.parent.name: key.column.table.name for key in table.foreign_keys}


def test_every_table_of_the_file_is_declared(store: SqlStore):
    with store._engine.connect() as connection:
        assert {table.name for table in EVERY} == set(inspect(connection).get_table_names())
