"""Opening another data file: whose figures it holds, what to say if it cannot be opened, what gives way."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from PySide6.QtWidgets import QMainWindow

from greenpractice.backup_names import made_at
from greenpractice.errors import UserError
from greenpractice.periods import Period
from greenpractice.store import Store, StoreDamaged
from ui.session.backup_words import moment_words
from ui.session.identity import Identity
from ui.window.header import quarter_of_today


def whose(store: Store, usual: Identity) -> tuple[Identity, Period]:
    """The practice of a data file and its newest period: the usual one where the file has its returns."""
    keys = store.keys()
    mine = [key for key in keys if key.ods_code == usual.ods_code]
    wanted = mine or keys
    if not wanted:
        return usual, quarter_of_today().previous
    newest = max(wanted, key=lambda key: key.period)
    if mine:
        return usual, newest.period
    (document,) = store.documents([newest])
    identity = Identity(document.ods_code, document.name, document.pcn_code, document.contact)
    return identity, newest.period


def damage_words(path: Path, error: StoreDamaged) -> str:
    """A damaged file in a sentence, and the day of its newest good backup."""
    if error.backup is None:
        return f"We could not read {path.name}: it is damaged. There is no good backup beside it"
    return (
        f"We could not read {path.name}: it is damaged. "
        f"The last good backup is from {moment_words(made_at(error.backup))}"
    )


@contextmanager
def let_go_if_it_fails(store: Store, is_kept: Callable[[], bool]) -> Iterator[None]:
    """A store that no window came of is closed, so that it can be opened again."""
    try:
        yield
    except BaseException:
        if not is_kept():
            with suppress(UserError):  # what comes out of here says more
                store.close()
        raise


def give_way(window: QMainWindow) -> None:
    """Close a window for good; a bug in that hurts neither the next one nor the store."""
    try:
        window.close()
    except Exception as error:  # noqa: BLE001 - as the outermost handler of what the window still did
        sys.excepthook(type(error), error, error.__traceback__)
    window.deleteLater()
