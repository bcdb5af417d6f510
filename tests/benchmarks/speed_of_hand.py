"""How long a hand waits for the window: `python -m tests.benchmarks.speed_of_hand`.

A figure typed in the table of inhalers: from Enter to the new total on the screen, and until nothing is left
to do; each page from Home and back; one quarter to the next. Beside it a bare table of the same toolkit, as
many rows and columns, the same keys and a total too; the two take turns, as other work slows both of them.
"""

import argparse
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTableView, QVBoxLayout, QWidget

from db.opening import open_store
from greenpractice.app import LocalServices
from greenpractice.demo.returns import demo_documents
from greenpractice.facts.inhalers import load_inhalers
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument
from ui.inhalers import inhaler_columns as at
from ui.inhalers.inhaler_page import InhalerPage
from ui.practice.practice_pages import PAGES
from ui.practice.practice_window import MainWindow
from ui.session.identity import Identity
from ui.session.preferences import Preferences
from ui.session.workspace import Workspace
from ui.widgets.style import apply_look

CODE, LAST = "Z99991", Period(2026, 2)
_SIZE = 1366, 768
_TURN = 10  # figures in one, then in the other
_LEFT_OUT = 3  # of each kind the first: what is read once is read then
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class Times:
    """Milliseconds of several of a kind: by the clock, and of the processor, which goes by no other work."""

    def __init__(self) -> None:
        self.clock: list[float] = []
        self.work: list[float] = []
        self._began = 0.0, 0.0

    def begin(self) -> None:
        """From now on it is measured."""
        self._began = time.perf_counter(), time.thread_time()

    def end(self) -> None:
        """Until now it was."""
        clock, work = self._began
        self.work.append(1000 * (time.thread_time() - work))
        self.clock.append(1000 * (time.perf_counter() - clock))

    def of(self, does: Callable[[], object]) -> None:
        """Do it, and all that it leaves to be done."""
        self.begin()
        does()
        settle()
        self.end()

    def words(self, goal: int | None = None) -> str:
        """The middle and the longest."""
        work, clock = self.work[_LEFT_OUT:] or self.work, self.clock[_LEFT_OUT:] or self.clock
        said = f"work {median(work):6.1f} ms, at most {max(work):6.1f}; clock {median(clock):6.1f} ms"
        return f"{said}; goal {goal} ms" if goal else said

    @property
    def middle(self) -> float:
        """The median of the processor's milliseconds."""
        return median(self.work[_LEFT_OUT:] or self.work)


class TotalSeen(QObject):
    """How long a key needs until the total is painted in the window: nothing else is worked out before that.

    `times` ends when the sums were told and painted; a total that was not painted by then ends nothing.
    """

    def __init__(self, workspace: Workspace, total: QLabel) -> None:
        super().__init__(total)
        self.times, self._painted, self._total = Times(), "", total
        total.installEventFilter(self)
        workspace.sums_told.connect(self._end)  # made after the page, it hears of it after the page

    def of(self, does: Callable[[], object]) -> None:
        """Do it; what comes after the total is not in `times`."""
        said, seen = self._total.text(), len(self.times.work)
        self.times.begin()
        does()
        assert self._total.text() != said, "the total stood still"
        assert len(self.times.work) == seen + 1, "something came before the total was painted"

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._painted = self._total.text()
        return super().eventFilter(watched, event)

    def _end(self) -> None:
        if self._painted == self._total.text():
            self.times.end()


def settle() -> None:
    """Let the window paint, and do what it put off, until nothing is left."""
    for _ in range(4):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def bring_forward(window: QWidget) -> None:
    """Show it and give it the keys."""
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)


def main() -> None:
    """Print every kind of wait."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quarters", type=int, default=28, help="28 is seven years")
    parser.add_argument("--products", type=int, default=430)
    parser.add_argument("--figures", type=int, default=60, help="how many are typed")
    asked = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication([])
    apply_look(application, dark=False, size=100)
    with TemporaryDirectory() as name:
        print(f"{asked.products} products, {asked.quarters} quarters")
        bare = BareTable(asked.products)
        window = open_window(Path(name), asked.quarters, asked.products)
        type_figures(window, asked.figures, bare)
        bare.close()
        walk_pages(window)
        walk_quarters(window, min(12, asked.quarters - 1))
        window.close()
        window.workspace.store.close()


def type_figures(window: MainWindow, figures: int, bare: "BareTable") -> None:
    """Figures one below the other, each with Enter, in turns with the same in a bare table."""
    window.open_page("inhalers")
    page = window.pages["inhalers"]
    assert isinstance(page, InhalerPage)
    page.used_only = True
    settle()
    page.grid.show_cell(*page.model.first_place())
    settle()
    total = page.findChild(QLabel, "inhalers-now")
    assert isinstance(total, QLabel)
    digits, enter, seen = Times(), Times(), TotalSeen(window.workspace, total)
    for number in range(figures):
        if number % _TURN == 0:
            bare.type_figures(_TURN)
            bring_forward(window)
            settle()
        model, row = page.model, page.grid.currentIndex().row()
        for digit in str(int(model.entries[row].last) + 1 + number % 5):
            digits.of(lambda digit=digit: QTest.keyClick(QApplication.focusWidget(), digit))
        enter.of(lambda: seen.of(lambda: QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)))
    print(f"bare table: Enter  {bare.times.words()}")
    print(f"a digit            {digits.words()}")
    print_beside("Enter", seen.times, enter, bare.times)
    undo, seen.times = Times(), Times()
    for _ in range(figures // 2):
        undo.of(lambda: seen.of(window.workspace.undo))
    print_beside("undo", seen.times, undo, bare.times)


def print_beside(key: str, seen: Times, done: Times, bare: Times) -> None:
    """How long until the total is seen, and until all is done, beside the bare table's until all is done."""
    for until, times, goal in (("the total", seen, 33), ("all done", done, None)):
        times_bare = times.middle / bare.middle
        print(f"{f'{key} to {until}':<18} {times.words(goal)}; {times_bare:.1f}x the bare table")


