"""Rule 7 in its order, on small made tables: whose value an inhaler has, and with which propellant."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from greenpractice.facts.inhaler_devices import parse_devices, parse_propellants
from greenpractice.facts.inhaler_facts import parse_products
from greenpractice.facts.inhaler_values import CLASS_COLUMNS, parse_class_values, parse_kg
from greenpractice.facts.inhalers import InhalerFactor, Inhalers, ValueKind
from tests.greenpractice.facts.made_inhalers import (
    BRAND,
    GENERIC,
    NEW,
    NEW_GENERIC,
    OLD,
    SOURCES,
    Change,
    device_text,
    gas_text,
    kg_text,
    made,
    products_text,
)

TODAY = date(2026, 7, 1)
STRONG, STRONG_BRAND, STRONG_GENERIC = "0302000C0BQABBZ", "0302000C0BZABBZ", "0302000C0AABZBZ"
POWDER, POWDER_BRAND, POWDER_GENERIC = "0302000C0BRAABY", "0302000C0BYAABY", "0302000C0AABYBY"
OTHER_DRUG, OTHER_GENERIC = "0302000K0BDABAM", "0302000K0AAAMAM"


def value(inhalers: Inhalers, code: str, on: date = TODAY, gas: str | None = None) -> InhalerFactor:
    factor = inhalers.indicative(code, on, gas)
    assert factor is not None, code
    return factor


PUFFERS = (
    {"newer_code": NEW, "generic": GENERIC, "device_name": "Puffer"},
    {"bnf_code": NEW, "generic": NEW_GENERIC, "device_name": "Puffer"},
    {"bnf_code": BRAND, "generic": GENERIC, "device_name": "Rival"},
    {"bnf_code": GENERIC, "generic": GENERIC},
    {"bnf_code": NEW_GENERIC, "generic": NEW_GENERIC},
    {"bnf_code": STRONG, "generic": STRONG_GENERIC, "strength": "200/6", "device_name": "Puffer"},
    {"bnf_code": STRONG_BRAND, "generic": STRONG_GENERIC, "strength": "200/6", "device_name": "Rival"},
    {"bnf_code": STRONG_GENERIC, "generic": STRONG_GENERIC, "strength": "200/6"},
)
_POWDER = {"device": "DPI", "counts_as_mdi": "n", "generic": POWDER_GENERIC}
_OTHER = _POWDER | {"generic": OTHER_GENERIC, "drugs": "c"}
POWDERS = (
    {"bnf_code": POWDER, "device_name": "Twister"} | _POWDER,
    {"bnf_code": POWDER_BRAND, "device_name": "Clicker"} | _POWDER,
    {"bnf_code": POWDER_GENERIC} | _POWDER,
    {"bnf_code": OTHER_DRUG, "device_name": "Twister"} | _OTHER,
    {"bnf_code": OTHER_GENERIC} | _OTHER,
)


def small(*kg: Change, gases: Sequence[Change] = (), classes: Sequence[Change] = ()) -> Inhalers:
    """Puffers and powder inhalers of two makers each, with HFA134a but where `gases` say otherwise."""
    products = parse_products(products_text(*PUFFERS, *POWDERS), SOURCES)
    devices = parse_devices(
        device_text(
            {},
            {"device_name": "Rival", "maker": "R"},
            {"device_name": "Twister", "device": "DPI"},
            {"device_name": "Clicker", "device": "DPI", "maker": "R"},
        ),
        products,
        SOURCES,
    )
    said = {row["bnf_code"] for row in gases}
    plain = [{"bnf_code": row.get("bnf_code", OLD)} for row in PUFFERS]
    days = [*gases, *(row for row in plain if row["bnf_code"] not in said)]
    propellants = parse_propellants(gas_text(*days), products, SOURCES)
    found = (
        parse_class_values(made(CLASS_COLUMNS, dict.fromkeys(CLASS_COLUMNS, ""), *classes), SOURCES)
        if classes
        else ()
    )
    rows = parse_kg(kg_text(*kg), products, devices, propellants, SOURCES)
    return Inhalers(products, rows, devices, propellants, found)


# The order of rule 7


def test_an_own_row_beats_the_newer_code_even_where_that_is_higher():
    inhalers = small({"kg": "1"}, {"bnf_code": NEW, "kg": "9"})
    assert [value(inhalers, code).kg for code in (OLD, NEW)] == [1, 9]
    assert [value(inhalers, code).kind for code in (OLD, NEW)] == [ValueKind.OWN] * 2


def test_the_other_code_beats_a_higher_equivalent():
    inhalers = small({"bnf_code": NEW, "kg": "1"}, {"bnf_code": BRAND, "kg": "9"})
    factor = value(inhalers, OLD)
    assert (factor.kg, factor.kind, factor.from_code) == (1, ValueKind.OTHER_CODE, NEW)
    assert not factor.kind.is_borrowed


def test_an_equivalent_lends_the_value_of_its_newer_code_too():
    factor = value(small({"bnf_code": NEW, "kg": "1"}), BRAND)
    assert (factor.kg, factor.kind, factor.from_code) == (1, ValueKind.EQUIVALENT, NEW)
    assert factor.kind.is_borrowed


def test_of_several_equivalents_the_heaviest_counts():
    factor = value(small({"kg": "1"}, {"bnf_code": BRAND, "kg": "9"}), GENERIC)
    assert (factor.kg, factor.from_code) == (9, BRAND)


def test_an_equivalent_comes_before_the_same_device_and_that_before_another_strength():
    rows = ({"bnf_code": STRONG, "kg": "3"}, {"bnf_code": BRAND, "kg": "9"})
    assert value(small(*rows), OLD).kind is ValueKind.EQUIVALENT
    same = value(small(rows[0]), OLD)
    assert (same.kg, same.kind, same.from_code) == (3, ValueKind.SAME_DEVICE, STRONG)
    assert "(Puffer, M)" in same.why
    other = value(small(rows[0]), BRAND)
    assert (other.kg, other.kind) == (3, ValueKind.EQUIVALENT)
    assert other.why.endswith("of One, but for the strength")


def test_a_borrowed_value_is_never_lent_on():
    """The strong puffer borrows from the same device; its equivalent takes the row itself, not that."""
    inhalers = small({"kg": "3"}, {"bnf_code": POWDER, "kg": "1"})
    assert value(inhalers, STRONG).kind is ValueKind.SAME_DEVICE
    lent = value(inhalers, STRONG_BRAND)
    assert (lent.kg, lent.from_code, lent.kind) == (3, OLD, ValueKind.EQUIVALENT)
    assert value(inhalers, OTHER_DRUG).kind is ValueKind.SAME_DEVICE
    assert inhalers.indicative(POWDER_BRAND, TODAY) is None, "another device: nothing to lend"


def test_nothing_is_lent_across_devices_and_a_generic_may_be_any_of_its_brands():
    inhalers = small({"bnf_code": POWDER, "kg": "1"})
    assert value(inhalers, POWDER_GENERIC).kind is ValueKind.EQUIVALENT
    assert inhalers.indicative(POWDER_BRAND, TODAY) is None
    assert inhalers.indicative(OLD, TODAY) is None
    assert value(inhalers, OTHER_GENERIC).kind is ValueKind.SAME_DEVICE, "its only brand is a Twister"


def test_what_was_published_for_a_device_comes_before_another_product_with_it():
    inhalers = small({"bnf_code": POWDER, "kg": "1"}, {"bnf_code": "", "device_name": "Twister", "kg": "2"})
    factor = value(inhalers, OTHER_DRUG)
    assert (factor.kg, factor.kind, factor.from_code) == (2, ValueKind.SAME_DEVICE, "")


def test_a_pressurised_inhaler_borrows_from_the_same_device_only_where_a_drug_is_the_same():
    rows = parse_products(
        products_text(
            {"device_name": "Puffer", "drugs": "x"},
            {"bnf_code": NEW, "generic": NEW, "device_name": "Puffer", "drugs": "y"},
        ),
        SOURCES,
    )
    devices = parse_devices(device_text(), rows, SOURCES)
    gases = parse_propellants(gas_text({}, {"bnf_code": NEW}), rows, SOURCES)
    kg = parse_kg(kg_text(), rows, devices, gases, SOURCES)
    assert Inhalers(rows, kg, devices, gases).indicative(NEW, TODAY) is None


CLASSES = (
    {"devices": "DPI", "drugs": "c", "kg": "4", "source": "a", "note": "narrow"},
    {
        "devices": "pMDI BAI",
        "propellant": "HFA134a",
        "drug_class": "ICS/LABA",
        "kg": "20",
        "source": "a",
        "note": "n",
    },
    {"devices": "DPI", "kg": "5", "source": "a", "note": "any"},
)


def test_a_class_value_comes_last_and_the_first_that_fits_counts():
    inhalers = small({"bnf_code": POWDER, "kg": "1"}, classes=CLASSES)
    assert value(inhalers, POWDER_BRAND).kg == 5
    assert value(inhalers, OTHER_DRUG).kind is ValueKind.SAME_DEVICE
    assert value(inhalers, OLD).kg == 20
    assert value(inhalers, OLD).kind is ValueKind.CLASS
    assert value(small({"bnf_code": NEW, "kg": "1"}, classes=CLASSES), OTHER_DRUG).kg == 4


def test_a_row_counts_only_on_its_days_and_then_the_next_route_is_taken():
    inhalers = small({"from": "2024-01-01", "to": "2024-12-31", "kg": "1"}, {"bnf_code": BRAND, "kg": "9"})
    days = [date(2023, 12, 31), date(2024, 1, 1), date(2024, 12, 31), date(2025, 1, 1)]
    found = [value(inhalers, OLD, day) for day in days]
    assert [(factor.kg, factor.kind.is_borrowed) for factor in found] == [
        (9, True),
        (1, False),
        (1, False),
        (9, True),
    ]


# Propellants


def test_what_has_another_propellant_lends_nothing():
    gases = ({"bnf_code": BRAND, "propellant": "HFA227ea"},)
    assert small({"kg": "3"}, gases=gases).indicative(BRAND, TODAY) is None


def test_with_a_propellant_that_is_not_known_only_an_own_value_counts():
    gases = ({"bnf_code": BRAND, "propellant": "not known", "source": ""},)
    assert small({"kg": "3"}, gases=gases).indicative(BRAND, TODAY) is None
    assert value(small({"bnf_code": BRAND, "kg": "3"}, gases=gases), BRAND).kind is ValueKind.OWN


def test_a_value_goes_with_its_propellant_from_a_documented_day():
    gases = (
        {"bnf_code": OLD, "to": "2025-09-30"},
        {"bnf_code": OLD, "from": "2025-10-01", "propellant": "HFO1234ze"},
    )
    inhalers = small({"propellant": "HFO1234ze", "kg": "0.01"}, {"bnf_code": STRONG, "kg": "15"}, gases=gases)
    before, after = (value(inhalers, OLD, day) for day in (date(2025, 9, 30), date(2025, 10, 1)))
    assert [(each.kg, each.kind) for each in (before, after)] == [
        (Decimal(15), ValueKind.SAME_DEVICE),
        (Decimal("0.01"), ValueKind.OWN),
    ]
    assert not inhalers.has_cleaner_gas(OLD, date(2025, 9, 30))
    assert inhalers.has_cleaner_gas(OLD, date(2025, 10, 1))


def test_where_the_day_is_not_known_the_documented_propellant_counts_until_somebody_says_otherwise():
    gases = (
        {"bnf_code": OLD},
        {"bnf_code": OLD, "from": "2026-07-01", "propellant": "HFA152a", "day": "not known"},
    )
    rows = ({"propellant": "HFA134a", "kg": "17"}, {"propellant": "HFA152a", "kg": "2"})
    inhalers = small(*rows, gases=gases)
    first, before = date(2026, 7, 1), date(2026, 6, 30)
    assert (inhalers.gas(OLD, first), inhalers.gas_beside(OLD, first)) == ("HFA134a", "HFA152a")
    assert inhalers.gas_beside(OLD, before) is None
    assert [value(inhalers, OLD, first, gas).kg for gas in (None, "HFA134a", "HFA152a")] == [17, 17, 2]
    assert value(inhalers, OLD, before, "HFA152a").kg == 17, "not yet"
    assert value(inhalers, OLD, first, "HFA227ea").kg == 17, "never"
    cleaner = [inhalers.has_cleaner_gas(OLD, first, gas) for gas in (None, "HFA134a", "HFA152a")]
    assert cleaner == [True, False, True]
    assert value(inhalers, BRAND, first).kg == 17
