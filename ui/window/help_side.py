"""Opening and closing help, or the list of keys, beside the page: how wide, and where the focus goes back."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QSplitter, QWidget

from greenpractice.periods import Period
from ui.help.keys import KEYS_OF_PARTS, KeyLine, sorted_out
from ui.help.texts import PageHelp
from ui.widgets.style import scaled
from ui.window.help_panel import HelpPanel
from ui.window.navigation import Navigation
from ui.window.page_spec import PageSpec

_WIDEST_SHARE = 0.42  # of the window
_NARROWEST_PAGE = 560  # at the usual text size; with less room the list of pages makes way


class HelpSide(QObject):
    """The panel at the right of the pages, made when it is first opened. `navigation` makes way for it."""

    def __init__(
        self,
        window: QWidget,
        pages: QWidget,
        navigation: Navigation,
        give_focus_back: Callable[[], None],
        open_help_page: Callable[[], object],
        period: Callable[[], Period],
    ) -> None:
        super().__init__(window)
        self._window, self._navigation = window, navigation
        self._give_focus_back, self._open_help_page = give_focus_back, open_help_page
        self._period = period
        self.panel: HelpPanel | None = None
        self._lines: Sequence[KeyLine] = ()  # the keys of the menus
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setObjectName("page-and-help")
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(pages)

    @property
    def is_open(self) -> bool:
        """True while help stands beside the page."""
        return self.panel is not None and not self.panel.isHidden()

    def toggle(self, spec: PageSpec, help: PageHelp) -> None:
        """Show the help of a page, with the keys in it; take it away where it stands there already."""
        if self.is_open and not self._lists_keys:
            self.close()
        else:
            self.open(spec, help).take_focus()

    def toggle_keys(self, spec: PageSpec, page: QWidget, lines: Sequence[KeyLine]) -> None:
        """List the keys that work on a page, and those that work on all; or take the list away."""
        self._lines = lines
        if self._lists_keys:
            self.close()
        else:
            self._list_keys(spec, page).take_focus()

    def follow(self, spec: PageSpec, help: PageHelp, page: QWidget) -> None:
        """Another page is open: what stands beside it is of that one."""
        if self._lists_keys:
            self._list_keys(spec, page)
        elif self.is_open:
            self.open(spec, help)

    @property
    def _lists_keys(self) -> bool:
        return self.panel is not None and self.is_open and bool(self.panel.keys)

    def open(self, spec: PageSpec, help: PageHelp) -> HelpPanel:
        """Show the help of a page."""
        panel = self._made()
        panel.show_page(spec, help, self._period())
        return self._shown(panel)

    def _list_keys(self, spec: PageSpec, page: QWidget) -> HelpPanel:
        panel = self._made()
        panel.show_keys(spec, *sorted_out([*self._lines, *KEYS_OF_PARTS], page))
        return self._shown(panel)

    def _made(self) -> HelpPanel:
        if self.panel is None:
            self.panel = HelpPanel()
            self.panel.closed.connect(self.close)
            self.panel.all_asked.connect(self._all)
            self.splitter.addWidget(self.panel)
            self.splitter.setStretchFactor(0, 1)
        return self.panel

    def _shown(self, panel: HelpPanel) -> HelpPanel:
        panel.show()
        self.fit()
        return panel

    def close(self) -> None:
        """Take help away and give the focus back to the page."""
        if self.panel is not None and self.is_open:
            self.panel.hide()
            if not self._navigation.folds:
                self._navigation.show()
            self._give_focus_back()

    def fit(self) -> None:
        """Share the width: help never takes more than the page can spare."""
        if not self.is_open:
            return
        whole = self._window.width()
        help_width = min(scaled(330), round(whole * _WIDEST_SHARE))
        left = whole - help_width - self._navigation.width()
        if not self._navigation.folds:
            self._navigation.setVisible(left >= scaled(_NARROWEST_PAGE))
        beside = left if self._navigation.isVisibleTo(self._window) else whole - help_width
        self.splitter.setSizes([max(beside, 1), help_width])

    def _all(self) -> None:
        self.close()
        self._open_help_page()
