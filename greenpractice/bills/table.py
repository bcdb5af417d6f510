"""The rows of a bill file as texts: CSV, also packed, or the first sheet of a workbook, within limits."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from greenpractice.prescribing.header import decoded
from greenpractice.prescribing.opening import Part, Progress, blocks, is_workbook, parts_of
from greenpractice.prescribing.values import Refused

_SEPARATORS = (",", ";", "\t")
_LOOK_AT_LINES = 10
_QUOTES = "a quotation mark is missing or stands in a wrong place; download the file again"
_SHORTER = "download a shorter time, or fewer meters"
_MEGABYTE = 1024 * 1024

Numbered = tuple[int, list[str]]


class Limits(NamedTuple):
    """How far a file is read: rows, and bytes once it is unpacked."""

    rows: int
    bytes: int


LIMITS = Limits(500_000, 128 * _MEGABYTE)  # the half hours of one meter in 28 years


def rows_of(path: Path, progress: Progress | None = None, limits: Limits = LIMITS) -> Iterator[Numbered]:
    """Each row with its number, from 1 as a spreadsheet counts; Refused says what is wrong and what to do."""
    rows = _workbook(path) if is_workbook(path) else _text(path, progress, limits)
    for number, cells in rows:
        if number > limits.rows:
            raise Refused(f"there are more than {limits.rows:,} rows; {_SHORTER}", number)
        yield number, cells


def _text(path: Path, progress: Progress | None, limits: Limits) -> Iterator[Numbered]:
    parts = parts_of(path)
    if len(parts) > 1:
        raise Refused(f"there are {len(parts)} files in it; unpack it and open one of them")
    yield from _part(parts[0], progress, limits)


def _part(part: Part, progress: Progress | None, limits: Limits) -> Iterator[Numbered]:
    if (part.size or 0) > limits.bytes:
        raise Refused(f"it is larger than {limits.bytes // _MEGABYTE} MB; {_SHORTER}")
    head = decoded(next(blocks(part), b"")).split("\n")[:_LOOK_AT_LINES]
    separator = max(_SEPARATORS, key=lambda each: max(line.count(each) for line in head))
    reader = csv.reader(_lines(part, progress, limits), delimiter=separator, strict=True)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise Refused(f"{_QUOTES} ({error})", reader.line_num) from error


def _lines(part: Part, progress: Progress | None, limits: Limits) -> Iterator[str]:
    done = 0
    for block in blocks(part, progress):
        done += len(block)
        if done > limits.bytes:
            raise Refused(f"it unpacks to more than {limits.bytes // _MEGABYTE} MB; {_SHORTER}")
        yield from decoded(block).splitlines(keepends=True)


def _workbook(path: Path) -> Iterator[Numbered]:
    from greenpractice.prescribing.workbook_rows import workbook_rows

    with path.open("rb") as book:
        for sheet in workbook_rows(book):
            if not sheet.is_hidden or sheet.alone:
                yield from enumerate(sheet.rows, 1)
                return
    raise Refused("no sheet of this workbook is in sight; show the one that is meant and save it")
