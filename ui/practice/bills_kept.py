"""What is remembered of bill files: the columns of each kind of file, and the site of each meter."""

import json
from collections.abc import Iterable, Mapping

from greenpractice.bills.columns import text_of
from greenpractice.bills.naming import remembered_as
from greenpractice.bills.values import BillFile, Source
from ui.session.preferences import Preferences

_COLUMNS, _SITE = "bills/columns", "bills/site"
_MOST_KEPT = 30


def kept_columns(preferences: Preferences | None) -> dict[str, str]:
    """The choices of columns, by the shape of the headers."""
    try:
        found = json.loads(preferences.text(_COLUMNS, "{}") if preferences is not None else "{}")
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {shape: text for shape, text in found.items() if isinstance(text, str)}


def kept_sites(preferences: Preferences | None, sources: Iterable[Source]) -> dict[Source, str]:
    """The sites that were said of these meters."""
    if preferences is None:
        return {}
    found = {source: preferences.text(f"{_SITE}/{remembered_as(source)}") for source in sources}
    return {source: site for source, site in found.items() if site}


def keep(preferences: Preferences | None, found: BillFile, sites: Mapping[Source, str]) -> None:
    """Remember the columns of a file that was taken, and where its meters are; never their numbers."""
    if preferences is None or found.columns is None:
        return
    columns = {**kept_columns(preferences), found.shape: text_of(found.columns)}
    preferences.put(_COLUMNS, json.dumps(dict(list(columns.items())[-_MOST_KEPT:])))
    for source, site in sites.items():
        preferences.put(f"{_SITE}/{remembered_as(source)}", site or None)
