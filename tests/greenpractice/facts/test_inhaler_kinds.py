"""The shipped values of inhalers by their kind: what is borrowed, from what, and what never is."""

from datetime import date
from decimal import Decimal

import pytest

from greenpractice.facts.inhaler_facts import Product
from greenpractice.facts.inhalers import InhalerFactor, Inhalers, ValueKind, load_inhalers

TODAY = date(2026, 7, 1)


@pytest.fixture(scope="module")
def inhalers() -> Inhalers:
    return load_inhalers()


def value(inhalers: Inhalers, code: str, on: date = TODAY) -> InhalerFactor:
    factor = inhalers.indicative(code, on)
    assert factor is not None, code
    return factor


def named(inhalers: Inhalers, code: str) -> Product:
    product = inhalers.product(code)
    assert product is not None, code
    return product


@pytest.mark.parametrize(
    ("one", "other", "kg"),
    [
        ("0302000C0BQAABX", "0302000C0BUAABX", "11.65"),
        ("0302000ABBCAAAB", "0302000ABBDAAAB", "11.65"),
        ("0302000K0BIACAM", "0302000K0BIABAM", "0.514"),
        ("0301011ABBBAAA0", "0302000AABBABAB", "14.829"),
        ("0301011E0BCAAAB", "0301011E0BCABAC", "1.4"),
    ],
)
def test_the_same_drug_and_device_weigh_the_same(inhalers: Inhalers, one: str, other: str, kg: str):
    assert value(inhalers, one).kg == value(inhalers, other).kg == Decimal(kg)


def of_row(inhalers: Inhalers, code: str, on: date) -> InhalerFactor | None:
    """What was published for this code itself, if it counts on that day."""
    factor = inhalers.indicative(code, on)
    return factor if factor is not None and factor.kind in (ValueKind.OWN, ValueKind.STAND_IN) else None


@pytest.mark.parametrize("on", [date(2019, 4, 1), date(2025, 7, 1), TODAY], ids=str)
def test_what_is_borrowed_was_published_for_the_same_kind_of_device_and_propellant(
    inhalers: Inhalers, on: date
):
    for product in inhalers.products:
        factor = inhalers.indicative(product.bnf_code, on)
        if factor is None or not factor.from_code:
            continue
        lender = named(inhalers, factor.from_code)
        assert lender.device == product.device, product
        assert lender.counted_in == product.counted_in or lender.device_name == product.device_name, product
        assert factor.gas == inhalers.gas(product.bnf_code, on), product
        assert of_row(inhalers, lender.bnf_code, on) is not None, f"{product.name}: lent on"
        names = {lender.device_name, product.device_name} - {""}
        assert product.device == "pMDI" or len(names) < 2, (product.name, lender.name)


@pytest.mark.parametrize("on", [date(2019, 4, 1), date(2025, 7, 1), TODAY], ids=str)
def test_no_class_value_stands_where_an_equivalent_has_its_own(inhalers: Inhalers, on: date):
    """The same drug, strength, device and propellant weigh the same unless they have values of their own."""
    own: dict[tuple[str, str, str | None], set[str]] = {}
    for product in inhalers.products:
        if of_row(inhalers, product.bnf_code, on):
            key = (product.generic, product.device, inhalers.gas(product.bnf_code, on))
            own.setdefault(key, set()).add(product.device_name)
    for product in inhalers.products:
        factor = inhalers.indicative(product.bnf_code, on)
        if factor is None or factor.kind is not ValueKind.CLASS:
            continue
        names = own.get((product.generic, product.device, inhalers.gas(product.bnf_code, on)), set())
        assert product.device != "pMDI" or not names, product
        assert product.device_name not in names, product
        assert "" not in names, product


@pytest.mark.parametrize(
    ("code", "kg"),
    [
        ("0302000C0BTACBF", "17.346"),
        ("0302000N0BIABBG", "19.485"),
        ("0302000N0BFAABF", "17.16"),
        ("0302000ABBEABAD", "11.65"),
    ],
)
def test_branded_generics_weigh_what_the_brand_does(inhalers: Inhalers, code: str, kg: str):
    factor = value(inhalers, code, date(2025, 7, 1))
    assert (factor.kg, factor.kind) == (Decimal(kg), ValueKind.EQUIVALENT)


@pytest.mark.parametrize("code", ["0302000K0BHAAAM", "0302000N0BGAAAZ", "0302000N0BMAAAZ", "0302000K0BJAAAM"])
def test_a_powder_inhaler_of_which_nothing_is_published_has_the_value_of_any(inhalers: Inhalers, code: str):
    factor = value(inhalers, code)
    assert (factor.kg, factor.kind, factor.from_code) == (Decimal(1), ValueKind.CLASS, "")


@pytest.mark.parametrize(
    ("code", "kg", "source"),
    [
        ("0301020I0BBAJAN", "14.59", "haensel-2019"),
        ("0301020Q0BBACAC", "0.78", "haensel-2019"),
        ("0301011U0BBAFAH", "19.223", "carbon-trust-gsk"),
        ("0301040W0BBAAAA", "0.784", "carbon-trust-gsk"),
    ],
)
def test_what_was_read_itself_comes_before_a_transcription(
    inhalers: Inhalers, code: str, kg: str, source: str
):
    factor = value(inhalers, code)
    assert (factor.kg, factor.source.key, factor.kind) == (Decimal(kg), source, ValueKind.OWN)
