"""Monthly imports of prescribing: what each file said of a practice's month, hashed; and how one is taken.

One row holds all products of a practice and month as JSON: they are read, replaced and verified together.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    LargeBinary,
    MetaData,
    Row,
    Table,
    Text,
    bindparam,
    inspect,
    select,
)

from db.hashing import MODULUS, hash_of
from db.loading import AT_ONCE, read_meta
from db.many import delete_many, insert_many
from db.returns import Figure, KeptReturn, KeptRow
from db.saving import write_meta
from db.steps import OpenStep
from greenpractice.prescribing.quarter import held_after
from greenpractice.prescribing.values import ImportedProduct, MonthImport
from greenpractice.returns.documents import ReturnDocument
from greenpractice.sections.inhalers import SECTION
from greenpractice.store import ReturnKey, StoreDamaged

How = Callable[[ReturnDocument, Sequence[MonthImport]], ReturnDocument]

_table = Table(
    "imports",
    MetaData(),
    Column("ods_code", Text, primary_key=True),
    Column("span", Text, primary_key=True),  # a month, 2025-04, or a quarter, 2025-26-Q1
    Column("file", Text, nullable=False),
    Column(
        "products", Text, nullable=False
    ),  # JSON: code, inhalers as a plain decimal, items or null, a file's name
    Column("hash", LargeBinary, nullable=False),
    Column("questions", Text),  # JSON: kinds of questions about the file; null without any
)
_OF_QUARTER = select(_table).where(
    _table.c.ods_code == bindparam("ods_code"), _table.c.span.in_(bindparam("spans", expanding=True))
)


def read_imports(connection: Connection, key: ReturnKey) -> tuple[MonthImport, ...]:
    """The months held of one practice and quarter, the earliest first, each verified."""
    asked = {"ods_code": key.ods_code, "spans": _spans(key)}
    found = [_import(record) for record in connection.execute(_OF_QUARTER, asked)]
    return tuple(sorted(found, key=lambda each: each.months))


def verify_imports(connection: Connection) -> None:
    """StoreDamaged unless the imports are those that were stored: none is missing, none has another place."""
    total = sum(_share(hashed) for hashed in connection.execute(select(_table.c.hash)).scalars()) % MODULUS
    if f"{total:064x}" != _total(connection):
        raise StoreDamaged("the imports of prescribing in it are not those that were stored")


def _verify_once(step: OpenStep) -> None:
    """For each quarter anew it would take minutes, where a Lead takes those of a whole area back."""
    if not step.imports_are_sound:
        verify_imports(step.connection)
        step.imports_are_sound = True


def import_problems(connection: Connection) -> list[str]:
    """Every problem with the imports, as sentences."""
    if not inspect(connection).has_table(_table.name):
        return []  # a store that is being brought up to date
    problems = []
    try:
        verify_imports(connection)
    except StoreDamaged as error:
        problems.append(str(error))
    for record in connection.execute(select(_table)):
        try:
            _import(record)
        except StoreDamaged as error:
            problems.append(str(error))
    return problems


def take_imports(
    step: OpenStep, imports: Iterable[tuple[ReturnKey, Sequence[MonthImport]]], how: How
) -> list[ReturnKey]:
    """Take months of many quarters; which quarters they were."""
    _verify_once(step)
    left, keys = iter(imports), []
    while some := list(islice(left, AT_ONCE)):
        step.bring(key for key, _ in some)
        for key, months in some:
            _take(step, key, months, how)
            keys.append(key)
    return keys


def _take(step: OpenStep, key: ReturnKey, new: Sequence[MonthImport], how: How) -> None:
    """Put months in the place of those held, and the return as `how` makes it; then write it."""
    held = read_imports(step.connection, key)
    after = held_after(held, new)
    _replace(step.connection, key.ods_code, held, after)
    kept = step.edit_or_start(key, "imported prescribing")
    before = kept.document()
    document = how(before, after)
    if document != before:
        step.replace(_placed(kept, document, step.new_row_id))
    step.save(key)
    step.forget(key)


def hold(step: OpenStep, key: ReturnKey, months: Sequence[MonthImport]) -> None:
    """Exactly these months in the place of those held."""
    _verify_once(step)
    _replace(step.connection, key.ods_code, read_imports(step.connection, key), months)


def _replace(
    connection: Connection, ods_code: str, held: Sequence[MonthImport], after: Sequence[MonthImport]
) -> None:
    before = total = int(_total(connection), 16)
    gone, put = [], []
    for each in held:
        if each not in after:
            total -= _share(_hash(ods_code, each, _json(each)))
            gone.append((ods_code, each.span))
    for each in after:
        if each not in held:
            products = _json(each)
            hashed = _hash(ods_code, each, products)
            total += _share(hashed)
            put.append((ods_code, each.span, each.file, products, hashed, _questions(each)))
    delete_many(connection, _table, ("ods_code", "span"), gone)
    insert_many(connection, _table, tuple(_table.c.keys()), put)
    if total % MODULUS != before:
        write_meta(connection, _table.name, f"{total % MODULUS:064x}")


def _placed(kept: KeptReturn, document: ReturnDocument, new_row_id: Callable[[], int]) -> KeptReturn:
    """The return with the document's inhaler rows; a row of the same product keeps its id and history."""
    after = kept.copy()
    after.name, after.pcn_code = document.name, document.pcn_code
    old = {_code(row): row for row in reversed(kept.rows.get(SECTION.key, []))}
    rows = []
    for raw in document.rows(SECTION.key):
        there = old.pop(raw.get("bnf_code", ""), None)
        row_id = new_row_id() if there is None else there.id
        figures: dict[str, Figure] = {
            name: after.figure(SECTION.key, row_id, name, text) for name, text in raw.items()
        }
        rows.append(KeptRow(row_id, SECTION.key, figures))
    after.rows[SECTION.key] = rows
    others = [flag for flag in kept.flags if flag.flag.section != SECTION.key]
    ids = {(flag.row_id, flag.flag.field): flag.id for flag in kept.flags}
    mine = [flag for flag in document.flags if flag.section == SECTION.key]
    placed = [
        after.flag(rows[flag.row].id, flag.at(0), ids.get((rows[flag.row].id, flag.field))) for flag in mine
    ]
    known = sorted(
        (flag for flag in [*others, *placed] if flag.id is not None), key=lambda flag: flag.id or 0
    )
    after.flags = [*known, *(flag for flag in placed if flag.id is None)]
    return after


