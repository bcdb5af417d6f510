"""Text set in lines: styles, bold runs, breaking into a width, drawing.

Text here is never markup. ReportLab's own Paragraph reads its text as XML, raises on some of what people
type and opens the address in `<img src=...>`; nothing in this package parses text, so nothing has to be
escaped, and paragraphs, table cells, cards and captions all break and draw in one way.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias
from unicodedata import category

from reportlab.lib.colors import Color, HexColor

from greenpractice.reports.fonts import BOLD, REGULAR, printable, width_of

if TYPE_CHECKING:
    from greenpractice.reports.canvas import TaggedCanvas

TEXT = "#212b32"
SECONDARY = "#4c6272"
ACCENT = "#005a53"
BORDER = "#d8dde0"

# Controls, surrogates and code points without a character: what XML or PDF strings cannot hold. Format
# characters (soft hyphens, changes of direction) go too.
_NOT_STORABLE = ("Cc", "Cs", "Cn")

# Half the height of a Lato capital, in font sizes: lines are centred on their capitals.
_HALF_CAPITAL = 0.36


@dataclass(frozen=True, slots=True)
class Strong:
    """A run of text in bold."""

    text: str


Content: TypeAlias = str | Strong | Sequence[str | Strong]


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How text is set: sizes and spaces in points, colour as `#rrggbb`."""

    size: float
    leading: float
    colour: str = TEXT
    bold: bool = False
    before: float = 0
    after: float = 0

    @property
    def font(self) -> str:
        return BOLD if self.bold else REGULAR


BODY = TextStyle(12, 16, after=6)
SMALL = TextStyle(10.5, 13.5, after=4)
HINT = TextStyle(10.5, 13.5, colour=SECONDARY, after=4)
UNDER = TextStyle(10, 12.5, colour=SECONDARY, after=3)  # the line under the title of a block
LEAD = TextStyle(14, 18.5, bold=True, after=5)
KEY = TextStyle(
    9.5, 12, colour=SECONDARY
)  # keys of a form, and second lines; nothing but the data page is smaller


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one font."""

    text: str
    font: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it is drawn. Where a word follows, it ends in a space, so that words are read out apart."""

    runs: tuple[Run, ...]
    width: float


def storable(text: str) -> str:
    """The text for titles and descriptions, which may hold any character that can be written at all."""
    if not text.isascii() or not text.isprintable():
        kinds = [(char, category(char)) for char in text if category(char) != "Cf"]
        text = "".join(" " if kind in _NOT_STORABLE else char for char, kind in kinds)
    return " ".join(text.split())


@lru_cache(maxsize=64)
def colour(value: str) -> Color:
    """ReportLab's colour for `#rrggbb`."""
    return HexColor(value)


def runs_of(content: Content, style: TextStyle) -> list[Run]:
    """Content as runs of printable text, each with its font."""
    parts = [content] if isinstance(content, str | Strong) else content
    return [
        Run(printable(part.text), BOLD) if isinstance(part, Strong) else Run(printable(part), style.font)
        for part in parts
    ]


def plain_text(content: Content) -> str:
    """The words alone, on one line."""
    parts = [content] if isinstance(content, str | Strong) else content
    return storable("".join(part.text if isinstance(part, Strong) else part for part in parts))


def widest_line(content: Content, style: TextStyle) -> float:
    """The width of the content if it were not broken, in points."""
    lines = break_lines(content, style, float("inf"))
    return max((line.width for line in lines), default=0.0)


def widest_word(content: Content, style: TextStyle) -> float:
    """The width of the longest word, in points."""
    return max((word.width(style.size) for word in _words(runs_of(content, style)) if word), default=0.0)


@dataclass(slots=True)
class _Word:
    """What stands between two spaces; it may change font within."""

    runs: list[Run]

    def width(self, size: float) -> float:
        return sum(width_of(run.text, run.font, size) for run in self.runs)


def _words(runs: Iterable[Run]) -> Iterator[_Word | None]:
    """Words in order; None stands for a line end."""
    word: list[Run] = []
    for run in runs:
        for part in re.split("( +|\n)", run.text):
            if part and part[0] not in " \n":
                word.append(Run(part, run.font))
                continue
            if part and word:
                yield _Word(word)
                word = []
            if part == "\n":
                yield None
    if word:
        yield _Word(word)


def _broken(word: _Word, size: float, limit: float) -> Iterator[_Word]:
    """A word wider than a line, cut where each line is full."""
    cut: list[Run] = []
    used = 0.0
    for run in word.runs:
        start = 0
        for end, char in enumerate(run.text):
            step = width_of(char, run.font, size)
            if used + step > limit and (cut or end > start):
                yield _Word([*cut, Run(run.text[start:end], run.font)])
                cut, start, used = [], end, 0.0
            used += step
        cut.append(Run(run.text[start:], run.font))
    yield _Word(cut)


class _LineMaker:
    """Gathers words into one line."""

    def __init__(self, size: float) -> None:
        self.size = size
        self.runs: list[Run] = []
        self.width = 0.0

    def gap(self) -> float:
        """The space before the next word."""
        return width_of(" ", self.runs[-1].font, self.size) if self.runs else 0.0

    def add(self, word: _Word) -> None:
        if self.runs:
            self.width += self.gap()
            self._extend(" ")
        for run in word.runs:
            if self.runs and self.runs[-1].font == run.font:
                self._extend(run.text)
            else:
                self.runs.append(run)
            self.width += width_of(run.text, run.font, self.size)

    def _extend(self, text: str) -> None:
        last = self.runs[-1]
        self.runs[-1] = Run(last.text + text, last.font)

    def finish(self, spaced: bool) -> Line:
        if self.runs and spaced:
            self._extend(" ")
        return Line(tuple(self.runs), self.width)


def break_lines(content: Content, style: TextStyle, limit: float) -> list[Line]:
    """The content broken into lines at most `limit` points wide; no lines if there is nothing to show."""
    runs = runs_of(content, style)
    if len(runs) == 1 and "\n" not in runs[0].text and "  " not in runs[0].text:
        text, font = runs[0].text.strip(" "), runs[0].font
        width = width_of(text, font, style.size)
        if width <= limit:
            return [Line((Run(text, font),), width)] if text else []
    lines: list[Line] = []
    line = _LineMaker(style.size)
    for word in _words(runs):
        if word is None:
            lines.append(line.finish(spaced=True))
            line = _LineMaker(style.size)
            continue
        width = word.width(style.size)
        for index, part in enumerate(_broken(word, style.size, limit) if width > limit else [word]):
            if line.runs and (index or line.width + line.gap() + width > limit):
                lines.append(line.finish(spaced=index == 0))
                line = _LineMaker(style.size)
            line.add(part)
    lines.append(line.finish(spaced=False))
    while lines and not lines[-1].runs:
        lines.pop()
    return lines


def draw_lines(
    canvas: "TaggedCanvas",
    lines: Sequence[Line],
    style: TextStyle,
    left: float,
    top: float,
    right: float | None = None,
) -> None:
    """Draw lines downwards from `top`, from `left` or, where `right` is given, up to it."""
    text = canvas.beginText()
    text.setFillColor(colour(style.colour))
    baseline = top - style.leading / 2 - _HALF_CAPITAL * style.size
    font = ""
    for line in lines:
        text.setTextOrigin(left if right is None else right - line.width, baseline)
        for run in line.runs:
            if run.font != font:
                font = run.font
                text.setFont(font, style.size, style.leading)
            text.textOut(run.text)
        baseline -= style.leading
    canvas.drawText(text)
