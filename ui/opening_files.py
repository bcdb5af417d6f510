"""Opening another data file: whose figures it holds, what to say if it cannot be opened, what gives way."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QMainWindow

from greenpractice.backup_names import made_at
from greenpractice.errors import UserError
from greenpractice.periods import Period
from greenpractice.store import Store, StoreDamaged, StoreInUse, StoreReadOnly
from ui.session.backup_words import moment_words
from ui.session.identity import Identity
from ui.session.preferences import Preferences
from ui.session.services import WindowServices
from ui.session.session import Session
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


def to_write_or_to_look(services: WindowServices, path: Path) -> tuple[Store, str]:
    """The store, and why where it can be looked at only: another has it open, or it may not be written."""
    try:
        return services.open_store(path, write=True), ""
    except (StoreInUse, StoreReadOnly) as error:
        if not path.exists():  # none can be made there
            raise
        return services.open_store(path, write=False), str(error).removesuffix(".")


def last_seen(preferences: Preferences, usual: str) -> tuple[Period, str]:
    """The period and page that were in view, at first the last whole quarter and the usual page."""
    return preferences.period or quarter_of_today().previous, preferences.text("page", usual)


class ShowsPeriods(Protocol):
    """A workspace, of a practice or of a network."""

    @property
    def period(self) -> Period: ...
    def periods_held(self) -> Mapping[Period, str]: ...
    def show_period(self, period: Period) -> None: ...


def show_what_is_there(workspace: ShowsPeriods) -> None:
    """Other data are in place now: where they have nothing of the period in view, the newest that has."""
    held = workspace.periods_held()
    if held and held.keys().isdisjoint((workspace.period, *workspace.period.made_of)):
        workspace.show_period(max(held, key=lambda period: (not period.is_year, period)))


def why_not_open(path: Path, store: Store | None) -> str:
    """Why another file cannot be opened in the place of a store; "" where it may be tried."""
    if store is not None and path.exists() and path.samefile(store.path):
        return f"{path.name} is open already"
    return "" if path.is_file() else f"There is no file {path}"


def close_told(store: Store, session: Session | None, tell: Callable[[str], None]) -> None:
    """Close a store, after what is being typed, and tell what came in between; a bug stops nothing."""
    try:
        if session is not None:
            session.finish_typing()
        store.close()
    except UserError as error:
        tell(str(error))
    except Exception as error:  # noqa: BLE001 - shown as a bug
        sys.excepthook(type(error), error, error.__traceback__)


def why_words(path: Path, error: UserError) -> str:
    """Why a file cannot be opened; where it is damaged, with the day of its newest good backup."""
    if not isinstance(error, StoreDamaged):
        return str(error)
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


@runtime_checkable
class GivesBack(Protocol):
    """A window that has, or can show, what was typed and could not be saved."""

    def gives_back(self) -> list[str]:
        """All of it, for the window that comes next."""
        ...

    def take_over(self, texts: list[str]) -> None:
        """Give back what the window before could not save."""
        ...


def hand_over(left: list[str], old: QMainWindow | None, window: QMainWindow) -> None:
    """One window gives way to the next, which gives back what is `left` unsaved; else that stays there."""
    if old is not None:
        give_way(old)
        left += old.gives_back() if isinstance(old, GivesBack) else ()
    if left and isinstance(window, GivesBack):
        window.take_over([*left])
        left.clear()


def give_way(window: QMainWindow) -> None:
    """Close a window for good; a bug in that hurts neither the next one nor the store."""
    try:
        window.close()
    except Exception as error:  # noqa: BLE001 - as the outermost handler of what the window still did
        sys.excepthook(type(error), error, error.__traceback__)
    window.deleteLater()
