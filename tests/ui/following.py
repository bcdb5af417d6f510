"""Somebody who does one thing after the other in the real window, by keys, clicks and files."""

import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QElapsedTimer, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

from greenpractice.app import LocalServices
from greenpractice.carbon.footprint import Calculator, load_calculator
from greenpractice.demo.returns import demo_documents
from greenpractice.fields import Kind
from greenpractice.periods import Period
from greenpractice.sections import SECTION_BY_KEY, SECTIONS
from tests.greenpractice.prescribing.made import BRALTUS, SALAMOL, VENTOLIN, Row, renamed, saved, text_of
from tests.ui.second_look import SecondLook
from ui.entry.grid_view import GridView
from ui.inhalers.import_page import ImportPage, State
from ui.inhalers.inhaler_columns import ITEMS, NOW
from ui.practice.practice_window import MainWindow
from ui.session.identity import Identity
from ui.session.workspace import Workspace
from ui.which_window import WhichWindow

CODE = "Z99991"
PATIENCE = 60_000  # ms: another process has to start, on a busy machine too
Key = Qt.Key
Part = TypeVar("Part", bound=QWidget)
# Buttons that do one step of figures; the others lead elsewhere, or ask for a file.
_STEPS = re.compile(
    r"-(add|remove|correct|several|estimated)$|^(copy-last|use-list-size)$|^estimate-site-|-past-zero-"
)
_NUMBERS = ("120", "3,400", "0", "12.5", "", "lots", "1 250", "7")


def fill_store(services: LocalServices) -> None:
    """The quarters of a demo practice, for a program that starts with the newest."""
    path = services.store_path(None)
    path.parent.mkdir(parents=True, exist_ok=True)
    store = services.open_store(path, write=True)
    for document in demo_documents():
        if document.ods_code == CODE and document.period.year in (2019, 2025, 2026):
            store.record(document)
    store.close()


