"""The commands for packs of facts, in and out of the program that people run."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from db.opening import open_store
from greenpractice.facts.in_use import SHIPPED, use
from greenpractice.facts.tables_reading import table_names
from greenpractice.own_files import facts_folder
from greenpractice.periods import day_words
from tests.greenpractice.command_line.test_bugs import ROOT
from tests.greenpractice.conftest import Run
from tests.greenpractice.packs.some_packs import (
    DAY,
    KG,
    READ_OUT,
    VENTOLIN,
    inhalers,
    packed,
    shipped,
    written,
)

SAMPLE = ROOT / "tests" / "files" / "sample-return.json"
OF_SAMPLE = ("--practice", "C82001", "--period", "2025-26-Q1", "--json")


@pytest.fixture(autouse=True)
def shipped_facts() -> Iterator[None]:
    yield
    use(SHIPPED)


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """A folder of all tables, in which Ventolin weighs 20."""
    folder = tmp_path / "tables"
    for name, text in {**shipped(), **inhalers("20")}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="\r\n")
    (folder / "README.md").write_text("Mine")
    return folder


def total(run: Run) -> float:
    status, said, _ = run("footprint", *OF_SAMPLE)
    assert status == 0
    found: float = json.loads(said)["total_kgco2e"]
    return found


def test_from_tables_to_a_pack_that_counts_and_back(run: Run, tables: Path, tmp_path: Path):
    assert run("record", SAMPLE)[0] == 0
    before, pack, key = total(run), tmp_path / "new.gppack", tmp_path / "maker.pem"
    words = ("--maker", "The ICB", "--name", "Summer", "--day", DAY.isoformat())
    made = ("facts", "make", tables, pack, "--key", key, *words)
    status, _, said = run(*made)
    assert status == 0
    assert "README.md" in said
    assert f"{len(table_names())} tables, signed with the key" in said
    assert os.name == "nt" or key.stat().st_mode & 0o077 == 0
    first = pack.read_bytes()
    status, said, _ = run(*made, "--json")
    assert (status, json.loads(said)["name"], json.loads(said)["day"]) == (0, "Summer", DAY.isoformat())
    assert pack.read_bytes() == first

    status, said, told = run("facts", "check", pack, "--json")
    found = json.loads(said)
    assert (status, found["ok"], found["key_accepted"], found["figures"]) == (1, False, False, [])
    assert "--accept-key" in told
    groups = found["pack"]["fingerprint"]
    assert run("facts", "install", pack)[0] == 1
    assert json.loads(run("facts", "list", "--json")[1])["packs"][1:] == []

    status, said, _ = run("facts", "check", pack, "--accept-key", groups, "--json")
    found = json.loads(said)
    assert (status, found["ok"], found["problems"]) == (0, True, [])
    (figure,) = found["figures"]
    assert (figure["practice"], figure["period"], figure["was_kgco2e"]) == ("C82001", "2025-26-Q1", before)
    (fact,) = found["facts"]
    assert (fact["file"], fact["key"], fact["now"]) == (KG, f"indicative {VENTOLIN}", "kg 20")
    text = run("facts", "check", pack, "--accept-key", groups)[1]
    assert "1 return of 1 get other totals" in text
    assert total(run) == before

    status, _, said = run("facts", "install", pack, "--accept-key", groups)
    assert (status, f"“Summer” of {day_words(DAY)} is installed" in said) == (0, True)
    assert total(run) == figure["now_kgco2e"]
    listed = json.loads(run("facts", "list", "--json")[1])
    assert [each["name"] for each in listed["packs"]] == ["The facts that the app came with", "Summer"]
    assert (listed["keys"][0]["fingerprint"], listed["problems"]) == (groups, [])
    assert "Accepted key of The ICB" in run("facts", "list")[1]
    assert run("facts", "install", pack)[0] == 0

    assert run("facts", "remove", "No such pack")[0] == 1
    status, said, told = run("facts", "remove", "--json")
    assert (status, "was taken back" in told) == (0, True)
    assert total(run) == before
    assert json.loads(said)["figures"][0]["now_kgco2e"] == before
    assert run("facts", "forget-key", groups)[0] == 0


def test_what_is_wrong_is_never_made(run: Run, tables: Path, tmp_path: Path):
    pack, key = tmp_path / "new.gppack", ("--key", tmp_path / "maker.pem")
    (tables / KG).write_text(shipped(KG)[KG].replace(",14.829,", ",-1,", 1))
    status, _, said = run("facts", "make", tables, pack, *key)
    assert status == 1
    assert "inhalers/kg.csv: line 2, 0301011ABBBAAA0: kg must be a number of 0 or more" in said
    assert not pack.exists()
    (tables / KG).write_text(shipped(KG)[KG], encoding="utf-8")
    status, _, said = run("facts", "make", tables, pack, *key, "--day", "2999-01-01")
    assert (status, "new.gppack was not written. day: it is of 1 January 2999" in said) == (1, True)
    assert not pack.exists()
    shutil.rmtree(tables / "inhalers")
    status, _, said = run("facts", "make", tables, pack, "--key", tables / "README.md")
    assert (status, "is no key that signs packs" in said) == (1, True)
    for target in (tmp_path / "new.zip", tables / "README.md"):
        status, _, said = run("facts", "make", tables, target, *key)
        assert (status, "ends in .gppack" in said) == (1, True)
    pack.write_text("no pack")
    assert "is no facts pack" in run("facts", "make", tables, pack, *key)[2]
    assert pack.read_text() == "no pack"
    assert run("facts", "make", tmp_path / "none", tmp_path / "a.gppack", *key)[0] == 1
    assert run("facts", "make", tmp_path / "a.gppack", *key)[0] == 1
    assert run("facts", "make", tables, tmp_path / "a.gppack", *key, "--day", "June")[0] == 2


def test_while_a_window_has_the_data_open_its_facts_stay_as_they_are(run: Run, tmp_path: Path):
    assert run("record", SAMPLE)[0] == 0
    store = Path(os.environ["GREENPRACTICE_STORE"])
    pack = written(tmp_path, packed(inhalers("20")))
    opened = open_store(store, write=True)
    try:
        for command in (("install", pack, "--accept-key", READ_OUT), ("remove",), ("forget-key", READ_OUT)):
            status, _, said = run("facts", *command)
            assert (status, "is open in a window" in said) == (1, True)
        assert run("facts", "check", pack, "--accept-key", READ_OUT)[0] == 0
    finally:
        opened.close()
    assert not facts_folder(store).exists()


def test_every_command_says_why_a_pack_that_was_spoiled_does_not_count(run: Run, tmp_path: Path):
    assert run("record", SAMPLE)[0] == 0
    before = total(run)
    assert (
        run("facts", "install", written(tmp_path, packed(inhalers("20"))), "--accept-key", READ_OUT)[0] == 0
    )
    assert total(run) != before
    (file,) = facts_folder(Path(os.environ["GREENPRACTICE_STORE"])).glob("*.gppack")
    file.write_bytes(file.read_bytes().replace(b"20,", b"21,", 1))
    status, said, told = run("footprint", *OF_SAMPLE)
    assert (status, json.loads(said)["total_kgco2e"]) == (0, before)
    assert "the facts that the app came with count" in told
    status, said, _ = run("check", "--json")
    assert (status, json.loads(said)["ok"]) == (1, False)
    status, said, _ = run("facts", "list", "--json")
    assert (status, len(json.loads(said)["problems"])) == (1, 1)
    assert run("facts", "remove")[0] == 0
    assert run("check")[0] == 0


def test_a_pdf_of_other_facts_is_another_version_and_says_so(run: Run, tmp_path: Path):
    assert run("record", SAMPLE)[0] == 0
    pack = written(tmp_path, packed(inhalers("20"), name="Summer"))
    make = ("report", "--practice", "C82001", "--period", "2025-26-Q1", "--output")

    def seal(name: str) -> dict[str, str]:
        pdf = tmp_path / name
        assert run(*make, pdf)[0] == 0
        values = json.loads(run("extract", pdf)[1])
        return {"revision": str(values["revision"]), **values["seal"]["factor_sets"]}

    first = seal("first.pdf")
    assert seal("first.pdf") == first
    assert "facts_packs" not in first
    assert run("facts", "install", pack, "--accept-key", READ_OUT)[0] == 0
    second = seal("second.pdf")
    assert int(second["revision"]) == int(first["revision"]) + 1
    assert second["facts"] != first["facts"]
    assert second["facts_packs"] == json.loads(run("facts", "list", "--json")[1])["packs"][1]["id"]
    text = " ".join(page.extract_text() for page in PdfReader(tmp_path / "second.pdf").pages)
    assert f"Facts beside those the app came with: “Summer” of {day_words(DAY)} by The ICB" in " ".join(
        text.split()
    )
