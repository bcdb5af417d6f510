"""Gas in volumes and therms, and registers of day and night: what a file says is what a return keeps."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from greenpractice.bills.columns import from_text, text_of
from greenpractice.bills.plan import plan_of, wanted_rows
from greenpractice.bills.reading import read_bills
from greenpractice.bills.table import LIMITS
from greenpractice.bills.values import UNITS, BillFile, Columns
from greenpractice.bills.words import preview_words
from greenpractice.carbon.footprint import load_calculator
from greenpractice.command_line.options import parser
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument
from greenpractice.sections.heating import UNITS as KEPT
from tests.greenpractice.bills.bill_files import MPAN, OTHER, put

APRIL, MAY = "01/04/2026,30/04/2026", "01/05/2026,31/05/2026"
Q1 = Period(2026, 1)


def read(folder: Path, *rows: str, name: str = "gas bills.csv", chosen: Columns | None = None) -> BillFile:
    return read_bills(put(folder, rows, name), chosen=chosen)


def said(found: BillFile) -> str:
    return " ".join((*found.notes, *map(str, found.problems)))


def used(found: BillFile) -> list[tuple[str, Decimal, Decimal | None]]:
    assert found.problems == ()
    return [(each.unit, each.amount, each.calorific) for each in found.used]


def put_in(found: BillFile, document: ReturnDocument | None = None) -> ReturnDocument:
    """The return of the quarter with the file's rows."""
    there = document or ReturnDocument("C82001", Q1, 1, "2026-10-08")
    rows = wanted_rows(found, dict.fromkeys(found.sources, "Main"))
    return plan_of(there, rows, found.file, {}).after


@pytest.mark.parametrize(
    ("header", "written", "unit", "kept"),
    [
        ("Volume (m3)", "310", "m3", "310"),
        ("Volume m³", "310.5", "m3", "310.5"),
        ("Cubic metres", "310", "m3", "310"),
        ("Units (hcf)", "110", "ft3x100", "110"),
        ("Hundreds of cubic feet", "110", "ft3x100", "110"),
        ("Gas used (100s cubic feet)", "110", "ft3x100", "110"),
        ("Used 100ft3", "110", "ft3x100", "110"),
        ("Gas (ft3 x 100)", "110", "ft3x100", "110"),
        ("Volume CCF", "110", "ft3x100", "110"),
        ("Used (ft3)", "11000", "ft3x100", "110"),
        ("Used (therms)", "100", "kWh", "2930.710833"),
    ],
)
def test_gas_is_kept_in_the_unit_of_the_bill(
    tmp_path: Path, header: str, written: str, unit: str, kept: str
) -> None:
    found = read(tmp_path, f"From,To,{header}", f"{APRIL},{written}")
    assert used(found) == [(unit, Decimal(kept), None)]
    (row,) = put_in(found).rows("heating")
    assert (row["quantity"], row["unit"], row.get("calorific_value")) == (kept, unit, None)


def test_a_bill_in_cubic_metres_weighs_what_it_weighs_when_it_is_typed(tmp_path: Path) -> None:
    found = read(tmp_path, "From,To,Volume (m3),Calorific value", f"{APRIL},310,39.2", f"{MAY},200,39.4")
    typed = [
        {"site": "Main", "fuel": "natural_gas", "unit": "m3", "quantity": quantity, "basis": "bill",
         "calorific_value": value, "from": f"2026-{month:02}-01", "to": f"2026-{month:02}-{last}"}
        for quantity, value, month, last in (("310", "39.2", 4, 30), ("200", "39.4", 5, 31))
    ]  # fmt: skip
    made = put_in(found)
    assert list(map(dict, made.rows("heating"))) == typed
    assert load_calculator().of_return(made).total > 0
    again = plan_of(made, wanted_rows(found, dict.fromkeys(found.sources, "Main")), found.file, {})
    assert (again.changes, again.same) == (False, 2)


