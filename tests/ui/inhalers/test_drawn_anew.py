"""A figure that is typed draws the rows that changed, and what is seen is what all of them would be."""

from statistics import median

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.inhalers.inhaler_grid import InhalerGrid
from ui.inhalers.inhaler_page import InhalerPage
from ui.practice.practice_window import MainWindow
from ui.widgets.style import row_height


class Drawn(QObject):
    """How many pixels were drawn."""

    def __init__(self, watched: QObject) -> None:
        super().__init__(watched)
        self.pixels = 0
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            parts = list(event.region())  # type: ignore[call-overload]
            self.pixels += sum(part.width() * part.height() for part in parts)
        return False


def settle() -> None:
    for _ in range(3):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def on_screen(part: QWidget) -> QImage:
    """A part of the window as people see it now."""
    window = part.window()
    whole = window.screen().grabWindow(window.winId()).toImage()
    return whole.copy(QRect(part.mapTo(window, QPoint(0, 0)), part.size()))


def test_typing_down_the_table_draws_the_rows_that_changed_and_no_other_is_out_of_date(
    made: MainWindow,
) -> None:
    made.resize(1366, 768)
    made.open_page("inhalers")
    page, grid = made.pages["inhalers"], made.findChild(InhalerGrid)
    assert isinstance(page, InhalerPage)
    page.used_only = False
    settle()
    grid.show_cell(*page.model.first_place())
    settle()
    viewport = grid.viewport()
    drawn, first, pixels = Drawn(viewport), grid.rowAt(0), list[int]()
    for figure in range(11, 25):
        QTest.keyClicks(QApplication.focusWidget(), str(figure))
        settle()
        drawn.pixels = 0
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        settle()
        assert QApplication.focusWidget() is grid
        pixels.append(drawn.pixels)
        assert figure % 3 or on_screen(viewport) == viewport.grab().toImage()
    assert grid.rowAt(0) > first, "the table was not scrolled"
    assert median(pixels) < 6 * viewport.width() * row_height(), "more was drawn than the rows that changed"
