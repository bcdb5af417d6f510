"""What a change makes wrong, questionable or another weight is told to who listens, once and in words."""

import pytest
from PySide6.QtGui import QAccessibleAnnouncementEvent

from greenpractice.periods import Period
from ui.practice.practice_window import MainWindow
from ui.session.workspace import Workspace

WATER, PAPER = ("water", "supply_m3"), ("paper", "reams")


class Reader:
    """Stands in for a screen reader."""

    listens = True
    heard: list[str] = []

    @classmethod
    def isActive(cls) -> bool:
        return cls.listens

    @classmethod
    def updateAccessibility(cls, event: QAccessibleAnnouncementEvent) -> None:
        cls.heard.append(event.message())


@pytest.fixture
def told(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """The window, and somebody who listens from now on."""
    monkeypatch.setattr("ui.widgets.controls.QAccessible", Reader)
    monkeypatch.setattr(Reader, "listens", True)
    monkeypatch.setattr(Reader, "heard", [])
    window.workspace.tell_all()
    Reader.heard.clear()
    return window


def put(workspace: Workspace, field: tuple[str, str], text: str) -> list[str]:
    """What is told when a figure of the first row is this."""
    Reader.heard.clear()
    section, key = field
    workspace.set_figure(section, workspace.row_id(section, 0), key, text)
    return list(Reader.heard)


def test_a_problem_is_told_with_what_it_does_to_the_section_and_so_is_its_end(told: MainWindow) -> None:
    workspace = told.workspace
    (said,) = put(workspace, WATER, "lots")
    assert said.startswith("Water supplied must be a number")
    assert said.count("Water") == 2  # and what it comes to now
    (said,) = put(workspace, WATER, "101")
    assert said.startswith("Water: ")
    assert said.endswith(" kg CO₂e.")
    assert put(workspace, WATER, "101") == []


def test_undo_and_another_section_are_told_of_themselves(told: MainWindow) -> None:
    workspace = told.workspace
    (first,) = put(workspace, PAPER, "100")
    (second,) = put(workspace, PAPER, "200")
    assert first.startswith("Paper: ")
    assert second != first
    Reader.heard.clear()
    workspace.undo()
    assert first in Reader.heard


def test_a_question_is_told(told: MainWindow) -> None:
    (said,) = put(told.workspace, PAPER, "99000")
    assert "?" in said
    assert said.endswith("CO₂e.")


def test_another_quarter_is_told_of_nothing_and_its_own_figures_are(told: MainWindow) -> None:
    workspace = told.workspace
    put(workspace, WATER, "lots")
    Reader.heard.clear()
    workspace.show_period(Period(2026, 1))
    assert [each for each in Reader.heard if "CO₂e" in each] == []
    (said,) = put(workspace, WATER, "102")
    assert said.startswith("Water: ")


def test_nothing_is_worked_out_while_nobody_listens(
    told: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Reader, "listens", False)
    assert put(told.workspace, WATER, "lots") == []
    monkeypatch.setattr(Reader, "listens", True)
    (said,) = put(told.workspace, PAPER, "100")
    assert said.startswith("Paper: ")
    assert "Water" not in said
