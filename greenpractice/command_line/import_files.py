"""The import command: prescribing files into the inhaler sections of practices' returns."""

from argparse import Namespace
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from greenpractice.command_line.commands import Answer, Services, opened
from greenpractice.errors import UserError
from greenpractice.files import all_or_none
from greenpractice.numbers import show
from greenpractice.phrases import amount, counted, joined
from greenpractice.prescribing.gather import read_prescribing
from greenpractice.prescribing.months import month_words
from greenpractice.prescribing.values import MonthImport, Prescribing, Unmatched
from greenpractice.returns.documents import Json, ReturnDocument, content, document_text, to_json
from greenpractice.sections.inhalers import given_code
from greenpractice.store import ReturnKey, Store, StoredReturn, next_issue
from greenpractice.tasks.file_kinds import need_same_document, problem_with
from greenpractice.tasks.import_preview import Change, QuarterPreview, previews
from greenpractice.tasks.importing import (
    How,
    Months,
    Quarter,
    answers_before,
    by_quarter,
    held_with,
    how_named,
    quarter_after,
    waiting_for_device,
)
from greenpractice.tasks.starting_full import held_problems, refused, years_beside

_MOST_LISTED = 20


def import_files(asked: Namespace, services: Services) -> Answer:
    """Read prescribing files and store what they say; with problems nothing is stored."""
    found = read_prescribing(asked.files, asked.practice)
    if found.problems:
        return _answer(found, [], [], dry_run=asked.dry_run)
    new = by_quarter(found)
    path = services.store_path(asked.store)
    with _store(services, path, write=not asked.dry_run) as store:
        before = {} if store is None else store.imports(new)
        if found.starters and not asked.replace and (clash := list(held_problems(found, before, new))):
            return _answer(refused(found, clash), [], [], dry_run=asked.dry_run)
        beside = () if store is None or not found.starters else years_beside(store, before, new)
        found = replace(found, notes=(*found.notes, *beside))
        held = held_with(before, new)
        quarters = [quarter_after(key, months) for key, months in held.items()]
        seen = [] if store is None else _changed_there(store, new)
        typed = [each for each in seen if each.may_keep]
        if asked.keep_mine or found.starters:
            typed = [each.keeping(each.may_keep) for each in typed]
        answers = answers_before(store, new)
        how = how_named(found.names, {each.key: each.kept for each in typed}, answers)
        made = [] if asked.output_json is None else _documents(store, held, how)
        with _written(asked.output_json, made, path) as before_them:
            if store is not None and not asked.dry_run:
                store.take_imports(new.items(), how)
                before_them.append("The figures are stored.")
    said = (*_listed(map(_told_of_typed, typed)), *_listed(_told_of_imports(seen)))
    return _answer(found, quarters, said, waiting_for_device(new, answers), dry_run=asked.dry_run)


def _changed_there(store: Store, new: Months) -> list[QuarterPreview]:
    """The returns with typed figures or earlier imports of the same months; others have nothing to tell."""
    there = set(store.keys())
    known = {key: months for key, months in new.items() if key in there}
    return [each for each in previews(store, known) if each.may_keep or each.replaced]


@contextmanager
def _store(services: Services, path: Path, *, write: bool) -> Iterator[Store | None]:
    """The store; to look at only, there need not be one."""
    if not write and not path.exists():
        yield None
        return
    with opened(services, path, write=write) as store:
        yield store


def _exported(
    stored: StoredReturn | None, key: ReturnKey, held: Sequence[MonthImport], how: How
) -> ReturnDocument:
    """The document as a PDF made after the import would carry it: the next revision if anything differs."""
    now = datetime.now(UTC)
    start = ReturnDocument(key.ods_code, key.period, 0, now.isoformat(timespec="seconds"))
    document = how(start if stored is None else stored.document, held)
    issued = None if stored is None else stored.issued
    changed = issued is None or content(document) != content(issued.document)
    known = 0 if stored is None else stored.known
    return next_issue(StoredReturn(document, {}, issued, changed).knowing(known), now)


def _documents(store: Store | None, held: Months, how: How) -> list[tuple[str, bytes]]:
    """The documents by the names of their files; one that cannot be made stops the rest."""
    made = []
    for key, months in held.items():
        stored = None if store is None else store.load(key)
        known = stored if store is None or stored is None else store.knowing_copies(stored)
        document = _exported(known, key, months, how)
        made.append((f"{key.ods_code}_{key.period}.json", document_text(to_json(document))))
    return made


@contextmanager
def _written(folder: Path | None, files: Sequence[tuple[str, bytes]], store: Path) -> Iterator[list[str]]:
    """The documents are there if and only if the figures could be stored; what is done by then is said."""
    done: list[str] = []
    if folder is None:
        yield done
        return
    for name, data in files:
        if problem := problem_with(folder / name, store, ".json"):
            raise UserError(f"{problem}. Choose another folder.")
        need_same_document(folder / name, data)
    try:
        with all_or_none(folder, files):
            yield done
    except UserError as error:
        raise UserError(" ".join([*done, str(error)])) from error


