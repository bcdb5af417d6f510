"""Why carbon changed: effects that add up exactly, held against fractions and every order of the causes."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenpractice.carbon.comparing import Comparison
from greenpractice.carbon.decomposing import NEW_FACTORS, USE, Moved, Patients, effects_of
from greenpractice.carbon.footprint import load_calculator
from greenpractice.carbon.like_for_like import Alike
from greenpractice.carbon.periods_compared import changed_between
from greenpractice.carbon.shapley import Shared
from greenpractice.demo.returns import demo_documents
from greenpractice.errors import UsageError
from greenpractice.facts.factors import load_factors
from greenpractice.facts.inhalers import load_inhalers
from greenpractice.facts.method_changes import load_method_changes
from greenpractice.lines import Line
from greenpractice.numbers import exact, round_half_up
from greenpractice.periods import Period
from greenpractice.returns.documents import RawRow, ReturnDocument

VENTOLIN, SALAMOL, EASYHALER = "0301011R0BEAIAP", "0301011R0BIAFAP", "0301011R0BWAABZ"
Q2, Q3 = Period(2025, 2), Period(2025, 3)


def document(period: Period, patients: int | None = 9000, **sections: Sequence[RawRow]) -> ReturnDocument:
    practice = () if patients is None else ({"registered_patients": str(patients)},)
    told = {key: tuple(rows) for key, rows in sections.items()}
    return ReturnDocument(
        "Z99991", period, 1, "2026-10-08T10:00:00+00:00", "Sample", sections={"practice": practice, **told}
    )


def changed(before: ReturnDocument, now: ReturnDocument) -> Comparison:
    found = changed_between(before.period, now.period, (before, now), load_calculator())
    assert isinstance(found, Alike)
    return found.comparison


def inhalers(*rows: tuple[str, int]) -> list[RawRow]:
    return [{"bnf_code": code, "inhalers": str(number)} for code, number in rows]


def kwh(number: int) -> list[RawRow]:
    return [{"site": "Main", "kwh": str(number), "tariff": "standard"}]


# The arithmetic

numbers = st.fractions(min_value=0, max_value=1000, max_denominator=50)
pairs = st.tuples(numbers, numbers)


@given(st.tuples(pairs, pairs, pairs, pairs))
def test_shares_are_the_mean_over_all_24_orders(product: tuple[tuple[Fraction, Fraction], ...]):
    by_hand = [Fraction(0)] * 4
    for order in permutations(range(4)):
        state = [then for then, _ in product]
        for place in order:
            before = prod(state)
            state[place] = product[place][1]
            by_hand[place] += Fraction(prod(state) - before) / 24
    with exact():
        sides = [tuple(Decimal(each.numerator) / each.denominator for each in pair) for pair in product]
        size, volume, mix, kg = ((then, now) for then, now in sides)
        found = Shared(size, volume).shares(mix, kg)
    for one, other in zip(found, by_hand, strict=True):
        assert abs(Fraction(one) - other) < Fraction(1, 10**40)


def test_a_worked_example_by_hand():
    """100 at 28 kg became 90 at 28 and 30 at 0.5, while patients went from 1,000 to 1,200."""
    with exact():
        size, volume = (Decimal(1000), Decimal(1200)), (Decimal("0.1"), Decimal("0.1"))
        heavy = Shared(size, volume).shares((Decimal(1), Decimal("0.75")), (Decimal(28), Decimal(28)))
        light = Shared(size, volume).shares((Decimal(0), Decimal("0.25")), (Decimal("0.5"), Decimal("0.5")))
    kg = [tuple(round_half_up(each, 6) for each in shares) for shares in (heavy, light)]
    # list: 20 inhalers more at the mean of both mixes: 20 x 28 x 0.875, and 20 x 0.5 x 0.125
    assert (kg[0][0], kg[1][0]) == (Decimal(490), Decimal("1.25"))
    # mix: a quarter of the mean of 100 and 120
    assert (kg[0][2], kg[1][2]) == (Decimal(-770), Decimal("13.75"))
    assert kg[0][1] == kg[0][3] == kg[1][1] == kg[1][3] == 0
    assert sum(kg[0]) + sum(kg[1]) == (90 - 100) * 28 + 30 * Decimal("0.5")


# Of returns

QUANTITIES = st.integers(0, 500)
CODES = st.sampled_from((VENTOLIN, SALAMOL, EASYHALER, "0302000C0BQAABX"))
ROWS = st.dictionaries(CODES, QUANTITIES, max_size=4)
PATIENTS = st.one_of(st.none(), st.integers(0, 20000))
RETURNS = st.tuples(PATIENTS, ROWS, st.one_of(st.none(), QUANTITIES), st.one_of(st.none(), QUANTITIES))
PERIODS = st.sampled_from([Period(year, quarter) for year in (2019, 2024, 2025, 2026) for quarter in (1, 2)])


Values = tuple[int | None, dict[str, int], int | None, int | None]


def some(period: Period, values: Values) -> ReturnDocument:
    patients, products, power, miles = values
    sections: dict[str, list[RawRow]] = {"inhalers": inhalers(*products.items())}
    if power is not None:
        sections["electricity"] = kwh(power)
    if miles is not None:
        sections["business_travel"] = [
            {"distance": str(miles), "mode": "car_petrol", "unit": "mile"},
            {"distance": str(power or 7), "mode": "rail", "unit": "km"},
        ]
    return document(period, patients, **sections)


@given(RETURNS, RETURNS, PERIODS, PERIODS)
def test_effects_add_up_exactly_by_section_and_turn_round(
    first: Values, second: Values, then: Period, now: Period
):
    if then == now:
        return
    before, after = some(then, first), some(now, second)
    both = [changed_between(*pair, (before, after), load_calculator()) for pair in ((then, now), (now, then))]
    there, back = (each.comparison for each in both if each is not None)
    for found in (there, back):
        with exact():
            assert found.then + sum((each.kg for each in found.effects), Decimal(0)) == found.now
        for key, each in found.each.items():
            assert found.by(*Moved, sections=(key,)) == each.kg
    turned = {(each.section, each.moved, each.activity): each.kg for each in back.effects}
    for each in there.effects:
        assert abs(each.kg + turned[each.section, each.moved, each.activity]) <= Decimal("0.0001")


def test_every_cause_is_there_for_every_activity_and_most_of_them_are_0():
    found = changed(
        document(Q2, inhalers=inhalers((VENTOLIN, 100))), document(Q3, inhalers=inhalers((VENTOLIN, 90)))
    )
    assert [each.moved for each in found.effects] == list(Moved)
    assert {each.moved: each.kg for each in found.effects if each.kg} == {Moved.VOLUME: found.kg}


def test_without_the_patients_of_both_list_is_part_of_volume():
    more = document(Q3, 9900, inhalers=inhalers((VENTOLIN, 110)))
    known = changed(document(Q2, 9000, inhalers=inhalers((VENTOLIN, 100))), more)
    assert known.patients.are_known
    assert (known.by(Moved.LIST), known.by(Moved.VOLUME)) == (known.kg, 0)
    for patients in (None, 0, 3):  # three patients are too few to be told
        unknown = changed(document(Q2, patients, inhalers=inhalers((VENTOLIN, 100))), more)
        assert not unknown.patients.are_known
        assert (unknown.by(Moved.LIST), unknown.by(Moved.VOLUME)) == (0, unknown.kg)


def test_a_new_product_and_one_that_is_gone_are_mix_and_no_change_of_factor():
    found = changed(
        document(Q2, inhalers=inhalers((VENTOLIN, 100))), document(Q3, inhalers=inhalers((EASYHALER, 100)))
    )
    assert found.by(Moved.MIX) == found.kg != 0
    with exact():
        assert [each.kg for each in found.effects if each.moved is Moved.MIX] == [
            -found.then, found.now
        ]  # fmt: skip


def test_nothing_at_all_before_is_volume():
    found = changed(
        document(Q2, inhalers=inhalers((VENTOLIN, 0))), document(Q3, inhalers=inhalers((VENTOLIN, 9)))
    )
    assert found.by(Moved.VOLUME) == found.kg == found.now


def test_an_inhaler_that_has_another_gas_under_its_code_is_nobodys_switch():
    trixeo = "0302000Y0BBAAAA"  # a gas that warms less since October 2025
    found = changed(
        document(Q2, inhalers=inhalers((trixeo, 10))), document(Q3, inhalers=inhalers((trixeo, 10)))
    )
    assert found.by(Moved.GAS) == found.kg < -100
    assert found.by_factors == found.by(*USE) == 0


def test_an_old_code_and_its_newer_one_are_one_product():
    old = next(each for each in load_inhalers().products if each.newer_code is not None)
    newest = load_inhalers().newest_code(old.bnf_code)
    found = changed(
        document(Q2, inhalers=inhalers((old.bnf_code, 10))), document(Q3, inhalers=inhalers((newest, 10)))
    )
    assert len({each.activity for each in found.effects}) == 1
    assert found.by(Moved.MIX) == 0


def test_the_grid_is_factor_and_a_set_that_works_it_out_anew_is_method():
    years = {year: document(Period(year, 2), electricity=kwh(1000)) for year in (2024, 2025, 2026)}
    grid, anew = changed(years[2024], years[2025]), changed(years[2025], years[2026])
    assert grid.by(Moved.FACTOR) == grid.kg < 0 == grid.by(Moved.METHOD)
    assert anew.by(Moved.METHOD) == anew.kg < 0 == anew.by(Moved.FACTOR)
    both = changed(years[2024], years[2026])
    assert (both.by(Moved.FACTOR), both.by(Moved.METHOD)) == (grid.kg, anew.kg)
    back = changed(years[2026], years[2024])
    assert (back.by(Moved.FACTOR), back.by(Moved.METHOD)) == (-grid.kg, -anew.kg)
    assert {each.name for each in both.effects} == {"Grid electricity"}  # losses and well-to-tank are in it


def test_every_change_of_method_is_a_step_of_a_factor():
    factors = load_factors()
    for name, change in load_method_changes().items():
        keys = {each.key for each in factors.every if change.is_of(each.key)}
        steps = [(factors.value_of(key, change.year - 1), factors.value_of(key, change.year)) for key in keys]
        assert any(before != after for before, after in steps), name


def test_car_and_train_are_one_mix_in_km():
    by_car = [{"distance": "1000", "mode": "car_petrol", "unit": "mile"}]
    by_rail = [{"distance": "1609.344", "mode": "rail", "unit": "km"}]
    found = changed(document(Q2, business_travel=by_car), document(Q3, business_travel=by_rail))
    assert found.by(Moved.MIX) == found.kg < 0
    assert abs(found.by(Moved.VOLUME)) < Decimal("0.001")


def test_kwh_and_litres_have_a_mix_of_their_own():
    gas: RawRow = {"site": "Main", "fuel": "natural_gas", "unit": "kWh", "quantity": "1000"}
    oil: RawRow = {"site": "Main", "fuel": "heating_oil", "unit": "litre", "quantity": "100"}
    found = changed(document(Q2, heating=[gas]), document(Q3, heating=[gas, oil]))
    assert found.by(Moved.VOLUME) == found.kg
    assert found.by(Moved.MIX) == 0


# Any two periods


def test_any_two_quarters_or_years_of_the_demo_add_up():
    returns = [each for each in demo_documents() if each.ods_code == "Z99991"]
    calculator = load_calculator()
    for then, now in (
        (Period(2026, 1), Period(2026, 2)),
        (Period(2024, 3), Period(2026, 2)),
        (Period(2019), Period(2025)),
        (Period(2024), Period(2025)),
        (Period(2025), Period(2024)),
    ):
        found = changed_between(then, now, returns, calculator)
        assert found is not None
        comparison = found.comparison
        assert comparison.by(*Moved) == comparison.kg
        assert comparison.by(*USE) + comparison.by(*NEW_FACTORS) + comparison.by(Moved.GAS) == comparison.kg
    whole = changed_between(Period(2019), Period(2025), returns, calculator)
    assert whole is not None
    assert len(whole.quarters) == 4
    assert "waste" in whole.comparison.left_out  # the baseline has none: it is named


def test_a_quarter_is_not_set_beside_a_year_nor_a_period_beside_itself():
    for then, now, why in (
        (Period(2024), Period(2025, 1), "two quarters, or two years"),
        (Period(2025, 1), Period(2025, 1), "give two that differ"),
    ):
        with pytest.raises(UsageError, match=why):
            changed_between(then, now, (), load_calculator())


def test_no_return_of_one_of_them_is_nothing_to_compare():
    only = document(Q2, inhalers=inhalers((VENTOLIN, 1)))
    assert changed_between(Q2, Q3, (only,), load_calculator()) is None


def test_lines_of_nothing_have_no_effects():
    none: tuple[Line, ...] = ()
    assert effects_of((none, none), Patients(), load_factors(), load_inhalers()) == ()
