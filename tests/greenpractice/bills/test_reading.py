"""Whatever way a file writes half hours, days and bills, their sum is the row; what is odd is told."""

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from greenpractice.bills.naming import labels_of, remembered_as
from greenpractice.bills.reading import looks_like_bills, read_bills
from greenpractice.bills.values import BillFile
from tests.greenpractice.bills.bill_files import HALF_HOURS, MPAN, OTHER, across, days_from, down, in_utc, put

SOME = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
KWH = st.integers(0, 5_000_000).map(lambda number: Decimal(number) / 1_000_000)
DAY = st.lists(KWH, min_size=48, max_size=48)


@st.composite
def readings(draw: st.DrawFn) -> dict[date, list[Decimal]]:
    """Some days of 24 hours, one or more of them missing or not."""
    days = days_from(date(2026, 4, 20), draw(st.integers(2, 20)))
    left_out = draw(st.sets(st.sampled_from(days), max_size=2))
    one = draw(DAY)
    return {day: [value + at for value in one] for at, day in enumerate(days) if day not in left_out} or {
        days[0]: one
    }


def read(folder: Path, rows: Sequence[str], name: str = "readings.csv") -> BillFile:
    return read_bills(put(folder, rows, name))


def figures(found: BillFile) -> list[tuple[str, date, date, Decimal]]:
    assert found.problems == ()
    return [(each.source.meter, each.first, each.last, each.amount) for each in found.used]


def said(found: BillFile) -> str:
    return " ".join((*found.notes, *map(str, found.problems)))


@SOME
@given(readings())
def test_the_sum_of_the_half_hours_is_the_sum_of_the_rows(
    tmp_path: Path, days: dict[date, list[Decimal]]
) -> None:
    total = sum((sum(values, Decimal(0)) for values in days.values()), Decimal(0))
    for rows in (across(days), across(days, uk=False), down(days), down(days, ends=True)):
        found = read(tmp_path, rows)
        assert sum((each.amount for each in found.used), Decimal(0)) == total
        covered = [day for each in found.used for day in days_from(each.first, each.days)]
        assert covered == sorted(days)
        assert all(each.first.month == each.last.month for each in found.used)


