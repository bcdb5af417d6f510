"""How much of what England prescribes has a value, and of which kind: printed, and held above 99%."""

import sys
import tomllib
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from greenpractice.facts.inhalers import ValueKind, load_inhalers

FILE = Path(__file__).parents[2] / "files" / "inhaler-items-england.toml"
DAY = date(2022, 10, 1)  # in the middle of the items


@pytest.fixture(scope="module")
def counted() -> Counter[ValueKind | None]:
    """Items by the kind of value they have; None is no value."""
    listed, counts = load_inhalers(), Counter[ValueKind | None]()
    for code, items in tomllib.loads(FILE.read_text(encoding="utf-8"))["items"].items():
        factor = listed.indicative(code, DAY)
        counts[factor.kind if factor else None] += items
    return counts


def test_over_99_percent_of_items_have_a_value(
    counted: Counter[ValueKind | None], capsys: pytest.CaptureFixture[str]
):
    """Of what the list does not name all had a value before; so had all salbutamol, which only adds to it."""
    everything = tomllib.loads(FILE.read_text(encoding="utf-8"))["all_without_salbutamol"]
    shares = {kind: Decimal(items) * 100 / everything for kind, items in counted.items()}
    own = sum(share for kind, share in shares.items() if kind and not kind.is_borrowed)
    borrowed = sum(share for kind, share in shares.items() if kind and kind.is_borrowed)
    with capsys.disabled():
        words = ", ".join(f"{kind.value if kind else 'none'} {share:.3f}%" for kind, share in shares.items())
        had_one = 100 - own - borrowed - shares[None]
        sys.stdout.write(
            f"\nEngland's items without salbutamol, of the codes named in {FILE.name}: own {own:.3f}%,"
            f" borrowed {borrowed:.3f}%, none {shares[None]:.3f}% ({words});"
            f" of codes not named there, which had a value before: {had_one:.3f}%\n"
        )
    assert shares[None] < Decimal("0.01")
    assert 100 - shares[None] > 99
    had_none = sum(items for kind, items in counted.items() if kind is not None)
    assert had_none > 3_400_000


def test_of_what_was_prescribed_only_old_propellants_have_no_value():
    listed = load_inhalers()
    names = {
        product.name
        for code in tomllib.loads(FILE.read_text(encoding="utf-8"))["items"]
        if listed.indicative(code, DAY) is None and (product := listed.product(code))
    }
    assert names == {
        "Beclometasone 100 micrograms inhaler (generic)",
        "Intal 5 mg inhaler CFC-free",
        "Serevent 25 micrograms inhaler, 120 doses",
        "Sodium cromoglicate 5 mg inhaler CFC-free (generic)",
    }


def test_all_salbutamol_has_a_value_but_brands_and_old_ones_of_which_the_propellant_is_not_known():
    listed = load_inhalers()
    left = {
        product.name
        for product in listed.products
        if product.is_salbutamol and listed.indicative(product.bnf_code, DAY) is None
    }
    assert left == {
        "Aerolin 100 micrograms Autohaler",
        "Asmavent 100 micrograms inhaler",
        "Salbulin 100 micrograms inhaler CFC-free",
        "Salbutamol 100 micrograms breath-actuated inhaler (generic)",
    }
