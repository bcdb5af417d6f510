"""The practices and networks of the area: who is where, when, under which name, with how many patients."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from greenpractice.facts.sources import Source
from greenpractice.periods import Period

ODS_CODE = re.compile(r"[A-Z][0-9]{5}", re.ASCII)
_MADE_UP = re.compile(r"Z9999[0-9]", re.ASCII)  # the NHS gives no practice a code that begins with Z


def is_ods_code(text: str) -> bool:
    """True for one capital letter and five digits, the form of a practice's and of a network's code."""
    return ODS_CODE.fullmatch(text) is not None


def is_made_up(ods_code: str) -> bool:
    """True for the codes of the demo's practices, which no return of a real practice has."""
    return _MADE_UP.fullmatch(ods_code) is not None


@dataclass(frozen=True, slots=True)
class Practice:
    """One practice. Its last day still counts as open; `in_llr_*` are set only if it came or went."""

    ods_code: str
    name: str
    postcode: str
    opened: date
    closed: date | None
    sub_icb: str
    in_llr_from: date | None
    in_llr_to: date | None
    source: Source

    def here_on(self, day: date) -> bool:
        """True if it was open and in Leicester, Leicestershire and Rutland on that day."""
        return lies_in(day, self.opened, self.closed) and lies_in(day, self.in_llr_from, self.in_llr_to)


@dataclass(frozen=True, slots=True)
class Pcn:
    """One Primary Care Network."""

    code: str
    name: str
    sub_icb: str
    opened: date
    closed: date | None
    source: Source


@dataclass(frozen=True, slots=True)
class Membership:
    """A practice in a network from `first` to `last`, both counted; without `last` it had not ended."""

    ods_code: str
    pcn_code: str
    first: date
    last: date | None
    source: Source


@dataclass(frozen=True, slots=True)
class ListSize:
    """Registered patients of a practice on one day."""

    ods_code: str
    day: date
    patients: Decimal
    source: Source


class Directory:
    """Answers who, where and when from the tables; every answer is a table's, nothing is guessed."""

    def __init__(
        self,
        practices: Iterable[Practice],
        pcns: Iterable[Pcn],
        memberships: Iterable[Membership] = (),
        list_sizes: Iterable[ListSize] = (),
        former_names: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self.practices = tuple(practices)
        self.pcns = tuple(pcns)
        self._practices = {practice.ods_code: practice for practice in self.practices}
        self._pcns = {pcn.code: pcn for pcn in self.pcns}
        self._former_names = dict(former_names or {})
        self._memberships: dict[str, list[Membership]] = {}
        for membership in sorted(memberships, key=lambda membership: membership.first):
            self._memberships.setdefault(membership.ods_code, []).append(membership)
        self._list_sizes: dict[str, list[ListSize]] = {}
        for size in sorted(list_sizes, key=lambda size: size.day):
            self._list_sizes.setdefault(size.ods_code, []).append(size)

    def practice(self, ods_code: str) -> Practice | None:
        """The practice with this code, closed ones too."""
        return self._practices.get(ods_code)

    def quarters_open(self, ods_code: str, period: Period) -> tuple[Period, ...]:
        """The quarters of a period (of a quarter itself) on a day of which a practice was open.

        One that no list names is taken to be open in all of them.
        """
        practice = self.practice(ods_code)
        if practice is None:
            return period.made_of
        return tuple(
            quarter
            for quarter in period.made_of
            if practice.opened <= quarter.last_day
            and (practice.closed is None or practice.closed >= quarter.first_day)
        )

    def pcn(self, code: str) -> Pcn | None:
        """The network with this code, closed ones too."""
        return self._pcns.get(code)

    def former_names(self, code: str) -> tuple[str, ...]:
        """Names that a practice or a network had before."""
        return self._former_names.get(code, ())

    def memberships(self, ods_code: str) -> tuple[Membership, ...]:
        """Every network it belonged to, the earliest first."""
        return tuple(self._memberships.get(ods_code, ()))

    def pcn_on(self, ods_code: str, day: date) -> str | None:
        """The code of the network it belonged to on that day, as the table of memberships says."""
        for membership in self._memberships.get(ods_code, ()):
            if lies_in(day, membership.first, membership.last):
                return membership.pcn_code
        return None

    def latest_pcn(self, ods_code: str) -> str | None:
        """The network it belongs to now or, if closed, belonged to on its last day. None if it has left."""
        memberships = self._memberships.get(ods_code)
        if not memberships:
            return None
        newest, practice = memberships[-1], self._practices.get(ods_code)
        closed = practice.closed if practice else None
        still_in = newest.last is None or (closed is not None and newest.last >= closed)
        return newest.pcn_code if still_in else None

    def members(self, pcn_code: str, day: date) -> tuple[Practice, ...]:
        """The practices of a network on a day: open, in the area and in this network that day."""
        return tuple(
            practice
            for practice in self.practices
            if practice.here_on(day) and self.pcn_on(practice.ods_code, day) == pcn_code
        )

    def list_size(self, ods_code: str, day: date | None = None) -> ListSize | None:
        """The newest list size, or the newest not after `day`. It may be years old: print its day."""
        sizes = [size for size in self._list_sizes.get(ods_code, ()) if day is None or size.day <= day]
        return sizes[-1] if sizes else None

    def search(self, text: str) -> tuple[Practice, ...]:
        """Practices whose name (former ones too), code, postcode or network's name contains the text.

        Case, spaces and punctuation do not count; a text without letters and digits finds all.
        """
        wanted = _squeezed(text)
        return tuple(
            practice
            for practice in self.practices
            if any(wanted in _squeezed(field) for field in self._searchable(practice))
        )

    def _searchable(self, practice: Practice) -> Iterator[str]:
        yield from (practice.name, practice.ods_code, practice.postcode)
        yield from self.former_names(practice.ods_code)
        pcn = self._pcns.get(self.latest_pcn(practice.ods_code) or "")
        if pcn:
            yield from (pcn.name, *self.former_names(pcn.code))


def lies_in(day: date, first: date | None, last: date | None) -> bool:
    """True if the day is from `first` to `last`, both counted; None is without end."""
    return (first is None or first <= day) and (last is None or day <= last)


def _squeezed(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
