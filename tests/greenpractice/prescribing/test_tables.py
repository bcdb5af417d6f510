"""A file of several tables, sheets or members of a zip: each is counted, or named with why it is not."""

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from greenpractice.prescribing.gather import read_prescribing
from greenpractice.prescribing.months import span_in_name, span_of_table
from greenpractice.prescribing.values import Prescribing
from tests.greenpractice.conftest import Run
from tests.greenpractice.prescribing.made import SALAMOL, VENTOLIN, Row, legacy, saved, text_of

HEAD = ["BNF code", "Inhalers"]
Lines = Sequence[Sequence[object]]


def of(inhalers: int, code: str = VENTOLIN) -> Lines:
    return [HEAD, [code, inhalers]]


QUARTER = {"April": of(10), "May": of(20), "June": of(30)}


def workbook(path: Path, sheets: Mapping[str, Lines], *hidden: str) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
        for line in lines:
            sheet.append(line)
    book.save(path)
    return path


def packed(path: Path, members: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def text(lines: Lines) -> str:
    return text_of([[str(cell) for cell in line] for line in lines])


def read(path: Path) -> Prescribing:
    return read_prescribing([path], "C82001")


def by_span(found: Prescribing) -> dict[str, int]:
    assert found.problems == (), found.problems
    return {
        each.span: int(sum(product.inhalers for product in each.products)) for each in found.imports["C82001"]
    }


MONTHS = {"2026-04": 10, "2026-05": 20, "2026-06": 30}


def both_kinds(folder: Path, name: str, tables: Mapping[str, Lines]) -> list[Path]:
    return [
        workbook(folder / f"{name}.xlsx", tables),
        packed(folder / f"{name}.zip", {f"{each}.csv": text(lines) for each, lines in tables.items()}),
    ]


@pytest.mark.parametrize(
    ("file", "tables"),
    [
        ("inhalers-2026-27-Q1", ("April", "May", "June")),
        ("inhalers 2026-27", ("Apr", "may", "JUNE")),
        ("inhalers 2026", ("April inhalers", "May inhalers", "June inhalers")),
        ("inhalers", ("Apr-26", "May 2026", "2026-06")),
        ("inhalers", ("made 2026-07-08 for 2026-04", "May 2026", "2026_06")),
    ],
)
def test_every_table_counts_in_the_month_of_its_name(file: str, tables: Sequence[str], tmp_path: Path):
    for path in both_kinds(tmp_path, file, dict(zip(tables, QUARTER.values(), strict=True))):
        found = read(path)
        assert by_span(found) == MONTHS
        assert f"{', '.join(list(MONTHS)[:2])} and 2026-06 by the names of its tables" in found.notes[0]


def test_a_workbook_in_a_zip_is_read_as_it_is_outside(tmp_path: Path):
    book = workbook(tmp_path / "inhalers 2026-27.xlsx", QUARTER).read_bytes()
    alone = packed(tmp_path / "from the mail.zip", {"inhalers 2026-27.xlsx": book})
    assert by_span(read(alone)) == MONTHS
    april = workbook(tmp_path / "april.xlsx", {"Sheet1": of(10)}).read_bytes()
    several = {"2026-04.xlsx": april, "2026-05.csv": text(of(20)), "Notes.docx": b"no table at all"}
    assert by_span(read(packed(tmp_path / "several.zip", several))) == {"2026-04": 10, "2026-05": 20}


def test_tables_with_months_of_their_own_are_added(tmp_path: Path):
    cells = {f"{n}": legacy([Row(items=n, month=f"2025-0{n}")]) for n in (4, 5, 6)}
    for path in both_kinds(tmp_path, "epd", cells):
        assert by_span(read(path)) == {"2025-04": 4, "2025-05": 5, "2025-06": 6}


def test_two_tables_of_a_month_with_other_products_complete_one_another(tmp_path: Path):
    for path in both_kinds(tmp_path, "a-2026-04", {"Relievers": of(10), "Preventers": of(4, SALAMOL)}):
        assert by_span(read(path)) == {"2026-04": 14}


@pytest.mark.parametrize("name", ["Summary", "Total", "Q1 totals", "Grand total", "Summary of all inhalers"])
def test_a_table_that_sums_up_the_others_is_not_counted_and_is_named(name: str, tmp_path: Path):
    for path in both_kinds(tmp_path, "a-2026-27-Q1", {name: of(60), **QUARTER}):
        found = read(path)
        assert by_span(found) == MONTHS
        assert any(name in note and "sums up" in note for note in found.notes), found.notes


def test_a_summary_by_kind_of_device_is_not_counted_beside_the_products(tmp_path: Path):
    by_kind: Lines = [["Product", "Inhalers"], ["Pressurised", 40], ["Dry powder", 20]]
    for path in both_kinds(tmp_path, "a-2026-27-Q1", {**QUARTER, "Summary": by_kind}):
        assert by_span(read(path)) == MONTHS


def test_a_summary_without_a_month_is_not_in_the_way_and_one_alone_is_read(tmp_path: Path):
    for path in both_kinds(tmp_path, "a", {"Summary": of(10), "2026-04": of(10)}):
        assert by_span(read(path)) == {"2026-04": 10}
    for path in both_kinds(tmp_path, "a-2026-04", {"Summary": of(7), "Readme": [["hello"]]}):
        assert by_span(read(path)) == {"2026-04": 7}


@pytest.mark.parametrize(
    ("file", "one", "other"),
    [("a-2026-04", "Mine", "Yours"), ("a-2026-27-Q1", "Whole", "April"), ("a", "April 2026", "2026-04")],
)
def test_a_month_and_product_in_two_tables_is_refused_with_both(
    file: str, one: str, other: str, tmp_path: Path
):
    for path in both_kinds(tmp_path, file, {one: of(10), other: of(10)}):
        (problem,) = read(path).problems
        assert one in problem.why
        assert other in problem.why
        assert "April 2026" in problem.why


def test_a_hidden_sheet_is_no_data_and_is_named(tmp_path: Path):
    found = read(workbook(tmp_path / "a-2026-27-Q1.xlsx", QUARTER, "May"))
    assert by_span(found) == {"2026-04": 10, "2026-06": 30}
    assert any("May is not read: the sheet is hidden" in note for note in found.notes)


def test_what_is_no_table_is_named_and_what_is_empty_passes(tmp_path: Path):
    sheets = {"Notes": [["written by hand"]], **QUARTER, "July": [HEAD], "Sheet9": []}
    found = read(workbook(tmp_path / "a 2026-27.xlsx", sheets))
    assert by_span(found) == MONTHS
    assert [note.split(" is not")[0] for note in found.notes[1:]] == [
        "a 2026-27.xlsx: Notes",
        "a 2026-27.xlsx: July",
    ]
    members = {f"{name}.csv": text(lines) for name, lines in QUARTER.items()}
    others = {
        "readme.txt": "hello",
        "how.pdf": b"%PDF-1.7",
        "__MACOSX/._April.csv": b"\0\1",
        ".DS_Store": b"\0",
    }
    found = read(packed(tmp_path / "a-2026-27-Q1.zip", {**others, **members}))
    assert by_span(found) == MONTHS
    assert [note.split(" is not")[0] for note in found.notes[1:]] == [
        "a-2026-27-Q1.zip: readme.txt",
        "a-2026-27-Q1.zip: how.pdf",
    ]


def test_a_table_that_its_name_promises_and_that_cannot_be_read_is_a_problem(tmp_path: Path):
    odd: Lines = [["BNF kode", "Antal"], [VENTOLIN, 20]]
    for path in both_kinds(tmp_path, "a-2026-27-Q1", {**QUARTER, "May": odd}):
        found = read(path)
        assert [problem.file.split(", ")[1].removesuffix(".csv") for problem in found.problems] == ["May"]
        assert not found.imports


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04and so on", b"%PDF-1.7"])
def test_a_member_of_another_kind_under_a_months_name_is_a_problem(data: bytes, tmp_path: Path):
    found = read(packed(tmp_path / "a.zip", {"2026-04.csv": text(of(10)), "2026-05.csv": data}))
    assert [problem.file for problem in found.problems] == ["a.zip, 2026-05.csv"]


@pytest.mark.parametrize("name", ["2026-05", "other"])
def test_a_damaged_member_is_a_problem_whatever_its_name(name: str, tmp_path: Path):
    rows = [HEAD, *[[SALAMOL, n] for n in range(1, 400)]]
    path = packed(tmp_path / "a.zip", {"2026-04.csv": text(of(10)), f"{name}.csv": text(rows)})
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo(f"{name}.csv")
    for place in range(40, 60):
        data[info.header_offset + 30 + len(info.filename) + place] ^= 0xFF
    path.write_bytes(data)
    found = read(path)
    assert [problem.file for problem in found.problems] == [f"a.zip, {name}.csv"]
    assert "damaged" in found.problems[0].why


def test_a_wrong_row_is_named_with_its_table(run: Run, tmp_path: Path):
    tables = {"2026-04": of(10), "2026-05": [HEAD, [VENTOLIN, "abc"]]}
    for path in both_kinds(tmp_path, "a", tables):
        status, _, said = run("import", path, "--practice", "C82001")
        assert status == 1
        table = "2026-05.csv" if path.suffix == ".zip" else "2026-05"
        assert f"{path.name}, {table}, row 2, Inhalers: must be a number" in said


def test_a_table_whose_month_nothing_says_is_a_problem_that_names_it(tmp_path: Path):
    for path in both_kinds(tmp_path, "a", {"2026-04": of(10), "May": of(20)}):
        (problem,) = read(path).problems
        assert "May" in problem.file
        assert "which month of which year" in problem.why
    for path in both_kinds(tmp_path, "a-2026-27-Q2", {"July": of(10), "May": of(20)}):
        assert "May" in read(path).problems[0].file  # the two names say otherwise


def test_a_name_of_a_table_that_reads_as_an_nhs_number_is_not_said(tmp_path: Path):
    for path in both_kinds(tmp_path, "a-2026-04", {"One": of(10), "943 476 5919": of(20, SALAMOL)}):
        (problem,) = read(path).problems
        assert "NHS number" in problem.why
        assert "943" not in str(problem)


def test_equal_rows_of_other_months_are_not_asked_about(tmp_path: Path):
    rows = [HEAD, *[[SALAMOL, n] for n in range(1, 40)]]
    for path in both_kinds(tmp_path, "a", {"2026-04": rows, "2026-05": rows}):
        assert read(path).questions == ()
    for path in both_kinds(tmp_path, "a", {"2026-04": [*rows, *rows[1:]], "2026-05": rows}):
        assert "39 whole rows of inhalers stand there twice" in read(path).questions[0]


@pytest.mark.parametrize(
    ("name", "span"),
    [
        ("date-2026-07-08.csv", None),
        ("20260708.csv", None),
        ("made 08-07-2026.csv", None),
        ("8 July 2026.csv", None),
        ("July 8th, 2026.csv", None),
        ("made 08-07-2026 for 2026-04.csv", "2026-04"),
        ("inhalers 2011-12.csv", None),
        ("inhalers 2005_06.csv", None),
        ("inhalers 2012-12.csv", "2012-12"),
        ("inhalers 201112.csv", "2011-12"),
        ("December 2011.csv", "2011-12"),
        ("Apr-26.csv.gz", "2026-04"),
        ("April to June 2026.csv", None),
        ("T201712PDPI+BNFT.CSV", "2017-12"),
    ],
)
def test_a_day_is_no_month_and_what_may_be_a_year_is_asked(name: str, span: str | None, tmp_path: Path):
    assert span_in_name(name) == span
    if span is None and name.endswith(".csv"):
        (problem,) = read(saved(tmp_path / name.replace("/", "-"), text(of(1)).encode())).problems
        assert "which month" in problem.why


@pytest.mark.parametrize(
    ("table", "file", "span"),
    [
        ("March", "a 2026-27.xlsx", "2027-03"),
        ("March", "a 2026.xlsx", None),  # of which of two years?
        ("Q2", "a 2026-27.xlsx", "2026-27-Q2"),
        ("April", "a 2011-12.xlsx", "2011-04"),
        ("Apr-May", "a-2026-27-Q1.xlsx", None),
        ("May", "a-2026-04.xlsx", None),
        ("April", "a-2026-04.xlsx", "2026-04"),
        ("Sheet1", "a-2026-04.xlsx", "2026-04"),
    ],
)
def test_the_files_name_gives_the_year_of_a_tables(table: str, file: str, span: str | None):
    assert span_of_table(table, file) == span
