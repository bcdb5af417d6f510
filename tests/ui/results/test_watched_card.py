"""Also watched: a card apart from the indicators, whose figures are those of the command line and the PDF."""

from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QLabel

from greenpractice.app import LocalServices, main
from greenpractice.tasks.pdf_preview import draft_of
from tests.ui.conftest import OpenAlone
from ui.results.indicators_page import IndicatorsPage
from ui.window.why import WhyButton

MEASURES = {
    "SABA share": "saba-share",
    "Not AIR/MART": "not-air-mart",
    "Higher-GWP share": "higher-gwp-share",
}


def test_window_command_line_and_pdf_say_the_same(
    open_alone: OpenAlone, capsys: pytest.CaptureFixture[str]
) -> None:
    page = open_alone(IndicatorsPage)
    workspace = page.workspace
    where = ["--practice", workspace.key.ods_code, "--period", workspace.period.id]
    assert main(["indicators", *where, "--store", str(workspace.store.path)]) == 0
    said = capsys.readouterr().out
    stored = workspace.stored()
    assert stored is not None
    draft = draft_of(workspace.store, stored, workspace.documents(), datetime(2026, 10, 8, tzinfo=UTC))
    pages = LocalServices().preview(draft)
    printed = " ".join(" ".join(pages.text(number).split()) for number in range(len(pages.sizes)))
    for measure, name in MEASURES.items():
        value = page.findChild(WhyButton, f"watched-{name}").text()
        counts = page.findChild(QLabel, f"watched-counts-{name}").text().partition(". ")[0]
        assert value.endswith("%")
        (line,) = (line for line in said.splitlines() if line.startswith(measure))
        assert f"{value} = {counts}" in line
        assert measure in printed
        assert f"{counts.split()[0]} {counts.split()[2]} {value}" in printed


def test_a_draft_says_so_and_no_measure_has_a_threshold(open_alone: OpenAlone) -> None:
    page = open_alone(IndicatorsPage)
    titles = [page.findChild(QLabel, f"watched-title-{name}").text() for name in MEASURES.values()]
    assert [title for title in titles if "(draft)" in title] == [titles[2]]
    said = " ".join(label.text() for label in page.watched.findChildren(QLabel))
    assert "no thresholds" in said
    assert "reached" not in said
