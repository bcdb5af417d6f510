"""What differs between versions of a return: each figure by name, as people read it."""

from dataclasses import replace

from greenpractice.periods import Period
from greenpractice.returns.differences import Difference, changed_words, differences
from greenpractice.returns.documents import Flag, RawRow, ReturnDocument

VENTOLIN = "0301011R0BEAIAP"


def of(**sections: tuple[RawRow, ...]) -> ReturnDocument:
    return ReturnDocument("C82001", Period(2026, 1), 1, "2026-07-08", sections=sections)


def told(before: ReturnDocument, now: ReturnDocument) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(each.section, each.field, each.each) for each in differences((before, now))]


def test_numbers_choices_days_and_answers_differ_in_words():
    gas: RawRow = {"fuel": "natural_gas", "quantity": "1200", "unit": "kWh", "from": "2026-04-01"}
    before = of(heating=(gas,), actions=({"code": "M1", "print": "true"},))
    now = of(
        heating=({**gas, "fuel": "lpg", "quantity": "1,200.5", "unit": "litre", "from": "2026-04-02"},),
        actions=({"code": "M1", "print": "false"},),
    )
    assert told(before, now) == [
        ("Heating", "Row 1: Fuel", ("Natural gas", "LPG")),
        ("Heating", "Row 1: Unit", ("kWh", "litres")),
        ("Heating", "Row 1: Amount used", ("1,200", "1,200.5")),
        ("Heating", "Row 1: From", ("1 April 2026", "2 April 2026")),
        ("Actions", "Row 1: Print on the summary", ("Yes", "No")),
    ]


def test_inhalers_are_compared_product_by_product_and_other_rows_by_place():
    ventolin, other = (
        {"bnf_code": VENTOLIN, "inhalers": "5"},
        {"bnf_code": "0399999Z0ZZZZZZ", "inhalers": "1"},
    )
    assert told(of(inhalers=(ventolin, other)), of(inhalers=(other, ventolin)))[0][0] == "All sections"
    more = {**ventolin, "inhalers": "6"}
    (found,) = told(of(inhalers=(ventolin, other)), of(inhalers=(other, more)))
    assert found[1].startswith("Ventolin")
    assert found[1].endswith(": Inhalers")
    assert found[2] == ("5 inhalers", "6 inhalers")
    twice = told(of(inhalers=(ventolin, ventolin)), of(inhalers=(ventolin, more)))
    assert twice[0][1].endswith("(2): Inhalers")
    assert told(of(water=({"supply_m3": "1"},)), of(water=({"supply_m3": "1"}, {"supply_m3": "2"}))) == [
        ("Water", "Row 2: Water supplied", ("No data", "2 m³"))
    ]


def test_a_form_of_one_row_names_its_fields_only_and_estimates_are_marked():
    care = of(asthma_care=({"asthma_register": "600"},))
    marked = replace(care, flags=(Flag("asthma_care", 0, "asthma_register", estimated=True),))
    expected = [
        ("Asthma care", "Patients on the asthma register", ("600 patients", "600 patients, estimated"))
    ]
    assert told(care, marked) == expected
    assert told(care, replace(care, flags=(Flag("asthma_care", 0, None, estimated=True),))) == expected
    assert told(of(), care) == [
        ("Asthma care", "Patients on the asthma register", ("No data", "600 patients"))
    ]


def test_versions_with_the_same_figures_differ_in_what_stands_beside_them():
    same = of(water=({"supply_m3": "1"},))
    assert differences((same,)) == []
    order = "The order of rows, or whom to ask"
    assert differences((same, same)) == [
        Difference("All sections", order, ("As in version 1", "As in version 2"))
    ]
    for flag, words in (
        (Flag("water", 0, "supply_m3", note="From the meter"), "Notes"),
        (Flag("water", 0, "supply_m3", confirmed=True), "Confirmed values"),
        (Flag("water", 0, "supply_m3", evidence=("abcd.pdf",)), "Bills and print-outs"),
        (Flag("water", 0, "supply_m3", note="x", evidence=("a.pdf",)), "Notes and bills and print-outs"),
    ):
        assert changed_words(same, replace(same, flags=(flag,))) == [f"{words} changed"]
    assert changed_words(same, of(water=({"supply_m3": "2"},))) == [
        "Water, Row 1: Water supplied: 1 m³ before, 2 m³ now"
    ]
