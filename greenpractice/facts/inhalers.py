"""Inhaler products: which code is which product, and how many kg CO₂e one inhaler of it is."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from greenpractice.facts.in_use import of_facts
from greenpractice.facts.inhaler_devices import (
    CLEANER_GASES,
    DEVICE_TABLE,
    PROPELLANTS,
    Device,
    PropellantDays,
    parse_devices,
    parse_propellants,
)
from greenpractice.facts.inhaler_facts import (
    NAMES,
    PRODUCTS,
    SALBUTAMOL,
    SOURCES,
    Product,
    parse_names,
    parse_products,
)
from greenpractice.facts.inhaler_rule import InhalerFactor, Rule, ValueKind
from greenpractice.facts.inhaler_values import (
    CLASS_VALUES,
    ES02,
    EXPECTED,
    INDICATIVE,
    KG,
    ClassValue,
    Expected,
    KgRow,
    parse_class_values,
    parse_expected,
    parse_kg,
)
from greenpractice.facts.sources import load_sources
from greenpractice.facts.tables_reading import resource_text
from greenpractice.texts import name_key

__all__ = [
    "GROUPS",
    "InhalerFactor",
    "Inhalers",
    "Product",
    "ValueKind",
    "device_counts_as_mdi",
    "group",
    "is_salbutamol_code",
    "load_inhalers",
]

_SALBUTAMOL_GROUP, _OTHER_GROUP = "Relievers: salbutamol", "Other inhalers"
_GROUP_OF_CLASS = {
    "SABA": "Relievers: other",
    "SAMA": "Relievers: other",
    "SABA/SAMA": "Relievers: other",
    "ICS": "Preventers: steroid (ICS)",
    "ICS/LABA": "Preventers: steroid and long-acting bronchodilator (ICS/LABA)",
    "triple": "Triple inhalers (ICS/LABA/LAMA)",
    "LABA": "Long-acting bronchodilators: LABA",
    "LAMA": "Long-acting bronchodilators: LAMA",
    "LABA/LAMA": "Long-acting bronchodilators: LABA/LAMA",
}
GROUPS = (_SALBUTAMOL_GROUP, *dict.fromkeys(_GROUP_OF_CLASS.values()), _OTHER_GROUP)

_NO_PROPELLANT = re.compile(r"\bdpi\b|dry[ -]?powder|\bsmi\b|soft[ -]?mist")
_PROPELLANT = re.compile(
    r"\b(?:p?mdi|bai)s?\b|metered[ -]?dose|breath[ -]?(?:actuated|operated)|pressuri[sz]ed"
)


class Inhalers:
    """The products and their values, looked up by whole BNF code, exactly as given.

    `names_in_files` has the codes of names that the NHS's files give, where the table's own differ.
    `expected` are products that were announced: they have no code and count nowhere.
    """

    def __init__(
        self,
        products: Mapping[str, Product],
        rows: Iterable[KgRow],
        devices: Mapping[str, Device] | None = None,
        propellants: Mapping[str, tuple[PropellantDays, ...]] | None = None,
        classes: Sequence[ClassValue] = (),
        names_in_files: Mapping[str, str] | None = None,
        expected: Sequence[Expected] = (),
    ) -> None:
        self._products = dict(products)
        self.names_in_files = dict(names_in_files or {})
        self.expected = tuple(expected)
        rows, propellants = tuple(rows), dict(propellants or {})
        self._published: dict[str, list[KgRow]] = {}
        self._es02: dict[str, Decimal] = {}
        for row in rows:
            if row.factor_set != INDICATIVE:
                self._published.setdefault(row.bnf_code, []).append(row)
            if row.factor_set == ES02:
                self._es02[row.bnf_code] = row.kg
        self._gases = {
            code: frozenset(each.gas for each in days if each.gas) for code, days in propellants.items()
        }
        self._rule = Rule(self._products, devices or {}, propellants, rows, classes)
        days = (each for found in propellants.values() for each in found)
        self._changes = sorted({date.min, *_changes((*rows, *days))})
        self._values: dict[tuple[str, date, str | None], InhalerFactor | None] = {}
        self._asked: dict[tuple[str, date, str | None], InhalerFactor | None] = {}  # by day, as asked
        self.products = tuple(sorted(self._products.values(), key=self._place))

    def product(self, code: str) -> Product | None:
        """The product of a code, or None: codes match whole, never by their beginning."""
        return self._products.get(code)

    def newest_code(self, code: str) -> str:
        """The code that a product has by now; itself for one that no list has."""
        return self._rule.newest_code(code)

    def indicative(self, code: str, on: date, gas: str | None = None) -> InhalerFactor | None:
        """The value of the set `indicative` on a day, or None where no source allows one.

        `gas` is the propellant of the packs that somebody gets, where they were asked; it counts only if it
        may be that of the code on that day.
        """
        asked = code, on, gas
        if asked not in self._asked:
            product = self._products.get(code)
            if product is None:
                return None
            self._asked[asked] = self._of_product(product, on, gas)
        return self._asked[asked]

    def _of_product(self, product: Product, on: date, gas: str | None) -> InhalerFactor | None:
        code = product.bnf_code
        gas = self.gas_counted(code, on, gas)
        # Worked out once for all days between two changes: a year of returns asks the same codes many times.
        key = (code, self._changes[bisect_right(self._changes, on) - 1], gas)
        if key not in self._values:
            self._values[key] = self._rule.value(product, on, gas)
        return self._values[key]

    def gas(self, code: str, on: date) -> str | None:
        """The documented propellant of a code on a day; None where it has none or it is not known."""
        return self._rule.gas(code, on)

    def gas_beside(self, code: str, on: date) -> str | None:
        """The propellant that packs may have instead, as the day of its change is not known, or None."""
        return self._rule.gas(code, on, documented=False)

    def gas_counted(self, code: str, on: date, said: str | None = None) -> str | None:
        """The propellant that a code counts with: the documented one, unless the other was `said`."""
        return said if said and said == self.gas_beside(code, on) else self.gas(code, on)

    def gases(self, code: str) -> frozenset[str]:
        """Every propellant that a code has, had, or may have."""
        return self._gases.get(code, frozenset())

    def has_cleaner_gas(self, code: str, on: date, gas: str | None = None) -> bool:
        """Whether packs have, or may have, a propellant of low warming; `gas` is what somebody gets."""
        beside = self.gas_beside(code, on)
        found = gas if gas and gas in (beside, self.gas(code, on)) else beside or self.gas(code, on)
        return found in CLEANER_GASES

    def es02(self, code: str) -> Decimal | None:
        """The ES-02 value of exactly its 18 codes as written; no other code is ever mapped to them."""
        return self._es02.get(code)

    def published(self, code: str) -> tuple[KgRow, ...]:
        """What the other named sets say of this very code, to compare with; never mixed into a total."""
        return tuple(self._published.get(code, ()))

    def _place(self, product: Product) -> tuple[int, bool, Decimal, str, str]:
        factor = self.indicative(product.bnf_code, date.max)
        kg = factor.kg if factor else Decimal(0)
        return GROUPS.index(group(product)), factor is None, -kg, product.name, product.bnf_code


def _changes(spans: Iterable[KgRow | PropellantDays]) -> Iterator[date]:
    """The days on which something begins to count."""
    for span in spans:
        if span.first:
            yield span.first
        if span.last and span.last < date.max:
            yield span.last + timedelta(days=1)


def group(product: Product) -> str:
    """The group it stands in on grids and reports, one of GROUPS."""
    if product.is_salbutamol:
        return _SALBUTAMOL_GROUP
    return _GROUP_OF_CLASS.get(product.drug_class, _OTHER_GROUP)


def is_salbutamol_code(code: str) -> bool:
    """True for a code of plain salbutamol, listed or not: its first 9 characters are the substance."""
    return code[:9] == SALBUTAMOL


def device_counts_as_mdi(text: str) -> bool:
    """Whether a device typed for an unlisted product is a metered dose inhaler; breath-actuated ones are.

    A dry powder or soft mist inhaler is not, even where it is called breath-actuated.
    """
    folded = name_key(text)
    return not _NO_PROPELLANT.search(folded) and bool(_PROPELLANT.search(folded))


@of_facts
def load_inhalers() -> Inhalers:
    """The shipped tables; a FactsError names file and key where one of them is wrong."""
    sources = load_sources(SOURCES)
    products = parse_products(resource_text(PRODUCTS), sources)
    devices = parse_devices(resource_text(DEVICE_TABLE), products, sources)
    propellants = parse_propellants(resource_text(PROPELLANTS), products, sources)
    return Inhalers(
        products,
        parse_kg(resource_text(KG), products, devices, propellants, sources),
        devices,
        propellants,
        parse_class_values(resource_text(CLASS_VALUES), sources),
        parse_names(resource_text(NAMES), products, sources),
        parse_expected(resource_text(EXPECTED), sources),
    )
