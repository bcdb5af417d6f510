"""How long the window is ever deaf while it imports: the longest gap between ticks of a 10 ms timer.

`python -m tests.benchmarks.import_window [FRACTION [QUARTERS]]` makes that fraction of a national month (0.02
is about 160 MB) and as many quarters more of a small file, drops both on the import page and takes them.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtWidgets import QApplication

from db.opening import open_store
from greenpractice.app import LocalServices
from greenpractice.facts.inhalers import load_inhalers
from greenpractice.facts.practices import load_directory
from greenpractice.periods import Period
from tests.benchmarks.prescribing_month import write_month
from ui.inhalers.import_page import ImportPage, State
from ui.practice.practice_window import MainWindow
from ui.session.identity import Identity
from ui.session.preferences import Preferences
from ui.session.workspace import Workspace
from ui.widgets.style import apply_look

_TICK = 10  # ms
_HEADER = "YEAR_MONTH,PRACTICE_CODE,BNF_PRESENTATION_CODE,BNF_PRESENTATION_NAME,QUANTITY,ITEMS\n"
_PRODUCTS = 60


class Gaps:
    """The longest time between two ticks, by what went on meanwhile, and the most work of this process.

    Where other work keeps the machine busy, the work (ms of processor) says what the window itself did.
    """

    def __init__(self) -> None:
        self.longest: dict[str, int] = {}
        self.work: dict[str, float] = {}
        self._worked = time.process_time()
        self.doing = "waiting"
        self._since = QElapsedTimer()
        self._since.start()
        self._timer = QTimer()
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.process_time()
        self.longest[self.doing] = max(self.longest.get(self.doing, 0), self._since.restart())
        self.work[self.doing] = max(self.work.get(self.doing, 0.0), 1000 * (now - self._worked))
        self._worked = now


def main(arguments: list[str]) -> None:
    """Print one line for each part of an import."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    fraction = float(arguments[0]) if arguments else 0.02
    quarters = int(arguments[1]) if len(arguments) > 1 else 4
    application = QApplication([])
    apply_look(application, False, 100)
    code = load_directory().practices[0].ods_code
    with tempfile.TemporaryDirectory() as folder:
        large, small = Path(folder) / "month.csv", Path(folder) / "quarters.csv"
        rows = write_month(large, fraction)
        small.write_text(_HEADER + "".join(_lines(code, quarters)), encoding="utf-8")
        print(f"{rows:,} rows, {large.stat().st_size / 1e6:.0f} MB, and {quarters} quarters more")
        store = open_store(Path(folder) / "store.db", write=True)
        preferences = Preferences(Path(folder) / "window.ini")
        workspace = Workspace(
            store, Identity(code, "Surgery"), Period(2025, 1), None, LocalServices(), preferences
        )
        window = MainWindow(workspace, preferences)
        window.show()
        _measure(application, window, [large, small])
        window.close()
        store.close()


def _measure(application: QApplication, window: MainWindow, files: list[Path]) -> None:
    window.open_page("inhalers")
    window.open_page("import")
    page = window.pages["import"]
    assert isinstance(page, ImportPage)
    gaps = Gaps()
    _until(application, lambda: "waiting" in gaps.longest)
    start = time.perf_counter()

    def step(doing: str, act: Callable[[], object], done: Callable[[], bool]) -> None:
        gaps.doing = doing
        act()
        _until(application, done)
        calm = time.perf_counter() + 0.3
        _until(application, lambda: time.perf_counter() > calm)

    step("reading", lambda: page.take_files(files), lambda: not page.reading.is_reading)
    step("preview", lambda: None, lambda: not page.is_working)
    assert page.state is State.PREVIEW, page.state
    seconds = time.perf_counter() - start
    step("importing", page.take, lambda: page.state is State.DONE)
    step("undo", workspace_undo(window), lambda: True)
    for doing, gap in gaps.longest.items():
        print(f"{doing:<28} longest gap {gap:4} ms, work {gaps.work[doing]:4.0f} ms; goal 50 ms")
    print(f"{'read after':<28} {seconds:.1f} s")


def workspace_undo(window: MainWindow) -> Callable[[], object]:
    """What Ctrl+Z does."""
    return window.workspace.undo_stack.undo


def _until(application: QApplication, done: Callable[[], bool]) -> None:
    while not done():
        application.processEvents()
        time.sleep(0.0005)


def _lines(code: str, quarters: int) -> list[str]:
    products = load_inhalers().products[:_PRODUCTS]
    period, lines = Period(2024, 4), []
    for number in range(quarters):
        month = f"{period.first_day.year}{period.first_day.month:02}"
        lines += [
            f'{month},{code},{each.bnf_code},"{each.name}",1,{number + n + 1}\n'
            for n, each in enumerate(products)
        ]
        period = period.previous
    return lines


if __name__ == "__main__":
    main(sys.argv[1:])
