"""How it was worked out: what is in and out, the rules, and every factor used with its source."""

from collections.abc import Iterator

from reportlab.platypus import Flowable

from greenpractice import __version__
from greenpractice.answers.sureness import NOT_IN_THE_FOOTPRINT
from greenpractice.carbon.carbon_words import CO2E, beside_words, factor_words, unit_words, value_mark
from greenpractice.carbon.footprint import Footprint
from greenpractice.facts.factors import Factor, load_factors
from greenpractice.facts.in_use import in_use
from greenpractice.facts.plan import load_plan
from greenpractice.facts.sources import Source
from greenpractice.indicators.schemes import origin_words, schemes_of
from greenpractice.indicators.words import number_words
from greenpractice.numbers import show_in_kg
from greenpractice.periods import day_words
from greenpractice.phrases import joined, lower_first
from greenpractice.reports.blocks import bullets, heading, paragraph
from greenpractice.reports.content import Summary
from greenpractice.reports.last_question import last_question
from greenpractice.reports.tables import table
from greenpractice.reports.text import SMALL, TextStyle
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.sections.inhalers import plain_name

FINE = TextStyle(9, 11, after=2)
_PADDING = 1.2


def methods_pages(summary: Summary) -> list[Flowable]:
    """Scope and boundary, the rules in sentences, the indicators, then factors and sources."""
    blocks: list[Flowable] = [*bullets(_rules(summary), SMALL)]
    blocks += [heading("The indicators", 3, bookmark=False), *_indicators(summary)]
    factors = used_factors(summary)
    sources = _numbered(factors)
    if factors:
        blocks += [heading("Every factor used", 3, bookmark=False), *_factors(factors, sources)]
    blocks += [heading("Sources", 3, bookmark=False), *_sources(sources)]
    blocks.append(
        paragraph(
            "Contains public sector information licensed under the Open Government Licence v3.0. "
            f"Made with Greener Practice {__version__}, which is not made or endorsed by the NHS.",
            SMALL,
        )
    )
    return last_question("How we worked it out", blocks)


def _within(footprint: Footprint, boundary: str) -> str:
    """kg inside a boundary, and of which sections; no line there is no data and not 0."""
    there = {line.section for line in footprint.lines if line.boundary == boundary}
    if not there:
        return "No data"
    titles = [lower_first(SECTION_BY_KEY[key].title) for key in footprint.by_section if key in there]
    return f"{show_in_kg(footprint.by_boundary[boundary])} kg, from {joined(titles)}"


def _rules(summary: Summary) -> list[str]:
    footprint = summary.footprint
    inside, plus = _within(footprint, "carbon_footprint"), _within(footprint, "carbon_footprint_plus")
    rules = [
        "Every figure is a quantity multiplied by a published factor. All greenhouse gases are counted as "
        f"kg of carbon dioxide equivalent ({CO2E}). A figure of the NHS year from April uses the UK factors "
        "published for that calendar year; past the newest set, the newest is used and marked so.",
        f"In the NHS Carbon Footprint: {inside}. All inhalers stand there; strictly, dry powder and soft "
        f"mist inhalers belong to Plus. Only in the Carbon Footprint Plus: {plus}.",
        f"By scope: {_scopes(summary)}. "
        "Well-to-tank and losses in the grid are in scope 3. Patients' travel lies outside the scopes.",
        "Electricity is counted at the grid average (location-based), whatever the tariff. A bill that "
        "reaches outside the period is shared by days, both end dates counted.",
        "Waste for burning, food and recycling counts transport to the gate only; clinical, infectious "
        "and offensive waste count the burning too. They are not like for like.",
        f"Returned inhalers and pens are shown apart. {_returned()}",
        f"Not counted here: {NOT_IN_THE_FOOTPRINT}.",
        "Empty means no data, never 0. Sums are exact and rounded once, half up, for display. "
        "Counts of 1 to 4 patients, and percentages made from them, are not shown on these pages.",
    ]
    if in_use().packs:
        named = (
            f"“{pack.name}” of {day_words(pack.day)} by {pack.maker} ({pack.id})" for pack in in_use().packs
        )
        rules.append(f"Facts beside those the app came with: {joined([*named])}.")
    if any(value_mark(line.factor) for line in footprint.lines):
        rules.append(
            "Where no value is published for an inhaler, the nearest one stands in: of another brand with "
            "the same drug, strength, device and propellant, of the same device of the same maker, or of its "
            "class. It is marked as borrowed or as a class value; as a stand-in where packs with another "
            "propellant may still be about than those it was published for."
        )
    return rules


