"""Which reading to chase next: what weighs most in doubt, where it is found, and when nothing is worth it."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from greenpractice.carbon.footprint import load_calculator
from greenpractice.carbon.part import Part
from greenpractice.carbon.reading_to_chase import Place, ToChase, how_good
from greenpractice.numbers import exact
from greenpractice.periods import Period
from greenpractice.returns.documents import Flag, RawRow, ReturnDocument
from tests.strategies import documents

CALCULATOR = load_calculator()
QUARTER = Period(2026, 2)
PRACTICE = ({"site": "Main Street", "floor_area_m2": "640", "registered_patients": "9000"},)
FLOOR = ({"site": "Main Street", "fuel": "natural_gas", "basis": "floor_area"},)
POWER = ({"site": "Main Street", "kwh": "9000", "basis": "bill"},)


def document(
    period: Period = QUARTER, flags: Sequence[Flag] = (), **sections: Sequence[RawRow]
) -> ReturnDocument:
    rows = {key: tuple(each) for key, each in sections.items()}
    return ReturnDocument("C82001", period, 1, "2026-10-08", sections=rows, flags=tuple(flags))


def chased(of: ReturnDocument, *others: ReturnDocument) -> ToChase | None:
    part = Part(of, CALCULATOR.of_return(of))
    return how_good(of.period, [part], [*others, of], CALCULATOR).next


def test_gas_from_floor_area_is_asked_of_whoever_has_the_bill():
    found = chased(document(practice=PRACTICE, electricity=POWER, heating=FLOOR))
    assert found is not None
    assert found.words == (
        "Natural gas of Main Street: it was worked out from floor area, and may be 4.1 tonnes more or "
        "2.1 tonnes less, the most of any figure here. "
        "The bill or the meter has it: ask your landlord or supplier."
    )
    assert found.place == Place(QUARTER, "heating", 0, "quantity")


def test_a_section_that_is_missing_is_asked_for_where_it_came_to_more():
    year_before = document(
        Period(2025, 2), heating=({"fuel": "natural_gas", "unit": "kWh", "quantity": "30000"},)
    )
    found = chased(document(practice=PRACTICE, electricity=POWER), year_before)
    assert found is not None
    assert found.words.startswith(
        "Heating: nothing of it is counted, and it came to 6.4 tonnes in July to September 2025, more than"
    )
    assert found.place == Place(QUARTER, "heating", None, None)


def test_the_same_quarter_of_last_year_is_asked_before_the_newest():
    gas = {"fuel": "natural_gas", "unit": "kWh"}
    newest = document(Period(2026, 1), heating=({**gas, "quantity": "90000"},))
    year_before = document(Period(2025, 2), heating=({**gas, "quantity": "30000"},))
    found = chased(document(practice=PRACTICE, electricity=POWER), newest, year_before)
    assert found is not None
    assert "in July to September 2025" in found.words


def test_energy_that_was_never_entered_is_looked_up_by_floor_area():
    found = chased(document(practice=PRACTICE, electricity=POWER))
    assert found is not None
    assert found.words.startswith(
        "Heating: nothing of it is counted, and it would come to about 4.1 tonnes by the floor area, "
    )


def test_later_returns_say_nothing_of_a_missing_section():
    later = document(QUARTER.next, heating=({"fuel": "natural_gas", "unit": "kWh", "quantity": "30000"},))
    found = chased(document(electricity=POWER), later)
    assert found is not None
    assert found.place is None


def test_bills_alone_are_not_worth_chasing_and_what_is_missing_is():
    found = chased(document(electricity=POWER, water=({"supply_m3": "100"},)))
    assert found == ToChase("No figure is worth chasing yet: what is missing comes first.")


def test_where_nothing_could_be_better_it_is_not_said_that_nothing_is_in_doubt():
    """Bills may be 5% off and the factor of clinical waste 50%: no better figure can be asked for."""
    whole = document(electricity=POWER, waste=({"stream": "clinical_incineration", "kg": "900"},))
    part = Part(whole, CALCULATOR.of_return(whole))
    good = how_good(QUARTER, [part], [whole], CALCULATOR)
    assert good.sure.whole.least > good.sure.whole.kg / 10
    found = replace(good, sure=replace(good.sure, missing=())).next
    assert found == ToChase(
        "No figure is worth chasing: none that could be better is in doubt by 1% of the total."
    )


def test_without_a_line_there_is_nothing_to_say():
    assert chased(document(practice=PRACTICE)) is None


def test_an_estimated_reading_is_worth_chasing_until_it_is_read():
    marked = document(electricity=POWER, flags=[Flag("electricity", 0, "kwh", estimated=True)])
    found = chased(marked)
    assert found is not None
    assert "rests on an estimated reading" in found.words


def test_of_a_year_each_figure_says_its_quarter():
    year = Period(2026)
    rows = {"practice": PRACTICE, "electricity": POWER, "heating": FLOOR}
    quarters = [document(Period(2026, n), **rows) for n in (1, 2)]
    parts = [Part(each, CALCULATOR.of_return(each)) for each in quarters]
    found = how_good(year, parts, quarters, CALCULATOR).next
    assert found is not None
    assert found.place is not None
    assert found.words.startswith(f"Natural gas of Main Street, {found.place.period.words}: ")


@given(documents())
@settings(max_examples=40)
def test_what_is_chased_stands_where_it_says_and_the_widest_comes_first(random: ReturnDocument):
    part = Part(random, CALCULATOR.of_return(random))
    found = how_good(random.period, [part], [random], CALCULATOR).to_chase
    halves = [each.half for each in found]
    assert halves == sorted(halves, reverse=True)
    with exact():
        assert all(each.half * 100 >= part.footprint.total > 0 for each in found)
    for each in found:
        assert each.place is not None
        rows = random.rows(each.place.section)
        assert each.place.row is None or rows[each.place.row]
        assert each.half > Decimal(0)


@given(documents(), st.integers(0, 9))
@settings(max_examples=30)
def test_no_count_of_patients_moves_a_word(random: ReturnDocument, few: int):
    """So none of them can be read from the words, however small it is."""
    care = {"asthma_register": str(few), "saba_6_or_more": str(few)}
    first, *others = random.rows("practice") or ({},)
    practice = ({**first, "registered_patients": str(few)}, *others)
    changed = {**random.sections, "asthma_care": (care,), "practice": practice}
    found = [random, replace(random, sections=changed)]
    parts = [Part(each, CALCULATOR.of_return(each)) for each in found]
    said = [how_good(random.period, [part], [part.document], CALCULATOR) for part in parts]
    assert said[0].words == said[1].words
    assert said[0].sure.rows == said[1].sure.rows


def test_nothing_that_is_worth_chasing_is_not_what_to_chase_next() -> None:
    nothing = ToChase("No figure is worth chasing.")
    assert nothing.told() == nothing.told(in_short=True) == nothing.words
