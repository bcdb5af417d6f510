"""Starting the program: a window at once, then the data; without a display the demo."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from greenpractice.app import LocalServices, files_to_open, has_display
from ui.first_run import FirstRun
from ui.start import Opening, begin


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


def test_what_is_named_in_full_is_opened_and_a_command_stays_one(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"")
    for given in ([file], [tmp_path], [tmp_path / "none.pdf"], [file, tmp_path / "none.pdf"]):
        assert files_to_open([*map(str, given)]) == given  # none is there to be told so
    for words in ([], ["check"], ["extract", str(file)], ["a.pdf"]):
        assert files_to_open(words) == []


def test_a_window_needs_a_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert not has_display()
    monkeypatch.setenv("DISPLAY", ":0")
    assert has_display()
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert not has_display()
