"""What looks like energy that was used and is not, and marks and headers that say more than they seem to."""

import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenpractice.bills.columns import from_text, guess_around, text_of
from greenpractice.bills.dials import is_dial
from greenpractice.bills.reading import read_bills
from greenpractice.bills.values import BillFile, Columns
from tests.greenpractice.bills.bill_files import MPAN, OTHER, put

APRIL, MAY = "01/04/2026,30/04/2026", "01/05/2026,31/05/2026"
JUNE = "01/06/2026,30/06/2026"


def read(folder: Path, *rows: str, name: str = "bills.csv") -> BillFile:
    return read_bills(put(folder, rows, name))


def kwh(found: BillFile) -> dict[str, Decimal]:
    """The sum by section."""
    assert found.problems == ()
    sums = dict.fromkeys((each.source.section for each in found.used), Decimal(0))
    for each in found.used:
        sums[each.source.section] += each.amount
    return sums


def said(found: BillFile) -> str:
    return " ".join((*found.notes, *map(str, found.problems)))


@pytest.mark.parametrize(
    "rows",
    [
        ("MPAN,Read date,Reading (kWh)", f"{MPAN},31/03/2026,123456", f"{MPAN},30/04/2026,126456"),
        ("Day,Value", *(f"{day:02}/04/2026,{5000 + 90 * day}" for day in range(1, 16))),
        ("Time,Register kWh", *(f"01/04/2026 {hour:02}:00,{900 + hour}" for hour in range(24))),
    ],
)
def test_readings_of_a_dial_are_not_taken_for_what_was_used(tmp_path: Path, rows: Sequence[str]) -> None:
    found = read(tmp_path, *rows)
    assert found.used == ()
    assert "its amounts never fall, as on the dial of a meter" in said(found)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 50), min_size=10, max_size=60), st.integers(51, 10**6))
def test_a_dial_counts_on_and_use_that_swings_once_is_none(steps: list[int], start: int) -> None:
    readings = [Decimal(start + sum(steps[:at])) for at in range(len(steps) + 1)]
    moves = 2 * sum(step > 0 for step in steps) >= len(steps)
    assert is_dial([readings], "kWh") == moves
    assert not is_dial([[*readings, Decimal(start - 1)]], "kWh")


@pytest.mark.parametrize("name", ["Total", "Sub-total", "Grand total:", "SUM"])
def test_a_sum_with_days_of_its_own_counts_nowhere(tmp_path: Path, name: str) -> None:
    rows = ("Site,From,To,kWh", f"Main,{APRIL},30", f"Main,{MAY},40", f"{name},01/04/2026,31/05/2026,70")
    found = read(tmp_path, *rows)
    assert kwh(found) == {"electricity": Decimal(70)}
    assert "1 row of a sum or a remark not counted: row 4." in said(found)


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ("Commodity", ("E", "G")),
        ("Fuel type", ("Electricity (HH)", "Natural Gas")),
        ("What", ("Elec", "Mains gas")),
        ("Utility", ("Electricity", "Gas")),
    ],
)
def test_fuels_are_told_apart_however_a_file_calls_them(
    tmp_path: Path, header: str, names: tuple[str, str]
) -> None:
    power, gas = names
    found = read(tmp_path, f"Meter,{header},From,To,kWh", f"1,{power},{APRIL},30", f"2,{gas},{APRIL},90")
    assert kwh(found) == {"electricity": Decimal(30), "heating": Decimal(90)}
    assert sum(each.rough for each in found.used) == 0


def test_water_among_the_fuels_is_left_out_and_what_is_not_known_is_a_problem(tmp_path: Path) -> None:
    rows = ("Meter,Utility,From,To,kWh", f"1,Gas,{APRIL},30")
    assert kwh(read(tmp_path, *rows, f"2,Water,{APRIL},9")) == {"heating": Decimal(30)}
    assert "'Steam' is neither gas nor electricity" in said(read(tmp_path, *rows, f"2,Steam,{APRIL},9"))