class Walk:
    """One person in the window of one practice, from a seed; `folder` is for files and backups."""

    def __init__(self, services: LocalServices, folder: Path, seed: int) -> None:
        fill_store(services)
        self.folder, self.chance = folder, random.Random(seed)
        self.which = WhichWindow(services)
        preferences = self.which.preferences
        preferences.put_identity(Identity(CODE, "Sample Surgery", "U99999"))
        preferences.put("store", str(services.store_path(None)))
        preferences.put("period", Period(2026, 2).id)
        self.which.start()
        self.calculator: Calculator = load_calculator()
        self.periods = sorted(self.workspace.periods_held())
        self.backups: list[Path] = []
        self.files = 0
        self.restored = self.imported = 0
        self._settle()

    @property
    def window(self) -> MainWindow:
        """The window that is open now: a restored backup comes with one of its own."""
        assert isinstance(self.which.window, MainWindow)
        return self.which.window

    @property
    def workspace(self) -> Workspace:
        assert self.which.workspace is not None
        return self.which.workspace

    # What somebody does

    def step(self) -> str:
        """One thing, by keys or clicks; what it was."""
        ways: list[tuple[int, Callable[[], str]]] = [
            (16, self.type_in_grid), (10, self.type_in_form), (8, self.press), (9, self.undo), (6, self.redo),
            (8, self.turn), (1, self.take_file), (1, self.back_up), (1, self.restore),
        ]  # fmt: skip
        (way,) = self.chance.choices([way for _, way in ways], [weight for weight, _ in ways])
        return f"{way.__name__} {way()}".rstrip()

    def type_in_grid(self) -> str:
        """Type over a cell of some grid."""
        self._open_some()
        grids = self._there(GridView)
        if not grids:
            return "nowhere"
        grid = self.chance.choice(grids)
        row, column = self._some_cell(grid)
        if not grid.grid.can_edit(row, column):
            return "nowhere"
        grid.show_cell(row, column)
        text = self._words_for(grid, column)
        if text:
            QTest.keyClicks(grid, text[0])
            self._type_on(grid, text[1:])
        else:
            QTest.keyClick(grid, Key.Key_Delete)
        return f"{grid.objectName()} {row},{column} {text!r}"

    def type_in_form(self) -> str:
        """Type in a box of some form, or choose an answer."""
        self._open_some()
        names = tuple(section.key for section in SECTIONS)
        boxes = [
            box for box in (*self._there(QLineEdit), *self._there(QRadioButton))
            if box.objectName().startswith(names) and box.isEnabled()
        ]  # fmt: skip
        if not boxes:
            return "nowhere"
        box = self.chance.choice(boxes)
        if isinstance(box, QRadioButton):
            box.click()
            return box.objectName()
        text = self.chance.choice(_NUMBERS)
        box.setFocus()
        QTest.keyClick(box, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        if text:
            QTest.keyClicks(box, text)
        else:
            QTest.keyClick(box, Key.Key_Delete)
        QTest.keyClick(box, Key.Key_Return)
        return f"{box.objectName()} {text!r}"

    def press(self) -> str:
        """Click a button, or a tick, that does one step."""
        keys = [spec.key for spec in self.window.specs if spec.group]
        self.window.open_page(self.chance.choice(keys))
        parts: list[QAbstractButton] = [*self._there(QPushButton), *self._there(QCheckBox)]
        found = [each for each in parts if _STEPS.search(each.objectName()) and each.isEnabled()]
        if not found:
            return "nothing"
        chosen = self.chance.choice(found)
        name = chosen.objectName()
        for grid in self._there(GridView):  # the row to remove
            grid.show_cell(*self._some_cell(grid))
        chosen.click()
        return name

    def undo(self) -> str:
        self._key(Key.Key_Z)
        return ""

    def redo(self) -> str:
        self._key(Key.Key_Y)
        return ""

    def turn(self) -> str:
        """Another quarter, by the header or the list of quarters."""
        way = self.chance.choice(("earlier-quarter", "later-quarter", ""))
        button = self.window.findChild(QPushButton, way)
        if way and isinstance(button, QPushButton) and button.isEnabled():
            button.click()
        else:
            self.workspace.show_period(self.chance.choice(self.periods))
        return self.workspace.period.id

    def take_file(self) -> str:
        """Import a file of one month of the quarter in view."""
        period = self.workspace.period
        if period.is_year:
            return "not in a year"
        self.files += 1
        span = self.chance.choice(months_of(period))
        codes = self.chance.sample((VENTOLIN, SALAMOL, BRALTUS), self.chance.randint(1, 3))
        rows = [Row(CODE, code, 1, self.chance.randint(1, 400), span) for code in codes]
        file = saved(self.folder / f"{self.files}-{span}.csv", text_of(renamed(rows)).encode())
        self.window.import_files([file])
        page = self.window.pages["import"]
        assert isinstance(page, ImportPage)
        self._until(lambda: not page.is_working, "the file is read")
        if page.state is State.PREVIEW:
            page.foot.primary.click()
            self.imported += 1
        said = page.state.name
        self.window.open_page("inhalers")
        return f"{span} {said}"

    def back_up(self) -> str:
        """Back up by the settings."""
        self.window.open_page("settings")
        target = self.folder / f"kept-{len(self.backups)}.db"
        self._box("backup-file").setText(str(target))
        self._button("back-up").click()
        assert target.exists()
        self.backups.append(target)
        return target.name

    def restore(self) -> str:
        """Put a backup back by the settings: another window comes, over other figures."""
        if not self.backups:
            self.back_up()
        backup, window = self.chance.choice(self.backups), self.window
        window.open_page("settings")
        self._box("restore-file").setText(str(backup))
        self._button("restore").click()
        self._button("restore-yes").click()
        self._until(lambda: self.which.window is not window, "the window over the backup")
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self._settle()
        self.restored += 1
        return backup.name

    def check(self, others: int | None = None) -> None:
        """Give the open page a second look, and so many others by chance; with None every other."""
        keys = [spec.key for spec in self.window.specs if spec.key not in ("import", "help")]
        chosen = keys if others is None else self.chance.sample(keys, others)
        SecondLook(self.window, self.workspace, self.calculator).check(chosen)

    def close(self) -> None:
        """Close the window and let go of the store."""
        self.which.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    # Hands and eyes

    def _settle(self) -> None:
        window = self.window
        window.resize(1366, 768)
        window.activateWindow()
        self._until(lambda: bool(window.open_key), "the first page")

    def _until(self, there: Callable[[], bool], what: str) -> None:
        clock = QElapsedTimer()
        clock.start()
        while not there():
            assert not clock.hasExpired(PATIENCE), f"not within {PATIENCE} ms: {what}"
            QTest.qWait(10)

    def _open_some(self) -> None:
        """A page with sections, often another one."""
        keys = [spec.key for spec in self.window.specs if spec.sections]
        if self.window.open_key not in keys or self.chance.random() < 0.6:
            self.window.open_page(self.chance.choice(keys))
            QApplication.processEvents()

    def _there(self, kind: type[Part]) -> list[Part]:
        page = self.window.open_page_widget
        assert page is not None
        return [part for part in page.findChildren(kind) if part.isVisible()]

    def _some_cell(self, grid: GridView) -> tuple[int, int]:
        model, enabled = grid.grid, Qt.ItemFlag.ItemIsEnabled
        rows = [row for row in range(model.rowCount()) if model.index(row, 0).flags() & enabled]
        columns = [column for column in range(grid.grid.columnCount()) if not grid.isColumnHidden(column)]
        if grid.grid.section == "inhalers":
            columns = [NOW, NOW, ITEMS]
        return (self.chance.choice(rows), self.chance.choice(columns)) if rows else (0, 0)

    def _words_for(self, grid: GridView, column: int) -> str:
        field = grid.grid.field_at(column)
        spec = None if field is None else SECTION_BY_KEY[grid.grid.section].fields[field]
        if spec is None or spec.kind is Kind.TEXT:
            return self.chance.choice(("Main", "Branch", ""))
        if spec.kind is Kind.DAY:
            first = self.workspace.period.first_day
            return self.chance.choice((f"{first:%d/%m/%Y}", f"20 {first.month} {first.year}", "soon"))
        if spec.kind is Kind.YES_NO:
            return self.chance.choice(("Yes", "No"))
        return self.chance.choice(list(spec.choices.values()) or _NUMBERS)

    def _type_on(self, grid: GridView, text: str) -> None:
        editor = grid.indexWidget(grid.currentIndex())
        target = QApplication.focusWidget() if editor is None else editor
        box = target.lineEdit() if isinstance(target, QComboBox) else target
        QTest.keyClicks(box, text)
        QTest.keyClick(box, Key.Key_Return)

    def _key(self, key: Qt.Key) -> None:
        target = QApplication.focusWidget() or self.window
        QTest.keyClick(target, key, Qt.KeyboardModifier.ControlModifier)

    def _box(self, name: str) -> QLineEdit:
        found = self.window.findChild(QLineEdit, name)
        assert isinstance(found, QLineEdit)
        return found

    def _button(self, name: str) -> QPushButton:
        found = self.window.findChild(QPushButton, name)
        assert isinstance(found, QPushButton)
        return found


def months_of(period: Period) -> list[str]:
    """`2026-04`, and the two months after it."""
    first = period.first_day
    return [f"{first.year}-{first.month + number:02}" for number in range(3)]
