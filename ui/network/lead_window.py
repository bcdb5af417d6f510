"""The window of a network's Greener Lead: its pages, its menus, and files dropped anywhere on it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

from greenpractice.phrases import joined
from greenpractice.prescribing.starter.reading import is_starter
from ui.help.texts import PageHelp
from ui.network.lead_header import NetworkHeader
from ui.network.lead_help import NETWORK_HELP
from ui.network.lead_menus import network_menus
from ui.network.lead_pages import NETWORK_PAGES
from ui.network.pages.drop_area import NO_FILES, ask_for_folder, ask_for_pdfs
from ui.network.session.lead_workspace import NetworkWorkspace
from ui.session.preferences import Preferences
from ui.session.regular_backups import RegularBackups
from ui.widgets.file_drop import files_in
from ui.window.frame import Frame


@runtime_checkable
class TakesStarters(Protocol):
    """The page of published data, which is imported when it is opened."""

    def choose(self) -> None:
        """Ask for a starter file."""
        ...

    def take_files(self, files: Sequence[Path]) -> None:
        """Read starter files and show what they bring."""
        ...


_CALM = 500  # ms after which what nobody asked for yet may be worked out


class NetworkWindow(Frame):
    """The frame over one Lead's workspace."""

    def __init__(self, workspace: NetworkWorkspace, preferences: Preferences) -> None:
        self.workspace = workspace
        super().__init__(workspace, NetworkHeader(workspace), NETWORK_PAGES, preferences)
        RegularBackups(workspace, self)
        self.make_menus(network_menus(self))
        self.setAcceptDrops(True)
        self._years = QTimer(self)
        self._years.setSingleShot(True)
        self._years.setInterval(_CALM)
        self._years.timeout.connect(workspace.ask_for_history)

    def start(self, key: str = "home") -> None:
        """Fill the window after it has first been painted, and a moment later look at earlier years."""
        super().start(key)
        self._years.start()

    def title_parts(self) -> list[str]:
        """The group, and the quarter."""
        return [self.workspace.group.name, self.workspace.period.words]

    def page_help(self, key: str) -> PageHelp:
        """What help says of a network's page."""
        return NETWORK_HELP.get(key) or super().page_help(key)

    def add_pdfs(self) -> None:
        """Ask for PDFs or zip files and read them."""
        self.read(ask_for_pdfs(self))

    def add_folder(self) -> None:
        """Ask for a folder and read the PDFs in it and in the folders inside."""
        self.read(ask_for_folder(self))

    def open_starter(self) -> None:
        """Ask for a starter file and say what is in it."""
        self.open_page("published")
        page = self.pages["published"]
        if isinstance(page, TakesStarters):
            page.choose()

    def read(self, paths: list[Path]) -> None:
        """Read files, with the page in view that shows what comes of them.

        Packs of facts go to Settings, and starter files have a page of their own.
        """
        if paths:
            from ui.facts.opening import without_packs

            paths = self._without_comparisons(without_packs(self, paths))
        starters = [path for path in paths if is_starter(path)]
        returns = [path for path in paths if path not in starters]
        if returns:
            self.open_page("returns")
            self.workspace.read(returns)
        if starters:
            self.open_page("published")
            page = self.pages["published"]
            if isinstance(page, TakesStarters):
                page.take_files(starters)

    def _without_comparisons(self, paths: list[Path]) -> list[Path]:
        """The other files; of a comparison it is said whose it is."""
        from greenpractice.comparison.comparison_file import SUFFIX

        shared = [path for path in paths if path.suffix.lower() == SUFFIX]
        if shared:
            self.workspace.refused.emit(
                f"{joined([path.name for path in shared])} says what is usual in a network. "
                "Send it to its practices: each opens it on Results"
            )
        return [path for path in paths if path not in shared]

    def open_files(self, files: Sequence[Path]) -> None:
        """Read files that were opened with the app; what is being read is read before them."""
        self.read([*files])

    def choose_group(self) -> None:
        """The groups to choose from."""
        header = self.header
        assert isinstance(header, NetworkHeader)
        header.choose_group()

    def take(self, dropped: QMimeData) -> None:
        """Read the files that were dropped; where there are none, say what to do."""
        paths = files_in(dropped)
        if paths:
            self.read(paths)
        else:
            self.workspace.refused.emit(NO_FILES)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.acceptProposedAction()  # whatever it is: what has no files is answered in words

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.take(event.mimeData())

    def closeEvent(self, event: QCloseEvent) -> None:
        self._years.stop()
        super().closeEvent(event)
        if event.isAccepted():
            self.workspace.close()
