"""Check answers: what a return leaves open is one list, which commands, PDF and workbook show too."""

import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from db.opening import open_store
from greenpractice.app import main
from greenpractice.carbon.carbon_words import CO2E
from greenpractice.carbon.footprint import load_calculator
from greenpractice.carbon.gaps import Gap, gaps_of
from greenpractice.periods import Period
from greenpractice.returns.documents import Flag, ImportedFrom, RawRow, ReturnDocument, document_text, to_json
from greenpractice.returns.progress import Status
from greenpractice.sections.inhalers import DEVICES
from tests.ui.answers import return_of
from tests.ui.conftest import OpenAlone
from ui.practice.check_page import CheckPage
from ui.practice.checking.counts_strip import ESTIMATED, PROBLEMS, TO_CHECK
from ui.practice.energy_page import EnergyPage
from ui.results.indicators_page import IndicatorsPage
from ui.results.results_page import ResultsPage

QUARTER = Period(2026, 1)
SITE: RawRow = {"registered_patients": "9000", "site": "North", "energy_paid_by": "landlord"}
BILL: RawRow = {"site": "Main", "tariff": "standard", "kwh": "4100", "from": "2026-04-01", "to": "2026-05-31"}
MANY = return_of(
    QUARTER,
    practice=(SITE,),
    inhalers=(
        {"bnf_code": "0301011R0BEAIAP", "inhalers": "400", "items": "500"},
        {"bnf_code": "0301011V0BBARBB", "inhalers": "23", "items": "20"},
    ),
    electricity=(
        BILL,
        BILL,
        {**BILL, "kwh": "900000", "from": "2026-05-20"},
        {**BILL, "from": "2025-01-01", "to": "2025-02-01"},
    ),
    appointments=({"face_to_face": "7501"},),
    water=({"supply_m3": "50"},),
)
FLAGS = (
    Flag("inhalers", 0, source=ImportedFrom("epd.csv", ("2026-04",), ("2026-04 portal_limit",))),
    Flag("electricity", 2, "kwh", confirmed=True),
)
BEFORE = return_of(
    QUARTER.previous, inhalers=({"bnf_code": "0301011R0BEAIAP", "inhalers": "30", "items": "30"},)
)
YEAR_AGO = return_of(QUARTER.year_before, water=({"supply_m3": "500"},))


def counts(page: CheckPage) -> list[int]:
    """Problems, to check, estimated, as the strip says them."""
    of = page.counts.counts
    return [of[kind].count for kind in (PROBLEMS, TO_CHECK, ESTIMATED)]


def expected() -> tuple[Gap, ...]:
    return gaps_of(QUARTER, [document()], load_calculator(), [YEAR_AGO, BEFORE])


def document() -> ReturnDocument:
    return replace(MANY, flags=FLAGS)


def shown(page: CheckPage) -> list[str]:
    """The gaps that the page tells, in a row of their own or as a question with its answers."""
    rows = page.open.told
    asked = [label.text() for panel in page.open.panels for label in panel.findChildren(QLabel)]
    found = []
    for gap in page.workspace.gaps():
        is_row = any(gap.told in row for row in rows)
        is_asked = not gap.confirmed and any(gap.why.rstrip(".") in text for text in asked)
        assert not (is_row and is_asked), "it stands twice"
        found += [gap.told] if is_row or is_asked else []
    return found


