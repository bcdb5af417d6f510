"""A file that is opened with the app is read, or told of, whatever window is open when it comes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from greenpractice.app import LocalServices
from greenpractice.errors import UserError
from tests.ui.beginning import OWN
from ui.cannot_open import CannotOpen
from ui.first_run import FirstRun
from ui.given_files import GivenFiles
from ui.inhalers.import_page import ImportPage
from ui.inhalers.import_preview import ProblemsPart
from ui.made_up_data import DEMO_GROUP
from ui.network.lead_window import NetworkWindow
from ui.practice.practice_window import MainWindow
from ui.which_window import WhichWindow
from ui.window.bands import Bands

ROOT = Path(__file__).parents[2]

# macOS asks by an event, here before the window is there, and again once it is
ASKED = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication
import ui.start
from greenpractice.app import LocalServices
from ui.practice.practice_window import MainWindow

early, late = sys.argv[1:]
taken, begin = [], ui.start.begin

def open_files(window, files):
    taken.extend(str(file) for file in files)
    if len(taken) == 1:
        QTimer.singleShot(0, lambda: ask(late))
    else:
        print(*taken, sep="\\n", flush=True)
        QApplication.quit()

def ask(file):
    assert QApplication.sendEvent(QApplication.instance(), QFileOpenEvent(QUrl.fromLocalFile(file)))

def begun(*given, **named):
    ask(early)
    return begin(*given, **named)

MainWindow.open_files = open_files
ui.start.begin = begun
QTimer.singleShot(60000, lambda: sys.exit(3))
sys.exit(ui.start.run(LocalServices(), ["greenpractice"]))
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "no prescribing.csv"
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    return file


@pytest.fixture
def given(file: Path, which: WhichWindow) -> GivenFiles:
    """One file that was opened with the app, before any window is there."""
    files = GivenFiles([file])
    files.go_to(which)
    return files


def problems(which: WhichWindow, qtbot: QtBot) -> list[str]:
    """The files that the import page in view has read, and names as none that it can take."""
    window = which.window
    assert isinstance(window, MainWindow)
    qtbot.waitUntil(lambda: window.open_key == "import")
    page = window.pages["import"]
    assert isinstance(page, ImportPage)
    qtbot.waitUntil(lambda: not page.is_working, timeout=60_000)
    figures = page.findChild(ProblemsPart).table.figures
    return sorted({figures.index(row, 0).data() for row in range(figures.rowCount())})


def sentence(which: WhichWindow, name: str) -> str:
    window = which.window
    assert window is not None
    return window.findChild(QLabel, name).text()


def test_what_comes_in_the_first_run_is_read_when_that_ends(
    given: GivenFiles, which: WhichWindow, file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    which.show_first_run()
    first = which.window
    assert isinstance(first, FirstRun)
    assert sentence(which, "role-waits") == f"{file.name} will be read as soon as this is set up"
    gone = tmp_path / "gone.csv"
    given.add([gone, file])  # once more, from a second start
    assert sentence(which, "role-waits") == f"{file.name} and 1 more will be read as soon as this is set up"
    first.finished.emit(OWN, tmp_path / "data" / "greenpractice.db")
    assert problems(which, qtbot) == [gone.name, file.name]
    assert given.waiting == []


def test_of_a_lead_it_is_received(
    given: GivenFiles, which: WhichWindow, file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    which.show_first_run()
    first = which.window
    assert isinstance(first, FirstRun)
    first.lead_finished.emit(DEMO_GROUP, tmp_path / "data" / "greenpractice.db")
    window = which.window
    assert isinstance(window, NetworkWindow)
    qtbot.waitUntil(lambda: [state.arrival.file for state in window.workspace.states()] == [file.name])
    assert window.open_key == "returns"


def test_it_waits_where_data_cannot_be_opened_and_while_made_up_ones_are_shown(
    given: GivenFiles, which: WhichWindow, file: Path, services: LocalServices, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    path = services.store_path(None)
    which.preferences.put_identity(OWN)
    which.preferences.put("store", str(path))

    def refused(*_given: object, **_named: object) -> object:
        raise UserError("The disk is asleep")

    with monkeypatch.context() as asleep:
        asleep.setattr(services, "open_store", refused)
        which.start()
    assert isinstance(which.window, CannotOpen)
    assert given.waiting == [file]
    which.open_demo()
    demo = which.window
    assert isinstance(demo, MainWindow)
    said = f"{file.name} will wait until your own data is open"
    qtbot.waitUntil(lambda: any(label.text() == said for label in demo.findChild(Bands).findChildren(QLabel)))
    assert given.waiting == [file]
    demo.demo_left.emit()
    qtbot.waitUntil(lambda: which.window is not demo)
    assert problems(which, qtbot) == [file.name]


def test_files_that_come_one_by_one_are_read_together(
    which: WhichWindow, file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    given = GivenFiles()
    given.go_to(which)
    which.open(tmp_path / "data" / "greenpractice.db", OWN)
    other = tmp_path / "other.csv"
    other.write_text("c,d\n1,2\n", encoding="utf-8")
    given.add([file])
    given.add([other])
    assert problems(which, qtbot) == [file.name, other.name]


def test_files_that_macos_asks_for_are_taken_before_and_after_the_window_is_there(
    path: Path, file: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.csv"
    done = subprocess.run(
        [sys.executable, "-P", "-c", ASKED, str(file), str(other)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=100,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert (done.returncode, done.stdout.splitlines()) == (0, [str(file), str(other)]), done.stderr
