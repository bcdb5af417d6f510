"""The two lists of page 1: where the carbon comes from, beside what changed it, or beside the products."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportlab.platypus import Flowable

from greenpractice.answers.lead_sentence import title_of_change
from greenpractice.carbon.carbon_words import CO2E
from greenpractice.charts.products_chart import ProductCarbon, products_of
from greenpractice.charts.sources_chart import Source, joined_sources, sources_of
from greenpractice.numbers import exact, show
from greenpractice.phrases import first_upper, is_or_are, share_words
from greenpractice.reports.blocks import block_title, paragraph
from greenpractice.reports.content import Summary
from greenpractice.reports.forms.bar_list import BarRow, bar_list, bar_room, longest
from greenpractice.reports.forms.change_list import ChangeRow, change_list
from greenpractice.reports.forms.halves import Halves
from greenpractice.reports.practice.columns import adds_up
from greenpractice.reports.text import UNDER
from greenpractice.reports.words import HALF, TEXT_WIDTH
from greenpractice.sections.inhalers import spoken_name

MOST_BARS = 6


def sources_and_causes(summary: Summary, bars: int) -> Iterator[Flowable]:
    """Where the carbon comes from, beside what changed; without a comparison beside the products."""
    rows = _source_rows(summary, bars)
    if not rows:
        return
    scale = bar_scale(summary)
    sources = [
        block_title(_sources_title(summary)),
        paragraph(_sources_line(rows, summary.standing.unit.name), UNDER),
    ]
    other = _changes(summary) or _products(summary, len(rows), scale)
    if other:
        yield Halves([*sources, bar_list(rows, HALF, scale)], other)
    else:
        yield from (*sources, bar_list(rows, TEXT_WIDTH, scale))


def bar_scale(summary: Summary) -> float:
    """Points of a bar for each kg, the same in all lists of a report: as the sources have room for."""
    rows = _source_rows(summary, MOST_BARS)
    most = longest(rows)
    return bar_room(rows, HALF) / float(most) if most else 0.0


def lists_add_up(summary: Summary, bars: int) -> bool:
    """Whether the lists of this page come to their totals as they are printed."""
    standing, found = summary.standing, summary.standing.compared
    sources = [row.kg for row in _source_rows(summary, bars)]
    if not adds_up(sources, summary.footprint.total, standing.unit):
        return False
    causes = [cause.kg for cause in standing.causes]
    return found is None or adds_up([found.then, *causes], found.now, standing.unit)


def _source_rows(summary: Summary, most: int) -> list[BarRow]:
    every = sources_of(summary.footprint)
    change = summary.standing.change
    sections = change.comparison.sections if change is not None else ()
    before = change.then.by_section if change is not None else {}
    total, unit = summary.footprint.total, summary.standing.unit
    kept = {source.key for source in joined_sources(every, most)}
    rest = [source.key for source in every if source.key not in kept]

    def then(source: Source) -> Decimal | None:
        keys = [source.key] if source.key in before else rest
        if not keys or not set(keys) <= set(sections):
            return None
        with exact():
            return sum((before[key] for key in keys), Decimal(0))

    return [
        BarRow(
            f"{source.title} (estimated)" if source.estimated else source.title,
            unit.show(source.kg),
            source.kg,
            source.estimated,
            then(source),
            share_words(source.kg, total) if total else "",
            source.key == "inhalers",
        )
        for source in joined_sources(every, most)
    ]


def _sources_title(summary: Summary) -> str:
    first, total = sources_of(summary.footprint)[0], summary.footprint.total
    if not total:
        return "No carbon in the figures"
    return f"{first.title} {is_or_are(first.title)} {share_words(first.kg, total)} of it"


def _sources_line(rows: Sequence[BarRow], unit: str) -> str:
    """What the bars are of; that hatched ones are estimated stands after their names."""
    is_beside = any(row.before is not None for row in rows)
    return f"{first_upper(unit)} {CO2E} and share{'; black line: a year ago' if is_beside else ''}"


def _changes(summary: Summary) -> list[Flowable]:
    """The causes of the change; nothing without a comparison."""
    standing = summary.standing
    found = standing.compared
    if found is None:
        return []
    before, now = standing.sides
    causes = [ChangeRow(cause.words, cause.kg) for cause in standing.causes]
    line = f"{first_upper(standing.unit.name)} {CO2E}; left of the line: lower"
    return [
        block_title(title_of_change(standing)),
        paragraph(line, UNDER),
        change_list((before, found.then), causes, (now, found.now), standing.unit, HALF),
    ]


def _products(summary: Summary, most: int, scale: float) -> list[Flowable]:
    """The products of most carbon; nothing without inhalers."""
    products = products_of(summary.footprint)
    if not products:
        return []
    unit, kept = summary.standing.unit, products[: most - 1] if len(products) > most else products
    rows = [_product_row(summary, product) for product in kept]
    with exact():
        top = sum((product.kg for product in kept), Decimal(0))
        total = sum((product.kg for product in products), Decimal(0))
        if len(products) > len(kept):
            number = sum((product.inhalers for product in products[len(kept) :]), Decimal(0))
            others = f"{len(products) - len(kept)} others"
            rows.append(
                BarRow(others, unit.show(total - top), total - top, label=f"{show(number, 0)} inhalers")
            )
    title = (
        f"{len(kept)} of {len(products)} products: {share_words(top, total)} of inhaler carbon"
        if total
        else "Inhalers"
    )
    line = f"{first_upper(unit.name)} {CO2E}, inhalers × kg each"
    return [block_title(title), paragraph(line, UNDER), bar_list(rows, HALF, scale)]


def _product_row(summary: Summary, product: ProductCarbon) -> BarRow:
    each = "" if product.each is None else f" × {show(product.each, 1)} kg"
    return BarRow(
        first_upper(spoken_name(product.name)),
        summary.standing.unit.show(product.kg),
        product.kg,
        product.estimated,
        None,
        f"{show(product.inhalers, 0)}{each}",
        is_own=True,
    )
