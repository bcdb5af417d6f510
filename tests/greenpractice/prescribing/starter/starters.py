"""Starter files for tests: made of small months, or spoilt line by line."""

import gzip
import json
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from greenpractice.prescribing.starter.making import Made, Wanted, make_starter
from tests.greenpractice.prescribing.made import Row, renamed, saved, text_of

PRACTICES = ("C82001", "C82002", "C82009")
Lines = list[dict[str, Any]]


def month_files(folder: Path, rows: Iterable[Row], packing: str = "plain") -> list[Path]:
    """A file for each month of the rows."""
    months: dict[str, list[Row]] = {}
    for row in rows:
        months.setdefault(row.month, []).append(row)
    folder.mkdir(exist_ok=True)
    return [
        saved(folder / f"EPD_{month.replace('-', '')}.csv", text_of(renamed(mine)).encode(), packing)
        for month, mine in sorted(months.items())
    ]


def made_of(files: Sequence[Path], practices: Iterable[str] = PRACTICES, **asked: str) -> Made:
    """A starter of these practices."""
    return make_starter(files, Wanted("Example PCN", frozenset(practices), **asked), lambda _: None)


def starter_of(
    folder: Path, *rows: Row, name: str = "llr.gpstarter", practices: Iterable[str] = PRACTICES
) -> Path:
    """A starter file of these rows, each month in a file of its own."""
    made = made_of(month_files(folder / f"{name}-months", rows), practices)
    assert not made.problems, made.problems
    return saved(folder / name, made.data)


def spoilt(path: Path, change: Callable[[Lines], object], sign: bool = True) -> Path:
    """The same file with lines changed, and its digest made to fit unless it shall not."""
    lines = [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]
    change(lines)
    body = [json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" for line in lines]
    if sign:
        digest = sha256(b"".join(body[:-1])).hexdigest()
        body[-1] = json.dumps({"sha256": digest}, separators=(",", ":")).encode() + b"\n"
    path.write_bytes(gzip.compress(b"".join(body)))
    return path
