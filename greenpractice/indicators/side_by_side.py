"""Two views of one thing side by side: what stands beside an indicator, why they differ, what comes first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from greenpractice.carbon.carbon_words import exact_words
from greenpractice.errors import FactsError
from greenpractice.facts.in_use import of_facts
from greenpractice.facts.sources import Source, load_sources, need_source
from greenpractice.facts.tables_reading import (
    Table,
    need_date,
    need_decimal,
    need_text,
    no_more,
    parse_toml,
    resource_text,
    tables_of,
)
from greenpractice.indicators import INDICATOR_BY_ID, es01, higher_gwp, saba_share
from greenpractice.indicators.base import Result
from greenpractice.indicators.watching import Watched, counts_words
from greenpractice.indicators.words import value_words
from greenpractice.numbers import exact, round_half_up, show

_FILE = "indicators/compared.toml"
_KEYS = ("of", "when", "from", "numerator", "denominator", "source", "where")


@dataclass(frozen=True, slots=True)
class Compared:
    """The same share of a place in a year, from its first day on."""

    of: str
    when: str
    first: date
    value: Decimal
    source: str


@of_facts
def load_compared() -> dict[str, tuple[Compared, ...]]:
    """The shipped comparisons by the id of a measure, the earliest first."""
    return parse_compared(_FILE, resource_text(_FILE), load_sources("indicators/sources.toml"))


def parse_compared(file: str, text: str, sources: Mapping[str, Source]) -> dict[str, tuple[Compared, ...]]:
    """Comparisons by id; what is missing or of another kind is a FactsError."""
    found = {}
    for id, tables in parse_toml(file, text).items():
        each = [_compared(file, id, table, sources) for table in tables_of(file, id, tables)]
        found[id] = tuple(sorted(each, key=lambda one: one.first))
    return found


def _compared(file: str, id: str, table: Table, sources: Mapping[str, Source]) -> Compared:
    no_more(file, id, table, _KEYS)
    numerator, denominator = (
        need_decimal(file, id, key, table.get(key)) for key in ("numerator", "denominator")
    )
    if not 0 < numerator <= denominator:
        raise FactsError(file, id, "the numerator must be above 0 and at most the denominator")
    source = need_source(file, id, sources, table.get("source"))
    with exact():
        value = numerator / denominator
    return Compared(
        need_text(file, id, "of", table.get("of")),
        need_text(file, id, "when", table.get("when")),
        need_date(file, id, "from", table.get("from")),
        value,
        f"{source.words}: {need_text(file, id, 'where', table.get('where'))}",
    )


def why_they_differ(results: Sequence[Result], watched: Sequence[Watched]) -> str:
    """Why ES-01 is not the higher-GWP share, in one sentence; "" where they agree or lack figures."""
    one = next((each for each in results if each.indicator.id == es01.INDICATOR.id), None)
    other = _find(watched, higher_gwp.MEASURE.id)
    if one is None or other is None or one.value is None or other.value is None:
        return ""
    assert one.numerator is not None
    assert other.numerator is not None
    if one.basis != other.basis or one.numerator == other.numerator:
        return ""
    with exact():
        between = one.numerator - other.numerator
    what = f"{one.basis.removesuffix('s')} has" if between == 1 else f"{one.basis} have"
    return (
        f"ES-01 is {value_words(one, one.value)} and the higher-GWP share {other.value_words}, as ES-01 "
        f"counts every puffer and {exact_words(between)} {what}, or may have, a gas that warms far less: "
        "where a pack has it, a change would gain nothing."
    )


def beside(result: Result, watched: Sequence[Watched]) -> str:
    """What stands beside an indicator, with its counts and why it differs; "" where nothing does."""
    id = INDICATOR_BY_ID[result.indicator.id].beside
    found = _find(watched, id) if id else None
    if found is None or found.value is None:
        return ""
    said = f"Beside it: {found.name} {found.value_words}, {counts_words(found)}."
    why = why_they_differ([result], watched)
    return f"{said} {why}" if why else said


def first_lever(watched: Sequence[Watched], on: date) -> str:
    """That fewer relievers come first, where their share is high beside others; else "".

    High is more than in the newest comparison that had begun by the day. Without a preventer nothing is said,
    as then they were most likely not entered.
    """
    share = _find(watched, saba_share.MEASURE.id)
    than = _compared_on(saba_share.MEASURE.id, on)
    if share is None or share.value is None or than is None or share.numerator == share.denominator:
        return ""
    if share.value <= than.value:
        return ""
    return (
        f"Care first: {share.value_words} of relievers and preventers are relievers, more than {than.of}'s "
        f"{_percent(than.value)} of {than.when}. Better control, so that fewer relievers are needed, is the "
        "first lever: better care and less carbon, before any change of inhaler."
    )


def compared_words(watched: Watched, on: date) -> str:
    """`England's was 49% in 2022/23.`, where there is something to compare a measure with; else ""."""
    than = _compared_on(watched.facts.id, on)
    return f"{than.of}'s was {_percent(than.value)} in {than.when}." if than else ""


def compared_source(id: str, on: date) -> str:
    """Where the comparison of a measure is from; "" without one."""
    than = _compared_on(id, on)
    return than.source if than else ""


def side_by_side_told(
    results: Sequence[Result], watched: Sequence[Watched], on: date
) -> dict[str, str | None]:
    """All that is said of the two views and of what comes first, for other programs; None where nothing."""
    lever = first_lever(watched, on)
    return {
        "why_es01_and_higher_gwp_differ": why_they_differ(results, watched) or None,
        "first_lever": lever or None,
        "first_lever_source": compared_source(saba_share.MEASURE.id, on) if lever else None,
    }


def _compared_on(id: str, on: date) -> Compared | None:
    """The newest that had begun, else the first there is."""
    there = load_compared().get(id, ())
    return next((each for each in reversed(there) if each.first <= on), there[0] if there else None)


def _find(watched: Sequence[Watched], id: str) -> Watched | None:
    return next((each for each in watched if each.facts.id == id), None)


def _percent(value: Decimal) -> str:
    with exact():
        return f"{show(round_half_up(value * 100))}%"
