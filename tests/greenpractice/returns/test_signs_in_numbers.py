"""Signs that look like digits, and marks nobody sees, in what is typed or pasted as a number."""

import sys
import unicodedata
from datetime import date
from functools import cache

import pytest

from greenpractice.fields import FieldSpec, Kind
from greenpractice.numbers import as_seen, read_typed
from greenpractice.prescribing.millionths import MILLIONTHS, millionths, plain_cell
from greenpractice.returns.entering import entered, means_nothing, problem_of, read_day
from greenpractice.returns.headings import read_headed
from greenpractice.returns.saying import amount_of, share_of, unit_typed
from greenpractice.sections import SECTION_BY_KEY, SECTIONS
from greenpractice.texts import name_key, without_unseen

SPECS = [spec for section in SECTIONS for spec in section.fields.values()]
NUMBERS = [spec for spec in SPECS if spec.is_number]
UNITS = sorted({spec.unit for spec in NUMBERS})
KWH, WATER = SECTION_BY_KEY["electricity"].fields["kwh"], SECTION_BY_KEY["water"].fields["supply_m3"]
AREA = SECTION_BY_KEY["practice"].fields["floor_area_m2"]
FULL_WIDTH = "０１２３４５６７８９"
UNSEEN = [
    *"\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u2060\u2066\u2069\ufe0f\ufeff\u3164",
    "\u202a\u200b",
]  # fmt: skip


@cache
def like_digits() -> list[str]:
    """Every sign that is no ordinary digit and may be taken for one, or a number: ² ₂ ② ½ 𝟐 ٢ and more."""
    return [
        sign
        for sign in map(chr, range(128, sys.maxunicode + 1))
        if sign not in FULL_WIDTH
        and (
            any(letter.isascii() and letter.isdigit() for letter in unicodedata.normalize("NFKC", sign))
            or unicodedata.numeric(sign, None) is not None
        )
    ]


def test_there_are_many_such_signs():
    assert len(like_digits()) > 1000
    assert {"²", "₂", "②", "½", "𝟐", "٢"} <= set(like_digits())


@pytest.mark.sweep
@pytest.mark.parametrize("unit", UNITS)
def test_no_sign_that_only_looks_like_a_digit_is_read_as_one(unit: str):
    for sign in like_digits():
        is_unit = (
            unicodedata.normalize("NFKC", sign).casefold() == unit.casefold()
        )  # ㎡ behind a number is m2
        for typed in (sign, f"5{sign}", f"{sign}5", f"1{sign}0", f"5.{sign}", f"5 {sign}", f"5{sign} {unit}"):
            read = (read_typed(typed, unit), amount_of(unit, typed))
            if is_unit and typed in (f"5{sign}", f"5 {sign}"):
                assert read[0] == 5
            else:
                number = f"{typed} {read}"
                assert read[0] is None, number
                assert read[1] is None, number


@pytest.mark.parametrize("typed", ["110²", "5½", "5①", "110² m3", "5 ² kWh", "1²,500", "２²"])
@pytest.mark.parametrize("spec", [KWH, WATER, AREA], ids=lambda spec: spec.key)
def test_what_is_no_digit_is_refused_and_kept_as_it_was_typed(spec: FieldSpec, typed: str):
    kept = entered(spec, typed)
    assert kept == typed
    assert spec.value(kept) is None
    assert problem_of(spec, kept)


def test_the_sign_is_named():
    assert problem_of(WATER, "110²") == "Water supplied must be in m3: “²” cannot be worked out here"
    assert problem_of(KWH, "5½") == "Electricity used must be in kWh: “½” cannot be worked out here"
    assert problem_of(KWH, "½") == "Electricity used must be a number, like 1250 or 12.5"


@pytest.mark.parametrize(
    ("spec", "typed", "value"),
    [
        (AREA, "110 m²", "110"), (AREA, "110m²", "110"), (AREA, "110 ㎡", "110"), (AREA, "110 m2", "110"),
        (AREA, "１１０ ｍ２", "110"), (AREA, "110 sq m", "110"), (WATER, "5 m³", "5"), (WATER, "5㎥", "5"),
        (WATER, "５．５", "5.5"), (WATER, "１，２５０", "1250"), (KWH, "5 ㎾h", "5"),
        (KWH, "１ ２５０", "1250"),
        (KWH, "5 kWh.", "5"), (KWH, "1.5 MWh.", "1500"), (AREA, "5 sq. m.", "5"),
        (KWH, "1\u202f250", "1250"), (KWH, "1\u2009250 kWh", "1250"),
    ],
)  # fmt: skip
def test_units_and_full_width_digits_are_what_people_mean(spec: FieldSpec, typed: str, value: str):
    assert spec.plain(entered(spec, typed)) == value


@pytest.mark.parametrize("mark", UNSEEN, ids=lambda mark: mark.encode("unicode_escape").decode())
def test_marks_nobody_sees_are_taken_away_from_a_number(mark: str):
    for spec in NUMBERS:
        unseen_in_a_number(spec, mark)


def unseen_in_a_number(spec: FieldSpec, mark: str) -> None:
    for typed, plain in (
        (f"{mark}1", "1"),
        (f"1{mark}", "1"),
        (f"{mark} 1 {mark}", "1"),
        (f"1{mark}0", "10"),
    ):
        same = entered(spec, plain)
        assert entered(spec, typed) == same
        assert spec.value(typed) == spec.value(plain)
    assert entered(spec, mark) == entered(spec, f" {mark} ") == ""
    named = f"12{mark}3 bags{mark}"
    assert problem_of(spec, entered(spec, named)) == problem_of(spec, entered(spec, "123 bags"))


@pytest.mark.parametrize("mark", UNSEEN, ids=lambda mark: mark.encode("unicode_escape").decode())
def test_marks_nobody_sees_are_taken_away_from_all_else_that_is_read(mark: str):
    assert without_unseen(f"{mark}a{mark}b") == as_seen(f"a{mark}b{mark}") == "ab"
    assert entered(SECTION_BY_KEY["heating"].fields["fuel"], f"{mark}Natural{mark} gas") == "natural_gas"
    assert read_day(f"{mark}27 3 2026{mark}") == date(2026, 3, 27)
    assert entered(SECTION_BY_KEY["electricity"].fields["from"], f"27{mark}/3/2026") == "2026-03-27"
    assert share_of(f"{mark}61{mark}%") == "0.61"
    assert amount_of("kg", f"1.2{mark} t{mark}") == "1200"
    assert unit_typed("kg", f"12{mark}") is None
    assert means_nothing(f"{mark}n/a{mark}")
    assert name_key(f"{mark}Main {mark}Street") == "main street"
    assert millionths(f"{mark}12{mark}5") == 125 * MILLIONTHS
    assert plain_cell(f"{mark}'0301{mark}") == "0301"
    fields = SECTION_BY_KEY["electricity"].fields
    found = read_headed([[f"Si{mark}te", f"{mark}kWh"], ["Main", "5"]], fields)
    assert found is not None
    assert found.fields == ("site", "kwh")


def test_a_mark_that_turns_digits_round_is_no_unseen_one():
    assert read_typed("\u202e12", "kWh") is None
    assert any(spec.kind is Kind.TEXT for spec in SPECS)
