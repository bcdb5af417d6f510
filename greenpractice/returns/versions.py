"""Versions of the return format: how a document of an older one becomes one of the next, step by step."""

from collections.abc import Callable
from typing import Any

_Json = dict[str, Any]


def _to_version_2(values: _Json) -> _Json:
    """Version 2 has more sections and a seal that is signed as a whole; all of version 1 is as it was."""
    return {**values, "version": 2}


UPGRADES: tuple[Callable[[_Json], _Json], ...] = (_to_version_2,)
VERSION = 1 + len(UPGRADES)
RELEASED = 1  # the newest version that programs out there write: fields of a later one may still change


def version_of(values: _Json) -> int | None:
    """The version a document says it is of, from 1; None if it says none."""
    version = values.get("version")
    if isinstance(version, str) and version.isascii() and version.isdigit() and len(version) < 9:
        version = int(version)
    if isinstance(version, bool) or not isinstance(version, int):
        return None
    return version if version >= 1 else None


def upgraded(values: _Json, version: int) -> _Json:
    """The document as one of today's version, whatever older version it is of."""
    for upgrade in UPGRADES[version - 1 :]:
        values = upgrade(values)
    return values
