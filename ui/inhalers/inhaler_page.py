"""The inhaler page: find a product, type its inhalers, see the kg; totals stay at the bottom."""

from decimal import Decimal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from greenpractice.answers.why import why_section
from greenpractice.explaining.answer import Answer
from greenpractice.facts.inhalers import load_inhalers
from greenpractice.indicators.words import and_without, value_words
from greenpractice.numbers import show_inhalers, show_kg
from greenpractice.prescribing.naming import is_expected
from ui.entry.checks_panel import ChecksPanel
from ui.entry.gaps_panel import GapsPanel
from ui.entry.section_panel import view_of
from ui.inhalers.add_product import AddProduct
from ui.inhalers.inhaler_grid import InhalerGrid
from ui.inhalers.inhaler_model import InhalerModel
from ui.inhalers.inhaler_order import Show
from ui.inhalers.paste_preview import PastePreview
from ui.inhalers.published import PublishedBanner
from ui.inhalers.shown_choices import ColumnsButton, columns_shown, giving_way, keep_show, kept_show
from ui.session.workspace import Workspace
from ui.widgets.chips import Chips
from ui.widgets.controls import announce, button, fix_width, page_layout, row, words
from ui.widgets.flow import Flow
from ui.widgets.search_list import FindBox
from ui.widgets.style import LARGE, row_height, scaled, text_size
from ui.window.page import Page
from ui.window.told import Told
from ui.window.why import WhyButton

_LEAST_ROWS = 5
_ROOM_FOR_CHIPS = 1000  # px, at the usual text size
_NOTHING = "No product found for"


