"""The command line as a contract: what each command prints, its exit status, and what it leaves alone."""

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from db.opening import open_store
from greenpractice.exchange.spoiling import pages_only, scanned
from greenpractice.returns.versions import VERSION
from tests.greenpractice.conftest import Run

ROOT = Path(__file__).parents[3]
SAMPLE = ROOT / "tests" / "files" / "sample-return.json"
WHO = ("--practice", "C82001", "--period", "2025-26-Q1")


@pytest.fixture
def recorded(run: Run) -> Run:
    assert run("record", SAMPLE)[0] == 0
    return run


def saved(folder: Path, values: dict[str, Any], name: str = "return.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(values), encoding="utf-8")
    return path


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_footprint_prints_one_document_of_the_contracts_shape(recorded: Run):
    status, out, err = recorded("footprint", *WHO, "--json")
    values = json.loads(out)
    assert (status, err) == (0, "")
    assert list(values) == [
        "practice", "period", "total_kgco2e", "by_section", "by_scope", "by_boundary",
        "per_1000_patients_kgco2e", "lines", "avoided", "avoided_kgco2e", "not_counted",
        "market_based_electricity_kgco2e",
        "gaps", "quarters", "how_sure",
    ]  # fmt: skip
    assert list(values["lines"][0]) == [
        "section", "label", "quantity", "unit", "factor", "factor_unit", "factor_key", "factor_year",
        "source", "carried_forward", "scope", "boundary", "estimated", "kgco2e", "value_kind", "beside",
    ]  # fmt: skip
    assert values["total_kgco2e"] == 30455.4049910428
    assert set(values["by_scope"]) == {"1", "2", "3", "outside"}
    assert "asthma_care" not in values["by_section"]
    assert values["market_based_electricity_kgco2e"] is None
    (avoided,) = values["avoided"]
    assert "e028763" in avoided.pop("source")
    assert avoided == {
        "section": "inhaler_returns", "label": "Pharmacy: 30 pMDI returned", "kgco2e": 231.9,
        "lowest_kgco2e": 90, "highest_kgco2e": 510, "route": "pharmacy",
    }  # fmt: skip
    assert values["avoided_kgco2e"] == {"lowest": 90, "middle": 231.9, "highest": 510}
    text = recorded("footprint", *WHO)[1]
    assert "Avoided by returned inhalers: 232 kg (90 kg to 510 kg). An estimate" in text
    assert "  Pharmacy: 30 pMDI returned: 231.9 kg, 90.0 to 510.0 kg" in text


def test_indicators_print_fractions_and_what_it_would_take(recorded: Run):
    status, out, _ = recorded("indicators", *WHO, "--json")
    values = json.loads(out)
    assert status == 0
    assert values["period"] == "2025-26-Q1"
    by_id = {indicator["id"]: indicator for indicator in values["indicators"]}
    assert by_id["ES-02"]["to_reach_upper"] == {"count": 164, "of": "inhalers"}
    assert by_id["ES-02"]["plan_target"] == 13.4
    assert by_id["ES-01"]["status"] == "not_enough_data"
    assert by_id["ES-01"]["value"] is None
    assert by_id["RESP-01"]["thresholds"] == {
        "scheme": "IIF 2022/23", "lower": 0.71, "upper": 0.9, "points": 31.0, "verified": True,
    }  # fmt: skip


def test_a_pcn_is_pooled_over_the_practices_that_sent(recorded: Run, tmp_path: Path, sample: dict[str, Any]):
    sample["practice"] = {"ods_code": "C82067", "pcn_code": "U30213"}
    sample["sections"]["asthma_care"] = [{"asthma_register": "388", "ics_3_or_more": "370"}]
    recorded("record", saved(tmp_path, sample))
    _, out, _ = recorded("indicators", "--pcn", "U30213", "--period", "2025-26-Q1", "--json")
    resp = next(each for each in json.loads(out)["indicators"] if each["id"] == "RESP-01")
    assert (resp["numerator"], resp["denominator"]) == (430, 612), "C82067 has been in another PCN since 2023"
    sample["practice"] = {"ods_code": "Z12345", "pcn_code": "U30213"}
    recorded("record", saved(tmp_path, sample))
    _, out, err = recorded("indicators", "--pcn", "U30213", "--period", "2025-26-Q1", "--json")
    resp = {each["id"]: each for each in json.loads(out)["indicators"]}
    assert (resp["RESP-01"]["numerator"], resp["RESP-01"]["denominator"]) == (800, 1000)
    assert "RESP-02: without Z12345" in err


def test_each_pdf_names_the_issue_it_replaces(recorded: Run, tmp_path: Path, sample: dict[str, Any]):
    seals = []
    for revision in (1, 2, 2, 5):
        recorded("record", saved(tmp_path, {**sample, "revision": revision}))
        pdf = tmp_path / f"summary {len(seals)}.pdf"
        assert recorded("report", *WHO, "--output", pdf)[0] == 0
        seals.append(json.loads(recorded("extract", pdf)[1])["seal"])
    assert "replaces" not in seals[0]
    assert seals[1]["replaces"] == seals[2]["replaces"] == seals[0]["sha256"]
    assert seals[3]["replaces"] == seals[2]["sha256"]


def test_a_pdf_names_an_issue_of_an_older_version_by_the_digest_it_had(
    recorded: Run, tmp_path: Path, sample: dict[str, Any]
):
    old = json.loads((SAMPLE.parent / "return-version-1.json").read_text(encoding="utf-8"))
    recorded("record", saved(tmp_path, {**old, "revision": 7, "seal": None}))
    recorded("record", saved(tmp_path, {**sample, "revision": 8}))
    assert recorded("report", *WHO, "--output", tmp_path / "a.pdf")[0] == 0
    document = {key: value for key, value in old.items() if key != "seal"} | {"revision": 7}
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    seal = json.loads(recorded("extract", tmp_path / "a.pdf")[1])["seal"]
    assert seal["replaces"] == hashlib.sha256(text.encode()).hexdigest()


def test_the_pdf_gives_back_the_document(recorded: Run, tmp_path: Path):
    pdf = tmp_path / "summary.pdf"
    assert recorded("report", *WHO, "--output", pdf)[0] == 0
    status, out, _ = recorded("extract", pdf)
    extracted = json.loads(out)
    seal = extracted.pop("seal")
    assert status == 0
    assert extracted == {**json.loads(SAMPLE.read_text(encoding="utf-8")), "version": VERSION}
    assert seal["demo"] is False
    copy, scan = tmp_path / "pages.pdf", tmp_path / "scan.pdf"
    copy.write_bytes(pages_only(pdf.read_bytes()))  # the attachment is lost, not the data page
    assert json.loads(recorded("extract", copy)[1]) == json.loads(out)
    scan.write_bytes(scanned())
    assert "no data the app can read" in recorded("extract", scan)[2]
    first = digest(pdf)
    recorded("report", *WHO, "--output", pdf)
    assert digest(pdf) == first, "nothing changed, so the same revision is printed again"


def test_practices_are_listed_and_closed_ones_say_when(run: Run):
    status, out, _ = run("practices", "--json")
    listed = {practice["practice"]: practice for practice in json.loads(out)}
    assert (status, len(listed)) == (0, 135)
    assert listed["C82029"]["closed"] == "2024-03-31"
    assert listed["C82662"]["pcn"] is None
    _, out, _ = run("practices", "--pcn", "U30213", "--json")
    assert {practice["practice"] for practice in json.loads(out)} == {"C82001", "C82022"}


def test_check_backup_and_restore(recorded: Run, tmp_path: Path, sample: dict[str, Any]):
    copy = tmp_path / "copy.db"
    assert recorded("check", "--json")[1] == '{\n "ok": true,\n "problems": []\n}\n'
    assert recorded("backup", copy)[0] == 0
    sample["revision"] = 2
    sample["sections"]["water"][0]["supply_m3"] = "500"
    recorded("record", saved(tmp_path, sample))
    assert recorded("restore", copy)[0] == 0
    values = json.loads(recorded("footprint", *WHO, "--json")[1])
    assert values["total_kgco2e"] == 30455.4049910428


def test_a_year_adds_its_quarters_and_names_the_missing_ones(recorded: Run):
    _, out, _ = recorded("footprint", "--practice", "C82001", "--period", "2025-26", "--json")
    values = json.loads(out)
    assert values["total_kgco2e"] == 30455.4049910428
    assert [item["why"] for item in values["not_counted"]] == ["no return for this quarter"] * 3


def test_every_answer_is_there_in_words_too(recorded: Run):
    assert (
        "Ventolin Evohaler 100 micrograms: 260.00 inhaler x 28.26 = 7,347.60 kg"
        in recorded("footprint", *WHO)[1]
    )
    assert "164 inhalers changed to Salamol" in recorded("indicators", *WHO)[1]
    assert "C82001  South Leicestershire Medical Group, LE8 0LG" in recorded("practices")[1]
    assert "sound" in recorded("check")[1]


@pytest.mark.parametrize(
    "arguments",
    [
        ["footprint", "--practice", "C82001"],
        ["footprint", "--practice", "c82001", "--period", "2025-26"],
        ["footprint", "--practice", "C82001", "--period", "2025-27"],
        ["footprint", *WHO, "--prac", "x"],
        ["indicators", "--period", "2025-26"],
        ["indicators", "--practice", "C82001", "--pcn", "U30213", "--period", "2025-26"],
        ["report", *WHO],
        ["record"],
        ["nonsense"],
        ["--json"],
    ],
)
def test_wrong_use_is_status_2_with_a_sentence(run: Run, arguments: list[str]):
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert "--help" in err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (
            ["footprint", "--practice", "C82002", "--period", "2025-26-Q1", "--json"],
            "no stored return of C82002",
        ),
        (["footprint", "--practice", "C82001", "--period", "2024-25", "--json"], "April 2024 to March 2025"),
        (["report", "--practice", "C82001", "--period", "2024-25", "--output", "x.pdf"], "no stored return"),
        (["indicators", "--pcn", "U25294", "--period", "2025-26-Q1"], "no stored return of U25294"),
        (["practices", "--pcn", "U00000"], "no PCN U00000"),
        (["extract", "missing.pdf"], "missing.pdf: there is no such file"),
        (["record", "missing.json"], "missing.json: there is no such file"),
        (["restore", "missing.db"], "missing.db"),
    ],
)
def test_what_is_not_there_is_status_1_with_a_sentence(recorded: Run, arguments: list[str], says: str):
    status, out, err = recorded(*arguments)
    assert (status, out) == (1, "")
    assert says in err


