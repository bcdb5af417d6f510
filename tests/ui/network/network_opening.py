"""Opening one page of a network in a scroll area, as the window has it, and reading what it says."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.network.pages.lead_page import NetworkPage
from ui.network.pages.returns_page import NetworkReturnsPage
from ui.network.session.lead_workspace import NetworkWorkspace
from ui.widgets.style import apply_look
from ui.window.page import HasTools

Kind = TypeVar("Kind", bound=NetworkPage)


class Opener:
    """Opens pages and keeps them until the test is over."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self._areas: list[QScrollArea] = []

    def __call__(
        self,
        kind: Callable[[NetworkWorkspace], Kind],
        lead: NetworkWorkspace,
        width: int = 1110,
        size: int = 100,
    ) -> Kind:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        apply_look(application, dark=False, size=size)
        area = QScrollArea()
        self._areas.append(area)
        self._qtbot.addWidget(area)
        page = kind(lead)
        if isinstance(page, HasTools):  # the frame has them in the head of the page
            above = page.layout()
            assert isinstance(above, QVBoxLayout)
            for number, tool in enumerate(page.tools):
                above.insertWidget(number, tool)
        area.setWidgetResizable(True)
        area.setWidget(page)
        area.resize(width, 690)
        with self._qtbot.waitExposed(area):
            area.show()
        return page


def text(page: QWidget, name: str) -> str:
    """What a label of the page says."""
    found = page.findChild(QLabel, name)
    assert found is not None, name
    return str(found.text())


def click(page: QWidget, name: str, qtbot: QtBot) -> None:
    """Click a button of the page."""
    found = page.findChild(QPushButton, name)
    assert found is not None, name
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def all_texts(page: QWidget) -> str:
    """Everything that stands on the page in labels that are shown."""
    QApplication.processEvents()  # what was put into a layout just now is shown
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def cells(page: NetworkReturnsPage) -> dict[str, list[str]]:
    """What the grid of returns says of each practice, by name."""
    figures = page.grid.figures
    return {
        str(figures.index(row, 0).data()).partition("\n")[0]: [
            str(figures.index(row, column).data()) for column in range(1, figures.columnCount())
        ]
        for row in range(figures.rowCount())
    }
