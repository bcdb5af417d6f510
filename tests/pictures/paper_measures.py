"""What can be measured of a PDF's pages: how full, rows alone, points in line, texts in their room, words."""

import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from ctypes import c_uint
from dataclasses import dataclass, field

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from greenpractice.reports.words import ABOVE, BELOW, MM
from tests.greenpractice.reports.ua_checks import Node, tree_of
from tests.pictures.faults import Found

DATA_PAGE = "Data for the PCN app"
USUAL_PAGES = 8
LEAST_FULL = 1 / 3  # of the height between head and foot
FEWEST_ROWS = 2  # of a table on each side of a page's end
NEAR = 1.2  # points
LEFT, RIGHT = 18 * MM - 1, (210 - 18) * MM + 1
HEAD, FOOT = 297 * MM - ABOVE + 2, BELOW - 2
NUMBER = re.compile(r"[+−]?£?\d+(,\d{3})*(\.\d+)?%?")
MACHINE_WORDS = re.compile(
    r"None\b(?! (?:of|has|are|marked|came))|\b(?:nan|NaN|True|False)\b|Decimal|\w*[a-z]_[a-z]\w*|[{}]|\[\]"
)
ADDRESS = re.compile(r"\S+[./]\S+/\S+|\S+@\S+|\S+\.(?:pdf|json|csv|xlsx|zip)\b")
WHITE_ENOUGH = 4.5


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text: its words, its mark in the structure, its edges in points from the bottom left."""

    words: str
    mark: int
    left: float
    bottom: float
    right: float
    top: float
    grey: float


@dataclass(slots=True)
class Page:
    """A page's runs of text, and how far down between head and foot something stands, from 0 to 1."""

    pieces: list[Piece] = field(default_factory=list)
    text: str = ""
    full: float = 0.0

    @property
    def is_data(self) -> bool:
        """True where the data for the network's app stand."""
        return DATA_PAGE in self.text


def measure_pdf(data: bytes, *, usual: bool = False) -> Found:
    """All measures of a PDF; `usual` for a quarter that is to have so many pages."""
    pages = list(_pages(data))
    found = Found()
    own = pages[: next((n for n, page in enumerate(pages) if page.is_data), len(pages))]
    looked = own if len(own) < len(pages) else own[:-1]  # the very last page of a file may end anywhere
    full = [f"page {n} is {page.full:.0%} full" for n, page in enumerate(looked, 1) if page.full < LEAST_FULL]
    found.look("paper: pages full", full, len(looked))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        tables = [node for node in tree_of(pdf).walk() if node.tag == "Table"]
    found.look("paper: rows alone", [each for table in tables for each in _alone(table)], len(tables))
    columns = [column for table in tables for column in _columns(table, pages)]
    found.look("paper: decimals aligned", filter(None, map(_crooked, columns)), len(columns))
    pieces = [(n, piece) for n, page in enumerate(pages, 1) for piece in page.pieces]
    found.look("paper: nothing cut", _outside(pieces), len(pieces))
    found.look("paper: nothing overlaps", _over_each_other(pages), len(pieces))
    found.look("paper: contrast of text", _pale(pieces), len(pieces))
    said = [
        f"page {n}: {word!r}"
        for n, page in enumerate(own, 1)
        for word in MACHINE_WORDS.findall(ADDRESS.sub("", page.text))
    ]
    found.look("paper: no machine words", said, len(own))
    if usual:
        long = [f"{len(own)} pages before the data"] if len(own) > USUAL_PAGES else []
        found.look("paper: at most 8 pages", long, 1)
    return found


def _pages(data: bytes) -> Iterator[Page]:
    with pdfium.PdfDocument(data) as pdf:
        for number in range(len(pdf)):
            page, found = pdf[number], Page()
            text = page.get_textpage()
            found.text = text.get_text_range()
            for each in page.get_objects(textpage=text):
                if each.type == raw.FPDF_PAGEOBJ_TEXT and (piece := _piece(each)) is not None:
                    found.pieces.append(piece)
            found.full = _full(page)
            text.close()
            page.close()
            yield found


def _piece(each: pdfium.PdfTextObj) -> Piece | None:
    words = each.extract().strip()
    if not words:
        return None
    parts = [c_uint() for _ in range(4)]
    raw.FPDFPageObj_GetFillColor(each, *parts)
    red, green, blue = (part.value / 255 for part in parts[:3])
    light = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)]
    grey = 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]
    return Piece(words, raw.FPDFPageObj_GetMarkedContentID(each), *each.get_bounds(), grey)


