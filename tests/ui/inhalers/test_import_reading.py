"""The import while it reads: other files, cancelling, processes that cannot start or are killed."""

import multiprocessing
import sqlite3
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.no_processes import ADVICE, NO_MEMORY, end_processes_at_once, start_no_processes
from tests.ui.inhalers.import_steps import (
    LONG,
    Q1,
    ends_with_a_sentence,
    kept,
    large_file,
    month,
    press_button,
    read,
    said,
)
from tests.ui.session.test_saving import no_room
from tests.ui.walking import texts
from ui.inhalers.import_page import ImportPage, State
from ui.session.workspace import Workspace

pytestmark = pytest.mark.usefixtures("own_reader")


def test_cancel_changes_nothing_and_ends_the_reading(page: ImportPage, qtbot: QtBot, tmp_path: Path) -> None:
    before = kept(page)
    large = large_file(tmp_path)
    page.take_files([large])
    reading = page.reading.now
    assert reading is not None
    assert page.state is State.READING
    assert page.reading.bar.accessibleName() == "Reading files"
    qtbot.waitUntil(lambda: page.reading.bar.value() > 0, timeout=LONG)
    press_button(page, "import-cancel")
    assert page.state is State.CHOOSE
    assert "Nothing has changed" in said(page, "import-told")
    assert reading.wait(30)
    assert kept(page) == before
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "import-choose"


def test_a_process_that_cannot_start_is_said_and_files_can_be_chosen_again(
    page: ImportPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, file = kept(page), month(tmp_path, "2025-04")
    with monkeypatch.context() as computer:
        start_no_processes(computer)
        page.take_files([file])
        sentence = ends_with_a_sentence(page, qtbot)
    assert sentence == (
        f"The program that reads prescribing files could not be started {NO_MEMORY}. {ADVICE}"
    )
    assert kept(page) == before
    read(qtbot, page, file)
    assert page.state is State.PREVIEW


def test_a_process_that_is_killed_while_it_reads_is_said(
    page: ImportPage, qtbot: QtBot, tmp_path: Path
) -> None:
    page.take_files([large_file(tmp_path)])
    qtbot.waitUntil(lambda: page.reading.bar.value() > 0, timeout=LONG)
    for process in multiprocessing.active_children():
        process.kill()
    assert "was stopped from outside" in ends_with_a_sentence(page, qtbot)


def test_a_process_that_is_killed_before_it_reads_is_said(
    page: ImportPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    end_processes_at_once(monkeypatch)
    page.take_files([month(tmp_path, "2025-04")])
    assert "was stopped from outside" in ends_with_a_sentence(page, qtbot)


def test_other_files_in_the_middle_of_reading_take_the_place_of_the_first(
    page: ImportPage, qtbot: QtBot, tmp_path: Path
) -> None:
    page.take_files([large_file(tmp_path)])
    read(qtbot, page, month(tmp_path, "2025-04"))
    assert page.state is State.PREVIEW
    assert "2025-04.csv" in " ".join(texts(page))
    assert "large.csv" not in " ".join(texts(page))


def test_cancelled_right_at_the_start_nothing_is_busy(page: ImportPage, qtbot: QtBot, tmp_path: Path) -> None:
    page.take_files([month(tmp_path, "2025-04")])
    press_button(page, "import-cancel")
    assert not page.is_working
    assert page.state is State.CHOOSE


def test_figures_that_cannot_be_read_while_it_is_worked_out_are_said(
    page: ImportPage, qtbot: QtBot, tmp_path: Path
) -> None:
    """Another program has the data file to itself by then, longer than anybody waits."""
    other = sqlite3.connect(page.workspace.store.path, isolation_level=None)
    page.take_files([month(tmp_path, "2025-04")])
    job = page.reading.now
    assert job is not None
    assert job.wait(60)  # read, and not yet heard of
    other.execute("BEGIN EXCLUSIVE")
    sentence = ends_with_a_sentence(page, qtbot)
    other.close()
    assert sentence.startswith("Another program is busy with")
    read(qtbot, page, tmp_path / "2025-04.csv")
    assert page.state is State.PREVIEW


@pytest.mark.skipif(sys.platform == "win32", reason="no files can be limited in size here")
def test_without_room_to_save_it_says_so_and_can_be_tried_again(
    page: ImportPage, qtbot: QtBot, tmp_path: Path
) -> None:
    read(qtbot, page, month(tmp_path, "2025-04"))
    before = page.workspace.document()
    with no_room():
        press_button(page, "import-take")
    assert "Nothing was changed" in said(page, "import-problem-words")
    assert page.workspace.document() == before
    assert page.workspace.store.imports([Q1]) == {}
    press_button(page, "import-take")
    assert page.state is State.DONE
    assert page.workspace.store.imports([Q1])


def test_closing_the_window_ends_a_reading(workspace: Workspace, qapp: QApplication, tmp_path: Path) -> None:
    page = ImportPage(workspace)
    page.take_files([month(tmp_path, "2025-04")])
    reading = page.reading.now
    assert reading is not None
    page.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert reading.wait(30)
