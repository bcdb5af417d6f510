"""What the command line prints for people: footprints, indicators and practices as plain text."""

from collections.abc import Iterator, Mapping, Sequence

from greenpractice.carbon.carbon_words import AVOIDED_IS, and_without_some, spread_words, total_words
from greenpractice.carbon.footprint import Footprint
from greenpractice.carbon.gaps import RETURN, Gap
from greenpractice.carbon.part_years import QuartersHeld
from greenpractice.comparison.telling import Compared, compared_lines
from greenpractice.facts.directory import Directory
from greenpractice.indicators.base import Result
from greenpractice.indicators.schemes import scheme_words, schemes_of
from greenpractice.indicators.side_by_side import beside, first_lever
from greenpractice.indicators.watching import Watched, counts_words
from greenpractice.indicators.words import (
    STATUS_WORDS,
    and_without,
    number_words,
    value_words,
    what_it_takes,
)
from greenpractice.lines import Spread
from greenpractice.numbers import show, show_kg, show_percent
from greenpractice.periods import Period
from greenpractice.sections import SECTION_BY_KEY


def footprint(
    result: Footprint, gaps: Sequence[Gap], quarters: QuartersHeld, compared: Compared | None
) -> str:
    """Totals, every line with its factor and source, what was avoided, others, and what is left open."""
    others = compared_lines(compared, compared.of_carbon if compared else ())
    return "\n".join([*_footprint_lines(result, quarters), *others, *gap_lines({"": gaps}, result.period)])


def gap_lines(gaps: Mapping[str, Sequence[Gap]], period: Period) -> Iterator[str]:
    """Every gap and question by practice; of a year each says of which return it is."""
    if any(gaps.values()):
        yield "Missing, unusual or not counted"
    for practice, found in gaps.items():
        start = f"  {practice}: " if practice else "  "
        for gap in found:
            when = f", {gap.period}" if period.is_year and gap.section != RETURN else ""
            yield f"{start}{gap.where}{when}: {gap.told}"


def totals_lines(result: Footprint, whose: str = "") -> Iterator[str]:
    """Carbon for each 1,000 patients, with whom it is of, then each section with its share of the whole."""
    if result.per_1000_patients is not None:
        of = f" ({whose})" if whose else ""
        yield f"For each 1,000 patients: {show_kg(result.per_1000_patients)} CO₂e{of}"
    for key, kg in result.by_section.items():
        share = f"  ({show_percent(kg, result.total)})" if result.total else ""
        yield f"  {SECTION_BY_KEY[key].title:<22}{show(kg, 1):>14} kg{share}{and_without_some(result, key)}"


def _footprint_lines(result: Footprint, quarters: QuartersHeld) -> Iterator[str]:
    yield f"{result.practice}, {quarters.said_of(result.period)}: {total_words(result)}"
    yield from totals_lines(result)
    yield ""
    yield "Lines: quantity x factor = kg CO₂e"
    for line in result.lines:
        marks = [f"scope {line.scope}"]
        marks += ["estimated"] if line.estimated else []
        marks += ["carried forward"] if line.factor.carried_forward else []
        factor = line.factor
        quantity = f"{show(line.quantity, 2)} {factor.per}"
        yield f"  {line.label}: {quantity} x {factor.value} = {show(line.kg, 2)} kg"
        yield f"    {', '.join(marks)}; {factor.source_words}"
    yield from avoided_lines(result, [(item.label, item.spread) for item in result.avoided])


def avoided_lines(result: Footprint, parts: Sequence[tuple[str, Spread]]) -> Iterator[str]:
    """What was kept out of the air, part by part and in all; nothing without an entry."""
    if result.avoided_kg is None:
        return
    yield f"Avoided by returned inhalers: {spread_words(result.avoided_kg)}. {AVOIDED_IS}"
    for label, spread in parts:
        span = f"{show(spread.lowest, 1)} to {show(spread.highest, 1)} kg"
        yield f"  {label}: {show(spread.kg, 1)} kg, {span}"


def indicators(
    who: str,
    period: Period,
    results: Sequence[Result],
    watched: Sequence[Watched],
    gaps: Mapping[str, Sequence[Gap]],
    quarters: QuartersHeld,
    compared: Compared | None = None,
) -> str:
    """The indicators with status, thresholds and what the upper one would take; what is watched, and open."""
    schemes = scheme_words(schemes_of(results))
    first = f"{who}, {quarters.said_of(period)}. Definitions of {schemes}: still a useful guide."
    return "\n".join(
        [
            first,
            *lever_lines(watched, period),
            *_indicator_lines(results, watched),
            *watched_lines(watched),
            *compared_lines(compared, compared.of_indicators if compared else ()),
            *gap_lines(gaps, period),
        ]
    )


def lever_lines(watched: Sequence[Watched], period: Period) -> Iterator[str]:
    """What comes before any change of inhaler, where there is something to say."""
    lever = first_lever(watched, period.last_day)
    if lever:
        yield lever


def watched_lines(watched: Sequence[Watched]) -> Iterator[str]:
    """The measures without thresholds."""
    yield "Also watched (no thresholds)"
    for each in watched:
        left_out = (
            f"; without {', '.join(each.left_out)} (no figures)" if each.left_out and each.value else ""
        )
        yield f"{each.name}  {each.facts.title}: {each.value_words} = {counts_words(each)}{left_out}"


def _indicator_lines(results: Sequence[Result], watched: Sequence[Watched]) -> Iterator[str]:
    for result in results:
        thresholds = result.thresholds
        unverified = "" if thresholds.verified else " (to be confirmed)"
        status = f"{STATUS_WORDS[result.status]}{and_without(result)}"
        yield f"{result.indicator.id}  {result.indicator.title}: {status}"
        if result.numerator is not None and result.denominator is not None and result.value is not None:
            lower = number_words(result.indicator, thresholds.lower)
            upper = number_words(result.indicator, thresholds.upper)
            yield (
                f"    {value_words(result, result.value)} = {show(result.numerator)} / "
                f"{show(result.denominator)}; lower {lower}, upper {upper}{unverified}"
            )
            yield f"    {what_it_takes(result)}"
            stands_beside = beside(result, watched)
            if stands_beside:
                yield f"    {stands_beside}"


def practices(directory: Directory, pcn: str | None) -> str:
    """PCNs, and under each its practices; closed ones say when."""
    return "\n".join(_practice_lines(directory, pcn))


def _practice_lines(directory: Directory, pcn: str | None) -> Iterator[str]:
    for network in directory.pcns:
        if pcn is not None and network.code != pcn:
            continue
        yield f"{network.code}  {network.name}{_closed(network.closed)}"
        yield from _members(directory, network.code)
    if pcn is None:
        yield "No PCN"
        yield from _members(directory, None)


def _members(directory: Directory, pcn: str | None) -> Iterator[str]:
    for practice in directory.practices:
        if directory.latest_pcn(practice.ods_code) == pcn:
            yield f"  {practice.ods_code}  {practice.name}, {practice.postcode}{_closed(practice.closed)}"


def _closed(day: object) -> str:
    return f" (closed {day})" if day else ""
