"""Prescribing files read in a process of its own: what it does there, and how often it says how far it is."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from greenpractice.prescribing.gather import given_twice, part_of, read_prescribing, size_of
from greenpractice.prescribing.opening import Progress
from greenpractice.prescribing.starter.joining import none_taken, with_starters
from greenpractice.prescribing.values import Prescribing
from greenpractice.processes import Tell

READER = "The program that reads prescribing files"
_STEPS = 400  # how often progress is told in all, not for every block


def read_aside(tell: Tell, files: Sequence[Path], practice: str) -> Prescribing:
    """What files say of a practice; told are pairs of bytes read and bytes of all files."""
    return read_prescribing(files, practice, progress_of(tell))


def read_starters_aside(tell: Tell, files: Sequence[Path], practices: frozenset[str]) -> Prescribing:
    """What starter files, and no others, say of practices; told likewise."""
    if twice := list(given_twice(files)):
        return none_taken(files, twice)
    sizes, progress = [size_of(file) for file in files], progress_of(tell)
    parts = [part_of(progress, sum(sizes[:place]), size, sum(sizes)) for place, size in enumerate(sizes)]
    return with_starters(none_taken(files, ()), files, files, practices, parts)


def progress_of(tell: Tell) -> Progress:
    """What tells how far reading is, and lets whoever waits for it come first."""
    if sys.platform != "win32":
        os.nice(5)
    told = -1

    def progress(done: int, size: int) -> None:
        nonlocal told
        step = done * _STEPS // size if size else _STEPS
        if step != told:
            told = step
            tell((done, size))

    return progress
