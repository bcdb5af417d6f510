"""Reports of a year of quarters alone, and restoring data of another kind, by the command line's contract."""

import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from db.opening import open_store
from tests.greenpractice.conftest import Run


def a_quarter(folder: Path, period: str, reams: str) -> Path:
    """A return of one quarter with paper alone, as a file."""
    values = {
        "format": "greenpractice-return", "version": 1, "practice": {"ods_code": "C82001"}, "period": period,
        "revision": 1, "created": "2026-07-08T10:12:00+01:00",
        "sections": {"paper": [{"reams": reams, "recycled_content": "0"}]},
    }  # fmt: skip
    file = folder / f"{period}.json"
    file.write_text(json.dumps(values), encoding="utf-8")
    return file


@pytest.mark.parametrize("quarters", [1, 4])
def test_a_year_of_quarters_alone_has_its_year_end_report(run: Run, tmp_path: Path, quarters: int):
    for number in range(1, quarters + 1):
        assert run("record", a_quarter(tmp_path, f"2025-26-Q{number}", "100"))[0] == 0
    year = ("--practice", "C82001", "--period", "2025-26")
    asked = [run(name, *year, "--json")[1] for name in ("footprint", "indicators")]
    said = run("footprint", *year)[1]
    assert ("1 of 4 quarters so far" in said) is (quarters == 1)
    for ending in ("xlsx", "pdf", "pdf"):
        status, _, told = run("report", *year, "--output", tmp_path / f"year.{ending}")
        assert (status, "revision 2" in told) == (0, False)
    assert [run(name, *year, "--json")[1] for name in ("footprint", "indicators")] == asked
    assert run("footprint", *year)[1] == said
    kg = f"{json.loads(asked[0])['total_kgco2e']:,.0f}"
    text = " ".join(page.extract_text() for page in PdfReader(tmp_path / "year.pdf").pages)
    assert kg in text
    assert json.loads(run("extract", tmp_path / "year.pdf")[1])["period"] == "2025-26"
    assert run("check")[0] == 0
    status, _, told = run(
        "report", "--practice", "C82001", "--period", "2024-25", "--output", tmp_path / "a.pdf"
    )
    assert status == 1
    assert "2024-25" in told


def test_restoring_a_demo_over_real_figures_is_refused_with_the_option_for_it(run: Run, tmp_path: Path):
    assert run("record", a_quarter(tmp_path, "2025-26-Q1", "100"))[0] == 0
    demo = tmp_path / "demo.db"
    open_store(demo, write=True, demo=True).close()
    status, _, said = run("restore", demo)
    assert status == 1
    assert "made-up demo data" in said
    assert "--other-kind" in said
    assert run("footprint", "--practice", "C82001", "--period", "2025-26-Q1")[0] == 0
    assert run("restore", demo, "--other-kind")[0] == 0
