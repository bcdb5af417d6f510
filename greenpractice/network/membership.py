"""Which list counts: the Lead's corrections, else the lists that were loaded, else the shipped tables."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from greenpractice.facts.directory import Correction, Directory
from greenpractice.facts.nhs_list import with_list
from greenpractice.facts.practices import load_directory
from greenpractice.network.groups import Group
from greenpractice.periods import day_words
from greenpractice.store import Store

IDLE_MERGER = (
    "This does not hold, as nobody was there that day to take over: both go on as practices of their own"
)
SINCE_EVER = date(2019, 4, 1)


def directory_of(store: Store) -> Directory:
    """Who is where, and when, as this data file has it."""
    return _listed(store).corrected(store.corrections())


def made_idle(store: Store, said: Correction) -> list[str]:
    """The practices from which nobody would take over once this is said, as in a circle of mergers."""
    there, listed = store.corrections(), _listed(store)
    last = replace(said, id=max((each.id for each in there), default=0) + 1)
    before, after = (listed.corrected(each).idle_mergers for each in (there, [*there, last]))
    return [each.ods_code for each in after if each not in before]


def _listed(store: Store) -> Directory:
    directory = load_directory()
    for newer in store.nhs_lists():
        directory = with_list(directory, newer)
    return directory


def idle_words(directory: Directory, members: Collection[str]) -> list[str]:
    """Each merger of a member that does not hold, a sentence each: the practice counts as before."""
    idle = (said for said in directory.idle_mergers if {said.ods_code, said.code} & {*members})
    return [f"{correction_words(said, directory)}." for said in idle]


def said_of(group: Group, there: Iterable[Correction]) -> list[Correction]:
    """What was said of a group's practices before the data file was open, as corrections that are not there.

    It had no date and held for any period, so it holds from the baseline year on. One that was added to
    several networks stands in the first of them.
    """
    known = {said.ods_code for said in there}
    network = min(group.pcns, default=None) if group.pcns else None
    added = [
        Correction(code, SINCE_EVER, "network", network)
        for code in sorted(group.added)
        if network is not None
    ]
    out = [Correction(code, SINCE_EVER, "left_out") for code in sorted(group.left_out)]
    return [said for said in (*added, *out) if said.ods_code not in known]


def correction_words(said: Correction, directory: Directory) -> str:
    """`Delta Centre (C82001): in Willows Health from 1 April 2026`."""
    practice, network = directory.practice(said.ods_code), directory.pcn(said.code) if said.code else None
    into = directory.practice(said.code) if said.code else None
    where = {
        "network": f"in {network.name if network else said.code}",
        "none": "in no network",
        "left_out": "left out of every count",
        "merged": f"merged into {into.name if into else said.code}",
    }[said.kind]
    name = f"{practice.name} ({said.ods_code})" if practice else said.ods_code
    words = f"{name}: {where} from {day_words(said.first)}"
    return f"{words}. {IDLE_MERGER}" if said in directory.idle_mergers else words
