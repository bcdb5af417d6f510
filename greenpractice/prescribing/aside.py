"""Prescribing files read in a process of its own: what it does there, and how often it says how far it is."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from greenpractice.prescribing.gather import read_prescribing
from greenpractice.prescribing.values import Prescribing
from greenpractice.processes import Tell

READER = "The program that reads prescribing files"
_STEPS = 400  # how often progress is told in all, not for every block


def read_aside(tell: Tell, files: Sequence[Path], practice: str) -> Prescribing:
    """What files say of a practice; told are pairs of bytes read and bytes of all files."""
    if sys.platform != "win32":
        os.nice(5)  # whoever waits for it comes first
    told = -1

    def progress(done: int, size: int) -> None:
        nonlocal told
        step = done * _STEPS // size if size else _STEPS
        if step != told:
            told = step
            tell((done, size))

    return read_prescribing(files, practice, progress)
