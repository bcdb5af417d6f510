"""Windows wider than 1500: words and cards stop at a width for reading, tables take all there is."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.inhalers.carbon_side import CarbonSide
from ui.inhalers.inhaler_page import InhalerPage
from ui.network.lead_pages import NETWORK_PAGES
from ui.network.lead_window import NetworkWindow
from ui.network.session.lead_workspace import NetworkWorkspace
from ui.practice.practice_pages import PAGES
from ui.practice.practice_window import MainWindow
from ui.widgets.tokens import CONTENT_WIDE, SPACE_4
from ui.window.frame import Frame
from ui.window.page_spec import PageSpec
from ui.window.why import WhyWindow


def widths_of(window: Frame, pages: tuple[PageSpec, ...]) -> dict[str, int]:
    """How wide each page is in a window of 1920 x 1040."""
    window.resize(1920, 1040)
    widths = {}
    for spec in pages:
        window.open_page(spec.key)
        for _ in range(2):
            QApplication.processEvents()
        page = window.pages[spec.key]
        widths[spec.key] = page.width()
        left = page.mapTo(window, QPoint(0, 0)).x() - window.navigation.width()
        assert left == SPACE_4, f"{spec.key} does not begin where the others do"
    return widths


def test_content_stops_at_1440_but_for_tables(window: MainWindow) -> None:
    widths = widths_of(window, PAGES)
    assert {key for key, wide in widths.items() if wide > CONTENT_WIDE} == {"inhalers", "import"}
    narrow = {wide for key, wide in widths.items() if key not in ("inhalers", "import")}
    assert narrow == {CONTENT_WIDE}
    window.resize(1366, 688)
    QApplication.processEvents()
    assert window.pages["help"].width() == 1366 - window.navigation.width() - 2 * SPACE_4


def test_a_lead_s_pages_stop_there_too(lead: NetworkWorkspace, qtbot: QtBot) -> None:
    assert lead.preferences is not None
    window = NetworkWindow(lead, lead.preferences)
    qtbot.addWidget(window)
    window.show()
    widths = widths_of(window, NETWORK_PAGES)
    assert {key for key, wide in widths.items() if wide > CONTENT_WIDE} == {"returns"}


def test_inhalers_say_beside_a_wide_table_which_carry_the_carbon(active: MainWindow) -> None:
    active.resize(1366, 688)
    active.open_page("inhalers")
    page = active.pages["inhalers"]
    assert isinstance(page, InhalerPage)
    assert page.findChild(CarbonSide) is None, "nothing is made that is not seen"
    active.resize(1920, 1040)
    QApplication.processEvents()
    side = page.findChild(CarbonSide)
    assert side.isVisible()
    assert side.mapTo(page, QPoint(0, 0)).x() > page.grid.mapTo(page, QPoint(page.grid.width(), 0)).x()
    assert not page.grid.horizontalScrollBar().maximum()
    names, kg = side.table.figures.texts(0), side.table.figures.texts(1)
    row = active.workspace.rows("inhalers")[0]
    active.workspace.set_figure("inhalers", row.id, "inhalers", "90000")
    assert side.table.figures.texts(0)[0] != names[0] or side.table.figures.texts(1)[0] != kg[0]
    side.table.selectRow(0)
    QTest.keyClick(side.table, Qt.Key.Key_Return)
    why = active.findChild(WhyWindow)
    assert side.table.figures.texts(0)[0] in why.answer.title
    why.close()
    active.resize(1366, 688)
    QApplication.processEvents()
    assert not side.isVisible()
