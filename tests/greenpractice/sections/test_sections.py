"""Every section, also one that is added tomorrow: its declaration, its lines, its way through a document."""

import dataclasses
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from greenpractice.carbon.footprint import Calculator
from greenpractice.fields import FieldSpec, Kind
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument, document_text, to_json
from greenpractice.returns.reading import read_document
from greenpractice.sections import SECTIONS
from greenpractice.sections.base import Section

PYTHON_TYPES = {
    Kind.TEXT: str, Kind.CHOICE: str, Kind.NUMBER: Decimal, Kind.WHOLE: Decimal, Kind.DAY: date,
    Kind.YES_NO: bool,
}  # fmt: skip
AGREED = tomllib.loads((Path(__file__).parent / "agreed.toml").read_text(encoding="utf-8"))
TEXTS = {"bnf_code": "0301011R0BEAIAP", "site": "Main Street"}

every_section = pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.key)


def example(key: str, spec: FieldSpec, choice: int = 0) -> str:
    match spec.kind:
        case Kind.TEXT:
            return TEXTS.get(key, "Words")
        case Kind.NUMBER | Kind.WHOLE:
            return "1" if spec.maximum is not None else "6"
        case Kind.CHOICE:
            return list(spec.choices)[choice % len(spec.choices)]
        case Kind.DAY:
            return "2022-05-01" if key == "from" else "2022-06-30"
        case Kind.YES_NO:
            return "true"


def document(section: Section, row: dict[str, str], period: str = "2022-23-Q1") -> ReturnDocument:
    return ReturnDocument("C82001", Period.parse(period), 1, "2022-07-08", sections={section.key: (row,)})


def full_row(section: Section, choice: int = 0) -> dict[str, str]:
    row = {key: example(key, spec, choice) for key, spec in section.fields.items()}
    if section.key == "heating":
        from greenpractice.sections.heating import UNITS_OF_FUEL

        row["unit"] = UNITS_OF_FUEL[row["fuel"]][0]
    return row


def test_keys_are_unique_and_titles_fit_a_sheet():
    assert len({section.key for section in SECTIONS}) == len(SECTIONS)
    assert all(len(section.title) <= 31 for section in SECTIONS)


@every_section
def test_a_declaration_is_complete(section: Section):
    for key, spec in section.fields.items():
        assert spec.label
        assert len(spec.hint) <= 90
        assert not spec.hint.endswith(".")
        assert bool(spec.unit) is spec.is_number, f"{key}: a number has a unit, nothing else does"
        assert bool(spec.choices) is (spec.kind is Kind.CHOICE)


@every_section
def test_a_declaration_is_what_was_agreed(section: Section):
    """Other programs read these keys, and people these units: a change here is a change of the format."""
    block = "\n".join(f'{key or chr(34) * 2} = "{words}"' for key, words in declared(section).items())
    assert declared(section) == AGREED.get(section.key), f"agreed.toml wants:\n\n[{section.key}]\n{block}"


def test_what_was_agreed_is_agreed_of_every_section_and_of_no_other():
    assert sorted(AGREED) == sorted(section.key for section in SECTIONS)


def declared(section: Section) -> dict[str, str]:
    """The section and each of its fields in a few words, without labels and hints."""
    marks = [
        name for name in ("single", "yearly_factors", "only_avoids", "only_some") if getattr(section, name)
    ]
    theme = [section.theme.key] if section.theme else []
    unique = [f"unique {section.unique}"] if section.unique else []
    fields = {key: ", ".join(field_words(spec)) for key, spec in section.fields.items()}
    return {"": ", ".join([*theme, *marks, *unique]), **fields}


def field_words(spec: FieldSpec) -> list[str]:
    maximum = [f"at most {spec.maximum}"] if spec.maximum is not None else []
    unit = [spec.unit] if spec.unit else []
    optional = ["optional"] if spec.optional else []
    answers = [" | ".join(spec.choices)] if spec.choices else []
    return [spec.kind.value, *unit, *optional, *maximum, *answers]


@every_section
def test_types_agree_with_the_declared_kinds(section: Section):
    hints = dataclasses.fields(section.row_type)
    for field in hints:
        spec = section.fields[field.name.rstrip("_")]
        assert field.type == PYTHON_TYPES[spec.kind] | None, field.name


@every_section
def test_a_full_row_goes_through_a_document_unchanged(section: Section):
    given = document(section, full_row(section))
    read, _ = read_document(document_text(to_json(given)), "return.json")
    assert read == given


@every_section
@pytest.mark.parametrize("choice", range(14))
def test_every_choice_has_its_factors_and_no_input_is_skipped(
    section: Section, choice: int, calculator: Calculator
):
    footprint = calculator.of_return(document(section, full_row(section, choice)))
    if section.lines is not None:
        assert footprint.lines or footprint.avoided or footprint.not_counted
    for line in footprint.lines:
        assert line.kg == line.quantity * line.factor.value
        assert line.factor.source.title
        assert line.section == section.key
        assert set(line.fields) <= set(section.fields)


