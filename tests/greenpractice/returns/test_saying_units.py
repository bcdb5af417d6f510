"""A unit behind a number is understood: the field's own, and the one that is chosen beside it."""

import pytest

from greenpractice.fields import FieldSpec
from greenpractice.returns import saying
from greenpractice.returns.entering import entered, in_chosen_unit, problem_of
from greenpractice.sections import SECTION_BY_KEY, SECTIONS

SAID = {
    "mile": ("mile", "miles", "mi"),
    "km": ("km", "kms", "kilometre", "kilometres", "kilometers"),
    "kWh": ("kWh", "kwh", "kilowatt hours"),
    "m3": ("m3", "m³", "cubic metres", "cubic meters"),
    "ft3x100": ("hcf", "hundreds of cubic feet", "hundred cubic feet"),
    "litre": ("litre", "litres", "l", "liters"),
}
OWN = {
    "patients": ("patient", "patients"), "people": ("people", "person", "staff"),
    "WTE": ("WTE", "wte", "fte"),
    "m2": ("m2", "m²", "sqm", "square metres", "sq m"), "inhalers": ("inhaler", "inhalers"),
    "items": ("item", "items"), "envelopes": ("envelope", "envelopes"), "pens": ("pen", "pens"),
    "boxes": ("box", "boxes"), "kWh": ("kWh", "kwh", "KWH"), "£": ("pounds", "GBP"),
    "MJ/m3": ("MJ/m3", "MJ/m³", "mj/m3"), "visits": ("visit", "visits"), "days": ("day", "days"),
    "weeks": ("week", "weeks", "wks"), "hours": ("hour", "hours", "hrs", "h"),
    "appointments": ("appointment", "appointments"), "m3": ("m3", "m³", "cubic metres"),
    "kg": ("kg", "kgs", "kilograms"), "reams": ("ream", "reams"), "litres": ("litre", "litres", "l"),
    "0 to 1": ("%", "per cent", "percent"),
}  # fmt: skip
BESIDE = [
    (section.key, key)
    for section in SECTIONS
    for key, spec in section.fields.items()
    if spec.unit in ("units", "miles or km")
]
MEASURED = [
    spec
    for section in SECTIONS
    for spec in section.fields.values()
    if spec.is_number and spec.unit not in ("units", "miles or km")
]


def test_every_unit_of_the_program_is_in_the_sweep() -> None:
    assert {spec.unit for spec in MEASURED} == set(OWN)
    units = [section.fields["unit"] for section in SECTIONS if "unit" in section.fields]
    assert {key for spec in units for key in spec.choices} == set(SAID)
    assert len(BESIDE) == 6


@pytest.mark.parametrize("spec", MEASURED, ids=lambda spec: f"{spec.key}-{spec.unit}")
def test_a_fields_own_unit_is_understood_however_it_is_said(spec: FieldSpec) -> None:
    for said in OWN[spec.unit]:
        for typed in (f"20 {said}", f"20{said}", f"20 {said.upper()}", f" 20  {said.capitalize()} "):
            kept = entered(spec, typed)
            assert spec.problem(kept) is None, typed
            assert spec.plain(kept) == ("0.2" if spec.unit == "0 to 1" else "20"), typed


@pytest.mark.parametrize(("section", "key"), BESIDE)
def test_the_unit_that_is_chosen_is_understood_before_and_after_the_number(section: str, key: str) -> None:
    specs = SECTION_BY_KEY[section].fields
    for chosen in specs["unit"].choices:
        for said in SAID[chosen]:
            for typed in (f"1,320 {said}", f"1,320{said}", f"1,320 {said.upper()}"):
                after = in_chosen_unit(specs, {"unit": chosen}, {key: entered(specs[key], typed)})
                assert specs[key].plain(after[key]) == "1320", typed
                before = in_chosen_unit(specs, {key: typed}, {"unit": chosen})
                assert specs[key].plain(before[key]) == "1320", typed
                both = in_chosen_unit(specs, {}, {"unit": chosen, key: typed})
                assert specs[key].plain(both[key]) == "1320", typed


@pytest.mark.parametrize(("section", "key"), BESIDE)
def test_another_unit_than_the_chosen_is_kept_and_named(section: str, key: str) -> None:
    specs = SECTION_BY_KEY[section].fields
    known = {("litre", "m3")}  # a litre is a part of a cubic metre
    for chosen in specs["unit"].choices:
        for other, words in SAID.items():
            if other == chosen or (other, chosen) in known:
                continue
            for said in words:
                typed = f"320 {said}"
                kept = in_chosen_unit(specs, {"unit": chosen}, {key: entered(specs[key], typed)})
                assert kept[key] == typed
                assert f"without “{said}”" in (problem_of(specs[key], typed) or "")


@pytest.mark.parametrize(("section", "key"), BESIDE)
def test_a_unit_typed_at_a_number_is_chosen_where_none_is(section: str, key: str) -> None:
    specs = SECTION_BY_KEY[section].fields
    for chosen in specs["unit"].choices:
        for said in SAID[chosen]:
            kept = in_chosen_unit(specs, {}, {key: entered(specs[key], f"1,320 {said}")})
            assert (kept["unit"], specs[key].plain(kept[key])) == (chosen, "1320"), said
    assert in_chosen_unit(specs, {}, {key: "12"}) == {key: "12"}
    assert in_chosen_unit(specs, {}, {key: "12 bags"}) == {key: "12 bags"}


def test_a_number_that_waits_for_no_unit_stays_as_it_is() -> None:
    specs = SECTION_BY_KEY["business_travel"].fields
    assert in_chosen_unit(specs, {"distance": "12"}, {"unit": "km"}) == {"unit": "km"}
    assert in_chosen_unit(specs, {"unit": "km"}, {"distance": "lots"}) == {"distance": "lots"}
    assert in_chosen_unit(specs, {"distance": "5 mi"}, {"mode": "taxi"}) == {"mode": "taxi"}


def test_words_of_several_answers_name_just_those() -> None:
    for section in SECTIONS:
        for spec in section.fields.values():
            firsts = [label.split()[0].strip(",") for label in spec.choices.values()]
            for first in firsts:
                meant = [
                    label for label in spec.choices.values() if first.casefold() in label.casefold().split()
                ]
                kept = entered(spec, first)
                said = problem_of(spec, kept) or ""
                if kept not in spec.choices and len(meant) > 1 and len(first) > 2:
                    assert all(f"“{label}”" in said for label in meant), said
    stream = SECTION_BY_KEY["waste"].fields["stream"]
    assert problem_of(stream, entered(stream, "General")) == (
        "Stream must be one of: “General waste, landfill”, “General waste, burnt for energy”"
    )


def test_a_first_word_that_one_answer_alone_has_is_that_answer() -> None:
    for section in SECTIONS:
        for spec in section.fields.values():
            if spec.key == "unit":
                continue  # a part of a measure is another measure
            for key, label in spec.choices.items():
                first = label.split()[0].strip(",")
                said = [f"{each} {' '.join(saying._SAID.get(k, ()))}" for k, each in spec.choices.items()]
                words = [set(each.casefold().replace(",", "").split()) for each in said]
                alone = sum(first.casefold() in each for each in words) == 1
                if alone and len(first) > 2 and first.casefold() not in ("yes", "another", "not"):
                    assert entered(spec, first) in (key, first)
                    turned = {"not", "another", "no"} & set(label.casefold().split())
                    if not turned and first.casefold() not in saying._LESS:
                        assert entered(spec, first) == key, (spec.key, first)
