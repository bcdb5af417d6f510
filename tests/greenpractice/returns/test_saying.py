"""What people say for answers, shares and units is understood, or named where it is not."""

import re
from itertools import product

import pytest

from greenpractice.fields import FieldSpec, Kind
from greenpractice.periods import Period
from greenpractice.returns import saying
from greenpractice.returns.checking import questions
from greenpractice.returns.documents import ReturnDocument
from greenpractice.returns.entering import entered, problem_of, shown
from greenpractice.sections import SECTION_BY_KEY, SECTIONS

SHARES = [
    spec
    for section in SECTIONS
    for spec in section.fields.values()
    if spec.is_number and spec.unit == "0 to 1"
]
CHOICES = [spec for section in SECTIONS for spec in section.fields.values() if spec.kind is Kind.CHOICE]


@pytest.mark.parametrize("spec", SHARES, ids=lambda spec: spec.key)
@pytest.mark.parametrize(
    ("typed", "kept", "again"),
    [
        ("61", "0.61", "61%"), ("61%", "0.61", "61%"), (".61", "0.61", "61%"), ("0.61", "0.61", "61%"),
        ("61 %", "0.61", "61%"), ("1", "1", "100%"), ("100", "1", "100%"), ("1%", "0.01", "1%"),
        ("0", "0", "0%"), ("12.5", "0.125", "12.5%"), ("150", "150", "150"), ("lots", "lots", "lots"),
    ],
)  # fmt: skip
def test_a_share_is_read_as_people_type_it(spec: FieldSpec, typed: str, kept: str, again: str):
    assert entered(spec, typed) == kept
    assert shown(spec, kept) == again
    assert entered(spec, again) == kept
    assert (problem_of(spec, kept) is None) is (spec.value(kept) is not None)


@pytest.mark.parametrize(
    ("section", "field", "typed", "value"),
    [
        ("waste", "kg", "1.2 t", "1200"),
        ("waste", "kg", "1.5 Tonnes", "1500"),
        ("waste", "kg", "500 g", "0.5"),
        ("practice", "floor_area_m2", "1,850 sqm", "1850"),
        ("practice", "floor_area_m2", "1,850 m²", "1850"),
        ("electricity", "kwh", "4.1 MWh", "4100"),
        ("electricity", "kwh", "4,100 kwh", "4100"),
        ("water", "supply_m3", "900 litres", "0.9"),
        ("inhalers", "inhalers", "1 inhaler", "1"),
    ],
)
def test_a_unit_behind_a_number_is_understood(section: str, field: str, typed: str, value: str):
    spec = SECTION_BY_KEY[section].fields[field]
    assert spec.plain(entered(spec, typed)) == value


@pytest.mark.parametrize(
    ("section", "field", "typed", "said"),
    [
        ("waste", "kg", "12 bags", "Weight must be in kg: “bags” cannot be worked out here"),
        ("waste", "kg", "0,5 t", "Weight must be a number, like 1250 or 12.5"),
        ("electricity", "kwh", "5 MJ", "Electricity used must be in kWh: “MJ” cannot be worked out here"),
        ("waste", "kg", "1.250,5", "must be a number"),
        ("waste", "kg", "-5 t", "must be a number"),
    ],
)
def test_a_unit_that_is_not_known_is_kept_and_named(section: str, field: str, typed: str, said: str):
    spec = SECTION_BY_KEY[section].fields[field]
    assert entered(spec, typed) == typed
    assert said in (problem_of(spec, typed) or "")


def test_a_unit_that_is_chosen_beside_the_number_is_named():
    spec = SECTION_BY_KEY["business_travel"].fields["distance"]
    assert "without “km”" in (problem_of(spec, entered(spec, "100 km")) or "")


