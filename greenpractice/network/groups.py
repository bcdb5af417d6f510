"""Groups of practices, and which returns and quarters belong to them: the one rule of membership.

A practice's quarter belongs where the practice was on the quarter's last day, or on its closing day, and to
its own sub-ICB even with no network (`Directory.place_in`). So all networks and "no network" together are
all sub-ICBs together, and these are everyone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from greenpractice.facts.directory import Directory, Place
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument

# The three former clinical commissioning groups, whose codes the sub-ICB locations kept
SUB_ICBS = {
    "04C": "Leicester City",
    "03W": "East Leicestershire and Rutland",
    "04V": "West Leicestershire",
}
NO_NETWORK = "Without a network"
UNKNOWN_SUB_ICB = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Practices of some networks, of a sub-ICB or of the whole area, under one name.

    `pcns` are networks by code: None is any and none, an empty set is practices without a network. `sub_icb`
    is a sub-ICB by code, UNKNOWN_SUB_ICB where no list says one; None is any. `added` and `left_out` are
    practices by code that the Lead counts, or does not count, in any period.
    """

    name: str
    pcns: frozenset[str] | None = None
    sub_icb: str | None = None
    added: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()

    def holds(self, ods_code: str, place: Place | None) -> bool:
        """True if figures of a practice that stand in this place belong to the group; None is elsewhere."""
        if ods_code in self.added or ods_code in self.left_out:
            return ods_code in self.added
        if place is None or (self.sub_icb is not None and self.sub_icb != (place.sub_icb or UNKNOWN_SUB_ICB)):
            return False
        if self.pcns is None:
            return True
        return place.pcn in self.pcns if self.pcns else place.pcn is None

    def holds_return(self, directory: Directory, document: ReturnDocument) -> bool:
        """True if a return belongs to the group, by its own period whatever year is asked for."""
        return self.holds(document.ods_code, place_of(directory, document))

    def has_network(self, directory: Directory, pcn: str) -> bool:
        """True if a network is one of the group's."""
        if self.sub_icb is not None:
            found = directory.pcn(pcn)
            return found is not None and found.sub_icb == self.sub_icb
        return self.pcns is None or pcn in self.pcns

    def expects(self, directory: Directory, ods_code: str, quarter: Period) -> bool:
        """True if a return of this quarter is expected of a listed practice, or of one that was added."""
        if not directory.quarters_open(ods_code, quarter):
            return False
        return self.holds(ods_code, directory.place_in(ods_code, quarter))

    def with_practice(self, ods_code: str) -> "Group":
        """The group with a practice in it by the Lead's word."""
        return replace(self, added=self.added | {ods_code}, left_out=self.left_out - {ods_code})

    def without_practice(self, ods_code: str) -> "Group":
        """The group without a practice by the Lead's word."""
        return replace(self, added=self.added - {ods_code}, left_out=self.left_out | {ods_code})

    def members(self, directory: Directory, period: Period) -> list[str]:
        """The practices of which any quarter of a period is expected in the group."""
        listed = [practice.ods_code for practice in directory.practices]
        return [
            code
            for code in dict.fromkeys((*listed, *directory.corrected_codes, *sorted(self.added)))
            if any(self.expects(directory, code, quarter) for quarter in period.made_of)
        ]


def one_pcn(directory: Directory, code: str) -> Group:
    """One network, listed or not."""
    pcn = directory.pcn(code)
    return Group(pcn.name if pcn else code, frozenset({code}))


def several_pcns(name: str, codes: Iterable[str]) -> Group:
    """Networks to look at together."""
    return Group(name, frozenset(codes))


def no_network() -> Group:
    """The practices that are in no network."""
    return Group(NO_NETWORK, frozenset())


def sub_icb(code: str) -> Group:
    """Every practice of a sub-ICB location, without a network too."""
    name = SUB_ICBS.get(code)
    if code == UNKNOWN_SUB_ICB:
        return Group("Sub-ICB not known", None, UNKNOWN_SUB_ICB)
    return Group(f"{name} (sub-ICB {code})" if name else f"Sub-ICB {code}", None, code)


def everyone() -> Group:
    """Every practice of Leicester, Leicestershire and Rutland, without a network too."""
    return Group("Leicester, Leicestershire and Rutland")


def place_of(directory: Directory, document: ReturnDocument) -> Place | None:
    """Where a return counts; where neither a list nor the Lead says, in the network the return says."""
    if directory.decides(document.ods_code, document.period):
        return directory.place_in(document.ods_code, document.period)
    pcn = directory.pcn(document.pcn_code) if document.pcn_code else None
    return Place(document.pcn_code, pcn.sub_icb if pcn else None)


def pcn_of(directory: Directory, document: ReturnDocument) -> str | None:
    """The network a return counts in, None for none."""
    place = place_of(directory, document)
    return place.pcn if place else None
