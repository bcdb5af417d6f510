"""Measures all that can be measured of pictures: every page of both windows, and the pages of the PDFs.

Run as `python -m tests.pictures.measure [window|paper] [--looks PATTERN...]`. It prints each fault with
where it is, then a table: measure, places measured, faults; and ends with 1 if there are any.
"""

import argparse
import os
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path
from tempfile import TemporaryDirectory

from greenpractice.app import LocalServices
from tests.pictures.faults import Found
from tests.pictures.marks_in_grey import marks_in_grey
from tests.pictures.paper_measures import measure_pdf
from tests.pictures.papers import network_papers, practice_papers
from tests.pictures.window_measures import measure
from ui import screenshots
from ui.screenshots import Look, Scenes

WHAT = ("window", "paper")
SIZES = ((1366, 688), (1093, 534))
TEXTS = (100, 125, 150, 200)
THEMES = {"light": Look(), "dark": Look(dark=True), "contrast": Look(contrast=True)}
TALL = (1366, 4000)  # all of a page at once: its colours are measured there


def every_look() -> dict[str, Look]:
    """By name, as "light-1366-100", themes, sizes of window and of text; and tall ones for colours."""
    looks = {
        f"{name}-{size[0]}-{text}": Look(theme.dark, text, size, theme.contrast)
        for name, theme in THEMES.items()
        for size in SIZES
        for text in TEXTS
    }
    tall = {f"{name}-tall": Look(theme.dark, 100, TALL, theme.contrast) for name, theme in THEMES.items()}
    return {**looks, **tall}


def windows(
    services: LocalServices,
    looks: dict[str, Look],
    scenes: Sequence[Scenes] = (screenshots.usual, screenshots.in_states),
) -> Iterator[tuple[str, str, Found]]:
    """Page, look and what was found, of every page in these looks."""
    for shot in screenshots.shots(services, looks, scenes):
        look = looks[shot.look]
        colours = look.size == TALL
        yield shot.page, shot.look, measure(shot.window, shot.page, look.size, look.text, colours=colours)


class Report:
    """Collects what was found, each fault once with all looks it is seen in."""

    def __init__(self) -> None:
        self._places: defaultdict[str, int] = defaultdict(int)
        self._faults: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)

    def add(self, page: str, look: str, found: Found) -> None:
        """Add a page in a look."""
        for name, places in found.places.items():
            self._places[name] += places
        for name, fault in found.faults:
            if not self._faults[name, page, fault]:  # a run takes long: what it finds is told at once too
                print(f"{name} | {page} | {look} | {fault}", file=sys.stderr, flush=True)
            self._faults[name, page, fault].append(look)

    @property
    def is_well(self) -> bool:
        """True where nothing was found."""
        return not self._faults

    def lines(self) -> Iterator[str]:
        """Each fault, and then the table."""
        for (name, page, fault), looks in sorted(self._faults.items()):
            several = f"{looks[0]} and {len(looks) - 1} more" if len(looks) > 1 else looks[0]
            yield f"{name} | {page} | {several} | {fault}"
        yield f"{'Measure':28}{'Places':>9}{'Faults':>8}{'Seen':>8}"
        for name in sorted(self._places):
            faults = [looks for (measured, _, _), looks in self._faults.items() if measured == name]
            yield f"{name:28}{self._places[name]:>9,}{len(faults):>8}{sum(map(len, faults)):>8}"


def asked_for(words: Sequence[str]) -> tuple[Sequence[str], dict[str, Look]]:
    """What is measured, and in which looks: everything, if nothing is named."""
    said = (__doc__ or "").split("\n")[0]
    parser = argparse.ArgumentParser(prog="tests.pictures.measure", description=said)
    parser.add_argument("what", nargs="?", choices=WHAT)
    parser.add_argument("--looks", nargs="+", default=["*"], metavar="PATTERN", help="as light-1366-*")
    asked = parser.parse_args(words)
    wanted = {
        name: look
        for name, look in every_look().items()
        if any(fnmatch(name, pattern) for pattern in asked.looks)
    }
    return (asked.what,) if asked.what else WHAT, wanted


def main(words: Sequence[str]) -> int:
    """1 if anything was found."""
    report, begun = Report(), time.monotonic()
    what, looks = asked_for(words)
    if "window" in what:
        with TemporaryDirectory() as folder:
            os.environ["GREENPRACTICE_STORE"] = str(Path(folder) / "greenpractice.db")
            for page, look, found in windows(LocalServices(), looks):
                report.add(page, look, found)
        report.add("tags", "", marks_in_grey())
    if "paper" in what:
        for name, data, usual in (*practice_papers(), *network_papers()):
            report.add(name, "paper", measure_pdf(data, usual=usual))
    for line in report.lines():
        print(line)
    print(f"{time.monotonic() - begun:.0f} s")
    return int(not report.is_well)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
