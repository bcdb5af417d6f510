"""Opening and closing help beside the page: how wide it may be, and where the focus goes back to."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QSplitter, QWidget

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
    ) -> None:
        super().__init__(window)
        self._window, self._navigation = window, navigation
        self._give_focus_back, self._open_help_page = give_focus_back, open_help_page
        self.panel: HelpPanel | None = None
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setObjectName("page-and-help")
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(pages)

    @property
    def is_open(self) -> bool:
        """True while help stands beside the page."""
        return self.panel is not None and not self.panel.isHidden()

    def open(self, spec: PageSpec, help: PageHelp) -> HelpPanel:
        """Show the help of a page."""
        if self.panel is None:
            self.panel = HelpPanel()
            self.panel.closed.connect(self.close)
            self.panel.all_asked.connect(self._all)
            self.splitter.addWidget(self.panel)
            self.splitter.setStretchFactor(0, 1)
        self.panel.show_page(spec, help)
        self.panel.show()
        self.fit()
        return self.panel

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
        self.splitter.setSizes([whole - help_width, help_width])

    def _all(self) -> None:
        self.close()
        self._open_help_page()
