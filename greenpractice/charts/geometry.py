"""What a chart is made of: shapes of plain values, in points from the top left corner, y downwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from greenpractice.cells import InWords
from greenpractice.charts.lato import width_of
from greenpractice.charts.palette import TEXT
from greenpractice.numbers import exact, normal, round_half_up, show, show_kg
from greenpractice.phrases import share_words

Point: TypeAlias = tuple[float, float]
Anchor: TypeAlias = Literal["start", "middle", "end"]
MarkKind: TypeAlias = Literal[
    "circle", "half_circle", "ticked_circle", "diamond", "triangle", "triangle_down", "square", "dash"
]
Unit: TypeAlias = Literal["", "kg CO₂e", "share", "inhalers"]
Cell: TypeAlias = str | Decimal | None

# What a spreadsheet's column title says beside its name.
_COPIED_UNITS: Mapping[Unit, str] = {"share": "%", "inhalers": ""}
_COPIED_PLACES = 6

# How far Lato's letters reach above and below the baseline, in font sizes; accents on capitals included.
_ABOVE, _BELOW = 0.86, 0.22


@dataclass(frozen=True, slots=True)
class Bounds:
    """A rectangle that something fills."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Bounds") -> bool:
        """True if they share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: "Bounds") -> bool:
        """True if the other lies inside, give or take what floats lose."""
        slack = 0.01
        return (
            self.left - slack <= other.left
            and self.top - slack <= other.top
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; `hatched` lays stripes of the colour `line` over the fill."""

    x: float
    y: float
    width: float
    height: float
    fill: str | None = None
    line: str | None = None
    hatched: bool = False
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line; `dash` is lengths of stroke and gap."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: str
    thickness: float = 1
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """Lines through points, each of `pieces` apart; closed and filled it is one area or several."""

    pieces: tuple[tuple[Point, ...], ...]
    line: str | None = None
    fill: str | None = None
    closed: bool = False
    thickness: float = 1
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A small sign around its centre, `size` wide; hollow is an outline filled with white."""

    x: float
    y: float
    size: float
    kind: MarkKind
    colour: str
    filled: bool = True


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text in Lato with its baseline at `y`."""

    x: float
    y: float
    text: str
    size: float
    bold: bool = False
    colour: str = TEXT
    anchor: Anchor = "start"

    @property
    def bounds(self) -> Bounds:
        """The room the text takes."""
        width = width_of(self.text, self.size, self.bold)
        left = self.x - {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        return Bounds(left, self.y - _ABOVE * self.size, left + width, self.y + _BELOW * self.size)


Shape: TypeAlias = Box | Rule | Path | Mark | Words


@dataclass(frozen=True, slots=True)
class ChartTable:
    """The chart's figures, exact: a unit for each column, None where there is no data.

    Rows that are `totals` of the others no order moves.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    units: tuple[Unit, ...]
    totals: tuple[int, ...] = ()

    def shown(self) -> list[list[str]]:
        """The rows as people read them, rounded as in the picture; numbers know what they say."""
        return [[_shown(cell, unit) for cell, unit in zip(row, self.units, strict=True)] for row in self.rows]

    def copied(self) -> list[list[str]]:
        """Titles with their unit, then the rows as plain numbers, as a spreadsheet reads them."""
        titles = [
            f"{title}, {_COPIED_UNITS.get(unit, unit)}".strip(", ")
            for title, unit in zip(self.headers, self.units, strict=True)
        ]
        rows = [
            [_copied(cell, unit) for cell, unit in zip(row, self.units, strict=True)] for row in self.rows
        ]
        return [titles, *rows]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture with its words: `shapes` in the order they are drawn, on white.

    Title and subtitle are not among the shapes: a page sets them as text, so that they can be read out
    and searched. `alt` says in one sentence what the picture shows. `spots` are where the first rows of
    the table stand in the picture, one for each, so that a click on a bar finds its row. `notes` are the
    sentences of a small picture, which has no room for them: who shows it sets them beside it.
    """

    title: str
    subtitle: str
    alt: str
    width: float
    height: float
    shapes: tuple[Shape, ...]
    table: ChartTable
    spots: tuple[Bounds, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_drawn(self) -> bool:
        """False where only words stand in its place, as there is nothing to draw yet."""
        return any(not isinstance(shape, Words) for shape in self.shapes)


def table_of(
    headers: Sequence[tuple[str, Unit]], rows: Sequence[Sequence[Cell]], totals: Sequence[int] = ()
) -> ChartTable:
    """A table from its columns, each a title and a unit, and its rows, of which some are `totals`."""
    return ChartTable(
        tuple(title for title, _ in headers),
        tuple(tuple(row) for row in rows),
        tuple(unit for _, unit in headers),
        tuple(totals),
    )


def _shown(cell: Cell, unit: Unit) -> str:
    if cell is None:
        return "No data"
    if isinstance(cell, str):
        return cell
    if unit == "kg CO₂e":
        return InWords(show_kg(cell), cell)
    return InWords(share_words(cell, Decimal(1)) if unit == "share" else show(cell), cell)


def _copied(cell: Cell, unit: Unit) -> str:
    if cell is None:
        return "No data"
    if isinstance(cell, str):
        return cell
    with exact():
        return normal(round_half_up(cell * 100 if unit == "share" else cell, _COPIED_PLACES))
