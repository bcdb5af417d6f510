"""No patient's number is kept, however it is spaced; and what is none can be entered."""

from decimal import Decimal
from itertools import product
from random import Random

import pytest

from greenpractice.facts.inhalers import device_counts_as_mdi
from greenpractice.facts.plan import load_plan
from greenpractice.fields import FieldSpec
from greenpractice.indicators.ways_to_a_target import own_code
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.sections.inhalers import UNKNOWN_DEVICE, is_answered, is_device
from greenpractice.texts import holds_nhs_number, name_key, nhs_numbers, text_problem

PARTS = ("943", "476", "5919")  # passes the check digit; a published example, nobody's number
BETWEEN = (
    *("", " ", "-", ".", "/", "_", ",", ":", "\\", "|", "\t", "\n", "\r\n", " - ", ") ", " / ", "   "),
    *("\u00a0", "\u2009", "\u202f", "\u3000", "\u200b", "\u00ad", "\ufeff", "\u2060"),
    *("\u2010", "\u2011", "\u2013", "\u2014", "\u2212", "\u00b7", "\u2022", "\uff0e", "\uff0f", "\uff0d"),
)
ZEROES = ("0", "\uff10", "\u0660", "\u0966", "\U0001d7ce")  # ASCII, full-width, Arabic, Devanagari, bold
KWH = SECTION_BY_KEY["electricity"].fields["kwh"]
SITE = SECTION_BY_KEY["electricity"].fields["site"]


def in_digits_from(zero: str, text: str) -> str:
    return "".join(chr(ord(zero) + int(each)) if each.isdecimal() else each for each in text)


@pytest.mark.parametrize("zero", ZEROES, ids=lambda zero: f"{ord(zero):x}")
def test_a_number_is_known_however_it_is_spaced(zero: str):
    for first, second in {pair for each in BETWEEN for pair in ((each, each), (each, ""), ("", each))}:
        number = in_digits_from(zero, first.join(PARTS[:2]) + second + PARTS[2])
        for text in (number, f"for {number}.", f"NHS{number}", f"({number})", f"1, {number}"):
            assert holds_nhs_number(text), ascii(text)


@pytest.mark.parametrize(
    "text",
    [
        "943 476 5918", "943.476.5918", "1943 476 5919", "943 476 59190",
        "94347 65919", "765919", "943 and 476 and 5919", "27.03.2026 - 30/06/2026", "2025-06-30",
        "1,250.50", "12 3456 7890 123", "0116 255 1234", "",
    ],
)  # fmt: skip
def test_other_numbers_are_kept(text: str):
    assert not holds_nhs_number(text)


GROUPINGS = [cut for cut in product((False, True), repeat=9) if sum(cut) > 1]


@pytest.mark.parametrize(
    "between", [" ", "-", ".", "/", "_", "\u00a0", "\u2009", "\u2013", "\u2011", "\u200b"], ids=ascii
)
def test_a_number_is_known_in_whatever_groups(between: str):
    for zero in ZEROES:
        for cut in GROUPINGS:
            parts = [digit + between * ends for digit, ends in zip("943476591", cut, strict=True)]
            number = in_digits_from(zero, "".join(parts) + "9")
            assert holds_nhs_number(f"ask {number}, please"), ascii(number)


SIGNS = " -./_,:\\|\t()'\u00a0\u202f\u3000\u2013\u2011\u2022\u200b\uff0f\uff0e"


def test_a_number_is_known_with_whatever_signs_mixed_between_its_groups():
    chance = Random(11)
    for _ in range(3000):
        cut = chance.choice(GROUPINGS)
        signs = ["".join(chance.choices(SIGNS, k=chance.choice((1, 1, 1, 2, 3, 5)))) * ends for ends in cut]
        parts = [digit + sign for digit, sign in zip("943476591", signs, strict=True)]
        number = in_digits_from(chance.choice(ZEROES), "".join(parts) + "9")
        if any(not set(sign) & set(",:") for sign in signs if sign):  # no list
            assert holds_nhs_number(f"ask {number}, please"), ascii(number)


@pytest.mark.parametrize(
    "text",
    [
        "9434.765/919", "943-476 5919", "94 34-76.59_19", "94 34-76 59-19", "943    476    5919",
        "9434765 919", "9434 765919", "94,34,76,59,19", "1, 94 34-76.59_19, 12 kWh",
        "9434 765/919 27/03/1970",
        "9434 765/919 27/03/2026", "9434 765/919 7.3.26", "2026-03-27 9434 765/919",
    ],
)  # fmt: skip
def test_a_number_is_known_beside_lists_and_dates(text: str):
    assert nhs_numbers(text) == ["9434765919"]