@SOME
@given(readings(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_rows_that_stand_twice_do_not_matter(
    tmp_path: Path, days: dict[date, list[Decimal]], chance: random.Random
) -> None:
    for rows in (across(days), down(days), down(days, ends=True)):
        header, *others = rows
        shuffled = [*others, *others[:7]]
        chance.shuffle(shuffled)
        assert figures(read(tmp_path, [header, *shuffled])) == figures(read(tmp_path, rows))
        assert "in the file twice, counted once" in said(read(tmp_path, [header, *others, *others[:7]]))


@pytest.mark.parametrize(("day", "count"), [(date(2026, 3, 29), 46), (date(2026, 10, 25), 50)])
def test_the_days_on_which_clocks_change_have_46_and_50_half_hours(
    tmp_path: Path, day: date, count: int
) -> None:
    midnight = datetime.combine(day, datetime.min.time())
    first = midnight - timedelta(hours=day.month == 10)  # summer time still
    found = read(tmp_path, in_utc(first, [Decimal(1)] * count))
    assert figures(found) == [("", day, day, Decimal(count))]
    assert found.notes == ()
    header = ",".join(("Date", *(f"HH{number + 1:02}" for number in range(50))))
    blank = [""] * (50 - count)
    wide = read(tmp_path, [header, ",".join((f"{day:%d/%m/%Y}", *["1"] * count, *blank))])
    assert figures(wide) == [("", day, day, Decimal(count))]
    assert wide.notes == ()


def test_on_clocks_the_hour_that_comes_twice_counts_twice_and_a_row_that_stands_twice_once(
    tmp_path: Path,
) -> None:
    day = date(2026, 10, 25)
    times = [*HALF_HOURS[:4], *HALF_HOURS[2:]]
    rows = ["Date,Time,kWh", *(f"{day:%d/%m/%Y},{time},{number}" for number, time in enumerate(times))]
    assert figures(read(tmp_path, rows)) == [("", day, day, Decimal(sum(range(50))))]
    twice = [rows[0], *rows[1:], *rows[1:]]
    assert figures(read(tmp_path, twice)) == [("", day, day, Decimal(sum(range(50))))]


def test_gaps_estimates_and_days_that_are_not_complete_are_told_and_marked(tmp_path: Path) -> None:
    days = {day: [Decimal(1)] * 48 for day in days_from(date(2026, 4, 1), 6) if day.day != 3}
    header, *rows = down(days)
    marked = [f"{row},{'E' if number < 10 else 'A'}" for number, row in enumerate(rows)]
    found = read(tmp_path, [f"{header},Read type", *marked[:-8]])
    assert [(each.first.day, each.last.day, each.rough) for each in found.used] == [(1, 2, 10), (4, 6, 8)]
    assert found.notes == (
        "Meter ending 4321: no reading for 3 April 2026.",
        "Meter ending 4321: 1 day is not complete, counted with what is there and marked as estimated: "
        "6 April 2026 has 40 of 48 readings.",
        "Meter ending 4321: 10 of 240 readings are estimates.",
    )


def test_each_half_hour_may_have_its_own_mark(tmp_path: Path) -> None:
    header = ",".join(["Date", *(f"{time},{time} A/E" for time in HALF_HOURS)])
    row = ",".join(["01/04/2026", *(f"0.5,{'E' if number < 3 else 'A'}" for number in range(48))])
    (used,) = read(tmp_path, [header, row]).used
    assert (used.amount, used.rough) == (Decimal(24), 3)


def test_what_is_sent_to_the_grid_and_reactive_power_are_left_out_and_told(tmp_path: Path) -> None:
    rows = ["MPAN,Measurement,Date,kWh", f"{MPAN},AI,01/04/2026,5", f"{MPAN},AE,01/04/2026,7"]
    found = read(tmp_path, [*rows, f"{MPAN},RI,01/04/2026,9", f"{MPAN},AI,02/04/2026,-4"])
    assert figures(found) == [(MPAN, date(2026, 4, 1), date(2026, 4, 2), Decimal(5))]
    assert "2 rows of what is sent to the grid, or of reactive power, not counted" in said(found)
    assert "1 row below 0 counted as 0" in said(found)


@pytest.mark.parametrize(("unit", "written"), [("kWh", "1500"), ("Wh", "1500000"), ("MWh", "1.5")])
def test_units_are_those_of_the_header(tmp_path: Path, unit: str, written: str) -> None:
    found = read(tmp_path, [f"From,To,Used ({unit})", f"01/04/2026,30/04/2026,{written}"])
    assert figures(found) == [("", date(2026, 4, 1), date(2026, 4, 30), Decimal(1500))]


@pytest.mark.parametrize(
    "rows",
    [
        ["Start,End,kWh", "01/04/2026,01/05/2026,900", "01/05/2026,01/06/2026,800"],
        ["Month,kWh", "April 2026,900", "May 2026,800", "Total,1700"],
        ["Month,Usage", "2026-04,900", "2026-05,800"],
        ["Date,kWh,Cost (£)", "1 Apr 2026,900,200", "1 May 2026,800,190"],
        ["Date;kWh", "30/04/2026;900", "31/05/2026;800"],
        ["My energy", "", "From date,To date,Units (kWh)", "2026-04-01,2026-04-30,900",
         "2026-05-01,2026-05-31,800"],
    ],
)  # fmt: skip
def test_monthly_exports_give_a_row_for_each_month(tmp_path: Path, rows: list[str]) -> None:
    assert figures(read(tmp_path, rows)) == [
        ("", date(2026, 4, 1), date(2026, 4, 30), Decimal(900)),
        ("", date(2026, 5, 1), date(2026, 5, 31), Decimal(800)),
    ]


def test_gas_and_electricity_are_told_apart_and_sites_by_their_names(tmp_path: Path) -> None:
    rows = ["Site,Fuel,From,To,kWh", "Main Street,Gas,01/04/2026,30/04/2026,9"]
    found = read(tmp_path, [*rows, "Main Street,Electricity,01/04/2026,30/04/2026,5"])
    assert [(each.source.site, each.source.section, each.amount) for each in found.used] == [
        ("Main Street", "electricity", Decimal(5)),
        ("Main Street", "heating", Decimal(9)),
    ]


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        (["Date,kWh", "01/04/2026,5", "02/04/2026,abc", "03/04/2026,5", "04/04/2026,5", "05/04/2026,5"],
         "row 3, kWh: 'abc' is no number; write it like 12.5"),
        (["Date,kWh", "01/04/2026,5", "31/04/2026,5", "03/04/2026,5", "04/04/2026,5", "05/04/2026,5"],
         "row 3, Date: '31/04/2026' is no day; write it like 31/03/2026 or 2026-03-31"),
        (["Date,kWh", "01/04/2026,5", "01/04/2026,6"],
         "row 3, kWh: another row has another amount for the same time; remove the one that is wrong"),
        (["MPAN,Date,kWh", "1.2E+12,01/04/2026,5"],
         "row 2, MPAN: a spreadsheet has cut this number; download the file again and import it as it comes"),
        (["From,To,kWh", "01/05/2026,01/04/2026,5"],
         "row 2, To: the last day is before the first; put them right"),
        (["Date,kWh", "12/04/2026,5", "12/05/2026,5"],
         "its rows are a month apart; choose the columns of the first and of the last day"),
        (["a,b", "1,2"], "no row of it has a day and a number"),
    ],
)  # fmt: skip
def test_wrong_input_is_a_sentence_with_row_column_and_remedy(
    tmp_path: Path, rows: list[str], problem: str
) -> None:
    found = read(tmp_path, rows)
    assert found.used == ()
    assert problem in str(found.problems[0])


