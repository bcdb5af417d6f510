"""The composition root: puts store and command line together, and is the outermost handler of errors."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from greenpractice.store import Store

STORE_VARIABLE = "GREENPRACTICE_STORE"
STORE_NAME = "greenpractice.db"


class LocalServices:
    """The store in a file of this computer."""

    def store_path(self, asked: Path | None) -> Path:
        """The file asked for, else that of GREENPRACTICE_STORE, else the one in the user's data folder."""
        if asked is not None:
            return asked
        named = os.environ.get(STORE_VARIABLE)
        if named:
            return Path(named)
        from platformdirs import user_data_path

        return user_data_path("Greener Practice", appauthor=False) / STORE_NAME

    def open_store(self, path: Path, *, write: bool, demo: bool = False) -> Store:
        """Open the store; SQLAlchemy is imported here, where it is first needed."""
        from db.opening import open_store

        return open_store(path, write=write, demo=demo)

    def tell(self, sentence: str) -> None:
        """Say something on standard error."""
        sys.stderr.write(sentence + "\n")

    def restore(self, store: Path, backup: Path) -> str:
        """Put a verified backup in the place of the store."""
        from db.restoring import restore

        return restore(store, backup)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with command line arguments; without any, make the demo, as there is no window yet."""
    from greenpractice import cli

    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console may not be UTF-8
            stream.reconfigure(encoding="utf-8")
    try:
        return cli.run(given or ["demo"], LocalServices())
    except BrokenPipeError:  # the reader of our output has gone: not a problem of ours
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        return 130