def test_a_column_of_units_counts_and_a_volume_is_no_energy(tmp_path: Path) -> None:
    header = "From,To,Consumption,Unit"
    found = read(tmp_path, header, f"{APRIL},3,MWh", f"{MAY},500,kWh")
    assert kwh(found) == {"electricity": Decimal(3500)}
    why = "m³ is a volume, and this is read as electricity; choose gas, or another unit"
    assert why in said(read(tmp_path, header, f"{APRIL},310,m3"))
    assert "'GJ' is not known" in said(read(tmp_path, header, f"{APRIL},310,GJ"))
    assert read(tmp_path, "MPRN,From,To,Units used", f"123456,{APRIL},1500").columns is None


@pytest.mark.parametrize(
    ("header", "marks"),
    [
        ("Read", ("Est.", "Actual")),
        ("Read type", ("Estimated read", "Actual read")),
        ("Read", ("E", "A")),
        ("Estimated?", ("Yes", "No")),
        ("Actual?", ("N", "Y")),
    ],
)
def test_estimates_are_known_by_their_words_and_by_what_their_header_asks(
    tmp_path: Path, header: str, marks: tuple[str, str]
) -> None:
    found = read(tmp_path, f"From,To,kWh,{header}", f"{APRIL},30,{marks[0]}", f"{MAY},40,{marks[1]}")
    assert [each.rough for each in found.used] == [1, 0]


@pytest.mark.parametrize("header", ["Paid", "Smart meter", "Site"])
def test_a_yes_to_another_question_marks_nothing(tmp_path: Path, header: str) -> None:
    found = read(tmp_path, f"From,To,kWh,{header}", f"{APRIL},30,Yes", f"{MAY},40,Yes")
    assert [each.rough for each in found.used] == [0, 0]


def test_a_site_that_is_called_a_or_e_is_a_site(tmp_path: Path) -> None:
    found = read(tmp_path, "Site,From,To,kWh", f"E,{APRIL},30", f"A,{APRIL},40")
    assert [(each.source.site, each.rough) for each in found.used] == [("A", 0), ("E", 0)]


def test_each_meter_ends_its_bills_in_its_own_way(tmp_path: Path) -> None:
    ends = "1,01/04/2026,01/05/2026,10", "1,01/05/2026,01/06/2026,20"
    own = f"2,{APRIL},30", f"2,{MAY},40"
    for others, last in (((), 31), (own, 1)):
        single = "3,02/05/2026,01/06/2026,9"
        found = read(tmp_path, "MPAN,From,To,kWh", *ends, *others, single)
        days = {(each.source.meter, each.last.day) for each in found.used}
        assert days == {("1", 30), ("1", 31), ("3", last), *((("2", 30), ("2", 31)) if others else ())}


def test_days_beside_a_longer_bill_are_still_rows_of_a_month(tmp_path: Path) -> None:
    rows = [f"{day:02}/04/2026,{day:02}/04/2026,10" for day in range(1, 29)]
    found = read(tmp_path, "From,To,kWh", *rows, "29/04/2026,30/04/2026,25")
    assert [(each.first.day, each.last.day, each.amount) for each in found.used] == [
        (1, 28, 280),
        (29, 30, 25),
    ]


@pytest.mark.parametrize("first", [0, 1])
def test_hours_by_their_numbers_are_hours(tmp_path: Path, first: int) -> None:
    found = read(tmp_path, "Date,Hour,kWh", *(f"01/04/2026,{hour},2" for hour in range(first, first + 24)))
    assert [(each.days, each.readings, each.rough, each.amount) for each in found.used] == [(1, 24, 0, 48)]


@pytest.mark.parametrize("header", ["Status", "Reading status"])
def test_an_estimate_among_other_words_is_one(tmp_path: Path, header: str) -> None:
    found = read(tmp_path, f"From,To,kWh,{header}", f"{APRIL},30,OK", f"{MAY},40,Estimated")
    assert [each.rough for each in found.used] == [0, 1]


