"""The same question has one answer: on every page of a network, in its files and on the command line."""

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtWidgets import QAbstractItemView, QWidget
from pytestqt.qtbot import QtBot

from greenpractice.app import main
from greenpractice.exchange.csv_text import csv_text
from greenpractice.exchange.network_tables import network_tables
from greenpractice.exchange.workbook import workbook_bytes
from greenpractice.indicators.words import STATUS_WORDS, value_words
from greenpractice.network.chasing import chase_list
from greenpractice.network.coverage import (
    change_headline,
    change_sentence,
    coverage_words,
    names_of,
    published_words,
)
from greenpractice.network.looking import looking_words, to_look_at
from greenpractice.network.network import Network
from greenpractice.network.standing import standings
from greenpractice.network.totals import whole_total
from greenpractice.numbers import show_kg
from greenpractice.periods import Period
from greenpractice.reports.network.network_pdf import network_pdf
from greenpractice.reports.network.versions import next_issue
from greenpractice.reports.summary import summary_pdf
from greenpractice.returns.documents import Flag, ImportedFrom
from greenpractice.store import ReturnKey
from tests.greenpractice.network.samples import KEY, OTHER_KEY, PCN, Q1, Q2, a_return, estimated, members
from tests.ui.network.network_files import read
from tests.ui.network.network_opening import Opener
from tests.ui.walking import texts
from ui.network.pages.chase_page import ChasePage
from ui.network.pages.network_results_page import NetworkResultsPage
from ui.network.pages.report_page import NetworkReportPage
from ui.network.pages.returns_page import NetworkReturnsPage
from ui.network.pages.side_page import SideBySidePage
from ui.network.session.lead_workspace import NetworkWorkspace

A, B, C, D = members()
YEAR = Period(2026)
NOW = datetime(2026, 12, 1, tzinfo=UTC)


@pytest.fixture(params=[Q1, YEAR], ids=str)
def mixed(
    request: pytest.FixtureRequest, lead: NetworkWorkspace, qtbot: QtBot, tmp_path: Path
) -> NetworkWorkspace:
    """A network of which all sorts came: replaced, estimated, waiting, published, and a year before."""
    for row in a_return(C).sections["inhalers"]:
        number, _ = lead.store.add_row(ReturnKey(C, Q1), "inhalers", row)
        lead.store.set_flag(
            ReturnKey(C, Q1), number, Flag("inhalers", 0, source=ImportedFrom("EPD.csv", ("2026-04",)))
        )
    before = tmp_path / "before"
    before.mkdir()
    documents = {
        "a0": a_return(A, "1100", period=Q1.year_before), "b0": a_return(B, "900", period=Q1.year_before),
    }  # fmt: skip
    for name, document in documents.items():
        (before / f"{name}.pdf").write_bytes(summary_pdf(document, [], KEY))
    lead.show_period(Q1.year_before)
    read(lead, qtbot, before)
    lead.show_period(YEAR)
    now = tmp_path / "now"
    now.mkdir()
    documents = {
        "a1": a_return(A), "a2": a_return(A, "9000", 2), "a q2": a_return(A, "1000", period=Q2),
        "b": estimated(a_return(B)),
    }  # fmt: skip
    for name, document in documents.items():
        (now / f"{name}.pdf").write_bytes(summary_pdf(document, [], KEY))
    (now / "b forged.pdf").write_bytes(summary_pdf(a_return(B, "99999", 5), [], OTHER_KEY))
    read(lead, qtbot, now)
    lead.show_period(request.param)
    return lead


def answers(network: Network) -> Iterator[tuple[str, str]]:
    """Each question and its answer as people read it."""
    yield "total", show_kg(network.footprint.total)
    per_1000 = network.footprint.per_1000_patients
    yield "for 1,000 patients", "No data" if per_1000 is None else show_kg(per_1000)
    yield "coverage", coverage_words(network)
    yield "change", change_headline(network) or "No data"
    for result in network.indicators:
        said = STATUS_WORDS[result.status] if result.value is None else value_words(result, result.value)
        yield result.indicator.id, said


def seen(page: QWidget) -> str:
    """All that a page says, its tables too."""
    models = [view.model() for view in page.findChildren(QAbstractItemView) if view.model() is not None]
    cells = [
        str(model.index(row, column).data())
        for model in models
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    ]
    return joined([*texts(page), *cells])


def read_out(report: NetworkReportPage, qtbot: QtBot) -> str:
    """What the pages of its preview say."""
    panel = report.preview
    qtbot.waitUntil(lambda: panel.pages is not None and not panel.is_busy, timeout=30_000)
    assert panel.pages is not None
    return joined([panel.pages.text(page) for page in range(len(panel.pages.sizes))])


def joined(parts: Iterator[str] | list[str]) -> str:
    return " ".join(" ".join(parts).split())