@pytest.mark.parametrize(
    ("section", "field", "typed", "key"),
    [
        ("electricity", "tariff", "Standard", "standard"),
        ("electricity", "tariff", "GREEN", "renewable"),
        ("business_travel", "mode", "Car", "car_unknown"),
        ("business_travel", "mode", "petrol", "car_petrol"),
        ("commuting", "mode", "bike", "bicycle"),
        ("heating", "fuel", "gas", "natural_gas"),
        ("heating", "fuel", "oil", None),
        ("waste", "stream", "general", None),
        ("waste", "stream", "landfill", "general_landfill"),
        ("electricity", "basis", "No", None),
        ("inhaler_returns", "participation", "no", "none"),
        ("inhaler_returns", "participation", "yes", None),
        ("heating", "unit", "cubic feet", None),
        ("heating", "unit", "hundreds", None),
        ("heating", "unit", "lit", None),
        ("heating", "unit", "imperial", None),
        ("heating", "unit", "hundred cubic feet", "ft3x100"),
        ("heating", "unit", "100 cubic feet", "ft3x100"),
        ("heating", "unit", "m3", "m3"),
        ("commuting", "unit", "mil", None),
        ("waste", "stream", "landf", None),
        ("pen_returns", "participation", "take part", None),
        ("practice", "energy_paid_by", "know", None),
        ("business_travel", "mode", "fuel", None),
        ("refrigerants", "gas", "gas", None),
        ("heating", "fuel", "natur", "natural_gas"),
        ("heating", "fuel", "kero", "heating_oil"),
        ("heating", "fuel", "gas o", "gas_oil"),
        ("heating", "fuel", "ga", None),
        ("heating", "fuel", "heat", None),
        ("heating", "fuel", "heating", None),
        ("waste", "stream", "gen", None),
        ("pen_returns", "participation", "We do", None),
        ("pen_returns", "participation", "We give", None),
        ("pen_returns", "participation", "no", "none"),
        ("electricity", "basis", "We", None),
        # Half of what people say for one answer may be half of what they say for another.
        ("waste", "stream", "mixed", None),
        ("waste", "stream", "mix", None),
        ("waste", "stream", "Mixed municipal waste", None),
        ("waste", "stream", "mixed recycling", "recycling"),
        ("waste", "stream", "dry mixed recycling", "recycling"),
        ("waste", "stream", "mixed recyc", "recycling"),
        ("waste", "stream", "recycl", "recycling"),
        ("waste", "stream", "clinical", None),
        ("waste", "stream", "Clinical waste", None),
        ("waste", "stream", "clin", None),
        ("waste", "stream", "incinerated", None),
        ("waste", "stream", "burnt", None),
        ("waste", "stream", "burnt for energy", "general_incineration"),
        ("waste", "stream", "clinical waste, incin", "clinical_incineration"),
        ("waste", "stream", "food", "food"),
        ("waste", "stream", "treated", "infectious"),
        ("heating", "fuel", "wood", None),
        ("heating", "fuel", "pellets", "wood_pellets"),
        ("heating", "fuel", "network", None),
        ("heating", "fuel", "mains", None),
        ("heating", "fuel", "mains gas", "natural_gas"),
        ("commuting", "mode", "motor", None),
        ("commuting", "mode", "by motor", None),
        ("commuting", "mode", "motorb", "motorbike"),
        ("commuting", "mode", "unknown", None),
        ("commuting", "mode", "by t", None),
        ("commuting", "mode", "by tra", None),
        ("commuting", "mode", "by train", "rail"),
        ("commuting", "mode", "by tram", "tram"),
        ("commuting", "mode", "by b", None),
        ("commuting", "mode", "by bike", "bicycle"),
        ("commuting", "mode", "by bus", "bus"),
        ("commuting", "mode", "the", None),
        ("practice", "energy_paid_by", "the", None),
    ],
)
def test_an_answer_is_what_was_meant_or_nothing(section: str, field: str, typed: str, key: str | None):
    spec = SECTION_BY_KEY[section].fields[field]
    assert entered(spec, typed) == (key or typed)


