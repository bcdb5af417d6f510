"""The desk: decides between the first run and the window, opens and closes stores, and puts backups back."""

from pathlib import Path
from threading import Thread

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QMainWindow

from greenpractice.errors import UserError
from greenpractice.periods import Period
from greenpractice.store import Store, StoreInUse
from ui.collector import rest_until
from ui.first_run import FirstRun
from ui.header import quarter_of_today
from ui.identity import Identity
from ui.preferences import Preferences
from ui.services import WindowServices
from ui.shell import MainWindow
from ui.workspace import Workspace

DEMO = Identity("Z99991", "Sample Surgery", "U99999")
DEMO_PERIOD = Period(2026, 2)
_QUIET = 1000  # ms after a window was opened
DEMO_NAME = "greenpractice-demo.db"


class Desk(QObject):
    """Owns whichever window is open, and the store behind it."""

    def __init__(self, services: WindowServices, opening: QMainWindow | None = None) -> None:
        super().__init__()
        self._services = services
        self.preferences = Preferences(services.preferences_path())
        self.window: QMainWindow | None = opening
        self.workspace: Workspace | None = None
        self._store: Store | None = None
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.timeout.connect(self._get_ready)

    def start(self) -> None:
        """Open the practice's own data, or the first run where there are none yet."""
        identity, path = self.preferences.identity, self.preferences.store
        if identity is None or path is None:
            self.show_first_run()
            return
        try:
            self.open(path, identity)
        except UserError as error:
            self.show_first_run()
            self._tell(str(error))

    def open(self, path: Path, identity: Identity) -> None:
        """Open a data file in the window; where another window has it, to look at only."""
        in_use = ""
        try:
            store = self._services.open_store(path, write=True)
        except StoreInUse as error:
            store, in_use = self._services.open_store(path, write=False), str(error)
        period = self.preferences.period or quarter_of_today().previous
        self._show(store, identity, period, self.preferences.text("page", "home"), in_use)

    def open_demo(self) -> None:
        """The made-up data, in a file of their own beside the practice's."""
        path = self._services.store_path(None).with_name(DEMO_NAME)
        try:
            store = self._services.open_store(path, write=True, demo=True)
            self._services.fill_demo(store)
        except UserError as error:
            self._tell(str(error))
            return
        self._show(store, DEMO, DEMO_PERIOD, "home")

    def show_first_run(self) -> None:
        """Ask how the app will be used."""
        first = FirstRun(self.preferences.store or self._services.store_path(None))
        first.finished.connect(self._finished)
        first.demo_asked.connect(self.open_demo)
        self._replace(first)

    def close(self) -> None:
        """Close the window and the store."""
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
            self.window = None
        self._quiet.stop()
        self._close_store()

    def _finished(self, identity: Identity, path: Path) -> None:
        try:
            self.open(path, identity)
        except UserError as error:
            if isinstance(self.window, FirstRun):
                self.window.say(str(error))
            return
        self.preferences.put("store", str(path))
        self.preferences.put_identity(identity)

    def _show(self, store: Store, identity: Identity, period: Period, page: str, in_use: str = "") -> None:
        old = self._store
        workspace = Workspace(store, identity, period, None, self._services, self.preferences)
        workspace.in_use = in_use or workspace.in_use
        window = MainWindow(workspace, self.preferences)
        workspace.setParent(window)
        workspace.restore_asked.connect(self._restore)
        window.demo_left.connect(self._leave_demo)
        self._replace(window)
        self.workspace = workspace
        if old is not None:
            old.close()
        self._store = store
        window.start(page)
        self._quiet.start(_QUIET)

    def _get_ready(self) -> None:
        """What PDFs need takes a moment to load: it is there before the page that shows one is opened."""
        thread = Thread(target=self._services.get_ready, name="get-ready")
        rest_until(lambda: not thread.is_alive())
        thread.start()

    def _replace(self, window: QMainWindow) -> None:
        old = self.window
        self.window = window
        if old is not None:
            window.resize(old.size())
        window.show()
        if old is not None:
            old.close()
            old.deleteLater()

    def _leave_demo(self) -> None:
        QTimer.singleShot(0, self, self._after_demo)

    def _after_demo(self) -> None:
        self._close_store()
        self.start()

    def _restore(self, backup: Path) -> None:
        QTimer.singleShot(0, self, lambda: self._restored(backup))

    def _restored(self, backup: Path) -> None:
        if self._store is None or self.workspace is None:
            return
        path, identity = self._store.path, self.workspace.identity
        self._close_store()
        try:
            told = self._services.restore(path, backup)
        except UserError as error:
            told = str(error)
        self.preferences.put("page", "settings")
        self.open(path, identity)
        self._tell(told)

    def _close_store(self) -> None:
        store, self._store = self._store, None
        if store is not None:
            try:
                store.close()
            except UserError as error:
                self._tell(str(error))

    def _tell(self, sentence: str) -> None:
        if isinstance(self.window, MainWindow) and self.workspace is not None:
            self.workspace.refused.emit(sentence)
        elif isinstance(self.window, FirstRun):
            self.window.say_first(sentence)
