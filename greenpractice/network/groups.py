"""Groups of practices: one network, several, a sub-ICB or everyone, as they were on a given day."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from greenpractice.facts.directory import Directory, Practice, lies_in
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument

# The three former clinical commissioning groups, whose codes the sub-ICB locations kept
SUB_ICBS = {
    "04C": "Leicester City",
    "03W": "East Leicestershire and Rutland",
    "04V": "West Leicestershire",
}


@dataclass(frozen=True, slots=True)
class Group:
    """Networks by code under one name; without `pcns` everyone in the area.

    `added` and `left_out` are practices by code that the Lead counts, or does not count, in any period.
    """

    name: str
    pcns: frozenset[str] | None
    added: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()

    def holds(self, ods_code: str, pcn: str | None) -> bool:
        """True if a practice that is in this network belongs to the group; None is without a network."""
        if ods_code in self.added or ods_code in self.left_out:
            return ods_code in self.added
        return self.pcns is None or pcn in self.pcns

    def with_practice(self, ods_code: str) -> "Group":
        """The group with a practice in it by the Lead's word."""
        return replace(self, added=self.added | {ods_code}, left_out=self.left_out - {ods_code})

    def without_practice(self, ods_code: str) -> "Group":
        """The group without a practice by the Lead's word."""
        return replace(self, added=self.added - {ods_code}, left_out=self.left_out | {ods_code})

    def members(self, directory: Directory, day: date) -> list[str]:
        """The listed practices that belonged to it on a day, and those added that were open then."""
        listed = [
            practice.ods_code
            for practice in directory.practices
            if practice.here_on(day)
            and self.holds(practice.ods_code, directory.pcn_on(practice.ods_code, day))
        ]
        return listed + [
            code for code in sorted(self.added - set(listed)) if _was_open(directory.practice(code), day)
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
    name = SUB_ICBS.get(code)
    words = f"{name} (sub-ICB {code})" if name else code
    return Group(words, frozenset(pcn.code for pcn in directory.pcns if pcn.sub_icb == code))


def everyone() -> Group:
    """Every practice of Leicester, Leicestershire and Rutland, without a network too."""
    return Group("Leicester, Leicestershire and Rutland", None)


def _was_open(practice: Practice | None, day: date) -> bool:
    return practice is None or lies_in(day, practice.opened, practice.closed)


def membership_day(practice: Practice | None, period: Period) -> date:
    """The last day of the period, or of a practice that had closed by then its own last day."""
    if practice is not None and practice.closed is not None:
        return min(practice.closed, period.last_day)
    return period.last_day


def pcn_of(directory: Directory, document: ReturnDocument) -> str | None:
    """The network a return counts in, by its own period, whatever year is asked for: so a quarter stays
    where its practice was, though that moved or closed before the year ended."""
    if directory.practice(document.ods_code) is None:
        return document.pcn_code
    return listed_pcn(directory, document.ods_code, document.period)


def listed_pcn(directory: Directory, ods_code: str, period: Period) -> str | None:
    """The network of a listed practice on the last day of a period, or on its own if it had closed."""
    return directory.pcn_on(ods_code, membership_day(directory.practice(ods_code), period))
