"""The commands `facts make`, `check`, `install`, `list`, `remove` and `forget-key`: packs of facts."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from greenpractice.command_line.commands import Answer, Services, opened
from greenpractice.errors import FactsError, UserError
from greenpractice.exchange.signing import SigningKey, made_key, read_key
from greenpractice.facts.in_use import SHIPPED, Facts, Pack, in_use
from greenpractice.facts.sources import shipped_day
from greenpractice.facts.tables_reading import FOLDERS, table_names
from greenpractice.files import need_other_file, write_in_one_step
from greenpractice.network.states import fingerprint
from greenpractice.numbers import show_in_kg, told_apart
from greenpractice.own_files import own_file_words
from greenpractice.packs import installed
from greenpractice.packs.changes import (
    FactChange,
    FigureChange,
    fact_changes,
    fact_words,
    figure_changes,
    returns_of,
)
from greenpractice.packs.pack_file import SUFFIX, make_pack, read_pack, read_pack_file, tables_in
from greenpractice.packs.sound import need_sound
from greenpractice.periods import day_of_today, day_words
from greenpractice.phrases import counted
from greenpractice.returns.documents import Json

_MOST_SHOWN = 40
SHIPPED_NAME = "The facts that the app came with"


def make(asked: Namespace, services: Services) -> Answer:
    """Tables in one signed file. Nothing is written unless the pack would be taken here too."""
    *paths, target = asked.files
    if not paths:
        raise UserError("Give the tables, or the folder they are in, and then the pack to write.")
    _need_target(target, services.store_path(asked.store))
    files, others = tables_in(paths)
    key, said = _maker_key(asked.key)
    data = make_pack(files, asked.name or target.stem, asked.maker, asked.day or day_of_today(), key)
    pack = read_pack(data, target.name)
    ahead = installed.ahead_words(pack.day, day_of_today())
    if ahead:
        raise UserError(f"{target.name} was not written. {ahead}.")
    try:
        need_sound(Facts((pack,)))
    except FactsError as error:
        raise UserError(f"{target.name} was not written. {error}.") from error
    write_in_one_step(target, data)
    told = [f"Left out, as it is no table of facts: {path}" for path in others]
    told += [f"{target}: {counted(len(files), 'table')}, signed with the key {fingerprint(key.public_key)}."]
    return Answer(json=_pack_json(pack), messages=(*said, *told))


def check(asked: Namespace, services: Services) -> Answer:
    """What a pack holds and would change, and whether it may be installed; nothing is installed."""
    path = services.store_path(asked.store)
    pack, there = read_pack_file(asked.file), installed.held(path)
    facts, problem = SHIPPED, ""
    try:
        with _saying_how_to_accept():
            installed.need_key(pack, asked.file.name, there, asked.accept_key)
        facts = installed.with_pack(pack, asked.file.name, there, day_of_today())
    except UserError as error:
        problem = str(error)
    rows: Sequence[FactChange] = ()
    kg: Sequence[FigureChange] = ()
    if not problem:
        rows, kg = _changes(facts, path, services)
    answer = {
        "ok": not problem,
        "problems": [problem] if problem else [],
        "pack": _pack_json(pack),
        "key_accepted": there.key_of(pack) is not None,
        **_changes_json(rows, kg),
    }
    text = "\n".join([*_pack_lines(pack), *([] if problem else _change_lines(rows, kg, facts))])
    return Answer(text, answer, messages=(problem,) if problem else (), problems=bool(problem))


def install(asked: Namespace, services: Services) -> Answer:
    """Let a pack count from now on."""
    path = _not_in_use(asked, services)
    pack, there, before = read_pack_file(asked.file), installed.held(path), in_use()
    with _saying_how_to_accept():
        told = installed.install(path, asked.file, day_of_today(), asked.accept_key)
    rows, kg = _changes(installed.held(path).facts, path, services, before)
    lines = _change_lines(rows, kg, installed.held(path).facts) if pack not in there.packs else ()
    return Answer("\n".join(lines), {"pack": _pack_json(pack), **_changes_json(rows, kg)}, messages=(told,))


def remove(asked: Namespace, services: Services) -> Answer:
    """Take an installed pack back, the newest if none is named."""
    path = _not_in_use(asked, services)
    told = installed.remove(path, asked.pack)
    there = installed.held(path)
    rows, kg = _changes(there.facts, path, services)
    messages = (told, *there.told)
    return Answer("\n".join(_change_lines(rows, kg, there.facts)), _changes_json(rows, kg), messages=messages)


def forget_key(asked: Namespace, services: Services) -> Answer:
    """Accept a maker's key no more."""
    return Answer(messages=(installed.forget_key(_not_in_use(asked, services), asked.key),))


