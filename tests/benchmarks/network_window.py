"""The Lead's window over a whole area: `python -m tests.benchmarks.network_window [--quarters 28]`."""

import argparse
import os
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PySide6.QtCore import QElapsedTimer, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from db.opening import open_store
from greenpractice.app import LocalServices
from greenpractice.carbon.footprint import load_calculator
from greenpractice.demo.returns import demo_documents
from greenpractice.exchange.seal import sealed_json, verdict_of
from greenpractice.exchange.signing import SigningKey
from greenpractice.network.groups import Group
from greenpractice.periods import Period
from greenpractice.returns.verdicts import Changed
from greenpractice.store import NewReturn
from tests.benchmarks.collate import LAST, PRACTICES, make_files, of_practice, read_bare
from ui.network.lead_pages import NETWORK_PAGES
from ui.network.lead_window import NetworkWindow
from ui.network.session.lead_workspace import NetworkWorkspace
from ui.session.preferences import Preferences
from ui.widgets.style import apply_look

GROUP = Group("Sample PCN", frozenset({"U99999"}))


def main() -> None:
    """Read the PDFs of a quarter, then open each page over the returns of many quarters."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quarters", type=int, default=28, help="28 is seven years")
    asked = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    apply_look(app, dark=False, size=100)
    with TemporaryDirectory() as name:
        folder = Path(name)
        read_quarter(app, folder)
        fill(folder / "years.db", asked.quarters)
        walk_pages(app, folder, asked.quarters)


def read_quarter(app: QApplication, folder: Path) -> None:
    """The PDFs of one quarter in the window's thread beside pypdf alone; how long the window stood still."""
    (quarter,) = make_files(folder, 1)
    bare = read_bare(folder / str(quarter))
    open_store(folder / "one.db", write=True, demo=True).close()
    window = open_window(folder, "one.db")
    settle(app)
    gaps = Gaps()
    loop = QEventLoop()
    window.workspace.finished_reading.connect(loop.quit)
    start = time.perf_counter()
    window.workspace.read([folder / str(quarter)])
    loop.exec()
    took = time.perf_counter() - start
    settle(app)
    gaps.stop()
    assert len(window.workspace.network().received) == PRACTICES
    print(f"{PRACTICES} PDFs: bare pypdf {bare:.1f} s, window {took:.1f} s ({took / bare:.1f}x); goal 10 s")
    print(f"longest the window stood still: {gaps.longest} ms; goal 200 ms")
    close(window)


def walk_pages(app: QApplication, folder: Path, quarters: int) -> None:
    """Opening the window, what it works out while idle, then each page, the quarter before, a whole year."""
    opened: list[NetworkWindow] = []
    took = timed(app, lambda: opened.append(open_window(folder, "years.db")))
    (window,) = opened
    print(f"{PRACTICES} practices, {quarters} quarters: open {took}; goal 1 s")
    gaps, loop = Gaps(), QEventLoop()
    window.workspace.history_ready.connect(loop.quit)
    start = time.perf_counter()
    window.workspace.ask_for_history()
    loop.exec()
    while not window.workspace.ahead.is_done:
        app.processEvents()
    gaps.stop()
    print(f"  every year: {time.perf_counter() - start:.1f} s beside the window, still for {gaps.longest} ms")
    for spec in NETWORK_PAGES:
        took = timed(app, lambda key=spec.key: window.open_page(key))
        again = timed(app, lambda key=spec.key: (window.open_page("help"), window.open_page(key)))
        print(f"  {spec.title}: {took}, again {again}; goal 0.3 s")
    for period in (LAST.previous, Period(LAST.year - 1)):
        for key in ("returns", "network"):
            window.open_page(key)
            took = timed(app, lambda to=period: window.workspace.show_period(to))
            print(f"  {key}, to {period}: {took}; goal 0.3 s")
            window.workspace.show_period(LAST)
            settle(app)
    close(window)


def open_window(folder: Path, name: str) -> NetworkWindow:
    """The window over a store of the folder."""
    preferences = Preferences(folder / "window.ini")
    store = open_store(folder / name, write=True, demo=True)
    workspace = NetworkWorkspace(store, GROUP, LAST, LocalServices(), preferences)
    window = NetworkWindow(workspace, preferences)
    workspace.setParent(window)
    window.show()
    window.start("returns")
    return window


def close(window: NetworkWindow) -> None:
    """The window and its store."""
    window.close()
    window.workspace.store.close()


def timed(app: QApplication, does: Callable[[], object]) -> str:
    """How long until the window has settled again, and how much of that was work of this thread."""
    start, work = time.perf_counter(), time.thread_time()
    does()
    settle(app)
    return f"{time.perf_counter() - start:.2f} s (work {time.thread_time() - work:.2f} s)"


def settle(app: QApplication) -> None:
    """Let the window paint and do what it put off."""
    for _ in range(5):
        app.processEvents()


class Gaps:
    """The longest time between two beats of the event loop."""

    def __init__(self) -> None:
        self.longest = 0
        self._clock = QElapsedTimer()
        self._clock.start()
        self._timer = QTimer()
        self._timer.setInterval(10)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        self.longest = max(self.longest, self._clock.restart())

    def stop(self) -> None:
        """No more beats."""
        self._timer.stop()


def fill(path: Path, quarters: int) -> None:
    """A store of returns as 134 practices sent them over so many quarters, the PDFs being stand-ins."""
    key = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(32)))
    kinds = [document for document in demo_documents() if document.period == LAST]
    calculator, store, quarter = load_calculator(), open_store(path, write=True, demo=True), LAST
    for _ in range(quarters):
        new = []
        for number in range(PRACTICES):
            document = replace(of_practice(kinds[number % len(kinds)], number, quarter), revision=1)
            verdict = verdict_of(sealed_json(document, calculator.of_return(document), key, demo=True))
            assert not isinstance(verdict, Changed)
            pdf = f"%PDF- {document.ods_code} {quarter}".encode()
            new.append(NewReturn(document, verdict, f"{document.ods_code}.pdf", pdf, False))
        store.receive(new, datetime.now(UTC))
        quarter = quarter.previous
    store.close()


if __name__ == "__main__":
    main()
