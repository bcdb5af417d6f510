"""Which practices the Lead looks at: the groups to choose from, and what is remembered of the choice."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from greenpractice.directory import Directory
from greenpractice.network.groups import SUB_ICBS, Group, everyone, one_pcn, several_pcns, sub_icb
from greenpractice.periods import Period
from ui.preferences import Preferences

_EVERYONE = "all"


def group_key(group: Group) -> str:
    """The networks of a group, as they are remembered: `U11111-U22222`, or `all`."""
    return _EVERYONE if group.pcns is None else "-".join(sorted(group.pcns))


def group_of(directory: Directory, key: str, name: str = "") -> Group | None:
    """The group that was remembered, without practices added or left out; None for no networks."""
    if key == _EVERYONE:
        return everyone()
    codes = [code for code in key.split("-") if code]
    if len(codes) == 1:
        return one_pcn(directory, codes[0])
    for code in SUB_ICBS:
        found = sub_icb(directory, code)
        if found.pcns == frozenset(codes):
            return found
    return several_pcns(name or f"{len(codes)} networks", codes) if codes else None


def wider_groups(directory: Directory) -> Iterator[Group]:
    """Each sub-ICB, and everyone."""
    for code in SUB_ICBS:
        yield sub_icb(directory, code)
    yield everyone()


class NetworkChoices:
    """What the Lead chose, in the preferences: own network, group in view, practices, dates of asking."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    @property
    def own(self) -> str:
        """The code of the Lead's own network."""
        return self._preferences.text("network/own")

    def put_own(self, code: str) -> None:
        """Remember the Lead's own network."""
        self._preferences.put("network/own", code)

    def group(self, directory: Directory) -> Group | None:
        """The group that was in view, else the own network."""
        text = self._preferences.text
        found = group_of(directory, text("network/group", self.own), text("network/name"))
        return None if found is None else self.with_practices(found)

    def put_group(self, group: Group) -> None:
        """Remember the group in view and which practices were added to it or left out."""
        key, put = group_key(group), self._preferences.put
        put("network/group", key)
        put("network/name", group.name)
        put(f"network/added/{key}", " ".join(sorted(group.added)) or None)
        put(f"network/left_out/{key}", " ".join(sorted(group.left_out)) or None)

    def with_practices(self, group: Group) -> Group:
        """The group with the practices that were added to it and left out of it."""
        key, text = group_key(group), self._preferences.text
        added, left_out = text(f"network/added/{key}"), text(f"network/left_out/{key}")
        return replace(group, added=frozenset(added.split()), left_out=frozenset(left_out.split()))

    def asked_on(self, period: Period, code: str) -> date | None:
        """When a practice was asked for its return of a period."""
        try:
            return date.fromisoformat(self._preferences.text(f"network/asked/{period.id}/{code}"))
        except ValueError:
            return None

    def put_asked(self, period: Period, code: str, day: date | None) -> None:
        """Remember when it was asked, or with None that it was not."""
        self._preferences.put(f"network/asked/{period.id}/{code}", day.isoformat() if day else None)

    @property
    def due_days(self) -> int:
        """How many days after the end of a period its returns are due."""
        text = self._preferences.text("network/due_days", "31")
        return int(text) if text.isdecimal() and int(text) <= 366 else 31

    def put_due_days(self, days: int) -> None:
        """Remember the rule for the due date."""
        self._preferences.put("network/due_days", str(days))