def _full(page: pdfium.PdfPage) -> float:
    """Down to the lowest ink that is no foot; a watermark is pale and no ink."""
    picture = page.render(scale=0.5, grayscale=True)
    rows, wide, stride = picture.height, picture.width, picture.stride
    pixels = bytes(picture.buffer)
    high = page.get_height()
    first, last = round((high - HEAD) * 0.5), round((high - FOOT) * 0.5)
    inked = [
        row for row in range(first, min(last, rows)) if min(pixels[row * stride : row * stride + wide]) < 170
    ]
    return (inked[-1] - first) / (last - first) if inked else 0.0


def _rows(table: Node) -> list[Node]:
    return [node for node in table.walk() if node.tag == "TR"]


def _alone(table: Node) -> Iterator[str]:
    """Fewer rows of figures than two before or behind a page's end, of a table that has four or more."""
    pages = Counter(
        row_page
        for row in _rows(table)
        if any(cell.tag == "TD" for cell in row.children)
        and (row_page := next((page for node in row.walk() for page, _ in node.marks), None)) is not None
    )
    if len(pages) < 2:
        return
    for page, count in sorted(pages.items()):
        if count < FEWEST_ROWS and sum(pages.values()) >= 2 * FEWEST_ROWS:
            yield f"page {page + 1}: {count} row of a table of {sum(pages.values())}"


def _columns(table: Node, pages: list[Page]) -> Iterator[tuple[int, list[Piece]]]:
    """The numbers of each column on each page, where there are two and more."""
    marked = {
        (n, piece.mark): [other for other in page.pieces if other.mark == piece.mark]
        for n, page in enumerate(pages)
        for piece in page.pieces
        if piece.mark >= 0
    }
    columns: defaultdict[tuple[int, int], list[Piece]] = defaultdict(list)
    for row in _rows(table):
        for column, cell in enumerate(row.children):
            for node in cell.walk():
                for page, mark in node.marks:
                    there = marked.get((page, mark), [])
                    if len(there) == 1 and NUMBER.fullmatch(there[0].words):
                        columns[page, column].append(there[0])
    for (page, _), numbers in columns.items():
        if len(numbers) > 1:
            yield page + 1, numbers


def _crooked(column: tuple[int, list[Piece]]) -> str:
    """A column whose points stand in no line; "" for one in order, and for shares at the ends of bars."""
    page, numbers = column
    points = [each.right - _behind(each) for each in numbers]
    at_bars = all(each.words.endswith("%") for each in numbers)
    if at_bars or max(points) - min(points) <= NEAR:
        return ""
    return f"page {page}: " + ", ".join(f"{each.words} to {each.right:.1f}" for each in numbers[:5])


def _behind(each: Piece) -> float:
    """About how wide a number is from its point on: figures are all of one width, a point is half of it."""
    whole, point, decimals = each.words.partition(".")
    figures = sum(letter.isdigit() or letter in "−+" for letter in each.words)
    narrow = point + "," * whole.count(",")
    one = (each.right - each.left) / (figures + 0.45 * len(narrow))
    return one * (len(decimals) + 0.45 * len(point))


def _outside(pieces: list[tuple[int, Piece]]) -> Iterator[str]:
    for page, each in pieces:
        if each.left < LEFT or each.right > RIGHT:
            yield f"page {page}: {each.words[:40]!r} from {each.left:.0f} to {each.right:.0f} pt"
        elif each.words.endswith("…"):
            yield f"page {page}: {each.words[:60]!r} is not the whole text"


def _over_each_other(pages: list[Page]) -> Iterator[str]:
    for number, page in enumerate(pages, 1):
        ordered = sorted(page.pieces, key=lambda each: each.left)
        for place, one in enumerate(ordered):
            if one.mark < 0:
                continue
            for other in ordered[place + 1 :]:
                if other.left >= one.right - NEAR:
                    break
                high = min(one.top, other.top) - max(one.bottom, other.bottom)
                if other.mark >= 0 and high > NEAR and min(one.right, other.right) - other.left > NEAR:
                    yield f"page {number}: {one.words[:30]!r} on {other.words[:30]!r}"


def _pale(pieces: list[tuple[int, Piece]]) -> Iterator[str]:
    for page, each in pieces:
        ratio = 1.05 / (each.grey + 0.05)
        if ratio < WHITE_ENOUGH and "DEMO DATA" not in each.words:
            yield f"page {page}: {each.words[:30]!r} has {ratio:.1f} to 1 on white"
