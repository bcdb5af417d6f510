"""Every page of a practice's window in the order of the navigation: one tuple, which the frame reads."""

from greenpractice.sections import SECTION_BY_KEY, keys_of
from greenpractice.themes import ASTHMA, ENERGY, OTHER, RETURNED, TRAVEL
from ui.practice.section_icons import ICONS
from ui.window.page_spec import PageSpec

# By the first section of a page; one that is not here has the introduction of its section.
PURPOSES = {
    "inhalers": "Enter inhalers, not prescriptions. pMDI: puffer, DPI: dry powder, CO₂e: carbon",
    keys_of(RETURNED)[0]: "What patients bring back to you",
    keys_of(ENERGY)[0]: "One row for each bill. Bills are shared out by days",
    keys_of(TRAVEL)[0]: "Journeys of your staff and your patients",
    keys_of(OTHER)[0]: "What you use up and what is taken away",
}


def _sections(
    module: str, name: str, title: str, keys: str, *sections: str, group: str = "Data", scrolls: bool = True
) -> PageSpec:
    purpose = PURPOSES.get(sections[0]) or SECTION_BY_KEY[sections[0]].introduction
    icon = ICONS[sections[0]]
    return PageSpec(
        sections[0], title, keys, module, name, group, sections, scrolls, icon, purpose, fills=not scrolls
    )


PAGES: tuple[PageSpec, ...] = (
    PageSpec("home", "Home", "Ctrl+1", "practice.home_page", "HomePage", "Data", icon="home"),
    _sections("practice.details_page", "PracticePage", "Practice details", "Ctrl+2", "practice"),
    _sections("inhalers.inhaler_page", "InhalerPage", "Inhalers", "Ctrl+3", "inhalers", scrolls=False),
    _sections("practice.section_pages", "AsthmaPage", ASTHMA.page, "Ctrl+4", *keys_of(ASTHMA)),
    _sections("practice.section_pages", "ReturnsPage", RETURNED.page, "Ctrl+5", *keys_of(RETURNED)),
    _sections("practice.energy_page", "EnergyPage", ENERGY.page, "Ctrl+6", *keys_of(ENERGY)),
    _sections("practice.section_pages", "TravelPage", TRAVEL.page, "Ctrl+7", *keys_of(TRAVEL)),
    _sections("practice.section_pages", "SuppliesPage", OTHER.page, "Ctrl+Shift+7", *keys_of(OTHER)),
    PageSpec(
        "check",
        "Check answers",
        "F7",
        "practice.check_page",
        "CheckPage",
        "Data",
        icon="checklist",
        purpose="Look through it once before you send it",
    ),
    PageSpec(
        "results",
        "Results",
        "Ctrl+8",
        "results.results_page",
        "ResultsPage",
        "Reports",
        icon="chart-bar",
        purpose="What your practice gives off, where it comes from and how it changes",
    ),
    PageSpec(
        "indicators",
        "Indicators",
        "Ctrl+Shift+8",
        "results.indicators_page",
        "IndicatorsPage",
        "Reports",
        icon="gauge",
        purpose="Where you stand on inhalers and asthma care",
    ),
    _sections("practice.actions_page", "ActionsPage", "Actions", "Ctrl+9", "actions", group="Reports"),
    PageSpec(
        key="summary",
        title="Summary PDF",
        shortcut="Ctrl+P",
        module="summary.summary_page",
        name="SummaryPage",
        group="Reports",
        icon="file-text",
        purpose="What partners read and your network receives",
        scrolls=False,
        menu="&Preview and print summary",
    ),
    PageSpec(
        "import",
        "Import inhalers",
        "Ctrl+I",
        "inhalers.import_page",
        "ImportPage",
        icon="file-import",
        purpose="From a file of your prescribing system or published data",
        scrolls=False,
        fills=True,
    ),
    PageSpec("settings", "Settings", "", "practice.settings_page", "SettingsPage", icon="settings"),
    PageSpec("help", "Help", "", "window.help_page", "HelpPage", scrolls=False, icon="help-circle"),
)


def page_of_section(section: str) -> PageSpec | None:
    """The page that edits a section."""
    return next((page for page in PAGES if section in page.sections), None)
