"""Charts two by two: small beside each other, large under each other; one without data is a line."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from greenpractice.charts.geometry import Chart, Words
from ui.widgets import tokens
from ui.widgets.chart_view import ChartView
from ui.widgets.columns import Columns
from ui.widgets.controls import Button, button, page_layout
from ui.widgets.style import LARGE, scaled, text_size
from ui.window.parts.nothing_yet import NothingYet

_NARROWEST = 480  # px at 100%: with less for each the charts stand under each other
HIGH, MOST_BARS = 8.1, 5  # of a small picture over time, in font sizes; of the sources


class FourCharts(QWidget):
    """`resized` says that charts are small now or large, and have to be shown anew."""

    resized = Signal()

    def __init__(self, charts: Sequence[ChartView]) -> None:
        super().__init__()
        self._charts = charts
        self._columns = Columns(least=scaled(_NARROWEST), most=2, spacing=tokens.BETWEEN_CARDS)
        self._columns.set_items(charts)
        self._waiting = {
            chart: NothingYet(f"{chart.objectName()}-waits", "chart-bar", "") for chart in charts
        }
        layout = page_layout(self)
        layout.setSpacing(tokens.SPACE_1)
        layout.addWidget(self._columns)
        for waiting in self._waiting.values():
            waiting.hide()
            layout.addWidget(waiting)
        self._is_small: bool | None = None
        self._fit()

    def place(self) -> list[str]:
        """Each as a picture or as a line of what it waits for; the notes that they have no room for."""
        notes = []
        for view, waiting in self._waiting.items():
            chart = view.chart
            view.setVisible(chart.is_drawn)
            waiting.setVisible(not chart.is_drawn)
            waiting.say(_waits_for(chart))
            notes += [f"{chart.title}: {note}" for note in chart.notes]
        self._columns.place()
        return notes

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        """Small pictures beside each other; where text is large each has the whole width."""
        is_small = are_small()
        self._columns.allow(2 if is_small else 1, scaled(_NARROWEST))
        if is_small != self._is_small:
            self._is_small = is_small
            for chart in self._charts:
                chart.be_small(is_small)
            self.resized.emit()


def are_small() -> bool:
    """Whether charts stand two by two at this size of text."""
    return text_size() < LARGE


def tables_button(name: str) -> Button:
    """The button that shows all charts of a page as tables; its owner connects it."""
    made = button("Charts as tables", name, lambda: None, icon="table")
    made.setCheckable(True)
    made.setProperty("look", "bar")
    return made


def _waits_for(chart: Chart) -> str:
    said = [shape.text for shape in chart.shapes if isinstance(shape, Words)]
    return f"{chart.title}. {' '.join(said)}" if said else chart.title
