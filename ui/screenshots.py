"""Pictures of every page with demo data, drawn without a screen: in several looks, and in other states."""

import os
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

from PySide6.QtCore import QEvent, QEventLoop, QLoggingCategory, QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

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
from ui.screenshot_states import STATES, State, in_state, open_empty_network
from ui.session.services import WindowServices
from ui.summary.page_picture import picture_of
from ui.summary.preview_panel import PreviewPanel
from ui.which_window import WhichWindow
from ui.widgets.style import apply_look
from ui.window.frame import Frame
from ui.window.page_spec import PageSpec

SIZE = (1366, 688)  # what a screen of 1366 x 768 leaves to a window


@dataclass(frozen=True, slots=True)
class Look:
    """What pages are drawn in: colours, size of the text in percent, and how large the window is."""

    dark: bool = False
    text: int = 100
    size: tuple[int, int] = SIZE
    contrast: bool = False


LOOKS = {
    "light": Look(),
    "dark": Look(dark=True),
    "small": Look(size=(1093, 534)),  # the same screen at 125%
    "large": Look(text=200),
    "contrast": Look(contrast=True),
}


@dataclass(frozen=True, slots=True)
class Shot:
    """A page as it is drawn: what its picture is called, in which look, and the window it stands in."""

    page: str
    look: str
    window: QWidget


EMPTY_OF_NETWORK = ("returns", "network", "report")
PAPER, PAPER_WIDE = "-paper-grey", 1240  # page 1 of a PDF as a copier prints it, in pixels 150 to an inch
USUAL_LOOKS = ("light", "dark")
_Pictures = Callable[[WhichWindow, "_Drawing"], Iterator[tuple[str, QWidget]]]
Scene = tuple[AbstractContextManager[None], _Pictures]
Scenes = Callable[[WhichWindow, WindowServices], Iterator[Scene]]


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


def render(
    folder: Path, services: WindowServices, looks: Sequence[str] = USUAL_LOOKS, *, states: bool = False
) -> list[Path]:
    """A PNG of the first run and of each page in these looks, and with `states` in those; the files made."""
    return draw(folder, services, looks, (usual, in_states) if states else (usual,))


def draw(
    folder: Path, services: WindowServices, looks: Sequence[str], scenes: Sequence[Scenes]
) -> list[Path]:
    """A PNG of everything in these scenes in each of these looks, page 1 of PDFs in grey; the files made."""
    make_folders(folder)
    wanted = {name: look for name, look in LOOKS.items() if name in looks}
    store = services.store_path(None)
    made = []
    for shot in shots(services, wanted, scenes):
        made.append(_saved(shot.window.grab().toImage(), folder / f"{shot.page}-{shot.look}.png", store))
        paper = folder / f"{shot.page}{PAPER}.png"
        seen = shot.window.findChild(PreviewPanel)
        if seen is not None and seen.isVisible() and seen.pages is not None and paper not in made:
            printed = picture_of(seen.pages, 0, PAPER_WIDE).convertToFormat(QImage.Format.Format_Grayscale8)
            made.append(_saved(printed, paper, store))
    return made


def shots(services: WindowServices, looks: Mapping[str, Look], scenes: Sequence[Scenes]) -> Iterator[Shot]:
    """Everything in these scenes in each of these looks, one after the other, laid out and filled."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(["greenpractice"])
    which = WhichWindow(services)
    try:
        with _Drawing() as drawing:
            for begun, pictures in (each for some in scenes for each in some(which, services)):
                apply_look(app, False, 100, contrast=False)
                with begun:
                    # else the window before it takes each look too
                    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
                    app.processEvents()  # a window that was not painted yet takes no other size of text
                    for name, look in looks.items():
                        apply_look(app, look.dark, look.text, contrast=look.contrast)
                        _fit_text(which.window)
                        for page, window in pictures(which, drawing):
                            _lay_out(app, window, look.size)
                            yield Shot(page, name, window)
                            drawing.check()
    finally:
        which.close()
        apply_look(app, False, 100, contrast=False)


def usual(which: WhichWindow, services: WindowServices) -> Iterator[Scene]:
    """Each window over the made-up data, and what is drawn of it."""
    yield opened(which.show_first_run), _first_run
    yield opened(which.open_demo), _pages
    yield opened(which.open_demo_lead), _network_pages


def in_states(which: WhichWindow, services: WindowServices) -> Iterator[Scene]:
    """Windows over data in a state, and the pages that look otherwise in it."""
    yield opened(which.show_first_run), _first_run_problem
    for state in STATES:
        yield in_state(which, services, state), partial(_pages_in, state)
    yield opened(partial(open_empty_network, which, services)), _empty_network


@contextmanager
def opened(begin: Callable[[], None]) -> Iterator[None]:
    """A window that was opened so."""
    begin()
    yield


def _first_run(which: WhichWindow, drawing: _Drawing) -> Iterator[tuple[str, QWidget]]:
    assert isinstance(which.window, FirstRun)
    yield "first-run", which.window


def _first_run_problem(which: WhichWindow, drawing: _Drawing) -> Iterator[tuple[str, QWidget]]:
    window = which.window
    assert isinstance(window, FirstRun)
    drawing.page = "first-run (problem)"
    go_on = window.findChild(QAbstractButton, "role-continue")
    assert go_on is not None
    go_on.click()
    yield "first-run-problem", window


def _pages_in(state: State, which: WhichWindow, drawing: _Drawing) -> Iterator[tuple[str, QWidget]]:
    """The pages that a state names."""
    window = which.window
    assert isinstance(window, MainWindow)
    for key in state.pages:
        drawing.page = f"{key} ({state.name})"
        window.open_page(key)
        yield f"{key}-{state.name}", window


def _empty_network(which: WhichWindow, drawing: _Drawing) -> Iterator[tuple[str, QWidget]]:
    window = which.window
    assert isinstance(window, NetworkWindow)
    for page in NETWORK_PAGES:
        if page.key in EMPTY_OF_NETWORK:
            drawing.page = f"{picture_name(page)} (empty)"
            window.open_page(page.key)
            yield f"{picture_name(page)}-empty", window


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


def _fit_text(window: QWidget | None) -> None:
    """What a frame does where its keys change the size of the text."""
    if isinstance(window, Frame):
        window.navigation.fit()
        window.help.fit()
        window.status.show_state()


def _lay_out(app: QApplication, window: QWidget, size: tuple[int, int]) -> None:
    """Make it this large, until layouts have settled and pages that fill later are filled."""
    _let_be_as_small(window, QSize(*size))
    window.resize(*size)
    for _ in range(12):
        app.processEvents()
    panel = window.findChild(PreviewPanel)
    while panel is not None and panel.is_busy:
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _saved(picture: QImage, path: Path, store: Path) -> Path:
    problem = problem_with(path, store, ".png")
    if problem:
        raise UserError(f"{problem}. Choose another folder.")
    picture.setText("Software", PICTURE_BY)
    picture.save(str(path))
    return path


def _let_be_as_small(window: QWidget, size: QSize) -> None:
    """Lower its least size. Qt without a screen says on every such change that it does nothing with it."""
    least = window.minimumSize().boundedTo(size)
    if least != window.minimumSize():
        QLoggingCategory.setFilterRules("default.warning=false")
        window.setMinimumSize(least)
        QLoggingCategory.setFilterRules("")
