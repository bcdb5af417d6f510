"""Reading returns back from the data pages of a PDF that lost its attachments: rows by place, nothing else.

Whether what is read is the return that was printed is for its digest to say; without one nothing is read.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

from pypdf import PageObject, PdfReader
from pypdf.errors import LimitReachedError
from pypdf.generic import DictionaryObject, IndirectObject

from greenpractice.exchange.pdf_return import PDF_ERRORS
from greenpractice.returns.data_rows import DamagedPage, read_rows
from greenpractice.returns.documents import Json
from greenpractice.sections import SECTION_BY_KEY

HEADING = "Data for the PCN app"
_HEADERS = ("Key", "Value", "Flag")
MOST_PAGES = 60  # of the PDF's end, in which data pages are looked for
_UPRIGHT = 0.01  # how far a text may lean
_SAME_LINE = 3.0  # points between baselines that are still one row
_NEXT_LINE = 15.0  # points between baselines of one cell; rows are further apart

_FLAG = " estimated"
_NUMBERED = "|".join([*SECTION_BY_KEY, "flags"])
# A footer is no row, whatever the practice is called.
_KEY = re.compile(rf"(?:return(?:\.practice|\.contact)?|seal|(?:{_NUMBERED})\.[0-9]+)[+&]?", re.ASCII)

_Piece = tuple[float, float, str]
_Line = tuple[float, list[tuple[float, str]]]  # its height, and each text with the place it begins at
_Row = tuple[str, str]  # key and value


@dataclass(frozen=True, slots=True)
class DataPages:
    """What stands on the data pages of a PDF, from its beginning.

    A return is the sealed JSON as printed; else its rows are not those that were printed ("damaged"), or no
    seal is on them ("unsealed"). `is_damaged` tells of a page that could not be looked at.
    """

    returns: tuple[Json | Literal["damaged", "unsealed"], ...]
    is_damaged: bool


def data_pages(reader: PdfReader) -> DataPages:
    """The returns printed on the data pages among the last pages; never an error of a page."""
    found: list[Json | Literal["damaged", "unsealed"]] = []
    rows: list[_Row] = []
    count = len(reader.pages)
    is_damaged = False
    for number in range(count - 1, max(-1, count - 1 - MOST_PAGES), -1):
        try:
            lines = list(_lines(_pieces(reader.pages[number])))
        except PDF_ERRORS:
            lines, is_damaged = [], True
        page = _rows_of(lines)
        if page is None:
            found += _without_beginning(rows)
            rows = []
            continue
        rows = [*page, *rows]
        if _has_heading(lines):
            found += [_return_of(rows)] if rows else []
            rows = []
    found += _without_beginning(rows)
    return DataPages(tuple(reversed(found)), is_damaged)


def is_joined(reader: PdfReader) -> bool:
    """True if the pages may be of more than one PDF: all pages of a summary share their fonts."""
    found: set[int | None] = set()
    try:
        for page in reader.pages:
            with suppress(*PDF_ERRORS):  # a damaged page tells nothing
                found.update(_fonts(page))
    except PDF_ERRORS:
        return False
    return len(found) > 1 or found == {None}


def _fonts(page: PageObject) -> list[int | None]:
    """The number of the page's list of fonts, None where the page has a list of its own; [] without one."""
    resources = page.get("/Resources")
    found = resources.get_object() if resources is not None else None
    if not isinstance(found, DictionaryObject) or "/Font" not in found:
        return []
    fonts = found.raw_get("/Font")
    return [fonts.idnum if isinstance(fonts, IndirectObject) else None]


def _return_of(rows: list[_Row]) -> Json | Literal["damaged", "unsealed"]:
    if not any(key == "seal" for key, _ in rows):
        return "unsealed"
    try:
        values = read_rows(rows)
    except DamagedPage:
        return "damaged"
    return values if isinstance(values["seal"].get("sha256"), str) else "unsealed"


def _without_beginning(rows: list[_Row]) -> list[Literal["damaged"]]:
    """Rows of a data page whose first page is not there."""
    return ["damaged"] if any(key == "seal" for key, _ in rows) else []


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


def _rows_of(lines: list[_Line]) -> list[_Row] | None:
    """Key and value of each row under the table's header; None if the page has no such table."""
    for number, (_, header) in enumerate(lines):
        if " ".join(text.strip() for _, text in header) == " ".join(_HEADERS):
            return [(key, " ".join(value.split())) for key, value in _rows(lines[number + 1 :], header)]
    return None


def _rows(lines: list[_Line], header: list[tuple[float, str]]) -> list[_Row]:
    """The rows; a line without a key, close below a row's, goes on with its value.

    A line that was broken at a space ends in one, and a word that was cut does not.
    """
    starts = [x for x, _ in header]
    rows: list[_Row] = []
    above = float("inf")
    for height, line in lines:
        # Some programs write each line as one text.
        key, value = _by_column(line, starts) if len(starts) == len(_HEADERS) else _by_word(line, starts[0])
        if _KEY.fullmatch(key):
            rows.append((key, value))
        elif not key and value and rows and above - height <= _NEXT_LINE:
            rows[-1] = (rows[-1][0], rows[-1][1] + value)
        else:
            continue
        above = height
    return rows


def _lines(pieces: list[_Piece]) -> Iterator[_Line]:
    """Pieces on one baseline together, from the top down and from left to right."""
    line: list[tuple[float, str]] = []
    height = 0.0
    for x, y, text in sorted(pieces, key=lambda piece: -piece[1]):
        if line and height - y > _SAME_LINE:
            yield height, sorted(line, key=lambda piece: piece[0])
            line = []
        height = height if line else y
        line.append((x, text))
    if line:
        yield height, sorted(line, key=lambda piece: piece[0])


def _by_column(line: list[tuple[float, str]], starts: list[float]) -> _Row:
    cells = ["", "", ""]
    for x, text in line:
        cells[max((n for n, start in enumerate(starts) if x >= start - _SAME_LINE), default=0)] += text
    return cells[0].strip(), cells[1]


def _by_word(line: list[tuple[float, str]], start: float) -> _Row:
    text = " ".join(text for _, text in line)
    if line[0][0] > start + _SAME_LINE:
        return "", text
    key, _, value = text.strip(" ").partition(" ") if text.rstrip().endswith(_FLAG) else text.partition(" ")
    if not key.endswith(("+", "&")):
        value = value.removesuffix(_FLAG)
    return key, value


def _has_heading(lines: list[_Line]) -> bool:
    return any(HEADING in "".join(text for _, text in line).replace("\xa0", " ") for _, line in lines)
