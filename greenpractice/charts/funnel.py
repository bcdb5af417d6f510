"""N6, a funnel of shares: which practices stand further from the network than chance alone would put them.

Only with ten practices or more; limits of 95% and 99.9% around the pooled share p are p ± z √(p (1 − p) / n)
(Spiegelhalter, Funnel plots for comparing institutional performance, Stat Med 2005;24:1185-1202).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import sqrt

from greenpractice.charts.axis import round_step
from greenpractice.charts.geometry import Bounds, Chart, ChartTable, Mark, Path, Rule, Words, table_of
from greenpractice.charts.palette import BORDER, INHALERS, SECONDARY, TEXT
from greenpractice.charts.sheet import Key, Sheet, clean
from greenpractice.numbers import exact, show
from greenpractice.phrases import counted, joined

FEWEST = 10
_Z95, _Z999 = 1.96, 3.29
_HEIGHT = 18.0  # in font sizes
_STEPS = 60


@dataclass(frozen=True, slots=True)
class Share:
    """A practice's share: numerator of a denominator above 0."""

    name: str
    numerator: Decimal
    denominator: Decimal
    code: str = ""

    @property
    def value(self) -> float:
        """The share itself."""
        return float(self.numerator) / float(self.denominator)


def funnel(
    shares: Sequence[Share],
    *,
    what: str,
    unit: str,
    place: str,
    period: str,
    width: float,
    text_size: float = 12,
) -> Chart:
    """The chart of `what` by denominator in `unit`; ValueError with fewer than ten practices."""
    if len(shares) < FEWEST:
        raise ValueError(f"a funnel needs {FEWEST} practices or more")
    pooled, outside = _pooled(shares), beyond_chance(shares)
    largest = max(float(share.denominator) for share in shares) * 1.05
    title = f"{what}: {_count(outside, len(shares))}"
    sheet = Sheet(width, text_size)
    area = Bounds(3.2 * text_size, text_size, width, _HEIGHT * text_size)
    smallest = min(float(share.denominator) for share in shares)
    reach = [*(share.value for share in shares), *(_limit(pooled, _Z95, smallest, sign) for sign in (-1, 1))]
    low, high = max(0.0, min(reach) - 0.03), min(1.0, max(reach) + 0.03)

    def x(number: float) -> float:
        return area.left + number / largest * (area.right - area.left)

    def y(share: float) -> float:
        return area.bottom - (min(max(share, low), high) - low) / (high - low) * (area.bottom - area.top)

    _axes(sheet, area, x, y, largest, (low, high), unit)
    for z, dash in ((_Z95, (4.0, 2.5)), (_Z999, (1.0, 2.0))):
        for sign in (-1, 1):
            _draw_limit(sheet, pooled, z * sign, smallest, largest, (low, high), x, y, dash)
    sheet.add(Rule(area.left, y(pooled), area.right, y(pooled), TEXT, 1))
    for share in shares:
        sheet.add(Mark(x(float(share.denominator)), y(share.value), 0.6 * text_size, "circle", INHALERS))
    for share in outside:
        _name(sheet, share, x(float(share.denominator)), y(share.value), area)
    end = sheet.key(area.bottom + 1.8 * sheet.small, [
        Key(Mark(0, 0, 0, "circle", INHALERS), "a practice"),
        Key(Rule(0, 0, 0, 0, TEXT), "all together"),
        Key(Rule(0, 0, 0, 0, SECONDARY, 1, (4.0, 2.5)), "95% limits"),
        Key(Rule(0, 0, 0, 0, SECONDARY, 1, (1.0, 2.0)), "99.9% limits"),
    ])  # fmt: skip
    notes = ["Outside the limits is more than chance; it is a question and not a judgement."]
    if outside:
        notes.insert(0, f"Outside the 99.9% limits: {_names(outside)}.")
    end = sheet.sentences(end, notes)
    alt = " ".join([f"Funnel plot for {clean(place)}, {period}. {title}.", *notes[:-1]])
    return sheet.chart(title, f"{clean(place)}, {period}", alt, end, _table(shares, outside))


