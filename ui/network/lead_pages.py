"""Every page of a network's window in the order of the navigation: one tuple, which the frame reads."""

from ui.window.page_spec import PageSpec

NETWORK_PAGES: tuple[PageSpec, ...] = (
    PageSpec(
        "returns", "Returns received", "Ctrl+1", "network.pages.returns_page", "NetworkReturnsPage", "Data"
    ),
    PageSpec(
        "published", "Published data", "Ctrl+6", "network.pages.published_page", "PublishedPage", "Data"
    ),
    PageSpec(
        "network",
        "Network results",
        "Ctrl+2",
        "network.pages.network_results_page",
        "NetworkResultsPage",
        "Reports",
    ),
    PageSpec(
        "side", "Practices side by side", "Ctrl+3", "network.pages.side_page", "SideBySidePage", "Reports"
    ),
    PageSpec("chase", "Chase list", "Ctrl+4", "network.pages.chase_page", "ChasePage", "Reports"),
    PageSpec(
        "report", "Network report", "Ctrl+5", "network.pages.report_page", "NetworkReportPage", "Reports"
    ),
    PageSpec("settings", "Settings", "", "network.pages.lead_settings_page", "NetworkSettingsPage"),
    PageSpec("help", "Help", "", "window.help_page", "HelpPage"),
)
