"""Why an indicator is what it is: the figures in its numerator and denominator, product by product."""

from collections.abc import Sequence
from dataclasses import replace

from greenpractice.carbon.carbon_words import exact_words
from greenpractice.carbon.part import Part
from greenpractice.explaining.answer import Answer
from greenpractice.indicators import INDICATOR_BY_ID, WATCHED
from greenpractice.indicators.base import Result
from greenpractice.indicators.side_by_side import compared_source, compared_words
from greenpractice.indicators.watching import Watched, counts_words
from greenpractice.indicators.words import value_words
from greenpractice.numbers import NO_DATA, show


def why_indicator(result: Result, parts: Sequence[Part]) -> Answer:
    """The counts of one indicator over one return, or over several for a year."""
    indicator = result.indicator
    declared = INDICATOR_BY_ID[indicator.id]
    title = f"{indicator.id} {indicator.title}"
    steps, titles = declared.steps(result.basis, parts), declared.titles(result.basis)
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


def why_watched(watched: Watched, parts: Sequence[Part]) -> Answer:
    """The counts of a measure without thresholds."""
    measure = next(each for each in WATCHED if each.id == watched.facts.id)
    steps, titles = measure.steps(watched.basis, parts), measure.titles(watched.basis)
    facts = watched.facts
    title = f"{watched.name}: {facts.title}"
    definition = f"{facts.numerator}, of: {facts.denominator}. {facts.good}"
    if watched.value is None:
        return Answer(title, NO_DATA, f"Not enough data. {definition}", steps, titles=titles)
    counted = replace(watched, without="")  # a step of its own says what is in neither
    sum_of = f"{counts_words(replace(counted, otherwise=''))} = {watched.value_words}."
    notes = [f"Source: {facts.source}."]
    notes += [f"{counts_words(counted)}."] if watched.otherwise else []
    than = compared_source(facts.id, parts[-1].period.last_day)
    notes += [f"{compared_words(watched, parts[-1].period.last_day)} Source: {than}."] if than else []
    return Answer(title, watched.value_words, f"{sum_of} {definition}", steps, tuple(notes), titles)