def test_a_file_without_an_amount_asks_which_column_it_is(tmp_path: Path) -> None:
    found = read(tmp_path, ["Date,Cost (£)", "01/04/2026,5"])
    assert (found.columns, found.problems) == (None, ())
    assert found.head.header == ("Date", "Cost (£)")


def test_numbers_of_meters_stay_out_of_names_notes_and_what_is_remembered(tmp_path: Path) -> None:
    days = {day: [Decimal(1)] * 48 for day in days_from(date(2026, 4, 1), 3) if day.day != 2}
    found = read(tmp_path, [*across(days), *across(days, OTHER)[1:]], f"{MPAN}_HH 2026.csv")
    spoken = " ".join((found.file, said(found), *labels_of(found.sources).values()))
    assert found.file == "…4321_HH 2026.csv"
    assert MPAN not in spoken
    assert OTHER not in spoken
    assert "Meter ending 5430" in spoken
    assert MPAN not in "".join(map(remembered_as, found.sources))


def test_a_number_with_blanks_in_it_is_the_same_meter(tmp_path: Path) -> None:
    rows = ["MPAN,Date,kWh", "12 0001 2344 321,01/04/2026,5", f"{MPAN},02/04/2026,5", f"'{MPAN},03/04/2026,5"]
    assert figures(read(tmp_path, rows)) == [(MPAN, date(2026, 4, 1), date(2026, 4, 3), Decimal(15))]


def test_a_zip_of_one_file_is_read_and_one_of_several_is_told(tmp_path: Path) -> None:
    table = put(tmp_path, ["Date,kWh", "01/04/2026,5"])
    with ZipFile(tmp_path / "one.zip", "w") as packed:
        packed.write(table, "a.csv")
    assert figures(read_bills(tmp_path / "one.zip")) == [("", date(2026, 4, 1), date(2026, 4, 1), Decimal(5))]
    with ZipFile(tmp_path / "two.zip", "w") as packed:
        packed.write(table, "a.csv")
        packed.write(table, "b.csv")
    (problem,) = read_bills(tmp_path / "two.zip").problems
    assert problem.why == "there are 2 files in it; unpack it and open one of them"


def test_a_workbook_is_read_like_the_same_csv(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Date", "kWh"])
    for day in days_from(date(2026, 4, 1), 5):
        sheet.append([day, 2.5])
    book.save(tmp_path / "readings.xlsx")
    assert figures(read_bills(tmp_path / "readings.xlsx")) == [
        ("", date(2026, 4, 1), date(2026, 4, 5), Decimal("12.5"))
    ]


def test_only_files_with_days_and_energy_look_like_bills(tmp_path: Path) -> None:
    days = {date(2026, 4, 1): [Decimal(1)] * 48}
    assert looks_like_bills(put(tmp_path, across(days)))
    assert not looks_like_bills(put(tmp_path, ["BNF code,Inhalers", "0301011R0BEAIAP,20"], "a.csv"))
    row = "202504,EPD,NHS,0301011R0BEAIAP,Ventolin,1,200,3"
    header = "YEAR_MONTH,REGION,PRACTICE,BNF_CODE,BNF_DESCRIPTION,ITEMS,QUANTITY,TOTAL_QUANTITY"
    assert not looks_like_bills(put(tmp_path, [header, row], "epd.csv"))
    epact = ["Month,BNF Code,Total Items,Total Quantity", "Apr 2025,0301011R0BEAIAP,3,600"]
    assert not looks_like_bills(put(tmp_path, epact, "epact.csv"))
    assert not looks_like_bills(tmp_path / "nowhere.csv")


@SOME
@given(st.binary(max_size=400))
def test_whatever_bytes_it_holds_a_file_is_read_or_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes(b"Date,Time,kWh\n" + data)
    found = read_bills(path)
    assert found.used or found.problems or found.columns is None