@pytest.mark.parametrize("spec", CHOICES, ids=lambda spec: f"{spec.key}-{len(spec.choices)}")
def test_no_word_out_of_what_people_say_is_an_answer_by_itself(spec: FieldSpec):
    """Only the words of the list itself may stand alone, and what is said whole but for its last letters."""
    for key in spec.choices:
        for said in saying._SAID.get(key, ()):
            words = said.split()
            parts = {" ".join(words[:n]) for n in range(1, len(words))} | set(words[1:])
            known = {each for other in spec.choices for each in (other, *saying._SAID.get(other, ()))}
            for part in parts - known:
                answer = saying.choice_of(spec, part)
                assert answer is None or part in spec.choices[answer].casefold(), part


def test_what_is_refused_is_told_with_the_answers():
    stream = SECTION_BY_KEY["waste"].fields["stream"]
    for typed in ("mixed", "clinical", "mixed municipal waste"):
        said = problem_of(stream, entered(stream, typed)) or ""
        assert all(label in said for label in stream.choices.values())


@pytest.mark.parametrize("spec", CHOICES, ids=lambda spec: f"{spec.key}-{len(spec.choices)}")
def test_every_answer_is_found_by_its_key_and_words_in_any_case(spec: FieldSpec):
    for key, label in spec.choices.items():
        for typed in (key, label, label.upper(), label.lower(), f" {label} "):
            assert entered(spec, typed) == key


SAID = {
    "litre": ("litre", "l"), "mile": ("mile", "mi"), "none": ("no",), "car_petrol": ("petrol",),
    "car_diesel": ("diesel",), "car_hybrid": ("hybrid",), "car_bev": ("electric",), "car_unknown": ("car",),
    "car_phev": ("plug in hybrid",), "natural_gas": ("gas",), "heating_oil": ("kerosene",),
    "in_progress": ("started",), "standard": ("standard",), "home_visit": ("home visit", "visit"),
    "bill": ("bill",), "readings": ("meter", "meter reading", "reading", "readings"),
    "completed": ("complete",), "walking": ("walk",),
}  # fmt: skip
MEASURES = {
    *(
        "feet",
        "cubic feet",
        "foot",
        "ft",
        "ft3",
        "cubic",
        "metres",
        "hundreds",
        "hundreds of",
        "of cubic feet",
    ),
    *("m", "k", "l", "kw", "mil", "mile", "litre", "lit"),
}
TURNING = {"not", "no", "never", "another", "other than", "hundreds", "tens", "thousands"}


def parts_of(label: str) -> set[str]:
    """Every run of words of a label but the whole of it, the last word whole or only begun."""
    words = re.findall(r"[^\W_]+", label.replace("³", "3").casefold())
    runs = {
        " ".join([*words[first:last], words[last][:letters]])
        for first in range(len(words))
        for last in range(first, len(words))
        for letters in range(1, len(words[last]) + 1)
    }
    return runs - {" ".join(words)}


def begun_by(spec: FieldSpec, key: str, part: str) -> bool:
    """True if the answer begins so, as it stands in the list or as people say it."""
    return any(plain(said).startswith(part) for said in (spec.choices[key], *saying._SAID.get(key, ())))


def test_the_sweep_is_over_all_measures():
    units = [spec for spec in CHOICES if set(spec.choices) & {"kWh", "m3", "ft3x100", "litre", "mile", "km"}]
    assert len(units) == 4
    assert {spec.key for spec in units} == {"unit"}


@pytest.mark.parametrize("spec", CHOICES, ids=lambda spec: f"{spec.key}-{len(spec.choices)}")
def test_a_part_of_an_answer_is_none_where_it_may_be_another(spec: FieldSpec):
    for key, label in spec.choices.items():
        words = set(re.findall(r"[^\W_]+", label.casefold()))
        for part in parts_of(label):
            found = entered(spec, part)
            if found == part and part not in spec.choices:
                assert "must be one of" in (problem_of(spec, part) or "")
            elif found == key and part not in (key, key.replace("_", " "), *SAID.get(key, ())):
                assert part not in MEASURES
                assert spec.key != "unit"
                begins = [each for each in spec.choices if begun_by(spec, each, part)]
                assert begins == [key] or set(part.split()) <= words, "a word only begun in the middle"
                assert words & TURNING <= set(part.split()), "what turns the sense is left out"
                others = [each for each in spec.choices.values() if f" {part} " in f" {plain(each)} "]
                assert others == [label] or (begins == [key] and not others)