def test_every_page_and_file_and_command_gives_the_same_answers(
    mixed: NetworkWorkspace,
    open_network: Opener,
    qtbot: QtBot,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("greenpractice.network.chasing.day_of_today", NOW.date)
    network, period = mixed.network(), mixed.period
    empty = tmp_path / "empty"
    empty.mkdir()
    words = ["--pcn", PCN, "--period", str(period), "--store", str(mixed.store.path)]
    capfd.readouterr()
    main(["collate", str(empty), *words, "--json"])
    found = json.loads(capfd.readouterr().out)
    main(["collate", str(empty), *words])
    told = capfd.readouterr().out
    main(["indicators", *words, "--json"])
    alone = json.loads(capfd.readouterr().out)

    pdf = network_pdf(network, mixed.states(), next_issue(network, (), NOW))
    paper = joined([page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages])
    book = load_workbook(io.BytesIO(workbook_bytes(network, mixed.states(), False)))
    cells = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    tables = "".join(csv_text(table) for table in network_tables(network, mixed.states()))
    results, report = open_network(NetworkResultsPage, mixed), open_network(NetworkReportPage, mixed)
    returns, side = open_network(NetworkReturnsPage, mixed), open_network(SideBySidePage, mixed)
    chase, preview = open_network(ChasePage, mixed), read_out(report, qtbot)
    shown = {
        "results page": seen(results), "preview of the report": preview, "PDF": paper,
        "collate": joined([told]),
    }  # fmt: skip

    said = dict(answers(network))
    assert said["total"] != "0 kg"
    for question, answer in said.items():
        for where, text in shown.items():
            if question == "change" and where == "collate":
                continue  # which says it as a sentence
            if question == "for 1,000 patients" and where == "collate":
                continue  # in its JSON, below
            assert joined([answer]) in text, (question, answer, where)
    assert joined([change_sentence(network)]).rstrip(".") in shown["collate"]

    _same_numbers(network, found, alone, cells)
    _same_practices(mixed, found, {"chase": seen(chase), "PDF": paper, "collate": joined([told])})
    rows = standings(network, mixed.decisions(), mixed.states(), mixed.keys)
    assert sorted(returns.grid.rows, key=rows.index) == rows
    for code in network.counted:
        kg = show_kg(network.footprints[code].total)
        for where, text in (
            ("side by side", seen(side)),
            ("PDF", paper),
            ("collate", joined([told])),
        ):
            assert kg.split()[0] in text, (code, where)
    assert looking_words(to_look_at(network)) in seen(side)
    _same_absent(network, shown["preview of the report"], cells)
    assert tables.count("\n") > 20


def _same_absent(network: Network, preview: str, cells: list[object]) -> None:
    """Whom the total lacks; C, of whom prescribing is published, is in it."""
    outside, period = whole_total(network).outside, network.period
    assert f"not including {names_of(network, outside)}{published_words(network)}" in preview
    assert period.words in preview
    assert cells[cells.index("Not in any total") + 1] == ", ".join(outside)
    assert C not in outside


def _same_numbers(network: Network, found: Any, alone: Any, cells: list[object]) -> None:
    """What programs read: the JSON of both commands, and the workbook."""
    total = float(network.footprint.total)
    assert found["footprint"]["total_kgco2e"] == pytest.approx(total, rel=1e-12)
    assert any(isinstance(cell, int | float) and cell == pytest.approx(total, rel=1e-9) for cell in cells)
    assert sum(found["footprint"]["by_section"].values()) == pytest.approx(total, rel=1e-12)
    per_1000 = network.footprint.per_1000_patients
    given = found["footprint"]["per_1000_patients_kgco2e"]
    assert given is None if per_1000 is None else given == pytest.approx(float(per_1000), rel=1e-12)
    assert found["indicators"] == alone["indicators"]
    for result, listed in zip(network.indicators, found["indicators"], strict=True):
        assert listed["id"] == result.indicator.id
        value = None if result.value is None else pytest.approx(float(result.value), rel=1e-12)
        assert listed["value"] == value
        if result.value is not None:
            assert any(isinstance(cell, int | float) and cell == value for cell in cells), result.indicator.id


def _same_practices(mixed: NetworkWorkspace, found: Any, shown: dict[str, str]) -> None:
    """Who is in it, who is not, and whom to ask."""
    network = mixed.network()
    assert (found["received"], found["so_far"]) == (network.received, network.so_far)
    assert (found["missing"], found["published"]) == (network.missing, network.published)
    reach = network.coverage
    assert found["coverage"] == {
        "practices": reach.practices, "of_practices": reach.of_practices,
        "quarters": reach.quarters, "of_quarters": reach.of_quarters,
    }  # fmt: skip
    chased = chase_list(network, mixed.states())
    assert {each.practice for each in chased} == {*network.missing, *(set(network.so_far) - {A}), B}
    assert mixed.period == Q1 or A in network.so_far  # whose quarters that ended are all here
    for each in chased:
        for where, text in shown.items():
            said = each.sentence if where == "chase" else each.reason  # as the mail says it
            assert joined([said]) in text, (each.practice, where)
