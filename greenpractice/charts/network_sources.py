"""N4, the network's carbon by source: a bar for each practice in at most four parts, inhalers at its base."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.carbon.carbon_words import entries_left
from greenpractice.carbon.footprint import Footprint
from greenpractice.charts.geometry import Box, Chart, ChartTable, Rule, Unit, table_of
from greenpractice.charts.lato import width_of
from greenpractice.charts.palette import INHALERS, ORANGE, PINK, SECONDARY, TURQUOISE
from greenpractice.charts.sheet import Key, Sheet, clean, message, room_for_names, wrap
from greenpractice.numbers import exact, show_kg
from greenpractice.phrases import joined, share_words
from greenpractice.sections import CARBON_SECTIONS, CARBON_THEMES, SECTION_BY_KEY
from greenpractice.themes import OTHER

PARTS = tuple(theme.title for theme in CARBON_THEMES)
_COLOURS = (INHALERS, TURQUOISE, PINK, ORANGE)
_OTHER = len(CARBON_THEMES) - 1
_ROW, _BAR = 1.8, 1.15  # in font sizes
_SEAM = 0.75  # white between two parts, so that they stand apart on a photocopy


@dataclass(frozen=True, slots=True)
class PracticeBar:
    """A practice and its kg by part, None where the practice gave nothing for it; of what is not counted
    how many entries, and in which parts.
    """

    name: str
    parts: tuple[Decimal | None, ...]
    entries_left: int = 0
    left_in: frozenset[int] = frozenset()

    @property
    def total(self) -> Decimal:
        """The sum of its parts."""
        with exact():
            return sum((kg for kg in self.parts if kg is not None), Decimal(0))


def practice_bar(name: str, footprint: Footprint) -> PracticeBar:
    """The parts of one practice's footprint."""
    parts: list[Decimal | None] = [None] * len(PARTS)
    with exact():
        for section, kg in footprint.by_section.items():
            part = _part_of(section)
            parts[part] = (parts[part] or Decimal(0)) + kg
    left = {item.section for item in footprint.not_counted if item.is_left}
    left_in = frozenset(_part_of(section.key) for section in CARBON_SECTIONS if section.key in left)
    return PracticeBar(name, tuple(parts), entries_left(footprint), left_in)


def _part_of(section: str) -> int:
    return CARBON_THEMES.index(SECTION_BY_KEY[section].theme or OTHER)


def network_sources(
    bars: Sequence[PracticeBar], *, place: str, period: str, width: float, text_size: float = 12
) -> Chart:
    """The chart, the heaviest practice first; practices differ in size, so this ranks nothing."""
    bars = sorted(bars, key=lambda bar: (-bar.total, bar.name))
    title, table = _title(bars), _table(bars)
    under = f"{clean(place)}, {period}"
    if not any(bar.total for bar in bars):
        return message(title, under, ["No practice gave figures that have carbon."], width, text_size, table)
    sheet = Sheet(width, text_size)
    left = room_for_names((bar.name for bar in bars), sheet.small, width)
    labels = [show_kg(bar.total) for bar in bars]
    room = width - left - max(width_of(label, sheet.small) for label in labels) - text_size
    scale = room / float(max(bar.total for bar in bars))
    end = sheet.key(0, [Key(Box(0, 0, 0, 0, fill=c), part) for part, c in zip(PARTS, _COLOURS, strict=True)])
    end += 0.4 * text_size
    top = end
    for bar, label in zip(bars, labels, strict=True):
        middle = end + _ROW * text_size / 2
        _draw_bar(sheet, bar, label, left, scale, middle)
        end += _ROW * text_size
    sheet.add(Rule(left, top, left, end, SECONDARY))
    end = sheet.sentences(end + 0.3 * text_size, _notes(bars))
    return sheet.chart(title, under, _alt(bars, place, period), end, table)


def _draw_bar(sheet: Sheet, bar: PracticeBar, label: str, left: float, scale: float, middle: float) -> None:
    baseline, height = middle + 0.36 * sheet.small, _BAR * sheet.size
    (name,) = wrap(clean(bar.name), sheet.small, left - 0.8 * sheet.small, most=1)
    sheet.words(left - 0.6 * sheet.small, baseline, name, small=True, anchor="end")
    x = left
    for kg, colour in zip(bar.parts, _COLOURS, strict=True):
        length = float(kg or 0) * scale
        if length > 0:
            sheet.add(Box(x, middle - height / 2, max(length - _SEAM, length / 2), height, fill=colour))
            x += length
    sheet.words(x + 0.5 * sheet.size, baseline, label, small=True)


def _notes(bars: Sequence[PracticeBar]) -> list[str]:
    notes = []
    for number, part in enumerate(PARTS[:_OTHER]):
        without = [bar for bar in bars if bar.parts[number] is None]
        for words, are_left in (("No data", False), ("No figure that could be counted", True)):
            names = [clean(bar.name) for bar in without if (number in bar.left_in) is are_left]
            notes += [f"{words} for {part.lower()}: {joined(names)}."] if names else []
    left = [f"{clean(bar.name)} ({bar.entries_left})" for bar in bars if bar.entries_left]
    return [*notes, f"Without entries that are not counted: {joined(left)}."] if left else notes


def _title(bars: Sequence[PracticeBar]) -> str:
    with exact():
        total = sum((bar.total for bar in bars), Decimal(0))
        inhalers = sum((bar.parts[0] or Decimal(0) for bar in bars), Decimal(0))
    if not total:
        return "No carbon figures yet"
    return f"Inhalers are {share_words(inhalers, total)} of the carbon in these returns"


def _alt(bars: Sequence[PracticeBar], place: str, period: str) -> str:
    said = []
    for bar in bars:
        parts = [
            f"{p.lower()} {show_kg(kg)}" for p, kg in zip(PARTS, bar.parts, strict=True) if kg is not None
        ]
        said.append(f"{clean(bar.name)} {show_kg(bar.total)} ({', '.join(parts)})")
    return f"Stacked bars of carbon by source for {clean(place)}, {period}: {'; '.join(said)}."


def _table(bars: Sequence[PracticeBar]) -> ChartTable:
    headers: list[tuple[str, Unit]] = [("Practice", ""), *((part, "kg CO₂e") for part in PARTS)]
    headers.append(("Total", "kg CO₂e"))
    return table_of(headers, [(bar.name, *bar.parts, bar.total) for bar in bars])
