"""What may be left out is told as it is: nothing called optional keeps the rest of its row from counting."""

from collections.abc import Iterator, Mapping

import pytest

from greenpractice.carbon.footprint import Calculator
from greenpractice.fields import FieldSpec, Kind
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument
from greenpractice.sections import SECTIONS
from greenpractice.sections.base import Section

PERIOD = Period(2026, 1)
COUNTED = [section for section in SECTIONS if section.lines is not None]


def filled(section: Section) -> Iterator[dict[str, str]]:
    """Rows with every field filled, one for each answer of each question."""
    usual = {key: some(key, spec) for key, spec in section.fields.items()}
    yield usual
    for key, spec in section.fields.items():
        yield from ({**usual, key: answer} for answer in spec.choices)


def some(key: str, spec: FieldSpec) -> str:
    match spec.kind:
        case Kind.CHOICE:
            return next(iter(spec.choices))
        case Kind.DAY:
            return "2026-04-01" if key == "from" else "2026-06-30"
        case Kind.YES_NO:
            return "true"
        case Kind.TEXT:
            return "0301011R0BEAIAP" if key == "bnf_code" else "pMDI" if key == "device" else "Main"
    return "0.5" if spec.unit == "0 to 1" else "40"


def left_out_of(calculator: Calculator, section: Section, row: Mapping[str, str]) -> int:
    """How much of a row is not counted."""
    practice = {"registered_patients": "9000", "site": "Main", "floor_area_m2": "400"}
    rows = {"practice": (practice,), section.key: (dict(row),)}
    document = ReturnDocument("C82001", PERIOD, 1, "2026-07-01", "Sample Surgery", sections=rows)
    return sum(each.section == section.key for each in calculator.of_return(document).not_counted)


@pytest.mark.parametrize("section", COUNTED, ids=lambda section: section.key)
def test_what_is_called_optional_keeps_nothing_else_from_counting(
    calculator: Calculator, section: Section
) -> None:
    for row in filled(section):
        before = left_out_of(calculator, section, row)
        for key, spec in section.fields.items():
            less = {each: text for each, text in row.items() if each != key}
            if left_out_of(calculator, section, less) > before:
                assert not spec.can_be_left_out, f"without {key} of {row} something is not counted"
            else:
                assert not spec.needed or before, f"{key} of {row} can be left out after all"
