"""Where nobody has said which packs are got, kg and share tell one story, on every surface."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtWidgets import QLabel

from greenpractice.answers.indicator_reasons import why_watched
from greenpractice.app import main
from greenpractice.carbon.footprint import load_calculator
from greenpractice.carbon.part import Part
from greenpractice.facts.inhalers import load_inhalers
from greenpractice.indicators.computing import evidence_of
from greenpractice.indicators.watching import Watched, watched_of
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument, document_text, to_json
from tests.ui.answers import return_of
from tests.ui.conftest import OpenAlone
from ui.results.indicators_page import IndicatorsPage

QUARTER = Period(2026, 2)
CLENIL = "0302000C0BPABBF"
TOLD = (
    "0 of 100 items, without 30 that may have a cleaner gas, as nobody has said which packs they are: "
    "30% if none of them has it, as their kg are counted"
)


def made(packs: str = "") -> ReturnDocument:
    clenil = {"bnf_code": CLENIL, "inhalers": "40", "items": "30", **({"propellant": packs} if packs else {})}
    powder = {
        "bnf_code": "0302000C0ZZZZZZ",
        "name": "Powder",
        "device": "DPI",
        "inhalers": "70",
        "items": "70",
    }
    return return_of(QUARTER, inhalers=(clenil, powder))


def share(document: ReturnDocument) -> Watched:
    evidence = {document.ods_code: evidence_of(document, load_inhalers())}
    return next(each for each in watched_of(evidence, load_inhalers()) if each.facts.draft)


@pytest.mark.parametrize(("packs", "number", "otherwise"), [
    ("", 0, True), ("not_known", 0, True), ("HFA134a", 30, False), ("HFA152a", 0, False),
])  # fmt: skip
def test_the_share_is_as_its_draft_has_it_beside_what_kg_count(packs: str, number: int, otherwise: bool):
    document = made(packs)
    found, footprint = share(document), load_calculator().of_return(document)
    assert (found.numerator, bool(found.otherwise)) == (number, otherwise)
    (line,) = footprint.lines
    assert (line.factor.gas == "HFA152a") == (packs == "HFA152a")
    assert bool(line.factor.beside) == otherwise
    answer = why_watched(found, [Part(document, footprint)])
    assert any(TOLD in note for note in answer.notes) == otherwise
    assert any("unless its packs are the older ones" in step.sum for step in answer.steps) == otherwise


def test_every_surface_says_it(
    open_alone: OpenAlone, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    page = open_alone(IndicatorsPage, made(), period=QUARTER)
    counts = {label.objectName(): label.text() for label in page.findChildren(QLabel)}
    assert TOLD in counts["watched-counts-higher-gwp-share"]
    sent = replace(made(), ods_code="C82001", pcn_code="U30213", created="2026-10-08T10:00:00+00:00")
    file, store = tmp_path / "made.json", ("--store", str(tmp_path / "commands.db"))
    file.write_bytes(document_text(to_json(sent)))
    assert main(["record", str(file), *store]) == 0
    who = ("--practice", sent.ods_code, "--period", QUARTER.id)
    capfd.readouterr()
    assert main(["indicators", *who, *store]) == 0
    assert TOLD in capfd.readouterr().out
    assert main(["indicators", *who, *store, "--json"]) == 0
    watched = json.loads(capfd.readouterr().out)["also_watched"]
    assert [each["id"] for each in watched if "otherwise" in each] == ["Higher-GWP share"]
    assert watched[2]["otherwise"] in TOLD
    one, network, sheets = (tmp_path / name for name in ("one.pdf", "network.pdf", "network.xlsx"))
    assert main(["report", *who, *store, "--output", str(one)]) == 0
    group = ("--pcn", "U30213", "--period", QUARTER.id)
    assert main(["collate", str(one), *group, *store, "--output", str(network), "--xlsx", str(sheets)]) == 0
    for pdf in (one, network):
        assert TOLD in " ".join(" ".join(each.extract_text() for each in PdfReader(pdf).pages).split())
    rows = load_workbook(sheets)["Also watched"].iter_rows(values_only=True)
    said = [str(row[-1]) for row in rows if str(row[2]).startswith("Higher-GWP")]
    assert said
    assert all(each.startswith(f"W{watched[2]['otherwise'][1:]}") for each in said)
