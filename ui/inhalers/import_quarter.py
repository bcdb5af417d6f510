"""One quarter of an import before it is taken: what happens to each product, and which typed figures stay."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from greenpractice.tasks.import_preview import QuarterPreview
from ui.inhalers.import_words import (
    HEADERS,
    HOW_TO_KEEP,
    NUMBERS,
    keep_all_words,
    months_words,
    product_cells,
    totals_words,
)
from ui.widgets import tokens
from ui.widgets.controls import button, page_layout, row, words
from ui.widgets.figure_table import FigureTable
from ui.widgets.style import scaled

_LOWEST = 200  # px at 100% of a grid of changes


class QuarterPart(QWidget):
    """`told` is for the third step; `chosen` hands out the quarter with what a person wants to keep of it."""

    chosen = Signal(object)

    def __init__(self, preview: QuarterPreview, *, is_alone: bool) -> None:
        super().__init__()
        self._preview = preview
        period = preview.key.period
        self._totals = words(totals_words(preview), "small", f"import-totals-{period.id}")
        self.told = QWidget()
        inside = page_layout(self.told)
        inside.setSpacing(tokens.SPACE_1)
        if not is_alone:  # else the sum of all says it already
            inside.addWidget(words(period.words, "bold", f"import-title-{period.id}"))
        inside.addWidget(words(months_words(preview), "small", f"import-months-{period.id}"))
        inside.addWidget(self._totals)
        self._how = words(HOW_TO_KEEP, "small", f"import-how-to-keep-{period.id}")
        self._all = button("", f"import-keep-all-{period.id}", self._keep_all)
        self._table = FigureTable(
            f"import-changes-{period.id}", f"What changes in {period.words}", grows=False
        )
        self._table.setProperty("look", "small")
        # Were it there only when needed, the columns would be too wide beside it.
        self._table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._table.setMinimumHeight(scaled(_LOWEST))
        self._table.show_rows(HEADERS, self._cells(), NUMBERS, ticks=self._ticks())
        self._table.picked.connect(self._pick)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_2)
        if preview.may_keep:
            head = row(self._how, self._all, stretch=False)
            head.setStretch(0, 1)
            layout.addLayout(head)
        if len(preview.may_keep) < 2:
            self._all.hide()
        layout.addWidget(self._table, 1)
        self._name_button()

    def _cells(self) -> list[tuple[str, ...]]:
        return [product_cells(self._preview, product) for product in self._preview.products]

    def _ticks(self) -> dict[int, bool]:
        codes = [product.bnf_code for product in self._preview.products]
        may, kept = self._preview.may_keep, self._preview.kept
        return {place: code in kept for place, code in enumerate(codes) if code in may}

    def _pick(self, place: int) -> None:
        code = self._preview.products[place].bnf_code
        if code in self._preview.may_keep:
            self._keep(self._preview.kept ^ {code})

    def _keep_all(self) -> None:
        every = self._preview.may_keep
        self._keep(frozenset() if self._preview.kept == every else every)

    def _keep(self, codes: frozenset[str]) -> None:
        self._preview = self._preview.keeping(codes)
        self._table.change_rows(self._cells(), self._ticks())
        self._totals.setText(totals_words(self._preview))
        self._name_button()
        self.chosen.emit(self._preview)

    def _name_button(self) -> None:
        self._all.setText(keep_all_words(self._preview))
        self._all.setAccessibleName(f"{self._all.text()}, {self._preview.key.period.words}")
