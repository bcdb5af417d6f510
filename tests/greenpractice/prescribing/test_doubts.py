"""What reads well and may still be wrong is asked about: a missing end, rows that stand there twice."""

import csv
from pathlib import Path

import pytest
from openpyxl import Workbook

from greenpractice.periods import day_of_today, day_words
from greenpractice.prescribing.doubts import WholeRows, cut_kind
from greenpractice.prescribing.gather import read_prescribing
from greenpractice.prescribing.months import month_words
from greenpractice.returns.file_questions import EXCEL, EXCEL_KEEPS, KINDS, PORTAL, PORTAL_KEEPS
from tests.greenpractice.conftest import Run
from tests.greenpractice.prescribing.made import NEW_INHALER, Cells, Row, legacy, read, saved, text_of

SHORT = ["Month", "BNF code", "Name", "Inhalers"]


def an_epd(folder: Path, cells: Cells) -> Path:
    return saved(folder / "epd.csv", text_of(cells).encode())


def sheet(path: Path, *rows: list[str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([SHORT, *rows])
    return path


@pytest.mark.parametrize(
    ("rows", "lines", "kind"),
    [(EXCEL_KEEPS - 1, EXCEL_KEEPS, EXCEL), (PORTAL_KEEPS, PORTAL_KEEPS + 1, PORTAL)],
)
def test_exactly_as_many_as_a_program_keeps_is_asked_about(rows: int, lines: int, kind: str):
    assert cut_kind(rows, lines) == kind
    assert "exactly" in KINDS[kind]
    assert "missing" in KINDS[kind]
    assert cut_kind(rows - 1, lines - 1) is None
    assert cut_kind(rows + 1, lines + 1) is None


def test_a_file_with_as_many_rows_as_the_portal_gives_is_asked_about_and_read(tmp_path: Path):
    one = ["2025-04", "0301011R0BIAFAP", "Salamol", "10"]
    other = [["2025-04", "0407010H0AAAMAM", "Paracetamol", str(n)] for n in range(1, PORTAL_KEEPS)]
    found = read_prescribing([sheet(tmp_path / "cut.csv", one, *other)], "C82001")
    assert found.problems == ()
    assert found.imports["C82001"][0].products[0].inhalers == 10
    assert [question.split(":")[0] for question in found.questions] == ["cut.csv"]
    assert "32,000 rows" in found.questions[0]
    assert found.imports["C82001"][0].questions == (PORTAL,)


@pytest.mark.parametrize(
    ("copies", "words"), [(1, None), (2, "one whole row of inhalers stands there twice"), (3, "three times")]
)
def test_a_whole_row_that_stands_there_again_is_asked_about(tmp_path: Path, copies: int, words: str | None):
    found = read(an_epd(tmp_path, legacy([Row(items=3)] * copies + [Row(items=4)])), "C82001")
    assert found.problems == ()
    assert len(found.questions) == (words is not None)
    assert words is None or words in found.questions[0]


def test_two_copies_of_a_table_are_asked_about_with_how_many_rows(tmp_path: Path):
    rows = [Row(items=n) for n in range(1, 40)]
    found = read(an_epd(tmp_path, legacy(rows + rows)), None)
    assert "39 whole rows of inhalers stand there twice" in found.questions[0]


def test_rows_that_are_not_the_practices_are_not_asked_about(tmp_path: Path):
    other = [Row(practice="C83001")] * 3
    assert read(an_epd(tmp_path, legacy([Row(), *other])), "C82001").questions == ()


def test_two_halves_of_a_table_know_the_rows_of_each_other():
    one, two = WholeRows(), WholeRows()
    one.see(["a", "b"], "")
    two.see(["a", "b"], "")
    two.see(["ab", ""], "")
    assert one.question() is two.question() is None
    one.add(two)
    assert "one whole row" in (one.question() or "")


def test_the_command_asks_and_imports(run: Run, tmp_path: Path):
    file = an_epd(tmp_path, legacy([Row(items=3)] * 3))
    status, _, said = run("import", file, "--practice", "C82001")
    assert status == 0
    assert f"check this: {file.name}: one whole row of inhalers stands there three times" in said


# Reasons are true


@pytest.mark.parametrize("practice", ["C82001", None])
def test_products_that_nobody_lists_are_named_and_the_practice_stays_one(
    tmp_path: Path, practice: str | None
):
    found = read(an_epd(tmp_path, legacy([Row(code=NEW_INHALER)])), practice)
    assert found.problems == ()
    assert [(each.bnf_code, each.name) for each in found.unmatched] == [
        (NEW_INHALER, "Fictitious 100micrograms/dose inhaler")
    ]


def test_a_sheet_of_what_looks_like_no_inhaler_names_it(tmp_path: Path):
    other = sheet(tmp_path / "a.csv", ["2025-04", "0407010H0AAAMAM", "Paracetamol", "3"])
    found = read_prescribing([other], "C82001")
    assert "Paracetamol (0407010H0AAAMAM)" in found.problems[0].why


def test_a_pcn_is_still_named_as_one(tmp_path: Path):
    found = read(an_epd(tmp_path, legacy([Row(surgery="LEICESTER PCN 3")])), "C82001")
    assert "is not a practice" in found.problems[0].why


# Cells as spreadsheets and pages leave them


@pytest.mark.parametrize("code", ["'0301011R0BIAFAP", "’0301011R0BIAFAP", "\u00a00301011R0BIAFAP\u200b"])
def test_a_code_marked_as_text_is_read(tmp_path: Path, code: str):
    found = read_prescribing([sheet(tmp_path / "a.csv", ["'2025-04", code, "Salamol", "'10"])], "C82001")
    assert found.problems == ()
    assert [(each.bnf_code, each.inhalers) for each in found.imports["C82001"][0].products] == [
        ("0301011R0BIAFAP", 10)
    ]


@pytest.mark.parametrize(
    ("text", "inhalers"),
    [("1\u00a0234", 1234), ("1\u202f234\u202f567.5", 1234567.5), ("1'234", 1234), ("12\u00a0", 12)],
)
def test_a_number_with_spaces_that_do_not_break_is_read(tmp_path: Path, text: str, inhalers: float):
    file = sheet(tmp_path / "a.csv", ["2025-04", "0301011R0BIAFAP", "Salamol", text])
    found = read_prescribing([file], "C82001")
    if inhalers > 1_000_000:
        assert "too large" in found.problems[0].why
    else:
        assert found.imports["C82001"][0].products[0].inhalers == inhalers


@pytest.mark.parametrize("text", ["1\u00a02345", "1 23", "1,234\u00a0567", "1'2"])
def test_a_number_grouped_otherwise_is_none(tmp_path: Path, text: str):
    file = sheet(tmp_path / "a.csv", ["2025-04", "0301011R0BIAFAP", "Salamol", text])
    assert "must be a number" in read_prescribing([file], "C82001").problems[0].why


def test_a_workbook_with_a_doubled_row_is_asked_about(tmp_path: Path):
    workbook = Workbook()
    for row in (SHORT, *[["2025-04", "0301011R0BIAFAP", "Salamol", 10]] * 2):
        workbook.active.append(row)
    workbook.save(tmp_path / "a.xlsx")
    assert "twice" in read_prescribing([tmp_path / "a.xlsx"], "C82001").questions[0]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-8-sig"])
@pytest.mark.parametrize("marks", ["“”", "””", "‘’", "«»", "„“", "''"])
@pytest.mark.parametrize("lines", [["BNF code,Inhalers"], ["BNF code,Name,Inhalers"], []])
@pytest.mark.parametrize("head_too", [True, False])
def test_cells_in_other_quotation_marks_are_told_as_that(
    tmp_path: Path, marks: str, encoding: str, lines: list[str], head_too: bool
):
    cells = [line.split(",") for line in lines]
    row = ["0301011R0BIAFAP", "Salamol, 100", "10"] if lines == ["BNF code,Name,Inhalers"] else None
    rows = [*cells, row or ["0301011R0BIAFAP", "10"]]
    first = 0 if head_too else len(cells)
    texts = [
        ",".join(f"{marks[0]}{cell}{marks[1]}" if n >= first else cell for cell in each)
        for n, each in enumerate(rows)
    ]
    file = saved(tmp_path / "a-2025-04.csv", "\n".join([*texts, ""]).encode(encoding))
    (problem,) = read_prescribing([file], "C82001").problems
    assert "quotation marks" in problem.why
    assert problem.row == first + 1


def test_the_limits_are_those_of_excel_and_of_the_portal():
    assert (EXCEL_KEEPS, PORTAL_KEEPS) == (1_048_576, 32_000)


def test_a_month_that_has_not_ended_is_asked_about_and_taken(tmp_path: Path):
    today = day_of_today()
    for span, is_asked in (("2025-04", False), (f"{today:%Y-%m}", True), (f"{today.year + 1}-04", True)):
        file = sheet(tmp_path / f"{span}.csv", [span, "0301011R0BIAFAP", "Salamol", "10"])
        found = read_prescribing([file], "C82001")
        assert [each.span for each in found.imports["C82001"]] == [span]
        words = f"{file.name}: it is of {month_words(span)}, and today is {day_words(today)}: "
        assert [each.startswith(words) for each in found.questions] == [True] * is_asked
        assert found.imports["C82001"][0].questions == ()
