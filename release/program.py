"""Where the built programs begin: the window, and beside it the command line without one."""

import os
import sys
from collections.abc import MutableMapping
from multiprocessing import freeze_support
from pathlib import Path

PLATFORMS = frozenset({"xcb", "offscreen", "windows", "cocoa"})  # the ways to draw that are built in
PLATFORM_VARIABLE = "QT_QPA_PLATFORM"


def words_of(program: str, given: list[str]) -> list[str]:
    """What is asked of a program: without a word, that for the command line says how it is used."""
    return given or (["--help"] if Path(program).stem.endswith("-cli") else [])


def give_back(environment: MutableMapping[str, str]) -> None:
    """Put back where Linux looks for libraries: what we start, such as a file manager, needs its own.

    The libraries of a built app are found as it begins; our own processes are told to look for them anew.
    """
    before = environment.pop("LD_LIBRARY_PATH_ORIG", None)
    environment.pop("LD_LIBRARY_PATH", None)
    if before is not None:
        environment["LD_LIBRARY_PATH"] = before
    environment["PYINSTALLER_RESET_ENVIRONMENT"] = "1"


def leave_what_is_missing(environment: MutableMapping[str, str]) -> None:
    """Settings may ask Qt to draw in a way that is not built in, where it stops: it chooses itself then."""
    asked = environment.get(PLATFORM_VARIABLE, "")
    if PLATFORMS.isdisjoint(each.partition(":")[0] for each in asked.split(";")):
        environment.pop(PLATFORM_VARIABLE, None)


def run() -> int:
    """The program itself; imported here, so that a process of its own imports only what it works with."""
    from greenpractice.app import main

    return main(words_of(sys.executable, sys.argv[1:]))


if __name__ == "__main__":
    if sys.platform.startswith("linux"):
        give_back(os.environ)
    leave_what_is_missing(os.environ)
    freeze_support()  # a built program is also what its processes are started with: they end here
    sys.exit(run())
