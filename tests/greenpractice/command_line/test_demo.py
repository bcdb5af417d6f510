"""`demo`: what it makes is told as made up, kept out of real data, and holds every state a Lead can meet."""

import contextlib
import io
import json
import os
from pathlib import Path

import pytest

from greenpractice.app import main
from tests.greenpractice.conftest import Run

SAMPLE = Path(__file__).parents[2] / "files" / "sample-return.json"
DATA = "made-up.db"  # not in the folder, which is not there before
WHO = ("--pcn", "U99999", "--period", "2026-27-Q3")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder of a demo, its data beside it, and what was said: made once, as that takes a while."""
    folder, said = tmp_path_factory.mktemp("made") / "demo", io.StringIO()
    with contextlib.redirect_stdout(said):
        assert main(["demo", "--store", str(folder.parent / DATA), "--output", str(folder)]) == 0
    return folder, said.getvalue()


def test_demo_data_stay_out_of_a_real_store(made: tuple[Path, str], run: Run, tmp_path: Path):
    folder, said = made
    pdfs = sorted(folder.glob("*.pdf"))
    assert len(pdfs) == 6
    assert str(folder) in said
    run("record", SAMPLE)
    _, extracted, _ = run("extract", pdfs[0])
    made_up = tmp_path / "made-up.json"
    made_up.write_text(extracted, encoding="utf-8")
    status, _, err = run("record", made_up)
    assert (status, "demo data" in err) == (1, True)
    status, _, err = run("demo", "--store", os.environ["GREENPRACTICE_STORE"])
    assert (status, "real" in err) == (1, True)


def test_the_demo_has_every_state_among_its_network_s_files(made: tuple[Path, str], tmp_path: Path, run: Run):
    folder, _ = made
    asked = ("collate", folder / "network", *WHO)
    status, out, _ = run(*asked, "--store", folder.parent / DATA, "--json")
    found = json.loads(out)
    assert status == 1
    assert {each["status"] for each in found["files"]} == {
        "received", "replaced", "older_revision", "other_quarter", "other_pcn", "duplicate", "conflict",
        "no_data", "altered", "newer_version", "unreadable", "new_key", "fork",
    }  # fmt: skip
    remarks = {remark for each in found["files"] for remark in each["remarks"]}
    assert remarks == {
        "closed_practice", "totals_differ", "other_factors", "from_data_page", "first_key", "estimated",
    }  # fmt: skip
    # The state that none of them can have beside the others, all of them have in a store of real data.
    status, out, _ = run(*asked, "--store", tmp_path / "real.db", "--json")
    assert status == 1
    states = {each["status"] for each in json.loads(out)["files"]}
    assert states == {"demo", "no_data", "unreadable"}
