"""The network's PDF: what the Greener Lead brings to the meeting, tagged like a practice's summary."""

from collections.abc import Sequence

from greenpractice.network.coverage import period_so_far
from greenpractice.network.network import Network
from greenpractice.network.states import NETWORK_TITLE, FileState
from greenpractice.reports.metadata import DocumentInfo
from greenpractice.reports.network.front_pages import coverage_pages, front_page
from greenpractice.reports.network.issues import Issue, mark_of
from greenpractice.reports.network.practice_pages import practices_pages
from greenpractice.reports.tagged import build_pdf


def network_pdf(network: Network, files: Sequence[FileState], issue: Issue, demo: bool = False) -> bytes:
    """A version of the report of a network's period. The same returns and files give the same bytes."""
    title = f"{NETWORK_TITLE}: {network.group.name}, {period_so_far(network)}"
    info = DocumentInfo(title, network.group.name, mark_of(issue.report), issue.report.at)
    story = [*front_page(network, files, issue)]
    if network.counted:
        story += practices_pages(network)
    story += coverage_pages(network, files, issue)
    start = "DEMO DATA: made up. " if demo else ""
    words = f"{start}{network.group.name}, {period_so_far(network)}, version {issue.report.version}"
    return build_pdf(
        story,
        info,
        head=(NETWORK_TITLE, "For the practices of the network"),
        footer=words,
        watermark="DEMO DATA" if demo else None,
    )
