"""What a figure comes to is on the screen before all else is worked out of it, and only once it is saved."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from greenpractice.errors import UserError
from greenpractice.numbers import show_in_kg, show_inhalers, show_kg
from ui.inhalers import inhaler_columns as at
from ui.inhalers.inhaler_page import InhalerPage
from ui.practice.practice_window import MainWindow
from ui.session.workspace import Workspace
from ui.window.why import WhyButton


class Seen(QObject):
    """What stood in the window when the sums were told: painted total, kg of the page and of the row."""

    def __init__(self, page: InhalerPage) -> None:
        super().__init__(page)
        now, kg = page.findChild(QLabel, "inhalers-now"), page.findChild(WhyButton, "inhalers-kg")
        assert now is not None
        assert kg is not None
        self._page, self._now, self._kg = page, now, kg
        self.row, self.painted, self.sums = 0, "", list[tuple[str, str, str, str]]()
        self.issues_asked, self.row_painted = 0, False
        page.grid.viewport().installEventFilter(self)
        now.installEventFilter(self)
        page.workspace.sums_told.connect(self._note)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent) and watched is self._now:
            self.painted = self._now.text()
        elif isinstance(event, QPaintEvent):
            cell = self._page.grid.visualRect(self._page.model.index(self.row, at.KG))
            self.row_painted |= event.rect().intersects(cell)
        return super().eventFilter(watched, event)

    def _note(self) -> None:
        model = self._page.model
        index, grid = model.index(self.row, at.KG), self._page.grid
        in_sight = grid.viewport().rect().intersects(grid.visualRect(index))
        row = index.data() if self.row_painted or not in_sight else "not painted"
        self.sums.append((self.painted, self._now.text(), self._kg.text(), row))
        assert self.issues_asked == 0, "questions were worked out before the total was seen"


@pytest.fixture
def seen(active: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Seen:
    """The page of inhalers on the screen; what is asked about figures is counted."""
    active.resize(1366, 768)
    active.open_page("inhalers")
    page = active.pages["inhalers"]
    assert isinstance(page, InhalerPage)
    QApplication.processEvents()
    seen, issues = Seen(page), Workspace.issues

    def counted(workspace: Workspace) -> object:
        seen.issues_asked += 1
        return issues(workspace)

    monkeypatch.setattr(Workspace, "issues", counted)
    return seen


def stored_sums(workspace: Workspace, row_id: int) -> tuple[str, str, str]:
    """Inhalers, kg of all and of one row, of what the store holds."""
    stored = workspace.store.load(workspace.key)
    assert stored is not None
    found = [Decimal(raw["inhalers"]) for raw in stored.document.rows("inhalers") if raw.get("inhalers")]
    lines = workspace.calculator().of_return(stored.document).lines
    mine = stored.row_ids["inhalers"].index(row_id)
    kg = sum((each.kg for each in lines if each.section == "inhalers"), Decimal(0))
    of_row = [each.kg for each in lines if (each.section, each.row) == ("inhalers", mine)]
    return show_inhalers(sum(found, Decimal(0))), show_kg(kg), show_in_kg(of_row[0])


def type_in(seen: Seen, page: InhalerPage, row: int, text: str) -> None:
    """A figure with its Enter, with real keys."""
    page.grid.show_cell(row, at.NOW)
    QApplication.processEvents()
    QTest.keyClicks(QApplication.focusWidget(), text)
    seen.row, seen.issues_asked, seen.row_painted = row, 0, False
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def test_the_total_is_painted_before_all_else(seen: Seen, active: MainWindow) -> None:
    page, workspace = active.pages["inhalers"], active.workspace
    assert isinstance(page, InhalerPage)
    for _quarter in range(2):
        rows = [row for row, entry in enumerate(page.model.entries) if entry.kept is not None]
        for row in rows[:2]:
            kept = page.model.entries[row].kept
            assert kept is not None
            before = stored_sums(workspace, kept.id)
            for does in (lambda row=row: type_in(seen, page, row, "37"), workspace.undo):
                seen.sums.clear()
                seen.row, seen.issues_asked, seen.row_painted = row, 0, False
                does()
                now, kg, of_row = stored_sums(workspace, kept.id)
                [(painted, said, said_kg, said_row)] = seen.sums
                assert (painted, said) == (now, now)
                assert said_kg.startswith(kg)
                assert said_row == of_row
            assert stored_sums(workspace, kept.id) == before
        workspace.show_period(workspace.period.previous)
        QApplication.processEvents()


def test_what_waits_to_be_saved_is_no_total(
    seen: Seen, active: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = active.pages["inhalers"]
    assert isinstance(page, InhalerPage)
    row = next(row for row, entry in enumerate(page.model.entries) if entry.kept is not None)

    def refused(*_: object) -> None:
        raise UserError("The data cannot be reached.")

    with monkeypatch.context() as away:
        away.setattr(active.workspace, "_save", refused)
        type_in(seen, page, row, "41")
        assert active.workspace.has_unsaved
        assert not seen.sums
    seen.issues_asked = 0
    active.workspace.try_again()
    assert not active.workspace.has_unsaved
    assert len(seen.sums) == 1
