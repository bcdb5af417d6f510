"""Groups of practices: one network, several, a sub-ICB or everyone, as they were on a given day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from greenpractice.directory import Directory, Practice
from greenpractice.documents import ReturnDocument
from greenpractice.periods import Period


@dataclass(frozen=True, slots=True)
class Group:
    """Networks by code under one name; without `pcns` everyone in the area."""

    name: str
    pcns: frozenset[str] | None

    def holds(self, pcn: str | None) -> bool:
        """True if practices of this network belong to the group; None is a practice without network."""
        return self.pcns is None or pcn in self.pcns

    def members(self, directory: Directory, day: date) -> list[str]:
        """The listed practices that belonged to it on a day."""
        return [
            practice.ods_code
            for practice in directory.practices
            if practice.here_on(day) and self.holds(directory.pcn_on(practice.ods_code, day))
        ]


def one_pcn(directory: Directory, code: str) -> Group:
    """One network, listed or not."""
    pcn = directory.pcn(code)
    return Group(pcn.name if pcn else code, frozenset({code}))


def several_pcns(name: str, codes: Iterable[str]) -> Group:
    """Networks to look at together."""
    return Group(name, frozenset(codes))


def sub_icb(directory: Directory, code: str) -> Group:
    """The networks of a sub-ICB location."""
    return Group(code, frozenset(pcn.code for pcn in directory.pcns if pcn.sub_icb == code))


def everyone() -> Group:
    """Every practice of Leicester, Leicestershire and Rutland, without a network too."""
    return Group("Leicester, Leicestershire and Rutland", None)


def membership_day(practice: Practice | None, period: Period) -> date:
    """The last day of the period, or of a practice that had closed by then its own last day."""
    if practice is not None and practice.closed is not None:
        return min(practice.closed, period.last_day)
    return period.last_day


def pcn_of(directory: Directory, document: ReturnDocument, period: Period) -> str | None:
    """The network a return counts in: the list's on the last day; of an unlisted practice the return's."""
    practice = directory.practice(document.ods_code)
    if practice is None:
        return document.pcn_code
    return directory.pcn_on(document.ods_code, membership_day(practice, period))
