"""Inhalers that no list has are kept with the return: named, asked for their device, beside ES-01."""

import json
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from greenpractice.facts.inhalers import load_inhalers
from greenpractice.indicators.computing import evidence_of, indicators_of
from greenpractice.periods import Period
from greenpractice.prescribing.quarter import with_imports
from greenpractice.prescribing.values import ImportedProduct, MonthImport
from greenpractice.returns.checking import check_figures
from greenpractice.returns.documents import Flag, ImportedFrom, ReturnDocument
from greenpractice.returns.reading import read_document
from tests.greenpractice.conftest import Run
from tests.greenpractice.prescribing.made import NAMES, NEW_INHALER, VENTOLIN, Row, renamed, saved, text_of

FOSTAIR, TURBOHALER, UNNAMED = "0302000ABBCAAAB", "0302000K0BDABAM", "0302000ABBDAAAB"
NEW_NAME = "Fictitious 100micrograms/dose inhaler"
SAID: dict[str, Any] = {
    "estimated": True,
    "note": "as Dr Smith says",
    "confirmed": True,
    "evidence": ("b.pdf",),
    "source": ImportedFrom("a.csv", ("2025-04",)),
    "not_patients": ("9434765919",),
}


def imported(run: Run, folder: Path, month: str, *rows: Row, name: str = "") -> ReturnDocument:
    names = {row.code: name or NAMES.get(row.code, row.code) for row in rows}
    cells = renamed([replace(row, code=VENTOLIN) for row in rows])
    code, described = (cells[0].index(f"BNF_PRESENTATION_{what}") for what in ("CODE", "NAME"))
    for made, row in zip(cells[1:], rows, strict=True):
        made[code], made[described] = row.code, names[row.code]
    file = saved(folder / f"{month}.csv", text_of(cells).encode())
    status, _, said = run("import", file, "--practice", "C82001", "--output-json", folder / "made")
    assert status == 0, said
    return read_document((folder / "made" / "C82001_2025-26-Q1.json").read_bytes(), "made.json")[0]


def es01(document: ReturnDocument) -> tuple[object, object]:
    found = {"C82001": evidence_of(document, load_inhalers())}
    result = indicators_of(found, document.period, load_inhalers())[0]
    return result.numerator, result.denominator


def test_what_no_list_has_stays_with_the_return_under_the_files_name(run: Run, tmp_path: Path):
    rows = Row(code=FOSTAIR, items=40), Row(code=TURBOHALER, items=60), Row(code=NEW_INHALER, items=50)
    document = imported(run, tmp_path, "2025-04", *rows)
    kept = next(row for row in document.rows("inhalers") if row["bnf_code"] == NEW_INHALER)
    assert (kept["name"], kept["device"], kept["inhalers"]) == (NEW_NAME, "not known", "50")
    assert es01(document) == (40, 100)
    (asked,) = check_figures(document)
    assert asked.question
    assert NEW_NAME in asked.sentence
    _, out, _ = run("footprint", "--practice", "C82001", "--period", "2025-26-Q1", "--json")
    named = [each["what"] for each in json.loads(out)["not_counted"]]
    assert [NEW_NAME in what for what in named] == [True]


def test_with_its_device_it_counts_and_the_next_month_asks_no_more(run: Run, tmp_path: Path):
    rows = Row(code=FOSTAIR, items=40), Row(code=NEW_INHALER, items=60)
    imported(run, tmp_path, "2025-04", *rows)
    values = json.loads((tmp_path / "made" / "C82001_2025-26-Q1.json").read_text(encoding="utf-8"))
    for row in values["sections"]["inhalers"]:
        if row["bnf_code"] == NEW_INHALER:
            row["device"] = "pMDI"
    (tmp_path / "mine.json").write_text(json.dumps(values), encoding="utf-8")
    assert run("record", tmp_path / "mine.json")[0] == 0
    later = [Row(code=NEW_INHALER, items=5, month="2025-05")]
    document = imported(run, tmp_path, "2025-05", *later)
    kept = next(row for row in document.rows("inhalers") if row["bnf_code"] == NEW_INHALER)
    assert (kept["device"], kept["inhalers"]) == ("pMDI", "65")
    assert es01(document) == (105, 105)
    assert check_figures(document) == []


def test_the_device_is_asked_once_for_a_practice_and_the_newest_answer_is_taken(run: Run, tmp_path: Path):
    def answer(device: str, period: str) -> None:
        (tmp_path / "mine.json").write_bytes((tmp_path / "made" / f"C82001_{period}.json").read_bytes())
        values = json.loads((tmp_path / "mine.json").read_text(encoding="utf-8"))
        for row in values["sections"]["inhalers"]:
            row["device"] = device
        (tmp_path / "mine.json").write_text(json.dumps(values), encoding="utf-8")
        assert run("record", tmp_path / "mine.json")[0] == 0

    def import_month(month: str, period: str, practice: str = "C82001") -> list[str]:
        cells = renamed([Row(practice, VENTOLIN, items=5, month=month)])
        code, described = (cells[0].index(f"BNF_PRESENTATION_{what}") for what in ("CODE", "NAME"))
        cells[1][code], cells[1][described] = NEW_INHALER, NEW_NAME
        file = saved(tmp_path / f"{month}.csv", text_of(cells).encode())
        status, _, said = run("import", file, "--practice", practice, "--output-json", tmp_path / "made")
        assert status == 0, said
        waits.append("waits for its device" in said)
        made = (tmp_path / "made" / f"{practice}_{period}.json").read_bytes()
        return [row["device"] for row in read_document(made, "made.json")[0].rows("inhalers")]

    waits: list[bool] = []
    assert import_month("2025-04", "2025-26-Q1") == ["not known"]
    answer("DPI", "2025-26-Q1")
    assert import_month("2025-07", "2025-26-Q2") == ["DPI"]
    answer("SMI", "2025-26-Q2")
    assert import_month("2025-10", "2025-26-Q3") == ["SMI"]
    assert import_month("2025-05", "2025-26-Q1") == ["DPI"]  # a return's own answer stays
    assert import_month("2025-10", "2025-26-Q3", "C82002") == ["not known"]  # another practice's is none
    assert waits == [True, False, False, False, True]


