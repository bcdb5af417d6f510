"""Many rows written at once: SQLite is given the values as they are, with no work for each of them before."""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import Connection, Table

Values = tuple[object, ...]


def insert_many(
    connection: Connection, table: Table, columns: tuple[str, ...], rows: Sequence[Values]
) -> None:
    """Add rows of values in the order of `columns`."""
    if rows:
        connection.exec_driver_sql(_insert(table.name, columns), list(rows))


def put_many(
    connection: Connection, table: Table, key: tuple[str, ...], columns: tuple[str, ...],
    rows: Sequence[Values],
) -> None:  # fmt: skip
    """Add rows, or put `columns` in the place of those of a row that has the same `key`."""
    if rows:
        put = ", ".join(f"{name} = excluded.{name}" for name in columns)
        keys = ", ".join(key)
        sql = f"{_insert(table.name, (*key, *columns))} ON CONFLICT ({keys}) DO UPDATE SET {put}"
        connection.exec_driver_sql(sql, list(rows))


def update_many(
    connection: Connection, table: Table, columns: tuple[str, ...], rows: Sequence[Values]
) -> None:
    """Change `columns` of rows; each of `rows` has their new values and then the id."""
    if rows:
        put = ", ".join(f"{name} = ?" for name in columns)
        connection.exec_driver_sql(f"UPDATE {table.name} SET {put} WHERE id = ?", list(rows))


def delete_many(connection: Connection, table: Table, key: tuple[str, ...], rows: Sequence[Values]) -> None:
    """Take away the rows that have these values in the columns of `key`."""
    if rows:
        where = " AND ".join(f"{name} = ?" for name in key)
        connection.exec_driver_sql(f"DELETE FROM {table.name} WHERE {where}", list(rows))


@cache
def _insert(table: str, columns: tuple[str, ...]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
