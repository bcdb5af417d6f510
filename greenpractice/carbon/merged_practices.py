"""What a practice is compared with where others were merged into it since."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from greenpractice.carbon.like_for_like import Parts
from greenpractice.facts.directory import Correction, Directory
from greenpractice.periods import A_YEAR, Period


def with_merged(own: Parts, merged: Mapping[Correction, Parts], apart: int = A_YEAR) -> Parts:
    """A practice's parts of an earlier time, with those of the practices that were merged into it since.

    A part that lacks one of these is left out, and so is a section that one of them lacks, or has not whole,
    and a part whose like of now began before they came: the practice would seem to have grown by their
    patients. So is one of a later time, beside which the practice stood alone: it would seem to shrink.
    """
    found = {}
    for period, footprint in own.items():
        now = period.moved(apart)
        since = {
            said: parts for said, parts in merged.items() if period.first_day < said.first <= now.last_day
        }
        if any(now.first_day < said.first <= period.last_day for said in merged):
            continue
        if all(said.first <= now.first_day and period in parts for said, parts in since.items()):
            there = [footprint, *(parts[period] for parts in since.values())]
            both = set.intersection(*(set(each.by_section) for each in there))
            lines = [line for each in there for line in each.lines if line.section in both]
            each = [part.patients for part in there]
            known = [patients for patients in each if patients is not None]
            together = sum(known, Decimal(0)) if len(known) == len(each) else None
            found[period] = replace(footprint, lines=tuple(lines), patients=together)
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
