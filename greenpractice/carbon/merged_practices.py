"""What a practice is compared with where others were merged into it since."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from greenpractice.carbon.like_for_like import Parts
from greenpractice.facts.directory import Correction, Directory
from greenpractice.periods import Period


def with_merged(own: Parts, merged: Mapping[Correction, Parts]) -> Parts:
    """A practice's parts of the year before, with those of the practices that were merged into it since.

    A part that lacks one of these is left out, and so is a section that one of them lacks, or has not whole,
    and a part whose like of now began before they came: the practice would seem to have grown by their
    patients.
    """
    found = {}
    for period, footprint in own.items():
        now = Period(period.year + 1, period.quarter)
        since = {
            said: parts for said, parts in merged.items() if period.first_day < said.first <= now.last_day
        }
        if all(said.first <= now.first_day and period in parts for said, parts in since.items()):
            there = [footprint, *(parts[period] for parts in since.values())]
            both = set.intersection(*(set(each.by_section) for each in there))
            lines = [line for each in there for line in each.lines if line.section in both]
            found[period] = replace(footprint, lines=tuple(lines))
    return found


def merged_until(directory: Directory, ods_code: str, period: Period) -> list[str]:
    """The practices that were merged into one by the end of a period."""
    said = directory.merged_into(ods_code)
    return [each.ods_code for each in said if each.first <= period.last_day]


def with_those_merged(members: Iterable[str], directory: Directory, period: Period) -> list[str]:
    """Members, and who was merged into one of them: of whom earlier years are looked at."""
    members = list(members)
    merged = (each for code in members for each in merged_until(directory, code, period))
    return list(dict.fromkeys((*members, *merged)))
