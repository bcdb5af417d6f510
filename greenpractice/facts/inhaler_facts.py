"""The shipped tables of inhaler products, their kg CO₂e and their sources, refused where they are wrong."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from greenpractice.errors import FactsError
from greenpractice.facts.sources import Source
from greenpractice.facts.tables_reading import Row, need_date, need_decimal, need_text, parse_csv

PRODUCTS = "inhalers/products.csv"
KG = "inhalers/kg.csv"
NAMES = "inhalers/names.csv"
SOURCES = "inhalers/sources.toml"

PRODUCT_COLUMNS = (
    "bnf_code", "name", "device", "counts_as_mdi", "salbutamol", "drug_class", "propellant",
    "pack", "pack_basis", "generic", "newer_code", "counted_in", "source",
)  # fmt: skip
NAME_COLUMNS = ("bnf_code", "name", "source")
KG_COLUMNS = ("factor_set", "bnf_code", "from", "to", "kg", "proxy", "source", "note")

INDICATIVE, ES02 = "indicative", "es02"
FACTOR_SETS = (INDICATIVE, ES02, "carbon_trust", "prescqipp_2_38", "panigone_2020", "mdpi_2022")
DEVICES = ("pMDI", "BAI", "DPI", "SMI")
UNKNOWN = "unknown"
PROPELLANTS = ("HFA134a", "HFA227ea", "HFA152a", "HFO1234ze", "none", UNKNOWN)
DRUG_CLASSES = (
    "SABA", "SAMA", "SABA/SAMA", "ICS", "ICS/LABA", "ICS/SABA", "triple",
    "LABA", "LAMA", "LABA/LAMA", "cromone", "other",
)  # fmt: skip
PACK_BASES = ("table", "name", "other_code", "generic", "assumed")
COUNTED_IN = ("inhaler", "capsule")
SALBUTAMOL = "0301011R0"
_CLASS = "class"
_UNNAMED = "not named"
_CODE = re.compile(r"[0-9A-Z]{15}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Product:
    """One BNF code of an inhaler; `propellant` None is not known, the text `none` is known to have none.

    `pack` is doses or capsules in one inhaler or pack, None where no source gives it; `counted_in`
    says what a prescribed quantity of 1 usually is: an inhaler or a capsule.
    """

    bnf_code: str
    name: str
    device: str
    counts_as_mdi: bool
    is_salbutamol: bool
    drug_class: str
    propellant: str | None
    pack: int | None
    pack_assumed: bool
    counted_in: str
    generic: str
    newer_code: str | None

    @property
    def is_named(self) -> bool:
        """False for a brand whose name no source of the table gives: then a file's own name is used."""
        return _UNNAMED not in self.name


@dataclass(frozen=True, slots=True)
class KgRow:
    """kg CO₂e of one inhaler in one published set, from `first` to `last`, both counted; None is open.

    `of_class` is a proxy that says no more than the product's class: an equivalent's value is nearer.
    """

    factor_set: str
    bnf_code: str
    first: date | None
    last: date | None
    kg: Decimal
    proxy: bool
    source: Source
    note: str
    of_class: bool = False

    def applies(self, on: date) -> bool:
        """True on the days it covers."""
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)


def parse_products(text: str, sources: Mapping[str, Source], file: str = PRODUCTS) -> dict[str, Product]:
    """The products by BNF code, in the order of the file."""
    products: dict[str, Product] = {}
    keys: dict[str, str] = {}
    for line, row in parse_csv(file, text, PRODUCT_COLUMNS):
        code = _code(file, line, "bnf_code", row["bnf_code"])
        key = f"{line}, {code}"
        if code in products:
            raise FactsError(file, key, "this code is there twice")
        for source in need_text(file, key, "source", row["source"]).split():
            _one_of(file, key, "source", source, sources)
        products[code], keys[code] = _product(file, key, row), key
    for code, product in products.items():
        _check_newer(file, keys[code], product, products)
        _check_generic(file, keys[code], product, products)
    return products


def _product(file: str, key: str, row: Row) -> Product:
    code = row["bnf_code"]
    propellant = _one_of(file, key, "propellant", row["propellant"], PROPELLANTS)
    salbutamol = _yes(file, key, "salbutamol", row["salbutamol"])
    if salbutamol != code.startswith(SALBUTAMOL):
        raise FactsError(file, key, f"salbutamol must be y for codes of {SALBUTAMOL} and n for all others")
    return Product(
        bnf_code=code,
        name=need_text(file, key, "name", row["name"]),
        device=_one_of(file, key, "device", row["device"], DEVICES),
        counts_as_mdi=_yes(file, key, "counts_as_mdi", row["counts_as_mdi"]),
        is_salbutamol=salbutamol,
        drug_class=_one_of(file, key, "drug_class", row["drug_class"], DRUG_CLASSES),
        propellant=None if propellant == UNKNOWN else propellant,
        pack=_pack(file, key, row["pack"], row["pack_basis"]),
        pack_assumed=row["pack_basis"] == "assumed",
        counted_in=_one_of(file, key, "counted_in", row["counted_in"], COUNTED_IN),
        generic=_code(file, key, "generic", row["generic"]),
        newer_code=_code(file, key, "newer_code", row["newer_code"]) if row["newer_code"] else None,
    )


