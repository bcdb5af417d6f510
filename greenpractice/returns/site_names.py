"""Sites whose names are so alike that they may be one: `main` beside `Main surgery`, or `Mian Street`."""

import re
from collections.abc import Iterable, Iterator, Mapping

from greenpractice.errors import Issue
from greenpractice.returns.documents import ReturnDocument
from greenpractice.returns.energy_rows import ENERGY_SECTIONS
from greenpractice.texts import name_key

_WORD = re.compile(r"[^\W_]+")
# What a building is called beside its name; annexe, branch and numbers tell one site from another.
_OF_ANY = frozenset({
    "the", "surgery", "practice", "site", "building", "centre", "center", "medical", "health", "clinic",
    "house", "premises", "gp", "group", "street", "st", "road", "rd", "lane", "avenue",
})  # fmt: skip
# Letters of a word in which a slip is likelier than another name: Hill and Mill are two, Mian and Main one.
_LEAST, _LEAST_SWAPPED = 5, 4


def alike(name: str, others: Iterable[str]) -> str | None:
    """The first of other names that this one may be, None where it is one of them or like none."""
    others = list(others)
    if not name_key(name) or name_key(name) in map(name_key, others):
        return None
    return next((other for other in others if _may_be_one(name, other)), None)


def sites_alike(document: ReturnDocument) -> Iterator[Issue]:
    """A question for each site of bills whose name is like one that stands in a row before them.

    The sites of the practice come first: bills are for them.
    """
    known = _names(document.rows("practice"))
    for section in ENERGY_SECTIONS:
        found: dict[str, list[int]] = {}
        for at, row in enumerate(document.rows(section)):
            if row.get("site"):
                found.setdefault(name_key(row["site"]), []).append(at)
        for key, rows in found.items():
            site = document.rows(section)[rows[0]]["site"].strip()
            other = alike(site, known.values())
            known.setdefault(key, site)
            if other is not None:
                yield Issue(section, rows[0], "site", _sentence(site, other), question=True, rows=tuple(rows))


def _sentence(site: str, other: str) -> str:
    return f"{site} and {other} may be one site: if they are, write the same name, as each counts apart"


def _names(rows: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """The names of sites as they are written, by their keys, in the order of rows."""
    found: dict[str, str] = {}
    for row in rows:
        if row.get("site"):
            found.setdefault(name_key(row["site"]), row["site"].strip())
    return found


def _may_be_one(name: str, other: str) -> bool:
    mine, theirs = (_WORD.findall(each.casefold()) for each in (name, other))
    fewer, more = sorted((set(mine), set(theirs)), key=len)
    if fewer <= more and more - fewer <= _OF_ANY and fewer - _OF_ANY:
        return True
    differ = [pair for pair in zip(mine, theirs, strict=False) if pair[0] != pair[1]]
    return len(mine) == len(theirs) and len(differ) == 1 and _is_slip(*differ[0])


def _is_slip(one: str, other: str) -> bool:
    """Whether two words differ by a letter, or by two that changed places."""
    short, long = sorted((one, other), key=len)
    if not (one + other).isalpha() or len(short) < _LEAST_SWAPPED:
        return False
    if len(short) == len(long) and sorted(one) == sorted(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 2
    if len(short) < _LEAST:
        return False
    if len(short) == len(long):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    return len(long) - len(short) == 1 and any(short == long[:at] + long[at + 1 :] for at in range(len(long)))
