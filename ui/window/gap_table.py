"""A table of what returns leave open; a click or Enter on a row leads to the figure it is about."""

from collections.abc import Sequence

from greenpractice.carbon.gaps import RETURN, Gap
from ui.session.workspace import Workspace
from ui.widgets.figure_table import FigureTable

LEFT_OPEN = "Missing, unusual or not counted"


class GapTable(FigureTable):
    """Not there where nothing is open."""

    def __init__(self, workspace: Workspace, name: str) -> None:
        super().__init__(name, LEFT_OPEN)
        self._workspace = workspace
        self._gaps: Sequence[Gap] = ()
        self.picked.connect(self._go)

    def show_gaps(self, gaps: Sequence[Gap]) -> None:
        """Show these; those of several returns say of which."""
        self._gaps = gaps
        several = len({gap.period for gap in gaps}) > 1
        rows = [
            (f"{gap.where}, {gap.period.words}" if several and gap.section != RETURN else gap.where, gap.told)
            for gap in gaps
        ]
        self.setVisible(bool(rows))
        self.show_rows(("Where", "What"), rows)

    def _go(self, number: int) -> None:
        gap = self._gaps[number]
        if gap.section == RETURN:
            return
        self._workspace.show_figure(gap.period, gap.section, gap.row, gap.field)
