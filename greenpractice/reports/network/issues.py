"""A network's report as an issue: which version it is, what moved, and how it is known again."""

from dataclasses import dataclass
from hashlib import sha256

from greenpractice.facts.directory import Pcn
from greenpractice.network.network import Network
from greenpractice.reports_kept import NetworkReport


@dataclass(frozen=True, slots=True)
class Issue:
    """A report, and what moved since the version before it, in sentences; none in the first version."""

    report: NetworkReport
    moved: tuple[str, ...]
    since: int = 0


def networks_of(network: Network) -> list[Pcn]:
    """The networks a report covers, by name: those of the group in which any practice is then."""
    places = [
        network.directory.place_in(code, quarter)
        for code in network.members
        for quarter in network.period.made_of
    ]
    codes = {place.pcn for place in places if place is not None and place.pcn is not None}
    found = [
        network.directory.pcn(code) for code in codes if network.group.has_network(network.directory, code)
    ]
    return sorted((pcn for pcn in found if pcn is not None), key=lambda pcn: (pcn.name, pcn.code))


def mark_of(report: NetworkReport) -> str:
    """What a report's file says of itself, to be known again: group, period, version and a check code."""
    said = repr(
        (
            report.group, report.period.id, report.version, sorted(report.practices.items()),
            sorted(report.shown.items()),
        )
    )  # fmt: skip
    code = sha256(said.encode()).hexdigest()[:16]
    return f"Network report, {report.period.id}, version {report.version}, {code}"
