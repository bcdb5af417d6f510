"""The practices and networks of the area: who is where, when, under which name, with how many patients."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from greenpractice.facts.sources import Source
from greenpractice.periods import Period, day_words

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

    def had_closed(self, period: Period) -> bool:
        """True if it was open on no day of a period any more: on its last day it still was."""
        return self.closed is not None and self.closed < period.first_day


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


@dataclass(frozen=True, slots=True)
class Place:
    """Where a practice's figures stand: its network, None for none, and its sub-ICB, None if no list says."""

    pcn: str | None
    sub_icb: str | None


CorrectionKind = Literal["network", "none", "left_out", "merged"]


@dataclass(frozen=True, slots=True)
class Correction:
    """The Lead's word on a practice from a day on, until the next one of it: it wins over every list.

    It is in the network `code`, in no network (`none`), in no count at all (`left_out`), or merged into the
    practice `code`, so that its last day was the one before. `id` is that of the data file, 0 before.
    """

    ods_code: str
    first: date
    kind: CorrectionKind
    code: str | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from `first` to `last`, both counted; without `last` they have not ended."""

    first: date
    last: date | None

    @property
    def words(self) -> str:
        """`from 1 July 2026 to 31 December 2026`, or `from 1 July 2026`."""
        return f"from {day_words(self.first)}" + (f" to {day_words(self.last)}" if self.last else "")


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
        self._corrections: dict[str, list[Correction]] = {}
        self._merged: dict[str, list[Correction]] = {}  # by the practice that others were merged into
        self.idle_mergers: tuple[Correction, ...] = ()  # said by the Lead, and into nobody who took over
        self._list_sizes: dict[str, list[ListSize]] = {}
        for size in sorted(list_sizes, key=lambda size: size.day):
            self._list_sizes.setdefault(size.ods_code, []).append(size)

    def with_tables(
        self, practices: Iterable[Practice], pcns: Iterable[Pcn], memberships: Iterable[Membership]
    ) -> "Directory":
        """The same list sizes and former names with other tables of practices, networks and memberships."""
        sizes = (size for found in self._list_sizes.values() for size in found)
        return Directory(practices, pcns, memberships, sizes, self._former_names)

    def corrected(self, corrections: Iterable[Correction]) -> "Directory":
        """The same with the Lead's corrections; of two from one day the later one said holds.

        A merger counts where there is somebody who took over: not into a practice that had closed, as in a
        circle of mergers the last one does, nor into one that nobody knows. Else it would count nowhere.
        """
        found, mergers = copy(self), list[Correction]()
        found._corrections, found._merged = {}, {}
        for said in sorted(corrections, key=lambda said: (said.first, said.id)):
            if said.kind == "merged":
                mergers.append(said)
            else:
                found._corrections.setdefault(said.ods_code, []).append(said)
        found._practices, merged, idle = dict(self._practices), dict[str, Correction](), list[Correction]()
        for said in mergers:
            if not found._has_successor(said, merged):
                idle.append(said)
                continue
            merged[said.ods_code] = said
            known = self._practices.get(said.ods_code)
            if known is not None:
                found._practices[said.ods_code] = _until_merged(known, said)
        for said in merged.values():
            found._merged.setdefault(said.code or "", []).append(said)
        found.practices = tuple(found._practices[each.ods_code] for each in self.practices)
        found.idle_mergers = tuple(idle)
        return found

    def _has_successor(self, said: Correction, merged: Mapping[str, Correction]) -> bool:
        """True if the practice that another was merged into is there that day, or one that it went into."""
        code, seen = said.code or "", {said.ods_code}
        while code not in seen:
            seen.add(code)
            practice = self._practices.get(code)
            if practice is None:
                return code in self._corrections
            if practice.closed is None or practice.closed >= said.first:
                return True
            code = (merged[code].code or "") if code in merged else said.ods_code
        return False

    @property
    def corrected_codes(self) -> list[str]:
        """The practices whose place the Lead corrected."""
        return sorted(self._corrections)

    def correction_on(self, ods_code: str, day: date) -> Correction | None:
        """What the Lead said of a practice's place on a day."""
        said = [each for each in self._corrections.get(ods_code, ()) if each.first <= day]
        return said[-1] if said else None

    def said_in(self, ods_code: str, period: Period) -> Correction | None:
        """What the Lead said of where a practice's figures of a period stand.

        It is what held on the day that decides it; of a practice that had closed by then, and so was nowhere
        in the period, what was said of that time itself.
        """
        practice = self.practice(ods_code)
        was_nowhere = practice is not None and practice.had_closed(period)
        return self.correction_on(
            ods_code, period.last_day if was_nowhere else membership_day(practice, period)
        )

    def first_correction(self, ods_code: str) -> Correction | None:
        """The Lead's word on a practice's place that holds from the earliest day."""
        return next(iter(self._corrections.get(ods_code, ())), None)

    def merged_into(self, ods_code: str) -> Sequence[Correction]:
        """What the Lead said of practices that were merged into this one, or into one that was before."""
        found: dict[str, Correction] = {}
        into = [ods_code]
        while into:
            for said in self._merged.get(into.pop(), ()):
                if said.ods_code != ods_code and said.ods_code not in found:
                    found[said.ods_code] = said
                    into.append(said.ods_code)
        return tuple(found.values())

    def decides(self, ods_code: str, period: Period) -> bool:
        """True if a list or the Lead says where a practice stands; else its own return does."""
        listed = self.practice(ods_code) is not None
        return listed or self.said_in(ods_code, period) is not None

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
            if practice.opened <= quarter.last_day and not practice.had_closed(quarter)
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
        """The code of the network it belonged to on that day, by the Lead's word, else by the lists."""
        said = self.correction_on(ods_code, day)
        if said is not None:
            return said.code
        for membership in self._memberships.get(ods_code, ()):
            if lies_in(day, membership.first, membership.last):
                return membership.pcn_code
        return None

    def place_in(self, ods_code: str, period: Period) -> Place | None:
        """Where the figures of a listed practice in a period stand: the one rule of membership (rule 25).

        It is where the practice was on the period's last day, or on its own last day if it had closed by
        then, and its own sub-ICB even with no network. None for one that was not in the area that day, that
        the Lead left out (of a year: of any of its quarters), or that neither a list nor the Lead names.
        """
        if period.is_year and self.is_left_out(ods_code, period):
            return None
        practice = self.practice(ods_code)
        said = self.said_in(ods_code, period)
        if said is not None:
            in_network = self.pcn(said.code) if said.code else None
            of = practice or in_network
            return None if said.kind == "left_out" else Place(said.code, of.sub_icb if of else None)
        day = membership_day(practice, period)
        if practice is None or not lies_in(day, practice.in_llr_from, practice.in_llr_to):
            return None
        return Place(self.pcn_on(ods_code, day), practice.sub_icb)

    def is_left_out(self, ods_code: str, period: Period) -> bool:
        """True if the Lead left a practice out of every count in a period, or in any quarter of a year."""
        return any(self._left_out_by(ods_code, period))

    def left_out_in(self, ods_code: str, period: Period) -> tuple[Stretch, ...]:
        """From when to when the Lead left a practice out, as far as that keeps a quarter of a period out."""
        by = list(self._left_out_by(ods_code, period))
        return tuple(
            stretch
            for stretch in (self._left_out(ods_code) if by else ())
            if any(lies_in(said.first, stretch.first, stretch.last) for said in by)
        )

    def _left_out_by(self, ods_code: str, period: Period) -> Iterator[Correction]:
        for quarter in period.made_of:
            said = self.said_in(ods_code, quarter)
            if said is not None and said.kind == "left_out":
                yield said

    def _left_out(self, ods_code: str) -> Iterator[Stretch]:
        """Each time that the Lead left a practice out, until something else was said of it."""
        first: date | None = None
        for said in self._corrections.get(ods_code, ()):
            if said.kind == "left_out":
                first = first or said.first
                continue
            if first is not None and first < said.first:
                yield Stretch(first, said.first - timedelta(days=1))
            first = None
        if first is not None:
            yield Stretch(first, None)

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

    def list_sizes(self, ods_code: str) -> tuple[ListSize, ...]:
        """Every list size that is known of it, the earliest first."""
        return tuple(self._list_sizes.get(ods_code, ()))

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


def _until_merged(practice: Practice, said: Correction | None) -> Practice:
    """A practice whose last day was the one before it was merged into another one."""
    if said is None:
        return practice
    last = said.first - timedelta(days=1)
    return replace(practice, closed=min(last, practice.closed or last))


def membership_day(practice: Practice | None, period: Period) -> date:
    """The last day of the period, or of a practice that had closed by then its own last day."""
    if practice is not None and practice.closed is not None:
        return min(practice.closed, period.last_day)
    return period.last_day


def lies_in(day: date, first: date | None, last: date | None) -> bool:
    """True if the day is from `first` to `last`, both counted; None is without end."""
    return (first is None or first <= day) and (last is None or day <= last)


def _squeezed(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
