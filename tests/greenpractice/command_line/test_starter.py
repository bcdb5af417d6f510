"""The starter commands: what they write, what they store, what stays, and what they refuse with a remedy."""

import json
from pathlib import Path

import pytest

from greenpractice.command_line.options import parser
from greenpractice.facts.practices import load_directory
from greenpractice.tasks.starting_full import wanted_of
from tests.greenpractice.conftest import Run
from tests.greenpractice.prescribing.made import SALAMOL, VENTOLIN, Row, renamed, saved, text_of
from tests.greenpractice.prescribing.starter.starters import month_files

SAMPLE = Path(__file__).parents[2] / "files" / "sample-return.json"
MONTHS = tuple(f"{2019 + n // 12}-{n % 12 + 1:02}" for n in range(3, 15))  # April 2019 to March 2020


def year(tmp_path: Path, *practices: str, items: int = 10, folder: str = "months") -> list[Path]:
    rows = [
        Row(practice=practice, code=code, items=items + n, month=month)
        for practice in practices or ("C82001", "C82002")
        for n, month in enumerate(MONTHS)
        for code in (VENTOLIN, SALAMOL)
    ]
    return month_files(tmp_path / folder, rows)


def make(run: Run, files: list[Path], target: Path) -> Path:
    asked = ("--group", "LLR", "--from", "2019-04", "--output", target)
    status, _, said = run("starter", "make", *files, *asked)
    assert status == 0, said
    return target


def record(run: Run, tmp_path: Path, period: str, inhalers: int) -> None:
    """A return of C82001 with a typed number of Ventolin."""
    document = json.loads(SAMPLE.read_text(encoding="utf-8"))
    rows = [{"bnf_code": VENTOLIN, "inhalers": inhalers}]
    document |= {"period": period, "flags": [], "sections": {"inhalers": rows}}
    document["practice"]["ods_code"] = "C82001"
    (tmp_path / "typed.json").write_text(json.dumps(document), encoding="utf-8")
    assert run("record", tmp_path / "typed.json")[0] == 0


def test_a_year_of_months_becomes_one_file_and_four_quarters(run: Run, tmp_path: Path):
    starter = make(run, year(tmp_path), tmp_path / "llr.gpstarter")
    status, out, said = run("starter", "open", starter, "--practice", "C82001", "--json")
    found = json.loads(out)
    assert status == 0
    assert found["period"] == [f"2019-20-Q{n}" for n in range(1, 5)]
    assert {each["practice"] for each in found["practices"]} == {"C82001"}
    assert [each["inhalers"] for each in found["practices"]] == [66, 84, 102, 120]
    assert found["rows_used"] == 24
    assert (
        "the starter file of Leicester, Leicestershire and Rutland: 2 practices, April 2019 to March" in said
    )
    _, out, _ = run("footprint", "--practice", "C82001", "--period", "2019-20", "--json")
    assert json.loads(out)["quarters"] == {"held": 4, "of": 4}
    assert json.loads(out)["by_section"]["inhalers"] > 0


def test_without_a_practice_it_is_all_of_them_and_what_it_was_made_of_is_said(run: Run, tmp_path: Path):
    files = year(tmp_path)
    status, out, said = run(
        "starter", "make", *files, "--group", "C82001", "C82002", "--output", tmp_path / "a.gpstarter"
    )
    assert status == 0
    assert "the starter file of 2 practices: 2 practices, April 2019 to March 2020, made from 12 files" in out
    assert "EPD_201904.csv  April 2019  4 of 4 rows  SHA-256 " in out
    assert [line.split()[0] for line in out.splitlines()[1:]] == [file.name for file in files]
    assert "EPD_" not in said  # how far it is only a person who watches is told
    _, out, _ = run("starter", "open", tmp_path / "a.gpstarter", "--json")
    assert {each["practice"] for each in json.loads(out)["practices"]} == {"C82001", "C82002"}


