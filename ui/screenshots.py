"""Pictures of every page with demo data, light and dark, drawn without a screen."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from greenpractice.demo.prescribing import write_demo_files
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
Pictures = Callable[[WhichWindow], Iterator[tuple[str, QWidget]]]


def render(folder: Path, services: WindowServices) -> list[Path]:
    """A PNG of the first run and of each page, light and dark; the files made."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(["greenpractice"])
    folder.mkdir(parents=True, exist_ok=True)
    apply_look(app, False, 100)
    which = WhichWindow(services)
    made: list[Path] = []
    try:
        which.show_first_run()
        made += _in_both_looks(app, which, folder, _first_run)
        which.open_demo()
        made += _in_both_looks(app, which, folder, _pages)
        which.open_demo_lead()
        made += _in_both_looks(app, which, folder, _network_pages)
    finally:
        which.close()
    return made


def _in_both_looks(app: QApplication, which: WhichWindow, folder: Path, pictures: Pictures) -> Iterator[Path]:
    for look, dark in (("light", False), ("dark", True)):
        apply_look(app, dark, 100)
        for name, window in pictures(which):
            yield _picture(app, window, folder / f"{name}-{look}.png")


def _first_run(which: WhichWindow) -> Iterator[tuple[str, QWidget]]:
    assert isinstance(which.window, FirstRun)
    yield "first-run", which.window


def _pages(which: WhichWindow) -> Iterator[tuple[str, QWidget]]:
    window = which.window
    assert isinstance(window, MainWindow)
    for page in PAGES:
        window.open_page(page.key)
        if page.key == "import":
            _with_files(window)
        yield page.key, window


def _network_pages(which: WhichWindow) -> Iterator[tuple[str, QWidget]]:
    window = which.window
    assert isinstance(window, NetworkWindow)
    while window.workspace.is_reading:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    for page in NETWORK_PAGES:
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


def _picture(app: QApplication, window: QWidget, path: Path) -> Path:
    window.resize(*SIZE)
    for _ in range(5):  # layouts settle, pages that fill later are filled
        app.processEvents()
    panel = window.findChild(PreviewPanel)
    while panel is not None and panel.is_busy:
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    window.grab().save(str(path))
    return path
