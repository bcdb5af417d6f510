"""Inputs of the reference folder that once gave a wrong figure, by command line; skipped without it."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.greenpractice.conftest import Run

A = "C82001"


@pytest.fixture
def cases(shared: Path) -> Path:
    return shared / "cases"


def said(run: Run, command: str, *words: object) -> dict[str, Any]:
    """What a command answers as JSON."""
    status, out, err = run(command, *words, "--json")
    assert status == 0, err
    values: dict[str, Any] = json.loads(out)
    return values


def recorded(run: Run, file: Path) -> tuple[str, ...]:
    """Record a return; how to ask for it."""
    values = json.loads(file.read_text(encoding="utf-8"))
    assert run("record", file)[0] == 0
    return "--practice", values["practice"]["ods_code"], "--period", values["period"]


def one(found: dict[str, Any], indicator: str) -> dict[str, Any]:
    return next(each for each in found["indicators"] if each["id"] == indicator)


def test_meter_readings_are_no_kwh_whatever_the_basis(run: Run, cases: Path):
    asked = recorded(run, cases / "figures" / "floor_area_with_readings.json")
    assert said(run, "footprint", *asked)["total_kgco2e"] == pytest.approx(19_806, abs=1)


def test_inhalers_to_reach_a_threshold_are_no_more_than_needed(run: Run, cases: Path):
    asked = recorded(run, cases / "figures" / "es02_fraction.json")
    _, out, _ = run("indicators", *asked)
    assert "151" in out
    assert "152" not in out


def test_the_same_drug_strength_and_device_weigh_the_same(run: Run, cases: Path):
    found = said(run, "footprint", *recorded(run, cases / "figures" / "luforbec_vs_fostair.json"))
    factors = [each["factor"] for each in found["lines"]]
    assert len(factors) == 8
    assert factors[::2] == factors[1::2]
    assert len(set(factors)) == 4, "and those of another device their own"


def test_nobody_is_advised_away_from_the_cleaner_inhaler(run: Run, cases: Path):
    asked = recorded(run, cases / "figures" / "clenil-trixeo-2026Q3.json")
    found = said(run, "indicators", *asked)
    assert (
        one(found, "ES-01")["to_reach_upper"] is None
        or one(found, "ES-01")["to_reach_upper"]["count"] is None
    )
    watched = next(each for each in found["also_watched"] if "Higher-GWP" in json.dumps(each))
    assert (watched["numerator"], watched["denominator"]) == (0, 740)
    assert "where a change may gain nothing: see the higher-GWP share" in run("indicators", *asked)[1]


def test_every_absurd_figure_is_asked_about(run: Run, cases: Path):
    _, _, err = run("record", cases / "figures" / "absurd-unquestioned.json")
    asked = (
        "Inhalers,",
        "Inhalers returned:",
        "Pens returned:",
        "Electricity:",
        "Heating:",
        "Staff travel to work:",
    )
    asked += ("Appointments:", "Water:", "Waste:", "Paper:")
    assert [each for each in asked if f"check this: {each}" not in err] == []


def test_a_bill_that_stands_twice_is_asked_about(run: Run, cases: Path):
    file = cases / "figures" / "same_bill_twice.json"
    _, _, err = run("record", file)
    assert "Electricity, row 3: The same bill of Main stands here twice" in err
    assert "Electricity, row 2: Two bills of Main cover 1 to 31 May 2025." in err
    gaps = said(run, "footprint", "--practice", A, "--period", "2025-26-Q1")["gaps"]
    assert any("stands here twice" in json.dumps(each) for each in gaps)


def test_a_network_s_indicators_have_one_answer(run: Run, cases: Path, tmp_path: Path):
    for code in ("C82105", "Y00137"):
        recorded(run, cases / "figures" / f"pcn_closed_{code}.json")
    (tmp_path / "nothing").mkdir()
    asked = ("--pcn", "U00147", "--period", "2024-25")
    alone = said(run, "indicators", *asked)
    together = json.loads(run("collate", tmp_path / "nothing", *asked, "--json")[1])
    both = {
        "group",
        "received",
        "so_far",
        "missing",
        "published",
        "waiting",
        "left_out",
        "not_in_network",
        "coverage",
    }
    for key in {"indicators", "also_watched", *both}:
        assert alone[key] == together[key], key
    assert [each["without"] for each in alone["indicators"]].count([]) < 4
    assert [(each["numerator"], each["denominator"]) for each in alone["indicators"][2:]] == [
        (100, 300),
        (20, 300),
    ]
    assert together["coverage"] == {"practices": 2, "of_practices": 6, "quarters": 2, "of_quarters": 15}


def test_products_of_new_codes_are_known(run: Run, cases: Path):
    status, _, err = run("import", cases / "import" / "EPD_trimbow_new_codes.csv", "--practice", A)
    assert status == 0, err
    es01 = one(said(run, "indicators", "--practice", A, "--period", "2025-26-Q1"), "ES-01")
    assert (es01["numerator"], es01["denominator"]) == (55, 115)


@pytest.mark.parametrize("practice", [("--practice", A), ("--all",)])
def test_a_product_is_never_called_not_a_practice(run: Run, cases: Path, practice: tuple[str, ...]):
    status, out, err = run("import", cases / "import" / "EPD_only_unlisted.csv", *practice)
    assert status == 0, err
    assert "60 items of 1 product" in out
    assert "not a practice" not in (out + err).lower()


def test_an_apostrophe_before_a_code_is_read(run: Run, cases: Path):
    file = cases / "import" / "sheet_code_with_apostrophe-2025-04.csv"
    status, out, _ = run("import", file, "--practice", A)
    assert (status, "1 row read, 1 used" in out) == (0, True)


def test_a_whole_row_that_stands_three_times_is_asked_about(run: Run, cases: Path):
    _, out, err = run("import", cases / "import" / "epd_same_row_three_times.csv", "--practice", A)
    assert "one whole row of inhalers stands there three times" in out + err


def test_what_the_list_does_not_know_is_kept_by_its_name(run: Run, cases: Path):
    _, out, err = run("import", cases / "import" / "epd-202607-luforbec-clenil.csv", "--practice", A)
    assert "Newbrand 100micrograms/dose" in out + err
    assert "It is kept with the return and waits for its device" in out + err


def test_a_workbook_with_broken_styles_is_a_sentence(run: Run, cases: Path):
    status, out, err = run("import", cases / "import" / "broken-styles.xlsx", "--practice", A)
    assert status == 1
    assert "this workbook is damaged; open it in Excel and save it again" in out + err
    assert "Traceback" not in out + err


def test_one_bit_of_the_header_is_damage_with_a_sentence(run: Run, store: Path, cases: Path):
    shutil.copyfile(cases / "store" / "one-bit-offset-63.db", store)
    before = store.read_bytes()
    for command in (("check",), ("footprint", "--practice", A, "--period", "2025-26-Q1")):
        status, out, err = run(*command)
        assert status == 1
        assert "damaged" in (out + err).lower() or "not a" in (out + err).lower()
        assert "Traceback" not in out + err
    assert store.read_bytes() == before


def test_a_migration_that_was_killed_is_finished_or_undone(run: Run, store: Path, cases: Path):
    shutil.copytree(cases / "store" / "migration-killed", store.parent, dirs_exist_ok=True)
    status, out, err = run("check", "--store", store.parent / "greenpractice.db")
    assert (status, "Traceback" in out + err) == (0, False), out + err
