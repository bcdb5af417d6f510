"""Every page of a network's window in the order of the navigation: one tuple, which the frame reads."""

from ui.window.page_spec import PageSpec

NETWORK_PAGES: tuple[PageSpec, ...] = (
    PageSpec("returns", "Returns received", "Ctrl+1", "network.returns_page", "NetworkReturnsPage", "Data"),
    PageSpec("network", "Network results", "Ctrl+2", "network.results_page", "NetworkResultsPage", "Reports"),
    PageSpec("side", "Practices side by side", "Ctrl+3", "network.side_page", "SideBySidePage", "Reports"),
    PageSpec("chase", "Chase list", "Ctrl+4", "network.chase_page", "ChasePage", "Reports"),
    PageSpec("report", "Network report", "Ctrl+5", "network.report_page", "NetworkReportPage", "Reports"),
    PageSpec("settings", "Settings", "", "network.settings_page", "NetworkSettingsPage"),
    PageSpec("help", "Help", "", "help.page", "HelpPage"),
)
