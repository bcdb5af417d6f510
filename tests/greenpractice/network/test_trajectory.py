"""Inhaler carbon by year: what of a return is estimated is what of its inhalers is."""

from dataclasses import replace
from decimal import Decimal

import pytest

from greenpractice.carbon.footprint import Calculator
from greenpractice.network.trajectory import inhaler_part
from greenpractice.periods import Period
from greenpractice.returns.documents import Flag, ReturnDocument

RETURN = ReturnDocument(
    "C82001",
    Period(2025, 1),
    1,
    "2025-07-08",
    sections={
        "inhalers": ({"bnf_code": "0301011R0BEAIAP", "inhalers": "10"},),
        "water": ({"supply_m3": "110"},),
    },
)


@pytest.mark.parametrize(
    ("section", "field", "estimated"), [("inhalers", "inhalers", True), ("water", "supply_m3", False)]
)
def test_only_an_estimated_inhaler_makes_inhaler_carbon_estimated(
    calculator: Calculator, section: str, field: str, estimated: bool
):
    marked = replace(RETURN, flags=(Flag(section, 0, field, estimated=True),))
    part = inhaler_part(calculator.of_return(marked))
    assert part.estimated is estimated
    assert part.kg == calculator.of_return(RETURN).by_section["inhalers"]


def test_without_a_line_of_inhalers_there_is_no_weight(calculator: Calculator):
    part = inhaler_part(calculator.of_return(replace(RETURN, sections={"water": RETURN.sections["water"]})))
    assert (part.kg, part.estimated) == (None, False)
    assert inhaler_part(calculator.of_return(RETURN)).kg != Decimal(0)