def test_the_preview_says_at_which_calorific_values_volumes_count(tmp_path: Path) -> None:
    for values, said in (
        (("39.2", "39.4"), "39.2 to 39.4 MJ/m³."),
        (("39.2", "39.2"), "39.2 MJ/m³."),
        (("", ""), "39.5 MJ/m³, the usual calorific value, where the file gives none."),
        (("39", ""), "39 MJ/m³ and 39.5 MJ/m³, the usual calorific value, where the file gives none."),
    ):
        rows = (f"{days},310,{value}" for days, value in zip((APRIL, MAY), values, strict=True))
        found = read(tmp_path, "From,To,Volume (m3),Calorific value", *rows)
        lines = preview_words(found, dict.fromkeys(found.sources, "Main"), [_plan(found)])
        assert f"  Turned into kWh at {said}" in lines


def test_days_of_other_calorific_values_are_as_much_energy_together(tmp_path: Path) -> None:
    found = read(tmp_path, "Date,m3,CV", "01/04/2026,10,39", "02/04/2026,30,40", "03/04/2026,0,41")
    assert used(found) == [("m3", Decimal(40), Decimal("39.75"))]
    without = read(tmp_path, "Date,m3,CV", "01/04/2026,10,39", "02/04/2026,30,")
    assert used(without) == [("m3", Decimal(40), None)]
    assert "'x' is no calorific value; write it like 39.5" in said(
        read(tmp_path, "Date,m3,CV", "01/04/2026,10,x", *(f"{day:02}/04/2026,1,39" for day in range(2, 9)))
    )


def test_the_energy_of_a_bill_goes_before_its_volume_and_kilowatt_hours_need_no_calorific_value(
    tmp_path: Path,
) -> None:
    found = read(tmp_path, "From,To,Volume (m3),Calorific value,kWh", f"{APRIL},310,39.2,3452")
    assert used(found) == [("kWh", Decimal(3452), None)]


def test_water_is_no_gas_and_a_volume_of_nobody_knows_what_is_asked_about(tmp_path: Path) -> None:
    assert read(tmp_path, "From,To,m3", f"{APRIL},12", name="water.csv").columns is None
    chosen = Columns(0, (2,), 1, unit="m3", section="heating")
    assert used(read(tmp_path, "From,To,m3", f"{APRIL},12", name="a.csv", chosen=chosen)) == [
        ("m3", Decimal(12), None)
    ]


def test_units_of_one_meter_that_differ_are_a_problem_and_those_of_two_are_not(tmp_path: Path) -> None:
    header = "Meter,Fuel,From,To,Used,Unit"
    rows = (f"1,Gas,{APRIL},310,m3", f"1,Gas,{MAY},3000,kWh")
    assert "row 3, Unit: other rows of this meter are in m³" in said(read(tmp_path, header, *rows))
    found = read(tmp_path, header, rows[0], f"2,Gas,{MAY},1,MWh", f"3,Electricity,{MAY},9,kWh")
    assert [(each.section, each.unit, each.amount) for each in found.used] == [
        ("heating", "m3", 310), ("heating", "kWh", 1000), ("electricity", "kWh", 9),
    ]  # fmt: skip
    assert "Main, gas: 310 m³ in 1 row (April 310 m³)." in " ".join(
        preview_words(found, dict.fromkeys(found.sources, "Main"), [_plan(found)])
    )


def _plan(found: BillFile, document: ReturnDocument | None = None):  # type: ignore[no-untyped-def]
    there = document or ReturnDocument("C82001", Q1, 1, "2026-10-08")
    return plan_of(there, wanted_rows(found, dict.fromkeys(found.sources, "Main")), found.file, {})


def test_a_row_that_changes_its_unit_says_both(tmp_path: Path) -> None:
    energy = read(tmp_path, "From,To,kWh", f"{APRIL},3000")
    volume = read(tmp_path, "From,To,m3", f"{APRIL},310")
    plan = _plan(volume, put_in(energy))
    words = preview_words(volume, dict.fromkeys(volume.sources, "Main"), [plan])
    assert "  Changed: 1 to 30 April 2026, from 3,000 kWh to 310 m³." in words
    assert plan.after.rows("heating")[0]["unit"] == "m3"


DAY_NIGHT = "MPAN,Register,From,To,kWh"


