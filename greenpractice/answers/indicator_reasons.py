"""Why an indicator is what it is: the figures in its numerator and denominator, product by product."""

from collections.abc import Sequence
from decimal import Decimal

from greenpractice.carbon.carbon_words import exact_words, factor_words
from greenpractice.carbon.footprint import typed_rows
from greenpractice.carbon.part import Part
from greenpractice.explaining.answer import NO_DATA, Answer, Step, kg_exact
from greenpractice.explaining.figures import figures_of
from greenpractice.facts.inhalers import load_inhalers
from greenpractice.indicators.computing import Result, counts_as_mdi, is_salbutamol
from greenpractice.indicators.words import value_words
from greenpractice.numbers import show
from greenpractice.sections.inhalers import product_name

_COUNTS = {"RESP-01": "ics_3_or_more", "RESP-02": "saba_6_or_more"}


def why_indicator(result: Result, parts: Sequence[Part]) -> Answer:
    """The counts of one indicator over one return, or over several for a year."""
    indicator = result.indicator
    title = f"{indicator.id} {indicator.title}"
    if indicator.id == "ES-02":
        steps, titles = _salbutamol(parts), ("Product", "Inhalers × kg of each", "CO₂e")
    elif indicator.id == "ES-01":
        steps, titles = _shares(result, parts), ("Product", "Counts as", result.basis.capitalize())
    else:
        steps, titles = _patients(result, parts), ("Count", "", "Patients")
    definition = f"{indicator.numerator}, of: {indicator.denominator}."
    if result.value is None or result.numerator is None or result.denominator is None:
        return Answer(title, NO_DATA, f"Not enough data. {definition}", steps, titles=titles)
    sum_of = f"{fraction_words(result)} = {value_words(result, result.value)}."
    notes = (f"Source of definition and thresholds: {result.thresholds.source}.",)
    return Answer(title, value_words(result, result.value), f"{sum_of} {definition}", steps, notes, titles)


def fraction_words(result: Result) -> str:
    """`20,245 kg ÷ 880 inhalers`, or `612 of 1,180 items`."""
    if result.numerator is None or result.denominator is None:
        return NO_DATA
    below = exact_words(result.denominator)
    if result.indicator.unit == "kg":
        return f"{show(result.numerator, 0)} kg ÷ {below} {result.basis}"
    return f"{exact_words(result.numerator)} of {below} {result.basis}"


def _salbutamol(parts: Sequence[Part]) -> tuple[Step, ...]:
    inhalers, several = load_inhalers(), len(parts) > 1
    found: list[tuple[Decimal, Step]] = []
    for part in parts:
        for row in typed_rows(part.document).get("inhalers", ()):
            code, count = row.values.bnf_code, row.values.inhalers
            kg = inhalers.es02(code) if code else None
            if kg is not None and count:
                what = _named(product_name(row.values), part, several)
                figures = figures_of(part, "inhalers", row.position, ("inhalers",))
                source = f"One of the 18 products of the ES-02 set, at {factor_words(kg)} kg each."
                sum_of = f"{exact_words(count)} inhalers × {factor_words(kg)} kg"
                found.append((count * kg, Step(what, sum_of, kg_exact(count * kg), source, figures)))
    return _heaviest(found)


def _shares(result: Result, parts: Sequence[Part]) -> tuple[Step, ...]:
    inhalers, several = load_inhalers(), len(parts) > 1
    found: list[tuple[Decimal, Step]] = []
    for part in parts:
        for row in typed_rows(part.document).get("inhalers", ()):
            code = row.values.bnf_code
            count = row.values.items if result.basis == "items" else row.values.inhalers
            if count is None or (code is not None and is_salbutamol(code, inhalers)):
                continue
            kind = "pMDI" if counts_as_mdi(row.values, inhalers) else "other device"
            what = _named(product_name(row.values), part, several)
            figures = figures_of(part, "inhalers", row.position, (result.basis,))
            found.append((count, Step(what, kind, exact_words(count), "", figures)))
    return _heaviest(found)


def _patients(result: Result, parts: Sequence[Part]) -> tuple[Step, ...]:
    """The figures of the latest return that has both counts; each search looks back 12 months."""
    fields = (_COUNTS[result.indicator.id], "asthma_register")
    steps: tuple[Step, ...] = ()
    for part in parts:
        figures = figures_of(part, "asthma_care", 0, fields)
        made = [
            Step(*_count(figure.words), f"Searched for {part.period.words}", (figure,)) for figure in figures
        ]
        if len(figures) == len(fields) or not steps:
            steps = tuple(made)
    return steps


def _count(words: str) -> tuple[str, str, str]:
    label, _, number = words.partition(": ")
    return label, "", number


def _named(name: str, part: Part, several: bool) -> str:
    return f"{name}, {part.period.words}" if several else name


def _heaviest(found: Sequence[tuple[Decimal, Step]]) -> tuple[Step, ...]:
    return tuple(step for _, step in sorted(found, key=lambda pair: -pair[0]))
