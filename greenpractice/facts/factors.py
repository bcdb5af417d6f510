"""Dated emission factors and constants: loading them strictly, and finding the one a year uses."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from greenpractice.errors import FactsError
from greenpractice.facts.in_use import of_facts
from greenpractice.facts.sources import Source, load_sources, need_source
from greenpractice.facts.tables_reading import (
    need_decimal,
    need_text,
    no_more,
    parse_csv,
    parse_tables,
    resource_text,
)

_UNIT = re.compile(r"[A-Za-z][A-Za-z0-9 .]*", re.ASCII)  # a formula says which one it multiplies
_YEAR = re.compile(r"20[0-9]{2}", re.ASCII)
_COLUMNS = ("key", "year", "unit", "kg_co2e", "wtt_kg_co2e", "source", "where")
_FOLDER = "factors"
_WELL_TO_TANK = ".wtt"


class Beside(NamedTuple):
    """What a factor would be if `what` held, which is not known: it stands beside it and counts nowhere."""

    what: str
    value: Decimal
    source: Source
    where: str


class Factor(NamedTuple):
    """kg CO2e per `per`, of a year's set (None if the factor has no year), with its source.

    `carried_forward` says that the year asked for has no set yet and the newest one stands in. `value_kind`
    says of an inhaler's value whose it is (rule 7), `gas` with which propellant; both are "" of all others.
    """

    key: str
    label: str
    value: Decimal
    per: str
    year: int | None
    source: Source
    where: str
    carried_forward: bool = False
    value_kind: str = ""
    gas: str = ""
    beside: Beside | None = None

    @property
    def unit(self) -> str:
        """Like `kgCO2e/kWh`."""
        return f"kgCO2e/{self.per}"

    @property
    def source_words(self) -> str:
        """The publication and where in it the value stands."""
        return f"{self.source.words}: {self.where}" if self.where else self.source.words


@dataclass(frozen=True, slots=True)
class Constant:
    """A number of a formula that is no factor, with its unit and source."""

    key: str
    value: Decimal
    unit: str
    source: Source
    where: str


class YearFactors:
    """The factors one NHS year uses."""

    def __init__(self, year: int, factors: Mapping[str, Factor]) -> None:
        self.year = year
        self._factors = factors

    @property
    def every(self) -> tuple[Factor, ...]:
        """All of them by label, for a table of factors and sources."""
        return tuple(sorted(self._factors.values(), key=lambda factor: (factor.label, factor.key)))

    def find(self, key: str, unit: str) -> Factor | None:
        """The factor of a key, or None; a formula that expects another unit is a FactsError."""
        factor = self._factors.get(key)
        if factor is not None and factor.per != unit:
            raise FactsError(_FOLDER, key, f"the formula multiplies {unit}, the factor is per {factor.per}")
        return factor

    def get(self, key: str, unit: str) -> Factor:
        """The factor of a key; a missing one is a FactsError."""
        factor = self.find(key, unit)
        if factor is None:
            raise FactsError(_FOLDER, key, f"there is no such factor for {self.year}")
        return factor


class Factors:
    """Every dated factor and constant the program knows."""

    def __init__(
        self,
        yearly: Mapping[int, Mapping[str, Factor]],
        undated: Mapping[str, Factor],
        constants: Mapping[str, Constant],
        first_years: Mapping[str, int] | None = None,
        on_top_of: Mapping[str, str] | None = None,
    ) -> None:
        self._first_years = first_years or {}
        self._on_top_of = on_top_of or {}
        self._yearly = yearly
        self._undated = undated
        self.constants = constants
        self.first_year = min(yearly)
        self.last_year = max(yearly)
        self._years: dict[int, YearFactors] = {}

    def of_year(self, year: int) -> YearFactors:
        """The set of an NHS year Y/Y+1: set Y, or after the last one the last, marked as carried forward.

        Before the first set only factors without a year are there.
        """
        found = self._years.get(year)
        if found is None:
            yearly = self._yearly.get(min(year, self.last_year), {})
            if year > self.last_year:
                yearly = {key: factor._replace(carried_forward=True) for key, factor in yearly.items()}
            found = self._years[year] = YearFactors(year, {**self._undated, **yearly})
        return found

    def has_year(self, year: int) -> bool:
        """True if a yearly set is there for the year, or an older one can be carried forward."""
        return year >= self.first_year

    def first_year_of(self, key: str) -> int:
        """The first year that has a factor of this key."""
        return self._first_years.get(key, self.first_year)

    def base_of(self, key: str) -> str:
        """The factor that this one counts something more of: of losses and well-to-tank, else itself."""
        base = key.removesuffix(_WELL_TO_TANK)
        return self._on_top_of.get(base, base)

    def value_of(self, key: str, year: int) -> Decimal | None:
        """kg CO2e of one by the set of a year alone; None where that has no such factor."""
        factor = self._yearly.get(year, {}).get(key)
        return None if factor is None else factor.value

    def constant(self, key: str) -> Decimal:
        """The value of a constant; a missing one is a FactsError."""
        constant = self.constants.get(key)
        if constant is None:
            raise FactsError("factors/constants.toml", key, "there is no such constant")
        return constant.value

    @property
    def every(self) -> tuple[Factor, ...]:
        """All factors of all years."""
        yearly = [factor for year in sorted(self._yearly) for factor in self._yearly[year].values()]
        return (*yearly, *self._undated.values())


@of_facts
def load_factors() -> Factors:
    """The shipped factors and constants."""
    sources = load_sources("factors/sources.toml")
    keys = parse_keys("factors/keys.toml", resource_text("factors/keys.toml"))
    table = "factors/uk_conversion_factors.csv"
    other, constants = "factors/other_factors.toml", "factors/constants.toml"
    return Factors(
        parse_yearly(table, resource_text(table), keys, sources),
        parse_undated(other, resource_text(other), sources),
        parse_constants(constants, resource_text(constants), sources),
        {name: key.first_year for name, key in keys.items() if key.first_year is not None},
        {name: key.on_top_of for name, key in keys.items() if key.on_top_of is not None},
    )


class Key(NamedTuple):
    """What a yearly factor is called, its unit, and the first year that has one (None: every set).

    `on_top_of` is the factor of the same amount that it counts something more of, such as losses.
    """

    label: str
    unit: str
    first_year: int | None = None
    on_top_of: str | None = None


def parse_keys(file: str, text: str) -> dict[str, Key]:
    """Each yearly key; one that was not published from the start says its `first_year`."""
    keys = {}
    tables = parse_tables(file, text)
    for key, entry in tables.items():
        no_more(file, key, entry, ("label", "unit", "first_year", "on_top_of"))
        first = entry.get("first_year")
        if first is not None and type(first) is not int:
            raise FactsError(file, key, f"first_year must be a year like 2022, not {first!r}")
        base = entry.get("on_top_of")
        if base is not None and (not isinstance(base, str) or base not in tables or base == key):
            raise FactsError(file, key, f"on_top_of must be another key of this file, not {base!r}")
        label = need_text(file, key, "label", entry.get("label"))
        keys[key] = Key(label, _unit(file, key, entry.get("unit")), first, base)
    return keys


def parse_yearly(
    file: str, text: str, keys: Mapping[str, Key], sources: Mapping[str, Source]
) -> dict[int, dict[str, Factor]]:
    """Factors by year and key, each well-to-tank value as a factor of its own; every set is complete."""
    years: dict[int, dict[str, Factor]] = {}
    for line, row in parse_csv(file, text, _COLUMNS):
        key, where = row["key"], f"{line} ({row['key']} {row['year']})"
        if key not in keys:
            raise FactsError(file, where, "this key is not in keys.toml")
        label, unit, first, _ = keys[key]
        if row["unit"] != unit:
            raise FactsError(file, where, f"unit must be {unit}, not {row['unit']!r}")
        if not _YEAR.fullmatch(row["year"]):
            raise FactsError(file, where, f"year must be a year, not {row['year']!r}")
        year = int(row["year"])
        if first is not None and year < first:
            raise FactsError(file, where, f"keys.toml says that there is none before {first}")
        source = need_source(file, where, sources, row["source"])
        place = need_text(file, where, "where", row["where"])
        of_year = years.setdefault(year, {})
        if key in of_year:
            raise FactsError(file, where, "this key and year stand here twice")
        value = need_decimal(file, where, "kg_co2e", row["kg_co2e"])
        of_year[key] = Factor(key, label, value, unit, year, source, place)
        if row["wtt_kg_co2e"]:
            wtt = need_decimal(file, where, "wtt_kg_co2e", row["wtt_kg_co2e"])
            of_year[key + _WELL_TO_TANK] = Factor(
                key + _WELL_TO_TANK, f"{label}, well-to-tank", wtt, unit, year, source, place
            )
    _need_complete(file, years, keys)
    return years


def _need_complete(file: str, years: Mapping[int, Mapping[str, Factor]], keys: Mapping[str, Key]) -> None:
    for year, factors in years.items():
        for key, declared in keys.items():
            if key not in factors and year >= (declared.first_year or year):
                raise FactsError(file, f"{key} {year}", "the set of this year has no such factor")
    if not years or sorted(years) != list(range(min(years), max(years) + 1)):
        raise FactsError(file, "year", "the sets must follow year on year without a gap")


def parse_undated(file: str, text: str, sources: Mapping[str, Source]) -> dict[str, Factor]:
    """Factors without a year by key."""
    factors = {}
    for key, entry in parse_tables(file, text).items():
        no_more(file, key, entry, ("label", "unit", "kg", "source", "where"))
        source = need_source(file, key, sources, entry.get("source"))
        factors[key] = Factor(
            key,
            need_text(file, key, "label", entry.get("label")),
            need_decimal(file, key, "kg", entry.get("kg")),
            _unit(file, key, entry.get("unit")),
            None,
            source,
            need_text(file, key, "where", entry.get("where")),
        )
    return factors


def parse_constants(file: str, text: str, sources: Mapping[str, Source]) -> dict[str, Constant]:
    """Constants by key."""
    constants = {}
    for key, entry in parse_tables(file, text).items():
        no_more(file, key, entry, ("value", "unit", "source", "where"))
        source = need_source(file, key, sources, entry.get("source"))
        constants[key] = Constant(
            key,
            need_decimal(file, key, "value", entry.get("value")),
            need_text(file, key, "unit", entry.get("unit")),
            source,
            need_text(file, key, "where", entry.get("where")),
        )
    return constants


def _unit(file: str, key: str, value: object) -> str:
    if not isinstance(value, str) or not _UNIT.fullmatch(value):
        raise FactsError(file, key, f"unit must be a unit like kWh or passenger.km, not {value!r}")
    return value
