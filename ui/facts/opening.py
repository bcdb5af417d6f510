"""Packs of facts among files that are opened or dropped: they go to Settings, the rest elsewhere."""

from collections.abc import Iterable
from pathlib import Path

from greenpractice.packs.pack_file import SUFFIX
from ui.facts.facts_card import FactsCard
from ui.window.frame import Frame


def without_packs(window: Frame, files: Iterable[Path]) -> list[Path]:
    """The other files; the first pack is looked at in Settings, and of more it is said."""
    given = list(files)
    packs = [file for file in given if file.suffix.lower() == SUFFIX]
    if packs:
        window.open_page("settings")
        found = window.pages["settings"].findChild(FactsCard)
        if found is not None:
            found.open_packs(packs)
    return [file for file in given if file not in packs]