def _pack(file: str, key: str, pack: str, basis: str) -> int | None:
    if pack == UNKNOWN and not basis:
        return None
    if not (pack.isascii() and pack.isdigit() and int(pack) > 0):
        raise FactsError(file, key, f"pack must be a whole number above 0 or {UNKNOWN}, not {pack!r}")
    _one_of(file, key, "pack_basis", basis, PACK_BASES)
    return int(pack)


def _check_newer(file: str, key: str, product: Product, products: Mapping[str, Product]) -> None:
    seen = [product.bnf_code]
    while product.newer_code:
        if product.newer_code not in products:
            raise FactsError(file, key, f"newer_code {product.newer_code} is not in the table: add its row")
        if products[product.newer_code].device != product.device:
            raise FactsError(
                file, key, f"newer_code {product.newer_code} is another device: correct one of them"
            )
        if product.newer_code in seen:
            raise FactsError(file, key, f"newer codes go round in a circle: {', '.join(seen)}")
        seen.append(product.newer_code)
        product = products[product.newer_code]


def _check_generic(file: str, key: str, product: Product, products: Mapping[str, Product]) -> None:
    generic = products.get(product.generic)
    if generic is None:
        raise FactsError(file, key, f"generic {product.generic} is not in the table: add its row")
    if generic.generic != generic.bnf_code:
        raise FactsError(
            file, key, f"generic {generic.bnf_code} has a generic of its own: name that one here"
        )
    if generic.device != product.device:
        raise FactsError(file, key, f"generic {generic.bnf_code} is another device: correct one of them")


def parse_names(
    text: str, products: Mapping[str, Product], sources: Mapping[str, Source], file: str = NAMES
) -> dict[str, str]:
    """The code of each name that files give a product beside the table's own; a name is of one code only."""
    codes: dict[str, str] = {}
    for line, row in parse_csv(file, text, NAME_COLUMNS):
        name = need_text(file, line, "name", row["name"])
        if name in codes:
            raise FactsError(file, f"{line}, {name}", "this name is there twice")
        _one_of(file, f"{line}, {name}", "source", row["source"], sources)
        if row["bnf_code"] not in products:
            raise FactsError(
                file, f"{line}, {name}", f"{row['bnf_code']!r} is not in {PRODUCTS}: add its row"
            )
        codes[name] = row["bnf_code"]
    return codes


def parse_kg(
    text: str, products: Mapping[str, Product], sources: Mapping[str, Source], file: str = KG
) -> tuple[KgRow, ...]:
    """Every published value; days of one code in one set must not overlap."""
    rows: dict[tuple[str, str], list[KgRow]] = {}
    for line, cells in parse_csv(file, text, KG_COLUMNS):
        code = _code(file, line, "bnf_code", cells["bnf_code"])
        key = f"{line}, {code}"
        if code not in products:
            raise FactsError(file, key, f"this code is not in {PRODUCTS}")
        row = _kg_row(file, key, cells, sources)
        others = rows.setdefault((row.factor_set, code), [])
        if any(_overlap(row, other) for other in others):
            raise FactsError(file, key, f"its days overlap with another row of the set {row.factor_set}")
        others.append(row)
    return tuple(row for found in rows.values() for row in found)


def _kg_row(file: str, key: str, cells: Row, sources: Mapping[str, Source]) -> KgRow:
    row = KgRow(
        factor_set=_one_of(file, key, "factor_set", cells["factor_set"], FACTOR_SETS),
        bnf_code=cells["bnf_code"],
        first=need_date(file, key, "from", cells["from"]) if cells["from"] else None,
        last=need_date(file, key, "to", cells["to"]) if cells["to"] else None,
        kg=need_decimal(file, key, "kg", cells["kg"]),
        proxy=_one_of(file, key, "proxy", cells["proxy"], ("y", "n", _CLASS)) != "n",
        of_class=cells["proxy"] == _CLASS,
        source=sources[_one_of(file, key, "source", cells["source"], sources)],
        note=cells["note"],
    )
    if row.first and row.last and row.last < row.first:
        raise FactsError(file, key, "to is before from")
    if row.factor_set == ES02 and (row.first or row.last or row.proxy):
        raise FactsError(file, key, "the ES-02 set is taken as written: no dates, no proxies")
    return row


def _overlap(a: KgRow, b: KgRow) -> bool:
    first = max(a.first or date.min, b.first or date.min)
    return first <= min(a.last or date.max, b.last or date.max)


def _code(file: str, key: str, name: str, text: str) -> str:
    if not _CODE.fullmatch(text):
        raise FactsError(file, key, f"{name} must be 15 characters of A to Z and 0 to 9, not {text!r}")
    return text


def _one_of(file: str, key: str, name: str, text: str, allowed: Sequence[str] | Mapping[str, Source]) -> str:
    if text not in allowed:
        raise FactsError(file, key, f"{name} must be one of {', '.join(allowed)}, not {text!r}")
    return text


def _yes(file: str, key: str, name: str, text: str) -> bool:
    return _one_of(file, key, name, text, ("y", "n")) == "y"
