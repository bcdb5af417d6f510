"""A person's own sheet: every row is a product, known or not, or is named with why it is none."""

import json
from pathlib import Path
from typing import Any

import pytest

from greenpractice.prescribing.gather import read_prescribing
from greenpractice.prescribing.values import Prescribing
from greenpractice.returns.documents import ReturnDocument
from greenpractice.returns.reading import read_document
from tests.greenpractice.conftest import Run
from tests.greenpractice.prescribing.made import SALAMOL, VENTOLIN, saved
from ui.inhalers.named_block import read_named

FOOBAR, BAZINGA = "Foobar Evohaler 100micrograms/dose", "Bazinga Accuhaler 50micrograms"
LISTED = "Ventolin Evohaler 100 micrograms"


def sheet(folder: Path, *lines: str, name: str = "inhalers-2025-04.csv") -> Path:
    return saved(folder / name, "".join(f"{line}\n" for line in lines).encode())


def read(folder: Path, *lines: str) -> Prescribing:
    return read_prescribing([sheet(folder, *lines)], "C82001")


def products(found: Prescribing) -> dict[str, int]:
    assert found.problems == (), found.problems
    return {each.name or each.bnf_code: int(each.inhalers) for each in found.imports["C82001"][0].products}


def documents(run: Run, folder: Path, *files: Path) -> ReturnDocument:
    status, _, said = run("import", *files, "--practice", "C82001", "--output-json", folder / "made")
    assert status == 0, said
    return read_document((folder / "made" / "C82001_2025-26-Q1.json").read_bytes(), "made.json")[0]


HEADS = [
    ("Product,Inhalers,Items", ""),
    ("BNF code,Product,Inhalers,Items", ","),
    ("Practice code,BNF code,Product,Inhalers,Items", "C82001,,"),
    ("Practice code,Practice name,BNF code,Product,Inhalers,Items,Month", "C82001,A Surgery,,"),
]


@pytest.mark.parametrize(("head", "before"), HEADS)
def test_what_no_list_has_is_kept_each_under_its_own_name(run: Run, tmp_path: Path, head: str, before: str):
    after = ",2025-04" if head.endswith("Month") else ""
    rows = [f"{LISTED},10,9", f"{FOOBAR},30,3", f"{BAZINGA},200,20", f"{FOOBAR.upper()},1,1"]
    document = documents(run, tmp_path, sheet(tmp_path, head, *[f"{before}{row}{after}" for row in rows]))
    kept = {row.get("name", row["bnf_code"]): row for row in document.rows("inhalers")}
    assert {name: (row["inhalers"], row.get("device")) for name, row in kept.items()} == {
        VENTOLIN: ("10", None),
        FOOBAR.upper(): ("31", "not known"),
        BAZINGA: ("200", "not known"),
    }
    _, out, _ = run("footprint", "--practice", "C82001", "--period", "2025-26-Q1", "--json")
    assert sorted(each["what"] for each in json.loads(out)["not_counted"]) == [
        f"{BAZINGA}: 200 inhalers",
        f"{FOOBAR.upper()}: 31 inhalers",
    ]


def test_each_is_named_and_asked_and_stands_beside_es01(run: Run, tmp_path: Path):
    file = sheet(tmp_path, "Product,Inhalers", "Salamol Easi-Breathe 100mcg,5", f"{FOOBAR},30", "XYZ,7")
    status, out, said = run("import", file, "--practice", "C82001")
    assert status == 0
    assert "37 inhalers of 2 products not in our list" in out
    assert f"not counted: {FOOBAR}: quantity 30; it is not in our list" in said
    assert "not counted: XYZ: quantity 7" in said
    _, out, _ = run("indicators", "--practice", "C82001", "--period", "2025-26-Q1")
    assert "without 37 inhalers of 2 products whose device is not known" in out
    _, out, _ = run("footprint", "--practice", "C82001", "--period", "2025-26-Q1", "--json")
    asked = [each["why"] for each in json.loads(out)["gaps"]]
    assert any(why.startswith(f"Which device is {FOOBAR}: pMDI") for why in asked)


