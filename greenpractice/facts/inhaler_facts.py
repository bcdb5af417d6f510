"""The shipped table of inhaler products and their names, refused where it is wrong."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from greenpractice.errors import FactsError
from greenpractice.facts.sources import Source
from greenpractice.facts.tables_reading import Row, need_text, parse_csv

PRODUCTS = "inhalers/products.csv"
NAMES = "inhalers/names.csv"
SOURCES = "inhalers/sources.toml"

PRODUCT_COLUMNS = (
    "bnf_code", "name", "device", "device_name", "counts_as_mdi", "salbutamol", "drug_class", "drugs",
    "strength", "pack", "pack_basis", "generic", "newer_code", "counted_in", "source",
)  # fmt: skip
NAME_COLUMNS = ("bnf_code", "name", "source")

DEVICES = ("pMDI", "BAI", "DPI", "SMI")
WITH_PROPELLANT = ("pMDI", "BAI")
UNKNOWN = "unknown"
DRUG_CLASSES = (
    "SABA", "SAMA", "SABA/SAMA", "ICS", "ICS/LABA", "ICS/SABA", "triple",
    "LABA", "LAMA", "LABA/LAMA", "cromone", "other",
)  # fmt: skip
PACK_BASES = ("table", "name", "other_code", "generic", "assumed")
COUNTED_IN = ("inhaler", "capsule")
SALBUTAMOL = "0301011R0"
_CAPSULES_FROM = 10  # rule 8: a capsule product prescribed by 10 or more is counted in capsules
_UNNAMED = "not named"
_CODE = re.compile(r"[0-9A-Z]{15}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Product:
    """One BNF code of an inhaler.

    `device_name` is what its maker calls the device, or of a plain pressurised inhaler the brand's own name;
    "" for a generic, which may be dispensed as any of its brands. `drugs` and `strength` are those of its
    generic. `pack` is doses or capsules in one inhaler or pack, None where no source gives it; `counted_in`
    says what a prescribed quantity of 1 usually is: an inhaler or a capsule.
    """

    bnf_code: str
    name: str
    device: str
    device_name: str
    counts_as_mdi: bool
    is_salbutamol: bool
    drug_class: str
    drugs: frozenset[str]
    strength: str
    pack: int | None
    pack_assumed: bool
    counted_in: str
    generic: str
    newer_code: str | None

    @property
    def has_propellant(self) -> bool:
        """True for inhalers that are driven by a gas, breath-actuated ones too."""
        return self.device in WITH_PROPELLANT

    @property
    def is_named(self) -> bool:
        """False for a brand whose name no source of the table gives: then a file's own name is used."""
        return _UNNAMED not in self.name

    @property
    def divided_from(self) -> int | None:
        """From this quantity of one item on it counts doses or capsules (rule 8); None without a pack."""
        return _CAPSULES_FROM if self.pack and self.counted_in == "capsule" else self.pack


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
            one_of(file, key, "source", source, sources)
        products[code], keys[code] = _product(file, key, row), key
    for code, product in products.items():
        _check_newer(file, keys[code], product, products)
        _check_generic(file, keys[code], product, products)
    return products


def _product(file: str, key: str, row: Row) -> Product:
    code = row["bnf_code"]
    salbutamol = _yes(file, key, "salbutamol", row["salbutamol"])
    if salbutamol != code.startswith(SALBUTAMOL):
        raise FactsError(file, key, f"salbutamol must be y for codes of {SALBUTAMOL} and n for all others")
    return Product(
        bnf_code=code,
        name=need_text(file, key, "name", row["name"]),
        device=one_of(file, key, "device", row["device"], DEVICES),
        device_name=row["device_name"],
        counts_as_mdi=_yes(file, key, "counts_as_mdi", row["counts_as_mdi"]),
        is_salbutamol=salbutamol,
        drug_class=one_of(file, key, "drug_class", row["drug_class"], DRUG_CLASSES),
        drugs=frozenset(need_text(file, key, "drugs", row["drugs"]).split("/")),
        strength=row["strength"],
        pack=_pack(file, key, row["pack"], row["pack_basis"]),
        pack_assumed=row["pack_basis"] == "assumed",
        counted_in=one_of(file, key, "counted_in", row["counted_in"], COUNTED_IN),
        generic=_code(file, key, "generic", row["generic"]),
        newer_code=_code(file, key, "newer_code", row["newer_code"]) if row["newer_code"] else None,
    )


def _pack(file: str, key: str, pack: str, basis: str) -> int | None:
    if pack == UNKNOWN and not basis:
        return None
    if not (pack.isascii() and pack.isdigit() and len(pack) < 7 and int(pack) > 0):
        raise FactsError(file, key, f"pack must be a whole number above 0 or {UNKNOWN}, not {pack!r}")
    one_of(file, key, "pack_basis", basis, PACK_BASES)
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
    if (generic.drugs, generic.strength) != (product.drugs, product.strength):
        raise FactsError(
            file, key, f"generic {generic.bnf_code} has other drugs or another strength: correct one"
        )


def parse_names(
    text: str, products: Mapping[str, Product], sources: Mapping[str, Source], file: str = NAMES
) -> dict[str, str]:
    """The code of each name that files give a product beside the table's own; a name is of one code only."""
    codes: dict[str, str] = {}
    for line, row in parse_csv(file, text, NAME_COLUMNS):
        name = need_text(file, line, "name", row["name"])
        if name in codes:
            raise FactsError(file, f"{line}, {name}", "this name is there twice")
        one_of(file, f"{line}, {name}", "source", row["source"], sources)
        if row["bnf_code"] not in products:
            raise FactsError(
                file, f"{line}, {name}", f"{row['bnf_code']!r} is not in {PRODUCTS}: add its row"
            )
        codes[name] = row["bnf_code"]
    return codes


def _code(file: str, key: str, name: str, text: str) -> str:
    if not _CODE.fullmatch(text):
        raise FactsError(file, key, f"{name} must be 15 characters of A to Z and 0 to 9, not {text!r}")
    return text


def one_of(file: str, key: str, name: str, text: str, allowed: Sequence[str] | Mapping[str, object]) -> str:
    """A text that is one of those allowed, which the error names."""
    if text not in allowed:
        raise FactsError(file, key, f"{name} must be one of {', '.join(allowed)}, not {text!r}")
    return text


def _yes(file: str, key: str, name: str, text: str) -> bool:
    return one_of(file, key, name, text, ("y", "n")) == "y"