class InhalerPage(Page):
    """The grid fills the window and scrolls; the page does too where text is large."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.model = InhalerModel(workspace)
        self.model.setParent(self)
        self.grid = InhalerGrid(self.model)
        self._body = _Body()
        layout = self._body.down
        layout.setSpacing(8)
        self._published = PublishedBanner()
        layout.addWidget(self._published)
        self._tools = self._made_tools()
        layout.addWidget(self._tools)
        self._add_product = AddProduct(workspace)
        self._add_product.hide()
        self._add_product.added.connect(self._added)
        layout.addWidget(self._add_product)
        self._told = Told(workspace, "inhalers-told")
        self._paste = PastePreview(self.model)
        self._paste.entered.connect(self._told.say)
        self._paste.closed.connect(self.grid.setFocus)
        self.grid.named.connect(self._paste.open)
        layout.addWidget(self._paste)
        layout.addWidget(self.grid, 1)
        self._sums = self._made_sums()
        layout.addWidget(self._sums)
        self._indicators = words("", "hint", "inhalers-indicators")
        layout.addWidget(self._indicators)
        layout.addWidget(self._told)
        self._checks = ChecksPanel(workspace, "inhalers", self._show_cell, most=1)
        layout.addWidget(self._checks)
        self._gaps = GapsPanel(workspace, "inhalers", most=1)
        layout.addWidget(self._gaps)
        page_layout(self).addWidget(self._scrolling())
        self.grid.told.connect(self._told.say)
        self.grid.text_size_changed.connect(self._fold)
        self.grid.set_widths()
        self._fold()
        kept = kept_show(workspace)
        usual = Show.USED if self.model.counts[Show.USED] else Show.ALL
        self._chips.choose((kept if kept and self.model.counts[kept] else usual).value)
        self._chips.picked.connect(self._keep_choice)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._chips.set_narrow(event.size().width() < scaled(_ROOM_FOR_CHIPS))

    def refresh(self) -> None:
        self._published.show_document(self.workspace.document())
        self._show_counts()
        used, without = (self.model.counts[show] for show in (Show.USED, Show.NO_VALUE))
        self._count.setText(f"{used - without} of {used} have a value")
        last, now, kg = self.model.totals()
        self._last.setText(_sum_words(last))
        self._now.setText(_sum_words(now))
        self._kg.setVisible(now is not None)
        self._carbon.setVisible(now is not None and text_size() < LARGE)
        self._kg.say(f"{show_kg(kg)} CO₂e", "All inhalers", self._reason)
        said = [
            f"{result.indicator.id}: {value_words(result, result.value)}{and_without(result)}"
            for result in self.workspace.results()
            if result.indicator.id.startswith("ES") and result.value is not None
        ]
        self._indicators.setText(" · ".join(said))
        self._checks.refresh()
        self._show_gaps()
        self.grid.show_check_column()
        self._say_if_nothing()  # another quarter may hold none of what is looked for

    def show_place(self, section: str, row_id: int | None, field: str | None) -> None:
        """Put the focus on a figure."""
        self._show_cell(row_id, field)

    def start_find(self) -> None:
        """Put the focus in the box for a product's name, unfolded where it is folded away."""
        self._open_tools.setChecked(True)
        self._fold()
        self._find.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._find.selectAll()

    @property
    def used_only(self) -> bool:
        """True while only products with figures of this quarter, the last or a year ago are shown."""
        return self._chips.choice == Show.USED.value

    @used_only.setter
    def used_only(self, only: bool) -> None:
        self._chips.choose((Show.USED if only else Show.ALL).value)
        self._keep_choice()

    def _show_cell(self, row_id: int | None, field: str | None) -> None:
        """Go to a figure, or without a row to the table: what was looked for before hides neither."""
        if row_id is None or self.model.place_of(row_id, field) is None:
            self._find.clear()
            if not self.model.entries or row_id is not None:
                self._chips.choose(Show.ALL.value)
        self.grid.show_cell(*(self.model.place_of(row_id, field) or self.model.first_place()))
        self._area.ensureWidgetVisible(self.grid)

    def _scrolling(self) -> QScrollArea:
        """The page scrolls only where text is so large that grid and words do not fit under each other."""
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._body)
        return self._area

    def _made_tools(self) -> Flow:
        label = words("Find a product")
        label.setWordWrap(False)
        self._find = FindBox(self._to_grid)
        self._find.setObjectName("find-inhaler")
        self._find.setAccessibleName("Find a product by name or code")
        fix_width(self._find, 170)
        self._find.textChanged.connect(self._narrow)
        self._find.returnPressed.connect(self._to_grid)
        label.setBuddy(self._find)
        self._chips = Chips("show-products", "Which products to show", [show.value for show in Show], self)
        self._chips.chosen.connect(self._narrow)
        self._columns = ColumnsButton(self.workspace, self._show_columns)
        parts: list[QWidget] = [
            label,
            self._find,
            *self._chips.buttons.values(),
            self._chips.list,
            self._columns.button,
        ]
        if self.workspace.can_write:
            parts += [
                button("Import from a file…", "import-inhalers", self._open_import),
                button("Add a product", "add-product", self._open_add),
            ]
        return Flow(parts)

    def _made_sums(self) -> Flow:
        self._last, self._now = words("", "bold", "inhalers-last"), words("", "bold", "inhalers-now")
        self._kg = WhyButton("inhalers-kg", self.workspace, "kg")
        before, now = words("Last quarter", "hint"), words("This quarter", "hint")
        self._title_of_sums = words("All products", "bold")
        self._count = words("", "hint", "inhalers-count")  # away from the search, whose hits it is not
        self._count.setWordWrap(False)
        for label in (self._title_of_sums, before, self._last, now, self._now):
            label.setWordWrap(False)
        self._before = beside(before, self._last)
        self._carbon = words("Carbon", "hint")
        self._carbon.setWordWrap(False)
        self._open_tools = button("Find, import or add  ▾", "open-tools", self._fold, "bar")
        self._open_tools.setCheckable(True)
        return Flow(
            [
                self._open_tools,
                self._title_of_sums,
                self._count,
                self._before,
                beside(now, self._now),
                beside(self._carbon, self._kg),
            ]
        )

    def _fold(self) -> None:
        """Where text is large the search and its buttons fold away, so that the grid has the room."""
        folds = text_size() >= LARGE
        self._open_tools.setVisible(folds)
        open_now = not folds or self._open_tools.isChecked()
        self._show_gaps()
        self._tools.setVisible(open_now)
        self._title_of_sums.setVisible(not folds)
        self._count.setVisible(not folds)
        self._before.setVisible(not folds)
        self._carbon.setVisible(not folds and not self._kg.isHidden())
        self._indicators.setVisible(not folds)
        self._columns.show_chosen()
        self._show_columns()
        self.grid.setMinimumHeight(row_height() * (_LEAST_ROWS + 2))

    def _show_columns(self) -> None:
        self.grid.show_columns(columns_shown(self.workspace), giving_way(self.workspace))

    def _show_counts(self) -> None:
        self._chips.show_counts({show.value: count for show, count in self.model.counts.items()})

    def _keep_choice(self) -> None:
        keep_show(self.workspace, Show(self._chips.choice))

    def _show_gaps(self) -> None:
        """What is not counted, which the table says in its cells too, where there is the room for it."""
        self._gaps.refresh()
        if text_size() >= LARGE and not self._open_tools.isChecked():
            self._gaps.hide()

    def _narrow(self) -> None:
        self.model.narrow(Show(self._chips.choice), self._find.text())
        self._show_counts()
        self._say_if_nothing()

    def _say_if_nothing(self) -> None:
        if self._nothing_found():
            sought = self._find.text().strip()
            waits = [each.name for each in load_inhalers().expected if is_expected(sought, each)]
            waiting = f"{waits[0]} is expected and not confirmed" if waits else ""
            todo = waiting or "try a part of the name, or its code"
            self._told.say(f"{_NOTHING} “{sought}”: {todo}")
        elif self._told.text().startswith(_NOTHING):
            self._told.forget()

    def _to_grid(self) -> None:
        if self._nothing_found():
            announce(self, self._told.text())
        else:
            self.grid.show_cell(*self.model.first_place())

    def _nothing_found(self) -> bool:
        return bool(self._find.text().strip()) and not self.model.entries

    def _reason(self) -> Answer:
        return why_section(view_of(self.workspace), "inhalers")

    def _open_import(self) -> None:
        self.workspace.open_page("import")

    def _open_add(self) -> None:
        self._add_product.open()

    def _added(self, row_id: int) -> None:
        self._show_cell(row_id, "inhalers")


class _Body(QWidget):
    """What the page scrolls: as low as its words are at the width there is, not at the least width.

    It never asks for its parent: Qt asks for sizes while it takes windows apart, and then the parent is
    half gone already.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "page-body")
        self.down = page_layout(self)

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return QSize(least.width(), self.down.heightForWidth(max(least.width(), self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


def beside(*parts: QWidget) -> QWidget:
    """Widgets beside each other as one."""
    whole = QWidget()
    layout = row(*parts)
    layout.setContentsMargins(0, 0, 0, 0)
    whole.setLayout(layout)
    return whole


def _sum_words(inhalers: Decimal | None) -> str:
    """A sum of inhalers, of which capsules are parts of packs; a cell shows what is kept in full."""
    return "No data" if inhalers is None else show_inhalers(inhalers)
