"""The starter commands: national months into one small file, and that file into returns."""

import sys
from argparse import ArgumentTypeError, Namespace
from collections.abc import Iterator
from pathlib import Path

from greenpractice.command_line.commands import Answer, Services
from greenpractice.command_line.import_files import import_files
from greenpractice.errors import UserError
from greenpractice.facts.practices import load_directory
from greenpractice.files import need_writable, write_in_one_step
from greenpractice.phrases import counted
from greenpractice.prescribing.starter.layout import SUFFIX, Head, is_month, months_words
from greenpractice.prescribing.starter.making import Made, make_starter
from greenpractice.returns.documents import Json
from greenpractice.tasks.file_kinds import problem_with
from greenpractice.tasks.starting_full import wanted_of

_MOST_LISTED = 20


def make(asked: Namespace, services: Services) -> Answer:
    """Read national months and write what they say of some practices' inhalers in one starter file."""
    store = services.store_path(asked.store)
    need_writable(asked.output or Path(f"{_name(asked.group)}{SUFFIX}"))
    if asked.output is not None:
        _need_may_write(asked.output, store)
    first, last = asked.first, asked.last
    if first is not None and last is not None and first > last:
        raise UserError(f"--from {first} is after --to {last}. Nothing was written.")
    wanted = wanted_of(asked.group, first, last, load_directory())
    made = make_starter(asked.files, wanted, services.tell if sys.stderr.isatty() else _unheard)
    if made.head is None:
        said = (*made.notes, *map(str, made.problems), "Nothing was written.")
        return Answer("", _made_json(made, None), messages=said, problems=True)
    target = asked.output or Path(f"{_name(asked.group)}-{made.head.first}-to-{made.head.last}{SUFFIX}")
    _need_may_write(target, store)
    write_in_one_step(target, made.data)
    return Answer(
        "\n".join(_lines(made.head, target, len(made.data))),
        _made_json(made, target),
        messages=(*made.notes, *_messages(made)),
    )


def take(asked: Namespace, services: Services) -> Answer:
    """Take the months of a starter file for one practice, or for all in it; typed figures stay."""
    asked.files, asked.all = [asked.file], asked.practice is None
    return import_files(asked, services)


def month(text: str) -> str:
    """A month of the command line."""
    if not is_month(text):
        raise ArgumentTypeError(f"{text!r} is not a month: write it like 2019-04")
    return text


def _unheard(_sentence: str) -> None:
    """How far it is, where nobody watches: each file has its line in the end."""


def _need_may_write(target: Path, store: Path) -> None:
    if target.suffix.lower() != SUFFIX:
        raise UserError(f"{target}: the name of a starter file ends in {SUFFIX}. Give it such a name.")
    if problem := problem_with(target, store, SUFFIX):
        raise UserError(f"{problem}. Choose another folder or name.")


def _name(codes: list[str]) -> str:
    return "-".join(codes) if len(codes) < 4 else f"{codes[0]}-and-{len(codes) - 1}-more"


def _lines(head: Head, target: Path, size: int) -> Iterator[str]:
    yield f"{target}: {head.words}; {size / 1e6:.1f} MB."
    for each in head.files:
        rows = f"{each.rows_used:,} of {each.rows_read:,} rows"
        yield f"{each.name}  {months_words(each.months)}  {rows}  SHA-256 {each.sha256}"


def _messages(made: Made) -> Iterator[str]:
    """What is not in it, and what to look at."""
    head = made.head
    assert head is not None
    yield from (f"check this: {question}" for question in made.questions)
    if head.missing:
        yield f"not complete: no file has {months_words(head.missing)}"
    if made.without:
        more = len(made.without) - _MOST_LISTED
        listed = ", ".join(made.without[:_MOST_LISTED]) + (f" and {more:,} more" if more > 0 else "")
        yield f"not in it, as no file has inhalers of {counted(len(made.without), 'practice')}: {listed}"


def _made_json(made: Made, target: Path | None) -> Json:
    head = made.head
    return {
        "file": None if target is None else str(target),
        "bytes": len(made.data),
        "group": None if head is None else head.group,
        "from": None if head is None else head.first,
        "to": None if head is None else head.last,
        "practices": 0 if head is None else head.practices,
        "products": 0 if head is None else len(head.products),
        "figures": 0 if head is None else head.figures,
        "missing_months": [] if head is None else list(head.missing),
        "without": list(made.without),
        "files": [
            {
                "file": each.name,
                "sha256": each.sha256,
                "months": list(each.months),
                "rows_read": each.rows_read,
                "rows_used": each.rows_used,
            }
            for each in (() if head is None else head.files)
        ],
        "problems": [
            {"file": each.file, "row": each.row, "column": each.column, "why": each.why}
            for each in made.problems
        ],
    }
