"""The shipped tables of practices and networks, read, checked and made into the directory."""

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from greenpractice.errors import FactsError
from greenpractice.facts.directory import (
    ODS_CODE,
    Directory,
    ListSize,
    Membership,
    Pcn,
    Practice,
    is_ods_code,
    lies_in,
)
from greenpractice.facts.in_use import of_facts
from greenpractice.facts.sources import Source, load_sources, need_source
from greenpractice.facts.tables_reading import need_date, need_decimal, need_text, parse_csv, resource_text

__all__ = [
    "ODS_CODE",
    "Directory",
    "ListSize",
    "Membership",
    "Pcn",
    "Practice",
    "is_ods_code",
    "load_directory",
]

_Known = TypeVar("_Known")
_Sources = Mapping[str, Source]
_STAY_COLUMNS = ("in_llr_from", "in_llr_to")
_PRACTICE_COLUMNS = ("ods_code", "name", "postcode", "opened", "closed", "sub_icb", *_STAY_COLUMNS, "source")
_PCN_COLUMNS = ("pcn_code", "name", "sub_icb", "opened", "closed", "source")
_NAME_COLUMNS = ("code", "name", "last_seen", "source")
_MEMBERSHIP_COLUMNS = ("ods_code", "pcn_code", "from", "to", "source")
_LIST_SIZE_COLUMNS = ("ods_code", "day", "patients", "source")


@of_facts
def load_directory() -> Directory:
    """The shipped practices, networks, memberships and list sizes."""

    def table(file: str) -> tuple[str, str]:
        return f"practices/{file}", resource_text(f"practices/{file}")

    sources = load_sources("practices/sources.toml")
    practices = parse_practices(*table("practices.csv"), sources)
    pcns = parse_pcns(*table("pcns.csv"), sources)
    return Directory(
        practices.values(),
        pcns.values(),
        parse_memberships(*table("memberships.csv"), sources, practices, pcns),
        parse_list_sizes(*table("list_sizes.csv"), sources, practices),
        parse_former_names(*table("former_names.csv"), sources, {**practices, **pcns}),
    )


def parse_practices(file: str, text: str, sources: _Sources) -> dict[str, Practice]:
    """Practices by code."""
    practices: dict[str, Practice] = {}
    for key, row in parse_csv(file, text, _PRACTICE_COLUMNS):
        code = _need_new_code(file, key, row["ods_code"], practices)
        opened = need_date(file, key, "opened", row["opened"])
        closed = _end(file, key, "closed", row["closed"], opened)
        came = _optional_day(file, key, "in_llr_from", row["in_llr_from"])
        practices[code] = Practice(
            code,
            need_text(file, key, "name", row["name"]),
            need_text(file, key, "postcode", row["postcode"]),
            opened,
            closed,
            need_text(file, key, "sub_icb", row["sub_icb"]),
            came,
            _end(file, key, "in_llr_to", row["in_llr_to"], came or opened),
            need_source(file, key, sources, row["source"]),
        )
    return practices


def parse_pcns(file: str, text: str, sources: _Sources) -> dict[str, Pcn]:
    """Networks by code."""
    pcns: dict[str, Pcn] = {}
    for key, row in parse_csv(file, text, _PCN_COLUMNS):
        code = _need_new_code(file, key, row["pcn_code"], pcns)
        opened = need_date(file, key, "opened", row["opened"])
        pcns[code] = Pcn(
            code,
            need_text(file, key, "name", row["name"]),
            need_text(file, key, "sub_icb", row["sub_icb"]),
            opened,
            _end(file, key, "closed", row["closed"], opened),
            need_source(file, key, sources, row["source"]),
        )
    return pcns


def parse_memberships(
    file: str, text: str, sources: _Sources, practices: Mapping[str, Practice], pcns: Mapping[str, Pcn]
) -> tuple[Membership, ...]:
    """Memberships; a practice is in one network at a time, which must exist on those days."""
    memberships: dict[str, list[Membership]] = {}
    for key, row in parse_csv(file, text, _MEMBERSHIP_COLUMNS):
        practice = _need_known(file, key, "practice", row["ods_code"], practices)
        pcn = _need_known(file, key, "PCN", row["pcn_code"], pcns)
        first = need_date(file, key, "from", row["from"])
        last = _end(file, key, "to", row["to"], first)
        source = need_source(file, key, sources, row["source"])
        membership = Membership(practice.ods_code, pcn.code, first, last, source)
        if not (lies_in(first, pcn.opened, pcn.closed) and _ends_by(last, pcn.closed)):
            raise FactsError(file, key, f"{pcn.code} was not open all the time {practice.ods_code} was in it")
        others = memberships.setdefault(practice.ods_code, [])
        if any(_overlap(membership, other) for other in others):
            raise FactsError(file, key, f"{practice.ods_code} would be in two networks at once")
        others.append(membership)
    return tuple(membership for group in memberships.values() for membership in group)


def parse_list_sizes(
    file: str, text: str, sources: _Sources, practices: Mapping[str, Practice]
) -> tuple[ListSize, ...]:
    """List sizes, one per practice and day."""
    sizes: dict[tuple[str, date], ListSize] = {}
    for key, row in parse_csv(file, text, _LIST_SIZE_COLUMNS):
        code = _need_known(file, key, "practice", row["ods_code"], practices).ods_code
        day = need_date(file, key, "day", row["day"])
        patients = need_decimal(file, key, "patients", row["patients"])
        if patients != patients.to_integral_value():
            raise FactsError(file, key, f"patients must be a whole number, not {row['patients']}")
        if (code, day) in sizes:
            raise FactsError(file, key, f"{code} has two list sizes on {day}")
        sizes[code, day] = ListSize(code, day, patients, need_source(file, key, sources, row["source"]))
    return tuple(sizes.values())


def parse_former_names(
    file: str, text: str, sources: _Sources, known: Mapping[str, object]
) -> dict[str, tuple[str, ...]]:
    """Names that practices and networks had before, by code."""
    names: dict[str, tuple[str, ...]] = {}
    for key, row in parse_csv(file, text, _NAME_COLUMNS):
        code = row["code"]
        _need_known(file, key, "practice or PCN", code, known)
        need_date(file, key, "last_seen", row["last_seen"])
        need_source(file, key, sources, row["source"])
        names[code] = (*names.get(code, ()), need_text(file, key, "name", row["name"]))
    return names


def _need_new_code(file: str, key: str, code: str, known: Mapping[str, object]) -> str:
    if not is_ods_code(code):
        raise FactsError(file, key, f"{code!r} is not a code of one capital letter and five digits")
    if code in known:
        raise FactsError(file, key, f"{code} stands there twice")
    return code


def _need_known(file: str, key: str, kind: str, code: str, known: Mapping[str, _Known]) -> _Known:
    if code not in known:
        raise FactsError(file, key, f"{code!r} is not a known {kind}")
    return known[code]


def _optional_day(file: str, key: str, name: str, text: str) -> date | None:
    return need_date(file, key, name, text) if text else None


def _end(file: str, key: str, name: str, text: str, start: date) -> date | None:
    """The last day of something that may go on, refused if before its first day."""
    end = _optional_day(file, key, name, text)
    if end is not None and end < start:
        raise FactsError(file, key, f"{name} {end} is before {start}")
    return end


def _ends_by(end: date | None, limit: date | None) -> bool:
    return limit is None or (end is not None and end <= limit)


def _overlap(one: Membership, other: Membership) -> bool:
    return lies_in(one.first, other.first, other.last) or lies_in(other.first, one.first, one.last)
