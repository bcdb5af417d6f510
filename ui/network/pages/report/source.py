"""What the preview of a network's report is of: the PDF as it would be made now."""

from collections.abc import Hashable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from greenpractice.processes import GivenUp
from greenpractice.reports.page_image import PreviewPages
from greenpractice.tasks.network_files import Collation
from ui.network.pages.lead_page import NONE_YET
from ui.network.session.reports_made import issue_of
from ui.session.jobs import Jobs, Reins
from ui.summary.preview_source import Making, NoPreview

if TYPE_CHECKING:
    from ui.network.session.lead_workspace import NetworkWorkspace


class ReportSource:
    """Read with the returns of every year, as the file is, beside the window."""

    what = "network PDF"

    def __init__(self, workspace: "NetworkWorkspace") -> None:
        self._workspace = workspace

    @property
    def key(self) -> Hashable:
        """The group and the period in view."""
        return self._workspace.group, self._workspace.period

    def making(self) -> Making:
        """Of what came until now; without any return there is nothing to look at."""
        workspace = self._workspace
        view, services, demo = workspace.view(), workspace.services, workspace.store.is_demo()
        if services is None or not view.network.counted:
            raise NoPreview(NONE_YET)

        def make(reins: Reins) -> PreviewPages:
            network = workspace.report_network(view)
            if reins.is_cancelled():
                raise GivenUp
            issue = issue_of(workspace, network, view, every_year=True)
            return services.preview_report(Collation(network, view.judged.files, demo, issue=issue))

        return make

    def jobs(self, owner: QObject) -> Jobs:
        """They read the store, so it is closed after them."""
        return self._workspace.previews
