"""The bills command: what it prints, stores and leaves alone, and that numbers of meters go nowhere."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

from greenpractice.bills.reading import read_bills
from greenpractice.bills.words import preview_words
from greenpractice.periods import Period
from greenpractice.store import ReturnKey
from greenpractice.tasks.bill_import import bill_plans
from tests.greenpractice.bills.bill_files import MPAN, OTHER, across, days_from, put
from tests.greenpractice.conftest import Run
from tests.ui.answers import open_store

PRACTICE = ("--practice", "C82001")
AT_MAIN = (*PRACTICE, "--site", "Main Street")
DAYS = {day: [Decimal("0.5")] * 48 for day in days_from(date(2026, 6, 1), 61)}


def test_it_prints_the_preview_stores_the_rows_and_says_nothing_new_the_second_time(
    run: Run, store: Path, tmp_path: Path
) -> None:
    file = put(tmp_path, across(DAYS))
    status, dry, told = run("bills", file, *AT_MAIN, "--dry-run")
    assert (status, told.strip(), store.exists()) == (0, "Nothing was stored (--dry-run).", False)
    status, out, told = run("bills", file, *AT_MAIN)
    assert (status, told.strip()) == (0, "Stored.")
    assert out == dry
    found = read_bills(file)
    sites = dict.fromkeys(found.sources, "Main Street")
    assert out.splitlines() == preview_words(found, sites, bill_plans((), "C82001", found, sites))
    kept = store.read_bytes()
    status, out, told = run("bills", file, *PRACTICE)
    assert (status, told) == (0, "")
    assert "There is nothing to import." in out
    assert store.read_bytes() == kept


def test_rows_are_ordinary_ones_with_the_file_as_their_source(run: Run, store: Path, tmp_path: Path) -> None:
    assert run("bills", put(tmp_path, across(DAYS), f"{MPAN}.csv"), *AT_MAIN)[0] == 0
    opened = open_store(store, write=False)
    first, second = opened.documents(ReturnKey("C82001", Period(2026, quarter)) for quarter in (1, 2))
    opened.close()
    row = {"site": "Main Street", "kwh": "720", "tariff": "standard", "basis": "bill"}
    assert first.rows("electricity") == ({**row, "from": "2026-06-01", "to": "2026-06-30"},)
    assert second.rows("electricity") == ({**row, "kwh": "744", "from": "2026-07-01", "to": "2026-07-31"},)
    assert first.name == "South Leicestershire Medical Group"
    (flag,) = first.flags
    assert flag.source is not None
    assert flag.source.file == "…4321.csv"
    assert MPAN.encode() not in store.read_bytes()
    status, out, _ = run("check")
    assert (status, "sound" in out) == (0, True)


def test_amounts_that_are_unlikely_are_to_be_checked(run: Run, tmp_path: Path) -> None:
    file = put(tmp_path, ["From,To,Usage", "01/04/2026,30/06/2026,9000000"])
    status, _, told = run("bills", file, *AT_MAIN)
    assert status == 0
    assert "check this: Electricity used: 9,000,000 kWh" in told
    assert "check this" not in run("bills", file, *AT_MAIN, "--unit", "Wh")[2]


def test_json_says_costs_days_without_a_bill_and_days_that_count_twice(run: Run, tmp_path: Path) -> None:
    header = "From,To,Day kWh,Night kWh,Cost"
    rows = ["01/04/2026,30/04/2026,70,30,25.5", "21/04/2026,31/05/2026,60,20,", "11/06/2026,30/06/2026,9,1,3"]
    _, out, _ = run("bills", put(tmp_path, [header, *rows]), *AT_MAIN, "--json")
    (quarter,) = json.loads(out)["quarters"]
    assert [(each["kwh"], each["cost"]) for each in quarter["rows"]] == [(100, 25.5), (80, None), (10, 3)]
    assert quarter["gaps"] == [
        {"section": "electricity", "site": "Main Street", "from": "2026-06-01", "to": "2026-06-10"}
    ]
    (twice,) = quarter["overlaps"]
    assert (twice["site"], twice["from"], twice["to"]) == ("Main Street", "2026-04-21", "2026-05-31")
    assert "21 to 30 April 2026" in twice["why"]
    _, again, _ = run("bills", put(tmp_path, [header, *rows]), *AT_MAIN)
    assert "There is nothing to import." in again
    dearer = [header, rows[0].replace("25.5", "26"), *rows[1:]]
    _, again, _ = run("bills", put(tmp_path, dearer), *AT_MAIN)
    assert "Changed: 1 to 30 April 2026, 100 kWh as before, cost £26.00." in again


def test_a_column_that_is_not_plain_is_said_or_a_second_one_is_added(run: Run, tmp_path: Path) -> None:
    file = put(tmp_path, ["MPAN,From,To,One kWh,Two kWh", f"{MPAN},01/04/2026,30/06/2026,70,30"])
    status, _, told = run("bills", file, *AT_MAIN)
    assert status == 1
    assert "more than one column may be the energy used: One kWh and Two kWh" in told
    both = ("--column", "used=One kWh", "--column", "also=Two kWh")
    assert "Meter ending 4321, Main Street: 100 kWh" in run("bills", file, *AT_MAIN, *both)[1]


def test_one_quarter_of_a_file_can_be_taken(run: Run, tmp_path: Path) -> None:
    file = put(tmp_path, across(DAYS))
    _, out, _ = run("bills", file, *AT_MAIN, "--period", "2026-27-Q2", "--json")
    values = json.loads(out)
    assert [each["period"] for each in values["quarters"]] == ["2026-27-Q2"]
    assert [each["kwh"] for each in values["quarters"][0]["rows"]] == [744.0]
    assert MPAN not in out


def test_meters_without_a_site_are_asked_about_and_told_by_their_ending(run: Run, tmp_path: Path) -> None:
    file = put(tmp_path, [*across(DAYS), *across(DAYS, OTHER)[1:]])
    status, _, told = run("bills", file, *PRACTICE)
    assert status == 1
    assert "Meter ending 4321, Meter ending 5430" in told
    assert MPAN not in told
    sites = ("--meter", "4321=Main Street", "--meter", "5430=Branch")
    status, out, _ = run("bills", file, *PRACTICE, *sites)
    assert status == 0
    assert "Meter ending 5430, Branch: 1,464 kWh, 1 June to 31 July 2026." in out
    assert run("bills", file, *PRACTICE, "--meter", "9=Branch")[0] == 2


def test_columns_fuel_and_unit_can_be_said(run: Run, tmp_path: Path) -> None:
    file = put(tmp_path, ["Von,Bis,Menge", "01/04/2026,30/04/2026,9", "01/05/2026,31/05/2026,8"])
    said = ("--column", "last=Bis", "--unit", "MWh", "--fuel", "gas")
    status, out, _ = run("bills", file, *AT_MAIN, *said)
    assert status == 0
    assert "Main Street, gas: 17,000 kWh in 2 rows (April 9,000 kWh and May 8,000 kWh)." in out
    assert run("bills", file, *AT_MAIN, "--column", "last=Ende")[0] == 2


def test_with_a_problem_nothing_is_stored_and_the_status_is_1(run: Run, store: Path, tmp_path: Path) -> None:
    file = put(tmp_path, ["Date,kWh", "01/04/2026,5", "01/04/2026,6"])
    status, out, told = run("bills", file, *AT_MAIN)
    assert (status, out.strip(), store.exists()) == (1, "", False)
    assert "readings.csv, row 3, kWh: another row has another amount" in told
    assert told.rstrip().endswith("Nothing was stored.")
    status, _, told = run("bills", put(tmp_path, ["Date,Cost (£)", "01/04/2026,5"]), *AT_MAIN)
    assert status == 1
    assert "Say which: --column first=HEADER --column used=HEADER. Its headers are: Date, Cost (£)" in told
