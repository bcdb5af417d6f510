"""Two figures of one row that cannot both be right are asked about, and which of them counts is said."""

import pytest

from greenpractice.carbon.footprint import load_calculator
from greenpractice.carbon.gaps import gaps_of
from greenpractice.periods import Period
from greenpractice.returns.documents import Flag, RawRow, ReturnDocument

QUARTER = Period(2026, 1)
BILL: RawRow = {"site": "Main", "tariff": "standard"}
GAS: RawRow = {"site": "Main", "fuel": "natural_gas"}
READ = {"opening": "100", "closing": "4400"}
AMOUNTS = {"electricity": "kwh", "heating": "quantity", "pen_returns": "pens"}


def asked(section: str, row: RawRow, *flags: Flag) -> list[tuple[str | None, str, bool]]:
    sections = {"practice": ({"registered_patients": "9000"},), section: (row,)}
    document = ReturnDocument("C89999", QUARTER, 1, "2026-07-08", sections=sections, flags=flags)
    found = gaps_of(QUARTER, [document], load_calculator())
    return [(gap.field, gap.why, gap.confirmed) for gap in found if gap.section == section]


def kwh(given: str, opening: str = "100", closing: str = "4,400", used: str = "4,300") -> str:
    return f"{given} given and counted, but the readings {opening} to {closing} make {used}."


def pens(in_a_box: str) -> str:
    return f"Pens in a box: {in_a_box}, usually 4 to 12"


@pytest.mark.parametrize(
    ("section", "row", "said"),
    [
        ("electricity", {**BILL, **READ, "kwh": "300"}, f"Electricity used: {kwh('300 kWh are')}"),
        ("electricity", {**BILL, **READ, "kwh": "0"}, f"Electricity used: {kwh('0 kWh are')}"),
        ("electricity", {**BILL, **READ, "kwh": "43,000"}, f"Electricity used: {kwh('43,000 kWh are')}"),
        (
            "electricity",
            {**BILL, **READ, "kwh": "4,100", "basis": "bill"},
            f"Electricity used: {kwh('4,100 kWh are')}",
        ),
        (
            "electricity",
            {**BILL, "opening": "7", "closing": "27", "kwh": "21.5"},
            f"Electricity used: {kwh('21.5 kWh are', '7', '27', '20')}",
        ),
        (
            "electricity",
            {**BILL, "opening": "7", "closing": "7", "kwh": "900"},
            f"Electricity used: {kwh('900 kWh are', '7', '7', '0')}",
        ),
        (
            "heating",
            {
                **GAS,
                "unit": "kWh",
                "quantity": "900",
                "opening": "100",
                "closing": "9100",
                "basis": "readings",
            },
            f"Amount used: {kwh('900 kWh are', closing='9,100', used='9,000')}",
        ),
        ("heating", {**GAS, **READ, "unit": "m3", "quantity": "900"}, f"Amount used: {kwh('900 m³ are')}"),
        # A volume that looks like the kWh of one, and a gas that has no such meter.
        ("heating", {**GAS, **READ, "unit": "m3", "quantity": "47300"}, None),
        (
            "heating",
            {
                "site": "Main",
                "fuel": "lpg",
                "unit": "kWh",
                "opening": "0",
                "closing": "100",
                "quantity": "1100",
            },
            f"Amount used: {kwh('1,100 kWh are', '0', '100', '100')}",
        ),
        ("pen_returns", {"pens": "0", "boxes": "4"}, pens("0")),
        ("pen_returns", {"pens": "1", "boxes": "2"}, pens("0.5")),
        ("pen_returns", {"pens": "13", "boxes": "1"}, pens("13")),
        ("pen_returns", {"pens": "49", "boxes": "4"}, pens("12")),
    ],
)
def test_figures_that_contradict_each_other_are_asked_about(section: str, row: RawRow, said: str | None):
    found = asked(section, row)
    if said is None:
        assert any("make 4,300" in why for _, why, _ in found)
        return
    ((field, why, confirmed),) = found
    assert (field, confirmed) == (AMOUNTS[section], False)
    assert why.startswith(said)
    flag = Flag(section, 0, AMOUNTS[section], confirmed=True)
    assert asked(section, row, flag) == [(AMOUNTS[section], why, True)]


@pytest.mark.parametrize(
    ("section", "row"),
    [
        ("electricity", {**BILL, **READ}),
        ("electricity", {**BILL, **READ, "kwh": "4300"}),
        ("electricity", {**BILL, **READ, "kwh": "4301"}),
        ("electricity", {**BILL, **READ, "kwh": "4,257.5"}),
        ("electricity", {**BILL, "opening": "100", "closing": "500", "kwh": "399.5"}),
        ("electricity", {**BILL, "kwh": "300", "opening": "100"}),
        ("electricity", {**BILL, "kwh": "300", "closing": "4400"}),
        ("electricity", {**BILL, "kwh": "1670", "opening": "98750", "closing": "420"}),  # past zero
        ("electricity", {**BILL, "kwh": "900", "opening": "98750", "closing": "420"}),  # a new meter
        ("heating", {**GAS, **READ, "unit": "m3", "quantity": "4300"}),
        ("heating", {**GAS, "unit": "kWh", "opening": "100", "closing": "1100", "quantity": "11222"}),
        ("heating", {**GAS, "unit": "kWh", "opening": "100", "closing": "200", "quantity": "3175"}),
        ("heating", {**GAS, **READ, "unit": "kWh", "quantity": "48252.1"}),
        ("pen_returns", {"pens": "40", "boxes": "4"}),
        ("pen_returns", {"pens": "4", "boxes": "4"}),
        ("pen_returns", {"pens": "4"}),
        ("pen_returns", {"boxes": "4"}),
        ("pen_returns", {"pens": "0", "boxes": "0"}),
    ],
)
def test_what_agrees_but_for_rounding_or_may_be_right_is_not_asked(section: str, row: RawRow):
    said = ("given and counted", "Pens in a box")
    assert not any(words in why for _, why, _ in asked(section, row) for words in said)


@pytest.mark.parametrize("reading", ["opening", "closing"])
def test_what_is_made_of_an_estimated_reading_is_estimated(reading: str):
    row = {"site": "Main", "fuel": "natural_gas", "unit": "m3", **READ}
    flags = (Flag("heating", 0, reading, estimated=True),)
    document = ReturnDocument("C89999", QUARTER, 1, "2026-07-08", sections={"heating": (row,)}, flags=flags)
    (line, *others) = load_calculator().of_return(document).lines
    assert {each.estimated for each in (line, *others)} == {True}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("0", "0 kWh is far less than"),
        ("0.004", "0.004 kWh is far less than"),
        ("9", "9 kWh is far less than"),
        ("9.46", "9.46 kWh is"),
    ],
)
def test_a_small_figure_is_said_as_it_is(typed: str, said: str):
    (found,) = asked("electricity", {**BILL, "kwh": typed})
    assert said in found[1]