def walk_pages(window: MainWindow) -> None:
    """Each page from each other."""
    keys = [spec.key for spec in PAGES]
    for key in keys:
        window.open_page(key)
        settle()
    for key in keys:
        times = Times()
        for other in keys:
            if other != key:
                window.open_page(other)
                settle()
                times.of(lambda key=key: window.open_page(key))
        print(f"to {key:<15} {times.words(50)}")


def walk_quarters(window: MainWindow, steps: int) -> None:
    """One quarter to the one before, on the pages where most is shown."""
    for key in ("inhalers", "home", "check", "results", "electricity", "summary"):
        window.open_page(key)
        settle()
        times = Times()
        for _ in range(steps):
            times.of(window.header.earlier)
        print(f"quarter, {key:<9} {times.words(100)}")
        window.workspace.show_period(LAST)
        settle()


class _BareModel(QAbstractTableModel):
    """Texts in a list of lists."""

    def __init__(self, rows: int, columns: int) -> None:
        super().__init__()
        self.texts = [[str(row + column) for column in range(columns)] for row in range(rows)]

    def rowCount(self, _parent: Index = _ROOT) -> int:
        return len(self.texts)

    def columnCount(self, _parent: Index = _ROOT) -> int:
        return len(self.texts[0])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        shown = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole)
        return self.texts[index.row()][index.column()] if shown else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: Index, value: Any, _role: int = Qt.ItemDataRole.EditRole) -> bool:
        self.texts[index.row()][index.column()] = value
        self.dataChanged.emit(index, index)
        return True


class BareTable(QWidget):
    """The same keys in a table that is nothing else: a model of texts, and their sum in a label."""

    def __init__(self, products: int) -> None:
        super().__init__()
        self.times, self._typed = Times(), 0
        self._table, self._total = QTableView(), QLabel()
        self._model = _BareModel(products, len(at.HEADINGS))
        self._table.setModel(self._model)
        self._table.setEditTriggers(QTableView.EditTrigger.AnyKeyPressed)
        self._model.dataChanged.connect(self._add_up)
        self._table.itemDelegate().closeEditor.connect(self._go_down)
        down = QVBoxLayout(self)
        down.addWidget(self._table)
        down.addWidget(self._total)
        self.resize(*_SIZE)
        self._table.setCurrentIndex(self._model.index(0, at.NOW))

    def type_figures(self, figures: int) -> None:
        """So many figures one below the other, each with Enter."""
        bring_forward(self)
        self._table.setFocus()
        settle()
        for _ in range(figures):
            self._typed += 1
            for digit in str(200 + self._typed):
                QTest.keyClick(QApplication.focusWidget(), digit)
            settle()
            self.times.of(lambda: QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return))

    def _add_up(self) -> None:
        self._total.setText(str(sum(int(row[at.NOW]) for row in self._model.texts)))

    def _go_down(self) -> None:
        index = self._table.currentIndex()
        self._table.setCurrentIndex(index.siblingAtRow(index.row() + 1))


def open_window(folder: Path, quarters: int, products: int) -> MainWindow:
    """The window of a practice with so many quarters, of each product a figure in each."""
    os.environ["GREENPRACTICE_STORE"] = str(folder / "greenpractice.db")
    services = LocalServices()
    store = open_store(folder / "greenpractice.db", write=True)
    for document in documents_of(quarters, products):
        store.record(document)
    preferences = Preferences(folder / "window.ini")
    workspace = Workspace(store, Identity(CODE, "Sample Surgery"), LAST, None, services, preferences)
    window = MainWindow(workspace, preferences)
    workspace.setParent(window)
    window.resize(*_SIZE)
    bring_forward(window)
    window.start("home")
    settle()
    return window


def documents_of(quarters: int, products: int) -> Sequence[ReturnDocument]:
    """Returns of all sections, the oldest first."""
    kinds = {document.period: document for document in demo_documents() if document.ods_code == CODE}
    listed, found, period = load_inhalers().products[:products], [], LAST
    for number in range(quarters):
        kind = kinds.get(period, kinds[LAST])
        rows = tuple(
            {"bnf_code": product.bnf_code, "inhalers": str(20 + (7 * place + number) % 90)}
            for place, product in enumerate(listed)
        )
        sections = {**kind.sections, "inhalers": rows}
        found.append(replace(kind, period=period, sections=sections, flags=()))
        period = period.previous
    return found[::-1]


if __name__ == "__main__":
    main()
