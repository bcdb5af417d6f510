"""What a collation is about: a group of practices in a quarter or year, and what groups are known by."""

from dataclasses import dataclass

from greenpractice.facts.directory import Directory
from greenpractice.network.groups import (
    SUB_ICBS,
    UNKNOWN_SUB_ICB,
    Group,
    everyone,
    no_network,
    several_pcns,
    sub_icb,
)
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument

EVERYONE, NO_NETWORK, NO_SUB_ICB = "all", "none", "unknown"


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose returns are collated, and for which quarter or year."""

    group: Group
    period: Period

    @property
    def periods(self) -> frozenset[Period]:
        """The periods whose returns count: the quarter, or of a year its quarters and the year itself."""
        return frozenset((self.period, *self.period.quarters) if self.period.is_year else (self.period,))

    def is_of_group(self, directory: Directory, document: ReturnDocument) -> bool:
        """True if the practice of a return belongs to the group in this period."""
        return self.group.holds_return(directory, document)


def group_key(group: Group) -> str:
    """`U11111`, `U11111-U22222`, a sub-ICB like `04C` or `unknown`, `none`, `all`: whatever it is called."""
    if group.sub_icb is not None:
        return group.sub_icb or NO_SUB_ICB
    if group.pcns is None:
        return EVERYONE
    return "-".join(sorted(group.pcns)) or NO_NETWORK


def group_of_key(key: str, name: str) -> Group:
    """The group that has this key, of networks under the name that is given."""
    if key == EVERYONE:
        return everyone()
    if key == NO_NETWORK:
        return no_network()
    if key == NO_SUB_ICB or key in SUB_ICBS:
        return sub_icb(UNKNOWN_SUB_ICB if key == NO_SUB_ICB else key)
    return several_pcns(name, key.split("-"))