@pytest.mark.parametrize(
    "names", [("Day", "Night"), ("1", "2"), ("Peak", "Off-peak"), ("DAY RATE", "NIGHT RATE")]
)
def test_registers_of_day_and_night_are_added_up(tmp_path: Path, names: Sequence[str]) -> None:
    rows = [f"{MPAN},{name},{days},{kwh}" for days, each in ((APRIL, (70, 30)), (MAY, (50, 50)))
            for name, kwh in zip(names, each, strict=True)]  # fmt: skip
    found = read(tmp_path, DAY_NIGHT, *rows, name="power.csv")
    assert [(each.first.month, each.amount, each.readings, each.rough) for each in found.used] == [
        (4, 100, 2, 0), (5, 100, 2, 0),
    ]  # fmt: skip
    assert f"Meter ending 4321: {' and '.join(sorted(names))} are added up." in found.notes


def test_a_row_that_stands_twice_counts_once_and_another_amount_of_one_register_is_refused(
    tmp_path: Path,
) -> None:
    rows = (f"{MPAN},Day,{APRIL},70", f"{MPAN},Night,{APRIL},30")
    found = read(tmp_path, DAY_NIGHT, *rows, *rows, name="power.csv")
    assert [each.amount for each in found.used] == [100]
    assert "2 rows stand in the file twice, counted once." in found.notes
    other = read(tmp_path, DAY_NIGHT, *rows, f"{MPAN},Night,{APRIL},31", name="power.csv")
    assert "row 4, kWh: another row has another amount for the same time" in said(other)
    nameless = read(tmp_path, "MPAN,From,To,kWh", f"{MPAN},{APRIL},70", f"{MPAN},{APRIL},30")
    assert "or choose the column that says day and night" in said(nameless)


def test_a_register_that_lacks_days_makes_an_estimate(tmp_path: Path) -> None:
    rows = (f"{MPAN},Day,{APRIL},70", f"{MPAN},Night,{APRIL},30", f"{MPAN},Day,{MAY},60")
    found = read(tmp_path, DAY_NIGHT, *rows, f"{OTHER},Day,{MAY},60", name="power.csv")
    assert [(each.source.meter, each.amount, each.readings, each.rough) for each in found.used] == [
        (MPAN, 100, 2, 0), (MPAN, 60, 2, 1), (OTHER, 60, 1, 0),
    ]  # fmt: skip
    days = [f"{day:02}/04/2026,{name},5" for day in (1, 2) for name in ("Day", "Night")]
    (used,) = read(tmp_path, "Date,Rate,kWh", *days[:3], name="power.csv").used
    assert (used.first, used.last, used.amount, used.readings, used.rough) == (
        date(2026, 4, 1), date(2026, 4, 2), 15, 4, 1,
    )  # fmt: skip


def test_a_total_beside_the_registers_is_no_third_one(tmp_path: Path) -> None:
    rows = (f"{MPAN},Day,{APRIL},70", f"{MPAN},Night,{APRIL},30", f"{MPAN},Total,{APRIL},100")
    assert [each.amount for each in read(tmp_path, DAY_NIGHT, *rows, name="power.csv").used] == [100]


def test_what_was_remembered_before_there_were_registers_still_fits() -> None:
    text = text_of(Columns(0, (1,))).replace('"register": null, "calorific": null, ', "")
    assert "register" not in text
    assert from_text(text, 2) == Columns(0, (1,))


@pytest.mark.parametrize(
    ("limits", "why"),
    [
        (LIMITS._replace(rows=3), "row 4: there are more than 3 rows; download a shorter time"),
        (LIMITS._replace(bytes=20), "it is larger than 0 MB; download a shorter time, or fewer meters"),
    ],
)
def test_a_file_beyond_its_limits_is_refused_whole(tmp_path: Path, limits: object, why: str) -> None:
    path = put(tmp_path, ["Date,kWh", *(f"{day:02}/04/2026,5" for day in range(1, 9))])
    found = read_bills(path, limits=limits)  # type: ignore[arg-type]
    assert found.used == ()
    assert why in said(found)


def test_units_are_those_that_a_return_keeps_and_a_command_can_name() -> None:
    assert {unit.kept_as for unit in UNITS.values()} == KEPT.keys() - {"litre"}
    for unit in UNITS:
        assert parser().parse_args(["bills", "a.csv", "--practice", "C82001", "--unit", unit]).unit == unit