def test_without_a_store_there_is_nothing_to_read(run: Run, store: Path):
    status, _, err = run("footprint", *WHO)
    assert (status, "no store" in err) == (1, True)
    assert not store.exists()
    status, out, _ = run("check", "--json")
    assert (status, json.loads(out)["ok"]) == (1, False)


def test_a_broken_file_changes_nothing_and_the_others_are_stored(
    run: Run, tmp_path: Path, sample: dict[str, Any]
):
    sample["sections"]["heating"][0]["quantity"] = "lots"
    broken = saved(tmp_path, sample, "broken.json")
    status, _, err = run("record", broken, SAMPLE)
    assert status == 1
    assert "broken.json: heating, row 1, quantity: must be a plain number" in err
    assert run("footprint", *WHO)[0] == 0


def test_revisions_are_kept_in_order(recorded: Run, tmp_path: Path, sample: dict[str, Any]):
    assert "nothing changed" in recorded("record", SAMPLE)[2]
    sample["sections"]["water"][0]["supply_m3"] = "111"
    assert recorded("record", saved(tmp_path, sample))[0] == 1
    sample["revision"] = 3
    assert recorded("record", saved(tmp_path, sample))[0] == 0
    assert recorded("record", SAMPLE)[0] == 1


def test_what_may_be_a_patients_number_is_refused_until_somebody_says_that_it_is_none(
    run: Run, tmp_path: Path, sample: dict[str, Any]
):
    sample["sections"]["electricity"][0]["site"] = "Meter 943 476 5919"
    sample["flags"] = [{"section": "heating", "row": 0, "field": "quantity", "note": "9434765919"}]
    file = saved(tmp_path, sample)
    status, _, err = run("record", file)
    assert status == 1
    assert "return.json: electricity, row 1, site: looks like an NHS number" in err
    assert "return.json: heating, row 1, quantity: looks like an NHS number" in err
    assert "give --not-patients to keep them" in err
    assert "943" not in err
    assert run("record", file, "--not-patients")[0] == 0
    pdf = tmp_path / "return.pdf"
    assert run("report", *WHO, "--output", pdf)[0] == 0
    kept = json.loads(run("extract", pdf)[1])
    assert kept["sections"]["electricity"][0]["site"] == "Meter 943 476 5919"
    assert [flag["not_patients"] for flag in kept["flags"]] == [["9434765919"], ["9434765919"]]
    collated = run("collate", pdf, "--pcn", "U30213", "--period", "2025-26-Q1", "--json")
    (found,) = json.loads(collated[1])["files"]
    assert found["status"] == "received"


