"""Headings of people's own tables: every column of every grid by what it is called, with its unit or none."""

import pytest

from greenpractice.fields import FieldSpec
from greenpractice.returns.entering import entered
from greenpractice.returns.heading_words import SAID
from greenpractice.returns.headings import read_headed
from greenpractice.sections import SECTIONS

GRIDS = {
    section.key: dict(section.fields)
    for section in SECTIONS if not section.single and section.key != "inhalers"
}  # fmt: skip
SITES = ("registered_patients", "staff", "wte")  # of the practice, in a form
COLUMNS = [
    (section, key) for section, fields in GRIDS.items() for key in fields if (section, key) not in
    {("practice", each) for each in SITES}
]  # fmt: skip


def fields_of(section: str) -> dict[str, FieldSpec]:
    fields = GRIDS[section]
    return {key: spec for key, spec in fields.items() if section != "practice" or key not in SITES}


def field_under(section: str, heading: str) -> str:
    """The field of a column, beside one that is known."""
    fields = fields_of(section)
    for other in fields:
        found = read_headed([[heading, fields[other].label], ["5", "6"]], fields)
        if found is not None and found.fields[1] == other:
            return found.fields[0]
    return ""


@pytest.mark.sweep
@pytest.mark.parametrize(("section", "key"), COLUMNS)
def test_each_column_is_known_by_what_people_call_it(section: str, key: str) -> None:
    said = SAID.get(key, ())
    if len(fields_of(section)) < 2:
        return  # one column needs no heading
    assert len(said) >= 5, key
    for words in said:
        for heading in (words, words.upper(), f"{words.title()}:"):
            assert field_under(section, heading) == key, heading


@pytest.mark.parametrize(
    ("section", "heading", "key", "figure"),
    [
        ("business_travel", "Miles", "distance", "mile"),
        ("business_travel", "Total miles", "distance", "mile"),
        ("business_travel", "Miles driven", "distance", "mile"),
        ("business_travel", "Kilometres", "distance", "km"),
        ("business_travel", "Distance in km", "distance", "km"),
        ("commuting", "One way miles", "one_way", "mile"),
        ("commuting", "Distance to work (km)", "one_way", "km"),
        ("heating", "kWh used", "quantity", "kWh"),
        ("heating", "Gas used m3", "quantity", "m3"),
        ("heating", "Litres", "quantity", "litre"),
        ("electricity", "kWh used", "kwh", "5"),
        ("electricity", "Total kWh", "kwh", "5"),
        ("electricity", "MWh used", "kwh", "5000"),
        ("waste", "Tonnes", "kg", "5000"),
        ("waste", "Weight in tonnes", "kg", "5000"),
        ("practice", "Area sqm", "floor_area_m2", "5"),
    ],
)
def test_a_unit_among_the_words_of_a_heading_is_understood(
    section: str, heading: str, key: str, figure: str
) -> None:
    fields = fields_of(section)
    other = next(each for each in ("site", "mode", "stream") if each in fields)
    found = read_headed([[heading, fields[other].label], ["5", "x"]], fields)
    assert found is not None
    assert found.fields[:2] == (key, other)
    line = dict(zip(found.fields, found.lines[0], strict=True))
    kept = {each: entered(fields[each], text) for each, text in line.items()}
    assert figure in (kept.get("unit"), fields[key].plain(kept[key]))


@pytest.mark.parametrize("heading", ["Miles", "kWh cost", "Supplier", "Night rate", "Meter", "m3"])
def test_a_heading_that_may_be_two_columns_or_none_is_named(heading: str) -> None:
    section = "commuting" if heading == "Miles" else "water" if heading == "m3" else "electricity"
    fields = fields_of(section)
    known = next(iter(fields.values())).label
    found = read_headed([[known, heading], ["5", "6"]], fields)
    assert found is not None
    assert found.left_out == (heading,)


@pytest.mark.parametrize("section", sorted(GRIDS))
def test_one_known_heading_among_others_over_figures_is_one_too(section: str) -> None:
    fields = fields_of(section)
    for key, spec in fields.items():
        if spec.is_number and len(fields) > 1:
            found = read_headed([["Xyzzy", spec.label], ["5", "6"], ["7", "8"]], fields)
            assert found is not None
            assert (found.fields, found.left_out) == (("", key), ("Xyzzy",))
            assert read_headed([["Xyzzy", spec.label]], fields) is None
