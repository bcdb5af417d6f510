"""The network's report: PDF, workbook and CSV files are written, and never over a file of another kind."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from greenpractice.app import LocalServices
from greenpractice.numbers import show_kg
from greenpractice.periods import Period
from greenpractice.returns.verdicts import Unsigned
from greenpractice.store import NewReturn
from tests.greenpractice.network.samples import a_return
from tests.ui.network.network_files import A, B, C, D, pdf_files, read
from tests.ui.network.network_opening import Opener, all_texts, click, text
from tests.ui.walking import controls, faults_of, forbidden_words
from ui.network.pages.report_page import NetworkReportPage
from ui.network.session.lead_workspace import NetworkWorkspace
from ui.summary.preview_panel import PreviewPanel


@pytest.fixture
def page(lead: NetworkWorkspace, open_network: Opener, qtbot: QtBot, tmp_path: Path) -> NetworkReportPage:
    read(lead, qtbot, *pdf_files(tmp_path / "in", "a1.pdf", "b.pdf", "hello.pdf"))
    page = open_network(NetworkReportPage, lead)
    page.folder.setText(str(tmp_path / "out"))
    return page


def make(page: NetworkReportPage, name: str, qtbot: QtBot) -> None:
    click(page, name, qtbot)
    qtbot.waitUntil(lambda: not page.progress.isVisible(), timeout=20_000)


def seen(page: NetworkReportPage, qtbot: QtBot) -> PreviewPanel:
    """The preview once its picture is there."""
    panel = page.preview
    qtbot.waitUntil(lambda: panel.pages is not None and not panel.is_busy, timeout=20_000)
    return panel


def made(page: NetworkReportPage, ending: str) -> list[Path]:
    return sorted(Path(page.folder.text()).glob(f"*{ending}"))


def test_the_preview_is_read_out_and_names_who_is_missing(page: NetworkReportPage, qtbot: QtBot) -> None:
    network = page.workspace.network()
    view = seen(page, qtbot).view
    assert view.accessibleName().startswith("Preview of the network PDF, page 1 of ")
    said = " ".join(view.accessibleDescription().split())
    assert f"{network.name(C)} and {network.name(D)}" in said
    assert show_kg(network.footprint.total) in said
    assert text(page, "report-version") == "Version 1"
    assert text(page, "report-name").endswith(", 2026-27-Q1")


def test_what_was_made_of_another_period_goes_with_it(page: NetworkReportPage, qtbot: QtBot) -> None:
    make(page, "report-workbook", qtbot)
    assert page.done.isVisible()
    page.workspace.show_period(page.workspace.period.whole_year)
    qtbot.waitUntil(lambda: not page.done.isVisible())


def test_the_pdf_is_made_and_can_be_opened(page: NetworkReportPage, qtbot: QtBot) -> None:
    make(page, "report-pdf", qtbot)
    (target,) = made(page, ".pdf")
    assert text(page, "report-done") == "Network PDF created"
    assert text(page, "report-path") == str(target)
    words = "".join(each.extract_text() for each in PdfReader(io.BytesIO(target.read_bytes())).pages)
    assert page.workspace.network().name(C) in words
    page.done.opened.disconnect()  # no other program starts from a test
    with qtbot.waitSignal(page.done.opened) as opened:
        click(page, "report-open", qtbot)
    assert opened.args == [target]
    with qtbot.waitSignal(page.done.opened) as opened:
        click(page, "report-made-folder", qtbot)
    assert opened.args == [target.parent]


def test_a_report_is_an_issue_and_its_next_version_says_what_moved(
    page: NetworkReportPage, lead: NetworkWorkspace, qtbot: QtBot, tmp_path: Path
) -> None:
    make(page, "report-pdf", qtbot)
    make(page, "report-pdf", qtbot)  # nothing moved, so it is the same one
    (first,) = made(page, ".pdf")
    assert first.stem.endswith(", 2026-27-Q1, v1")
    before = first.read_bytes()
    read(lead, qtbot, *pdf_files(tmp_path / "later", "a2.pdf"))
    assert "Since version 1: " in all_texts(page)
    make(page, "report-pdf", qtbot)
    assert [path.stem[-2:] for path in made(page, ".pdf")] == ["v1", "v2"]
    assert first.read_bytes() == before
    words = "".join(each.extract_text() for each in PdfReader(made(page, ".pdf")[1]).pages)
    assert "version 2 took the place of version 1" in " ".join(words.split())
    made(page, ".pdf")[1].write_bytes(before)  # one of another version under this name
    make(page, "report-pdf", qtbot)
    assert "is there already and is another report" in text(page, "report-problem")


def test_a_practice_left_out_makes_another_version_and_the_one_before_stays(
    page: NetworkReportPage, lead: NetworkWorkspace, qtbot: QtBot
) -> None:
    make(page, "report-pdf", qtbot)
    (first,) = made(page, ".pdf")
    before, name = first.read_bytes(), lead.network().name(D)
    lead.memberships.leave_out(D)
    assert f"Since version 1: The practices in it: no longer {name} ({D})." in all_texts(page)
    make(page, "report-pdf", qtbot)
    assert [path.stem[-2:] for path in made(page, ".pdf")] == ["v1", "v2"]
    assert first.read_bytes() == before
    words = "".join(each.extract_text() for each in PdfReader(made(page, ".pdf")[1]).pages)
    assert f"The practices in it: no longer {name} ({D})." in " ".join(words.split())


def test_what_came_of_earlier_years_makes_another_version_before_it_is_made(
    page: NetworkReportPage, lead: NetworkWorkspace, qtbot: QtBot
) -> None:
    def version() -> str:
        qtbot.waitUntil(lambda: lead.history_is_known and lead.history_is_ready, timeout=20_000)
        QApplication.processEvents()
        return f"{text(page, 'report-version')}. {text(page, 'report-changed')}"

    make(page, "report-pdf", qtbot)
    assert version() == "Version 1. "
    years = [a_return(C, period=quarter) for year in (2023, 2024) for quarter in Period(year).quarters]
    new = [NewReturn(each, Unsigned(), f"{each.period}.pdf", b"x", False) for each in years]
    lead.store.receive(new, datetime.now(UTC))
    lead.read_again()
    page.refresh()
    assert version().startswith("Version 2. Since version 1: Inhaler carbon over the years is another. ")
    make(page, "report-pdf", qtbot)
    assert [path.stem[-2:] for path in made(page, ".pdf")] == ["v1", "v2"]
    assert version().startswith("Version 2. ")


def test_the_workbook_and_csv_files_hold_the_same_tables(page: NetworkReportPage, qtbot: QtBot) -> None:
    make(page, "report-workbook", qtbot)
    make(page, "report-csv", qtbot)
    (book,) = made(page, ".xlsx")
    sheets = load_workbook(book).sheetnames[1:]
    assert [path.stem.rpartition(", ")[2] for path in made(page, ".csv")] == sorted(sheets)
    assert text(page, "report-done") == "18 CSV files saved"
    files = next(path for path in made(page, ".csv") if path.stem.endswith("Files"))
    assert "hello.pdf" in files.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("kind", ["pdf", "workbook", "csv"])
def test_no_other_file_is_written_over(page: NetworkReportPage, qtbot: QtBot, kind: str) -> None:
    make(page, f"report-{kind}", qtbot)
    target = next(path for path in Path(page.folder.text()).iterdir() if path.is_file())
    target.write_bytes(b"something of mine")
    make(page, f"report-{kind}", qtbot)
    assert "is there already and is not" in text(page, "report-problem")
    assert target.read_bytes() == b"something of mine"
    assert not page.done.isVisible()
    assert page.problem.isVisible()


def test_cancel_writes_nothing(page: NetworkReportPage, qtbot: QtBot) -> None:
    click(page, "report-pdf", qtbot)
    assert page.progress.isVisible()
    assert page.progress.text() == "Making the network PDF"
    click(page, "report-cancel", qtbot)
    qtbot.waitUntil(lambda: not page.progress.isVisible(), timeout=20_000)
    assert text(page, "report-done") == "Cancelled"
    assert made(page, ".pdf") == []


def test_closing_waits_for_a_report_and_writes_nothing_of_it(page: NetworkReportPage, qtbot: QtBot) -> None:
    click(page, "report-pdf", qtbot)
    page.workspace.close()
    assert made(page, ".pdf") == []
    qtbot.waitUntil(lambda: not page.progress.isVisible(), timeout=20_000)


def test_a_folder_that_cannot_be_is_told(page: NetworkReportPage, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    page.folder.setText(str(tmp_path / "file"))
    make(page, "report-pdf", qtbot)
    assert page.problem.isVisible()
    page.folder.setText(str(tmp_path / "there"))
    make(page, "report-csv", qtbot)
    assert not page.problem.isVisible()
    assert page.done.isVisible()


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (ZeroDivisionError("a bug"), "Nothing was written, as something went wrong in the program."),
        (MemoryError(), "There is not enough memory for this. Close other programs and try again."),
        (OSError(5, "Input/output error", "x"), "That could not be done: x: input/output error."),
    ],
    ids=repr,
)
def test_a_report_that_fails_in_any_way_is_told_and_can_be_made_again(
    page: NetworkReportPage, qtbot: QtBot, error: BaseException, sentence: str
) -> None:
    class Failing(LocalServices):
        def export(self, *_arguments: object) -> list[Path]:
            raise error

    page.workspace.services = Failing()
    with qtbot.capture_exceptions() as found:
        make(page, "report-workbook", qtbot)
    assert [each for _, each, _ in found] == [error] * isinstance(error, ZeroDivisionError)
    assert text(page, "report-problem").startswith(sentence)
    assert page.problem.isVisible()
    page.workspace.services = LocalServices()
    make(page, "report-workbook", qtbot)
    assert len(made(page, ".xlsx")) == 1


def test_a_bug_in_showing_what_was_made_leaves_nothing_busy(page: NetworkReportPage, qtbot: QtBot) -> None:
    class Odd(LocalServices):
        def export(self, *_arguments: object) -> list[Path]:
            return ["no path", "nor this"]  # type: ignore[list-item]

    page.workspace.services = Odd()
    with qtbot.capture_exceptions() as found:
        make(page, "report-csv", qtbot)
    assert [kind for kind, _, _ in found] == [AttributeError]
    assert page.findChild(QPushButton, "report-csv").isEnabled()
    assert not page.workspace.writings.is_busy


def test_its_own_pdf_is_left_out_when_the_folder_is_read(
    page: NetworkReportPage, qtbot: QtBot, tmp_path: Path
) -> None:
    make(page, "report-pdf", qtbot)
    summary = read(page.workspace, qtbot, Path(page.folder.text()))
    assert summary.files == 0


def test_a_network_that_received_nothing_still_has_its_report(
    lead: NetworkWorkspace, open_network: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_network(NetworkReportPage, lead)
    page.folder.setText(str(tmp_path / "out"))
    qtbot.waitUntil(page.preview.nothing.isVisible)
    assert text(page, "preview-nothing").startswith("No returns yet for this quarter.")
    assert not page.preview.view.isVisible()
    make(page, "report-pdf", qtbot)
    assert len(made(page, ".pdf")) == 1


def test_names_words_and_keys(page: NetworkReportPage) -> None:
    page.workspace.store.record(a_return(B, "1200"))
    assert faults_of(page) == []
    primary = [each for each in controls(page) if each.property("look") == "primary"]
    assert [each.objectName() for each in primary] == ["report-pdf"]
    assert forbidden_words(page) == []
    assert A in page.workspace.network().received
