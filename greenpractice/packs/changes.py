"""What one state of the facts has that another has not: row by row, and in the kg of returns."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.carbon.footprint import load_calculator
from greenpractice.facts.in_use import Facts, trying
from greenpractice.facts.inhalers import load_inhalers
from greenpractice.facts.practices import load_directory
from greenpractice.facts.tables_reading import leaves, parse_toml, resource_text
from greenpractice.network.stored import stored_returns
from greenpractice.returns.documents import ReturnDocument
from greenpractice.store import ReturnKey, Store

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FactChange:
    """One row of a table, by file and key: what stood there and what stands there; None is no row."""

    file: str
    key: str
    was: str | None
    now: str | None


@dataclass(frozen=True, slots=True)
class FigureChange:
    """The kg CO2e of one return with the facts before and after."""

    key: ReturnKey
    was: Decimal
    now: Decimal

    @property
    def differs(self) -> bool:
        """True if other facts make other kg of it."""
        return self.was != self.now


def fact_changes(before: Facts, after: Facts) -> list[FactChange]:
    """Every row that differs, in the order of files and rows."""
    found: list[FactChange] = []
    for name in sorted({*before.files, *after.files}):
        texts = [_text(facts, name) for facts in (before, after)]
        if texts[0] != texts[1]:
            found += _csv_changes(name, *texts) if name.endswith(".csv") else _toml_changes(name, *texts)
    return found


def figure_changes(before: Facts, after: Facts, documents: Iterable[ReturnDocument]) -> list[FigureChange]:
    """The kg of each return, the newest period first."""
    ordered = sorted(documents, key=lambda each: each.ods_code)
    ordered.sort(key=lambda each: each.period, reverse=True)
    was, now = (_totals(facts, ordered) for facts in (before, after))
    keys = (ReturnKey(each.ods_code, each.period) for each in ordered)
    return [FigureChange(*each) for each in zip(keys, was, now, strict=True)]


def fact_words(change: FactChange, after: Facts) -> str:
    """`Luforbec 100/6: kg 19.65, now kg 11.65 (inhalers/kg.csv, indicative 0302000C0BPAABF)`."""
    with trying(after):
        names = [name for word in change.key.split() if (name := _name_of(word))]
    place = f"{change.file}, {change.key}"
    said = f"new, {change.now}" if change.was is None else f"{change.was}, now {change.now or 'gone'}"
    return f"{', '.join(names)}: {said} ({place})" if names else f"{place}: {said}"


def _name_of(code: str) -> str:
    directory, product = load_directory(), load_inhalers().product(code)
    found = product or directory.practice(code) or directory.pcn(code)
    return found.name if found else ""


def returns_of(store: Store) -> list[ReturnDocument]:
    """Every return that a data file has: its own as they stand, and those received that count."""
    own = store.documents(store.keys())
    there = {ReturnKey(each.ods_code, each.period) for each in own}
    periods = {key.period for key in store.received_keys()}
    counting = stored_returns(store, periods).that_count if periods else []
    return [*own, *(each for each in counting if ReturnKey(each.ods_code, each.period) not in there)]


def _totals(facts: Facts, documents: Iterable[ReturnDocument]) -> list[Decimal]:
    with trying(facts):
        calculator = load_calculator()
        return [calculator.of_return(document).total for document in documents]


def _text(facts: Facts, name: str) -> str:
    with trying(facts):
        return resource_text(name)


def _csv_changes(name: str, before: str, after: str) -> Iterator[FactChange]:
    """Rows are the same by their first cells: as few of them as name each row of both tables once."""
    tables = [list(csv.reader(text.splitlines())) for text in (before, after)]
    rows = [[row for row in table[1:] if row] for table in tables]
    header = tables[1][0] if tables[1] else []
    width = next(
        (
            n
            for n in range(1, len(header))
            if all(len({(*row[:n],) for row in each}) == len(each) for each in rows)
        ),
        len(header),
    )
    was, now = ({(*row[:width],): row for row in each} for each in rows)
    for key in dict.fromkeys((*now, *was)):
        old, new = was.get(key), now.get(key)
        if old == new:
            continue
        words = " ".join(cell for cell in key if cell)
        places = list(range(width, len(header)))
        if old is not None and new is not None:
            places = [n for n in places if old[n : n + 1] != new[n : n + 1]]
        yield FactChange(name, words, _named(header, old, places), _named(header, new, places))


def _named(header: list[str], row: list[str] | None, places: Iterable[int]) -> str | None:
    """`kg 11.65, source prescqipp-2-38`: the cells in these places that are not empty."""
    if row is None:
        return None
    return ", ".join(f"{header[n]} {row[n]}" for n in places if row[n : n + 1] not in ([], [""])) or "nothing"


def _toml_changes(name: str, before: str, after: str) -> Iterator[FactChange]:
    was, now = (
        {way: _value_words(value) for way, value in leaves(parse_toml(name, text), "")}
        for text in (before, after)
    )
    for key in dict.fromkeys((*now, *was)):
        if was.get(key) != now.get(key):
            yield FactChange(name, key, was.get(key), now.get(key))


def _value_words(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
