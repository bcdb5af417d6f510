"""What becomes of the gas of used inhalers, by the route they go back: facts with sources."""

from collections.abc import Mapping
from dataclasses import dataclass

from greenpractice.errors import FactsError
from greenpractice.facts.in_use import of_facts
from greenpractice.facts.sources import Source, load_sources, need_source
from greenpractice.facts.tables_reading import Table, need_text, no_more, parse_tables, resource_text

_FILE = "factors/take_back.toml"
_KEYS = ("gas", "source", "where")
_RECOVERED, _BURNT = "inhaler_return.recovered", "inhaler_return.burnt"
_FATES: Mapping[str, tuple[str, str, str]] = {
    "recovered": (_RECOVERED, _RECOVERED, "its gas is recovered"),
    "burnt": (_BURNT, _BURNT, "its gas is burnt"),
    "not_known": (_BURNT, _RECOVERED, "its gas is burnt or recovered, which is not known"),
}


@dataclass(frozen=True, slots=True)
class TakeBack:
    """One route. `lowest` and `highest` are keys of factors, kg CO2e kept out of the air by one pMDI."""

    gas: str
    lowest: str
    highest: str
    words: str
    source: str


@of_facts
def load_take_back() -> dict[str, TakeBack]:
    """The shipped routes by key."""
    return parse_take_back(_FILE, resource_text(_FILE), load_sources("factors/sources.toml"))


def parse_take_back(file: str, text: str, sources: Mapping[str, Source]) -> dict[str, TakeBack]:
    """Routes by key; what is missing or of another kind is a FactsError."""
    return {route: _route(file, route, table, sources) for route, table in parse_tables(file, text).items()}


def _route(file: str, route: str, table: Table, sources: Mapping[str, Source]) -> TakeBack:
    no_more(file, route, table, _KEYS)
    gas = need_text(file, route, "gas", table.get("gas"))
    if gas not in _FATES:
        raise FactsError(file, route, f"gas must be one of {', '.join(_FATES)}, not {gas!r}")
    least, most, words = _FATES[gas]
    source = need_source(file, route, sources, table.get("source"))
    where = need_text(file, route, "where", table.get("where"))
    return TakeBack(gas, f"{least}.lowest", f"{most}.highest", words, f"{source.words}: {where}")
