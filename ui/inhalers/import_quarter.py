"""One quarter of an import before it is taken: what happens to each product, and which typed figures stay."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from greenpractice.tasks.import_preview import QuarterPreview
from ui.inhalers.import_words import (
    HEADERS,
    HOW_TO_KEEP,
    NUMBERS,
    keep_all_words,
    months_words,
    product_cells,
    same_words,
    totals_words,
)
from ui.widgets.controls import button, card, page_layout, row, words
from ui.widgets.figure_table import FigureTable


class QuarterPart(QWidget):
    """`chosen` hands out the quarter with what a person wants to keep of it."""

    chosen = Signal(object)

    def __init__(self, preview: QuarterPreview) -> None:
        super().__init__()
        self._preview = preview
        period = preview.key.period
        frame, inside = card()
        page_layout(self).addWidget(frame)
        inside.addWidget(words(period.words, "card", f"import-title-{period.id}"))
        inside.addWidget(words(months_words(preview), "", f"import-months-{period.id}"))
        self._totals = words(totals_words(preview), "", f"import-totals-{period.id}")
        inside.addWidget(self._totals)
        if preview.may_keep:
            inside.addWidget(words(HOW_TO_KEEP, "hint", f"import-how-to-keep-{period.id}"))
        self._all = button("", f"import-keep-all-{period.id}", self._keep_all)
        inside.addLayout(row(self._all))
        if len(preview.may_keep) < 2:
            self._all.hide()
        self._table = FigureTable(f"import-changes-{period.id}", f"What changes in {period.words}")
        inside.addWidget(self._table)
        if not preview.products:
            self._table.hide()
        self._table.show_rows(HEADERS, self._cells(), NUMBERS, ticks=self._ticks())
        self._table.picked.connect(self._pick)
        self._name_button()
        if same := same_words(preview):
            inside.addWidget(words(same, "hint"))

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
