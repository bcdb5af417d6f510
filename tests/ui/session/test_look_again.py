"""A window that may only look shows what the other one does, and makes nothing that is to be noted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from db.opening import open_store
from greenpractice.app import LocalServices
from greenpractice.store import ReturnKey, Store, StoreError, key_file
from greenpractice.tasks.exports import EXPORTS, Export, never, write_export
from greenpractice.tasks.noting import NotNoted
from greenpractice.tasks.pdf_preview import draft_of
from greenpractice.tasks.return_files import NO_ISSUE, OneReturn, preview_of
from tests.ui.answers import CODE, NOW, demo_returns, let_go, put_store, usual_look
from tests.ui.network.network_files import A, a_return, lead_workspace
from tests.ui.network.network_opening import Opener, click, text
from tests.ui.summary.summary_steps import said, summary
from ui.network.pages.report_page import NetworkReportPage
from ui.practice.practice_window import MainWindow
from ui.session.identity import Identity
from ui.session.look_again import EVERY, SHOWN_ANEW
from ui.session.preferences import Preferences
from ui.session.workspace import Workspace
from ui.summary.summary_page import LOOK_ONLY

KEY = ReturnKey(CODE, NOW)


@pytest.fixture
def looking(services: LocalServices, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    """The window of a practice whose data another program has open."""
    usual_look(qapp)
    path = services.store_path(None)
    put_store(path, [document for document in demo_returns() if document.period.year == NOW.year])
    store = services.open_store(path, write=False)
    preferences = Preferences(services.preferences_path())
    workspace = Workspace(store, Identity(CODE, "Sample Surgery", "U99999"), NOW, None, services, preferences)
    window = MainWindow(workspace, preferences)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.open_page("results")
    yield window
    let_go(store)


def change(store: Store, reams: str) -> None:
    """As another program does."""
    writer = open_store(store.path, write=True)
    stored = writer.load(KEY)
    assert stored is not None
    writer.set_figure(KEY, "paper", stored.row_ids["paper"][0], "reams", reams)
    let_go(writer)


def reams(window: MainWindow) -> str:
    return window.workspace.document().rows("paper")[0]["reams"]


@pytest.mark.parametrize("by", ["a page", "coming to the front", "itself"])
def test_what_another_program_changed_is_shown(looking: MainWindow, qtbot: QtBot, by: str) -> None:
    before = looking.workspace.footprint().total
    told = []
    looking.workspace.changed.connect(told.append)
    change(looking.workspace.store, "5000")
    match by:
        case "a page":
            looking.open_page("home")
        case "coming to the front":
            QApplication.sendEvent(looking, QEvent(QEvent.Type.WindowActivate))
        case _:
            qtbot.waitUntil(lambda: bool(told), timeout=3 * EVERY)
    assert reams(looking) == "5000"
    assert looking.workspace.footprint().total > before
    assert (len(told), looking.status.currentMessage()) == (1, SHOWN_ANEW)
    looking.open_page("check")
    assert len(told) == 1, "once"


def test_what_cannot_be_read_just_now_is_shown_later(
    looking: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = reams(looking)
    change(looking.workspace.store, "5000")

    def busy(*_arguments: object) -> None:
        raise StoreError("Another program is busy")

    for name in ("changed_elsewhere", "load"):
        with monkeypatch.context() as patch:
            patch.setattr(type(looking.workspace.store), name, busy)
            looking.open_page("home")
            assert reams(looking) == before
    looking.open_page("check")
    assert reams(looking) == "5000"


def test_one_who_writes_never_looks_again(filled: Workspace) -> None:
    assert not filled.store.changed_elsewhere()
    assert not filled.look_again()


def test_no_pdf_is_made_and_the_page_says_why(looking: MainWindow, tmp_path: Path) -> None:
    page = summary(looking)
    assert LOOK_ONLY in said(page)
    make = page.findChild(QPushButton, "create-pdf")
    assert not make.isVisible()
    files = sorted(tmp_path.rglob("*"))
    make.click()
    assert "There is a problem" in said(page)
    assert sorted(tmp_path.rglob("*")) == files
    change(looking.workspace.store, "5000")
    looking.open_page("home")
    assert "Version 2" in said(summary(looking)), "as it would be, not as it was"


@pytest.mark.parametrize("export", EXPORTS.practice, ids=lambda export: export.key)
def test_what_is_exported_is_as_it_is_now_or_not_made(
    looking: MainWindow, tmp_path: Path, export: Export[OneReturn]
) -> None:
    store, target = looking.workspace.store, tmp_path / f"a{export.suffix}"
    change(store, "5000")
    if export.key == "return-workbook":
        write_export(export, OneReturn(store, KEY), target, store.path, never)
        sheets = load_workbook(target).worksheets
        assert any(cell in (5000, "5000") for sheet in sheets for row in sheet.values for cell in row)
    else:
        with pytest.raises(NotNoted, match="open to look at only"):
            write_export(export, OneReturn(store, KEY), target, store.path, never)
        assert not target.exists()
    assert not key_file(store.path).exists()


def test_the_preview_says_that_nothing_is_issued(looking: MainWindow, tmp_path: Path) -> None:
    store, workspace = looking.workspace.store, looking.workspace
    stored = workspace.to_print()
    assert stored is not None
    draft = draft_of(store, stored, workspace.documents(), stored.issued.at)  # type: ignore[union-attr]
    (tmp_path / "a.pdf").write_bytes(preview_of(draft))
    first = PdfReader(tmp_path / "a.pdf").pages[0].extract_text()
    assert NO_ISSUE in first or "DEMO DATA" in first


def test_a_lead_who_may_only_look_sees_what_comes_and_makes_no_report(
    services: LocalServices, qapp: QApplication, open_network: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    path = services.store_path(None)
    put_store(path)
    store = services.open_store(path, write=False)
    lead = lead_workspace(services, qapp, store)
    page = open_network(NetworkReportPage, lead)
    page.folder.setText(str(tmp_path / "out"))
    assert lead.network().received == []
    writer = open_store(path, write=True)
    writer.record(a_return(A))
    let_go(writer)
    assert lead.look_again()
    assert lead.network().received == [A]
    for name, problem in (("report-pdf", True), ("report-workbook", False)):
        click(page, name, qtbot)
        qtbot.waitUntil(lambda: not page.progress.isVisible(), timeout=20_000)
        assert page.problem.isVisible() is problem
    assert "open to look at only" in text(page, "report-problem")
    assert [file.suffix for file in (tmp_path / "out").iterdir()] == [".xlsx"]
    lead.close()
    let_go(store)
