"""The page of the summary PDF: a preview that is the PDF itself, and the button that makes it."""

import errno
import os
import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from greenpractice.exchange.pdf_return import attached_return, read_pdf
from greenpractice.periods import Period
from greenpractice.returns.reading import read_document
from greenpractice.store import ReturnKey, key_file
from greenpractice.tasks.pdf_preview import draft_of
from greenpractice.tasks.return_files import pdf_of
from tests.ui.summary.summary_steps import change, create, next_picture, said, seen, summary
from ui.entry.rows_model import RowsModel
from ui.practice.practice_window import MainWindow
from ui.summary.summary_page import BESIDE


def test_the_preview_has_the_pages_of_the_pdf(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    panel = seen(window, qtbot)
    assert panel.pages is not None
    made = create(window, tmp_path / "pdf")
    pages = len(PdfReader(made).pages)
    assert len(panel.pages.sizes) == pages
    assert panel.findChild(QLabel, "preview-where").text() == f"Page 1 of {pages}"


def test_the_preview_is_the_pdf_byte_for_byte(window: MainWindow, tmp_path: Path) -> None:
    """What the preview is made from, at the moment of creating, gives the file that is created."""
    workspace = window.workspace
    change(workspace)
    stored, documents = workspace.stored(), workspace.documents()
    assert stored is not None
    made = create(window, tmp_path / "pdf")
    moment = datetime.fromisoformat(read_pdf(made)[0].created)
    assert pdf_of(draft_of(workspace.store, stored, documents, moment)) == made.read_bytes()


def test_after_creating_the_preview_is_the_file(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    change(window.workspace)
    made = create(window, tmp_path / "pdf")
    stored = window.workspace.stored()
    assert stored is not None
    draft = draft_of(
        window.workspace.store, stored, window.workspace.documents(), datetime.now().astimezone()
    )
    assert pdf_of(draft) == made.read_bytes()
    panel = seen(window, qtbot)
    assert panel.pages is not None
    shown = "".join(panel.pages.text(0).split())
    printed = "".join(PdfReader(made).pages[0].extract_text().split())
    assert shown[:60] == printed[:60]


def test_a_changed_figure_changes_the_preview(window: MainWindow, qtbot: QtBot) -> None:
    panel = seen(window, qtbot)
    before, text = panel.view.image, panel.view.accessibleDescription()
    after = next_picture(panel, qtbot, lambda: change(window.workspace, "5000"))
    assert after != before
    assert panel.view.accessibleDescription() != text
    undone = next_picture(panel, qtbot, window.workspace.undo_stack.undo)
    assert undone != after


def test_a_change_while_another_page_is_open_shows_when_coming_back(window: MainWindow, qtbot: QtBot) -> None:
    panel = seen(window, qtbot)
    text = panel.view.accessibleDescription()
    window.open_page("home")
    change(window.workspace, "5000")
    next_picture(panel, qtbot, lambda: summary(window))
    assert panel.view.accessibleDescription() != text


def test_looking_issues_and_stores_nothing(window: MainWindow, qtbot: QtBot) -> None:
    store, key = window.workspace.store, window.workspace.key
    change(window.workspace)
    before, history = store.load(key), list(store.history(key))
    panel = seen(window, qtbot)
    panel.turn(3)
    seen(window, qtbot)
    assert store.load(key) == before
    assert list(store.history(key)) == history
    assert not list(store.path.parent.rglob("*.pdf"))


def test_one_who_may_only_look_makes_no_key(window: MainWindow) -> None:
    workspace = window.workspace
    stored = workspace.stored()
    assert stored is not None
    draft = draft_of(workspace.store, stored, workspace.documents(), datetime.now().astimezone())
    assert pdf_of(replace(draft, key_may_be_made=False)).startswith(b"%PDF-")
    assert not key_file(workspace.store.path).exists()


def test_what_stands_in_the_way_is_said_and_no_old_picture_stays(window: MainWindow, qtbot: QtBot) -> None:
    page, panel = summary(window), seen(window, qtbot)
    change(window.workspace, "a few")
    qtbot.waitUntil(lambda: "There is no preview" in said(page))
    assert "1 figure cannot be used. Put right what is wrong first" in said(page)
    assert panel.view.image is None
    assert not panel.view.isVisible()
    page.findChild(QPushButton, "preview-check").click()
    assert window.open_key == "check"
    window.workspace.undo_stack.undo()
    seen(window, qtbot)
    assert "There is no preview" not in said(page)


def test_a_quarter_without_figures_has_no_preview(window: MainWindow, qtbot: QtBot) -> None:
    page, panel = summary(window), seen(window, qtbot)
    window.workspace.show_period(Period(2026, 3))
    assert panel.view.image is None
    qtbot.waitUntil(lambda: "There is no preview yet: enter figures first" in said(page))


def test_another_quarter_and_a_year_begin_at_page_1(window: MainWindow, qtbot: QtBot) -> None:
    panel = seen(window, qtbot)
    for period, words in ((Period(2026, 1), "April to June 2026"), (Period(2019), "2019")):
        panel.turn(2)
        window.workspace.show_period(period)
        assert panel.view.image is None
        seen(window, qtbot)
        assert panel.page == 0
        assert words in panel.view.accessibleDescription()
        panel.turn(1)
        seen(window, qtbot)
        assert panel.view.accessibleDescription()


def test_the_data_file_is_the_return_inside_the_pdf(window: MainWindow, tmp_path: Path) -> None:
    made = create(window, tmp_path / "pdf")
    page = summary(window)
    page.findChild(QPushButton, "save-data-file").click()
    saved = made.with_suffix(".json")
    assert read_document(saved.read_bytes(), saved.name)[0] == read_pdf(made)[0]
    assert saved.read_bytes() == attached_return(made)
    assert f"Saved as {saved.name}" in said(page)


def test_a_pdf_that_is_open_elsewhere(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses to replace a file somebody has open; other systems do not, so it is made up here."""
    made = create(window, tmp_path / "pdf")
    page, replaced = summary(window), os.replace

    def refuse(source: Path, target: Path) -> None:
        if target.name == made.name:
            raise PermissionError(errno.EACCES, "Access is denied")
        replaced(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    page.findChild(QPushButton, "create-pdf").click()
    sentence = f"{made.name} is open in another program. Close it there, then choose Try again"
    assert sentence in said(page)
    page.findChild(QPushButton, "pdf-try-again").click()
    assert sentence in said(page)
    page.findChild(QPushButton, "pdf-new-name").click()
    assert sentence not in said(page)
    assert sorted(file.name for file in made.parent.iterdir()) == [made.name, f"{made.stem}_2.pdf"]
    monkeypatch.undo()
    page.findChild(QPushButton, "create-pdf").click()
    assert "Summary PDF created" in said(page)


def test_a_folder_that_cannot_be_is_said(window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    page = summary(window)
    for folder, sentence in (
        (str(tmp_path / "file"), "There is no folder"),
        ("", "Choose a folder for the PDF"),
    ):
        page.findChild(QLineEdit, "summary-folder").setText(folder)
        page.findChild(QPushButton, "create-pdf").click()
        assert sentence in said(page)
        assert "Errno" not in said(page)
    stored = window.workspace.store.load(ReturnKey("Z99991", Period(2026, 2)))
    assert stored is not None
    assert stored.document.revision == 1


def test_what_is_said_of_one_quarter_is_not_left_over_another(window: MainWindow, tmp_path: Path) -> None:
    create(window, tmp_path / "pdf")
    page = summary(window)
    assert "Summary PDF created" in said(page)
    window.workspace.show_period(Period(2026, 1))
    assert "Summary PDF created" not in said(page)
    page.findChild(QLineEdit, "summary-folder").clear()
    page.findChild(QPushButton, "create-pdf").click()
    assert "There is a problem" in said(page)
    window.workspace.show_period(Period(2026, 2))
    assert "There is a problem" not in said(page)


def test_a_year_of_quarters_alone_has_its_report(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    year, kept = window.workspace.period.whole_year, window.workspace.period
    window.workspace.show_period(year)
    assert window.workspace.stored() is None
    total = window.workspace.footprint().total
    panel = seen(window, qtbot)
    assert panel.pages is not None
    held = window.workspace.quarters_held()
    part = "" if held.whole else f", {held.held} of {held.of} quarters so far"
    for _ in range(2):  # before it was ever made, and after
        assert "those are what the network counts" in said(summary(window))
        text = seen(window, qtbot).view.accessibleDescription()
        assert year.words in text
        assert part.removesuffix(" so far") in text
        made = create(window, tmp_path / "pdf")
    assert read_pdf(made)[0].period == year
    assert window.workspace.footprint().total == total
    window.open_page("results")
    assert held.words in window.findChild(QLabel, "results-sure").text()
    window.open_page("summary")
    window.workspace.show_period(Period(kept.year - 9))
    assert window.workspace.to_print() is None


def test_another_quarter_that_it_compares_with_makes_another_version(
    window: MainWindow, tmp_path: Path
) -> None:
    first, folder = create(window, tmp_path / "pdf"), tmp_path / "pdf"
    before, kept = first.read_bytes(), window.workspace.period
    assert "nothing changed" in window.findChild(QLabel, "summary-version").text()
    window.workspace.show_period(kept.previous)
    RowsModel(window.workspace, "water").put([(0, 0, "98765")], "")
    window.workspace.show_period(kept)
    assert window.findChild(QLabel, "summary-version").text() == "Version 2"
    assert BESIDE in window.findChild(QLabel, "summary-changed").text()
    window.findChild(QPushButton, "create-pdf").click()
    (second,) = set(folder.glob("*.pdf")) - {first}
    assert first.read_bytes() == before
    assert read_pdf(second)[0].revision == 2


def test_home_says_of_a_year_how_much_of_it_there_is(window: MainWindow) -> None:
    window.workspace.show_period(window.workspace.period.whole_year)
    held = window.workspace.quarters_held()
    assert not held.whole
    for page, label in (("home", "home-based-on"), ("indicators", "indicators-shown")):
        window.open_page(page)
        assert held.words in window.findChild(QLabel, label).text()
    window.open_page("home")
    assert window.findChild(QLabel, "home-so-far").text() == "So far this year"


def test_an_empty_quarter_is_no_part_of_a_year(window: MainWindow) -> None:
    window.workspace.show_period(Period(2021, 2))
    assert "so far" not in said(summary(window))


def test_a_pdf_that_was_just_created_is_no_new_version(window: MainWindow, tmp_path: Path) -> None:
    page = summary(window)
    create(window, tmp_path / "pdf")
    revision = window.workspace.document().revision
    button, heading = page.findChild(QPushButton, "create-pdf"), page.findChild(QLabel, "summary-version")
    assert heading.text() == f"Version {revision} is made, and nothing changed since"
    assert button.text() == button.accessibleName() == f"Make version {revision} again"
    change(window.workspace)
    assert button.text() == f"Make the PDF, version {revision + 1}"


def test_a_version_made_after_the_one_that_is_here_is_told(window: MainWindow, tmp_path: Path) -> None:
    first = create(window, tmp_path / "pdf")
    later = first.with_name(first.name.replace("_v1", "_v4"))
    shutil.copy(first, later)  # version 1 under another name, which says nothing
    summary(window).refresh()
    assert window.findChild(QPushButton, "create-pdf").text() == "Make version 1 again"
    later.write_bytes(b"%PDF-1.7 and no more that can be read")
    summary(window).refresh()
    assert window.findChild(QPushButton, "create-pdf").text() == "Make the PDF, version 5"
    told = "Version 4 was made after version 1 and is not in these data. Version 5 will have these figures"
    assert told in window.findChild(QLabel, "summary-changed").text()
