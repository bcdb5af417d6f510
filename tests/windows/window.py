"""The window in that Windows, by real keys: first run, a figure, a PDF, closed and opened again."""

import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests.ui import screen
from tests.ui.screen import Screen, wait_for
from tests.ui.test_real_window import figure_in, is_fine
from tests.windows.machine import Windows

TABS_TO_CREATE = 6  # Help, next page, zoom, print, the preview itself, then the button that creates the PDF


def store_of(windows: Windows) -> Path:
    """Where the window keeps its data in there."""
    return windows.home / "AppData" / "Local" / "Greener Practice" / "greenpractice.db"


# Windows' own fonts come only with its own way of drawing, which tests without a screen do not have.
FONTS = """
from PySide6.QtWidgets import QApplication, QMainWindow
from ui.widgets.style import HAVE_FONTS, apply_look
application = QApplication([])
window = QMainWindow()
window.menuBar().addMenu("File")
window.show()
for size in (100, 200):
    apply_look(application, dark=False, size=size)
    application.processEvents()
    ours = application.font()
    print([kind for kind in HAVE_FONTS if application.font(kind) != ours], window.menuBar().font() == ours)
"""


def check_fonts(windows: Windows) -> None:
    """No kind of widget keeps a font of Windows' own, whatever size of text is chosen."""
    with tempfile.TemporaryDirectory() as folder, screen.screen(Path(folder), 1366, 768) as seen:
        _, said = windows.run([str(windows.python), "-c", FONTS], DISPLAY=seen.display)
    assert said.splitlines() == ["[] True", "[] True"], said[-400:]


@contextmanager
def shown(windows: Windows, command: Sequence[str], pictures: Path) -> Iterator[Screen]:
    """The window on a screen of its own, closed by its own keys at the end; what was seen last is kept."""
    with tempfile.TemporaryDirectory() as folder, screen.screen(Path(folder), 1366, 768) as seen:
        running = windows.start(command, DISPLAY=seen.display)
        try:
            yield seen
            seen.press("alt+F4")
            status = running.wait(screen.PATIENCE)
            assert status == 0, f"exit status {status}"
        finally:
            seen.picture().save(str(pictures / f"{int(time.monotonic())}.png"))
            windows.stop()
            running.kill()
            said = running.communicate()[0].decode("utf-8", "replace").strip()
    assert not said, said[-400:]


def journey(windows: Windows, command: Sequence[str], pictures: Path, store: Path | None = None) -> str:
    """All of it, the data in the usual place or at `store`; what was found, or an AssertionError."""
    screen.PATIENCE = 180  # Wine on a busy computer
    pictures.mkdir(parents=True, exist_ok=True)
    store = store or store_of(windows)
    started = time.monotonic()
    with shown(windows, command, pictures) as seen:
        seen.window("Greener Practice - Start")
        first = time.monotonic() - started
        seen.press("space", "Tab", "space")  # I work in a GP practice, Continue
        seen.write("C82009")
        seen.press("Return", "Return")  # the practice, and the folder as it is offered
        seen.window("C82009.*Home")
        seen.press("ctrl+2")
        seen.window("C82009.*Practice details")
        seen.press("Tab", "Tab")  # Help, then the first field
        seen.write("9,250")
        seen.press("Return")
        wait_for(lambda: figure_in(store, "practice", "registered_patients"), "the figure in the store")
        made = create_pdf(seen, store.parent / "Summary PDFs")
        assert is_fine(seen.picture()), "text is drawn coarsely"
    with shown(windows, command, pictures) as seen:
        seen.window("C82009.*Summary PDF")  # where it was left
    assert figure_in(store, "practice", "registered_patients") == "9,250"
    assert not [*store.parent.glob(".*.part")], "an unfinished file was left"
    return f"first page after {first:.0f} s; figure and {made.name} on disk; opened again where it was left"


def create_pdf(seen: Screen, folder: Path) -> Path:
    """From any page to a summary PDF by keys alone; the file."""
    seen.press("ctrl+p")
    seen.window("C82009.*Summary PDF")
    _wait_until_still(seen)  # the preview is there, and with it its controls
    for _ in range(TABS_TO_CREATE):
        seen.press("Tab")
        time.sleep(0.5)
    seen.press("space")
    return wait_for(partial(_newest, folder), "the PDF")


def _wait_until_still(seen: Screen) -> None:
    """Until nothing has been painted for half a minute."""
    last, still_since = seen.picture(), time.monotonic()
    until = still_since + screen.PATIENCE
    while time.monotonic() < min(until, still_since + 30):
        time.sleep(0.5)
        now = seen.picture()
        if now != last:
            last, still_since = now, time.monotonic()


def _newest(folder: Path) -> Path | None:
    found = [path for path in folder.glob("*.pdf") if path.read_bytes()[-32:].rstrip().endswith(b"%%EOF")]
    return max(found, key=lambda path: path.stat().st_mtime, default=None)
