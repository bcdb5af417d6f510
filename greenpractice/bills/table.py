"""The rows of a bill file as texts: CSV, also packed, or the first sheet of a workbook, within limits."""

import csv
from collections.abc import Iterator
from pathlib import Path

from greenpractice.prescribing.header import decoded
from greenpractice.prescribing.opening import Part, Progress, blocks, is_workbook, parts_of
from greenpractice.prescribing.values import Refused

MOST_ROWS = 500_000  # the half hours of one meter in 28 years
MOST_BYTES = 128 * 1024 * 1024
_SEPARATORS = (",", ";", "\t")
_LOOK_AT_LINES = 10
_QUOTES = "a quotation mark is missing or stands in a wrong place; download the file again"
_TOO_MANY = f"there are more than {MOST_ROWS:,} rows; download a shorter time, or fewer meters"

Numbered = tuple[int, list[str]]


def rows_of(path: Path, progress: Progress | None = None) -> Iterator[Numbered]:
    """Each row with its number, from 1 as a spreadsheet counts; Refused says what is wrong and what to do."""
    rows = _workbook(path) if is_workbook(path) else _text(path, progress)
    for number, cells in rows:
        if number > MOST_ROWS:
            raise Refused(_TOO_MANY, number)
        yield number, cells


def _text(path: Path, progress: Progress | None) -> Iterator[Numbered]:
    parts = parts_of(path)
    if len(parts) > 1:
        raise Refused(f"there are {len(parts)} files in it; unpack it and open one of them")
    yield from _part(parts[0], progress)


def _part(part: Part, progress: Progress | None) -> Iterator[Numbered]:
    if (part.size or 0) > MOST_BYTES:
        raise Refused("it is larger than 128 MB; download a shorter time, or fewer meters")
    head = decoded(next(blocks(part), b"")).split("\n")[:_LOOK_AT_LINES]
    separator = max(_SEPARATORS, key=lambda each: max(line.count(each) for line in head))
    reader = csv.reader(_lines(part, progress), delimiter=separator, strict=True)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise Refused(f"{_QUOTES} ({error})", reader.line_num) from error


def _lines(part: Part, progress: Progress | None) -> Iterator[str]:
    done = 0
    for block in blocks(part, progress):
        done += len(block)
        if done > MOST_BYTES:
            raise Refused("it unpacks to more than 128 MB; download a shorter time, or fewer meters")
        yield from decoded(block).splitlines(keepends=True)


def _workbook(path: Path) -> Iterator[Numbered]:
    from greenpractice.prescribing.workbook_rows import workbook_rows

    with path.open("rb") as book:
        for sheet in workbook_rows(book):
            if not sheet.is_hidden or sheet.alone:
                yield from enumerate(sheet.rows, 1)
                return
    raise Refused("no sheet of this workbook is in sight; show the one that is meant and save it")
