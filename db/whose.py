"""Whose figures a store holds: what takes its place, or what it is written over, is to be of the same."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, func, select

from db import tables
from db.engine import UNFORESEEN, open_engine, translated
from db.header import FileKind, read_header
from db.loading import mark_of, read_meta
from db.received import count_received
from greenpractice.own_files import is_in_use, own_file_words
from greenpractice.phrases import joined
from greenpractice.store import OtherKind, StoreError, StoreReplaced

_Fact = TypeVar("_Fact")
_OF_NETWORK = "the returns that a network received"
_MOST_NAMED = 3  # practices


def need_free(store: Path, target: Path) -> None:
    """Refuse a copy of a store over what belongs to any store, or over figures of other kind or others."""
    words = own_file_words(target, store)
    if words:
        raise StoreError(f"{target} is {words}. It was not touched; choose another name.")
    if not target.is_file() or read_header(target).kind in (FileKind.OTHER, FileKind.EMPTY):
        return
    if told_by(target, lambda connection: read_meta(connection)["total"]) is None:
        raise StoreError(
            f"{target} is a data file that cannot be read, and may be the only copy of what it holds. "
            "It was not touched; choose another name."
        )
    try:
        need_same_kind(store, target)
    except OtherKind as error:
        said = str(error).replace("Nothing was changed.", "It was not touched; choose another name.")
        raise StoreError(said) from error
    if is_in_use(target, store):
        raise StoreError(
            f"{target} is a data file with its own lock, key or backups beside it, and no backup. "
            "It was not touched; choose another name."
        )


def told_by(path: Path, read: Callable[[Connection], _Fact]) -> _Fact | None:
    """What a store says of itself; None where it cannot be read."""
    with (
        suppress(StoreError, *UNFORESEEN),
        translated(path),
        open_engine(path, write=False).begin() as reading,
    ):
        return read(reading)
    return None


def need_same_kind(store: Path, backup: Path) -> None:
    """OtherKind where one of them is a demo, or where they share no practice and no network.

    What a damaged store holds cannot always be told.
    """
    demo, of_backup = _is_demo(store), _is_demo(backup)
    if demo is not None and of_backup is not None and demo != of_backup:
        kinds = {True: "made-up demo data", False: "real figures"}
        raise OtherKind(f"{backup} holds {kinds[of_backup]}, and {store} {kinds[demo]}. Nothing was changed.")
    mine, its = told_by(store, _whose), told_by(backup, _whose)
    if mine and its and not mine & its:
        told = f"{backup} holds {_named(its)}, and {store} {_named(mine)}"
        raise OtherKind(f"{told}. Nothing was changed.")


def need_mark(connection: Connection, left: AbstractSet[tuple[object, ...]], path: Path) -> None:
    """Refuse to write into a copy that took the store's place: what is shown does not come from it.

    Whose figures it holds now is said with it, before anybody opens it.
    """
    if mark_of(connection) in left:
        return
    holds = ""
    with suppress(StoreError, *UNFORESEEN):
        holds = f" It now holds {_holds(connection)}."
    raise StoreReplaced(
        f"{path} was replaced by another copy while it was open. Nothing was changed in it.{holds}"
    )


def _holds(connection: Connection) -> str:
    """`the figures of Example Surgery (C82001)`, that they are made up, or that there are none."""
    codes = select(tables.returns.c.ods_code, func.max(tables.returns.c.name))
    found = connection.execute(codes.group_by(tables.returns.c.ods_code).order_by(tables.returns.c.ods_code))
    named = [f"{name} ({code})" if name else code for code, name in found]
    shown = named if len(named) <= _MOST_NAMED else [*named[:_MOST_NAMED], "others"]
    own = f"{'made-up demo' if read_meta(connection)['demo'] == '1' else 'the'} figures of {joined(shown)}"
    received = [_OF_NETWORK] if count_received(connection) else []
    return joined([own, *received] if named else received) or "no figures"


def _whose(connection: Connection) -> frozenset[str]:
    """Whose figures a store holds: its own practices, and whether a network's came in."""
    codes = connection.execute(select(tables.returns.c.ods_code).distinct()).scalars()
    return frozenset({*codes, *((_OF_NETWORK,) if count_received(connection) else ())})


def _named(whose: AbstractSet[str]) -> str:
    codes = sorted(whose - {_OF_NETWORK})
    shown = codes if len(codes) <= _MOST_NAMED else [*codes[:_MOST_NAMED], "others"]
    own = [f"the figures of {joined(shown)}"] if shown else []
    return joined([*own, *((_OF_NETWORK,) if _OF_NETWORK in whose else ())])


def _is_demo(path: Path) -> bool | None:
    """Whether a store holds made-up data; None where that cannot be read."""
    said = told_by(path, lambda connection: read_meta(connection).get("demo"))
    return None if said is None else said == "1"
