"""The menu bar: only what does something, every key shown where it is looked for."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from ui.page_spec import PageSpec
from ui.pages import PAGES
from ui.workspace import Workspace


class Shell(Protocol):
    """What menus ask of the window."""

    def open_page(self, key: str) -> None: ...
    def say_saved(self) -> None: ...
    def change_text_size(self, steps: int) -> None: ...
    def go_to_quarter(self) -> None: ...
    def step_page(self, steps: int) -> None: ...
    def copy_last_quarter(self) -> None: ...
    def toggle_full_screen(self) -> None: ...
    def show_about(self) -> None: ...
    def leave(self) -> None: ...


def make_menus(window: QMainWindow, shell: Shell, workspace: Workspace) -> None:
    """Fill the menu bar of a window."""
    _file(window, _menu(window, "&File"), shell)
    _edit(_menu(window, "&Edit"), shell, workspace)
    _view(window, _menu(window, "&View"), shell)
    data, reports = _menu(window, "&Data"), _menu(window, "&Reports")
    for page in PAGES:
        if page.group:
            _page(window, data if page.group == "Data" else reports, shell, page)
    data.addSeparator()
    _add(window, data, "Next page", "Ctrl+PgDown", partial(shell.step_page, 1))
    _add(window, data, "Previous page", "Ctrl+PgUp", partial(shell.step_page, -1))
    _add(window, data, "&Go to quarter…", "Ctrl+G", shell.go_to_quarter)
    _help(window, _menu(window, "&Help"), shell)


def _file(window: QMainWindow, menu: QMenu, shell: Shell) -> None:
    _add(window, menu, "&Import inhalers…", "Ctrl+I", partial(shell.open_page, "import"))
    menu.addSeparator()
    _add(window, menu, "&Save now", "Ctrl+S", shell.say_saved)
    menu.addSeparator()
    _add(window, menu, "Back &up or restore…", "", partial(shell.open_page, "settings"))
    _add(window, menu, "S&ettings", "Ctrl+,", partial(shell.open_page, "settings"))
    menu.addSeparator()
    _add(window, menu, "E&xit", "Alt+F4", shell.leave)


def _edit(menu: QMenu, shell: Shell, workspace: Workspace) -> None:
    stack = workspace.undo_stack
    undo = stack.createUndoAction(menu, "&Undo")
    undo.setShortcut(QKeySequence("Ctrl+Z"))
    redo = stack.createRedoAction(menu, "&Redo")
    redo.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
    menu.addAction(undo)
    menu.addAction(redo)
    menu.addSeparator()
    _add(menu, menu, "&Copy last quarter…", "Ctrl+Shift+L", shell.copy_last_quarter)


def _view(window: QMainWindow, menu: QMenu, shell: Shell) -> None:
    larger = _add(window, menu, "&Larger text", "Ctrl++", partial(shell.change_text_size, 1))
    larger.setShortcuts([QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")])
    _add(window, menu, "&Smaller text", "Ctrl+-", partial(shell.change_text_size, -1))
    _add(window, menu, "&Normal text", "Ctrl+0", partial(shell.change_text_size, 0))
    menu.addSeparator()
    _add(window, menu, "&Full screen", "F11", shell.toggle_full_screen)


def _help(window: QMainWindow, menu: QMenu, shell: Shell) -> None:
    for page in PAGES:
        if page.key == "help":
            _page(window, menu, shell, page)
    _add(window, menu, "&About", "", shell.show_about)


def _page(window: QMainWindow, menu: QMenu, shell: Shell, page: PageSpec) -> None:
    _add(window, menu, page.menu or page.title, page.shortcut, partial(shell.open_page, page.key))


def _menu(window: QMainWindow, title: str) -> QMenu:
    menu = window.menuBar().addMenu(title)
    menu.setObjectName(f"menu-{title.replace('&', '').lower()}")
    return menu


def _add(
    owner: QMainWindow | QMenu, menu: QMenu, text: str, keys: str, does: Callable[[], object]
) -> QAction:
    action = QAction(text, owner)
    if keys:
        action.setShortcut(QKeySequence(keys))
    action.triggered.connect(lambda: does())
    menu.addAction(action)
    return action
