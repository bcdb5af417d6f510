"""Pictures of every page with demo data, light and dark, drawn without a screen."""

import os
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

from PySide6.QtCore import QEvent, QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from greenpractice.demo.prescribing import write_demo_files
from greenpractice.errors import UserError
from greenpractice.files import make_folders
from greenpractice.tasks.file_kinds import PICTURE_BY, problem_with
from ui.first_run import FirstRun
from ui.inhalers.import_page import ImportPage
from ui.network.lead_pages import NETWORK_PAGES
from ui.network.lead_window import NetworkWindow
from ui.practice.practice_pages import PAGES
from ui.practice.practice_window import MainWindow
from ui.session.services import WindowServices
from ui.summary.preview_panel import PreviewPanel
from ui.which_window import WhichWindow
from ui.widgets.style import apply_look
from ui.window.page_spec import PageSpec

SIZE = (1366, 768)


class PageFailed(UserError):
    """A page cannot be drawn: which, and where it went wrong."""

    def __init__(self, page: str, error: BaseException) -> None:
        said = "".join(traceback.format_exception(error))
        super().__init__(f"The page {page} could not be drawn.\n{said}".rstrip())


class _Drawing:
    """The page that is being drawn, and what first went wrong in it: what Qt calls raises nowhere."""

    def __init__(self) -> None:
        self.page = "that opens first"
        self._first: BaseException | None = None

    def __enter__(self) -> "_Drawing":
        self._before, sys.excepthook = sys.excepthook, self._on_error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        sys.excepthook = self._before
        if isinstance(error, Exception) and not isinstance(error, UserError):
            raise PageFailed(self.page, error) from error

    def check(self) -> None:
        """Stop at what went wrong since the page was opened."""
        if self._first is not None:
            raise PageFailed(self.page, self._first)

    def _on_error(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self._first = self._first or error


def render(folder: Path, services: WindowServices) -> list[Path]:
    """A PNG of the first run and of each page, light and dark; the files made."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(["greenpractice"])
    make_folders(folder)
    apply_look(app, False, 100)
    which = WhichWindow(services)
    made: list[Path] = []
    try:
        with _Drawing() as drawing:
            for begin, pictures in (
                (which.show_first_run, _first_run),
                (which.open_demo, _pages),
                (which.open_demo_lead, _network_pages),
            ):
                begin()
                # else the window before it takes each look too
                app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
                for look, dark in (("light", False), ("dark", True)):
                    apply_look(app, dark, 100)
                    for name, window in pictures(which, drawing):
                        target = folder / f"{name}-{look}.png"
                        made.append(_picture(app, window, target, services.store_path(None)))
                        drawing.check()
    finally:
        which.close()
    return made


def _first_run(which: WhichWindow, drawing: _Drawing) -> Iterator[tuple[str, QWidget]]:
    assert isinstance(which.window, FirstRun)
    yield "first-run", which.window


def _pages(which: WhichWindow, drawing: _Drawing) -> Iterator[tuple[str, QWidget]]:
    window = which.window
    assert isinstance(window, MainWindow)
    for page in PAGES:
        drawing.page = page.key
        window.open_page(page.key)
        if page.key == "import":
            _with_files(window)
        yield page.key, window


def _network_pages(which: WhichWindow, drawing: _Drawing) -> Iterator[tuple[str, QWidget]]:
    window = which.window
    assert isinstance(window, NetworkWindow)
    while window.workspace.is_reading:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    for page in NETWORK_PAGES:
        drawing.page = picture_name(page)
        window.open_page(page.key)
        yield picture_name(page), window


def picture_name(page: PageSpec) -> str:
    """What the picture of a network's page is called."""
    return f"network-{'results' if page.key == 'network' else page.key}"


def _with_files(window: MainWindow) -> None:
    """Two months of made-up prescribing on the import page, read to the preview."""
    page = window.pages["import"]
    assert isinstance(page, ImportPage)
    with TemporaryDirectory() as folder:
        page.take_files(write_demo_files(Path(folder), window.workspace.document()))
        while page.is_working:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _picture(app: QApplication, window: QWidget, path: Path, store: Path) -> Path:
    window.resize(*SIZE)
    for _ in range(5):  # layouts settle, pages that fill later are filled
        app.processEvents()
    panel = window.findChild(PreviewPanel)
    while panel is not None and panel.is_busy:
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    problem = problem_with(path, store, ".png")
    if problem:
        raise UserError(f"{problem}. Choose another folder.")
    picture = window.grab().toImage()
    picture.setText("Software", PICTURE_BY)
    picture.save(str(path))
    return path
