"""How far each kind of figure may be off, and from which share on a grade is given: facts with sources."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from greenpractice.errors import FactsError
from greenpractice.facts.in_use import of_facts
from greenpractice.facts.sources import Source, load_sources, need_source
from greenpractice.facts.tables_reading import (
    Row,
    Table,
    need_decimal,
    need_text,
    no_more,
    parse_csv,
    parse_tables,
    resource_text,
)

_KINDS, _THRESHOLDS = "uncertainty/kinds.csv", "uncertainty/grades.toml"
_SOURCES = "uncertainty/sources.toml"
_COLUMNS = (
    "key", "of", "minus_percent", "plus_percent", "more_each_year", "grade", "words", "find", "basis",
    "source", "where", "verified",
)  # fmt: skip
_SHARES = ("measured", "partly_measured", "worth_chasing", "compared_days")
_KEYS = ("share", "source", "where")
_PERCENT, _ALL = Decimal(100), Decimal(1)
Rank = Literal["measured", "estimated", "default"]
RANKS: tuple[Rank, ...] = ("measured", "estimated", "default")  # the best first


@dataclass(frozen=True, slots=True)
class InputKind:
    """One kind of figure: it may be `minus` of its kg less and `plus` of its kg more, both shares of 1.

    `yearly` is how much more on both sides with every further year that it is old.
    `of` are the products, classes or streams it is for, empty for all. `words` follow "it": `comes from a
    bill`. `find` says where a better figure is found, "" where there is none to look for.
    """

    key: str
    of: frozenset[str]
    minus: Decimal
    plus: Decimal
    yearly: Decimal
    rank: Rank
    words: str
    find: str
    basis: str
    source: Source
    where: str
    verified: bool

    def after(self, years: int) -> tuple[Decimal, Decimal]:
        """How much less and more so many years later: nothing weighs less than nothing."""
        more = self.yearly * years
        return min(self.minus + more, _ALL), self.plus + more

    @property
    def source_words(self) -> str:
        """What the range goes by, and where that stands."""
        unsure = "" if self.verified else ", to be confirmed"
        return f"{self.basis}: {self.source.words}, {self.where}{unsure}"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Shares from 0 to 1: of the kg from which on a footprint is called `measured` or `partly_measured`.

    `worth_chasing`: half of a figure's range, of the total, from which on it is worth asking for.
    `compared_days`: the days of a period that bills cover, from which on they are compared as all of it.
    """

    measured: Decimal
    partly_measured: Decimal
    worth_chasing: Decimal
    compared_days: Decimal


@of_facts
def load_uncertainty() -> dict[str, InputKind]:
    """The shipped kinds by key."""
    return parse_uncertainty(_KINDS, resource_text(_KINDS), load_sources(_SOURCES))


@of_facts
def load_thresholds() -> Thresholds:
    """The shipped thresholds."""
    return parse_thresholds(_THRESHOLDS, resource_text(_THRESHOLDS), load_sources(_SOURCES))


def parse_uncertainty(file: str, text: str, sources: Mapping[str, Source]) -> dict[str, InputKind]:
    """Kinds by key; what is missing, double or of another kind is a FactsError."""
    found: dict[str, InputKind] = {}
    for line, row in parse_csv(file, text, _COLUMNS):
        kind = _kind(file, f"{line}, {row['key']}", row, sources)
        if kind.key in found:
            raise FactsError(file, f"{line}, {kind.key}", "this kind is there already")
        found[kind.key] = kind
    return found


def _kind(file: str, key: str, row: Row, sources: Mapping[str, Source]) -> InputKind:
    ranks: dict[str, Rank] = {rank: rank for rank in RANKS}
    if row["grade"] not in ranks:
        raise FactsError(file, key, f"grade must be one of {', '.join(RANKS)}, not {row['grade']!r}")
    if row["verified"] not in ("yes", "no"):
        raise FactsError(file, key, f"verified must be yes or no, not {row['verified']!r}")
    minus = need_decimal(file, key, "minus_percent", row["minus_percent"]) / _PERCENT
    if minus > _ALL:
        raise FactsError(file, key, "minus_percent must be 100 or less: nothing weighs less than nothing")
    return InputKind(
        need_text(file, key, "key", row["key"]),
        frozenset(row["of"].split()),
        minus,
        need_decimal(file, key, "plus_percent", row["plus_percent"]) / _PERCENT,
        need_decimal(file, key, "more_each_year", row["more_each_year"] or "0") / _PERCENT,
        ranks[row["grade"]],
        need_text(file, key, "words", row["words"]),
        row["find"],
        need_text(file, key, "basis", row["basis"]),
        need_source(file, key, sources, row["source"]),
        need_text(file, key, "where", row["where"]),
        row["verified"] == "yes",
    )


def parse_thresholds(file: str, text: str, sources: Mapping[str, Source]) -> Thresholds:
    """The shares; one that is missing, not known or above the one before it is a FactsError."""
    tables = parse_tables(file, text)
    no_more(file, "", tables, _SHARES)
    found = Thresholds(*_shares(file, tables, sources))
    if found.partly_measured > found.measured:
        raise FactsError(file, "partly_measured", "it must not be above that of measured")
    return found


def _shares(file: str, tables: Mapping[str, Table], sources: Mapping[str, Source]) -> Iterator[Decimal]:
    for key in _SHARES:
        if key not in tables:
            raise FactsError(file, key, "it is missing")
        table = tables[key]
        no_more(file, key, table, _KEYS)
        need_source(file, key, sources, table.get("source"))
        need_text(file, key, "where", table.get("where"))
        share = need_decimal(file, key, "share", table.get("share"))
        if share > _ALL:
            raise FactsError(file, key, f"share must be from 0 to 1, not {share}")
        yield share
