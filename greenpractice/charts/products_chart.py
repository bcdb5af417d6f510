"""P5, which inhalers carry the carbon: a bar for each of the heaviest products, one for all others."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.carbon.footprint import Footprint
from greenpractice.charts.bars import Bar, draw_bars, hatched
from greenpractice.charts.geometry import Chart, ChartTable, Mark, MarkKind, Unit, table_of
from greenpractice.charts.lato import width_of
from greenpractice.charts.palette import INHALERS, ORANGE, PINK, SECONDARY, TURQUOISE
from greenpractice.charts.sheet import Key, Sheet, clean, message, wrap
from greenpractice.facts.inhaler_devices import CLEANER_GASES
from greenpractice.facts.inhalers import load_inhalers
from greenpractice.lines import Line
from greenpractice.numbers import exact, show, show_kg
from greenpractice.phrases import counted, joined, period_words, share_words, subtitle, this_period
from greenpractice.sections.inhalers import NO_FACTOR

MOST = 8  # bars of single products
_ROW = 2.35  # heights in font sizes
_BAR = 1.25
_IN_TITLE = 3

# Far lower warming than HFA134a and HFA227ea: what makes a puffer a lower-carbon one here. A small can of
# HFA134a is lighter than a large one, but that is the kg beside it to show, not another kind of inhaler.


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of inhaler with its shape and colour."""

    words: str
    shape: MarkKind
    colour: str


PMDI = Kind("pMDI", "circle", INHALERS)
LOWER_CARBON = Kind("pMDI with a lower-carbon propellant", "diamond", TURQUOISE)
DPI = Kind("dry powder (DPI)", "triangle", PINK)
SMI = Kind("soft mist (SMI)", "square", ORANGE)
OTHER = Kind("other", "dash", SECONDARY)
_KINDS = {"pMDI": PMDI, "BAI": PMDI, "DPI": DPI, "SMI": SMI}


@dataclass(frozen=True, slots=True)
class ProductCarbon:
    """One product by its factor's key; `each` is None where its kg per inhaler changed in the period."""

    key: str
    name: str
    kind: Kind
    inhalers: Decimal
    each: Decimal | None
    kg: Decimal
    estimated: Decimal

    @property
    def sum_words(self) -> str:
        """`260 inhalers × 28.3 kg`."""
        count = f"{show(self.inhalers)} {'inhaler' if self.inhalers == 1 else 'inhalers'}"
        if self.each is None:
            return count
        each = f"{show(self.each, 1)} kg" if self.each >= Decimal("0.05") or not self.each else "under 0.1 kg"
        return f"{count} × {each}"


def products_of(footprint: Footprint) -> list[ProductCarbon]:
    """Every product with a factor, the heaviest first."""
    lines: dict[str, list[Line]] = {}
    for line in footprint.lines:
        if line.section == "inhalers":
            lines.setdefault(line.factor.key, []).append(line)
    products = [_product(key, found) for key, found in lines.items()]
    return sorted(products, key=lambda product: (-product.kg, -product.inhalers, product.name))


def kind_of(code: str, gas: str) -> Kind:
    """The kind of a BNF code, from the product's device and the propellant it counts with."""
    product = load_inhalers().product(code)
    if product is None:
        return OTHER
    kind = _KINDS[product.device]
    return LOWER_CARBON if kind is PMDI and gas in CLEANER_GASES else kind


def products_chart(
    footprint: Footprint,
    *,
    place: str,
    width: float,
    height: float | None = None,
    text_size: float = 12,
) -> Chart:
    """The chart of one period; products without a kg value are counted in a sentence below."""
    products = products_of(footprint)
    rows = heaviest(products)
    rough = sum(1 for product in products if product.estimated)
    under = subtitle(
        "Tonnes or kg CO₂e by product",
        clean(place),
        period_words(footprint.period),
        f"{rough} of {counted(len(products), 'product')} estimated" if rough else "",
    )
    title, notes = products_title(footprint, products), _notes(footprint)
    table = _table(products)
    if not products:
        return message(title, under, notes or ["No inhaler figures yet."], width, text_size, table)
    sheet = Sheet(width, text_size)
    keys = _keys(rows)
    below = _below(Sheet(width, text_size), 0, keys, notes)
    row = _ROW * text_size
    if height is not None:
        row = max(row, (height - below) / len(rows))
    _draw_rows(sheet, rows, row)
    end = _below(sheet, row * len(rows), keys, notes)
    spots = sheet.rows(len(rows) if len(rows) == len(products) else MOST, row)
    return sheet.chart(title, under, _alt(footprint, rows, place), end, table, spots)


def _product(key: str, lines: Sequence[Line]) -> ProductCarbon:
    values = {line.factor.value for line in lines}
    with exact():
        return ProductCarbon(
            key,
            clean(lines[-1].label),
            kind_of(key.removeprefix("inhaler."), lines[-1].factor.gas),
            sum((line.quantity for line in lines), Decimal(0)),
            values.pop() if len(values) == 1 else None,
            sum((line.kg for line in lines), Decimal(0)),
            sum((line.kg for line in lines if line.estimated), Decimal(0)),
        )


