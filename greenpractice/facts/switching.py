"""What a change to another inhaler needs beside its kg: what a dose stands for, and what to mind."""

from collections.abc import Mapping
from dataclasses import dataclass

from greenpractice.errors import FactsError
from greenpractice.facts.in_use import of_facts
from greenpractice.facts.inhalers import Inhalers, load_inhalers
from greenpractice.facts.sources import Source, load_sources, need_source
from greenpractice.facts.tables_reading import Table, need_text, no_more, parse_tables, resource_text

_FILE = "switching/products.toml"
_KEYS = ("puffs", "said", "source", "where")


@dataclass(frozen=True, slots=True)
class SwitchFacts:
    """One product: puffs of a 100 microgram pMDI that a dose stands for, what to mind, and who says so."""

    puffs: int
    said: str
    source: str


@of_facts
def load_switching() -> dict[str, SwitchFacts]:
    """The shipped facts by BNF code."""
    sources = load_sources("switching/sources.toml")
    return parse_switching(_FILE, resource_text(_FILE), sources, load_inhalers())


def parse_switching(
    file: str, text: str, sources: Mapping[str, Source], inhalers: Inhalers
) -> dict[str, SwitchFacts]:
    """Facts by code; what is missing, of another kind or of no known product is a FactsError."""
    return {
        code: _facts(file, code, table, sources, inhalers) for code, table in parse_tables(file, text).items()
    }


def _facts(
    file: str, code: str, table: Table, sources: Mapping[str, Source], inhalers: Inhalers
) -> SwitchFacts:
    no_more(file, code, table, _KEYS)
    if inhalers.product(code) is None:
        raise FactsError(file, code, "this code is not in inhalers/products.csv")
    puffs = table.get("puffs")
    if type(puffs) is not int or puffs < 1:
        raise FactsError(file, code, f"puffs must be a whole number of 1 or more, not {puffs!r}")
    said = need_text(file, code, "said", table.get("said"))
    source = need_source(file, code, sources, table.get("source"))
    return SwitchFacts(puffs, said, f"{source.words}: {need_text(file, code, 'where', table.get('where'))}")
