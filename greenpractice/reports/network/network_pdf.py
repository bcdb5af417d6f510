"""The network's PDF: what the Greener Lead brings to the meeting, tagged like a practice's summary."""

from collections.abc import Sequence
from datetime import UTC, datetime

from greenpractice.network.coverage import period_so_far
from greenpractice.network.network import Network
from greenpractice.network.states import FileState
from greenpractice.reports.metadata import DocumentInfo
from greenpractice.reports.network.front_pages import coverage_pages, front_page
from greenpractice.reports.network.practice_pages import practices_pages
from greenpractice.reports.tagged import build_pdf


def network_pdf(network: Network, files: Sequence[FileState], demo: bool = False) -> bytes:
    """The PDF of a network's period. The same returns and files give the same bytes."""
    created = _created(network)
    title = f"Greener practice network summary: {network.group.name}, {period_so_far(network)}"
    info = DocumentInfo(title, network.group.name, "Carbon and inhaler indicators of a network", created)
    story = [*front_page(network, files)]
    if network.sent:
        story += practices_pages(network)
    story += coverage_pages(network, files)
    start = "DEMO DATA: made up. " if demo else ""
    words = f"{start}{network.group.name}, {period_so_far(network)}"
    return build_pdf(
        story,
        info,
        footer=lambda page, pages: f"{words}, page {page} of {pages}",
        watermark="DEMO DATA" if demo else None,
    )


def _created(network: Network) -> datetime:
    """The time of the newest return in it, so that the same returns make the same file."""
    times = [
        datetime.fromisoformat(document.created)
        for documents in network.returns.values()
        for document in documents
    ]
    aware = [time if time.tzinfo else time.replace(tzinfo=UTC) for time in times]
    day = network.period.last_day
    return max(aware, default=datetime(day.year, day.month, day.day, tzinfo=UTC))
