"""Every page of a network's window in the order of the navigation: one tuple, which the frame reads."""

from ui.window.page_spec import PageSpec

NETWORK_PAGES: tuple[PageSpec, ...] = (
    PageSpec(
        "returns",
        "Returns received",
        "Ctrl+1",
        "network.pages.returns_page",
        "NetworkReturnsPage",
        "Data",
        icon="inbox",
        purpose="Choose a practice to see what it sent",
        fills=True,
    ),
    PageSpec(
        "published",
        "Published data",
        "Ctrl+6",
        "network.pages.published_page",
        "PublishedPage",
        "Data",
        icon="file",
        purpose="Prescribing that is public, for practices without a return",
    ),
    PageSpec(
        "network",
        "Network results",
        "Ctrl+2",
        "network.pages.network_results_page",
        "NetworkResultsPage",
        "Reports",
        icon="chart-bar",
        purpose="All practices of the network together",
    ),
    PageSpec(
        "side",
        "Practices side by side",
        "Ctrl+3",
        "network.pages.side_page",
        "SideBySidePage",
        "Reports",
        icon="arrows-diff",
        purpose="One measure of every practice",
    ),
    PageSpec(
        "chase",
        "Chase list",
        "Ctrl+4",
        "network.pages.chase_page",
        "ChasePage",
        "Reports",
        icon="mail",
        purpose="Whom to ask, and the words to ask with",
    ),
    PageSpec(
        "report",
        "Network report",
        "Ctrl+5",
        "network.pages.report_page",
        "NetworkReportPage",
        "Reports",
        icon="presentation-analytics",
        purpose="For your board and for your practices",
        scrolls=False,
    ),
    PageSpec(
        "settings", "Settings", "", "network.pages.lead_settings_page", "NetworkSettingsPage", icon="settings"
    ),
    PageSpec("help", "Help", "", "window.help_page", "HelpPage", scrolls=False, icon="help-circle"),
)