def heaviest(products: Sequence[ProductCarbon]) -> list[ProductCarbon]:
    """The heaviest and, where two or more are left, one row for them."""
    if len(products) <= MOST + 1:
        return list(products)
    rest = products[MOST:]
    with exact():
        others = ProductCarbon(
            "",
            f"All others ({len(rest)} products)",
            OTHER,
            sum((product.inhalers for product in rest), Decimal(0)),
            None,
            sum((product.kg for product in rest), Decimal(0)),
            sum((product.estimated for product in rest), Decimal(0)),
        )
    return [*products[:MOST], others]


def _draw_rows(sheet: Sheet, rows: Sequence[ProductCarbon], row: float) -> None:
    """Shape, name, bar with its weight, and the multiplication on the right."""
    size = sheet.size
    right = sheet.width - max(width_of(each.sum_words, sheet.small) for each in rows) - size
    widest = max(width_of(show_kg(each.kg), size) for each in rows)
    sign = 1.4 * sheet.small
    room = min(0.37 * sheet.width, right - widest - 3 * size) - sign
    names = [wrap(each.name, sheet.small, room, most=2) for each in rows]
    left = sign + max(width_of(line, sheet.small) for lines in names for line in lines) + 0.6 * size
    middles = [row * (number + 0.5) for number in range(len(rows))]
    for each, lines, middle in zip(rows, names, middles, strict=True):
        if each.kind is not OTHER:
            sheet.add(Mark(sheet.small / 2, middle, 0.85 * sheet.small, each.kind.shape, each.kind.colour))
        first = middle + 0.36 * sheet.small - 0.575 * sheet.small * (len(lines) - 1)
        for number, line in enumerate(lines):
            sheet.words(sign, first + 1.15 * sheet.small * number, line, small=True)
        sheet.words(
            sheet.width,
            middle + 0.36 * sheet.small,
            each.sum_words,
            small=True,
            colour=SECONDARY,
            anchor="end",
        )
    bars = [Bar(each.kg, each.estimated, each.kind.colour, show_kg(each.kg)) for each in rows]
    draw_bars(sheet, bars, left, right, middles, _BAR * size)


def _keys(rows: Sequence[ProductCarbon]) -> list[Key]:
    kinds = [kind for kind in (PMDI, LOWER_CARBON, DPI, SMI) if any(row.kind is kind for row in rows)]
    keys = [Key(Mark(0, 0, 0, kind.shape, kind.colour), kind.words) for kind in kinds]
    if any(row.estimated for row in rows):
        keys.append(Key(hatched(0, 0, 0, 0, SECONDARY), "estimated"))
    return keys


def _below(sheet: Sheet, y: float, keys: Sequence[Key], notes: Sequence[str]) -> float:
    return sheet.sentences(sheet.key(y, keys), notes)


def products_title(footprint: Footprint, products: Sequence[ProductCarbon]) -> str:
    """How few products carry most of it."""
    heavy = [product for product in products if product.kg]
    if not heavy:
        return f"No inhaler carbon in the figures for {this_period(footprint.period)}"
    if len(heavy) <= _IN_TITLE:
        return f"All inhaler carbon comes from {counted(len(heavy), 'product')}"
    with exact():
        top = sum((product.kg for product in heavy[:_IN_TITLE]), Decimal(0))
        total = sum((product.kg for product in heavy), Decimal(0))
    return f"{_IN_TITLE} of {len(products)} products make {share_words(top, total)} of inhaler carbon"


def _notes(footprint: Footprint) -> list[str]:
    # A year names a product once for each quarter, each time with its count after a colon.
    missing = len(
        {
            item.what.rpartition(":")[0]
            for item in footprint.not_counted
            if item.section == "inhalers" and item.why == NO_FACTOR
        }
    )
    if not missing:
        return []
    what = "1 product has" if missing == 1 else f"{missing} products have"
    return [
        f"{what} no kg value in any source, so {'it is' if missing == 1 else 'they are'} not in this chart."
    ]


def _alt(footprint: Footprint, rows: Sequence[ProductCarbon], place: str) -> str:
    parts = [f"{row.name} {show_kg(row.kg)} ({row.sum_words})" for row in rows]
    where = f"{clean(place)}, {footprint.period.words}"
    return f"Bar chart of inhaler carbon by product for {where}: {joined(parts)}."


def _table(products: Sequence[ProductCarbon]) -> ChartTable:
    rows = [
        (each.name, each.kind.words, each.inhalers, "" if each.each is None else each.each, each.kg)
        for each in products
    ]
    headers: tuple[tuple[str, Unit], ...] = (
        ("Product", ""),
        ("Kind", ""),
        ("Inhalers", "inhalers"),
        ("CO₂e of each", "kg CO₂e"),
        ("CO₂e", "kg CO₂e"),
    )
    return table_of(headers, rows)
