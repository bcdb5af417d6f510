"""Electricity and heating give what a second reckoning gives, whatever stands in a row."""

import random

from greenpractice.carbon.footprint import Calculator
from greenpractice.periods import Period
from greenpractice.returns.checking import questions
from greenpractice.returns.documents import RawRow, ReturnDocument
from tests.greenpractice.sections.energy_twice import Tables, any_period, any_row, combinations, differs

AREAS = {"A": "900", "B": "120.5"}
ROWS = 2_000


def test_every_combination_of_basis_unit_fuel_and_readings_agrees(calculator: Calculator) -> None:
    tables, period = Tables(), Period(2025, 1)
    rows = combinations()
    wrong = [differs(section, row, period, AREAS, calculator, tables) for section, row in rows]
    assert [each for each in wrong if each] == []
    assert len(rows) > 7_000


def test_rows_with_anything_in_them_agree(calculator: Calculator) -> None:
    tables, dice = Tables(), random.Random(1)
    wrong = [differs(*any_row(dice), any_period(dice), AREAS, calculator, tables) for _ in range(ROWS)]
    assert [each for each in wrong if each] == []


def test_readings_count_the_same_whatever_else_was_meant_to_be_known(calculator: Calculator) -> None:
    read: RawRow = {"fuel": "natural_gas", "unit": "ft3x100", "opening": "8000", "closing": "10926"}

    def total(basis: str) -> str:
        sections = {"heating": ({**read, "basis": basis},)}
        document = ReturnDocument("C82001", Period(2025, 1), 1, "2026-01-05", sections=sections)
        return f"{calculator.of_return(document).total:.0f}"

    assert {basis: total(basis) for basis in ("readings", "bill", "cost", "floor_area")} == dict.fromkeys(
        ("readings", "bill", "cost", "floor_area"), "19806"
    )


def test_readings_without_a_unit_are_asked_for_it() -> None:
    def asked(**row: str) -> list[str | None]:
        sections = {"heating": ({"site": "A", "fuel": "natural_gas", **row},)}
        document = ReturnDocument("C82001", Period(2025, 1), 1, "2026-01-05", sections=sections)
        return [issue.field for issue in questions(document)]

    assert asked(opening="1", closing="2") == ["unit"]
    assert asked(opening="1", closing="2", basis="floor_area") == ["unit"]
    assert asked(basis="floor_area") == []
    assert asked(basis="floor_area", opening="1") == []
