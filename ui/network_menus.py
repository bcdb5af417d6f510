"""The menus of a network's window: only what does something, every key shown where it is looked for."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from ui.network_pages import NETWORK_PAGES
from ui.page_spec import PageSpec

if TYPE_CHECKING:
    from ui.network_shell import NetworkWindow


def make_network_menus(window: "NetworkWindow") -> None:
    """Fill the menu bar."""
    bar = window.menuBar()
    _file(window, bar.addMenu("&File"))
    _view(window, bar.addMenu("&View"))
    data, reports = bar.addMenu("&Data"), bar.addMenu("&Reports")
    for page in NETWORK_PAGES:
        if page.group:
            _page(window, data if page.group == "Data" else reports, page)
    data.addSeparator()
    _add(window, data, "Next page", "Ctrl+PgDown", partial(window.step_page, 1))
    _add(window, data, "Previous page", "Ctrl+PgUp", partial(window.step_page, -1))
    _add(window, data, "&Go to quarter…", "Ctrl+G", window.go_to_quarter)
    _add(window, data, "&Choose group…", "Ctrl+Shift+G", window.choose_group)
    _help(window, bar.addMenu("&Help"))


def _file(window: "NetworkWindow", menu: QMenu) -> None:
    _add(window, menu, "&Add practice PDFs…", "Ctrl+Shift+O", window.add_pdfs)
    _add(window, menu, "Add a &folder…", "Ctrl+Shift+F", window.add_folder)
    menu.addSeparator()
    _add(window, menu, "&Save now", "Ctrl+S", window.say_saved)
    _add(window, menu, "&Back up or restore…", "", partial(window.open_page, "settings"))
    menu.addSeparator()
    _add(window, menu, "Switch to &practice…", "", window.role_asked.emit)
    _add(window, menu, "S&ettings", "Ctrl+,", partial(window.open_page, "settings"))
    menu.addSeparator()
    _add(window, menu, "E&xit", "Alt+F4", window.leave)


def _view(window: "NetworkWindow", menu: QMenu) -> None:
    larger = _add(window, menu, "&Larger text", "Ctrl++", partial(window.change_text_size, 1))
    larger.setShortcuts([QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")])
    _add(window, menu, "&Smaller text", "Ctrl+-", partial(window.change_text_size, -1))
    _add(window, menu, "&Normal text", "Ctrl+0", partial(window.change_text_size, 0))
    menu.addSeparator()
    _add(window, menu, "&Full screen", "F11", window.toggle_full_screen)


def _help(window: "NetworkWindow", menu: QMenu) -> None:
    _add(window, menu, "&Help", "F1", partial(window.open_page, "help"))
    _add(window, menu, "&About", "", window.show_about)


def _page(window: "NetworkWindow", menu: QMenu, page: PageSpec) -> None:
    _add(window, menu, page.title, page.shortcut, partial(window.open_page, page.key))


def _add(window: "NetworkWindow", menu: QMenu, text: str, keys: str, does: Callable[[], object]) -> QAction:
    action = menu.addAction(text)
    action.setObjectName(f"menu-{text.replace('&', '').rstrip('…').lower().replace(' ', '-')}")
    if keys:
        action.setShortcut(QKeySequence(keys))
    action.triggered.connect(lambda: does())
    return action
