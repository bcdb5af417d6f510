"""Reading a very large table: only lines that hold the beginning of an inhaler's code are split into cells.

A search over blocks of bytes nominates lines, and each of them is then read as a record. Where a line is no
whole record, or codes are not quoted as in the first rows, the search gives up with `NotSearchable`, and the
table is read record by record.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

from greenpractice.prescribing.header import Header, decoded_line
from greenpractice.prescribing.opening import Part
from greenpractice.prescribing.products import codes_looked_for
from greenpractice.prescribing.rows import RowTaker
from greenpractice.prescribing.values import Refused

SEARCH_FROM = 256 * 1024 * 1024  # bytes; below, reading every record takes about a second
PACKED_FROM = 24 * 1024 * 1024
_SAMPLE = 64 * 1024


class NotSearchable(Exception):
    """The lines of this table are not its records, or its codes are not where the search would find them."""


def may_search(part: Part, header: Header) -> bool:
    """True for a table so large that searching pays, with codes that do not stand at the start of lines."""
    code = header.layout.code
    if code is None or code == 0 or header.layout.plain or header.layout.in_brackets:
        return False
    if part.size is not None:
        return part.size >= SEARCH_FROM
    return part.path.stat().st_size >= PACKED_FROM


@dataclass(frozen=True, slots=True)
class Looking:
    """What to look for: a whole code of an inhaler's section after a separator, quoted or not.

    `start` is what all of them start with, and `pattern` decides.
    """

    start: bytes
    pattern: re.Pattern[bytes]
    quoted: bool


def looking_for(block: bytes, header: Header) -> Looking:
    """What a code looks like in this file, by its first row."""
    lines = block[:_SAMPLE].split(b"\n")
    if len(lines) <= header.row + 1:
        raise NotSearchable
    separator = header.separator.encode()
    quoted = _is_quoted(lines[header.row], header)
    shared, endings = codes_looked_for()
    start = separator + (b'"' if quoted else b"") + shared.encode()
    after = b'"' if quoted else b"[\r\n" + re.escape(separator) + b"]|$"
    endings_in_bytes = "|".join(endings).encode()
    pattern = re.compile(re.escape(start) + b"(?:" + endings_in_bytes + b")(?:" + after + b")")
    return Looking(start, pattern, quoted)


def search(pieces: Iterator[bytes], header: Header, looking: Looking, taker: RowTaker, first_row: int) -> int:
    """Take the nominated lines of blocks that start at `first_row` (0-based); the number of their lines."""
    lines = first_row
    try:
        for block in pieces:
            if lines > header.row:
                _check_sample(block, header, looking)
            _search_block(block, header, looking, taker, lines)
            lines += _line_ends(block) + (not block.endswith(b"\n"))
    except Refused as refused:
        raise Refused(refused.why, None if refused.row is None else lines + refused.row) from refused
    return lines - first_row


def _search_block(block: bytes, header: Header, looking: Looking, taker: RowTaker, lines: int) -> None:
    separator, width, take, start = header.separator, len(header.layout.header), taker.take, 0

    def row() -> int:
        return lines + block.count(b"\n", 0, start) + 1

    for start, end in reversed(_nominated(block, looking)):
        take(_cells(block[start:end], separator, width), row)


def _nominated(block: bytes, looking: Looking) -> list[tuple[int, int]]:
    """Where lines with such a code start and end, the last line first.

    Backwards because `rfind` skips ahead by what it looks for, which is faster than the search of `re` and,
    in texts like these, than `find`; and the rest of a nominated line need not be searched.
    """
    found = []
    rfind, find, is_code, looked_for = block.rfind, block.find, looking.pattern.match, looking.start
    place = rfind(looked_for)
    while place >= 0:
        if is_code(block, place):
            start = rfind(b"\n", 0, place) + 1
            end = find(b"\n", place + 1)
            found.append((start, end if end >= 0 else len(block)))
            place = start
        place = rfind(looked_for, 0, place)
    return found


def _line_ends(block: bytes) -> int:
    """As `block.count(b"\n")`, in a third of its time: the length is compared with that without them."""
    return len(block) - len(block.replace(b"\n", b""))


def _cells(line: bytes, separator: str, width: int) -> list[str]:
    text = decoded_line(line).rstrip("\r")
    if text.count('"') == 2 * width and text.startswith('"') and text.endswith('"'):
        cells = text[1:-1].split(f'"{separator}"')
        if len(cells) == width:
            return cells
    try:
        cells = next(csv.reader([text], delimiter=separator, strict=True))
    except (csv.Error, StopIteration):
        raise NotSearchable from None
    if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
        cells = cells[:width]
    if len(cells) != width:
        raise NotSearchable
    return cells


def _is_quoted(line: bytes, header: Header) -> bool:
    """Whether the code of a line is quoted; NotSearchable if anything stands before it in its cell."""
    text, code = decoded_line(line).rstrip("\r"), header.layout.code or 0
    if f"{header.separator}'" in text or "\"'" in text:  # codes marked as texts are not where they are sought
        raise NotSearchable
    if text.endswith('"') and text.count('"') == 2 * len(header.layout.header):
        return True
    cells = _cells(line, header.separator, len(header.layout.header))
    if cells[code] != cells[code].strip() or f"{header.separator}{cells[code]}" not in text:
        if f'{header.separator}"{cells[code]}"' in text:
            return True
        raise NotSearchable
    return False


def _check_sample(block: bytes, header: Header, looking: Looking) -> None:
    """The first line of each block must look as the first rows did, or codes might be missed in silence."""
    end = block.find(b"\n")
    line = block if end < 0 else block[:end]
    if line.strip() and _is_quoted(line, header) != looking.quoted:
        raise NotSearchable