def listed(asked: Namespace, services: Services) -> Answer:
    """The facts in use: those the app came with, and each installed pack in the order in which they count."""
    there = installed.held(services.store_path(asked.store))
    old = {pack.digest: why for pack, why in there.outdated}
    shipped = {
        "id": "shipped",
        "name": SHIPPED_NAME,
        "day": max(shipped_day(folder) for folder in FOLDERS).isoformat(),
        "files": list(table_names()),
        "counts": True,
    }
    packs = [
        {**_pack_json(pack), "counts": pack in there.facts.packs, "why": old.get(pack.digest, there.problem)}
        for pack in there.packs
    ]
    answer = {
        "packs": [shipped, *packs],
        "keys": [
            {
                "fingerprint": fingerprint(key.public_key),
                "public_key": key.public_key,
                "maker": key.maker,
                "accepted": key.accepted.isoformat(),
            }
            for key in there.keys
        ],
        "problems": list(there.told),
    }
    return Answer("\n".join(_list_lines(there)), answer, problems=bool(there.told))


@contextmanager
def _saying_how_to_accept() -> Iterator[None]:
    try:
        yield
    except installed.KeyNotAccepted as error:
        raise installed.KeyNotAccepted(f"{error} If they agree, add --accept-key with them.") from error


def _not_in_use(asked: Namespace, services: Services) -> Path:
    """The data file; refused while a window has it open, which would go on with the facts it began with."""
    path = services.store_path(asked.store)
    if services.is_in_use(path):
        raise UserError(
            f"{path.name} is open in a window. Close it, or do this there: Settings, Facts. "
            "Nothing was changed."
        )
    return path


def _need_target(target: Path, store: Path) -> None:
    need_other_file(target, store)
    words = own_file_words(target, store)
    if words:
        raise UserError(f"{target} is {words}. It was not touched; choose another name.")
    if target.suffix.lower() != SUFFIX:
        raise UserError(f"{target}: a facts pack ends in {SUFFIX}. Choose such a name.")
    if target.exists():
        read_pack_file(target)  # what is there and is no pack is never written over


def _maker_key(path: Path) -> tuple[SigningKey, list[str]]:
    """The key in a file, made now where there is none."""
    if path.exists():
        try:
            return read_key(path), []
        except UserError as error:
            raise UserError(
                f"{path} is no key that signs packs. Give the file of yours, or a new name to have one made."
            ) from error
    key = made_key(path)
    return key, [
        f"{path}: a new key was made. Keep the file to yourself: whoever has it can sign in your name."
    ]


def _changes(
    facts: Facts, path: Path, services: Services, before: Facts | None = None
) -> tuple[list[FactChange], list[FigureChange]]:
    """What other facts change, in their rows and in the returns of the data file, if there is one."""
    documents = []
    if path.exists():
        with opened(services, path, write=False) as store:
            documents = returns_of(store)
    before = before or in_use()
    return fact_changes(before, facts), figure_changes(before, facts, documents)


def _pack_json(pack: Pack) -> Json:
    return {
        "id": pack.id,
        "name": pack.name,
        "maker": pack.maker,
        "day": pack.day.isoformat(),
        "files": sorted(pack.files),
        "fingerprint": fingerprint(pack.public_key),
        "public_key": pack.public_key,
        "sha256": pack.digest,
    }


def _changes_json(rows: Sequence[FactChange], kg: Sequence[FigureChange]) -> Json:
    return {
        "facts": [{"file": row.file, "key": row.key, "was": row.was, "now": row.now} for row in rows],
        "figures": [
            {
                "practice": each.key.ods_code,
                "period": each.key.period.id,
                "was_kgco2e": float(each.was),
                "now_kgco2e": float(each.now),
            }
            for each in kg
        ],
    }


def _pack_lines(pack: Pack) -> Iterator[str]:
    yield f"“{pack.name}” of {day_words(pack.day)}, by {pack.maker}  ({pack.id})"
    yield f"  Signed with the key {fingerprint(pack.public_key)}"
    for name in sorted(pack.files):
        yield f"  {name}"


def _change_lines(rows: Sequence[FactChange], kg: Sequence[FigureChange], after: Facts) -> Iterator[str]:
    """Figures first, then the facts behind them."""
    differ = [each for each in kg if each.differs]
    if not kg:
        yield "There are no returns here whose figures could change."
    elif not differ:
        yield f"No total changes of {counted(len(kg), 'return')}."
    else:
        yield f"{counted(len(differ), 'return')} of {len(kg)} get other totals, in kg CO₂e:"
    for each in differ:
        key, (was, now) = each.key, told_apart(each.was, each.now, show_in_kg)
        yield f"  {key.ods_code} {key.period.id:<11}{was:>12} -> {now}"
    yield (f"{counted(len(rows), 'row')} of the facts differ:" if rows else "No row of the facts differs.")
    yield from (f"  {fact_words(row, after)}" for row in rows[:_MOST_SHOWN])
    if len(rows) > _MOST_SHOWN:
        yield f"  and {len(rows) - _MOST_SHOWN} more: --json has them all"


def _list_lines(there: installed.Held) -> Iterator[str]:
    days = ", ".join(f"{said} of {day_words(shipped_day(folder))}" for folder, said in FOLDERS.items())
    yield f"{SHIPPED_NAME}: {days}"
    for pack in there.packs:
        yield from _pack_lines(pack)
        if pack not in there.facts.packs:
            yield "  Does not count"
    for key in there.keys:
        yield f"Accepted key of {key.maker}: {fingerprint(key.public_key)}, since {day_words(key.accepted)}"
    yield from there.told
