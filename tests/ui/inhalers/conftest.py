"""Fixtures of this folder."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.greenpractice.prescribing.made import (
    VENTOLIN,
)
from tests.ui.inhalers.import_steps import Q1
from ui.inhalers.import_page import ImportPage
from ui.practice.practice_window import MainWindow
from ui.session.workspace import Workspace


@pytest.fixture
def made(workspace: Workspace, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window of C82001, April to June 2025 in view, with a product typed."""
    workspace.show_period(Q1.period)
    workspace.add_row("inhalers", {"bnf_code": VENTOLIN, "inhalers": "10"})
    assert workspace.preferences is not None
    window = MainWindow(workspace, workspace.preferences)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield window
    page = window.pages.get("import")
    if isinstance(page, ImportPage):
        page.reading.stop()


@pytest.fixture
def page(made: MainWindow) -> ImportPage:
    made.open_page("import")
    found = made.pages["import"]
    assert isinstance(found, ImportPage)
    return found
