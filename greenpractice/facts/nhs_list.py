"""A newer list of practices and networks, as the NHS publishes it, put in the place of the shipped one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from greenpractice.facts.directory import Directory, Membership, Pcn, Practice, Stretch
from greenpractice.periods import day_words


@dataclass(frozen=True, slots=True)
class NhsList:
    """What files of one name said of practices and networks of the area; any of the three may be empty.

    `id` and `at` (the day it was loaded) are those of the data file.
    """

    file: str
    practices: tuple[Practice, ...] = ()
    pcns: tuple[Pcn, ...] = ()
    memberships: tuple[Membership, ...] = ()
    at: date | None = None
    id: int = 0


def with_list(directory: Directory, newer: NhsList) -> Directory:
    """The directory as a newer list has it.

    What the list does not name stays: a practice that it no longer has did not vanish. Memberships of a
    practice that it names are its own from their first day on, those before are kept.
    """
    practices = {each.ods_code: each for each in directory.practices}
    for practice in newer.practices:
        known = practices.get(practice.ods_code)
        if known is not None:  # a name that is the same but for its capitals stays as it is written
            name = known.name if known.name.casefold() == practice.name.casefold() else practice.name
            practice = replace(practice, name=name, in_llr_from=known.in_llr_from, in_llr_to=known.in_llr_to)
        practices[practice.ods_code] = practice
    pcns = {each.code: each for each in directory.pcns} | {each.code: each for each in newer.pcns}
    named: dict[str, list[Membership]] = {}
    for membership in newer.memberships:
        named.setdefault(membership.ods_code, []).append(membership)
    memberships = [
        each for code in practices for each in _joined(directory.memberships(code), named.get(code, ()))
    ]
    return directory.with_tables(practices.values(), pcns.values(), memberships)


def _joined(held: Iterable[Membership], newer: Iterable[Membership]) -> Iterator[Membership]:
    ordered = sorted(newer, key=lambda each: each.first)
    if not ordered:
        yield from held
        return
    before = ordered[0].first - timedelta(days=1)
    for each in held:
        if each.first <= before:
            yield replace(each, last=min(each.last or before, before))
    yield from ordered


def changes(before: Directory, after: Directory) -> list[str]:
    """What a newer list changes, a sentence each: practices, their networks, networks."""
    return [*_practice_changes(before, after), *_pcn_changes(before, after)]


def _practice_changes(before: Directory, after: Directory) -> Iterator[str]:
    for practice in after.practices:
        code = practice.ods_code
        known = before.practice(code)
        if known is None:
            closed = f", {_closed_words(practice.closed)}" if practice.closed else ""
            yield f"New practice: {practice.name} ({code}){closed}."
        else:
            if known.closed != practice.closed:
                yield f"{practice.name} ({code}) {_closed_words(practice.closed)}."
            if known.sub_icb != practice.sub_icb:
                yield f"{practice.name} ({code}) is in sub-ICB {practice.sub_icb}, not {known.sub_icb}."
            if known.name.casefold() != practice.name.casefold():
                yield f"{known.name} ({code}) is called {practice.name}."
        then, now = (_networks(each, code) for each in (before, after))
        for pcn, first, last in sorted(now - then):
            pcn_now = after.pcn(pcn)
            when = Stretch(first, last if last != date.max else None)
            yield f"{practice.name} ({code}) is in {pcn_now.name if pcn_now else pcn} {when.words}."


def _networks(directory: Directory, code: str) -> set[tuple[str, date, date]]:
    return {(each.pcn_code, each.first, each.last or date.max) for each in directory.memberships(code)}


def _closed_words(closed: date | None) -> str:
    return f"closed on {day_words(closed)}" if closed else "is open again"


def _pcn_changes(before: Directory, after: Directory) -> Iterator[str]:
    known: Mapping[str, Pcn] = {each.code: each for each in before.pcns}
    for pcn in after.pcns:
        if pcn.code not in known:
            yield f"New network: {pcn.name} ({pcn.code})."
        elif known[pcn.code].closed != pcn.closed:
            yield f"{pcn.name} ({pcn.code}) {_closed_words(pcn.closed)}."
