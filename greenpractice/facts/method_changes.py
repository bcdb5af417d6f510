"""Which steps between yearly sets come of another way of working a factor out: facts with sources."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from greenpractice.errors import FactsError
from greenpractice.facts.factors import load_factors
from greenpractice.facts.in_use import of_facts
from greenpractice.facts.sources import Source, load_sources, need_source
from greenpractice.facts.tables_reading import Table, need_text, no_more, parse_tables, resource_text

_FILE = "factors/method_changes.toml"
_KEYS = ("keys", "year", "why", "source", "where")


@dataclass(frozen=True, slots=True)
class MethodChange:
    """Factors whose keys begin with one of `keys` are worked out in another way from the set of `year` on."""

    keys: tuple[str, ...]
    year: int
    why: str
    source: str

    def is_of(self, key: str) -> bool:
        """Whether the factor of this key is one of them."""
        return key.startswith(self.keys)


@of_facts
def load_method_changes() -> dict[str, MethodChange]:
    """The shipped changes by name."""
    known = {factor.key for factor in load_factors().every}
    return parse_method_changes(_FILE, resource_text(_FILE), load_sources("factors/sources.toml"), known)


def parse_method_changes(
    file: str, text: str, sources: Mapping[str, Source], known: Iterable[str]
) -> dict[str, MethodChange]:
    """Changes by name; what is missing, of another kind, or of no factor in `known` is a FactsError."""
    factors = tuple(known)
    return {
        name: _change(file, name, table, sources, factors) for name, table in parse_tables(file, text).items()
    }


def _change(
    file: str, name: str, table: Table, sources: Mapping[str, Source], known: tuple[str, ...]
) -> MethodChange:
    no_more(file, name, table, _KEYS)
    keys, year = table.get("keys"), table.get("year")
    if not isinstance(keys, list) or not keys or not all(isinstance(key, str) and key for key in keys):
        raise FactsError(file, name, 'keys must be a list of how keys of factors begin, like ["paper."]')
    for key in keys:
        if not any(each.startswith(key) for each in known):
            raise FactsError(file, name, f"no factor has a key that begins with {key!r}")
    if type(year) is not int:
        raise FactsError(file, name, f"year must be a year like 2026, not {year!r}")
    source = need_source(file, name, sources, table.get("source"))
    where = need_text(file, name, "where", table.get("where"))
    why = need_text(file, name, "why", table.get("why"))
    return MethodChange(tuple(keys), year, why, f"{source.words}: {where}")