def beyond_chance(shares: Sequence[Share]) -> list[Share]:
    """Those outside the 99.9% limits of all together."""
    pooled = _pooled(shares)
    return [share for share in shares if _is_outside(share, pooled, _Z999)]


def _pooled(shares: Sequence[Share]) -> float:
    with exact():
        numerator = sum((share.numerator for share in shares), Decimal(0))
        return float(numerator / sum((share.denominator for share in shares), Decimal(0)))


def _count(outside: Sequence[Share], of: int) -> str:
    if not outside:
        return f"none of {counted(of, 'practice')} outside the 99.9% limits"
    return f"{len(outside)} of {of} practices outside the 99.9% limits"


def _names(outside: Sequence[Share]) -> str:
    """Who stands outside; more than six are counted, and the table names them."""
    names = [clean(share.name) for share in outside[:6]]
    return joined([*names, f"{len(outside) - 6} more"] if len(outside) > 6 else names)


def _limit(pooled: float, z: float, number: float, sign: int = 1) -> float:
    return pooled + sign * z * sqrt(pooled * (1 - pooled) / number)


def _is_outside(share: Share, pooled: float, z: float) -> bool:
    return abs(share.value - pooled) > z * sqrt(pooled * (1 - pooled) / float(share.denominator))


def _draw_limit(
    sheet: Sheet,
    pooled: float,
    z: float,
    smallest: float,
    largest: float,
    within: tuple[float, float],
    x: Callable[[float], float],
    y: Callable[[float], float],
    dash: tuple[float, float],
) -> None:
    """One limit from the smallest practice to the largest, as far as it lies on the sheet."""
    points = []
    for step in range(_STEPS + 1):
        number = smallest * 0.9 + (largest - smallest * 0.9) * step / _STEPS
        limit = _limit(pooled, z, number)
        if within[0] <= limit <= within[1]:
            points.append((x(number), y(limit)))
    if len(points) > 1:
        sheet.add(Path((tuple(points),), line=SECONDARY, dash=dash))


def _axes(
    sheet: Sheet,
    area: Bounds,
    x: Callable[[float], float],
    y: Callable[[float], float],
    largest: float,
    shown: tuple[float, float],
    unit: str,
) -> None:
    for percent in range(0, 101, 10):
        share = percent / 100
        if shown[0] <= share <= shown[1]:
            sheet.add(Rule(area.left, y(share), area.right, y(share), BORDER))
            sheet.words(area.left - 0.5 * sheet.small, y(share) + 0.36 * sheet.small, f"{percent}%",
                        small=True, colour=SECONDARY, anchor="end")  # fmt: skip
    sheet.add(Rule(area.left, area.bottom, area.right, area.bottom, SECONDARY))
    step = round_step(Decimal(int(largest) or 1))
    tick = Decimal(0)
    while float(tick) <= largest:
        at, words = x(float(tick)), show(tick)
        last = float(tick + step) > largest
        sheet.words(at, area.bottom + 1.2 * sheet.small, f"{words} {unit}" if last else words, small=True,
                    colour=SECONDARY, anchor="end" if last else "middle")  # fmt: skip
        tick += step


def _name(sheet: Sheet, share: Share, x: float, y: float, area: Bounds) -> None:
    words = Words(x, y, clean(share.name), sheet.small)
    size = sheet.small
    aside = ((x + 0.7 * size, y + 0.36 * size, "start"), (x - 0.7 * size, y + 0.36 * size, "end"))
    above = ((x, y - 0.7 * size, "middle"), (x, y + 1.4 * size, "middle"))
    sheet.place(words, (*aside, *above), area)  # type: ignore[arg-type]


def _table(shares: Sequence[Share], outside: Sequence[Share]) -> ChartTable:
    rows = []
    for share in sorted(shares, key=lambda share: share.name):
        with exact():
            value = share.numerator / share.denominator
        rows.append((share.name, share.denominator, value, "outside" if share in outside else "inside"))
    return table_of([("Practice", ""), ("Of", ""), ("Share", "share"), ("99.9% limits", "")], rows)
