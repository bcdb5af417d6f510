"""A second look at all the real window shows, past what its pages and its workspace remember.

The second look is a workspace of its own over the same store, and a page made afresh over it: what the page
in the window says, table by table and word by word, has to be what the new one says. The sums on the pages
are worked out once more from what the store holds, past the workspace.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QWidget,
)

from greenpractice.carbon.footprint import Calculator
from greenpractice.numbers import show, show_kg
from greenpractice.sections import SECTION_BY_KEY
from ui.entry.grid_view import GridView
from ui.entry.rows_model import RowsModel
from ui.inhalers.inhaler_columns import GIVING_WAY
from ui.inhalers.inhaler_grid import InhalerGrid
from ui.inhalers.inhaler_model import InhalerModel
from ui.practice.practice_window import MainWindow
from ui.session.workspace import Workspace
from ui.summary.preview_panel import PreviewPanel
from ui.widgets.chart_view import Picture
from ui.widgets.controls import words
from ui.window.page import AnyPage, HasTools, PlacesTitle
from ui.window.page_spec import find_page

# What was said of a step that is over is no figure of the page; a new page has said nothing yet.
_SAID = re.compile(r"-told$|^copy-(done|title)$|^pdf-done|-zero$|^find-|^restore-|^backup-|-no-data-given$")
_OWN = ("qt_", "cell-")


class SecondLook:
    """At the window of one practice as it is now; AssertionError where the window says another thing."""

    def __init__(self, window: MainWindow, there: Workspace, calculator: Calculator) -> None:
        self.window, self.workspace, self.calculator = window, there, calculator
        self.second = Workspace(
            there.store, there.identity, there.period, None, there.services, there.preferences
        )

    def check(self, keys: Iterable[str]) -> None:
        """Compare the open page, then the pages of these keys one after the other, and every grid."""
        self._let_settle()
        self.check_open_page()
        for key in keys:
            self.window.open_page(key)
            self._let_settle()
            self.check_open_page()
        self.check_rows()
        self.second.deleteLater()

    def check_open_page(self) -> None:
        key = self.window.open_key
        spec = find_page(self.window.specs, key)
        assert spec is not None
        page = self.window.pages[key]
        fresh = spec.make(self.second)
        try:
            tools = fresh.tools if isinstance(fresh, HasTools) else ()
            for tool in tools:  # which stand in the head of the page
                tool.setParent(None)
            if isinstance(fresh, PlacesTitle):  # as the frame gives them to it
                fresh.place_title(words(spec.title, "page", f"title-{key}"))
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
                same(
                    "kg of inhalers", self._said("inhalers-kg"), kg if counts else ""
                )  # its head has the unit
            case key:
                page = find_page(self.window.specs, key)
                for section in () if page is None else page.sections:
                    if self.window.findChild(QWidget, f"{section}-why") is not None:
                        known = fresh.by_section.get(section)
                        wanted = "" if known is None else f"{show_kg(known)} CO₂e"
                        same(f"kg of {section}", self._said(f"{section}-why"), wanted)

    def _let_settle(self) -> None:
        """Until nothing waits for the end of the step: one round of events may leave a timer of 0 ms over."""
        QApplication.processEvents()
        while any(_is_due(timer) for timer in self.window.findChildren(QTimer)):
            QApplication.processEvents()

    def _said(self, name: str) -> str:
        found = self.window.findChild(QWidget, name)
        assert isinstance(found, QLabel | QPushButton), name
        return found.text() if found.isVisible() else ""


def _is_due(timer: QTimer) -> bool:
    return timer.isActive() and timer.isSingleShot() and timer.interval() == 0


def same(what: str, found: object, wanted: object) -> None:
    assert found == wanted, f"{what}: {found} is shown, and it is {wanted}"


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


def _inhalers_alike(page: QWidget, fresh: QWidget) -> None:
    """The columns there is room for, and the products that were chosen."""
    for grid in fresh.findChildren(InhalerGrid):
        theirs = page.findChild(InhalerGrid)
        for column in GIVING_WAY if isinstance(theirs, InhalerGrid) else ():
            grid.setColumnHidden(column, theirs.isColumnHidden(column))
    for chip in fresh.findChildren(QPushButton):
        its = page.findChild(QPushButton, chip.objectName()) if chip.isCheckable() else None
        if isinstance(its, QPushButton) and its.isChecked() and chip.objectName().startswith("show-products"):
            chip.setChecked(True)


def choose_alike(page: QWidget, fresh: QWidget) -> None:
    """What somebody chose to see, or has room for, is no figure: the second page is asked for the same."""
    _inhalers_alike(page, fresh)
    for tick in fresh.findChildren(QCheckBox):
        ticked = page.findChild(QCheckBox, tick.objectName())
        if isinstance(ticked, QCheckBox) and re.search("-more-columns$", tick.objectName()):
            tick.setChecked(ticked.isChecked())
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
