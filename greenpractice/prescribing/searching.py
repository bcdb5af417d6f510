"""Reading a very large table: only lines that hold the beginning of an inhaler's code are split into cells.

A search over blocks of bytes nominates lines, and each of them is then read as a record. Where a line is not a
whole record, or codes are not quoted as in the first rows, the search gives up with `NotSearchable`, and the
table is read record by record.
"""

import csv
from collections.abc import Iterator
from functools import lru_cache

from greenpractice.prescribing.header import Header, decoded_line
from greenpractice.prescribing.opening import Part
from greenpractice.prescribing.products import CODE_LENGTH, SECTIONS, counting_by_code, search_key
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


def needle_of(block: bytes, header: Header) -> bytes:
    """What precedes a code in this file, with the beginning that all codes of inhalers have."""
    lines = block[:_SAMPLE].split(b"\n")
    if len(lines) <= header.row + 1:
        raise NotSearchable
    quoted = _is_quoted(lines[header.row], header)
    return header.separator.encode() + (b'"' if quoted else b"") + search_key().encode()


def search(pieces: Iterator[bytes], header: Header, needle: bytes, taker: RowTaker, first_row: int) -> int:
    """Take the nominated lines of blocks that start at `first_row` (0-based); the number of their lines."""
    lines = first_row
    try:
        for block in pieces:
            if lines > header.row:
                _check_sample(block, header, needle)
            _search_block(block, header, needle, taker, lines)
            lines += block.count(b"\n") + (not block.endswith(b"\n"))
    except Refused as refused:
        raise Refused(refused.why, None if refused.row is None else lines + refused.row) from refused
    return lines - first_row


def _search_block(block: bytes, header: Header, needle: bytes, taker: RowTaker, lines: int) -> None:
    """Most hits are other columns or other products, so a hit is looked at before its line is cut out."""
    position, floor, separator, width = 0, 0, header.separator, len(header.layout.header)
    find, rfind, take, is_code = block.find, block.rfind, taker.take, _wanted(needle).is_code
    while (hit := find(needle, position)) >= 0:
        if not is_code(block, hit):
            position = hit + len(needle)
            continue
        start = max(rfind(b"\n", floor, hit) + 1, floor)
        end = find(b"\n", hit)
        end = len(block) if end < 0 else end
        cells = _cells(block[start:end], separator, width)
        take(cells, lambda start=start: lines + block.count(b"\n", 0, start) + 1)  # type: ignore[misc]
        position = floor = end + 1


class _Wanted:
    """Whether the text at a hit is a whole code of an inhaler, or of the sections that hold them."""

    def __init__(self, needle: bytes) -> None:
        self._before = len(needle) - len(search_key())
        self._codes = frozenset(code.encode() for code in counting_by_code())
        self._sections = tuple(section.encode() for section in SECTIONS)
        self._ends = (b'"',) if needle[1:2] == b'"' else (needle[:1], b"\r", b"\n", b"")

    def is_code(self, block: bytes, hit: int) -> bool:
        """Whether to look at the line of this hit."""
        start = hit + self._before
        code = block[start : start + CODE_LENGTH]
        if code in self._codes:
            return True
        end = start + CODE_LENGTH
        return code.startswith(self._sections) and block[end : end + 1] in self._ends and code.isalnum()


_wanted = lru_cache(maxsize=4)(_Wanted)


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
    if text.endswith('"') and text.count('"') == 2 * len(header.layout.header):
        return True
    cells = _cells(line, header.separator, len(header.layout.header))
    if cells[code] != cells[code].strip() or f"{header.separator}{cells[code]}" not in text:
        if f'{header.separator}"{cells[code]}"' in text:
            return True
        raise NotSearchable
    return False


def _check_sample(block: bytes, header: Header, needle: bytes) -> None:
    """The first line of each block must look as the first rows did, or codes might be missed in silence."""
    line = block[:_SAMPLE].partition(b"\n")[0]
    if line.strip() and _is_quoted(line, header) != (needle[1:2] == b'"'):
        raise NotSearchable
