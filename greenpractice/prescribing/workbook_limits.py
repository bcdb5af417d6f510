"""Limits of what reading a workbook builds in memory, held on the text of its parts before anything is built.

A zipped sheet of a few hundred KB can hold millions of cells in one row, which the reader of workbooks puts
together before it gives the row out. So each part is looked through once, block by block.
"""

import re
from typing import Protocol

from greenpractice.prescribing.values import Refused

MOST_ROWS = 1_048_576  # Excel's own limit
MOST_TAGS_OF_ROW = 131_072  # the 16,384 columns of Excel with all that a cell is made of
MOST_BYTES_OF_ROW = 4 * 1024 * 1024
MOST_TAGS_AT_ONCE = 2 * 1024 * 1024
_BLOCK, _LONGEST_TAG = 256 * 1024, 1024
_PREFIX = rb"(?:[\w.-]{1,64}:)?"
# A row's start, its end, and what no sheet of a spreadsheet program holds: it could hide where rows begin.
_MARK = re.compile(
    rb"(?P<start><" + _PREFIX + rb"row(?:\s[^<>]*?)?(?P<empty>/?)>)"
    rb"|(?P<end></" + _PREFIX + rb"row\s*>)"
    rb"|(?P<odd><(?:!|\?(?!xml\s)|" + _PREFIX + rb"si[\s/>]))"
)


class Stream(Protocol):
    """What is read block by block."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; none at the end."""


class SheetLimits:
    """What has been seen of a sheet so far: the row at hand, and all that stands in no row.

    From the first comment on, or a row within a row, no row is taken to end: what follows has to be small.
    """

    def __init__(self, sheet: str) -> None:
        self._sheet = sheet
        self._rows = self._within = self._outside = self._bytes = 0
        self._inside, self._plain = False, True

    def look_through(self, stream: Stream) -> None:
        """Refused as soon as a row, the number of rows or what stands in no row is too much."""
        rest = b""
        while block := stream.read(_BLOCK):
            text = rest + block
            cut = text.rfind(b"<", max(0, len(text) - _LONGEST_TAG))
            cut = (
                len(text) if cut < 0 else cut
            )  # a tag that goes on in the next block is seen there as a whole
            self._take(text[:cut])
            rest = text[cut:]
        self._take(rest)

    def _take(self, text: bytes) -> None:
        start = 0
        for mark in _MARK.finditer(text):
            self._add(text, start, mark.start())
            start = mark.start()
            if mark["odd"] or (mark["start"] and self._inside):
                self._plain = False
            elif self._plain:
                self._inside = bool(mark["start"]) and not mark["empty"]
                self._rows += bool(mark["start"])
                self._within = self._bytes = 0
                if self._rows > MOST_ROWS:
                    raise self._refused("more rows than Excel can hold")
        self._add(text, start, len(text))

    def _add(self, text: bytes, start: int, end: int) -> None:
        tags = text.count(b"<", start, end)
        self._bytes += end - start
        if self._inside:
            self._within += tags
        elif tags > 1:  # one is the row's own start or end
            self._outside += tags
        if max(self._within, self._outside) > MOST_TAGS_OF_ROW or self._bytes > MOST_BYTES_OF_ROW:
            raise self._refused("far more in one row than a table has")

    def _refused(self, holds: str) -> Refused:
        return Refused(f"the sheet {self._sheet} holds {holds}; save the table itself as CSV and import that")


def tags_of(stream: Stream, most: int) -> int:
    """How many tags a part has that is read as a whole: what it weighs in memory; Refused beyond `most`."""
    tags = 0
    while block := stream.read(_BLOCK):
        tags += block.count(b"<")
        if tags > most:
            raise Refused(
                "this workbook holds too many different texts and styles; "
                "save the sheet with the table as CSV and import that"
            )
    return tags
