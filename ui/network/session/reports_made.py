"""The network reports that are made in the window, as versions that the store keeps."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from greenpractice.errors import UserError
from greenpractice.network.network import Network
from greenpractice.reports.network.issues import Issue, group_key, next_issue
from greenpractice.reports_kept import NetworkReport

if TYPE_CHECKING:
    from ui.network.session.lead_workspace import NetworkWorkspace


def issue_of(workspace: "NetworkWorkspace", network: Network) -> Issue:
    """The version that a report of a network made now would be."""
    held = workspace.store.network_reports(group_key(network), network.period)
    return next_issue(network, held, datetime.now(UTC))


def note_report(workspace: "NetworkWorkspace", report: NetworkReport) -> None:
    """Remember that a report was made; what cannot be noted is told."""
    if workspace.can_write:
        try:
            workspace.store.keep_network_report(report)
        except UserError as error:
            workspace.refused.emit(str(error))
