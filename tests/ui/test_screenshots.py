"""The pictures of the window: every page, light and dark, over data that are thrown away."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from greenpractice.app import LocalServices
from greenpractice.command_line.options import parser
from greenpractice.returns.progress import Status, counting
from greenpractice.tasks.file_kinds import problem_with
from ui import screenshots
from ui.network.lead_pages import NETWORK_PAGES
from ui.practice.practice_pages import PAGES
from ui.practice.practice_window import MainWindow
from ui.screenshot_states import STATES, State, in_state
from ui.screenshots import EMPTY_OF_NETWORK, LOOKS, PAPER, PAPER_WIDE, SIZE, picture_name
from ui.which_window import WhichWindow


def test_every_page_is_drawn_light_and_dark(qtbot: QtBot, tmp_path: Path, services: LocalServices):
    made = services.screenshots(tmp_path / "pictures")
    names = {path.stem for path in made}
    wanted = {"first-run", *(page.key for page in PAGES), *map(picture_name, NETWORK_PAGES)}
    papers = [path for path in made if path.stem.endswith(PAPER)]
    windows = [path for path in made if path not in papers]
    assert {path.stem for path in windows} == {
        f"{name}-{look}" for name in wanted for look in ("light", "dark")
    }
    assert f"summary{PAPER}" in names
    for path in papers:
        printed = QImage(str(path))
        assert (printed.width(), printed.isGrayscale()) == (PAPER_WIDE, True)
    for path in windows:
        picture = QImage(str(path))
        assert (picture.width(), picture.height()) == SIZE
        assert len({picture.pixel(x, y) for x in range(0, SIZE[0], 90) for y in range(0, SIZE[1], 90)}) > 1
        assert problem_with(path, tmp_path / "no.db", ".png") == "", "it may be drawn again"
    picture.setText("Software", "")
    picture.save(str(tmp_path / "holiday.png"))
    assert problem_with(tmp_path / "holiday.png", tmp_path / "no.db", ".png").endswith("of this app")
    assert not services.store_path(None).exists()


def test_states_are_drawn_in_other_looks(
    qtbot: QtBot,
    tmp_path: Path,
    services: LocalServices,
    usual: QApplication,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept = [replace(each, pages=each.pages[:1]) for each in STATES if each.name in ("empty", "changed")]
    monkeypatch.setattr(screenshots, "STATES", kept)
    made = screenshots.draw(tmp_path / "pictures", services, ("small", "contrast"), [screenshots.in_states])
    names = {"first-run-problem", "home-empty", "home-changed"}
    names |= {f"network-{name}-empty" for name in ("returns", "results", "report")}
    looks = ("small", "contrast")
    assert {path.stem for path in made} == {f"{name}-{look}" for name in names for look in looks}
    for path in made:
        picture = QImage(str(path))
        assert (picture.width(), picture.height()) == LOOKS[path.stem.rpartition("-")[2]].size


@pytest.mark.sweep
@pytest.mark.parametrize("state", STATES, ids=[state.name for state in STATES])
def test_a_state_is_what_it_is_called(
    which: WhichWindow, services: LocalServices, qtbot: QtBot, state: State
) -> None:
    with in_state(which, services, state):
        window = which.window
        assert isinstance(window, MainWindow)
        qtbot.waitUntil(lambda: window.open_key == state.pages[0])
        for key in state.pages:
            window.open_page(key)
            assert window.open_key == key
        workspace = window.workspace
        statuses = {each.status for key, each in counting(workspace.progress()).items()}
        assert workspace.can_write is not state.read_only
        assert (statuses == {Status.COMPLETED}) is (state.name in ("done", "sent", "changed"))
        assert (Status.PROBLEM in statuses) is (state.name == "problem")
        assert (statuses == {Status.NOT_YET_STARTED}) is (state.name == "empty")
        stored = workspace.stored()
        assert (stored is not None and stored.issued is not None) is state.issued


def test_what_can_be_asked_for_is_what_can_be_drawn() -> None:
    assert set(EMPTY_OF_NETWORK) <= {page.key for page in NETWORK_PAGES}
    for look in LOOKS:
        asked = parser().parse_args(["screenshots", "there", "--looks", look, "--states"])
        assert (asked.looks, asked.states) == ([look], True)