@pytest.fixture
def told_by_commands(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> dict[str, str]:
    """What the commands say and write of the same return."""
    store, files = ("--store", str(tmp_path / "commands.db")), []
    for number, each in enumerate((YEAR_AGO, BEFORE, document())):
        files.append(tmp_path / f"{number}.json")
        files[-1].write_bytes(
            document_text(to_json(replace(each, revision=1, created="2026-07-08T10:00:00+00:00")))
        )
    who = ("--practice", MANY.ods_code, "--period", QUARTER.id)
    told = {}
    open_store(tmp_path / "commands.db", write=True, demo=True).close()  # it is a made-up practice
    capfd.readouterr()
    assert main(["record", *map(str, files), *store]) == 0
    told["record"] = capfd.readouterr().err
    for name in ("footprint", "indicators"):
        assert main([name, *who, *store]) == 0
        told[f"{name} in words"] = capfd.readouterr().out
        assert main([name, *who, *store, "--json"]) == 0
        told[name] = capfd.readouterr().out
    for ending in ("pdf", "xlsx"):
        assert main(["report", *who, *store, "--output", str(tmp_path / f"return.{ending}")]) == 0
    pages = PdfReader(tmp_path / "return.pdf").pages
    told["pdf"] = " ".join(page.extract_text() for page in pages)
    sheet = load_workbook(io.BytesIO((tmp_path / "return.xlsx").read_bytes()))["Left open"]
    told["workbook"] = "\n".join(str(row[3]) for row in sheet.iter_rows(min_row=2, values_only=True))
    return told


def test_every_kind_of_gap_is_in_the_sample():
    assert {gap.kind for gap in expected()} == {
        "unusual", "left_out", "not_counted", "none_counted", "days", "months", "energy",
    }  # fmt: skip
    assert [gap.confirmed for gap in expected()].count(True) == 1
    beside = [gap.why for gap in expected() if "same quarter last year" in gap.why]
    assert [why.partition(" is ")[0] for why in beside] == ["Water supplied: 50 m³"]


def test_the_list_is_the_same_on_every_surface(
    open_alone: OpenAlone, told_by_commands: dict[str, str], qtbot: QtBot
) -> None:
    page = open_alone(CheckPage, YEAR_AGO, BEFORE, document(), period=QUARTER)
    assert shown(page) == [gap.told for gap in expected()]
    results = ResultsPage(page.workspace)
    qtbot.addWidget(results)
    results.refresh()
    assert results.missed.table.figures.texts(1) == shown(page)
    for name in ("footprint", "indicators"):
        listed = json.loads(told_by_commands[name])
        assert [
            (each["section"], each["row"], each["field"], each["why"], each["confirmed"])
            for each in listed["gaps"]
        ] == [(gap.section, gap.row, gap.field, gap.why, gap.confirmed) for gap in expected()]
        assert all(list(each) == ["section", "row", "field", "why", "confirmed"] for each in listed["gaps"])
        assert listed["quarters"] == {"held": 1, "of": 1}
    for name in ("footprint in words", "indicators in words", "pdf"):
        said = _packed(told_by_commands[name])
        assert [gap.told for gap in expected() if _packed(gap.told) not in said] == []
    assert told_by_commands["workbook"].splitlines() == [gap.why for gap in expected()]
    asked = told_by_commands["record"]
    for gap in expected():
        assert (f"2.json: check this: {gap.where}: {gap.why}" in asked) is not gap.confirmed


def test_the_energy_page_says_of_days_what_the_list_says(open_alone: OpenAlone) -> None:
    page = open_alone(EnergyPage, document(), period=QUARTER)
    said = {label.text() for label in page.findChildren(QLabel)}
    days = [gap.why for gap in expected() if " bill" in gap.why and gap.kind in ("days", "unusual")]
    assert len(days) >= 3
    assert set(days) <= said


def test_a_bill_that_stands_twice_is_asked_about_and_answered(open_alone: OpenAlone, qtbot: QtBot) -> None:
    page = open_alone(
        CheckPage, return_of(QUARTER, practice=(SITE,), electricity=(BILL, BILL)), period=QUARTER
    )
    same = "The same bill of Main stands here twice, for 1 April to 31 May 2026."
    assert same in shown(page)
    qtbot.mouseClick(page.findChild(QPushButton, "electricity-issue-0-correct"), Qt.MouseButton.LeftButton)
    page.refresh()
    assert f"{same} Confirmed as correct." in shown(page)
    assert page.findChild(QPushButton, "electricity-issue-0-correct") is None


def test_a_question_about_a_file_is_asked_until_it_is_answered(open_alone: OpenAlone, qtbot: QtBot) -> None:
    asked = next(gap for gap in expected() if "portal" in gap.why)
    assert asked.why.startswith("The prescribing file of April 2026 has exactly 32,000 rows")
    assert (asked.where, asked.confirmed) == ("Inhalers", False)
    page = open_alone(CheckPage, YEAR_AGO, BEFORE, document(), period=QUARTER)
    others = [told for told in shown(page) if told != asked.why]
    place = [
        button
        for button in page.findChildren(QPushButton)
        if button.accessibleName().startswith("Yes, it is correct: The prescribing file of April")
    ]
    qtbot.mouseClick(place[0], Qt.MouseButton.LeftButton)
    page.refresh()
    assert f"{asked.why} Confirmed as correct." in shown(page)
    assert [told for told in shown(page) if "portal" not in told] == others
    page.workspace.undo_stack.undo()
    page.refresh()
    assert asked.why in shown(page)


@pytest.mark.parametrize("field", ["device", None])
def test_what_needs_an_answer_offers_its_answers_and_is_never_confirmed(
    open_alone: OpenAlone, qtbot: QtBot, field: str | None
) -> None:
    kept = {"bnf_code": "0302000C0ZZZZZZ", "name": "Brand", "device": "not known", "inhalers": "9"}
    said = replace(return_of(QUARTER, inhalers=(kept,)), flags=(Flag("inhalers", 0, field, confirmed=True),))
    page = open_alone(CheckPage, said, period=QUARTER)
    asked = "Which device is Brand: pMDI, BAI, DPI or SMI? Until then ES-01 is without it."
    assert asked in shown(page)
    progress = page.workspace.progress()["inhalers"]
    assert (progress.status, progress.remark) == (Status.IN_PROGRESS, "1 answer missing")
    assert page.findChild(QPushButton, "inhalers-issue-0-correct") is None
    names = [f"inhalers-issue-0-answer-{each}" for each in DEVICES]
    offered = [page.findChild(QPushButton, name) for name in names]
    assert [each.text() for each in offered] == list(DEVICES)
    assert offered[2].accessibleName() == f"DPI: {asked.removesuffix('.')}"
    qtbot.mouseClick(offered[2], Qt.MouseButton.LeftButton)
    page.refresh()
    assert page.workspace.document().rows("inhalers")[0]["device"] == "DPI"
    assert not any("Which device" in each for each in shown(page))
    assert page.workspace.progress()["inhalers"].remark != "1 answer missing"


WASTE: RawRow = {"stream": "recycling", "kg": "12"}


@pytest.mark.parametrize(
    ("sections", "problems", "left"),
    [
        ({"waste": (WASTE,)}, 0, 0),
        ({"waste": (WASTE, {"kg": "5"})}, 0, 2),
        ({"waste": (WASTE, {"stream": "recycling", "kg": "about ten"})}, 1, 0),
        ({"waste": (WASTE, {"stream": "recycling", "kg": "about ten"}, {"kg": "5"})}, 1, 2),
        ({"electricity": ({**BILL, "from": "2025-01-01", "to": "2025-02-01"},)}, 0, 3),
    ],
    ids=["nothing", "not counted", "a problem", "both", "none of it counted"],
)
def test_what_is_to_be_checked_is_all_that_is_left_open(
    open_alone: OpenAlone, sections: dict[str, tuple[RawRow, ...]], problems: int, left: int
) -> None:
    details = ({"registered_patients": "9000", "staff": "20", "site": "Main"},)
    page = open_alone(CheckPage, return_of(QUARTER, practice=details, **sections), period=QUARTER)
    assert counts(page) == [problems, left, 0]
    assert len(shown(page)) >= left


def test_what_is_confirmed_is_not_to_be_checked(open_alone: OpenAlone) -> None:
    page = open_alone(CheckPage, YEAR_AGO, BEFORE, document(), period=QUARTER)
    assert counts(page)[1] == len(expected()) - 1


def test_a_row_of_the_list_leads_to_its_figure(open_alone: OpenAlone, qtbot: QtBot) -> None:
    page = open_alone(CheckPage, document(), period=QUARTER)
    row = next(number for number, why in enumerate(page.open.told) if "Electricity used" in why)
    opens = page.findChild(QPushButton, f"check-open-{row}")
    assert opens.accessibleName() == f"Open: {page.open.told[row]}"
    with qtbot.waitSignal(page.workspace.asked_for) as asked:
        qtbot.keyClick(opens, Qt.Key.Key_Return)
    assert asked.args == ["electricity", page.workspace.row_id("electricity", 2), "kwh"]


def test_what_is_in_no_count_is_told_beside_es01_on_every_surface(
    open_alone: OpenAlone, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    kept = {"bnf_code": "0302000C0ZZZZZZ", "name": "Brand", "device": "not known"}
    clenil = {"bnf_code": "0302000C0BPABBF", "inhalers": "40", "items": "30"}
    made = replace(
        return_of(QUARTER, inhalers=({**kept, "inhalers": "12", "items": "10"}, clenil)), pcn_code="U99999"
    )
    sent = replace(
        made, ods_code="C82001", pcn_code="U30213", revision=1, created="2026-07-08T10:00:00+00:00"
    )
    told = "without 10 items of 1 product whose device is not known"
    page = open_alone(IndicatorsPage, made, period=QUARTER)
    chart = page.cards["ES-01"].chart.chart
    assert chart is not None
    assert told in chart.title
    assert told in chart.alt
    counts = {label.objectName(): label.text() for label in page.findChildren(QLabel)}
    assert told in counts["watched-counts-higher-gwp-share"]
    assert told not in counts["watched-counts-saba-share"]
    file, store = tmp_path / "made.json", ("--store", str(tmp_path / "commands.db"))
    file.write_bytes(document_text(to_json(sent)))
    assert main(["record", str(file), *store]) == 0
    who = ("--practice", sent.ods_code, "--period", QUARTER.id)
    capfd.readouterr()
    assert main(["indicators", *who, *store]) == 0
    assert capfd.readouterr().out.count(told) == 3  # two shares, and the one beside the other
    pdf = tmp_path / "return.pdf"
    assert main(["report", *who, *store, "--output", str(pdf)]) == 0
    first, *others = (_packed(sheet.extract_text()) for sheet in PdfReader(pdf).pages)
    assert _packed(told).removeprefix("w") in first
    left = "without 1 entry of inhalers that is not counted"
    assert main(["footprint", *who, *store]) == 0
    printed = capfd.readouterr().out
    assert re.search(rf": .* {CO2E}, {left}\n", printed)
    assert re.search(r"Inhalers .* kg .*, without 1 entry not counted\n", printed)
    assert _packed("without 1 entry not counted") in first
    assert any(_packed(f"All products, {left}") in sheet for sheet in others)
    assert any(_packed(f"ES-01 is {told}.") in sheet for sheet in others)
    capfd.readouterr()
    lead = ("--store", str(tmp_path / "lead.db"))
    assert main(["collate", str(pdf), "--pcn", "U30213", "--period", QUARTER.id, *lead]) == 0
    collated = capfd.readouterr().out
    assert collated.count(told) == 3
    assert re.search(rf"Together .*{CO2E}, {left}", collated)


def _packed(text: str) -> str:
    """Without spaces and ends of lines, which a page sets where it has room."""
    return "".join(text.split())


def test_items_are_among_the_answers(open_alone: OpenAlone) -> None:
    assert "400 inhalers, 500 items" in texts_of(open_alone(CheckPage, MANY, period=QUARTER))


def test_an_estimated_row_is_estimated_in_its_figures_alone(open_alone: OpenAlone) -> None:
    bill = replace(MANY, flags=(Flag("electricity", 0, None, True),))
    page = open_alone(CheckPage, bill, period=QUARTER)
    estimated = [text for text in texts_of(page) if text.endswith("(estimated)")]
    assert estimated == ["4,100 kWh (estimated)"]


def test_a_question_that_is_marked_itself_is_estimated(open_alone: OpenAlone) -> None:
    bill = replace(MANY, flags=(Flag("electricity", 0, "tariff", True),))
    page = open_alone(CheckPage, bill, period=QUARTER)
    estimated = [text for text in texts_of(page) if text.endswith("(estimated)")]
    assert estimated == ["Standard tariff (estimated)"]


def test_change_beside_inhalers_leads_to_one_with_figures(open_alone: OpenAlone, qtbot: QtBot) -> None:
    page = open_alone(CheckPage, MANY, period=QUARTER)
    for key, there in (("inhalers", True), ("paper", False)):
        with qtbot.waitSignal(page.workspace.asked_for) as asked:
            page.findChild(QPushButton, f"check-{key}").click()
        section, row_id, field = asked.args
        assert section == key
        assert (row_id is not None, field) == ((True, "inhalers") if there else (False, None))


def texts_of(page: CheckPage) -> list[str]:
    """Every word of the page, with every figure of the return."""
    page.show_every_figure()
    return [label.text() for label in page.findChildren(QLabel)]


def test_which_packs_are_got_is_asked_answered_and_asked_again(open_alone: OpenAlone) -> None:
    period = Period(2026, 2)
    rows = (
        {"bnf_code": "0302000C0BPABBF", "inhalers": "40"},
        {"bnf_code": "0302000C0BPACBV", "inhalers": "5"},
    )
    page = open_alone(CheckPage, return_of(period, inhalers=rows), period=period)
    page.refresh()
    kg = page.workspace.footprint().total
    answers = [each for each in page.findChildren(QPushButton) if "-answer-" in each.objectName()]
    assert [each.text() for each in answers] == ["HFA-134a", "HFA-152a", "Not known"]
    answers[1].click()
    page.refresh()
    assert page.workspace.footprint().total == kg / 10
    assert not [each for each in page.findChildren(QPushButton) if "-answer-" in each.objectName()]
    assert "Clenil Modulite 100 micrograms: packs with HFA-152a" in texts_of(page)
    page.findChild(QPushButton, "check-packs").click()
    page.refresh()
    assert page.workspace.footprint().total == kg
    assert [each for each in page.findChildren(QPushButton) if "-answer-" in each.objectName()]