def _scopes(summary: Summary) -> str:
    there = {line.scope for line in summary.footprint.lines}
    parts = (
        f"{'outside' if scope == 'outside' else f'scope {scope}'} "
        f"{f'{show_in_kg(kg)} kg' if scope in there else 'no data'}"
        for scope, kg in summary.footprint.by_scope.items()
    )
    return ", ".join(parts)


def _indicators(summary: Summary) -> Iterator[Flowable]:
    yield paragraph(
        f"{origin_words(schemes_of(summary.indicators))} Their levels are a guide{_to_confirm(summary)}.",
        SMALL,
    )
    rows = [["Indicator", "Lower", "Upper", "Green Plan", "Definition"]]
    for result in summary.indicators:
        indicator, thresholds = result.indicator, result.thresholds
        target = next((each.value for each in load_plan().targets_for(indicator.id)), None)
        rows.append(
            [
                indicator.id,
                number_words(indicator, thresholds.lower),
                number_words(indicator, thresholds.upper),
                "" if target is None else number_words(indicator, target),
                f"{indicator.numerator}, of: {indicator.denominator}",
            ]
        )
    yield table(rows, align="lrrrl", stretch=4, style=FINE, padding=2)


def _to_confirm(summary: Summary) -> str:
    """Which levels nobody has seen in their source yet."""
    ids = [each.indicator.id for each in summary.indicators if not each.thresholds.verified]
    return f"; those of {joined(ids)} are to be confirmed" if ids else ""


def used_factors(summary: Summary) -> list[Factor]:
    """Each factor that a line or an avoided figure used, once, in the order of use."""
    factors = {line.factor: None for line in (*summary.own.lines, *summary.footprint.lines)}
    return list(factors)


def _numbered(factors: list[Factor]) -> dict[Source, int]:
    numbers: dict[Source, int] = {}
    for factor in factors:
        numbers.setdefault(factor.source, len(numbers) + 1)
    for factor in _of_returned():
        numbers.setdefault(factor.source, len(numbers) + 1)
    return numbers


def _of_returned() -> list[Factor]:
    """What a returned pMDI avoids: the estimate, then least and most where its gas is recovered or burnt."""
    kinds = ("pmdi", "any", "recovered.lowest", "recovered.highest", "burnt.lowest", "burnt.highest")
    factors = load_factors().of_year(load_factors().last_year)
    return [factors.get(f"inhaler_return.{kind}", "inhaler") for kind in kinds]


def _returned() -> str:
    pmdi, each, *ends = (factor_words(factor.value) for factor in _of_returned())
    return (
        f"The carbon avoided is an estimate and never taken off: {pmdi} kg for each pMDI, {each} kg for each "
        f"inhaler where pMDIs are not counted. It may be {ends[0]} to {ends[1]} kg for each pMDI where the "
        f"gas is recovered, {ends[2]} to {ends[3]} kg where it is burnt, and {ends[2]} to {ends[1]} kg where "
        "that is not known."
    )


def _factors(factors: list[Factor], sources: dict[Source, int]) -> Iterator[Flowable]:
    """One row each; whatever has a remark of its own has it below."""
    rows = [["Factor", f"kg {CO2E}", "For each", "Year", "Source"]]
    for factor in factors:
        name = plain_name(factor.label) if factor.per == "inhaler" else factor.label
        mark = value_mark(factor)
        rows.append(
            [
                f"{name} ({mark})" if mark else name,
                factor_words(factor.value),
                unit_words(factor.per),
                f"{factor.year or ''}{', carried forward' if factor.carried_forward else ''}",
                f"[{sources[factor.source]}]",
            ]
        )
    yield table(rows, align="ldlll", stretch=0, style=FINE, padding=_PADDING)
    for said in dict.fromkeys(_remark(factor) for factor in factors):
        if said:
            yield paragraph(said, FINE)


def _remark(factor: Factor) -> str:
    """From what a value is borrowed, and what else packs may be."""
    of = f"{factor.where}." if value_mark(factor) else ""
    said = " ".join(filter(None, (of, beside_words(factor))))
    return f"{plain_name(factor.label)}: {said}" if said else ""


def _sources(sources: dict[Source, int]) -> Iterator[Flowable]:
    rows = [["No.", "Publication, licence, and where to find it"]]
    for source, number in sources.items():
        note = f" {source.note}." if source.note else ""
        rows.append([f"[{number}]", f"{source.words}.{note} {source.licence}. {source.find}"])
    yield table(rows, align="ll", widths=(0.5, 12), style=FINE, padding=_PADDING, row_headers=False)
