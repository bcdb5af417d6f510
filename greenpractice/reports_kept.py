"""What a store keeps of the network reports that were made."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from greenpractice.periods import Period


@dataclass(frozen=True, slots=True)
class CountedReturn:
    """A return that counted in a report; `digest` tells its figures and flags apart."""

    period: Period
    revision: int
    digest: str


@dataclass(frozen=True, slots=True)
class Counted:
    """What a report said of one practice: its returns, and kg as an exact decimal text."""

    name: str
    kg: str
    returns: tuple[CountedReturn, ...]


@dataclass(frozen=True, slots=True)
class NetworkReport:
    """A version of a group's report for a period; `at` is when it was first made (UTC)."""

    group: str
    period: Period
    version: int
    at: datetime
    practices: Mapping[str, Counted]


class ReportsKept(Protocol):
    """A part of the store. Each method that writes is one transaction."""

    def network_reports(self, group: str, period: Period) -> list[NetworkReport]:
        """The reports of a group for a period, in the order of their versions."""
        ...

    def keep_network_report(self, report: NetworkReport) -> None:
        """Remember that a report was made, once."""
        ...
