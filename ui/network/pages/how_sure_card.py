"""How sure the figures of a network are, what they rest on, and which to chase first."""

from PySide6.QtWidgets import QWidget

from greenpractice.network.looking import (
    RESTING_TITLES,
    TO_CHASE_TITLES,
    how_sure_said,
    resting_rows,
    to_chase_rows,
)
from greenpractice.network.network import Network
from ui.widgets.controls import card, page_layout, words
from ui.widgets.figure_table import FigureTable


class HowSureCard(QWidget):
    """The grade of all together, a row for each thing that figures rest on, and one for each practice."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("network-how-sure")
        self.said = words("", "", "network-how-sure-said")
        self.resting = FigureTable("network-resting", RESTING_TITLES[0])
        self.chased = FigureTable("network-to-chase", "What to chase next of each practice")
        frame, inside = card()
        inside.addWidget(words("How sure is this?", "card"))
        for part in (self.said, self.resting, self.chased):
            inside.addWidget(part)
        page_layout(self).addWidget(frame)

    def show_network(self, network: Network) -> None:
        """Show how good the figures of the practices are."""
        self.said.setText("\n".join(how_sure_said(network)))
        rows = resting_rows(network)
        self.resting.setVisible(bool(rows))
        self.resting.show_rows(RESTING_TITLES, rows, (1, 2))
        self.chased.show_rows(TO_CHASE_TITLES, to_chase_rows(network), slim=(1,))
