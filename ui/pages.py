"""Every page of the window in the order of the navigation: one tuple, which the shell reads."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from PySide6.QtWidgets import QWidget

from ui.workspace import Workspace


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One page: its key, its name in the navigation, its keys (or ""), and how it is made.

    The factory gives a QWidget with a layout of its own and no margins (see `ui/page.py`); the shell puts it
    in a scroll area, unless `scrolls` is False, under its title. It is made when it is first opened.
    `group` is its menu and its part of the navigation: "Data" or "Reports", or "" for neither. `sections`
    are the sections of the return it edits; such a page has `show_place(section, row_id, field)`, which
    `Workspace.go_to` leads to.
    """

    key: str
    title: str
    shortcut: str
    factory: Callable[[Workspace], QWidget]
    group: str = ""
    sections: tuple[str, ...] = ()
    scrolls: bool = True


def _made_by(module: str, name: str) -> Callable[[Workspace], QWidget]:
    """A factory that imports its module when the page is first opened, so that the window is there sooner."""

    def make(workspace: Workspace) -> QWidget:
        page: QWidget = getattr(import_module(f"ui.{module}"), name)(workspace)
        return page

    return make


def _sections(
    module: str, name: str, title: str, keys: str, *sections: str, group: str = "Data", scrolls: bool = True
) -> PageSpec:
    return PageSpec(sections[0], title, keys, _made_by(module, name), group, sections, scrolls)


PAGES: tuple[PageSpec, ...] = (
    PageSpec("home", "Home", "Ctrl+1", _made_by("home_page", "HomePage"), "Data"),
    _sections("practice_page", "PracticePage", "Practice details", "Ctrl+2", "practice"),
    _sections("inhaler_page", "InhalerPage", "Inhalers", "Ctrl+3", "inhalers", scrolls=False),
    _sections("section_pages", "AsthmaPage", "Asthma care", "Ctrl+4", "asthma_care"),
    _sections("section_pages", "ReturnsPage", "Returns", "Ctrl+5", "inhaler_returns", "pen_returns"),
    _sections("section_pages", "EnergyPage", "Energy", "Ctrl+6", "electricity", "heating"),
    _sections(
        "section_pages", "TravelPage", "Travel", "Ctrl+7", "business_travel", "commuting", "appointments"
    ),
    _sections(
        "section_pages", "SuppliesPage", "Water, waste and paper", "Ctrl+Shift+7", "water", "waste", "paper"
    ),
    PageSpec("check", "Check answers", "Ctrl+Return", _made_by("check_page", "CheckPage"), "Data"),
    PageSpec("results", "Results", "Ctrl+8", _made_by("results_page", "ResultsPage"), "Reports"),
    PageSpec(
        "indicators", "Indicators", "Ctrl+Shift+8", _made_by("indicators_page", "IndicatorsPage"), "Reports"
    ),
    _sections("section_pages", "ActionsPage", "Actions", "Ctrl+9", "actions", group="Reports"),
    PageSpec("summary", "Summary PDF", "Ctrl+P", _made_by("summary_page", "SummaryPage"), "Reports"),
    PageSpec("settings", "Settings", "", _made_by("settings_page", "SettingsPage")),
    PageSpec("help", "Help", "F1", _made_by("help_page", "HelpPage")),
)


def page_of_section(section: str) -> PageSpec | None:
    """The page that edits a section."""
    return next((page for page in PAGES if section in page.sections), None)


def page(key: str) -> PageSpec | None:
    """The page with this key."""
    return next((page for page in PAGES if page.key == key), None)
