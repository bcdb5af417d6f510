"""Inhaler products: which code is which product, and how many kg CO₂e one inhaler of it is."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from greenpractice.facts.inhaler_facts import (
    ES02,
    INDICATIVE,
    KG,
    NAMES,
    PRODUCTS,
    SALBUTAMOL,
    SOURCES,
    KgRow,
    Product,
    parse_kg,
    parse_names,
    parse_products,
)
from greenpractice.facts.sources import Source, load_sources
from greenpractice.facts.tables_reading import resource_text
from greenpractice.texts import name_key

__all__ = [
    "GROUPS",
    "InhalerFactor",
    "Inhalers",
    "Product",
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
# The names makers give to devices of powder and mist, and to those that are breath-actuated.
_DEVICE_NAME = re.compile(
    r"\b(?!inhaler)\w*haler\b|\b(?:ellipta|forspiro|genuair|novolizer|respimat|rotacaps|spiromax|zonda)\b"
    r"|\beasi-breathe\b"
)


@dataclass(frozen=True, slots=True)
class InhalerFactor:
    """kg CO₂e of one inhaler with its source; `from_code` is the code whose value it is, `why` says so."""

    kg: Decimal
    proxy: bool
    source: Source
    why: str
    note: str
    from_code: str


class Inhalers:
    """The products and their values, looked up by whole BNF code, exactly as given.

    `names_in_files` has the codes of names that the NHS's files give, where the table's own differ.
    """

    def __init__(
        self,
        products: Mapping[str, Product],
        rows: Iterable[KgRow],
        names_in_files: Mapping[str, str] | None = None,
    ) -> None:
        self._products = dict(products)
        self.names_in_files = dict(names_in_files or {})
        self._published: dict[str, list[KgRow]] = {}
        self._es02: dict[str, Decimal] = {}
        own: dict[str, list[KgRow]] = {}
        for row in rows:
            if row.factor_set == INDICATIVE:
                own.setdefault(row.bnf_code, []).append(row)
                continue
            self._published.setdefault(row.bnf_code, []).append(row)
            if row.factor_set == ES02:
                self._es02[row.bnf_code] = row.kg
        self._indicative = _indicative(self._products, own)
        self.products = tuple(sorted(self._products.values(), key=self._place))

    def product(self, code: str) -> Product | None:
        """The product of a code, or None: codes match whole, never by their beginning."""
        return self._products.get(code)

    def indicative(self, code: str, on: date) -> InhalerFactor | None:
        """The value of the set `indicative` on a day, or None where no source allows one."""
        for first, factor in self._indicative.get(code, ()):
            if on >= first:
                return factor
        return None

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


_Spans = tuple[tuple[date, InhalerFactor | None], ...]
_Own = Mapping[str, list[KgRow]]


def _indicative(products: Mapping[str, Product], own: _Own) -> dict[str, _Spans]:
    """For each code its values with the first day of each, newest first: worked out once, as a year of
    returns asks the same few codes many thousand times."""
    day = timedelta(days=1)
    rows = [row for found in own.values() for row in found]
    changes = {date.min, *(row.first for row in rows if row.first)}
    changes |= {row.last + day for row in rows if row.last and row.last < date.max}
    families: dict[str, list[str]] = {}
    siblings: dict[str, list[str]] = {}
    for code, product in products.items():
        families.setdefault(_newest(product, products), []).append(code)
        siblings.setdefault(product.generic, []).append(code)
    family_of = {code: families[_newest(product, products)] for code, product in products.items()}
    spans = {}
    for code, product in products.items():
        found = [
            (first, _factor(product, siblings[product.generic], family_of, products, own, first))
            for first in sorted(changes)
        ]
        kept = [span for n, span in enumerate(found) if n == 0 or span[1] != found[n - 1][1]]
        spans[code] = tuple(reversed(kept))
    return spans


def _newest(product: Product, products: Mapping[str, Product]) -> str:
    while product.newer_code:
        product = products[product.newer_code]
    return product.bnf_code


def _factor(
    product: Product,
    siblings: Iterable[str],
    family_of: Mapping[str, list[str]],
    products: Mapping[str, Product],
    own: _Own,
    on: date,
) -> InhalerFactor | None:
    """The order of rule 7. A sibling counts by its own row or by that of its newer or older code, so that a
    brand keeps its value when NHSBSA gives the whole family new codes."""
    code = product.bnf_code
    if row := _highest([code], own, on):
        return InhalerFactor(row.kg, row.proxy, row.source, "proxy" if row.proxy else "", row.note, code)
    if row := _highest(family_of[code], own, on):
        why = f"value of {row.bnf_code}, another BNF code of the same product"
        return InhalerFactor(row.kg, row.proxy, row.source, why, row.note, row.bnf_code)
    alike = [each for each in siblings if _same_device(product, products[each])]
    found = [_highest([each], own, on) or _highest(family_of[each], own, on) for each in alike]
    rows = [row for row in found if row is not None and _same_device(product, products[row.bnf_code])]
    if row := _heaviest([row for row in rows if not row.of_class] or rows):
        name = products[row.bnf_code].name
        equal = f"highest value with the generic equivalent {product.generic}"
        why = f"proxy: {equal}, from {row.bnf_code} ({name})"
        return InhalerFactor(row.kg, True, row.source, why, row.note, row.bnf_code)
    return None


def _same_device(one: Product, other: Product) -> bool:
    """Whether one may borrow from the other: of two devices with names of their own, only from the same."""
    names = {_device_name(one), _device_name(other)} - {""}
    return one.device == other.device and len(names) < 2


def _device_name(product: Product) -> str:
    found = _DEVICE_NAME.search(product.name.casefold())
    return found[0] if found else ""


def _highest(codes: Iterable[str], own: _Own, on: date) -> KgRow | None:
    return _heaviest(row for code in codes for row in own.get(code, ()) if row.applies(on))


def _heaviest(rows: Iterable[KgRow]) -> KgRow | None:
    # Between equal values the one that is the product's own, then the last code, so that it never wavers.
    return max(rows, key=lambda row: (row.kg, not row.proxy, row.bnf_code), default=None)


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


@cache
def load_inhalers() -> Inhalers:
    """The shipped tables; a FactsError names file and key where one of them is wrong."""
    sources = load_sources(SOURCES)
    products = parse_products(resource_text(PRODUCTS), sources)
    names = parse_names(resource_text(NAMES), products, sources)
    return Inhalers(products, parse_kg(resource_text(KG), products, sources), names)
