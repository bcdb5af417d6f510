"""The strip above the returns: how many came and until when, the network so far, and where PDFs come in."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from greenpractice.carbon.carbon_words import CO2E, and_without_entries
from greenpractice.network.network import Network
from greenpractice.network.standing import Standing, headline
from greenpractice.numbers import NO_DATA, kg_words
from greenpractice.periods import MONTHS, day_of_today
from greenpractice.phrases import counted
from ui.network.pages.drop_area import DropArea
from ui.widgets import tokens
from ui.widgets.controls import row, words
from ui.widgets.marks.segments import ShareSegments
from ui.window.parts.side_column import in_one_column

if TYPE_CHECKING:
    from ui.network.session.lead_workspace import NetworkWorkspace


class ReturnsStrip(QFrame):
    """One card of three parts; under each other where there is little room."""

    def __init__(self, workspace: "NetworkWorkspace") -> None:
        super().__init__()
        self._workspace = workspace
        self.setProperty("look", "card")
        self.headline = words("", "second", "returns-headline")
        self._segments = ShareSegments()
        self._due = words("", "hint", "returns-due")
        self._days = words("", "bold", "returns-days")
        self._days.setWordWrap(False)
        self._title = words("Network so far", "hint")
        self._total = words("", "second", "returns-total")
        self._of = words("", "small", "returns-of")
        self.drop = DropArea()
        first, first_inside = self._part(self.headline, self._segments)
        due = row(self._due, self._days)
        self._due.setWordWrap(False)
        first_inside.setSpacing(tokens.SPACE_2)
        first_inside.addLayout(due)
        first_inside.addStretch(1)
        self._second, second_inside = self._part(self._title, self._total, self._of)
        second_inside.addStretch(1)
        self._second.setProperty("look", "beside")
        third, _ = self._part(self.drop)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(0)
        for part in (first, self._second, third):
            self._across.addWidget(part, 1)

    def show_returns(self, network: Network, rows: list[Standing]) -> None:
        """How far the returns of the period have come."""
        self.headline.setText(headline(rows).partition(", ")[0])  # the chips count the others
        self._segments.show_shares([_SHARES.get(each.came, 0.0) for each in rows])
        due = self._workspace.due
        self._due.setText(f"Due {due.day} {MONTHS[due.month - 1]} {due.year}:")
        self._days.setText(days_left((due - day_of_today()).days))
        counted_ones = bool(network.counted)
        self._second.setVisible(counted_ones)
        if counted_ones:
            footprint = network.footprint
            self._total.setText(f"{kg_words(footprint.total)} {CO2E}")
            per_1000 = footprint.per_1000_patients
            each = NO_DATA if per_1000 is None else kg_words(per_1000)
            self._of.setText(f"{each} for each 1,000 patients{and_without_entries(footprint)}")

    def fit(self) -> None:
        """Beside each other where there is room."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        wanted = down if in_one_column(self) else across
        if self._across.direction() != wanted:
            self._across.setDirection(wanted)

    def _part(self, *parts: QWidget) -> tuple[QFrame, QVBoxLayout]:
        made = QFrame()
        inside = QVBoxLayout(made)
        inside.setContentsMargins(tokens.IN_CARD_ACROSS, tokens.IN_CARD_DOWN, tokens.IN_CARD_ACROSS,
                                  tokens.IN_CARD_DOWN)  # fmt: skip
        inside.setSpacing(tokens.SPACE_1)
        for part in parts:
            inside.addWidget(part)
        return made, inside


_SHARES = {"received": 1.0, "so_far": 0.5}


def days_left(days: int) -> str:
    """`9 days left`, `today`, or that the day has passed."""
    if days > 0:
        return f"{counted(days, 'day')} left"
    return "today" if days == 0 else "the day has passed"
