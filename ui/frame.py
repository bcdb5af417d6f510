"""The frame both windows share: header, navigation, pages, bands for what is wrong, and the status bar."""

from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui import tokens
from ui.bands import Bands
from ui.header import Header
from ui.navigation import Navigation
from ui.page_body import PageBody
from ui.page_fold import PageFold
from ui.page_spec import PageSpec, find_page
from ui.parts import announce, words
from ui.preferences import Preferences
from ui.session import Session
from ui.style import SIZES, apply_look, text_size

APP_NAME = "Greener Practice"
MINIMUM = (1024, 700)


class Frame(QMainWindow):
    """One window over one session; pages are made when they are first opened, the first one is its home.

    A subclass makes its menus and says in `title_parts` whose figures these are.
    """

    demo_left = Signal()
    role_asked = Signal()  # the other kind of window, or another practice or network

    def __init__(
        self, session: Session, header: Header, pages: tuple[PageSpec, ...], preferences: Preferences
    ) -> None:
        super().__init__()
        self.setObjectName("main-window")
        self._session, self._preferences = session, preferences
        self._specs = pages
        self._hosts: dict[str, QWidget] = {}
        self.pages: dict[str, QWidget] = {}
        self._titles: dict[str, QLabel] = {}
        self._open = ""
        self._closing = False
        self._demo = session.store.is_demo()
        self.setMinimumSize(*MINIMUM)
        self.resize(*tokens.USUAL_SIZE)
        self.header = header
        self.navigation = Navigation(pages)
        self.fold = PageFold(self, self.navigation)
        self.bands = Bands(session)
        self._stack = QStackedWidget()
        self._build()
        self._saved = QLabel("")
        self._where = QLabel("")
        self._build_status()
        session.changed.connect(self._on_changed)
        session.saved.connect(self._on_saved)
        session.page_asked.connect(self.open_page)
        self.navigation.opened.connect(self.open_page)
        self.bands.demo_left.connect(self.demo_left)
        self._remember("period", self._session.period.id)
        self._title()

    def title_parts(self) -> list[str]:
        """Whose figures these are and of which quarter, for the title of the window."""
        raise NotImplementedError

    def show_progress(self) -> None:
        """Show in the navigation how far things have come."""

    def start(self, key: str = "home") -> None:
        """Fill the window after it has first been painted."""
        QTimer.singleShot(0, self, lambda: self._fill(key))

    def _fill(self, key: str) -> None:
        self.open_page(key if find_page(self._specs, key) else self._specs[0].key)
        self.show_progress()
        self.header.name_networks()

    # Pages

    def open_page(self, key: str) -> None:
        """Show a page, made now if it has not been seen yet."""
        spec = find_page(self._specs, key)
        if spec is None:
            return
        if key not in self._hosts:
            self._make(spec)
        self._open = key
        self._stack.setCurrentWidget(self._hosts[key])
        self.navigation.show_page(key)
        self._remember("page", key)
        self._title()
        self._titles[key].setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def open_key(self) -> str:
        """The key of the page that is open."""
        return self._open

    def step_page(self, steps: int) -> None:
        """The page after or before."""
        keys = [spec.key for spec in self._specs]
        place = keys.index(self._open) if self._open in keys else 0
        self.open_page(keys[(place + steps) % len(keys)])

    def _make(self, spec: PageSpec) -> None:
        made = spec.make(self._session)
        made.setObjectName(f"page-{spec.key}")
        self.pages[spec.key] = made
        body = PageBody()
        layout = body.column
        title = words(spec.title, "page", f"title-{spec.key}")
        title.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # where reading starts when the page is opened
        self._titles[spec.key] = title
        layout.addWidget(title)
        layout.addWidget(made, 0 if spec.scrolls else 1)
        host: QWidget = body
        if spec.scrolls:
            layout.addStretch(1)
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.setWidget(body)
            host = area
        self._hosts[spec.key] = host
        self._stack.addWidget(host)

    # What menus ask for

    def say_saved(self) -> None:
        """Ctrl+S: what is typed is committed, and when it was saved is said again."""
        focused = QApplication.focusWidget()
        if focused is not None:
            self._titles[self._open].setFocus(Qt.FocusReason.OtherFocusReason)
            focused.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self._session.has_unsaved:
            self._on_saved(datetime.now().astimezone())
            announce(self, self._saved.text())

    def change_text_size(self, steps: int) -> None:
        """Larger or smaller by a step, or with 0 the usual size."""
        sizes, now = list(SIZES), text_size()
        place = min(range(len(sizes)), key=lambda n: abs(sizes[n] - now))
        size = 100 if steps == 0 else sizes[max(0, min(len(sizes) - 1, place + steps))]
        application = QApplication.instance()
        if isinstance(application, QApplication):
            apply_look(application, size=size)
        self._preferences.put("text_size", str(size))
        self.navigation.fit()

    def go_to_quarter(self) -> None:
        """The list of quarters."""
        self.header.choose()

    def toggle_full_screen(self) -> None:
        """Full screen and back."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def show_about(self) -> None:
        """The part of Settings that says what this program is."""
        self.open_page("settings")
        about = self.pages["settings"].findChild(QWidget, "about")
        host = self._hosts["settings"]
        if about is not None and isinstance(host, QScrollArea):
            QTimer.singleShot(0, host, lambda: host.ensureWidgetVisible(about))

    def leave(self) -> None:
        """Close; nothing is ever left to save but what could not be saved."""
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        focused = QApplication.focusWidget()
        if focused is not None:
            focused.clearFocus()  # a text being typed is committed
        self._session.try_again()
        if self._session.has_unsaved and not self._closing:
            self._closing = True  # asked once: the second time it closes without what cannot be saved
            self._session.refused.emit("Some changes are not saved. Close again to leave without them")
            event.ignore()
            return
        super().closeEvent(event)

    # Building and keeping up to date

    def _build(self) -> None:
        middle = QWidget()
        across = QHBoxLayout(middle)
        across.setContentsMargins(0, tokens.SPACE_2, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.navigation)
        across.addWidget(self._stack, 1)
        whole = QWidget()
        down = QVBoxLayout(whole)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addWidget(self.header)
        down.addWidget(self.bands)
        down.addWidget(middle, 1)
        self.setCentralWidget(whole)

    def _build_status(self) -> None:
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        self._saved.setObjectName("status-saved")
        self._where.setObjectName("status-where")
        self._saved.setContentsMargins(tokens.SPACE_3, tokens.SPACE_1, tokens.SPACE_3, tokens.SPACE_1)
        self._where.setContentsMargins(tokens.SPACE_3, tokens.SPACE_1, tokens.SPACE_3, tokens.SPACE_1)
        bar.addWidget(self._saved)
        bar.addPermanentWidget(self._where)
        path = self._session.store.path
        self._where.setText(f"Data: {path.name}")
        self._where.setToolTip(str(path))
        if self._session.can_write:
            self._saved.setText("All changes are saved as you make them")
        else:
            self._saved.setText("You can look, but not change anything")

    def _on_changed(self, _changes: object) -> None:
        self._remember("period", self._session.period.id)
        self.show_progress()
        self._title()

    def _remember(self, name: str, text: str) -> None:
        """At once, as nobody knows how a program will end; where one was in the demo does not count."""
        if not self._demo and text != self._preferences.text(name):
            self._preferences.put(name, text)

    def _on_saved(self, at: datetime) -> None:
        if self._session.can_write:
            self._saved.setText(self._session.saved_words(at))

    def _title(self) -> None:
        spec = find_page(self._specs, self._open)
        parts = [APP_NAME, *self.title_parts()]
        self.setWindowTitle(" - ".join([*parts, spec.title] if spec else parts))
