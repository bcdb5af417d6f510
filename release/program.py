"""Where the built programs begin: the window, and beside it the command line without one."""

import sys
from multiprocessing import freeze_support
from pathlib import Path


def words_of(program: str, given: list[str]) -> list[str]:
    """What is asked of a program: without a word, that for the command line says how it is used."""
    return given or (["--help"] if Path(program).stem.endswith("-cli") else [])


def run() -> int:
    """The program itself; imported here, so that a process of its own imports only what it works with."""
    from greenpractice.app import main

    return main(words_of(sys.executable, sys.argv[1:]))


if __name__ == "__main__":
    freeze_support()  # a built program is also what its processes are started with: they end here
    sys.exit(run())