def test_a_stale_seal_is_told_and_the_figures_taken(run: Run, tmp_path: Path, sample: dict[str, Any]):
    sample["seal"] = {"sha256": "...", "app": "1.0.0"}
    status, _, err = run("record", saved(tmp_path, sample))
    assert status == 0
    assert "seal" in err


def test_a_folder_that_may_not_be_written_is_named_and_the_store_stays(
    recorded: Run, store: Path, tmp_path: Path
):
    before = digest(store)
    status, _, err = recorded("report", *WHO, "--output", tmp_path / "no" / "such" / "folder" / "a.pdf")
    assert status == 1
    assert "folder" in err
    assert digest(store) == before


@pytest.mark.parametrize("command", ["report", "backup"])
def test_the_data_file_is_never_overwritten_by_an_output(recorded: Run, store: Path, command: str):
    before = digest(store)
    arguments = [*WHO, "--output", store] if command == "report" else [store]
    assert recorded(command, *arguments)[0] == 2
    assert digest(store) == before


@pytest.mark.parametrize("name", ["store.key", "copy.db"])
def test_a_file_of_another_ending_is_never_replaced_by_a_pdf(recorded: Run, tmp_path: Path, name: str):
    recorded("report", *WHO, "--output", tmp_path / "a.pdf")
    recorded("backup", tmp_path / "copy.db")
    before = digest(tmp_path / name)
    status, _, err = recorded("report", *WHO, "--output", tmp_path / name)
    assert (status, "no file with this ending" in err) == (2, True)
    assert digest(tmp_path / name) == before


