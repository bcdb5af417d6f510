"""What a window knows of a page before it is made: its key, title, keys, menu and class."""

from dataclasses import dataclass
from importlib import import_module

from PySide6.QtWidgets import QWidget

from ui.session.session import Session


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One page: its key, its name in the navigation, its keys (or ""), and the class that makes it.

    The class is named by its module of `ui` and imported when the page is first opened, so that the window
    is there sooner. It takes the window's session and gives a QWidget with a layout of its own and no margins
    (see `ui/window/page.py`); the frame puts it in a scroll area, unless `scrolls` is False, under its title.
    One that `fills` takes all the width of a wide window, as a table does; others stop where reading does.
    `group` is its menu and its part of the navigation: "Data" or "Reports", or "" for neither. `sections`
    are the sections of the return it edits; such a page has `show_place(section, row_id, field)`, which
    `Workspace.go_to` leads to.
    """

    key: str
    title: str
    shortcut: str
    module: str
    name: str
    group: str = ""
    sections: tuple[str, ...] = ()
    scrolls: bool = True
    icon: str = ""  # the drawing beside it in the list of pages
    purpose: str = ""  # one line beside its title
    menu: str = ""  # its words in the menu, where they say more than the title
    fills: bool = False

    def make(self, session: Session) -> QWidget:
        """The page over a session."""
        page: QWidget = getattr(import_module(f"ui.{self.module}"), self.name)(session)
        return page


def find_page(pages: tuple[PageSpec, ...], key: str) -> PageSpec | None:
    """The page with this key."""
    return next((page for page in pages if page.key == key), None)
