"""The calendar of bills: a line for each site and fuel, a bar for each bill, gaps and double days seen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from greenpractice.carbon.bills_calendar import BillsLine, Stretch, StretchKind
from greenpractice.cells import InWords
from greenpractice.charts.geometry import Bounds, Box, Chart, ChartTable, Rule, Words, table_of
from greenpractice.charts.lato import width_of
from greenpractice.charts.palette import ASKED, BORDER, INHALERS, SECONDARY, TEXT, WHITE
from greenpractice.charts.sheet import Place, Sheet, clean, wrap
from greenpractice.periods import MONTHS, Period, narrow_day_words
from greenpractice.phrases import subtitle

MOST_BEYOND = 31  # days that are shown of what is before and after the period
_NAME = 0.24  # of the width, for the names of sites
_BAR, _TWICE, _SPACE, _AFTER = 1.7, 1.15, 0.3, 0.6  # in font sizes
_ONE_DAY = timedelta(days=1)
_LOOKS: Mapping[StretchKind, Box] = {
    "bill": Box(0, 0, 0, 0, fill=INHALERS, line=WHITE),
    "estimate": Box(0, 0, 0, 0, fill=WHITE, line=INHALERS, hatched=True),
    "gap": Box(0, 0, 0, 0, fill=ASKED, line=TEXT, dash=(4, 3)),
    "twice": Box(0, 0, 0, 0, fill=WHITE, line=TEXT, hatched=True),
}


@dataclass(frozen=True, slots=True)
class _Days:
    """The days of the sheet, from left to right, those of the period among them."""

    first: date
    last: date
    left: float
    right: float
    period: Period

    @property
    def own_left(self) -> float:
        """Where the period begins."""
        return self.x(self.period.first_day)

    @property
    def own_right(self) -> float:
        """Where the period ends."""
        return self.x(self.period.last_day + _ONE_DAY)

    def x(self, day: date) -> float:
        """Where a day begins, within the sheet."""
        all_days = (self.last - self.first).days + 1
        past = min(max((day - self.first).days, 0), all_days)
        return self.left + (self.right - self.left) * past / all_days

    def bounds(self, stretch: Stretch, top: float, height: float) -> Bounds:
        """The room of a stretch, at least a point wide."""
        left, right = self.x(stretch.first), self.x(stretch.last + _ONE_DAY)
        return Bounds(left, top, max(right, left + 1), top + height)


def bills_chart(
    lines: Sequence[BillsLine], period: Period, *, what: str, width: float, text_size: float = 12
) -> Chart:
    """The bills of a quarter, with at most a month of those beside it; `what` is the section's title.

    The spots and the rows of the table are the stretches of all lines, one after the other.
    """
    sheet = Sheet(width, text_size)
    days = _days_of(lines, period, width, sheet)
    y = _months(sheet, days, period)
    tops: list[float] = []
    spots: list[Bounds] = []
    for line in lines:
        tops.append(y)
        y, found = _line(sheet, days, line, y)
        spots += found
    for edge in (period.first_day, period.last_day + _ONE_DAY):
        if days.first < edge <= days.last:
            sheet.add(Rule(days.x(edge), 1.4 * sheet.small, days.x(edge), y, TEXT, dash=(3, 3)))
    said = " ".join(sentence for line in lines for sentence in line.sentences)
    under = subtitle(what, period.words, "dashed lines end the quarter" if _is_wider(days, period) else "")
    alt = f"{what}, bills of {period.words}. {said or 'There is no bill.'}"
    return sheet.chart(_title(lines), under, alt, y, _table(lines), spots)


def _title(lines: Sequence[BillsLine]) -> str:
    open_days = [line.covered.days - line.covered.inside for line in lines]
    twice = any(stretch.kind == "twice" for line in lines for stretch in line.stretches)
    if not any(open_days):
        said = "Bills cover every day"
    elif len(lines) == 1:
        said = f"Bills cover {lines[0].covered.inside} of {lines[0].covered.days} days"
    else:
        said = f"{sum(map(bool, open_days))} of {len(lines)} lines have days without a bill"
    return f"{said}; some have two" if twice else said


def _is_wider(days: _Days, period: Period) -> bool:
    return days.first < period.first_day or days.last > period.last_day


def _days_of(lines: Sequence[BillsLine], period: Period, width: float, sheet: Sheet) -> _Days:
    every = [each for line in lines for each in line.stretches]
    before = max([0, *((period.first_day - each.first).days for each in every)])
    after = max([0, *((each.last - period.last_day).days for each in every)])
    first = period.first_day - min(before, MOST_BEYOND) * _ONE_DAY
    last = period.last_day + min(after, MOST_BEYOND) * _ONE_DAY
    room = max([0.0, *(width_of(_count(line), sheet.small) for line in lines)])
    return _Days(first, last, _NAME * width, width - room - sheet.small, period)


def _count(line: BillsLine) -> str:
    return f"{line.covered.inside} of {line.covered.days} days"


def _months(sheet: Sheet, days: _Days, period: Period) -> float:
    """A mark where each month begins, with its name where there is room; returns where bars begin."""
    height = 1.4 * sheet.small
    for first, last in _months_between(days.first, days.last):
        left, right = days.x(first), days.x(last + _ONE_DAY)
        sheet.add(Rule(left, 0, left, height, BORDER))
        for name in (MONTHS[first.month - 1], MONTHS[first.month - 1][:3]):
            if width_of(name, sheet.small) + 0.6 * sheet.small <= right - left:
                own = period.first_day <= first <= period.last_day
                colour = TEXT if own else SECONDARY
                sheet.words(left + 0.3 * sheet.small, 1.05 * sheet.small, name, small=True, colour=colour)
                break
    return height + _SPACE * sheet.size


def _months_between(first: date, last: date) -> Iterator[tuple[date, date]]:
    start = first
    while start <= last:
        after = date(start.year + start.month // 12, start.month % 12 + 1, 1)
        yield start, min(after - _ONE_DAY, last)
        start = after


def _line(sheet: Sheet, days: _Days, line: BillsLine, top: float) -> tuple[float, list[Bounds]]:
    """A line with as many rows of bars as bills of the same days need; returns its end and the spots."""
    bar, step = _BAR * sheet.size, (_BAR + _SPACE) * sheet.size
    ends: list[date] = []
    spots: dict[int, Bounds] = {}
    for number, each in enumerate(line.stretches):
        if each.kind == "twice":
            continue
        free = (row for row, end in enumerate(ends) if end < each.first)
        at = 0 if each.kind == "gap" else next(free, len(ends))
        if at == len(ends):
            ends.append(each.last)
        ends[at] = max(ends[at], each.last)
        spots[number] = days.bounds(each, top + at * step, bar)
        _draw(sheet, days, each, spots[number])
    y = top + max(1, len(ends)) * step
    twice = [number for number, each in enumerate(line.stretches) if each.kind == "twice"]
    for number in twice:
        spots[number] = days.bounds(line.stretches[number], y, _TWICE * sheet.size)
        spots[number] = _apart(spots[number], [spots[other] for other in twice if other < number])
    for number in sorted(twice, key=lambda each: spots[each].left - spots[each].right):
        _draw(
            sheet, days, line.stretches[number], spots[number]
        )  # words beside a bar go where others left room
    if twice:
        y = max(spots[number].bottom for number in twice) + _SPACE * sheet.size
    baseline = top + bar / 2 + 0.36 * sheet.small
    (name,) = wrap(clean(line.covered.source) or "All bills", sheet.small, days.left - sheet.small, most=1)
    sheet.words(0, baseline, name, small=True)
    sheet.words(sheet.width, baseline, _count(line), small=True, anchor="end")
    return y + _AFTER * sheet.size, [spots[number] for number in sorted(spots)]


def _apart(spot: Bounds, others: Sequence[Bounds]) -> Bounds:
    """The spot under those of the same days: three bills of a day are counted twice twice."""
    height = spot.bottom - spot.top
    while any(spot.overlaps(other) for other in others):
        spot = Bounds(spot.left, spot.top + height, spot.right, spot.bottom + height)
    return spot


def _draw(sheet: Sheet, days: _Days, stretch: Stretch, room: Bounds) -> None:
    """The bar with its words; what of it counts in another quarter is hollow."""
    own = Bounds(max(room.left, days.own_left), room.top, min(room.right, days.own_right), room.bottom)
    if stretch.is_shared:
        _box(sheet, room, Box(0, 0, 0, 0, fill=WHITE, line=INHALERS))
    _box(sheet, own, _LOOKS[stretch.kind])
    is_filled = stretch.kind == "bill"
    said = stretch.amount if is_filled or stretch.kind == "estimate" else stretch.words
    baseline, width = (own.top + own.bottom) / 2 + 0.36 * sheet.small, width_of(said, sheet.small, True)
    if said and width + 0.6 * sheet.small <= own.right - own.left:
        middle = (own.left + own.right) / 2
        colour = WHITE if is_filled else TEXT
        label = Words(middle, baseline, said, sheet.small, True, colour, "middle")
        sheet.add(label) if is_filled or stretch.kind == "gap" else sheet.add_clear(label)
    elif stretch.kind == "twice":
        beside = Words(0, 0, said, sheet.small)
        gap = 0.3 * sheet.small
        places: list[Place] = [(own.right + gap, baseline, "start"), (own.left - gap, baseline, "end")]
        sheet.place(beside, places, Bounds(days.left, own.top - gap, days.right, own.bottom + gap))


def _box(sheet: Sheet, room: Bounds, look: Box) -> None:
    width, height = room.right - room.left, room.bottom - room.top
    sheet.add(replace(look, x=room.left, y=room.top, width=width, height=height))


def _table(lines: Sequence[BillsLine]) -> ChartTable:
    headers = ("Site and fuel", "From", "To", "Days", "What")
    rows = [
        (
            clean(line.covered.source) or "All bills",
            InWords(narrow_day_words(each.first), each.first),
            InWords(narrow_day_words(each.last), each.last),
            InWords(str(each.days), Decimal(each.days)),
            each.words,
        )
        for line in lines
        for each in line.stretches
    ]
    return table_of([(header, "") for header in headers], rows)
