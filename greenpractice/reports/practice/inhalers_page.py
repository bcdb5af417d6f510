"""Page 3: which inhalers, and what stands behind the indicators."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportlab.platypus import Flowable

from greenpractice.carbon.carbon_words import CO2E, and_without_entries, value_mark
from greenpractice.charts.geometry import Shape
from greenpractice.charts.products_chart import kind_of, products_of, products_title
from greenpractice.facts.inhalers import load_inhalers
from greenpractice.indicators import INDICATOR_BY_ID
from greenpractice.indicators.base import Result
from greenpractice.indicators.schemes import by_scheme, schemes_of
from greenpractice.indicators.side_by_side import beside
from greenpractice.indicators.words import number_words, value_words
from greenpractice.lines import Line
from greenpractice.numbers import NO_DATA, exact, show
from greenpractice.phrases import ROUNDING, first_upper, joined, lower_first
from greenpractice.reports.blocks import heading, page_title, paragraph
from greenpractice.reports.content import Summary
from greenpractice.reports.forms.bar_list import BarRow, bar_shapes
from greenpractice.reports.practice.columns import adds_up, column, table_unit, unit_head
from greenpractice.reports.practice.lists import bar_scale
from greenpractice.reports.table_design import Picture
from greenpractice.reports.tables import table
from greenpractice.reports.text import SMALL, UNDER
from greenpractice.reports.watched import watched_table
from greenpractice.returns.packs_carried import notes_in
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.sections.base import typed_row
from greenpractice.sections.inhalers import NO_FACTOR, packs_words, plain_name
from greenpractice.small_numbers import FEWER, NOT_SHOWN, is_few, is_few_patients

_PADDING = 2.0
_BARS = 60.0  # points
_UNDER_A_TENTH = Decimal("0.05")
_NAMED = 5


def inhalers_page(summary: Summary) -> list[Flowable]:
    """Every product with its bar, then the counts of the indicators and the measures beside them."""
    lines = [line for line in summary.own.lines if line.section == "inhalers"]
    said = "None has a kg value" if summary.document.rows("inhalers") else "None are entered"
    if lines:
        said = products_title(summary.own, products_of(summary.own))
    return [*page_title(f"Which inhalers? {said}"), *_products(summary, lines), *_indicators(summary)]


def _products(summary: Summary, lines: Sequence[Line]) -> Iterator[Flowable]:
    if lines:
        unit = table_unit([line.kg for line in lines], summary.standing.unit)
        over = "; bars on the scale of page 1" if unit.name != "kg" else ""
        yield paragraph(f"{unit_head(unit)} {CO2E}, inhalers × kg each{over}", UNDER)
        yield _table(summary, sorted(lines, key=lambda line: (-line.kg, line.label)))
        if not adds_up([line.kg for line in lines], summary.own.by_section["inhalers"], unit):
            yield paragraph(ROUNDING, SMALL)
    without = [
        item.what for item in summary.own.not_counted if item.section == "inhalers" and item.why == NO_FACTOR
    ]
    if without:
        more = f" and {len(without) - _NAMED} more" if len(without) > _NAMED else ""
        yield paragraph(f"No kg value, and in no total: {'; '.join(without[:_NAMED])}{more}.", SMALL)
    notes = notes_in(summary.document)
    for position, each in enumerate(summary.document.rows("inhalers")):
        if said := packs_words(typed_row(SECTION_BY_KEY["inhalers"], each), notes.get(position, "")):
            yield paragraph(f"{said}, as the practice says.", SMALL)


def _table(summary: Summary, lines: Sequence[Line]) -> Flowable:
    unit = table_unit([line.kg for line in lines], summary.standing.unit)
    kinds = [kind_of(line.factor.key.removeprefix("inhaler."), line.factor.gas).words for line in lines]
    groups = {kind: [line for line, own in zip(lines, kinds, strict=True) if own == kind] for kind in kinds}
    numbers, weights = [line.quantity for line in lines], [line.kg for line in lines]
    sums = groups.values() if len(groups) > 1 else ()
    with exact():
        numbers += [sum((line.quantity for line in group), Decimal(0)) for group in sums]
        weights += [sum((line.kg for line in group), Decimal(0)) for group in sums]
        numbers.append(sum((line.quantity for line in lines), Decimal(0)))
    weights.append(summary.own.by_section["inhalers"])
    names = [*_labels(lines), *(f"All {kind}" for kind in groups if len(groups) > 1)]
    names.append(f"All products{and_without_entries(summary.own, {'inhalers'})}")
    each = [_each(line.factor.value) for line in lines]
    blank = [""] * (len(names) - len(lines))
    columns = [names, [*map(_device, lines), *blank], column(numbers, 1)]
    items = _items(summary, lines)
    columns += [[*column(items), *blank]] if any(item is not None for item in items) else []
    columns += [[*each, *blank], [unit.show(kg) for kg in weights], [""] * len(names)]
    head = [
        "Product",
        "Type",
        "Inhalers",
        *(["Items"] if len(columns) > 6 else []),
        "kg each",
        unit_head(unit),
        "",
    ]
    scale = bar_scale(summary)
    picture = Picture(len(head) - 1, _BARS, lambda row, _, height: _bar(lines, row - 1, height, scale))
    return table(
        [head, *map(list, zip(*columns, strict=True))],
        align="ll" + "r" * (len(head) - 3) + "l",
        total_row=True,
        style=SMALL,
        padding=_PADDING,
        bold=range(len(lines) + 1, len(names)),
        picture=picture,
        stretch=0,
    )


def _bar(lines: Sequence[Line], number: int, height: float, scale: float) -> list[Shape]:
    if number >= len(lines):
        return []
    line = lines[number]
    row = BarRow("", "", line.kg, line.kg if line.estimated else Decimal(0), is_own=True)
    return bar_shapes(row, height, scale)


def _items(summary: Summary, lines: Sequence[Line]) -> list[Decimal | None]:
    spec, entered = SECTION_BY_KEY["inhalers"].fields["items"], summary.document.rows("inhalers")
    found = (spec.value(entered[line.row].get("items", "")) for line in lines)
    return [each if isinstance(each, Decimal) else None for each in found]


def _device(line: Line) -> str:
    product = load_inhalers().product(line.factor.key.removeprefix("inhaler."))
    return product.device if product else ""


def _each(kg: Decimal) -> str:
    return "under 0.1" if 0 < kg < _UNDER_A_TENTH else show(kg, 1)


def _labels(lines: Sequence[Line]) -> list[str]:
    """Products in short, in full where two would be called alike; with what is not of themselves."""
    short = Counter(plain_name(line.label) for line in lines)
    return [
        label_of(line, line.label if short[plain_name(line.label)] > 1 else plain_name(line.label))
        for line in lines
    ]


def label_of(line: Line, name: str) -> str:
    """A name, and whether the figure is estimated or its value borrowed."""
    marks = ["estimated"] if line.estimated else []
    marks += [mark] if (mark := value_mark(line.factor)) else []
    return f"{name} ({', '.join(marks)})" if marks else name


def _indicators(summary: Summary) -> Iterator[Flowable]:
    schemes = joined(list(by_scheme(schemes_of(summary.indicators))))
    if all(result.value is None for result in summary.indicators):
        wanted = dict.fromkeys(
            INDICATOR_BY_ID[result.indicator.id].missing(summary.view.parts) for result in summary.indicators
        )
        yield paragraph(f"No indicator has a value yet. {' '.join(wanted)}", SMALL)
        return
    yield heading(f"What is counted in the indicators ({schemes})", 3, bookmark=False)
    when, earlier = summary.earlier_values
    rows = [["Indicator", "Counted", "Of", "Value", first_upper(when)]]
    rows += [_counts(result, earlier.get(result.indicator.id)) for result in summary.indicators]
    if not any(each is not None for each in earlier.values()):
        rows = [row[:-1] for row in rows]
    yield table(rows, align=f"l{'r' * (len(rows[0]) - 1)}", stretch=0, style=SMALL, padding=_PADDING)
    said = [f"{result.indicator.id} is {result.without}." for result in summary.indicators if result.without]
    for result in summary.indicators:
        stands_beside = beside(result, summary.watched)
        said += [f"{result.indicator.id}. {stands_beside}"] if stands_beside else []
    if said:
        yield paragraph(" ".join(said), SMALL)
    if any(each.value is not None for each in summary.watched):
        yield from watched_table(summary.watched, summary.period.last_day, level=3)


def _counts(result: Result, before: Decimal | None) -> list[str]:
    """What is counted and of what, its value and the earlier one; small counts of patients are not told."""
    few, none = is_few(result), lower_first(NO_DATA)
    counts = [
        none if count is None else FEWER if few and is_few_patients(count) else show(count, 0)
        for count in (result.numerator, result.denominator)
    ]
    then = none if before is None else number_words(result.indicator, before)
    name = f"{result.indicator.id} {result.indicator.title}"
    return [name, *counts, _value(result, few), NOT_SHOWN if few else then]


def _value(result: Result, few: bool) -> str:
    if result.value is None:
        return lower_first(NO_DATA)
    return NOT_SHOWN if few else value_words(result, result.value)
