"""The facts of indicators as dated data: definitions, thresholds by scheme year, the plan's targets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from greenpractice.errors import FactsError
from greenpractice.facts.sources import Source, need_source
from greenpractice.facts.tables_reading import (
    Table,
    need_date,
    need_decimal,
    need_text,
    no_more,
    parse_tables,
    tables_of,
)

Of = str  # what both counts are of, as words after a number: items, inhalers, patients, kWh
_KEYS = (
    "title", "numerator", "denominator", "lower_is_better", "unit", "of", "thresholds",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What one scheme year set: no points at `lower` or worse, all of them at `upper` or better."""

    scheme: str
    since: date
    lower: Decimal
    upper: Decimal
    points: Decimal
    verified: bool
    source: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator; shares are fractions of 1, others kg CO2e of each."""

    id: str
    title: str
    numerator: str
    denominator: str
    lower_is_better: bool
    unit: Literal["share", "kg"]
    of: Of
    thresholds: tuple[Thresholds, ...]

    def thresholds_on(self, day: date) -> Thresholds:
        """The newest thresholds set by that day, else the first: a guide for every period."""
        begun = [thresholds for thresholds in self.thresholds if thresholds.since <= day]
        return begun[-1] if begun else self.thresholds[0]


def parse_indicators(
    file: str, text: str, sources: Mapping[str, Source], ids: Sequence[str]
) -> dict[str, Indicator]:
    """Definitions by id; a missing indicator, threshold or source is a FactsError."""
    tables = parse_tables(file, text)
    if list(tables) != list(ids):
        raise FactsError(file, "file", f"it must define {', '.join(ids)} in this order")
    return {id: _indicator(file, id, table, sources) for id, table in tables.items()}


def _indicator(file: str, id: str, table: Table, sources: Mapping[str, Source]) -> Indicator:
    no_more(file, id, table, _KEYS)
    lower_is_better = _flag(file, id, "lower_is_better", table)
    unit: Literal["share", "kg"] | None = table.get("unit")
    if unit not in ("share", "kg"):
        raise FactsError(file, id, "unit must be share or kg")
    thresholds = tuple(
        _thresholds(file, f"{id}.thresholds", entry, lower_is_better, sources)
        for entry in tables_of(file, id, table.get("thresholds", []))
    )
    if not thresholds or list(thresholds) != sorted(thresholds, key=lambda entry: entry.since):
        raise FactsError(file, id, "thresholds must be given, the oldest first")
    return Indicator(
        id,
        need_text(file, id, "title", table.get("title")),
        need_text(file, id, "numerator", table.get("numerator")),
        need_text(file, id, "denominator", table.get("denominator")),
        lower_is_better,
        unit,
        need_text(file, id, "of", table.get("of")),
        thresholds,
    )


def _thresholds(
    file: str, key: str, entry: Table, lower_is_better: bool, sources: Mapping[str, Source]
) -> Thresholds:
    no_more(file, key, entry, ("scheme", "from", "lower", "upper", "points", "verified", "source", "where"))
    lower = need_decimal(file, key, "lower", entry.get("lower"))
    upper = need_decimal(file, key, "upper", entry.get("upper"))
    if (upper < lower) is not lower_is_better or upper == lower:
        raise FactsError(file, key, "the upper threshold must be the better of the two")
    return Thresholds(
        need_text(file, key, "scheme", entry.get("scheme")),
        need_date(file, key, "from", entry.get("from")),
        lower,
        upper,
        need_decimal(file, key, "points", entry.get("points")),
        _flag(file, key, "verified", entry),
        _source(file, key, entry, sources),
    )


def _flag(file: str, key: str, name: str, table: Table) -> bool:
    value = table.get(name)
    if not isinstance(value, bool):
        raise FactsError(file, key, f"{name} must be true or false")
    return value


def _source(file: str, key: str, table: Table, sources: Mapping[str, Source]) -> str:
    source = need_source(file, key, sources, table.get("source"))
    return f"{source.words}: {need_text(file, key, 'where', table.get('where'))}"