def test_its_device_is_asked_once_however_the_name_is_written(run: Run, tmp_path: Path):
    documents(run, tmp_path, sheet(tmp_path, "Product,Inhalers", f"{FOOBAR},30"))
    values: dict[str, Any] = json.loads((tmp_path / "made" / "C82001_2025-26-Q1.json").read_text("utf-8"))
    values["sections"]["inhalers"][0]["device"] = "pMDI"
    assert run("record", saved(tmp_path / "mine.json", json.dumps(values).encode()))[0] == 0
    again = sheet(tmp_path, "Product,Inhalers", f"{FOOBAR.lower()} ,4", name="inhalers-2025-05.csv")
    (row,) = documents(run, tmp_path, again).rows("inhalers")
    assert (row["device"], row["inhalers"]) == ("pMDI", "34")
    later = sheet(tmp_path, "Product,Inhalers", f"{FOOBAR},4", name="inhalers-2025-07.csv")
    assert "waits for its device" not in run("import", later, "--practice", "C82001")[2]


@pytest.mark.parametrize(
    "total",
    ["Total", "TOTAL", "Grand total:", "Sub-total", "Total inhalers", "Total for April", "SABA total"],
)
@pytest.mark.parametrize(("head", "before"), [("Product,Inhalers", ""), ("BNF code,Product,Inhalers", ",")])
def test_a_line_of_sums_is_no_product_and_is_named(tmp_path: Path, head: str, before: str, total: str):
    found = read(tmp_path, head, f"{before}{LISTED},10", f"{before}{FOOBAR},3", f"{before}{total},13")
    assert products(found) == {VENTOLIN: 10, FOOBAR: 3}
    assert f"inhalers-2025-04.csv, row 4: {total!r} is a line of sums, so it is not counted" in found.notes


@pytest.mark.parametrize(
    "row",
    [
        "Volumatic",
        "AeroChamber Plus",
        "Able Spacer",
        "Salbutamol 5mg/2.5ml nebuliser liquid",
        "Foo 10mg tablets",
    ],
)
def test_a_spacer_and_what_else_is_no_inhaler_is_named_and_not_kept(tmp_path: Path, row: str):
    found = read(tmp_path, "Product,Inhalers", f"{LISTED},10", f"{row},3")
    assert products(found) == {VENTOLIN: 10}
    assert f"inhalers-2025-04.csv, row 3: {row} is no inhaler, so it is not taken" in found.notes
    (problem,) = read(tmp_path, "Product,Inhalers", f"{row},3").problems
    assert f"{row} is no inhaler" in problem.why


def test_many_rows_of_something_else_are_counted_and_not_all_listed(tmp_path: Path):
    rows = [f"Foo {n} tablets,3" for n in range(300)]
    found = read(tmp_path, "Product,Inhalers", f"{LISTED},10", *rows)
    assert products(found) == {VENTOLIN: 10}
    assert found.notes[-1] == "inhalers-2025-04.csv: and 280 more like these that are not taken"
    assert len(found.notes) == 22


@pytest.mark.parametrize("row", ["943 476 5919,3", "Mrs Smith 9434765919,3", "Ventolin,9434765919"])
def test_what_reads_as_an_nhs_number_is_refused_and_never_said(run: Run, tmp_path: Path, row: str):
    for lines in (["Product,Inhalers", f"{LISTED},10", row], [row]):
        status, out, said = run("import", sheet(tmp_path, *lines), "--practice", "C82001", "--json")
        assert status == 1
        assert "434" not in (out + said).replace("0301", "")


@pytest.mark.parametrize("text", ["=SUM(B2)", "12345", "–", "n/a"])
def test_what_is_no_name_is_refused_by_its_row(tmp_path: Path, text: str):
    (problem,) = read(tmp_path, "Product,Inhalers", f"{LISTED},10", f"{text},3").problems
    assert (problem.row, problem.why) == (3, f"must be a product, not {text!r}")


NAMES = {
    "Clenil Modulite 100micrograms/dose inhaler": "0302000C0BPABBF",
    "Ventolin Evohaler 100micrograms/dose": VENTOLIN,
    "Salbutamol 100micrograms/dose inhaler CFC free": "0301011R0AAAPAP",
    "fostair 100micrograms/dose / 6micrograms/dose inhaler": "0302000ABBCAAAB",
    "Symbicort 200/6 Turbohaler": "0302000K0BDABAM",
    SALAMOL: SALAMOL,
}


