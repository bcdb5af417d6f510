"""Which practices the Lead looks at: the groups to choose from, and what is remembered of the choice."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from greenpractice.facts.directory import Directory
from greenpractice.network.asking import EVERYONE, NO_NETWORK, NO_SUB_ICB, group_key
from greenpractice.network.groups import (
    SUB_ICBS,
    UNKNOWN_SUB_ICB,
    Group,
    everyone,
    no_network,
    one_pcn,
    several_pcns,
    sub_icb,
)
from greenpractice.numbers import small_whole
from greenpractice.periods import Period
from ui.session.preferences import Preferences


def group_of(directory: Directory, key: str, name: str = "") -> Group | None:
    """The group that was remembered, without practices added or left out; None for no networks."""
    if key == EVERYONE:
        return everyone()
    if key == NO_NETWORK:
        return no_network()
    if key == NO_SUB_ICB:
        return sub_icb(UNKNOWN_SUB_ICB)
    if key in SUB_ICBS:
        return sub_icb(key)
    codes = [code for code in key.split("-") if code]
    if len(codes) == 1:
        return one_pcn(directory, codes[0])
    for code in SUB_ICBS:  # remembered before sub-ICBs had a key of their own, as all networks ever in it
        if {pcn.code for pcn in directory.pcns if pcn.sub_icb == code} == set(codes):
            return sub_icb(code)
    return several_pcns(name or f"{len(codes)} networks", codes) if codes else None


def wider_groups() -> Iterator[Group]:
    """Each sub-ICB, the practices of which no list says one, those without a network, and everyone."""
    for code in (*SUB_ICBS, UNKNOWN_SUB_ICB):
        yield sub_icb(code)
    yield no_network()
    yield everyone()


class NetworkChoices:
    """What the Lead chose, in the preferences: own network, group in view, practices, dates of asking."""

    def __init__(self, preferences: Preferences, place: str = "network") -> None:
        """`place` keeps those of the demo apart."""
        self._preferences, self._place = preferences, place

    @property
    def own(self) -> str:
        """The code of the Lead's own network."""
        return self._text("own")

    def put_own(self, group: Group) -> None:
        """Remember the Lead's own network, with the name to show where no list has it."""
        self._put("own", group_key(group))
        self._put("own_name", group.name)

    def own_group(self, directory: Directory) -> Group | None:
        """The Lead's own network as the lists have it."""
        found = group_of(directory, self.own)
        if found is not None and directory.pcn(self.own) is None:
            return replace(found, name=self._text("own_name", found.name))
        return found

    def group(self, directory: Directory) -> Group | None:
        """The group that was in view, else the own network."""
        key = self._text("group", self.own)
        found = group_of(directory, key, self._text("name"))
        if key == self.own:
            found = self.own_group(directory)
        return None if found is None else self.with_practices(found)

    def put_group(self, group: Group) -> None:
        """Remember the group in view and which practices were added to it or left out."""
        key = group_key(group)
        self._put("group", key)
        self._put("name", group.name)
        self._put(f"added/{key}", " ".join(sorted(group.added)) or None)
        self._put(f"left_out/{key}", " ".join(sorted(group.left_out)) or None)

    def with_practices(self, group: Group) -> Group:
        """The group with what was said of its practices and is not in the data file yet."""
        key = group_key(group)
        added, left_out = self._text(f"added/{key}"), self._text(f"left_out/{key}")
        return replace(group, added=frozenset(added.split()), left_out=frozenset(left_out.split()))

    def asked_on(self, period: Period, code: str) -> date | None:
        """When a practice was asked for its return of a period."""
        try:
            return date.fromisoformat(self._text(f"asked/{period.id}/{code}"))
        except ValueError:
            return None

    def put_asked(self, period: Period, code: str, day: date | None) -> None:
        """Remember when it was asked, or with None that it was not."""
        self._put(f"asked/{period.id}/{code}", day.isoformat() if day else None)

    @property
    def due_days(self) -> int:
        """How many days after the end of a period its returns are due."""
        days = small_whole(self._text("due_days", "31"), 0, 366)
        return 31 if days is None else days

    def put_due_days(self, days: int) -> None:
        """Remember the rule for the due date."""
        self._put("due_days", str(days))

    def _text(self, name: str, default: str = "") -> str:
        return self._preferences.text(f"{self._place}/{name}", default)

    def _put(self, name: str, text: str | None) -> None:
        self._preferences.put(f"{self._place}/{name}", text)