@pytest.mark.parametrize(
    "arguments", [["report", *WHO, "--output", "a.pdf"], ["record", "missing.json"], ["footprint", *WHO]]
)
def test_a_command_that_fails_makes_no_store(run: Run, tmp_path: Path, arguments: list[str]):
    mistyped = tmp_path / "mistyped" / "store.db"
    assert run(*arguments, "--store", mistyped)[0] == 1
    assert not mistyped.parent.exists()


def test_a_revision_that_may_not_is_told_with_the_file(recorded: Run, tmp_path: Path, sample: dict[str, Any]):
    sample["sections"]["water"][0]["supply_m3"] = "111"
    _, _, err = recorded("record", saved(tmp_path, sample, "other.json"))
    assert err.startswith("other.json: ")


def test_what_is_in_no_line_is_told_when_it_is_recorded(run: Run, tmp_path: Path, sample: dict[str, Any]):
    sample["sections"]["electricity"][0]["from"] = "2025-01-01"
    sample["sections"]["electricity"][0]["to"] = "2025-02-01"
    _, _, err = run("record", saved(tmp_path, sample))
    why = "The reason: the dates lie outside April to June 2025."
    assert f"check this: Electricity: Not counted: Main Street, Standard tariff, 12,320 kWh. {why}" in err


def test_huge_figures_are_stored_and_shown(run: Run, tmp_path: Path, sample: dict[str, Any]):
    row = sample["sections"]["commuting"][0]
    row.update(people="1000000000", days_per_week="1000000000", weeks="1000000000", one_way="1000000000")
    assert run("record", saved(tmp_path, sample))[0] == 0
    assert run("footprint", *WHO)[0] == 0
    assert run("report", *WHO, "--output", tmp_path / "a.pdf")[0] == 0


def test_a_return_without_figures_prints_no_data_and_never_0(
    run: Run, tmp_path: Path, sample: dict[str, Any]
):
    sample["sections"], sample["flags"] = {}, []
    run("record", saved(tmp_path, sample))
    run("report", *WHO, "--output", tmp_path / "a.pdf")
    first = PdfReader(tmp_path / "a.pdf").pages[0].extract_text()
    assert not re.search(r"(?<![0-9.])0 kg", first)
    assert "No data" in first


def test_an_issued_return_is_printed_beside_a_writer(recorded: Run, store: Path, tmp_path: Path):
    recorded("report", *WHO, "--output", tmp_path / "a.pdf")
    writer = open_store(store, write=True)
    try:
        assert recorded("report", *WHO, "--output", tmp_path / "b.pdf")[0] == 0
    finally:
        writer.close()
    assert digest(tmp_path / "a.pdf") == digest(tmp_path / "b.pdf")


@pytest.mark.skipif(sys.platform == "win32", reason="no files can be limited in size here")
def test_a_full_disk_changes_nothing(recorded: Run, store: Path, tmp_path: Path):
    pdf = tmp_path / "a.pdf"
    recorded("report", *WHO, "--output", pdf)
    before, old = digest(store), digest(pdf)
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000)); "
        "from greenpractice.app import main; sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "report", *WHO, "--output", str(pdf), "--store", str(store)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "not enough space" in done.stderr
    assert (digest(store), digest(pdf)) == (before, old)
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []
