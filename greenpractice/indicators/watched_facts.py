"""The facts of measures that are watched beside the indicators: definitions with sources, no thresholds."""

from collections.abc import Mapping
from dataclasses import dataclass

from greenpractice.errors import FactsError
from greenpractice.facts.in_use import of_facts
from greenpractice.facts.sources import Source, load_sources, need_source
from greenpractice.facts.tables_reading import Table, need_text, no_more, parse_tables, resource_text

_FILE = "indicators/watched.toml"
_KEYS = ("title", "numerator", "denominator", "good", "draft", "codes", "source", "where")


@dataclass(frozen=True, slots=True)
class WatchedFacts:
    """One definition. `codes` are what it names.

    `good` is one sentence on which way is good. A `draft` is not yet in use where it was defined.
    """

    id: str
    title: str
    numerator: str
    denominator: str
    good: str
    draft: bool
    codes: tuple[str, ...]
    source: str


@of_facts
def load_watched() -> dict[str, WatchedFacts]:
    """The shipped definitions by id."""
    return parse_watched(_FILE, resource_text(_FILE), load_sources("indicators/sources.toml"))


def parse_watched(file: str, text: str, sources: Mapping[str, Source]) -> dict[str, WatchedFacts]:
    """Definitions by id; what is missing or of another kind is a FactsError."""
    return {id: _watched(file, id, table, sources) for id, table in parse_tables(file, text).items()}


def _watched(file: str, id: str, table: Table, sources: Mapping[str, Source]) -> WatchedFacts:
    no_more(file, id, table, _KEYS)
    draft, codes = table.get("draft"), table.get("codes")
    if not isinstance(draft, bool):
        raise FactsError(file, id, "draft must be true or false")
    if not isinstance(codes, list) or not all(isinstance(code, str) and code for code in codes):
        raise FactsError(file, id, "codes must be a list of BNF codes")
    title, numerator, denominator, good = (
        need_text(file, id, key, table.get(key)) for key in ("title", "numerator", "denominator", "good")
    )
    source = need_source(file, id, sources, table.get("source"))
    where = need_text(file, id, "where", table.get("where"))
    said = f"{source.words}: {where}"
    return WatchedFacts(id, title, numerator, denominator, good, draft, tuple(codes), said)
