"""A second start with the same data brings the first window to the front, and ends."""

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from greenpractice.app import LocalServices
from tests.ui.beginning import OWN
from tests.ui.walking import texts
from ui.first_run import FirstRun
from ui.given_files import GivenFiles
from ui.inhalers.import_page import ImportPage
from ui.one_window import ComesForward, came_forward
from ui.practice.practice_window import MainWindow
from ui.start import Opening, begin
from ui.which_window import WhichWindow


@pytest.fixture
def first(services: LocalServices, path: Path, qapp: QApplication) -> Iterator[WhichWindow]:
    """The window over the data that is open already."""
    opened = begin(services, Opening(), qapp)
    assert opened is not None
    assert opened.workspace is not None
    assert opened.workspace.can_write
    yield opened
    opened.close()


def test_the_first_window_comes_forward_and_the_second_start_ends(
    first: WhichWindow, services: LocalServices, qtbot: QtBot, qapp: QApplication
) -> None:
    first.window.showMinimized()
    again = Opening()
    again.show()
    with qtbot.waitActive(first.window):
        assert begin(LocalServices(), again, qapp) is None
    assert not again.isVisible()
    assert not first.window.isMinimized()
    assert first.window.windowState() & Qt.WindowState.WindowMinimized == Qt.WindowState.WindowNoState
    assert [each.name for each in services.preferences_path().parent.iterdir() if "asked" in each.name] == []


def test_a_file_that_was_opened_goes_to_the_window_that_is_open(
    first: WhichWindow, services: LocalServices, tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    file = tmp_path / "no prescribing.csv"
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    assert begin(LocalServices(), Opening(), qapp, GivenFiles([file])) is None
    window = first.window
    assert isinstance(window, MainWindow)
    qtbot.waitUntil(lambda: window.open_key == "import")
    page = window.pages["import"]
    assert isinstance(page, ImportPage)
    qtbot.waitUntil(lambda: not page.is_working, timeout=60_000)
    assert file.name in "\n".join(texts(page))


@pytest.mark.parametrize("words", ["", "{}", "[]", '{"data": 1}', "\udcff", '{"data": "x", "files": 2}'])
def test_a_request_that_is_none_of_ours_is_left(
    first: WhichWindow, services: LocalServices, qapp: QApplication, words: str
) -> None:
    request = services.preferences_path().parent / "window-asked-for-1.txt"
    request.write_bytes(words.encode("utf-8", "surrogatepass"))
    qapp.processEvents()
    assert request.exists()
    request.unlink()


def test_a_request_that_nobody_waits_for_any_more_is_thrown_away(
    first: WhichWindow, services: LocalServices, path: Path, qtbot: QtBot
) -> None:
    settings = services.preferences_path().parent
    unfinished, request = settings / "asked.part", settings / "window-asked-for-1.txt"
    unfinished.write_text(json.dumps({"data": os.path.realpath(path), "files": ["/late.csv"]}))
    os.utime(unfinished, (time.time() - 3600,) * 2)
    unfinished.rename(request)
    qtbot.waitUntil(lambda: not request.exists())
    assert isinstance(first.window, MainWindow)
    assert first.window.open_key != "import"


def test_starts_that_ask_at_the_same_time_are_all_heard(
    first: WhichWindow, services: LocalServices, path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    settings = services.preferences_path().parent
    heard: list[Path] = []
    (forward,) = first.findChildren(ComesForward)
    forward.given.connect(heard.extend)
    files = [tmp_path / f"{number}.csv" for number in range(5)]
    for number, file in enumerate(files):
        asked = {"data": os.path.realpath(path), "files": [str(file)]}
        (settings / f"window-asked-for-{number}.txt").write_text(json.dumps(asked))
    qtbot.waitUntil(lambda: len(heard) == len(files))
    assert sorted(heard) == files
    assert list(settings.glob("window-asked-for*")) == []


def test_in_the_first_run_a_second_start_comes_to_it_with_its_files(
    services: LocalServices, tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    given = GivenFiles()
    which = begin(services, Opening(), qapp, given)  # nothing is there yet, not even a folder
    assert which is not None
    first = which.window
    assert isinstance(first, FirstRun)
    file = tmp_path / "april.csv"
    assert begin(LocalServices(), Opening(), qapp, GivenFiles([file])) is None
    assert given.waiting == [file]
    data = tmp_path / "data" / "mine.db"
    first.finished.emit(OWN, data)
    window = which.window
    assert isinstance(window, MainWindow)
    qtbot.waitUntil(lambda: window.open_key == "import")
    assert begin(LocalServices(), Opening(), qapp) is None  # and from now on to the data
    which.close()
    again = begin(LocalServices(), Opening(), qapp)
    assert again is not None
    again.close()


def test_data_that_nobody_shows_are_opened_to_look_at(
    services: LocalServices, path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.one_window._PATIENCE", 0.1)
    held = services.open_store(path, write=True)  # by the command line, or on another computer
    which = begin(services, Opening(), qapp)
    assert which is not None
    assert which.workspace is not None
    assert not which.workspace.can_write
    which.close()
    held.close()


def test_a_window_over_other_data_is_not_asked_for(
    first: WhichWindow, services: LocalServices, tmp_path: Path
):
    settings = services.preferences_path().parent
    assert not came_forward(tmp_path / "other.db", settings, patience=0.3)
    assert came_forward(first.workspace.store.path, settings)
    assert list(settings.glob("window-asked-for*")) == []


def test_without_a_folder_to_meet_in_nobody_is_asked(services: LocalServices, tmp_path: Path):
    assert not came_forward(tmp_path / "other.db", tmp_path / "gone" / "away")


def test_only_a_lock_that_somebody_holds_counts(services: LocalServices, path: Path):
    assert not services.is_in_use(path)  # its lock file is there
    assert not services.is_in_use(path.with_name("never-made.db"))
    store = services.open_store(path, write=True)
    assert services.is_in_use(path)
    store.close()
    assert not services.is_in_use(path)
