"""The schemes whose thresholds the indicators have, in words: who set them, and whether they still count."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from greenpractice.facts.in_use import of_facts
from greenpractice.facts.sources import Source, load_sources, need_source
from greenpractice.facts.tables_reading import need_text, no_more, parse_tables, resource_text
from greenpractice.indicators.base import Result
from greenpractice.phrases import joined

_FILE = "indicators/schemes.toml"
_KEYS = ("title", "state", "past", "source")


@dataclass(frozen=True, slots=True)
class Scheme:
    """One scheme: its whole name, its state in two or three words, and in a sentence what became of it."""

    title: str
    state: str
    past: str


@of_facts
def load_schemes() -> dict[str, Scheme]:
    """The shipped schemes by the name that thresholds give."""
    return parse_schemes(_FILE, resource_text(_FILE), load_sources("indicators/sources.toml"))


def parse_schemes(file: str, text: str, sources: Mapping[str, Source]) -> dict[str, Scheme]:
    """Schemes by name; what is missing is a FactsError."""
    found = {}
    for name, table in parse_tables(file, text).items():
        no_more(file, name, table, _KEYS)
        need_source(file, name, sources, table.get("source"))
        title, state, past = (
            need_text(file, name, key, table.get(key)) for key in ("title", "state", "past")
        )
        found[name] = Scheme(title, state, past)
    return found


def schemes_of(results: Iterable[Result]) -> dict[str, str]:
    """The scheme of each result's thresholds, by the id of its indicator."""
    return {result.indicator.id: result.thresholds.scheme for result in results}


def by_scheme(schemes: Mapping[str, str]) -> dict[str, list[str]]:
    """The ids of indicators by the scheme of their thresholds."""
    found: dict[str, list[str]] = {}
    for id, scheme in schemes.items():
        found.setdefault(scheme, []).append(id)
    return found


def scheme_words(schemes: Mapping[str, str]) -> str:
    """`IIF 2022/23, no longer paid`; of several schemes, each with the indicators that have it."""
    grouped, known = by_scheme(schemes), load_schemes()
    said = []
    for scheme, ids in grouped.items():
        parts = [scheme, *([known[scheme].state] if scheme in known else [])]
        said.append(", ".join(parts) if len(grouped) == 1 else f"{', '.join(parts)} ({joined(ids)})")
    return " and of ".join(said)


def origin_words(schemes: Mapping[str, str]) -> str:
    """Where the indicators come from and what became of them, in sentences."""
    grouped, known = by_scheme(schemes), load_schemes()
    said = []
    for scheme, ids in grouped.items():
        who = "Indicators" if len(grouped) == 1 else joined(ids)
        one = known.get(scheme)
        said.append(f"{who} of {one.title}. {one.past}" if one else f"{who} of {scheme}.")
    return " ".join(said)
