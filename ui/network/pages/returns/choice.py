"""Which practices the grid of returns shows, as chips, and beside them what its marks mean."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from greenpractice.network.standing import Standing
from ui.network.pages.returns.grid import PART_MARKS, PART_WORDS
from ui.widgets import tokens
from ui.widgets.chips import Chips
from ui.widgets.controls import words
from ui.widgets.flow import Flow
from ui.widgets.icons import IN_TAG, Icon
from ui.widgets.style import LARGE, scaled, text_size

ALL = "All"
CHOICES: Mapping[str, Callable[[Standing], bool]] = {
    ALL: lambda row: True,
    "Needs you": lambda row: bool(row.needs),
    "Received": lambda row: row.came == "received",
    "So far": lambda row: row.came == "so_far",
    "Published": lambda row: row.came == "published",
    "Missing": lambda row: row.came == "missing" and not row.needs,
    "With estimates": lambda row: "estimated" in row.parts,
}
_ROOM = 760  # px at 100%: with less a list stands for the chips, and the legend is left to the tooltips


class ReturnsChoice(QWidget):
    """One Tab goes to the chips, arrow keys choose among them."""

    def __init__(self, chosen: Callable[[], None], parent: QObject) -> None:
        super().__init__()
        self.setObjectName("returns-choice")
        self.chips = Chips("returns-show", "Which practices to show", list(CHOICES), parent)
        self.chips.choose(ALL)
        self.chips.chosen.connect(lambda _: chosen())
        self._legend = QWidget()
        inside = QHBoxLayout(self._legend)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(tokens.SPACE_1)
        for state, (icon, token) in PART_MARKS.items():
            said = words(PART_WORDS[state].lower() if state != "missing" else "no data", "small")
            said.setWordWrap(False)
            inside.addWidget(Icon(icon, token, IN_TAG))
            inside.addWidget(said)
            inside.addSpacing(tokens.SPACE_2)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        chips = Flow([*self.chips.buttons.values(), self.chips.list])
        across.addWidget(chips, 1)
        across.addWidget(self._legend, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_counts(self, rows: Sequence[Standing]) -> None:
        """How many practices there are of each."""
        self.chips.show_counts({words: sum(map(fits, rows)) for words, fits in CHOICES.items()})

    def shown(self, rows: Sequence[Standing]) -> list[Standing]:
        """Those that are chosen, first the ones that need the Lead."""
        fits = CHOICES[self.chips.choice or ALL]
        return sorted(filter(fits, rows), key=lambda row: not row.needs)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = event.size().width() < scaled(_ROOM) or text_size() >= LARGE
        self.chips.set_narrow(is_narrow)
        self._legend.setVisible(not is_narrow)
