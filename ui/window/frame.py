"""The frame both windows share: header, navigation, pages, help beside them, questions and the status bar."""

from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from greenpractice.bug_log import Bug
from ui.help.texts import PageHelp, help_of_page, help_of_sections
from ui.session.look_again import LookAgain
from ui.session.marking import field_around, place_around
from ui.session.preferences import Preferences
from ui.session.session import Session
from ui.widgets.gone_focus import GoneFocus, LastPlace
from ui.widgets.in_view import bring_into_view
from ui.widgets.style import is_compact, set_compact, step_text_size
from ui.widgets.tab_order import names_of_stops
from ui.window.ask_strip import AskStrip
from ui.window.bands import Bands
from ui.window.closing import Closing
from ui.window.header import Header
from ui.window.help_side import HelpSide
from ui.window.menus import Menus, MenuSpec
from ui.window.navigation import Navigation
from ui.window.page import FitsRows, HasParts
from ui.window.page_body import PageHost
from ui.window.page_fold import PageFold
from ui.window.page_spec import PageSpec, find_page
from ui.window.parts.arrival import Arrival
from ui.window.status_line import StatusLine
from ui.window.window_place import WindowPlace

APP_NAME = "Greener Practice"


class Frame(QMainWindow):
    """One window over one session; pages are made when they are first opened, the first one is its home.

    A subclass makes its menus with `make_menus` and says in `title_parts` whose figures these are; in
    `page_help` it may have its own words of help.
    """

    demo_left = Signal()
    role_asked = Signal()  # the other kind of window, or another practice or network
    filled = Signal()  # its first page is there

    def __init__(
        self, session: Session, header: Header, pages: tuple[PageSpec, ...], preferences: Preferences
    ) -> None:
        super().__init__()
        self.setObjectName("main-window")
        self._session, self._preferences = session, preferences
        self._specs = pages
        self._hosts: dict[str, PageHost] = {}
        self.pages: dict[str, QWidget] = {}
        self._titles: dict[str, QLabel] = {}
        self._open = ""
        self._closing, self._tried_to_close = Closing(session), False
        self._demo = session.store.is_demo()
        self._last, self._arrival = LastPlace(self), Arrival(self, self.begin_typing)
        self._gone = GoneFocus(
            self, lambda: (self._titles.get(self._open), self.open_page_widget, self.last_place)
        )
        self.menus: Menus | None = None
        set_compact(preferences.is_on("compact"))
        self._place = WindowPlace(self, preferences)
        self.header = header
        self.navigation = Navigation(pages)
        self.fold = PageFold(self, self.navigation, self.header)
        self.bands = Bands(session)
        self.strip = AskStrip()
        self._stack = QStackedWidget()
        self.help = HelpSide(
            self, self._stack, self.navigation, self.give_focus_back, self._open_help_page,
            lambda: session.period,
        )  # fmt: skip
        self.status = StatusLine(session)
        self._build()
        self.setStatusBar(self.status)
        self._look = LookAgain(session, self, self.status.say)
        session.changed.connect(self._on_changed)
        session.page_asked.connect(self.open_page)
        self.navigation.opened.connect(self.open_page)
        self.header.demo_left.connect(self.demo_left)
        self.header.help_asked.connect(self.toggle_help)
        self.header.fitted.connect(self._show_state_beside_titles)
        self._remember("period", self._session.period.id)
        self.strip.closed.connect(self.give_focus_back)
        session.view_left.connect(self.strip.close_question)  # it was asked of what is no longer in view
        self.bands.bug.closed.connect(self.give_focus_back)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)
        self._title()

    def make_menus(self, menus: list[MenuSpec]) -> None:
        """Fill the menu bar."""
        self.menus = Menus(self, menus, self.status.say, self._session.finish_typing)

    def title_parts(self) -> list[str]:
        """Whose figures these are and of which quarter, for the title of the window."""
        raise NotImplementedError

    def page_help(self, key: str) -> PageHelp:
        """What help says of a page."""
        spec = find_page(self._specs, key)
        return help_of_sections(spec.sections) if spec is not None and spec.sections else help_of_page(key)

    def show_progress(self) -> None:
        """Show in the navigation how far things have come."""

    def start(self, key: str = "home") -> None:
        """Fill the window after it has first been painted."""
        QTimer.singleShot(0, self, lambda: self._fill(key))

    def _fill(self, key: str) -> None:
        self.open_page(key if find_page(self._specs, key) else self._specs[0].key)
        self.show_progress()
        self.header.name_networks()
        self.filled.emit()

    # Pages

    def open_page(self, key: str) -> None:
        """Show a page, made now if it has not been seen yet."""
        spec = find_page(self._specs, key)
        if spec is None:
            return
        self._look.now()
        if key not in self._hosts:
            self._make(spec)
        self._open = key
        self._stack.setCurrentWidget(self._hosts[key])
        self.navigation.show_page(key)
        self.bands.page_opened(key)
        self._remember("page", key)
        self._title()
        self._titles[key].setFocus(Qt.FocusReason.OtherFocusReason)
        self._arrival.arrive()
        self.show_focus()  # it may have been there already, scrolled away
        self.help.follow(spec, self.page_help(key), self.pages[key])

    def begin_typing(self) -> bool:
        """Go to where figures are typed on the page that was opened; False where there is no such place."""
        return False

    @property
    def open_key(self) -> str:
        """The key of the page that is open."""
        return self._open

    @property
    def specs(self) -> tuple[PageSpec, ...]:
        """Every page of this window."""
        return self._specs

    @property
    def open_page_widget(self) -> QWidget | None:
        """The page that is open."""
        return self.pages.get(self._open)

    def step_page(self, steps: int) -> None:
        """The page after or before."""
        keys = [spec.key for spec in self._specs]
        place = keys.index(self._open) if self._open in keys else 0
        self.open_page(keys[(place + steps) % len(keys)])

    def make_foot(self, spec: PageSpec) -> QWidget | None:
        """The foot bar of a page, or None."""
        return None

    def _make(self, spec: PageSpec) -> None:
        made = self.pages[spec.key] = spec.make(self._session)
        made.setObjectName(f"page-{spec.key}")
        host = self._hosts[spec.key] = PageHost(self._stack, spec, made, self.make_foot(spec))
        self._titles[spec.key] = self._arrival.follow(host.head.title)
        self._stack.addWidget(host)
        self._show_state_beside_titles()

    def _show_state_beside_titles(self) -> None:
        for host in self._hosts.values():  # where the header has no room for it
            host.head.show_state(*self.header.state_beside_title())

    # Focus, and help beside the page

    @property
    def last_place(self) -> QWidget | None:
        """What has the focus on the page, also while a menu, a question or help has it."""
        return self._last.now

    def give_focus_back(self) -> None:
        """Put the focus where it last was on the page."""
        target = self.last_place or self._titles.get(self._open)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def toggle_help(self) -> None:
        """F1: help for this page beside it, or away again."""
        spec = find_page(self._specs, self._open)
        if spec is not None:
            self.help.toggle(spec, self.page_help(spec.key))

    def toggle_keys(self) -> None:
        """Ctrl+/: the keys of this page and of all beside it, or away again."""
        spec = find_page(self._specs, self._open)
        if spec is not None and self.menus is not None:
            self.help.toggle_keys(spec, self.pages[spec.key], self.menus.key_lines)

    def why_not_field_help(self) -> str:
        """Why there is no box to be helped with, or ""."""
        return "" if field_around(self.last_place) else "Go to a box first, then ask what goes in it"

    def help_on_field(self) -> None:
        """Shift+F1: help, at the box that has the focus."""
        asked, spec = field_around(self.last_place), find_page(self._specs, self._open)
        if asked is not None and spec is not None:
            self.help.open(spec, self.page_help(spec.key)).show_field(*asked)

    @Slot(QWidget, QWidget)
    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or any(host.is_foot(new) for host in self._hosts.values()):
            return  # what a foot bar does is about the place before
        if self._stack.isAncestorOf(new):
            self._last.note(new)
            if self._gone.is_moving and new is self._titles.get(self._open):
                return
            if QApplication.mouseButtons() == Qt.MouseButton.NoButton:  # else it moves away below the mouse
                bring_into_view(new)
                QTimer.singleShot(0, self, self.show_focus)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Qt asks for Tab, and where what has the focus is hidden or can be used no more.

        What is typed becomes a figure first: a total, or a button, may only come or go with it. Then Tab goes
        as the page is laid out now, but not into a question that only came up about the figure it leaves.
        """
        if self._gone.rescue():
            return False
        page, left = self.open_page_widget, QApplication.focusWidget()
        if page is None:
            return super().focusNextPrevChild(forward)
        there = names_of_stops(page)
        self._session.finish_typing()
        if QApplication.focusWidget() is not left:
            return True
        self._hosts[self._open].put_in_order()
        moved, figure = super().focusNextPrevChild(forward), place_around(left)
        while figure is not None and (now := QApplication.focusWidget()) is not None:
            if not moved or now.objectName() in there or place_around(now) is not figure:
                break
            moved = super().focusNextPrevChild(forward)
        return moved

    def show_focus(self) -> None:
        """Bring what has the focus on the page into view, also where another window has the keys."""
        focused: QWidget | None = self.focusWidget()
        if focused is not None and self._stack.isAncestorOf(focused):
            bring_into_view(focused)

    def _open_help_page(self) -> None:
        self.open_page("help")

    def go_back_to(self, place: QWidget | None) -> None:
        """Put the focus on a part of the page, if it is still there, else where reading starts."""
        self._last.note(place)
        self.give_focus_back()

    def focus_part(self, name: str) -> None:
        """Put the focus on a part of the open page, by its objectName."""
        page = self.open_page_widget
        part = None if page is None else page.findChild(QWidget, name)
        if part is not None:
            part.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # What menus ask for

    def click_on_page(self, key: str, name: str) -> None:
        """Open a page and click its button, where it has it now."""
        self.open_page(key)
        found = self.pages[key].findChild(QPushButton, name)
        if found is not None and found.isVisibleTo(self):
            found.click()

    def say_saved(self) -> None:
        """Ctrl+S: when what there is was saved is said again."""
        if self._session.has_unsaved:
            self._session.try_again()
        session = self._session
        if not session.has_unsaved and session.can_write and not session.given_back.texts:
            self.status.show_saved(datetime.now().astimezone())
        self.status.say(self.status.saved.text())

    def change_text_size(self, steps: int) -> None:
        """Larger or smaller by a step, or with 0 the usual size."""
        self._preferences.put("text_size", str(step_text_size(steps)))
        self.navigation.fit()
        self.help.fit()
        self.status.show_state()

    def toggle_full_screen(self) -> None:
        """Full screen and back."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def toggle_compact(self) -> None:
        """Lower rows in tables of figures, or the usual ones again."""
        compact = not is_compact()
        set_compact(compact)
        self._preferences.put_on("compact", compact)
        for part in self.findChildren(QWidget):
            if isinstance(part, FitsRows):
                part.fit_rows()

    def show_help_part(self, part: str) -> None:
        """A part of the Help page, such as `keys` or `about`."""
        self.open_page("help")
        page = self.pages.get("help")
        if page is not None and isinstance(page, HasParts):
            page.show_part(part)

    def show_bug(self, bug: Bug) -> None:
        """Say that something went wrong, above whatever is open."""
        self.bands.bug.show_bug(bug)

    def gives_back(self) -> list[str]:
        """What was typed here and is not saved, for the window that comes after this one."""
        asked = [asked.words for asked in self._session.numbers_asked]
        return [*self._session.given_back.texts, *self._session.waiting_words(), *asked]

    def take_over(self, texts: list[str]) -> None:
        """Give back what the window before this one could not save."""
        self._session.take_over(texts)

    def leave(self) -> None:
        """Close; nothing is ever left to save but what could not be saved."""
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and (self.strip.isVisible() or self.help.is_open):
            if self.strip.isVisible():
                self.strip.close_question()
            else:
                self.help.close()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.help.fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.setAccepted(self._tried_to_close)  # a bug below leaves the window open, the first time
        self._tried_to_close = True
        if self._closing.may_close():
            super().closeEvent(event)
        else:
            event.ignore()

    # Building and keeping up to date

    def _build(self) -> None:
        middle = QWidget()
        across = QHBoxLayout(middle)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.navigation)
        across.addWidget(self.help.splitter, 1)
        whole = QWidget()
        down = QVBoxLayout(whole)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addWidget(self.header)
        down.addWidget(self.bands)
        down.addWidget(self.strip)
        down.addWidget(middle, 1)
        self.setCentralWidget(whole)

    def _on_changed(self, _changes: object) -> None:
        self._remember("period", self._session.period.id)
        self.show_progress()
        self._title()

    def _remember(self, name: str, text: str) -> None:
        """At once, as nobody knows how a program will end; where one was in the demo does not count."""
        if not self._demo and text != self._preferences.text(name):
            self._preferences.put(name, text)

    def _title(self) -> None:
        spec = find_page(self._specs, self._open)
        parts = [APP_NAME, *self.title_parts()]
        self.setWindowTitle(" - ".join([*parts, spec.title] if spec else parts))
