"""Every page of a practice's window in the order of the navigation: one tuple, which the frame reads."""

from greenpractice.sections import keys_of
from greenpractice.themes import ASTHMA, ENERGY, OTHER, RETURNED, TRAVEL
from ui.window.page_spec import PageSpec


def _sections(
    module: str, name: str, title: str, keys: str, *sections: str, group: str = "Data", scrolls: bool = True
) -> PageSpec:
    return PageSpec(sections[0], title, keys, module, name, group, sections, scrolls)


PAGES: tuple[PageSpec, ...] = (
    PageSpec("home", "Home", "Ctrl+1", "practice.home_page", "HomePage", "Data"),
    _sections("practice.details_page", "PracticePage", "Practice details", "Ctrl+2", "practice"),
    _sections("inhalers.inhaler_page", "InhalerPage", "Inhalers", "Ctrl+3", "inhalers", scrolls=False),
    _sections("practice.section_pages", "AsthmaPage", ASTHMA.page, "Ctrl+4", *keys_of(ASTHMA)),
    _sections("practice.section_pages", "ReturnsPage", RETURNED.page, "Ctrl+5", *keys_of(RETURNED)),
    _sections("practice.energy_page", "EnergyPage", ENERGY.page, "Ctrl+6", *keys_of(ENERGY)),
    _sections("practice.section_pages", "TravelPage", TRAVEL.page, "Ctrl+7", *keys_of(TRAVEL)),
    _sections("practice.section_pages", "SuppliesPage", OTHER.page, "Ctrl+Shift+7", *keys_of(OTHER)),
    PageSpec("check", "Check answers", "F7", "practice.check_page", "CheckPage", "Data"),
    PageSpec("results", "Results", "Ctrl+8", "results.results_page", "ResultsPage", "Reports"),
    PageSpec(
        "indicators", "Indicators", "Ctrl+Shift+8", "results.indicators_page", "IndicatorsPage", "Reports"
    ),
    _sections("practice.actions_page", "ActionsPage", "Actions", "Ctrl+9", "actions", group="Reports"),
    PageSpec(
        key="summary",
        title="Summary PDF",
        shortcut="Ctrl+P",
        module="summary.summary_page",
        name="SummaryPage",
        group="Reports",
        menu="&Preview and print summary",
    ),
    PageSpec("import", "Import inhalers", "Ctrl+I", "inhalers.import_page", "ImportPage"),
    PageSpec("settings", "Settings", "", "practice.settings_page", "SettingsPage"),
    PageSpec("help", "Help", "", "window.help_page", "HelpPage"),
)


def page_of_section(section: str) -> PageSpec | None:
    """The page that edits a section."""
    return next((page for page in PAGES if section in page.sections), None)
