"""Somebody who does one thing after the other in the real window, and a second look at all it then shows.

The second look is a workspace of its own over the same store, and a page made afresh over it: what the page
in the window says, table by table and word by word, has to be what the new one says. The sums on the pages
are worked out once more from what the store holds, past the workspace.
"""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QElapsedTimer, QEvent, QEventLoop, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QTableView,
    QWidget,
)

from greenpractice.app import LocalServices
from greenpractice.carbon.footprint import Calculator, load_calculator
from greenpractice.demo.returns import demo_documents
from greenpractice.fields import Kind
from greenpractice.numbers import show, show_kg
from greenpractice.periods import Period
from greenpractice.sections import SECTION_BY_KEY, SECTIONS
from tests.greenpractice.prescribing.made import BRALTUS, SALAMOL, VENTOLIN, Row, renamed, saved, text_of
from ui.entry.grid_view import GridView
from ui.entry.rows_model import RowsModel
from ui.inhalers.import_page import ImportPage, State
from ui.inhalers.inhaler_model import ITEMS, NOW, InhalerModel
from ui.practice.practice_window import MainWindow
from ui.session.identity import Identity
from ui.session.workspace import Workspace
from ui.summary.preview_panel import PreviewPanel
from ui.which_window import WhichWindow
from ui.widgets.chart_view import Picture
from ui.window.page import AnyPage
from ui.window.page_spec import find_page

CODE = "Z99991"
PATIENCE = 60_000  # ms: another process has to start, on a busy machine too
Key = Qt.Key
Part = TypeVar("Part", bound=QWidget)
# Buttons that do one step of figures; the others lead elsewhere, or ask for a file.
_STEPS = re.compile(
    r"-(add|remove|correct|several|estimated)$|^(copy-last|use-list-size|plan-add)$|^estimate-site-|-past-zero-"
)
# What was said of a step that is over is no figure of the page; a new page has said nothing yet.
_SAID = re.compile(r"-told$|^copy-(done|title)$|^pdf-done|-zero$|^find-|^restore-|^backup-|-no-data-given$")
_OWN = ("qt_", "cell-")
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
        self._open_some(GridView)
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
        self._open_some(QLineEdit)
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
            page.findChild(QPushButton, "import-take").click()
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

    # A second look

    def check(self, *, all_pages: bool) -> None:
        """Compare what the open page shows, or every page one after the other, and the frame around them."""
        QApplication.processEvents()
        second = self._second_look()
        self.check_open_page(second)
        keys = [spec.key for spec in self.window.specs if spec.key not in ("import", "help")]
        for key in keys if all_pages else self.chance.sample(keys, 1):
            self.window.open_page(key)
            QApplication.processEvents()
            self.check_open_page(second)
        self.check_rows()
        second.deleteLater()

    def check_open_page(self, second: Workspace) -> None:
        key = self.window.open_key
        spec = find_page(self.window.specs, key)
        assert spec is not None
        page = self.window.pages[key]
        fresh = spec.make(second)
        try:
            if isinstance(fresh, AnyPage):
                fresh.resize(page.size())
                QApplication.sendEvent(fresh, QResizeEvent(page.size(), QSize()))  # what is laid out by width
                fresh.show_now()
            choose_alike(page, fresh)
            differ(f"page {key}", Counter(shown_by(page)), Counter(shown_by(fresh)))
        finally:
            fresh.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.check_sums()

    def check_rows(self) -> None:
        """Every grid that was ever opened, also behind another page, holds what the store holds."""
        stored = self.workspace.store.load(self.workspace.key)
        for key, page in self.window.pages.items():
            for model in page.findChildren(RowsModel):
                kept = () if stored is None else stored.document.rows(model.section)
                shown = [dict(row.figures) for row in model.rows]
                same(f"the rows of {model.section} on {key}", shown, [dict(row) for row in kept])

    def check_sums(self) -> None:
        """The totals of the open page, reckoned from the store without the workspace."""
        stored = self.workspace.store.load(self.workspace.key)
        if stored is None or self.workspace.period.is_year:
            return
        fresh = self.calculator.of_return(stored.document)
        match self.window.open_key:
            case "results" if fresh.lines:
                same("total", self._said("result-total-value"), show_kg(fresh.total))
            case "home" if fresh.lines:
                same("total", self._said("home-total"), f"{show_kg(fresh.total)} CO₂e")
            case "inhalers":
                rows, spec = stored.document.rows("inhalers"), SECTION_BY_KEY["inhalers"].fields["inhalers"]
                values = [spec.value(row["inhalers"]) for row in rows if "inhalers" in row]
                counts = [each for each in values if isinstance(each, Decimal)]
                kg = show_kg(fresh.by_section.get("inhalers", Decimal(0)))
                now = show(sum(counts, Decimal(0))) if counts else "No data"
                same("inhalers", self._said("inhalers-now"), now)
                same("kg of inhalers", self._said("inhalers-kg"), f"{kg} CO₂e" if counts else "")
            case key:
                page = find_page(self.window.specs, key)
                for section in () if page is None else page.sections:
                    if self.window.findChild(QWidget, f"{section}-why") is not None:
                        known = fresh.by_section.get(section)
                        wanted = "" if known is None else f"{show_kg(known)} CO₂e"
                        same(f"kg of {section}", self._said(f"{section}-why"), wanted)

    def close(self) -> None:
        """Close the window and let go of the store."""
        self.which.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    # Hands and eyes

    def _second_look(self) -> Workspace:
        there = self.workspace
        return Workspace(there.store, there.identity, there.period, None, there.services, there.preferences)

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
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    def _open_some(self, kind: type[QWidget]) -> None:
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

    def _said(self, name: str) -> str:
        found = self.window.findChild(QWidget, name)
        assert isinstance(found, QLabel | QPushButton), name
        return found.text() if found.isVisible() else ""


