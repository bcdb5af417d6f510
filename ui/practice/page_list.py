"""Every page of a practice's window in the order of the navigation: one tuple, which the shell reads."""

from ui.window.page_spec import PageSpec


def _sections(
    module: str, name: str, title: str, keys: str, *sections: str, group: str = "Data", scrolls: bool = True
) -> PageSpec:
    return PageSpec(sections[0], title, keys, module, name, group, sections, scrolls)


PAGES: tuple[PageSpec, ...] = (
    PageSpec("home", "Home", "Ctrl+1", "home_page", "HomePage", "Data"),
    _sections("practice_page", "PracticePage", "Practice details", "Ctrl+2", "practice"),
    _sections("inhaler_page", "InhalerPage", "Inhalers", "Ctrl+3", "inhalers", scrolls=False),
    _sections("section_pages", "AsthmaPage", "Asthma care", "Ctrl+4", "asthma_care"),
    _sections("section_pages", "ReturnsPage", "Returns", "Ctrl+5", "inhaler_returns", "pen_returns"),
    _sections("energy_page", "EnergyPage", "Energy", "Ctrl+6", "electricity", "heating"),
    _sections(
        "section_pages", "TravelPage", "Travel", "Ctrl+7", "business_travel", "commuting", "appointments"
    ),
    _sections(
        "section_pages", "SuppliesPage", "Water, waste and paper", "Ctrl+Shift+7", "water", "waste", "paper"
    ),
    PageSpec("check", "Check answers", "F7", "check_page", "CheckPage", "Data"),
    PageSpec("results", "Results", "Ctrl+8", "results_page", "ResultsPage", "Reports"),
    PageSpec("indicators", "Indicators", "Ctrl+Shift+8", "indicators_page", "IndicatorsPage", "Reports"),
    _sections("actions_page", "ActionsPage", "Actions", "Ctrl+9", "actions", group="Reports"),
    PageSpec(
        key="summary",
        title="Summary PDF",
        shortcut="Ctrl+P",
        module="summary_page",
        name="SummaryPage",
        group="Reports",
        menu="&Preview and print summary",
    ),
    PageSpec("import", "Import inhalers", "Ctrl+I", "import_page", "ImportPage"),
    PageSpec("settings", "Settings", "", "settings_page", "SettingsPage"),
    PageSpec("help", "Help", "", "help.page", "HelpPage"),
)


def page_of_section(section: str) -> PageSpec | None:
    """The page that edits a section."""
    return next((page for page in PAGES if section in page.sections), None)
