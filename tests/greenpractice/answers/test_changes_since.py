"""What changed since last quarter adds up to the difference, over the sections that both have whole."""

from decimal import Decimal
from itertools import pairwise

import pytest

from greenpractice.answers.changes_since import Since, signed, since_last_quarter, why_since
from greenpractice.carbon.footprint import load_calculator
from greenpractice.carbon.gaps import gaps_of_part, unfinished
from greenpractice.carbon.part import Part
from greenpractice.demo.returns import demo_documents
from greenpractice.facts.inhalers import load_inhalers
from greenpractice.numbers import exact
from greenpractice.periods import Period
from greenpractice.returns.documents import RawRow, ReturnDocument

Q1, Q2 = Period(2026, 1), Period(2026, 2)
VENTOLIN, FOSTAIR = "0301011R0BEAIAP", "0302000C0BQAABX"


def part(period: Period, **sections: tuple[RawRow, ...]) -> Part:
    document = ReturnDocument("Z99991", period, 1, "2026-10-08", "Sample Surgery", sections=sections)
    return Part(document, load_calculator().of_return(document))


def found(before: Part, now: Part) -> Since:
    since = since_last_quarter(before, now)
    assert since is not None
    return since


def product(code: str, inhalers: str) -> RawRow:
    return {"bnf_code": code, "inhalers": inhalers}


def pairs() -> list[tuple[Part, Part]]:
    """Each quarter of each demo practice beside the one after it."""
    calculator = load_calculator()
    by_practice: dict[str, list[Part]] = {}
    for document in demo_documents():
        if not document.period.is_year and document.period.year >= 2025:
            parts = by_practice.setdefault(document.ods_code, [])
            parts.append(Part(document, calculator.of_return(document)))
    return [pair for parts in by_practice.values() for pair in pairwise(parts)]


def test_the_changes_add_up_to_the_difference_to_the_last_digit():
    for before, now in pairs():
        since = since_last_quarter(before, now)
        if since is not None:
            with exact():
                assert sum((each.kg for each in since.changes), Decimal(0)) == since.kg
            sizes = [abs(each.kg) for each in since.changes]
            assert sizes == sorted(sizes, reverse=True)
            assert len({each.words for each in since.changes}) == len(since.changes)


def test_from_now_to_then_every_change_is_turned_round_where_factors_are_the_same():
    for before, now in pairs():
        if before.period.year != now.period.year:
            continue
        there, back = since_last_quarter(before, now), since_last_quarter(now, before)
        if there is not None and back is not None:
            assert sorted(-each.kg for each in back.changes) == sorted(each.kg for each in there.changes)


def test_only_sections_in_both_are_compared_and_it_is_said():
    paper, water = ({"reams": "10", "recycled_content": "none"},), ({"supply_m3": "100"},)
    both = ({"bnf_code": VENTOLIN, "inhalers": "20"},)
    since = found(part(Q1, inhalers=both, paper=paper), part(Q2, inhalers=both, water=water))
    assert since.comparison.sections == ("inhalers",)
    assert since.compared_words == "Only inhalers compared"
    assert since.total_words == "As much as last quarter"
    answer = why_since(since, part(Q1), part(Q2))
    assert any("only one of the two has figures" in note for note in answer.notes)
    assert since_last_quarter(part(Q1, water=water), part(Q2, inhalers=both)) is None


def test_a_section_of_which_days_are_missing_is_no_saving():
    bill = {"site": "Main", "kwh": "3000", "basis": "bill", "tariff": "standard"}
    whole = part(Q1, electricity=({**bill, "from": "2026-04-01", "to": "2026-06-30"},))
    half = part(Q2, electricity=({**bill, "from": "2026-07-01", "to": "2026-08-15"},))
    assert since_last_quarter(whole, half) is None


@pytest.mark.parametrize(("opening", "is_compared"), [("2026-07-01", True), ("2026-07-02", False)])
def test_readings_from_the_first_day_on_are_compared_and_the_open_day_is_named(
    opening: str, is_compared: bool
):
    gas: RawRow = {"site": "Main", "fuel": "natural_gas", "unit": "kWh", "basis": "readings", "opening": "0"}
    before = part(Q1, heating=({**gas, "closing": "9000", "from": "2026-04-01", "to": "2026-07-01"},))
    now = part(Q2, heating=({**gas, "closing": "8000", "from": opening, "to": "2026-10-01"},))
    since = since_last_quarter(before, now)
    assert (since is not None) is is_compared
    assert ("heating" in unfinished(now)) is not is_compared
    (first, *_) = [gap.why for gap in gaps_of_part(now) if gap.kind == "days"]
    said = "No bill of Main, Natural gas covers 1 "
    why = ": a meter reading counts from the end of its day."
    assert first.startswith(said)
    assert first.endswith(why) is is_compared  # of two days that explains one


def test_a_section_with_half_of_its_rows_may_still_be_typed_and_is_no_saving() -> None:
    rows = tuple(product(each.bnf_code, "100") for each in load_inhalers().products[:6])
    paper: RawRow = {"reams": "10", "recycled_content": "0"}
    for many, compared in ((2, False), (3, False), (4, True)):
        few, all_of_them = (
            part(Q2, inhalers=rows[:many], paper=(paper,)),
            part(Q1, inhalers=rows, paper=(paper,)),
        )
        for before, now in ((all_of_them, few), (few, all_of_them)):
            since = found(before, now)
            assert ("inhalers" in since.comparison.sections) == compared
            assert ("inhalers" in since.comparison.in_part) != compared
            assert (
                "may have, only a part of it: inhalers" in " ".join(why_since(since, before, now).notes)
                or compared
            )


def test_a_site_without_energy_in_one_quarter_is_no_saving() -> None:
    main: RawRow = {"site": "Main", "tariff": "standard", "kwh": "9000", "basis": "bill"}
    paper: RawRow = {"reams": "10", "recycled_content": "0"}
    before = part(Q1, electricity=(main, {**main, "site": "Branch"}), paper=(paper,))
    since = found(before, part(Q2, electricity=(main,), paper=(paper,)))
    assert since.comparison.sections == ("paper",)


@pytest.mark.parametrize(
    ("then", "now", "words"),
    [("20", "52", "32 more"), ("52", "20", "32 fewer"), ("20", "21", "1 more")],
)
def test_inhalers_are_counted_in_words(then: str, now: str, words: str):
    (change,) = found(
        part(Q1, inhalers=(product(VENTOLIN, then),)), part(Q2, inhalers=(product(VENTOLIN, now),))
    ).changes
    assert change.words == f"{words} Ventolin Evohaler 100"
    assert (change.kg > 0) == (int(now) > int(then))


def test_two_codes_of_one_product_are_one_thing():
    older = (product(FOSTAIR, "10"),)
    before, now = part(Q1, inhalers=older), part(Q2, inhalers=(product(FOSTAIR, "14"),))
    (change,) = found(before, now).changes
    assert change.words == "4 more Fostair 100/6 puffer"


def test_a_factor_of_another_year_is_no_effort():
    water = ({"supply_m3": "100"},)
    since = found(part(Period(2024, 4), water=water), part(Period(2025, 1), water=water))
    assert [each.words for each in since.changes] in ([], ["Changed factors of the year"])


def test_kg_for_a_narrow_column():
    assert [signed(Decimal(kg)) for kg in (1100, -320, -1800)] == ["+1.1 t", "−320 kg", "−1.8 t"]