def test_sections_of_one_row_only_and_those_that_open_as_a_form_are_these():
    assert {each.key for each in SECTIONS if each.single} == {"appointments", "asthma_care"}
    assert {each.key for each in SECTIONS if each.usually_one_row} == {
        "homeworking", "nitrous_oxide", "paper", "pen_returns", "water",
    }  # fmt: skip


def test_a_heading_names_the_unit_of_a_measure_and_never_that_of_a_count():
    found = {
        f"{section.key}.{spec.key}": spec.measured_in
        for section in SECTIONS
        for spec in section.fields.values()
        if spec.measured_in
    }
    assert found["electricity.kwh"] == "kWh"
    assert found["water.supply_m3"] == "m³"
    assert found["heating.calorific_value"] == "MJ/m³"
    counted = {"inhalers.inhalers", "practice.wte", "paper.reams", "commuting.days_per_week"}
    chosen = {"heating.quantity", "business_travel.distance", "appointments.car_share"}
    assert found.keys().isdisjoint(counted | chosen)


@every_section
def test_fields_of_which_any_is_enough_are_fields(section: Section):
    assert set(section.any_of) <= set(section.fields)
    assert len(section.any_of) != 1


@every_section
def test_what_a_section_says_of_fields_it_says_of_its_own(section: Section):
    said = {*section.any_of}
    said |= set(section.folded.fields) if section.folded else set()
    said |= {section.unique} if section.unique else set()
    assert said <= set(section.fields)


def test_what_a_section_does_not_say_is_left_out():
    assert [each.key for each in SECTIONS if not each.wanted_by] == [
        "homeworking", "refrigerants", "nitrous_oxide",
    ]  # fmt: skip
    assert [each.key for each in SECTIONS if each.help.purpose] == ["practice", "actions"]
    assert {each.key: each.help.picture for each in SECTIONS if each.help.picture} == {"electricity": "bill"}
    assert all(each.introduction for each in SECTIONS)


def test_units_are_named_in_the_words_of_a_bill_or_a_journey():
    units = {each.key: each.fields["unit"].choices for each in SECTIONS if "unit" in each.fields}
    for section in ("appointments", "business_travel", "commuting"):
        assert units[section] == {"mile": "miles", "km": "km"}
    assert (units["heating"] or {})["litre"] == "litres"


def test_a_fuel_by_the_litre_is_counted_by_the_litre(calculator: Calculator):
    (heating,) = (each for each in SECTIONS if each.key == "heating")
    row = {"site": "Main Street", "fuel": "lpg", "unit": "litre", "basis": "bill", "quantity": "120"}
    lines = calculator.of_return(document(heating, row)).lines
    assert {(line.quantity, line.factor.per) for line in lines} == {(Decimal(120), "litre")}


@every_section
def test_an_empty_row_is_no_data_and_never_0(section: Section, calculator: Calculator):
    footprint = calculator.of_return(document(section, {}))
    assert footprint.lines == ()
    assert footprint.total == 0
    assert footprint.patients is None


@every_section
def test_a_figure_that_does_not_read_is_named_and_in_no_line(section: Section, calculator: Calculator):
    for key, spec in section.fields.items():
        if spec.is_number:
            footprint = calculator.of_return(document(section, {**full_row(section), key: "lots"}))
            assert any("lots" in item.what for item in footprint.not_counted)


@every_section
def test_an_estimated_row_makes_estimated_lines(section: Section, calculator: Calculator):
    from greenpractice.returns.documents import Flag

    given = document(section, full_row(section))
    marked = dataclasses.replace(given, flags=(Flag(section.key, 0, estimated=True),))
    assert all(line.estimated for line in calculator.of_return(marked).lines)


@every_section
@pytest.mark.parametrize("year", range(2018, 2029))
def test_in_every_year_a_row_has_a_line_or_a_reason(section: Section, year: int, calculator: Calculator):
    footprint = calculator.of_return(document(section, full_row(section), f"{year}-{(year + 1) % 100}-Q1"))
    assert section.lines is None or footprint.lines or footprint.avoided or footprint.not_counted


@pytest.mark.parametrize(
    ("period", "why"),
    [("2018-19-Q4", "2019-20"), ("2019-20-Q1", "2022-23"), ("2021-22-Q4", "2022-23"), ("2022-23-Q1", None)],
)
def test_a_factor_that_begins_later_says_so_until_then(period: str, why: str | None, calculator: Calculator):
    (homeworking,) = (each for each in SECTIONS if each.key == "homeworking")
    footprint = calculator.of_return(document(homeworking, {"hours": "10"}, period))
    assert len(footprint.lines) == (why is None)
    reasons = [item.why for item in footprint.not_counted]
    assert reasons == [] if why is None else reasons[0].endswith(f"before {why}")


@every_section
def test_before_the_first_factors_a_yearly_section_is_named_instead(section: Section, calculator: Calculator):
    footprint = calculator.of_return(document(section, full_row(section), "2018-19-Q1"))
    if section.yearly_factors:
        assert footprint.lines == ()
        assert [item.why for item in footprint.not_counted] == ["no conversion factors before 2019-20"]
