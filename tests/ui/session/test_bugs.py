"""The hooks for bugs: what arrives, what never happens to whoever runs into one, and what may be claimed."""

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import qWarning
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from db.editing import put_figure
from greenpractice.bug_log import LOG_NAME, Bug, BugLog
from tests.ui.beginning import hooks_given_back
from tests.ui.session.test_saving import enter, no_room
from ui.practice.practice_window import MainWindow
from ui.session.bugs import Bugs
from ui.session.workspace import Workspace
from ui.window.bug_band import BugBand

ROOT = Path(__file__).parents[3]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "greenpractice.db"


@contextmanager
def installed(data: Path, *, debug: bool = False) -> Iterator[tuple[Bugs, list[Bug]]]:
    bugs, seen = Bugs(BugLog(data), debug=debug), list[Bug]()
    bugs.seen.connect(seen.append)
    with hooks_given_back():
        bugs.install()
        yield bugs, seen
        bugs.uninstall()


def hand_over(error: BaseException) -> None:
    sys.excepthook(type(error), error, error.__traceback__)


def test_importing_installs_nothing() -> None:
    probe = (
        "import sys, threading; before = sys.excepthook, threading.excepthook, sys.unraisablehook; "
        "import ui.session.bugs, ui.which_window; "
        "sys.exit(before != (sys.excepthook, threading.excepthook, sys.unraisablehook))"
    )
    assert subprocess.run([sys.executable, "-c", probe], cwd=ROOT, check=False).returncode == 0


def test_the_hooks_are_given_back(data: Path, qtbot: QtBot) -> None:
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    bugs = Bugs(BugLog(data))
    with hooks_given_back():
        bugs.install()
        bugs.install()
        assert sys.excepthook is not before[0]
        bugs.uninstall()
        bugs.uninstall()
        assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before


def test_a_bug_is_written_and_told(data: Path, qtbot: QtBot) -> None:
    with installed(data) as (_, seen):
        hand_over(ZeroDivisionError("48213.75"))
    assert len(seen) == 1
    assert seen[0].text in data.with_name(LOG_NAME).read_text("utf-8")


def test_a_bug_in_who_is_told_neither_recurses_nor_raises(data: Path, qtbot: QtBot) -> None:
    with installed(data) as (bugs, seen):

        def told(_: Bug) -> None:
            qWarning("QPainter::begin: again")  # would arrive here too
            raise ValueError

        bugs.seen.connect(told)
        hand_over(ZeroDivisionError())
        hand_over(ZeroDivisionError())
    assert len(seen) == 1
    text = data.with_name(LOG_NAME).read_text("utf-8")
    assert text.count("ZeroDivisionError") == 1
    assert "ValueError" not in text


def test_what_cannot_be_looked_at_or_written_never_raises(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    class Odd(Exception):
        def __getattribute__(self, name: str) -> object:
            raise KeyboardInterrupt

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "no folder"))
    with installed(tmp_path / "gone" / "greenpractice.db") as (_, seen):
        sys.excepthook(Odd, Odd(), None)
        hand_over(ZeroDivisionError())
    assert [bug.path for bug in seen] == [None, None]


def test_a_thread_may_end_itself(data: Path, qtbot: QtBot) -> None:
    with installed(data) as (_, seen):
        thread = threading.Thread(target=sys.exit)
        thread.start()
        thread.join()
    assert seen == []
    assert not data.with_name(LOG_NAME).exists()


def test_ctrl_c_in_a_terminal_ends_the_program_and_is_no_bug(data: Path) -> None:
    probe = (
        "import sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication, QTimer; "
        "from greenpractice.bug_log import BugLog; from ui.session.bugs import Bugs; "
        "application = QCoreApplication([]); bugs = Bugs(BugLog(Path(sys.argv[1]))); bugs.install(); "
        "QTimer.singleShot(0, lambda: sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)); "
        "sys.exit(application.exec())"
    )
    done = subprocess.run([sys.executable, "-c", probe, str(data)], cwd=ROOT, check=False, timeout=60)
    assert done.returncode == 130
    assert not data.with_name(LOG_NAME).exists()


def test_debug_prints_it_too(data: Path, qtbot: QtBot, capsys: pytest.CaptureFixture[str]) -> None:
    with installed(data) as (_, _seen):
        hand_over(ZeroDivisionError("of a test"))
    assert capsys.readouterr().err == ""
    with installed(data, debug=True) as (_, _seen):
        hand_over(ZeroDivisionError("of a test"))
        qWarning("QPainter::begin: of a test")
    assert capsys.readouterr().err.splitlines() == [
        "ZeroDivisionError: of a test", "QPainter::begin: of a test"
    ]  # fmt: skip


# What is claimed of the figures


def said(window: MainWindow) -> str:
    return window.findChild(BugBand).findChild(QLabel, "bug-sentence").text()


def test_figures_that_wait_are_never_called_saved(window: MainWindow, qtbot: QtBot) -> None:
    with no_room():
        enter(qtbot, window, "water", "water-supply_m3", "123")
        window.show_bug(Bug("a bug", None))
        assert "Your figures are saved" not in said(window)
        assert re.search(r"Figures typed since \d?\d:\d\d[ap]m are not saved yet\.", said(window))
    window.workspace.try_again()
    assert "Your figures are saved." in said(window)


def test_figures_that_stop_being_saved_while_the_band_is_there_change_what_it_says(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.show_bug(Bug("a bug", None))
    assert "Your figures are saved." in said(window)
    with no_room():
        enter(qtbot, window, "water", "water-supply_m3", "123")
        assert "are not saved yet" in said(window)
    window.workspace.try_again()


def test_a_figure_whose_saving_broke_off_with_a_bug_is_not_called_saved(
    filled: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    before = filled.document()
    with monkeypatch.context() as wrong:
        wrong.setattr(f"db.editing.{put_figure.__name__}", fail)
        with pytest.raises(ZeroDivisionError):
            filled.set_figure("water", filled.row_id("water", 0), "supply_m3", "77")
    assert re.fullmatch(r"A change at \d?\d:\d\d[ap]m may not be saved: check it\. .*", filled.safety_words())
    assert filled.document() == before
    filled.set_figure("water", filled.row_id("water", 0), "supply_m3", "78")
    assert filled.document().rows("water")[0]["supply_m3"] == "78"
    assert "may not be saved" in filled.safety_words()  # the other one still is not