def test_what_is_said_of_an_import_counts_what_is_in_no_list_too(run: Run, tmp_path: Path):
    cells = renamed([Row(items=1)])
    code, described = (cells[0].index(f"BNF_PRESENTATION_{what}") for what in ("CODE", "NAME"))
    cells[1][code], cells[1][described] = NEW_INHALER, NEW_NAME
    file = saved(tmp_path / "2025-04.csv", text_of(cells).encode())
    _, out, said = run("import", file, "--practice", "C82001")
    assert "C82001  April to June 2025  1 inhaler of 1 product not in our list  (April 2025)" in out
    assert "1 row read" in out
    assert f"not counted: {NEW_INHALER} {NEW_NAME}: 1 item," in said
    assert "waits for its device" in said
    _, out, _ = run("footprint", "--practice", "C82001", "--period", "2025-26-Q1", "--json")
    assert json.loads(out)["not_counted"][0]["what"].endswith(": 1 inhaler")


def test_the_months_of_a_quarter_sum_what_no_list_has(run: Run, tmp_path: Path):
    imported(run, tmp_path, "2025-04", Row(code=NEW_INHALER, items=2))
    document = imported(run, tmp_path, "2025-05", Row(code=NEW_INHALER, items=3, month="2025-05"))
    assert [(row["inhalers"], row["name"]) for row in document.rows("inhalers")] == [("5", NEW_NAME)]


def test_a_brand_that_the_list_cannot_name_has_the_name_of_the_file(run: Run, tmp_path: Path):
    name = "Brandname 100micrograms/dose / 6micrograms/dose inhaler"
    document = imported(run, tmp_path, "2025-04", Row(code=UNNAMED, items=3), name=name)
    assert [row["name"] for row in document.rows("inhalers")] == [name]
    _, out, _ = run("footprint", "--practice", "C82001", "--period", "2025-26-Q1", "--json")
    assert [line["label"] for line in json.loads(out)["lines"]] == [name]


def test_a_product_that_the_list_names_keeps_that_name(run: Run, tmp_path: Path):
    document = imported(run, tmp_path, "2025-04", Row(code=VENTOLIN, items=3))
    assert ["name" in row for row in document.rows("inhalers")] == [False]


@pytest.mark.parametrize("what", sorted(SAID))
def test_whatever_is_said_of_a_products_name_is_said_after_an_import_too(what: str):
    row = {"bnf_code": NEW_INHALER, "name": "No 943 476 5919", "device": "pMDI", "inhalers": "8"}
    flag = Flag("inhalers", 0, "name", **{what: SAID[what]})
    before = ReturnDocument("C82001", Period(2025, 1), 1, "", sections={"inhalers": (row,)}, flags=(flag,))
    months = [MonthImport("2025-04", "a.csv", (ImportedProduct(NEW_INHALER, Decimal(7), 7, NEW_NAME),))]
    after = with_imports(before, months)
    assert [each["name"] for each in after.rows("inhalers")] == ["No 943 476 5919"]
    assert flag in after.flags
    assert SAID.keys() == {field.name for field in fields(Flag)} - {"section", "row", "field"}, (
        "all are tried"
    )


def test_a_name_that_an_earlier_file_did_not_give_is_taken_from_a_later_one():
    start = ReturnDocument("C82001", Period(2025, 1), 1, "")
    month = [MonthImport("2025-04", "a.csv", (ImportedProduct(NEW_INHALER, Decimal(7), 7),))]
    first = with_imports(start, month)
    assert [each["name"] for each in first.rows("inhalers")] == [NEW_INHALER]
    later = MonthImport("2025-05", "b.csv", (ImportedProduct(NEW_INHALER, Decimal(1), 1, NEW_NAME),))
    assert [each["name"] for each in with_imports(first, [*month, later]).rows("inhalers")] == [NEW_NAME]


@pytest.mark.parametrize("note", [None, "as Dr Smith says"])
def test_an_answer_goes_with_the_number_that_an_import_takes_the_place_of(note: str | None):
    row = {"bnf_code": VENTOLIN, "inhalers": "5", "items": "943 476 5919"}
    flag = Flag("inhalers", 0, "items", note=note, not_patients=("9434765919",))
    before = ReturnDocument("C82001", Period(2025, 1), 1, "", sections={"inhalers": (row,)}, flags=(flag,))
    months = [MonthImport("2025-04", "a.csv", (ImportedProduct(VENTOLIN, Decimal(7), 7),))]
    after = with_imports(before, months)
    assert [each["items"] for each in after.rows("inhalers")] == ["7"]
    assert [(each.note, each.not_patients) for each in after.flags if each.field] == [(note, None)] * bool(
        note
    )