def same(what: str, found: object, wanted: object) -> None:
    assert found == wanted, f"{what}: {found} is shown, and it is {wanted}"


def months_of(period: Period) -> list[str]:
    """`2026-04`, and the two months after it."""
    first = period.first_day
    return [f"{first.year}-{first.month + number:02}" for number in range(3)]


def shown_by(page: QWidget) -> Iterator[tuple[str, str, str]]:
    """All a page says: kind, name and words of each part that is shown, and every cell of its tables."""
    drawn = {part for panel in page.findChildren(PreviewPanel) for part in panel.findChildren(QWidget)}
    for part in page.findChildren(QWidget):
        name = part.objectName()
        if part in drawn or not part.isVisibleTo(page) or name.startswith(_OWN) or _SAID.search(name):
            continue
        words = said_by(part)
        if words is not None:
            yield type(part).__name__, name, words
        if isinstance(part, QTableView):
            yield from cells_of(part)


def said_by(part: QWidget) -> str | None:
    """What one part says, to eyes and to a screen reader."""
    if isinstance(part, QLabel):
        return part.text()
    if isinstance(part, QAbstractButton):
        ticked = f" [{part.isChecked()}]" if part.isCheckable() else ""
        return f"{part.text()}{ticked} ({part.accessibleName()})"
    if isinstance(part, QLineEdit):
        return part.text()
    if isinstance(part, QComboBox):
        return f"{part.currentText()} of {[part.itemText(n) for n in range(part.count())]}"
    if isinstance(part, Picture):
        return f"{part.chart.title}: {part.chart.alt}"
    return None


def cells_of(table: QTableView) -> Iterator[tuple[str, str, str]]:
    model, name = table.model(), table.objectName()
    for row in range(model.rowCount()):
        named = f"cell {row}"
        if isinstance(model, InhalerModel):  # a product that was just cleared stays in its place
            if model.entries[row].kept is None and not model.entries[row].last:
                continue
            named = f"cell {model.entries[row].title}"
        for column in range(model.columnCount()):
            if not table.isColumnHidden(column):
                index = model.index(row, column)
                ticked = index.data(Qt.ItemDataRole.CheckStateRole)
                said = f"{index.data() or ''}{'' if ticked is None else f' [{ticked}]'}"
                if said:
                    yield named, name, f"{column}: {said}"


def choose_alike(page: QWidget, fresh: QWidget) -> None:
    """What somebody chose to see is no figure: the second page is asked for the same."""
    for tick in fresh.findChildren(QCheckBox):
        theirs = page.findChild(QCheckBox, tick.objectName())
        if isinstance(theirs, QCheckBox) and re.search("^only-used$|-more-columns$", tick.objectName()):
            tick.setChecked(theirs.isChecked())
    for choice in fresh.findChildren(QComboBox):
        chosen = page.findChild(QComboBox, choice.objectName())
        if isinstance(chosen, QComboBox):
            choice.setCurrentIndex(max(choice.findText(chosen.currentText()), 0))
    for several in fresh.findChildren(QPushButton):
        name = several.objectName()
        if name.endswith("-several") and page.findChild(GridView, name.replace("-several", "-grid")):
            several.click()


def differ(where: str, found: Counter[tuple[str, str, str]], wanted: Counter[tuple[str, str, str]]) -> None:
    here, afresh = sorted((found - wanted).elements()), sorted((wanted - found).elements())
    assert found == wanted, f"{where} shows {here[:6]}, and afresh {afresh[:6]}"
