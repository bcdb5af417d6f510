"""The network reports that are made in the window, as versions that the store keeps."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from greenpractice.network.lead import View
from greenpractice.network.network import Network
from greenpractice.reports.network.issues import Issue
from greenpractice.reports.network.versions import held_reports, next_issue

if TYPE_CHECKING:
    from ui.network.session.lead_workspace import NetworkWorkspace

Stamp = tuple[int, int, int] | None


def stamp_of(path: Path) -> Stamp:
    """What changes once another file stands there, or none."""
    with suppress(OSError):
        found = path.stat()
        return found.st_ino, found.st_size, found.st_mtime_ns
    return None


def issue_of(workspace: "NetworkWorkspace", network: Network, view: View, *, every_year: bool) -> Issue:
    """The version that a report of a network made now would be.

    The files are all that came of the period, as in the `view` that it was made in: the report says the same
    once the app was closed. Where the network is not of `every_year`, what was read of the years beside the
    window says what is shown of them.
    """
    held = held_reports(workspace.store, network)
    demo = workspace.store.is_demo()
    now = datetime.now(UTC)
    over_years = workspace.trajectory if workspace.history_is_known else None
    return next_issue(network, held, now, view.judged.files, demo, every_year, view.stored, over_years)
