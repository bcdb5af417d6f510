"""The grid of returns: chips narrow it, its last column asks, and what came instead goes with its row."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.network.network_opening import Opener, cells
from ui.network.pages.returns_page import NetworkReturnsPage
from ui.network.session.lead_workspace import NetworkWorkspace


def test_chips_narrow_the_grid_and_the_last_column_asks_with_keys_alone(
    demo: NetworkWorkspace, open_network: Opener, qtbot: QtBot
) -> None:
    page = open_network(NetworkReturnsPage, demo)
    opened: list[str] = []
    demo.page_asked.connect(opened.append)
    chips, grid = page.choice.chips, page.grid
    chips.buttons["All"].setFocus()
    qtbot.keyClick(chips.buttons["All"], Qt.Key.Key_Right)
    assert chips.choice == "Needs you"
    assert chips.buttons["Needs you"].text() == "✓ Needs you 4"
    assert list(cells(page)) == [row.name for row in page.grid.rows if row.needs]
    assert len(cells(page)) == 4
    last = grid.figures.columnCount() - 1
    grid.setFocus()
    for row, wanted in ((0, "Z99993"), (2, "Z99996")):  # choose, and again of one that counts
        grid.setCurrentIndex(grid.figures.index(row, last))
        qtbot.keyClick(grid, Qt.Key.Key_Return)
        assert page.detail.code == wanted
        assert page.detail.question.isVisible()
        assert opened == []
    grid.setCurrentIndex(grid.figures.index(1, last))  # its file cannot be used: a mail asks again
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert opened == ["chase"]
    grid.setCurrentIndex(grid.figures.index(1, 0))
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert (page.detail.code, opened) == ("Z99995", ["chase"])
    chips.buttons["Needs you"].setFocus()
    qtbot.keyClick(chips.buttons["Needs you"], Qt.Key.Key_Left)
    assert len(cells(page)) == 8
    grid.setCurrentIndex(grid.figures.index(0, last - 1))
    grid.sort_here()
    carbon = [demo.network().per_1000_of(row.code) for row in grid.rows if row.parts]
    shown = [grid.rows[number].code for number in grid.figures.order if grid.rows[number].parts]
    assert [demo.network().per_1000_of(code) for code in shown] == sorted(carbon, reverse=True)  # type: ignore[type-var]
    named = [row.parts == () for row in map(grid.rows.__getitem__, grid.figures.order)]
    assert [grid.columnSpan(row, 3) > 1 for row in range(8)] == named  # what came instead goes with its row