def _code(row: KeptRow) -> str:
    figure = row.figures.get("bnf_code")
    return figure.text.strip() if figure else ""


def _spans(key: ReturnKey) -> tuple[str, ...]:
    first = key.period.first_day
    return key.period.id, *(f"{first.year}-{first.month + n:02}" for n in range(3))


def _import(record: Row[Any]) -> MonthImport:
    hashed = _hash_of(record.ods_code, record.span, record.file, record.products, record.questions)
    if hashed != record.hash:
        raise StoreDamaged(f"the import of {record.ods_code}, {record.span}, is not what was stored")
    products = tuple(
        ImportedProduct(code, Decimal(inhalers), items, *name)
        for code, inhalers, items, *name in json.loads(record.products)
    )
    questions = () if record.questions is None else tuple(json.loads(record.questions))
    return MonthImport(record.span, record.file, products, questions)


def _json(each: MonthImport) -> str:
    rows = [
        (
            product.bnf_code,
            format(product.inhalers, "f"),
            product.items,
            *([product.name] * bool(product.name)),
        )
        for product in each.products
    ]
    return json.dumps(rows, separators=(",", ":"))


def _hash(ods_code: str, each: MonthImport, products: str) -> bytes:
    return _hash_of(ods_code, each.span, each.file, products, _questions(each))


def _hash_of(ods_code: str, span: str, file: str, products: str, questions: str | None) -> bytes:
    """Without questions the hash that it had before there were any."""
    return hash_of("import", ods_code, span, file, products, *([] if questions is None else [questions]))


def _questions(each: MonthImport) -> str | None:
    return json.dumps(each.questions, separators=(",", ":")) if each.questions else None


def _share(hashed: object) -> int:
    return int.from_bytes(hash_of("share", hashed))


def _total(connection: Connection) -> str:
    return read_meta(connection).get(_table.name, f"{0:064x}")
