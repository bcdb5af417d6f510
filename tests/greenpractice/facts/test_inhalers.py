"""What the product knows of inhalers: every code, its kg CO₂e by rule 7 and its group."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from greenpractice.facts.inhaler_facts import Product
from greenpractice.facts.inhalers import (
    GROUPS,
    InhalerFactor,
    Inhalers,
    ValueKind,
    device_counts_as_mdi,
    group,
    is_salbutamol_code,
    load_inhalers,
)
from greenpractice.numbers import round_half_up

TODAY = date(2026, 7, 1)
VENTOLIN, GENERIC = "0301011R0BEAIAP", "0301011R0AAAPAP"
SALAMOL, EASYHALER = "0301011R0BIAFAP", "0301011R0BWAABZ"
TRIXEO, BEVESPI, CLENIL = "0302000Y0BBAAAA", "0301040AABBAAAA", "0302000C0BPABBF"


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


# What is shipped


def test_every_code_of_the_classification_is_a_product(inhalers: Inhalers):
    assert len(inhalers.products) == 489
    assert len({product.name for product in inhalers.products}) == 489


def test_each_code_has_a_value_of_some_kind_or_is_known_to_have_none(inhalers: Inhalers):
    found = [inhalers.indicative(product.bnf_code, TODAY) for product in inhalers.products]
    kinds = Counter(factor.kind if factor else None for factor in found)
    assert kinds == {
        ValueKind.OWN: 48,
        ValueKind.STAND_IN: 1,
        ValueKind.OTHER_CODE: 13,
        ValueKind.EQUIVALENT: 95,
        ValueKind.SAME_DEVICE: 100,
        ValueKind.CLASS: 144,
        None: 88,
    }
    left = [product for product in inhalers.products if inhalers.indicative(product.bnf_code, TODAY) is None]
    assert {(inhalers.gas(product.bnf_code, TODAY), product.has_propellant) for product in left} == {
        (None, True)
    }


def test_the_es02_set_has_exactly_eighteen_codes(inhalers: Inhalers):
    listed = [p for p in inhalers.products if inhalers.es02(p.bnf_code) is not None]
    assert len(listed) == 18
    assert all(product.is_salbutamol for product in listed)


@pytest.mark.parametrize(
    ("code", "kg"), [(VENTOLIN, "28.26"), (GENERIC, "25.24"), (SALAMOL, "11.95"), (EASYHALER, "0.62")]
)
def test_salbutamol_has_the_same_value_in_both_sets(inhalers: Inhalers, code: str, kg: str):
    factor = value(inhalers, code)
    assert (factor.kg, factor.kind.is_borrowed, factor.from_code) == (Decimal(kg), False, code)
    assert inhalers.es02(code) == Decimal(kg)
    assert "NHS England" in factor.source.words


def test_the_mean_of_the_worked_example_is_23_01_kg(inhalers: Inhalers):
    counts = {VENTOLIN: 260, GENERIC: 430, SALAMOL: 170, EASYHALER: 20}
    total = sum(count * (inhalers.es02(code) or 0) for code, count in counts.items())
    assert round_half_up(total / sum(counts.values()), 2) == Decimal("23.01")


def test_es02_is_never_mapped_to_a_newer_code_or_a_sibling(inhalers: Inhalers):
    assert named(inhalers, "0301011R0BWABCA").newer_code == "0301011R0BWABAQ"
    assert inhalers.es02("0301011R0BWABCA") is None
    assert inhalers.es02("0301011R0BYAAAP") is None, "Asmavent, a sibling of generic salbutamol"


# Rule 7, in its order


def test_an_old_code_takes_the_value_of_its_newer_code(inhalers: Inhalers):
    factor = value(inhalers, "0301011R0BWABCA")
    assert (factor.kg, factor.kind, factor.from_code) == (
        Decimal("0.62"),
        ValueKind.OTHER_CODE,
        "0301011R0BWABAQ",
    )
    assert factor.why == "its own value, published under its newer or older code, 0301011R0BWABAQ"


def test_a_newer_code_takes_the_value_of_its_old_code(inhalers: Inhalers):
    trimbow = value(inhalers, "0302000AABBAAAA")
    assert (trimbow.kg, trimbow.from_code) == (Decimal("14.829"), "0301011ABBBAAA0")
    assert value(inhalers, "0302000ABBCABAD").kind is ValueKind.SAME_DEVICE, (
        "Fostair 200/6, as under its old code"
    )


@pytest.mark.parametrize("code", ["0301011R0BYAAAP", "0302000N0BPABBF", "0302000C0BVAABF"])
def test_a_brand_of_which_no_source_names_the_propellant_borrows_nothing(inhalers: Inhalers, code: str):
    """Asmavent, Avenor and Beclu: others of the same drug have HFA-134a; nobody says that they do."""
    assert inhalers.gas(code, TODAY) is None
    assert inhalers.indicative(code, TODAY) is None


def test_trixeo_changes_with_its_propellant_in_october_2025(inhalers: Inhalers):
    old, new = value(inhalers, TRIXEO, date(2025, 9, 30)), value(inhalers, TRIXEO, date(2025, 10, 1))
    assert (old.kg, new.kg) == (value(inhalers, BEVESPI).kg, Decimal("0.013"))
    assert (old.kind, old.from_code) == (ValueKind.SAME_DEVICE, BEVESPI)
    assert (new.kind, new.kind.mark) == (ValueKind.STAND_IN, "stand-in")
    assert "packs with HFA-134a may still be about" in new.why
    assert [inhalers.gas(TRIXEO, day) for day in (date(2025, 9, 30), date(2025, 10, 1))] == [
        "HFA134a",
        "HFO1234ze",
    ]
    generic = value(inhalers, "0302000Y0AAAAAA", date(2025, 9, 30)), value(inhalers, "0302000Y0AAAAAA")
    assert [each.kg for each in generic] == [old.kg, new.kg]


def test_the_older_propellant_of_clenil_counts_and_the_newer_stands_beside_it(inhalers: Inhalers):
    for code, kind in ((CLENIL, ValueKind.OWN), ("0302000C0BPACBV", ValueKind.SAME_DEVICE)):
        old, new = value(inhalers, code), inhalers.indicative(code, TODAY, "HFA152a")
        assert new is not None
        assert (old.kg, new.kg) == (Decimal("17.346"), Decimal("1.7346"))
        assert (old.kind, new.kind) == (kind, kind)
        assert inhalers.gas_beside(code, TODAY) == "HFA152a"
        assert inhalers.gas_beside(code, date(2026, 6, 30)) is None
        assert "90%" in new.why or "HFA-152a" in new.why
    beside = {p.bnf_code for p in inhalers.products if inhalers.gas_beside(p.bnf_code, date.max)}
    assert beside == {"0302000C0BPAABE", CLENIL, "0302000C0BPACBV", "0302000C0BPADBW"}


def test_what_is_expected_and_not_confirmed_waits_without_a_code(inhalers: Inhalers):
    (ventolin,) = inhalers.expected
    assert (ventolin.name, ventolin.gas, ventolin.kg) == (
        "Ventolin next generation 100 micrograms",
        "HFA152a",
        Decimal("2.26"),
    )
    assert "GSK" in ventolin.source.words
    assert {inhalers.gas(code, date.max) for code in (VENTOLIN, GENERIC)} == {"HFA134a"}


def test_trimbow_nexthaler_is_a_code_of_its_own_and_the_prefix_is_none(inhalers: Inhalers):
    assert value(inhalers, "0301011ABBBABAA").kg == Decimal("0.889")
    assert inhalers.product("0302000AA") is None
    assert inhalers.indicative("0302000AA", TODAY) is None


@pytest.mark.parametrize(
    "code",
    [
        "21480000210AAAA",  # a spacer
        "0206010K0AAATAT",  # a tablet
        VENTOLIN[:9],
        VENTOLIN[:14],
        VENTOLIN + "A",
        VENTOLIN.lower(),
        f" {VENTOLIN}",
        "",
    ],
)
def test_what_is_not_a_listed_code_is_unknown(inhalers: Inhalers, code: str):
    assert inhalers.product(code) is None
    assert inhalers.indicative(code, TODAY) is None
    assert inhalers.es02(code) is None
    assert inhalers.published(code) == ()


def test_other_published_sets_stand_beside_and_never_in_the_value(inhalers: Inhalers):
    found = {row.factor_set: row.kg for row in inhalers.published(VENTOLIN)}
    assert found == {
        "es02": Decimal("28.26"),
        "carbon_trust": Decimal("28.262"),
        "prescqipp_2_38": Decimal("25.74"),
    }


# Products


def test_a_product_says_what_it_is(inhalers: Inhalers):
    ventolin = named(inhalers, VENTOLIN)
    assert ventolin.name == "Ventolin Evohaler 100 micrograms"
    assert (ventolin.device, ventolin.counts_as_mdi, ventolin.device_name) == ("pMDI", True, "Evohaler")
    assert (ventolin.drugs, ventolin.strength) == ({"salbutamol"}, "100")
    assert (ventolin.pack, ventolin.pack_assumed, ventolin.counted_in) == (200, False, "inhaler")
    assert (ventolin.generic, ventolin.newer_code) == (GENERIC, None)


def test_what_no_source_gives_is_unknown(inhalers: Inhalers):
    assert inhalers.gas("0302000K0BBANBA", TODAY) is None, "Pulmicort CFC-free"
    assert named(inhalers, "0301011R0BLABAK").pack is None, "Ventodisks refill"
    assert named(inhalers, "0301011V0BBARBB").pack == 120, "Bricanyl Turbohaler"
    assert Counter(p.pack is None for p in inhalers.products)[True] == 50
    driven = [p for p in inhalers.products if p.has_propellant]
    assert Counter(inhalers.gas(p.bnf_code, TODAY) is None for p in driven) == {False: 126, True: 88}


def test_powder_and_mist_have_no_propellant_and_do_not_count_as_mdi(inhalers: Inhalers):
    for product in inhalers.products:
        is_mdi = product.device in ("pMDI", "BAI")
        assert product.counts_as_mdi == is_mdi, product
        assert product.has_propellant == is_mdi, product
        assert is_mdi or inhalers.gas(product.bnf_code, TODAY) is None, product


def test_capsule_products_count_capsules_and_30_where_no_number_is_given(inhalers: Inhalers):
    capsules = [product for product in inhalers.products if product.counted_in == "capsule"]
    assert len(capsules) == 57
    assert all(product.pack for product in capsules)
    assert named(inhalers, "0301011E0BBAAAA").pack == 60, "Foradil says 60 capsules"
    assert [p for p in inhalers.products if p.pack_assumed and (p.pack != 30 or p not in capsules)] == []
    for brand in ("Breezhaler", "HandiHaler", "Braltus", "Foradil", "Tiogiva", "Acopair", "Rotacaps"):
        found = [product.counted_in for product in inhalers.products if brand in product.name]
        assert found, brand
        assert set(found) == {"capsule"}, brand


def test_a_product_and_its_newer_code_are_alike(inhalers: Inhalers):
    pairs = [(p, named(inhalers, p.newer_code)) for p in inhalers.products if p.newer_code]
    assert len(pairs) == 63
    for old, new in pairs:
        alike = ("device", "counts_as_mdi", "drug_class", "pack", "counted_in")
        assert [getattr(old, name) for name in alike] == [getattr(new, name) for name in alike], old
        assert inhalers.gas(old.bnf_code, TODAY) == inhalers.gas(new.bnf_code, TODAY), old


def test_the_table_is_closed_under_its_own_references(inhalers: Inhalers):
    for product in inhalers.products:
        generic = named(inhalers, product.generic)
        assert (generic.generic, generic.device) == (generic.bnf_code, product.device), product
        if product.newer_code:
            assert named(inhalers, product.newer_code).device == product.device, product


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("0301011AABBAAAA", "0301040Y0BBAAAA"),
        ("0301011ABBBABAA", "0302000AABBACAC"),
        ("0301011ABBBACAB", "0302000AABBABAB"),
        ("0301011Y0BBAAAA", "0302000V0BBAAAA"),
        ("0301040U0BCAAAB", "0301020T0BBAAAA"),
        ("0301040V0BBAAAA", "0301020U0BBAAAA"),
        ("0301040Z0BBACAC", "0302000X0BBACAC"),
        ("0302000C0BUABBZ", "0302000ABBFABAD"),
        ("0302000N0BBAYBB", "0302000N0BBAYBA"),
        ("0302000N0BEABBN", "0302000V0BBABAB"),
        ("0302000V0BCAAA0", "0302000Z0BBAAAA"),
    ],
)
def test_both_codes_of_a_published_change_are_one_product(inhalers: Inhalers, old: str, new: str):
    assert named(inhalers, old).newer_code == new
    assert named(inhalers, new).newer_code is None
    day = date(2025, 4, 1)
    one, other = inhalers.indicative(old, day), inhalers.indicative(new, day)
    assert (one and one.kg) == (other and other.kg)


def test_products_stand_by_group_then_by_kg_and_name(inhalers: Inhalers):
    places = []
    for product in inhalers.products:
        factor = inhalers.indicative(product.bnf_code, date.max)
        places.append((GROUPS.index(group(product)), -factor.kg if factor else 1, product.name))
    assert places == sorted(places)
    assert {group(product) for product in inhalers.products} == set(GROUPS)
    assert group(named(inhalers, "0301040R0BBAAAA")) == "Relievers: other", "Combivent is a mixture"


@pytest.mark.parametrize(
    ("code", "expected"), [("0301011R0ZZZZZZ", True), ("0301011V0BBADAA", False), ("", False)]
)
def test_salbutamol_is_told_by_the_substance_for_unlisted_codes_too(code: str, expected: bool):
    assert is_salbutamol_code(code) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pMDI", True),
        ("MDI", True),
        (" bai ", True),
        ("breath-actuated inhaler", True),
        ("Breath actuated MDI", True),
        ("pressurised metered dose inhaler", True),
        ("DPI", False),
        ("breath-actuated dry powder inhaler", False),
        ("soft mist", False),
        ("SMI", False),
        ("Turbohaler", False),
        ("", False),
    ],
)
def test_a_typed_device_counts_as_mdi_when_it_has_a_propellant(text: str, expected: bool):
    assert device_counts_as_mdi(text) is expected


def test_where_a_substance_moved_all_its_brands_have_a_newer_code(inhalers: Inhalers):
    moved = {
        product.bnf_code[:11]
        for product in inhalers.products
        if product.newer_code and product.newer_code[:9] != product.bnf_code[:9]
    }
    left = [p.name for p in inhalers.products if p.bnf_code[:11] in moved and not p.newer_code]
    assert [name for name in left if "generic" not in name] == []