def plain(label: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", label.casefold()))


NUMBERS = [spec for section in SECTIONS for spec in section.fields.values() if spec.is_number]


@pytest.mark.parametrize("typed", ["£350.20", "£ 1,200", "350.20 £", "€5", "5 €", "$5", "£350 kWh"])
def test_a_currency_is_a_unit_like_others(typed: str):
    for spec in NUMBERS:
        kept = entered(spec, typed)
        taken = spec.unit == "£" and typed in ("£350.20", "£ 1,200", "350.20 £")
        assert (spec.value(kept) is not None) is taken, spec
        if not taken:
            assert kept == typed
            assert "must be" in (problem_of(spec, kept) or ""), spec


@pytest.mark.parametrize("spec", [spec for spec in NUMBERS if spec.unit == "kWh"], ids=lambda spec: spec.key)
def test_a_currency_is_named_where_something_else_is_measured(spec: FieldSpec):
    assert (problem_of(spec, "£350.20") or "").endswith("must be in kWh: “£” cannot be worked out here")


UNITS = ["sq ft", "g", "Wh", "litres", "p", "t", "MWh", "k", "%"]
AMOUNTS = ["1,851", "1851", "0.0001", "1e9", "999999999", "33.33333", "33.3333333", "0.123456", "7", "0"]


@pytest.mark.parametrize("spec", NUMBERS, ids=lambda spec: f"{spec.key}-{spec.unit}")
def test_what_is_worked_out_is_a_figure_or_what_was_typed_stays(spec: FieldSpec):
    for amount, unit in product(AMOUNTS, UNITS):
        typed = f"{amount} {unit}"
        kept = entered(spec, typed)
        assert kept == typed or spec.problem(kept) is None
        assert kept == typed or spec.value(entered(spec, shown(spec, kept))) == spec.value(kept)


@pytest.mark.parametrize(
    ("section", "field", "typed", "kept"),
    [
        ("practice", "floor_area_m2", "1,851 sq ft", "171.963527"),
        ("waste", "kg", "0.0005 g", "0.000001"),
        ("waste", "kg", "0.0004 g", "0.0004 g"),
        ("waste", "kg", "10000000 t", "10000000 t"),
    ],
)
def test_a_conversion_is_rounded_half_up_to_six_decimals(section: str, field: str, typed: str, kept: str):
    assert entered(SECTION_BY_KEY[section].fields[field], typed) == kept


@pytest.mark.parametrize("spec", SHARES, ids=lambda spec: spec.key)
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("33.33333%", "0.333333"),
        ("66.6666667%", "0.666667"),
        ("33.3333333", "0.333333"),
        ("0.66666666", "0.666667"),
    ],
)
def test_a_share_is_rounded_to_six_decimals(spec: FieldSpec, typed: str, kept: str):
    assert entered(spec, typed) == kept
    assert spec.problem(kept) is None


def test_too_much_is_said_in_its_own_words():
    weight = SECTION_BY_KEY["waste"].fields["kg"]
    assert "1,000,000,000 or less" in (problem_of(weight, "10000000 t") or "")


@pytest.mark.parametrize(
    ("text", "asked"), [("1.000", True), ("12.000", True), ("1,000", False), ("1.0", False)]
)
def test_a_point_that_may_mean_thousands_is_asked_about(text: str, asked: bool):
    sections = {"practice": ({"registered_patients": text},)}
    document = ReturnDocument("Z99991", Period(2025, 1), 0, "", sections=sections)
    sentences = [issue.sentence for issue in questions(document) if issue.field == "registered_patients"]
    assert any("a thousand" in sentence for sentence in sentences) is asked
