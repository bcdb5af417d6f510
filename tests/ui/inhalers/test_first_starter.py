"""The first run takes a starter file, chosen, dropped or opened with the app: the first window opens it."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from greenpractice.facts.practices import load_directory
from greenpractice.network.groups import one_pcn
from tests.greenpractice.prescribing.made import Row
from tests.greenpractice.prescribing.starter.starters import starter_of
from tests.ui.inhalers.import_steps import LONG, drop
from ui.first_run import FirstRun
from ui.given_files import GivenFiles
from ui.inhalers.import_page import ImportPage, State
from ui.network.lead_window import NetworkWindow
from ui.network.pages.published_page import PublishedPage
from ui.practice.practice_window import MainWindow
from ui.which_window import WhichWindow


@pytest.fixture
def starter(tmp_path: Path) -> Path:
    rows = [
        Row(practice=code, items=n, month=f"2025-0{n}") for code in ("C82001", "C82009") for n in (4, 5, 6)
    ]
    return starter_of(tmp_path, *rows)


@pytest.fixture
def first(which: WhichWindow, qtbot: QtBot) -> FirstRun:
    GivenFiles().go_to(which)
    which.start()
    assert isinstance(which.window, FirstRun)
    return which.window


def click(window: FirstRun, name: str) -> None:
    found = window.findChild(QPushButton, name)
    assert found is not None
    found.click()


def as_practice(first: FirstRun) -> None:
    first._on_role("practice")
    search = first.findChild(QLineEdit, "practice-search")
    assert search is not None
    search.setText("C82009")
    click(first, "practice-continue")


def label(window: FirstRun, name: str) -> str:
    found = window.findChild(QLabel, name)
    assert found is not None
    return found.text() if found.isVisible() else ""


def is_opened(which: WhichWindow, qtbot: QtBot) -> ImportPage:
    assert isinstance(which.window, MainWindow)
    window = which.window
    qtbot.waitUntil(lambda: window.open_key == "import", timeout=LONG)
    page = window.pages["import"]
    assert isinstance(page, ImportPage)
    qtbot.waitUntil(lambda: page.state is State.PREVIEW and not page.is_working, timeout=LONG)
    return page


def test_chosen_on_the_last_step_it_is_open_in_the_practices_window(
    first: FirstRun, which: WhichWindow, qtbot: QtBot, starter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(starter), ""))
    as_practice(first)
    assert label(first, "starter") == ""
    click(first, "choose-starter")
    assert label(first, "starter").startswith("llr.gpstarter is opened next")
    click(first, "start")
    page = is_opened(which, qtbot)
    page.take()
    assert page.state is State.DONE


def test_dropped_before_any_answer_it_waits(
    first: FirstRun, which: WhichWindow, qtbot: QtBot, starter: Path
) -> None:
    drop(first, [starter])  # type: ignore[arg-type]
    assert label(first, "role-waits") == "llr.gpstarter will be read as soon as this is set up"
    as_practice(first)
    assert label(first, "starter").startswith("llr.gpstarter is opened next")
    click(first, "start")
    is_opened(which, qtbot)


def test_any_other_file_that_is_dropped_waits_as_well(
    first: FirstRun, which: WhichWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "no prescribing.csv"
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    as_practice(first)
    drop(first, [file])  # type: ignore[arg-type]
    assert label(first, "starter") == f"{file.name} will be read as soon as this is set up"
    click(first, "start")
    window = which.window
    assert isinstance(window, MainWindow)
    qtbot.waitUntil(lambda: window.open_key == "import", timeout=LONG)
    page = window.pages["import"]
    assert isinstance(page, ImportPage)
    qtbot.waitUntil(lambda: page.state is State.PROBLEMS, timeout=LONG)


def test_of_two_that_are_chosen_the_later_one_is_opened(
    first: FirstRun, which: WhichWindow, qtbot: QtBot, starter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_practice(first)
    for chosen in (starter.with_name("other.gpstarter"), starter):
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, file=chosen: (str(file), ""))
        click(first, "choose-starter")
        assert label(first, "starter").startswith(f"{chosen.name} is opened next")
    click(first, "start")
    is_opened(which, qtbot)


def test_opened_with_the_app_it_waits_too_and_the_demo_never_gets_it(
    first: FirstRun, which: WhichWindow, qtbot: QtBot, starter: Path
) -> None:
    given = GivenFiles()
    given.go_to(which)
    given.add([starter])
    first._on_role("demo")
    window = which.window
    assert isinstance(window, MainWindow)
    qtbot.waitUntil(lambda: window.open_key != "", timeout=LONG)
    qtbot.wait(50)
    assert window.open_key == "home"


def test_a_lead_has_it_opened_on_the_page_of_published_data(
    first: FirstRun, which: WhichWindow, qtbot: QtBot, starter: Path
) -> None:
    given = GivenFiles()
    given.go_to(which)
    given.add([starter])
    first._on_role("pcn")
    directory = load_directory()
    first._on_pcn(one_pcn(directory, str(directory.latest_pcn("C82009"))))
    click(first, "members-continue")
    click(first, "lead-start")
    window = which.window
    assert isinstance(window, NetworkWindow)
    qtbot.waitUntil(lambda: window.open_key == "published", timeout=LONG)
    page = window.pages["published"]
    assert isinstance(page, PublishedPage)
    qtbot.waitUntil(lambda: not page.is_working, timeout=LONG)
    assert "3 months of practices, 3 of them new" in page.starters.told.text()