@pytest.mark.parametrize(
    "text",
    [
        "01 04 2026 30", "27 03 2026 40", "2026-03-27-40", "4 4 2026 1230", "27.3.26 43.769",
        "94347-65919", "94347 65919",
        "94, 34, 76, 59, 19", "94 34 76 59 19 12", "1 94 34 76 59 19", "01162 55 123",
        "94 34 76 59 18", "94.34 76 59 18", "7/04/26-30/6/26", "7/04/26 - 30/6/26", "7/4/26 43 7691",
        "943.47 6591.19", "9,434,765.919", "9,434,765,919", "943,476 5919.05", "£943.47 £659.19",
        "943 + 476 + 59 + 19", "94\n34\n76\n59\n19", "12 3456 7890 123", "4002 2025/26",
        "2025-04: 4018", "4006 2025-04",
    ],
)  # fmt: skip
def test_numbers_apart_are_kept(text: str):
    assert not holds_nhs_number(text)


def test_ordinary_notes_are_refused_no_more_than_they_were():
    """Of random bills, readings, dates, telephone numbers and lists of amounts."""
    chance = Random(4)

    def some(least: int, most: int) -> str:
        return str(chance.randint(least, most))

    def day(sign: str) -> str:
        return sign.join([some(1, 28), some(1, 12), some(2020, 2030)])

    def many(sign: str) -> str:
        return sign.join([some(10000, 99999), some(10000, 99999)])

    refused = 0
    for _ in range(5000):
        notes = [
            f"bill {some(100000, 999999)} of {day('/')}, {some(100, 9999)} £{some(1, 999)}.{some(10, 99)}",
            *(many("-"), many(" "), many("/"), f"{day(' ')} {some(1, 99)}", f"{day('.')}-{day('.')}"),
            *(
                f"0{some(1000, 1999)} {some(10000, 99999)}",
                f"0{some(20, 29)} {some(1000, 9999)} {some(1, 999)}",
            ),
            ", ".join(some(1, 9999) for _ in range(chance.choice((2, 4, 5, 6)))),
        ]
        refused += sum(map(holds_nhs_number, notes))
    assert refused < 40  # of 45,000


@pytest.mark.parametrize(
    "text", ["9434  765  919", "94   34   76   59   19", "9434 - 765 - 919", "94 / 34 /76/ 59 / 19"]
)
def test_a_sign_may_be_wide(text: str):
    assert holds_nhs_number(text)


@pytest.mark.parametrize("text", ["943,476.5919", "943476.5919", "943 476.5919", "943476.5919 kWh"])
def test_the_point_of_a_figure_is_no_spacing(text: str):
    assert isinstance(KWH.value(text), Decimal)
    assert not KWH.nhs_numbers(text)
    assert SITE.nhs_numbers(text)


@pytest.mark.parametrize(
    "text", ["9434765919", "943 476 5919", "943.476.5919", "9434765919.5", "\uff19434765919"]
)
def test_a_figure_that_is_such_a_number_is_none(text: str):
    assert KWH.nhs_numbers(text)


@pytest.mark.parametrize(
    ("spec", "refused", "instead"),
    [
        (SITE, "meter 9434765919", "meter ending 765919"),
        (SITE, "943, 476, 5919 kWh", "943, then 476, then 5919 kWh"),
        (KWH, "943.4765919", "943.476592"),
    ],
)
def test_what_is_taken_for_one_can_be_entered_as_the_sentence_says(
    spec: FieldSpec, refused: str, instead: str
):
    said = text_problem(refused) or ""
    assert said.startswith("looks like an NHS number; do not enter patient details here")
    assert all(way in said for way in ("last six digits", "six decimals", "words keep figures apart"))
    assert spec.nhs_numbers(refused)
    assert not spec.nhs_numbers(instead)
    assert spec.problem(instead) is None


def spelled(name: str) -> list[str]:
    """One name in the ways that people and their programs write it."""
    wide = "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in name)
    unseen = f"{name[:1]}\u200b{name[1:]}"
    return [name.upper(), name.lower(), f"  {name} ", name.replace(" ", "\u00a0 "), unseen, wide]


@pytest.mark.parametrize("name", ["Main Street", "not known", "pMDI", "EF1", "OWN1", "Santé à tous"])
def test_a_typed_name_is_the_same_however_it_is_spelled(name: str):
    assert {name_key(each) for each in spelled(name)} == {name_key(name)}
    assert name_key(f"{name}2") != name_key(name)
    assert name_key(None) == name_key(" \u200b ") == ""


def test_every_typed_name_that_is_looked_up_is_found_in_every_spelling():
    plan = load_plan()
    for each in plan.actions[:5]:
        assert all(plan.action(code) == each for code in spelled(each.code))
    for code in spelled("OWN1"):
        assert own_code([code]) == "OWN2"
    for device in spelled("pMDI"):
        assert is_device(device)
        assert device_counts_as_mdi(device)
    assert not any(is_answered(device) for device in spelled(UNKNOWN_DEVICE))
