"""Worked cases as data: each states rows, the figures they must give, and where the answer comes from."""

import tomllib
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

from greenpractice.carbon.footprint import Calculator, Footprint
from greenpractice.indicators.computing import evidence_of, indicators_of
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument
from greenpractice.sections import SECTIONS
from greenpractice.sections.base import Section
from tests.greenpractice.sections.test_sections import document, full_row

CASES = [
    case
    for file in sorted((Path(__file__).parents[2] / "cases").glob("*.toml"))
    for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]
]
Expected = dict[str, Any]


def document_of(case: Expected) -> ReturnDocument:
    sections = {key: tuple(rows) for key, rows in case["sections"].items()}
    return ReturnDocument("C82001", Period.parse(case["period"]), 1, "2025-07-08", sections=sections)


def same(found: Decimal, expected: str) -> bool:
    return found.quantize(Decimal(expected), ROUND_HALF_UP) == Decimal(expected)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_worked_case(case: Expected, calculator: Calculator):
    assert case["source"]
    document = document_of(case)
    expect = case["expect"]
    footprint = calculator.of_return(document)
    check_lines(footprint, expect.get("lines", ()))
    check_totals(footprint, expect)
    for why in expect.get("not_counted", ()):
        assert why in [item.why for item in footprint.not_counted]
    if "indicators" in expect:
        results = indicators_of(
            {"C82001": evidence_of(document, calculator.inhalers)}, document.period, calculator.inhalers
        )
        for result in results:
            check_values(result, expect["indicators"].get(result.indicator.id, {}))


def check_lines(footprint: Footprint, expected: Sequence[Expected]) -> None:
    """The case names every line, in order, and says of each which scope and boundary it is in."""
    assert [line.factor.key for line in footprint.lines] == [wanted["key"] for wanted in expected]
    for line, wanted in zip(footprint.lines, expected, strict=True):
        assert wanted.keys() >= {"scope", "boundary"}, wanted["key"]
        of_factor = wanted.keys() & {"year", "carried_forward"}
        check_values(line, {key: wanted[key] for key in wanted.keys() - of_factor - {"key"}})
        check_values(line.factor, {key: wanted[key] for key in of_factor})


def check_values(found: object, expected: Expected) -> None:
    for key, value in expected.items():
        actual = getattr(found, key)
        if isinstance(actual, Decimal):
            assert same(actual, value), f"{key}: {actual}, not {value}"
        else:
            assert actual == value, key


def check_totals(footprint: Footprint, expect: Expected) -> None:
    if "line_count" in expect:
        assert len(footprint.lines) == expect["line_count"]
    if "total_tonnes" in expect:
        assert same(footprint.total / 1000, expect["total_tonnes"])
    if "avoided_tonnes" in expect:
        assert same(sum(item.kg for item in footprint.avoided) / Decimal(1000), expect["avoided_tonnes"])
        assert footprint.total == 0
    for scope, kg in expect.get("by_scope", {}).items():
        assert same(footprint.by_scope[scope], kg)
    if "per_1000" in expect:
        assert footprint.per_1000_patients is not None
        assert same(footprint.per_1000_patients, expect["per_1000"])
    if "market_based" in expect:
        found = footprint.market_based_kg
        assert (
            found is None
            if expect["market_based"] == "none"
            else same(found or Decimal(0), expect["market_based"])
        )


def test_every_section_with_carbon_has_a_worked_case():
    worked = {key for case in CASES for key in case["sections"]}
    assert [section.key for section in SECTIONS if section.lines and section.key not in worked] == []


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.key)
def test_every_kind_of_line_has_a_worked_case(section: Section, calculator: Calculator):
    """A kind is a scope and a boundary, with well-to-tank apart: a case says both of each of its lines."""
    possible = (document(section, full_row(section, choice)) for choice in range(14))
    worked = (document_of(case) for case in CASES if section.key in case["sections"])
    assert kinds(calculator, section, possible) <= kinds(calculator, section, worked)


def kinds(
    calculator: Calculator, section: Section, documents: Iterable[ReturnDocument]
) -> set[tuple[str, str, bool]]:
    lines = (line for each in documents for line in calculator.of_return(each).lines)
    return {
        (line.scope, line.boundary, line.factor.key.endswith(".wtt"))
        for line in lines
        if line.section == section.key
    }
