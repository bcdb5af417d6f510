"""Every figure that a return may have is guarded, or the table says why not."""

import pytest

from greenpractice.facts.guards import EARLIER, NONE, SEASON, load_guards
from greenpractice.guards.asking import asked_of, guards_in_use
from greenpractice.guards.usual import usual_of
from greenpractice.periods import Period
from greenpractice.returns.documents import RawRow, ReturnDocument
from greenpractice.sections import SECTIONS
from greenpractice.sections.base import Section

every_section = pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.key)


@every_section
def test_every_number_has_a_guard_or_a_row_that_says_why_none(section: Section):
    guarded = {
        field
        for guard in guards_in_use()
        if guard.section == section.key and guard.scale not in (SEASON, EARLIER)
        for field in guard.fields
    }
    numbers = {key for key, spec in section.fields.items() if spec.is_number}
    assert numbers - guarded == set()
    assert guarded - numbers <= {"from", "to"}


@every_section
def test_help_says_what_is_usual_of_a_number(section: Section):
    numbers = [key for key, spec in section.fields.items() if spec.is_number]
    without = [key for key in numbers if not usual_of(section.key, key)]
    assert set(without) <= {"opening", "recycled_content"}


_CHOSEN: dict[str, RawRow] = {
    "inhalers": {"bnf_code": "0301011R0BEAIAP"},
    "inhaler_returns": {"route": "pharmacy"},
    "electricity": {"site": "Main", "tariff": "standard"},
    "heating": {"site": "Main", "fuel": "natural_gas", "unit": "kWh"},
    "business_travel": {"purpose": "home_visit", "mode": "car_petrol", "unit": "mile"},
    "commuting": {"mode": "car_unknown", "unit": "mile"},
    "appointments": {"unit": "km"},
    "waste": {"stream": "clinical_incineration"},
    "refrigerants": {"gas": "r410a"},
}
_FREE = {
    "opening",
    "closing",
    "recycled_content",
    "car_share",
}  # a meter shows what it shows; shares are refused


@every_section
@pytest.mark.parametrize("sizes", [{}, {"registered_patients": "9000", "staff": "25"}], ids=["bare", "sized"])
def test_nine_million_of_anything_is_asked_about_with_nothing_beside_it(section: Section, sizes: RawRow):
    """Neither sizes of the practice nor other figures of its row need be there for one to be absurd."""
    for field, spec in section.fields.items():
        if not spec.is_number or field in _FREE:
            continue
        row = {**_CHOSEN.get(section.key, {}), field: "9000000"}
        sections: dict[str, tuple[RawRow, ...]] = {section.key: (row,)}
        if section.key != "practice" and sizes:
            sections["practice"] = (sizes,)
        found = asked_of(ReturnDocument("C82001", Period(2026, 2), 1, "2026-10-08", sections=sections), {})
        assert field in {issue.field for issue in found if issue.section == section.key}


@pytest.mark.parametrize(
    ("section", "row", "field"),
    [
        ("water", {"supply_m3": "128", "sewerage_m3": "121500"}, "sewerage_m3"),
        ("inhalers", {**_CHOSEN["inhalers"], "inhalers": "316", "items": "269000"}, "items"),
        ("electricity", {**_CHOSEN["electricity"], "kwh": "11000", "cost": "275000"}, "cost"),
        ("pen_returns", {"pens": "30", "boxes": "3", "boxes_given": "60000"}, "boxes_given"),
    ],
)
def test_what_another_figure_speaks_against_is_one_question_and_at_that_figure(
    section: str, row: RawRow, field: str
):
    sections: dict[str, tuple[RawRow, ...]] = {
        "practice": ({"registered_patients": "25000", "staff": "60"},), section: (row,)
    }  # fmt: skip
    document = ReturnDocument("C82001", Period(2026, 2), 1, "2026-10-08", sections=sections)
    assert [issue.field for issue in asked_of(document, {})] == [field]


@pytest.mark.parametrize("stream", ["offensive", "recycling", "electrical"])
def test_every_kind_of_waste_is_one_of_those(stream: str):
    sections: dict[str, tuple[RawRow, ...]] = {"waste": ({"stream": stream, "kg": "9000000"},)}
    document = ReturnDocument("C82001", Period(2026, 2), 1, "2026-10-08", sections=sections)
    assert [issue.field for issue in asked_of(document, {})] == ["kg"]


def test_a_row_without_limits_is_never_asked():
    assert [guard.id for guard in load_guards() if guard.scale == NONE] == ["no_recycled"]
