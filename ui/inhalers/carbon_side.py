"""Beside a wide table of inhalers: which of them carry the carbon, the heaviest first, each with a bar."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from greenpractice.answers.history import View
from greenpractice.answers.why import why_product, why_section
from greenpractice.cells import InWords
from greenpractice.charts.products_chart import heaviest, products_of, products_title
from greenpractice.numbers import show_in_kg
from ui.entry.section_panel import view_of
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.controls import card, fix_width, page_layout, words
from ui.widgets.figure_table import FigureTable, Wrapping
from ui.widgets.style import colours, scaled
from ui.window.why import explain

WIDE = 346  # px at 100%
_BAR, _LEAST = 4, 2  # px: how high a bar is, and how long one of more than 0


class CarbonSide(QWidget):
    """The return in view; it has nothing to fill in, and a row leads to why."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._view: View | None = None
        self._keys: list[str] = []  # of the products in their rows; "" is all others
        frame, inside = card()
        self._title = words("", "card", "inhalers-carbon-title")
        inside.addWidget(self._title)
        self.table = FigureTable("inhalers-carbon", "Which inhalers carry the carbon", sorts=False)
        self._bars = _Bars(self.table)
        self.table.setItemDelegateForColumn(0, self._bars)
        self.table.picked.connect(self._why)
        inside.addWidget(self.table)
        page_layout(self).addWidget(frame)
        fix_width(self, WIDE)

    def refresh(self) -> None:
        """Show what the figures come to now."""
        self._view = view = view_of(self._workspace)
        products = products_of(view.footprint)
        rows = heaviest(products)
        self._keys = [each.key for each in rows]
        longest = max((each.kg for each in rows), default=Decimal(0))
        self._bars.shares = [float(each.kg / longest) if longest else 0.0 for each in rows]
        self._title.setText(products_title(view.footprint, products))
        cells = [(each.name, InWords(show_in_kg(each.kg), each.kg)) for each in rows]
        self.table.show_rows(("Product", "kg CO₂e"), cells, numbers=(1,))
        self.table.setVisible(bool(rows))

    def _why(self, number: int) -> None:
        if self._view is not None:
            key = self._keys[number]
            answer = why_product(self._view, key) if key else why_section(self._view, "inhalers")
            explain(self._workspace, answer, self.window())


class _Bars(Wrapping):
    """A name, and under it a bar from the left, where all begin at 0."""

    shares: Sequence[float] = ()

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        share = self.shares[index.row()] if index.row() < len(self.shares) else 0.0
        if share > 0:
            room = QRect(option.rect).adjusted(tokens.SPACE_2, 0, -tokens.SPACE_2, -1)
            high = scaled(_BAR)
            long = max(_LEAST, round(share * room.width()))
            painter.fillRect(room.left(), room.bottom() - high, long, high, QColor(colours().category_1))
