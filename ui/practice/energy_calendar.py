"""The calendar of bills above a grid of energy: a bar leads to the row of its bill."""

from collections.abc import Callable
from functools import partial

from greenpractice.carbon.bills_calendar import BillsLine, bills_calendar
from greenpractice.charts.bills_chart import bills_chart
from greenpractice.charts.geometry import Chart
from greenpractice.periods import Period
from greenpractice.sections import SECTION_BY_KEY
from ui.session.workspace import Workspace
from ui.widgets.chart_view import ChartView


class EnergyCalendar(ChartView):
    """The days of the quarter for each site and fuel; gone while no bill has dates.

    It is a picture of the rows below it, which are its table: no key goes in, and its sentence is read.
    """

    def __init__(self, workspace: Workspace, section: str, start_row: Callable[[], None]) -> None:
        super().__init__(f"{section}-calendar")
        self._workspace, self._section, self._start_row = workspace, section, start_row
        self._rows: tuple[int | None, ...] = ()
        self.picked.connect(self._go_to)
        # the card says of what it is, and the picture how many days
        for each in (self.title, self.switch, self.copy, self.subtitle):
            each.hide()
        self.be_plain()
        self.picture.is_small = True

    def refresh(self) -> None:
        """Show the bills as they are now."""
        document = self._workspace.document()
        lines = bills_calendar(document, self._section)
        self._rows = tuple(each.row for line in lines for each in line.stretches)
        self.setVisible(bool(self._rows))
        if self._rows:
            what = SECTION_BY_KEY[self._section].title
            self.show_chart(partial(_made, lines, document.period, what), pickable=True)
            self.picture.set_pickable(True, by_keys=False)

    def _go_to(self, number: int) -> None:
        """To the bill's first day; of days without a bill to the next row, where that one can be entered."""
        row = self._rows[number]
        if row is None:
            self._start_row()
        else:
            self._workspace.go_to(self._section, self._workspace.row_id(self._section, row), "from")


def _made(lines: list[BillsLine], period: Period, what: str, width: float, text_size: float) -> Chart:
    return bills_chart(lines, period, what=what, width=width, text_size=text_size)
