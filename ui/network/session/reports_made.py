"""The network reports that are made in the window, as versions that the store keeps."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from greenpractice.network.network import Network
from greenpractice.reports.network.issues import Issue, group_key, next_issue

if TYPE_CHECKING:
    from ui.network.session.lead_workspace import NetworkWorkspace


def issue_of(workspace: "NetworkWorkspace", network: Network) -> Issue:
    """The version that a report of a network made now would be."""
    held = workspace.store.network_reports(group_key(network), network.period)
    return next_issue(network, held, datetime.now(UTC))
