"""What a store keeps of the network reports that were made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    """A version of a group's report for a period; `at` is when it was first made (UTC).

    `group` is its key. `shown` is all that the report shows, in parts: lines of text, or a digest of them. It
    is empty where a program before this one noted the version, under what the group was called.
    """

    group: str
    period: Period
    version: int
    at: datetime
    practices: Mapping[str, Counted]
    shown: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class ReportsKept(Protocol):
    """A part of the store. Each method that writes is one transaction."""

    def network_reports(self, group: str, period: Period) -> list[NetworkReport]:
        """The reports of a group for a period, in the order of their versions."""
        ...

    def keep_network_report(self, report: NetworkReport) -> None:
        """Remember that a report was made, once."""
        ...
