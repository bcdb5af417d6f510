"""Which window is open: the first run, a practice's or a network's; opens and closes the store behind it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QMainWindow

from greenpractice.bug_log import Bug
from greenpractice.errors import UserError
from greenpractice.facts.practices import load_directory
from greenpractice.network.groups import Group
from greenpractice.periods import Period
from greenpractice.store import OtherKind, Store, StoreDamaged, StoreNewer
from ui import opening_files
from ui.cannot_open import BUG_WORDS, CannotOpen
from ui.facts.facts_here import FactsHere
from ui.first_run import FirstRun
from ui.getting_ready import GettingReady
from ui.made_up_data import DEMO, DEMO_GROUP, DEMO_NAME, DEMO_PERIOD
from ui.practice.practice_window import MainWindow
from ui.session.bugs import Bugs
from ui.session.identity import Identity
from ui.session.network_choices import NetworkChoices
from ui.session.preferences import Preferences
from ui.session.roles import LEAD, PRACTICE, lead_store, place_for_lead, place_for_practice, put_lead, role_of
from ui.session.services import WindowServices
from ui.session.session import Session
from ui.session.workspace import Workspace
from ui.window.ask_strip import Answer
from ui.window.bug_band import ShowsBugs
from ui.window.frame import Frame

if TYPE_CHECKING:  # a practice's window does not wait for the Lead's
    from ui.network.session.lead_workspace import NetworkWorkspace


class WhichWindow(QObject):
    """Owns whichever window is open, and the store behind it."""

    replaced = Signal(object)  # the window that came in the place of another

    def __init__(
        self, services: WindowServices, opening: QMainWindow | None = None, bugs: Bugs | None = None
    ) -> None:
        """`opening` gives way to the first window; `bugs` are told in whichever window is open."""
        super().__init__()
        self._services = services
        self._bugs = bugs
        self._untold: Bug | None = None  # came while there was no window that could say so
        self._tried = services.store_path(None)  # the data file that was opened last, or could not be
        if bugs is not None:
            bugs.seen.connect(self._on_bug, Qt.ConnectionType.QueuedConnection)
            bugs.told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)
        self.preferences = Preferences(services.preferences_path())
        self.window: QMainWindow | None = opening
        self.workspace: Workspace | None = None
        self.lead: NetworkWorkspace | None = None
        self._store: Store | None = None
        self._unsaved: list[str] = []  # what was typed in a window that is gone
        self._ready = GettingReady(services, self)
        self._facts = FactsHere(services, self)
        self._facts.renewed.connect(self._reopen, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Open what was open last, or the first run where there are no data yet."""
        with self._or_saying_why():
            if not (self._open_lead() if role_of(self.preferences) == LEAD else self._open_practice()):
                self.show_first_run()

    @contextmanager
    def _or_saying_why(self) -> Iterator[None]:
        """Where opening fails, a window that says why and offers what can be done: never none at all."""
        try:
            yield
        except UserError as error:
            self._show_cannot_open(error)
        except Exception as error:  # noqa: BLE001 - the outermost handler of opening: a bug is shown as one
            sys.excepthook(type(error), error, error.__traceback__)
            self._show_cannot_open(UserError(BUG_WORDS))

    def _show_cannot_open(self, why: UserError) -> None:
        window, path = CannotOpen(opening_files.why_words(self._tried, why)), self._tried
        window.again.connect(lambda: QTimer.singleShot(0, self, self.start))
        window.afresh.connect(lambda: QTimer.singleShot(0, self, self.show_first_run))
        window.other.connect(self.open_other, Qt.ConnectionType.QueuedConnection)
        window.restore.connect(lambda it: QTimer.singleShot(0, self, partial(self._restore_other, path, it)))
        self._close_store()
        self._replace(window)
        self.workspace = self.lead = None
        window.start()
        if isinstance(why, StoreDamaged | StoreNewer):
            newest = why.backup if isinstance(why, StoreDamaged) else None
            window.offer(newest, partial(self._services.backups, path))

    def _open_practice(self) -> bool:
        identity, path = self.preferences.identity, self.preferences.store
        if identity is None or path is None:
            return False
        self.open(path, identity)
        return True

    def _open_lead(self) -> bool:
        path = lead_store(self.preferences)
        if path is not None:
            self._facts.use(path)  # whose networks the group is of
        group = NetworkChoices(self.preferences).group(load_directory())
        if path is None or group is None:
            return False
        self.open_lead(path, group)
        return True

    def open(self, path: Path, identity: Identity, *, chosen: bool = False) -> None:
        """Open a data file in the window, whosever it is now if nobody was `chosen`."""
        store, in_use = self._opened(path)
        shown = identity if chosen else opening_files.whose(store, identity)[0]
        self._show(store, shown, *opening_files.last_seen(self.preferences, "home"), in_use)

    def open_lead(self, path: Path, group: Group) -> None:
        """Open a Lead's data file in the network's window."""
        store, in_use = self._opened(path)
        self._show_lead(store, group, *opening_files.last_seen(self.preferences, "returns"), in_use)

    def _opened(self, path: Path) -> tuple[Store, str]:
        """The store, and why where it can be looked at only."""
        self._trying(path)
        found = opening_files.to_write_or_to_look(self._services, path)
        self._facts.use(path)
        return found

    def _trying(self, path: Path) -> None:
        """What goes wrong from now on is logged beside this file, which is about to be opened."""
        self._tried = path
        if self._bugs is not None:
            self._bugs.log.keep_beside(path)

    def open_other(self, path: Path) -> None:
        """Open another data file in the place of the one that is open; what cannot be opened is told."""
        problem = opening_files.why_not_open(path, self._store)
        if problem:
            self._tell(problem)
            return
        try:
            store, in_use = self._opened(path)
        except StoreDamaged as error:
            self._offer_backup(path, error)
            return
        except UserError as error:
            self._tell(str(error))
            return
        if isinstance(self.window, FirstRun) and not store.keys():
            is_network = bool(store.received_keys())
            store.close()
            self.window.ask_whose(path, is_network=is_network)
        else:
            self._take(path, store, in_use)

    def _take(self, path: Path, store: Store, in_use: str) -> None:
        """Show a store that was opened, and start with it next time unless it is a demo."""
        identity, period = opening_files.whose(store, self.preferences.identity or DEMO)
        if not store.is_demo():
            self.preferences.put_path("store", path)
            self.preferences.put_identity(identity)
        self._show(store, identity, period, "home", in_use)

    def _offer_backup(self, path: Path, error: StoreDamaged) -> None:
        if not isinstance(self.window, Frame):
            self._tried = path
            self._show_cannot_open(error)
            return
        restore = partial(self._restore_other, path, error.backup) if error.backup is not None else None
        answers = [Answer("Restore that backup", "open-restore", restore)] if restore else []
        self.window.strip.ask(opening_files.why_words(path, error), answers)

    def _restore_other(self, path: Path, backup: Path) -> None:
        try:
            told = self._services.restore(path, backup)
        except UserError as error:
            self._tell(str(error))
            return
        (self.start if path == lead_store(self.preferences) else partial(self.open_other, path))()
        self._tell(told, done=True)

    def open_demo(self) -> None:
        """The made-up data of a practice, in a file of their own beside the practice's."""
        store = self._demo_store()
        if store is not None:
            self._show(store, DEMO, DEMO_PERIOD, "home")

    def open_demo_lead(self) -> None:
        """The made-up data of a network, whose PDFs of the newest quarter arrive as one looks."""
        store = self._demo_store()
        if store is None:
            return
        choices = NetworkChoices(self.preferences, "demo-network")
        choices.put_own(DEMO_GROUP)
        group = choices.with_practices(DEMO_GROUP)
        self._show_lead(store, group, DEMO_PERIOD.next, "returns")
        assert self.lead is not None
        if len(self.lead.states()) < 2:
            self.lead.read_demo()

    def _demo_store(self) -> Store | None:
        path = self._services.store_path(None).with_name(DEMO_NAME)
        self._close_store()  # the other kind of window has the same demo open
        self._trying(path)
        try:
            store = self._services.open_store(path, write=True, demo=True)
            self._facts.use(path)
            self._services.fill_demo(store)
        except UserError as error:
            self.show_first_run()
            self._tell(str(error))
            return None
        return store

    def show_first_run(self, role: str = "") -> None:
        """Ask how the app will be used; with `role` that is answered already."""
        usual, kept = self._services.store_path(None), self.preferences
        first = FirstRun(place_for_practice(kept, usual), place_for_lead(kept, usual), role, kept)
        first.file_chosen.connect(self.open_other)
        first.finished.connect(self._finished)
        first.lead_finished.connect(self._lead_finished)
        first.demo_asked.connect(self.open_demo)
        first.left.connect(lambda: QTimer.singleShot(0, self, self.start))
        self._replace(first)
        self.workspace = self.lead = None

    def change_role(self) -> None:
        """From a practice's window to the network's, or back; each has its own data."""
        is_lead, is_demo = self.lead is not None, self._store is not None and self._store.is_demo()
        if is_demo:
            with self._or_saying_why():
                (self.open_demo if is_lead else self.open_demo_lead)()
            return
        try:
            is_open = self._open_practice() if is_lead else self._open_lead()
        except UserError as error:
            self._tell(str(error))
            return
        if not is_open:
            self._close_lead()
            self.show_first_run(PRACTICE if is_lead else LEAD)

    def close(self) -> None:
        """Close the window and the store."""
        self._close_lead()
        if self.window is not None:
            opening_files.give_way(self.window)
            self.window = None
        self._ready.stop()
        self._close_store()
        if self._bugs is not None:
            self._bugs.uninstall()

    def _finished(self, identity: Identity, path: Path) -> None:
        if self._is_opened(lambda: self.open(path, identity, chosen=True)):
            self.preferences.put_path("store", path)
            self.preferences.put_identity(identity)

    def _lead_finished(self, group: Group, path: Path) -> None:
        if self._is_opened(lambda: self.open_lead(path, group)):
            put_lead(self.preferences, group, path)

    def _is_opened(self, open_it: Callable[[], None]) -> bool:
        try:
            open_it()
        except UserError as error:
            if isinstance(self.window, FirstRun):
                self.window.say(str(error))
            return False
        return True

    def _show(self, store: Store, identity: Identity, period: Period, page: str, in_use: str = "") -> None:
        with opening_files.let_go_if_it_fails(store, lambda: self._store is store):
            workspace = Workspace(store, identity, period, None, self._services, self.preferences)
            workspace.in_use = in_use or workspace.in_use
            window = MainWindow(workspace, self.preferences)
            workspace.open_asked.connect(self.open_other, Qt.ConnectionType.QueuedConnection)
            self._put_in_place(window, workspace, PRACTICE)
        self.workspace = workspace
        window.start(page)
        self._ready.soon()

    def _show_lead(self, store: Store, group: Group, period: Period, page: str, in_use: str = "") -> None:
        from ui.network.lead_window import NetworkWindow
        from ui.network.session.lead_workspace import NetworkWorkspace

        with opening_files.let_go_if_it_fails(store, lambda: self._store is store):
            workspace = NetworkWorkspace(store, group, period, self._services, self.preferences)
            workspace.in_use = in_use or workspace.in_use
            window = NetworkWindow(workspace, self.preferences)
            self._put_in_place(window, workspace, LEAD)
        self.lead = workspace
        window.start(page)

    def _put_in_place(self, window: Frame, session: Session, role: str) -> None:
        """Show a window in the place of the one before, and let go of its store."""
        session.setParent(window)
        session.restore_asked.connect(self._restored, Qt.ConnectionType.QueuedConnection)
        window.demo_left.connect(lambda: QTimer.singleShot(0, self, self._after_demo))
        window.bands.reopen_asked.connect(self._reopen, Qt.ConnectionType.QueuedConnection)
        window.role_asked.connect(lambda: QTimer.singleShot(0, self, self.change_role))
        self._close_lead()
        self._replace(window)
        self.workspace = self.lead = None
        self._close_store()
        self._store = session.store
        self._facts.watch(session)
        if not self._store.is_demo():
            self.preferences.put("role", role)

    def _close_lead(self) -> None:
        """Nothing is read any more when a store is let go of."""
        lead, self.lead = self.lead, None
        if lead is not None:
            lead.close()

    def _replace(self, window: QMainWindow) -> None:
        old, self.window = self.window, window
        if old is not None and not old.isMaximized():
            window.resize(old.size())
        window.show()
        opening_files.hand_over(self._unsaved, old, window)
        bug, self._untold = self._untold, None
        if bug is not None:
            self._on_bug(bug)
        self.replaced.emit(window)

    @Slot(object)
    def _on_bug(self, bug: Bug) -> None:
        window = self.window
        if window is not None and isinstance(window, ShowsBugs):
            window.show_bug(bug)
        else:
            self._untold = bug

    @Slot(object)
    def _on_told(self, error: UserError) -> None:
        if not isinstance(error, StoreDamaged):
            self._tell(str(error))
        elif self._store is not None:  # else it is told already
            self._show_cannot_open(error)

    def _after_demo(self) -> None:
        self._close_store()
        self.start()

    @Slot(object)
    def _restored(self, backup: Path, other_kind: bool = False) -> None:
        if self._store is None or (self.workspace is None and self.lead is None):
            return
        path, practice, lead, asked, done = self._store.path, self.workspace, self.lead, False, False
        self._close_store()
        try:
            told, done = self._services.restore(path, backup, other_kind=other_kind), True
        except UserError as error:
            told, asked = str(error), isinstance(error, OtherKind)
        except Exception as error:  # noqa: BLE001 - a bug: the data are opened again, as they are now
            sys.excepthook(type(error), error, error.__traceback__)
            told = "Something went wrong while the backup was being restored"
        self.preferences.put("page", "settings")
        self._open_again(path, practice, lead)
        if done and (shown := self.workspace or self.lead) is not None:
            opening_files.show_what_is_there(shown)
        if asked and isinstance(self.window, Frame):
            meant = partial(QTimer.singleShot, 0, self, partial(self._restored, backup, True))
            self.window.strip.ask(told, [Answer("Restore it all the same", "restore-other-kind", meant)])
        else:
            self._tell(told, done)

    def _reopen(self) -> None:
        if self._store is not None:
            path, practice, lead = self._store.path, self.workspace, self.lead
            self._close_store()
            self._open_again(path, practice, lead)

    def _open_again(self, path: Path, practice: Workspace | None, lead: "NetworkWorkspace | None") -> None:
        with self._or_saying_why():
            if practice is not None:
                self.open(path, practice.identity)
            elif lead is not None:
                self.open_lead(path, lead.group)

    def _close_store(self) -> None:
        self._close_lead()
        store, self._store = self._store, None
        if store is not None:
            opening_files.close_told(store, self.workspace, self._tell)

    def _tell(self, sentence: str, done: bool = False) -> None:
        session = self.workspace or self.lead
        if session is not None:
            (session.done if done else session.refused).emit(sentence)
        elif isinstance(self.window, FirstRun | CannotOpen):
            self.window.say_first(sentence)
