"""Choosing entries of menus, and what stands beside them."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QMenu,
    QWidget,
)
from pytestqt.qtbot import QtBot

from greenpractice.returns.documents import Flag
from ui.practice.practice_window import MainWindow
from ui.session.workspace import Workspace


def do(window: MainWindow, name: str) -> None:
    """Choose an entry of a menu."""
    action = window.findChild(QAction, name)
    assert action is not None, name
    action.trigger()


def said(window: MainWindow) -> str:
    return window.status.currentMessage()


def menu(window: MainWindow, name: str) -> QMenu:
    """A menu as it is when it is opened."""
    found = window.findChild(QMenu, f"menu-{name}")
    found.aboutToShow.emit()
    return found


def focus(window: MainWindow, page: str, name: str, qtbot: QtBot) -> QWidget:
    window.open_page(page)
    widget = window.findChild(QWidget, name)
    qtbot.waitUntil(widget.isVisible)
    widget.setFocus()
    return widget


def flag_of(workspace: Workspace, section: str, field: str) -> Flag | None:
    return next(
        (flag for flag in workspace.document().flags if (flag.section, flag.field) == (section, field)), None
    )