def test_its_name_says_whose_and_when_it_is(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    status, out, _ = run("starter", "make", *year(tmp_path)[:2], "--group", "LLR", "--json")
    found = json.loads(out)
    assert (status, found["file"]) == (0, "LLR-2019-04-to-2019-05.gpstarter")
    assert (tmp_path / found["file"]).stat().st_size == found["bytes"]
    assert [each["months"] for each in found["files"]] == [["2019-04"], ["2019-05"]]
    assert (found["practices"], found["products"], found["figures"]) == (2, 2, 8)
    assert len(found["without"]) > 130


def test_a_gap_between_months_is_told_when_it_is_made_and_when_it_is_opened(run: Run, tmp_path: Path):
    files = year(tmp_path)
    del files[1], files[3]
    _, _, said = run("starter", "make", *files, "--group", "LLR", "--output", tmp_path / "g.gpstarter")
    assert "not complete: no file has May 2019 and August 2019" in said
    _, _, said = run("starter", "open", tmp_path / "g.gpstarter", "--practice", "C82001")
    assert "g.gpstarter: no file gave May 2019 and August 2019" in said
    assert "C82001, April to June 2019: not complete, without May 2019" in said


def test_typed_figures_stay_and_are_compared(run: Run, tmp_path: Path):
    record(run, tmp_path, "2019-20-Q1", 500)
    starter = make(run, year(tmp_path), tmp_path / "llr.gpstarter")
    status, _, said = run("starter", "open", starter, "--practice", "C82001")
    assert status == 0
    assert (
        "kept: C82001, April to June 2019: 500 inhalers of 1 product typed and kept, where the files have 33"
        in said
    )
    _, out, _ = run("footprint", "--practice", "C82001", "--period", "2019-20-Q1", "--json")
    quantities = sorted(
        line["quantity"] for line in json.loads(out)["lines"] if line["section"] == "inhalers"
    )
    assert quantities == [33.0, 500.0]


def test_a_return_of_the_whole_year_is_told_beside_its_quarters(run: Run, tmp_path: Path):
    record(run, tmp_path, "2019-20", 5210)
    starter = make(run, year(tmp_path), tmp_path / "llr.gpstarter")
    _, _, said = run("starter", "open", starter, "--practice", "C82001")
    assert (
        "C82001, April 2019 to March 2020: your return of the whole year has 5,210 inhalers, its four "
        "quarters here have 372. It stays as it is, and the year is then made of the quarters"
    ) in said


def test_months_held_with_other_figures_are_never_replaced_unasked(run: Run, store: Path, tmp_path: Path):
    held = saved(tmp_path / "may.csv", text_of(renamed([Row(items=77, month="2019-05")])).encode())
    assert run("import", held, "--practice", "C82001")[0] == 0
    before = store.read_bytes()
    starter = make(run, year(tmp_path), tmp_path / "llr.gpstarter")
    status, out, said = run("starter", "open", starter, "--practice", "C82001")
    assert status == 1
    assert (
        "llr.gpstarter: May 2019 of C82001 is held with 77 inhalers, from may.csv, and has 22 inhalers, from "
        "EPD_201905.csv, here. Nothing is replaced unasked: give --replace"
    ) in said
    assert "Nothing was stored." in said
    assert (out, store.read_bytes()) == ("", before)
    status, _, said = run("starter", "open", starter, "--practice", "C82001", "--replace")
    assert status == 0
    assert "replaced: C82001, April to June 2019: 77 inhalers of May 2019, imported from may.csv" in said


def test_opened_again_nothing_changes_and_a_dry_run_stores_nothing(run: Run, store: Path, tmp_path: Path):
    starter = make(run, year(tmp_path), tmp_path / "llr.gpstarter")
    assert run("starter", "open", starter, "--dry-run")[0] == 0
    assert not store.exists()
    assert run("starter", "open", starter, "--practice", "C82001")[0] == 0
    before = store.read_bytes()
    assert run("starter", "open", starter, "--practice", "C82001")[0] == 0
    assert store.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "status", "expected"),
    [
        (("--group", "LLR", "C82001"), 2, "--group takes LLR alone"),
        (("--group", "U99999"), 2, "there is no network U99999 in our list"),
        (("--group", "nobody"), 2, "must be one letter and five digits"),
        (("--group", "LLR", "--from", "April"), 2, "is not a month: write it like 2019-04"),
        (
            ("--group", "LLR", "--from", "2020-01", "--to", "2019-12"),
            1,
            "--from 2020-01 is after --to 2019-12",
        ),
        (("--group", "LLR", "--output", "a.csv"), 1, "the name of a starter file ends in .gpstarter"),
        (("--group", "C82009"), 1, "it has no inhalers of the practices that were asked for"),
        (("--group", "LLR", "--from", "2025-01"), 1, "nothing in it is of the time that was asked for"),
    ],
)
def test_what_cannot_be_made_is_said(
    arguments: tuple[str, ...], status: int, expected: str, run: Run, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):  # fmt: skip
    monkeypatch.chdir(tmp_path)
    ended, out, said = run("starter", "make", *year(tmp_path)[:1], *arguments)
    assert (ended, out) == (status, "")
    assert expected in said
    assert list(tmp_path.glob("*.gpstarter")) == []


def test_where_it_cannot_be_written_nothing_is_read(run: Run, tmp_path: Path):
    target = tmp_path / "none" / "a.gpstarter"
    status, _, said = run("starter", "make", *year(tmp_path), "--group", "LLR", "--output", target)
    assert status == 1
    assert said.startswith(f"There is no folder {target.parent}")
    assert "read, " not in said
    assert not list(tmp_path.rglob("*.gpstarter")) + list(tmp_path.glob(".*"))


def test_a_file_that_is_no_starter_is_not_written_over(run: Run, tmp_path: Path):
    files = year(tmp_path)
    target = saved(tmp_path / "mine.gpstarter", b"\x1f\x8b something else")
    status, _, said = run("starter", "make", *files, "--group", "LLR", "--output", target)
    assert (status, target.read_bytes()) == (1, b"\x1f\x8b something else")
    assert "is there already and is not a starter file" in said
    make(run, files[:1], tmp_path / "again.gpstarter")
    make(run, files, tmp_path / "again.gpstarter")  # its own kind is


def test_a_network_is_everyone_who_ever_was_in_it():
    directory = load_directory()
    pcn = next(each.code for each in directory.pcns)
    wanted = wanted_of([pcn], None, None, directory)
    assert wanted.practices >= {each.ods_code for each in directory.members(pcn, directory.memberships(
        next(iter(wanted.practices)))[0].first)}  # fmt: skip
    assert all(any(each.pcn_code == pcn for each in directory.memberships(code)) for code in wanted.practices)
    assert pcn in wanted.group
    both = wanted_of([pcn, "Z12345"], None, None, directory)
    assert both.practices == wanted.practices | {"Z12345"}


def test_help_names_both(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        parser().parse_args(["starter", "--help"])
    out = capsys.readouterr().out
    assert "make" in out
    assert "open" in out
