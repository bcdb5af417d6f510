"""What the tables of propellants and makers say was read where they say, or follows from what was."""

import csv
import tomllib
from collections.abc import Iterator
from pathlib import Path

from greenpractice.facts.inhaler_devices import PROPELLANTS
from greenpractice.facts.inhaler_facts import Product
from greenpractice.facts.inhalers import load_inhalers
from greenpractice.facts.tables_reading import resource_text

FILES = Path(__file__).parents[2] / "files"
STATED, FOLLOWS = "product-table", "dispensed-as"

PRODUCTS = {product.bnf_code: product for product in load_inhalers().products}
READ = {
    code: gas
    for gas, codes in tomllib.loads(
        (FILES / "inhaler-propellants-read.toml").read_text(encoding="utf-8")
    ).items()
    for code in codes
}
ROWS = list(csv.DictReader(resource_text(PROPELLANTS).splitlines()))


def newest(product: Product) -> str:
    while product.newer_code:
        product = PRODUCTS[product.newer_code]
    return product.bnf_code


def generics(product: Product) -> set[str]:
    """The generics of a product under all its codes."""
    return {newest(PRODUCTS[each.generic]) for each in PRODUCTS.values() if newest(each) == newest(product)}


def kin(product: Product) -> Iterator[str]:
    """What was read of the same product, of the same brand, or of the brands of a generic."""
    for code, gas in READ.items():
        other = PRODUCTS[code]
        same_brand = (
            product.generic == product.bnf_code
            if not product.device_name
            else product.device_name == other.device_name
        )
        if newest(other) == newest(product) or (same_brand and generics(other) & generics(product)):
            yield gas


def test_a_propellant_that_is_said_to_be_stated_was_read_and_the_other_way_round():
    assert {row["bnf_code"]: row["propellant"] for row in ROWS if row["source"] == STATED} == READ


def test_a_propellant_that_follows_is_that_of_the_same_product_or_of_its_brands():
    followers = [row for row in ROWS if row["source"] == FOLLOWS]
    assert len(followers) > 30
    for row in followers:
        assert row["bnf_code"] not in READ
        assert set(kin(PRODUCTS[row["bnf_code"]])) == {row["propellant"]}, row


def test_a_brand_of_which_no_source_names_the_propellant_has_none_of_another_brand():
    unknown = {PRODUCTS[row["bnf_code"]].device_name for row in ROWS if row["propellant"] == "not known"}
    assert {"Avenor", "Beclu", "Asmavent", "Salbulin"} <= unknown
