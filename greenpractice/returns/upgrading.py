"""Versions of the return format: how a document of an older one becomes one of the next, step by step."""

from collections.abc import Callable, Mapping

from greenpractice.returns.documents import VERSION, Json


def _to_version_2(values: Json) -> Json:
    """Version 2 has more sections and a seal that is signed as a whole; all of version 1 is as it was."""
    return {**values, "version": 2}


UPGRADES: Mapping[int, Callable[[Json], Json]] = {1: _to_version_2}


def version_of(values: Json) -> int | None:
    """The version a document says it is of, from 1; None if it says none."""
    version = values.get("version")
    if isinstance(version, str) and version.isascii() and version.isdigit() and len(version) < 9:
        version = int(version)
    if isinstance(version, bool) or not isinstance(version, int):
        return None
    return version if version >= 1 else None


def upgraded(values: Json, version: int) -> Json:
    """The document as one of today's version, whatever older version it is of."""
    for number in range(version, VERSION):
        values = UPGRADES[number](values)
    return values
