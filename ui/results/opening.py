"""Comparison files among files that are opened or dropped: they go to Results, the rest elsewhere."""

from collections.abc import Iterable
from pathlib import Path

from greenpractice.comparison.comparison_file import SUFFIX
from ui.results.compared_card import ComparedCard
from ui.window.frame import Frame


def without_comparisons(window: Frame, files: Iterable[Path]) -> list[Path]:
    """The other files; each comparison is opened on Results."""
    given = list(files)
    comparisons = [file for file in given if file.suffix.lower() == SUFFIX]
    if comparisons and (shown := _card_of(window)) is not None:
        for file in comparisons:
            shown.open_file(file)
    return [file for file in given if file not in comparisons]


def choose_comparison(window: Frame) -> None:
    """Ask for a comparison file, on Results."""
    if (shown := _card_of(window)) is not None:
        shown.choose()


def _card_of(window: Frame) -> ComparedCard | None:
    window.open_page("results")
    return window.pages["results"].findChild(ComparedCard)