@pytest.mark.parametrize(
    ("headers", "cells", "amount"),
    [
        ("Day kWh,Night kWh", "30,10", 40),
        ("Night (kWh),Day (kWh)", "10,30", 40),
        ("Day units,Night units", "30,10", 40),
        ("R1 kWh,R2 kWh", "30,10", 40),
        ("Day kWh,Night kWh,Evening and weekend kWh", "20,10,10", 40),
        ("Day kWh,Night kWh,Total kWh", "30,10,40", 40),
        ("kWh,Day kWh,Night kWh", "40,30,10", 40),
        ("kWh,Day kWh,Night kWh", "45,30,10", None),
        ("Metered kWh,Adjusted kWh", "30,31", None),
        ("Day MWh,Night kWh", "3,10", None),
        ("Surgery usage,Annexe usage", "3,10", None),
    ],
)
def test_registers_in_columns_of_their_own_are_added_up_and_what_is_not_plain_is_asked(
    tmp_path: Path, headers: str, cells: str, amount: int | None
) -> None:
    """Only the first of such columns was taken."""
    found = read(tmp_path, f"MPAN,From,To,{headers}", f"{MPAN},{APRIL},{cells}", f"{MPAN},{MAY},{cells}")
    if amount is None:
        assert (found.columns, found.used) == (None, ())
        around = guess_around(found.head, found.file)
        assert around is not None
        assert (around.first, around.last, around.meter) == (1, 2, 0)
    else:
        assert [each.amount for each in found.used] == [amount, amount]
        assert [each.rough for each in found.used] == [0, 0]
        assert "Not read" not in said(found)


def test_a_row_without_one_of_its_registers_is_an_estimate_and_a_choice_of_two_is_remembered(
    tmp_path: Path,
) -> None:
    found = read(tmp_path, "From,To,Day kWh,Night kWh", f"{APRIL},30,10", f"{MAY},40,", f"{JUNE},,")
    assert [(each.amount, each.rough) for each in found.used] == [(40, 0), (40, 1)]
    assert "1 row without an amount not counted: row 4." in found.notes
    assert found.columns is not None
    assert from_text(text_of(found.columns), found.head.width) == found.columns
    older = {name: value for name, value in json.loads(text_of(found.columns)).items() if name != "also"}
    kept = from_text(json.dumps(older), found.head.width)
    assert kept is not None
    assert kept.also == ()


@pytest.mark.parametrize(
    ("headers", "cells", "cost"),
    [
        ("Cost", "£1,234.50", "1234.50"),
        ("Net,VAT,Total", "900,45,945", "945"),
        ("Amount (exc VAT),VAT,Gross amount", "900,45,945", "945"),
        ("Total cost inc VAT,Standing charge", "945,30", "945"),
        ("Cost,Standing charge", "900,45", None),
        ("Unit price,Cost (p)", "0.27,90000", None),
        ("Cost 1,Cost 2", "900,45", None),
        ("Cost", "about 900", None),
        ("Cost", "", None),
    ],
)
def test_what_a_bill_cost_is_taken_where_one_column_is_plainly_that(
    tmp_path: Path, headers: str, cells: str, cost: str | None
) -> None:
    text = ",".join(f'"{each}"' for each in cells.replace("1,234", "1234").split(","))
    (found,) = read(tmp_path, f"From,To,Usage (kWh),{headers}", f"{APRIL},3500,{text}").used
    assert (found.amount, found.cost) == (3500, None if cost is None else Decimal(cost))


def test_costs_are_added_up_as_amounts_are_and_that_of_a_whole_bill_counts_once(tmp_path: Path) -> None:
    header = "MPAN,From,To,Register,kWh,Cost"
    found = read(tmp_path, header, f"{MPAN},{APRIL},Day,70,20", f"{MPAN},{APRIL},Night,30,5")
    assert [(each.amount, each.cost) for each in found.used] == [(100, 25)]
    found = read(tmp_path, header, f"{MPAN},{APRIL},Day,70,25", f"{MPAN},{APRIL},Night,30,25")
    assert [each.cost for each in found.used] == [25]
    found = read(tmp_path, "From,To,Day kWh,Night kWh,Cost", f"{APRIL},70,30,25")
    assert [(each.amount, each.cost) for each in found.used] == [(100, 25)]
    found = read(tmp_path, "From,To,kWh,Cost", f"{APRIL},100,20", f"{APRIL},100,5")  # lines of one bill
    assert [(each.amount, each.cost) for each in found.used] == [(100, None)]
    months = [f"01/{month:02}/2026,28/{month:02}/2026,100" for month in range(4, 9)]
    costs = ("20", "free", "£1", "", "3")
    rows = [f"{row},{cost}" for row, cost in zip(months, costs, strict=True)]
    found = read(tmp_path, "From,To,kWh,Cost", *rows, "01/09/2026,30/09/2026,1,9")
    assert [each.cost for each in found.used if each.amount == 100] == [20, None, 1, None, 3]
    assert any("row 3" in note and "cost" in note for note in found.notes)