@pytest.mark.parametrize("name", NAMES)
def test_a_file_and_a_pasted_block_mean_the_same_product(tmp_path: Path, name: str):
    assert [
        each.bnf_code
        for each in read(tmp_path, "Product,Inhalers", f"{name},3").imports["C82001"][0].products
    ] == [NAMES[name]]
    assert read(tmp_path, f"{name},3").imports["C82001"][0].products[0].bnf_code == NAMES[name]
    (line,) = read_named([["Product", "Inhalers"], [name, "3"]]).lines
    assert line.code == NAMES[name]
    junk = read(tmp_path, "Code,Product,Inhalers", f"A1,{name},3")
    assert junk.imports["C82001"][0].products[0].bnf_code == NAMES[name]


def test_a_name_that_fits_several_is_never_guessed(tmp_path: Path):
    (problem,) = read(tmp_path, "Product,Inhalers", "Ventolin,3").problems
    named = "'Ventolin' fits 4 products; write the code: 0301011R0BEAIAP Ventolin Evohaler 100 micrograms, "
    assert problem.why.startswith(named)
    (line,) = read_named([["Product", "Inhalers"], ["Ventolin", "3"]]).lines
    assert (line.code, line.why) == ("", "Fits 4 products")


def test_a_sheet_with_the_columns_that_are_named_is_read_and_one_without_numbers_is_told_which(
    tmp_path: Path,
):
    rows = f"C82002,{VENTOLIN},260", f"C82001,{VENTOLIN},1"
    assert products(read(tmp_path, "Practice code,BNF code,Inhalers", *rows)) == {VENTOLIN: 1}
    (problem,) = read(tmp_path, "Practice code,BNF code,Items", *rows).problems
    assert "head the numbers of a sheet of your own Inhalers" in problem.why


def test_a_sheet_of_nothing_but_0_says_so(tmp_path: Path):
    for lines in (["BNF code,Inhalers,Items", f"{VENTOLIN},0,0"], ["BNF code,Inhalers", f"{VENTOLIN},0"]):
        (problem,) = read(tmp_path, *lines).problems
        assert "all figures of practice C82001 in it are 0" in problem.why


def test_a_pasted_sum_and_spacer_are_called_that():
    block = [["Product", "Inhalers"], [LISTED, "3"], ["Volumatic", "1"], ["Total", "4"], [FOOBAR, "2"]]
    assert [line.why for line in read_named(block).lines] == [
        "",
        "No inhaler",
        "A line of sums",
        "Not found",
    ]


@pytest.mark.parametrize("said", ["12 inhalers", "12inhalers", "12 Inhaler", " 12 INHALERS "])
def test_a_unit_behind_a_number_is_understood(tmp_path: Path, said: str):
    row = f"Salamol Easi-Breathe 100mcg,{said},{said.lower().replace('inhaler', 'item')}"
    found = read(tmp_path, "Product,Inhalers,Items", row)
    assert found.problems == ()
    assert set(products(found).values()) == {12}


@pytest.mark.parametrize("said", ["12 packs", "12 doses", "12 boxes", "12 x", "12 items"])
def test_a_word_that_is_no_unit_of_the_column_is_named_and_excel_is_not_blamed(tmp_path: Path, said: str):
    found = read(tmp_path, "Product,Inhalers", f"Salamol Easi-Breathe 100mcg,{said}")
    (problem,) = found.problems
    word = said.split()[1]
    assert problem.why.endswith(f"If it is a number of inhalers, write it without “{word}”.")
    assert "Excel" not in problem.why


@pytest.mark.parametrize("said", ["12-Jan", "1 March", "1.00E+05", "12/01/2025"])
def test_what_excel_has_made_of_a_number_is_still_said(tmp_path: Path, said: str):
    (problem,) = read(tmp_path, "Product,Inhalers", f"Salamol Easi-Breathe 100mcg,{said}").problems
    assert "Excel has changed it" in problem.why
