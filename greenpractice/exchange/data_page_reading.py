"""Reading a return back from the data page of a PDF that lost its attachment: rows by place, nothing else.

Whether what is read is the return that was printed is for its digest to say; without one nothing is read.
"""

import re
from collections.abc import Iterator
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import LimitReachedError

from greenpractice.returns.data_rows import read_rows
from greenpractice.returns.documents import Json
from greenpractice.sections import SECTION_BY_KEY

HEADING = "Data for the PCN app"
_HEADERS = ("Key", "Value", "Flag")
_MOST_PAGES = 20  # of the PDF's end, from which the data page and its continuations are looked for
_UPRIGHT = 0.01  # how far a text may lean
_SAME_LINE = 3.0  # points between baselines that are still one row

_FLAG = " estimated"
_NUMBERED = "|".join([*SECTION_BY_KEY, "flags"])
# A footer is no row, whatever the practice is called.
_KEY = re.compile(rf"(?:return(?:\.practice|\.contact)?|seal|(?:{_NUMBERED})\.[0-9]+)[+&]?", re.ASCII)

_Piece = tuple[float, float, str]


def data_page_values(reader: PdfReader) -> Json | None:
    """The sealed JSON printed on the data pages at the end; None if there are none or no seal is on them.

    ValueError if there are data pages but their rows are not those that were printed.
    """
    rows: list[tuple[str, str]] = []
    found = False
    for number in range(len(reader.pages) - 1, max(-1, len(reader.pages) - 1 - _MOST_PAGES), -1):
        pieces = _pieces(reader.pages[number])
        page = _rows_of(pieces)
        if page is None:
            if rows:
                break
            continue
        rows = [*page, *rows]
        if _has_heading(pieces):
            found = True
            break
    if not found or not any(key == "seal" for key, _ in rows):
        return None
    return read_rows(rows)


def _pieces(page: PageObject) -> list[_Piece]:
    """The texts of a page with the place each begins at."""
    pieces: list[_Piece] = []

    def visit(text: str, user: list[float], matrix: list[float], _font: Any, _size: float) -> None:
        upright = abs(matrix[0] * user[1] + matrix[1] * user[3]) < _UPRIGHT
        if text.strip() and upright:  # a watermark is not
            x = matrix[4] * user[0] + matrix[5] * user[2] + user[4]
            y = matrix[4] * user[1] + matrix[5] * user[3] + user[5]
            pieces.append((float(x), float(y), text.replace("\n", "")))

    try:
        page.extract_text(visitor_text=visit)
    except LimitReachedError:  # letters drawn as lines, or worse: a data page is a hundredth of that
        return []
    return pieces


def _rows_of(pieces: list[_Piece]) -> list[tuple[str, str]] | None:
    """Key and value of each row under the table's header; None if the page has no such table."""
    lines = list(_lines(pieces))
    for number, line in enumerate(lines):
        if " ".join(text.strip() for _, text in line) == " ".join(_HEADERS):
            rest = lines[number + 1 :]
            if len(line) == len(_HEADERS):
                rows = [_by_column(row, [x for x, _ in line]) for row in rest]
            else:  # some programs write each line as one text
                rows = [_by_word(" ".join(text for _, text in row)) for row in rest]
            return [row for row in rows if _KEY.fullmatch(row[0])]
    return None


def _lines(pieces: list[_Piece]) -> Iterator[list[tuple[float, str]]]:
    """Pieces on one baseline together, from the top down and from left to right."""
    line: list[tuple[float, str]] = []
    height: float | None = None
    for x, y, text in sorted(pieces, key=lambda piece: -piece[1]):
        if height is not None and height - y > _SAME_LINE:
            yield sorted(line, key=lambda piece: piece[0])
            line = []
            height = y
        height = y if height is None else height
        line.append((x, text))
    if line:
        yield sorted(line, key=lambda piece: piece[0])


def _by_column(line: list[tuple[float, str]], starts: list[float]) -> tuple[str, str]:
    cells = ["", "", ""]
    for x, text in line:
        cells[max((n for n, start in enumerate(starts) if x >= start - _SAME_LINE), default=0)] += text
    return cells[0].strip(), " ".join(cells[1].split())


def _by_word(line: str) -> tuple[str, str]:
    key, _, value = line.strip().partition(" ")
    if not key.endswith(("+", "&")):
        value = value.removesuffix(_FLAG)
    return key, " ".join(value.split())


def _has_heading(pieces: list[_Piece]) -> bool:
    return any(HEADING in "".join(text for _, text in line).replace("\xa0", " ") for line in _lines(pieces))