def test_a_bill_that_is_taken_back_is_a_problem(tmp_path: Path) -> None:
    found = read(tmp_path, "From,To,kWh", f"{APRIL},30", f"{MAY},-30")
    assert "row 3" in said(found)
    assert "takes back another bill" in said(found)
    found = read(tmp_path, "From,To,Usage (kWh),Solar used", f"{APRIL},30,10")
    assert kwh(found) == {"electricity": Decimal(30)}


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Previous reading,Present reading,Units", "10000,13500,3500"),
        ("Start read kWh,End read kWh,kWh", "10000,13500,3500"),
        ("Average daily kWh,kWh", "38.4,3500"),
        ("Annual kWh (EAC),kWh last year,kWh", "14000,4000,3500"),
        ("Energy budget,Pence per kWh,kWh/day,Energy used", "4000,27.4,38,3500"),
        ("Invoice total,Consumption", "957.44,3500"),
    ],
)
def test_what_stands_before_the_amount_is_not_taken_for_it(tmp_path: Path, header: str, cells: str) -> None:
    found = read(tmp_path, f"MPAN,From,To,{header}", f"{MPAN},{APRIL},{cells}")
    assert (kwh(found), "Not read" in said(found)) == ({"electricity": Decimal(3500)}, False)


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Net,VAT,Total", "900,45,945"),
        ("Opening reading,Closing reading", "10000,13500"),
        ("kWh/day", "38"),
        ("Gas,Corrected volume m3", "A,1022.64"),
    ],
)
def test_where_no_column_is_plainly_the_amount_it_is_asked_for(
    tmp_path: Path, header: str, cells: str
) -> None:
    found = read(tmp_path, f"MPAN,From,To,{header}", f"{MPAN},{APRIL},{cells}")
    assert (found.columns, found.problems) == (None, ())


def test_a_last_day_or_a_unit_that_is_not_known_is_told_and_not_left_out(tmp_path: Path) -> None:
    found = read(tmp_path, "MPAN,From,To,kWh", f"{MPAN},04/01/2026,06/30/2026,1000")
    assert "row 2, To: '06/30/2026' is no day" in said(found)
    found = read(tmp_path, "MPRN,From,To,Gas used,Unit", f"{MPAN},{APRIL},350,bushels")
    assert "row 2, Unit: 'bushels' is not known" in said(found)


def test_a_sum_of_registers_counts_where_it_is_all_there_is(tmp_path: Path) -> None:
    header, day = "MPAN,From,To,Register,kWh", f"{MPAN},{APRIL},Day,300"
    total, of_all = f"{OTHER},{APRIL},Total,500", f",{APRIL},Total,800"
    assert kwh(read(tmp_path, header, day, total, of_all)) == {"electricity": Decimal(800)}
    found = read(tmp_path, header, day, f"{MPAN},{APRIL},Total,300", f"{MPAN},{MAY},Total,520")
    assert "row 4, Register: this sum has none of the parts" in said(found)
    assert [each.row for each in found.problems] == [4]


@pytest.mark.parametrize("unit", ["[]", "{}", "null", '"m4"'])
def test_a_remembered_choice_that_is_none_is_guessed_again(unit: str) -> None:
    kept = text_of(Columns(0, (1,)))
    assert from_text(kept, 2) == Columns(0, (1,))
    assert from_text(kept.replace('"kWh"', unit), 2) is None


def test_columns_remembered_of_electricity_do_not_make_gas_of_it_electricity(tmp_path: Path) -> None:
    rows = ("Meter,From,To,kWh", f"{OTHER},{APRIL},30")
    first = read(tmp_path, *rows, name="electricity.csv")
    assert first.columns is not None
    kept = {first.shape: text_of(first.columns)}
    for name, section in (("gas.csv", "heating"), ("more.csv", "electricity")):
        found = read_bills(put(tmp_path, rows, name), kept)
        assert kwh(found) == {section: Decimal(30)}