def _answer(
    found: Prescribing,
    quarters: Sequence[Quarter],
    said: Sequence[str],
    waiting: Collection[str] = (),
    *,
    dry_run: bool,
) -> Answer:
    return Answer(
        "\n".join(_lines(found, quarters, dry_run)),
        import_json(found, quarters),
        messages=(*_messages(found, quarters, waiting), *said),
        problems=bool(found.problems),
    )


def import_json(found: Prescribing, quarters: Sequence[Quarter]) -> Json:
    """The answer in the shape of the command line contract; what is not known is null."""
    return {
        "files": list(found.files),
        "period": sorted({quarter.key.period.id for quarter in quarters}),
        "practices": [
            {
                "practice": quarter.key.ods_code,
                "period": quarter.key.period.id,
                "months": list(quarter.months),
                "inhalers": _number(quarter.inhalers),
                "items": quarter.items,
                "products": quarter.products,
            }
            for quarter in quarters
        ],
        "rows_read": found.rows_read,
        "rows_used": found.rows_used,
        "problems": [
            {"file": each.file, "row": each.row, "column": each.column, "why": each.why}
            for each in found.problems
        ],
        "unmatched": [
            {
                "bnf_code": each.bnf_code,
                "name": each.name,
                "items": each.items,
                "quantity": float(each.quantity),
            }
            for each in found.unmatched
        ],
        "not_practices": [
            {"code": each.code, "name": each.name, "items": each.items} for each in found.not_practices
        ],
    }


def _lines(found: Prescribing, quarters: Sequence[Quarter], dry_run: bool) -> Iterator[str]:
    if found.problems:
        return
    for quarter in quarters:
        yield (
            f"{quarter.key.ods_code}  {quarter.key.period.words}  {_what_of(quarter)}  "
            f"({', '.join(map(month_words, quarter.months))})"
        )
    yield f"{amount(Decimal(found.rows_read), 'row')} read, {found.rows_used:,} used."
    yield "Nothing was stored (--dry-run)." if dry_run else "Stored."


def _what_of(quarter: Quarter) -> str:
    """What is in the quarter: what is in the list, and beside it what is not."""
    said = []
    if quarter.products or not quarter.others:
        items = "" if quarter.items is None else f", {amount(Decimal(quarter.items), 'item')}"
        products = counted(quarter.products, "product")
        said.append(f"{amount(quarter.inhalers, 'inhaler')}{items} of {products}")
    if quarter.others:
        others = f"{counted(quarter.others, 'product')} not in our list"
        said.append(f"{amount(quarter.of_others, 'inhaler')} of {others}")
    return ", and ".join(said)


def _messages(found: Prescribing, quarters: Sequence[Quarter], waiting: Collection[str]) -> Iterator[str]:
    yield from found.notes
    yield from map(str, found.problems)
    if found.problems:
        yield "Nothing was stored."
        return
    yield from (f"check this: {question}" for question in found.questions)
    incomplete = [quarter for quarter in quarters if quarter.missing]
    yield from _listed(
        f"{quarter.key.ods_code}, {quarter.key.period.words}: not complete, without "
        f"{' and '.join(map(month_words, quarter.missing))}"
        for quarter in incomplete
    )
    yield from _listed(
        f"not counted: {_product_words(each)}; it is not in our list of inhalers. It is kept with the return "
        "and waits for its device: pMDI, BAI, DPI or SMI"
        for each in found.unmatched
        if each.bnf_code in waiting
    )
    yield from _listed(
        f"not a practice: {each.code} {each.name}: {amount(Decimal(each.items), 'item')}, not taken"
        for each in found.not_practices
    )


def _product_words(each: Unmatched) -> str:
    """`0302000N0ZZZZZZ Newbrand inhaler: 1 item, quantity 1`; of a sheet without items nothing of them."""
    product = " ".join(filter(None, (given_code(each.bnf_code, each.name), each.name)))
    items = f"{amount(Decimal(each.items), 'item')}, " if each.items else ""
    return f"{product}: {items}quantity {show(each.quantity)}"


def _told_of_typed(each: QuarterPreview) -> str:
    """What became of the typed figures of one return that the files have too: kept or replaced."""
    which = f"{each.key.ods_code}, {each.key.period.words}"
    if each.kept:
        names = joined([product.name for product in each.kept_products])
        all_of_it = "no data" if each.after is None else show(each.after)
        return f"kept: {which}: {each.kept_words} ({names}). All inhalers of the return: {all_of_it}"
    products = [product for product in each.products if product.bnf_code in each.may_keep]
    pairs = [f"{product.name} {_change(product.inhalers)}" for product in products]
    return f"typed figures replaced: {which}: {'; '.join(pairs)}. With --keep-mine they stay"


def _told_of_imports(seen: Sequence[QuarterPreview]) -> Iterator[str]:
    """What became of earlier imports of the same months."""
    for each in seen:
        for words in each.replaced:
            yield f"replaced: {each.key.ods_code}, {each.key.period.words}: {words}"


def _change(change: Change) -> str:
    """`from 10 to 4`."""
    return f"from {change.old or 'no data'} to {change.new or 'no data'}"


def _listed(sentences: Iterable[str]) -> Iterator[str]:
    everything = list(sentences)
    yield from everything[:_MOST_LISTED]
    if len(everything) > _MOST_LISTED:
        yield f"… and {len(everything) - _MOST_LISTED:,} more (--json lists all)"


def _number(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)
