"""Starting the program: a window at once, then the data; without a display the demo."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from greenpractice.app import LocalServices, files_to_open, has_display
from ui.first_run import FirstRun
from ui.made_up_data import DEMO, DEMO_GROUP
from ui.network.lead_window import NetworkWindow
from ui.practice.practice_window import MainWindow
from ui.start import Opening, begin, take
from ui.which_window import WhichWindow


def test_the_opening_window_gives_way_to_the_first_run(
    services: LocalServices, qtbot: QtBot, qapp: QApplication
) -> None:
    services.store_path(None).parent.mkdir(parents=True)
    opening = Opening()
    with qtbot.waitSignal(opening.painted):
        opening.show()
    which = begin(services, opening, qapp)
    assert isinstance(which.window, FirstRun)
    assert which.window.size() == opening.size()
    assert not opening.isVisible()
    which.close()


def test_a_file_opened_with_the_app_goes_where_a_dropped_one_goes(
    which: WhichWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[tuple[str, list[Path]]] = []
    monkeypatch.setattr(MainWindow, "import_files", lambda _window, files: taken.append(("import", files)))
    monkeypatch.setattr(NetworkWindow, "read", lambda _window, files: taken.append(("received", files)))
    files = [tmp_path / "a.pdf"]
    which.show_first_run()
    take(which, files)
    which.open(tmp_path / "practice.db", DEMO)
    take(which, files)
    which.open_lead(tmp_path / "lead.db", DEMO_GROUP)
    take(which, files)
    assert taken == [("import", files), ("received", files)]


def test_only_files_named_in_full_are_opened_and_a_command_stays_one(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"")
    assert files_to_open([str(file)]) == [file]
    for given in ([], ["check"], ["extract", str(file)], [str(tmp_path)], [str(tmp_path / "none.pdf")]):
        assert files_to_open(given) == []


def test_a_window_needs_a_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert not has_display()
    monkeypatch.setenv("DISPLAY", ":0")
    assert has_display()
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert not has_display()
