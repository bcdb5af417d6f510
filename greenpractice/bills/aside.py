"""Bill files read in a process of its own, so that the window goes on and no file can stop it."""

from collections.abc import Mapping
from pathlib import Path

from greenpractice.bills.reading import read_bills
from greenpractice.bills.values import BillFile, Columns
from greenpractice.prescribing.aside import progress_of
from greenpractice.processes import Tell

READER = "The program that reads bill files"


def read_bills_aside(
    tell: Tell, path: Path, remembered: Mapping[str, str], chosen: Columns | None
) -> BillFile:
    """What a file says; told are pairs of bytes read and bytes in all."""
    return read_bills(path, remembered, chosen, progress_of(tell))
