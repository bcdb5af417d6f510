"""A month of a practice comes from one file: two may share it only if each is of one product, another one."""

from pathlib import Path

import pytest

from greenpractice.prescribing.gather import _overlaps
from greenpractice.prescribing.sums import Sum, Sums
from greenpractice.prescribing.tables import FileRead
from tests.greenpractice.prescribing.made import SALAMOL, VENTOLIN, Row, legacy, read, saved, text_of


def file(name: str, code: str, one_product: bool, *spans: str) -> FileRead:
    sums = Sums(spans={span: {"C82001": {code: Sum(1, 1)}} for span in spans or ("2025-04",)})
    return FileRead(name, "", sums, one_product)


def problems(*reads: FileRead) -> list[tuple[str, str]]:
    return [(problem.file, problem.why) for problem in _overlaps(reads)]


@pytest.mark.parametrize(
    ("one", "other", "allowed"),
    [
        ((VENTOLIN, True), (SALAMOL, True), True),
        ((VENTOLIN, True), (VENTOLIN, True), False),
        ((VENTOLIN, True), (SALAMOL, False), False),
        ((VENTOLIN, False), (SALAMOL, True), False),
        ((VENTOLIN, False), (SALAMOL, False), False),
    ],
)
def test_two_files_of_a_month_are_told_unless_each_is_of_one_other_product(
    one: tuple[str, bool], other: tuple[str, bool], allowed: bool
):
    told = [("b.csv", "April 2025 is in a.csv too (C82001); give one of the two files")]
    assert problems(file("a.csv", *one), file("b.csv", *other)) == ([] if allowed else told)


def test_each_month_of_a_quarter_is_told_once_and_other_months_are_not():
    quarter = file("q.csv", VENTOLIN, False, "2025-26-Q1")
    assert [
        why[:9] for _, why in problems(quarter, file("m.csv", VENTOLIN, False, "2025-05", "2025-07"))
    ] == ["May 2025 "]
    assert len(problems(quarter, file("r.csv", VENTOLIN, False, "2025-26-Q1"))) == 3
    assert problems(quarter) == []


def test_a_file_whose_name_holds_an_nhs_number_is_refused(tmp_path: Path):
    path = saved(tmp_path / "ask 943 476 5919.csv", text_of(legacy([Row()])).encode())
    (problem,) = read(path).problems
    assert problem.why.startswith("its name ")
    assert problem.why.endswith("; give the file another name")
