"""The inhaler page: find a product, type its inhalers, see the kg; totals stay at the bottom."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from greenpractice.answers.why import why_section
from greenpractice.explaining.answer import Answer
from greenpractice.facts.inhalers import load_inhalers
from greenpractice.numbers import show_inhalers, show_kg
from greenpractice.phrases import counted
from greenpractice.prescribing.naming import is_expected
from ui.entry.asking.question_strip import QuestionStrip
from ui.entry.gaps_panel import GapsPanel
from ui.entry.section_panel import view_of
from ui.inhalers import inhaler_columns as at
from ui.inhalers.add_product import AddProduct
from ui.inhalers.carbon_side import WIDE as SIDE_WIDE
from ui.inhalers.carbon_side import CarbonSide
from ui.inhalers.inhaler_grid import InhalerGrid
from ui.inhalers.inhaler_model import InhalerModel
from ui.inhalers.inhaler_order import Show
from ui.inhalers.paste_preview import PastePreview
from ui.inhalers.published import PublishedBanner
from ui.inhalers.shown_choices import ColumnsButton, columns_shown, giving_way, keep_show, kept_show
from ui.inhalers.total_row import TotalRow
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.chips import Chips
from ui.widgets.controls import announce, button, fix_width, page_layout, words
from ui.widgets.flow import Flow
from ui.widgets.search_list import FindBox
from ui.widgets.style import LARGE, row_height, scaled, text_size
from ui.widgets.window_size import room_of
from ui.window.page import Page
from ui.window.told import Told
from ui.window.why import WhyButton

_LEAST_ROWS = 3
_ROOM_FOR_CHIPS = 1060  # px, at the usual text size
_ROOM_FOR_SIDE = 1074 + tokens.SPACE_3 + SIDE_WIDE  # beside all columns of the table
_NOTHING = "No product found for"


class InhalerPage(Page):
    """The grid fills the window and scrolls; the window scrolls the page too where text is large."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.model = InhalerModel(workspace)
        self.model.setParent(self)
        self.grid = InhalerGrid(self.model)
        self._side: CarbonSide | None = None
        self._down = page_layout(self)
        self._down.setSpacing(tokens.SPACE_2)
        self._published = PublishedBanner()
        self._columns = ColumnsButton(self.workspace, self._show_columns)
        self.tools = self._made_tools()
        self._finding = self._made_finding()
        self.beside_title = self._made_beside()
        self._add_product = AddProduct(workspace)
        self._add_product.hide()
        self._add_product.added.connect(self._added)
        self._told = Told(workspace, "inhalers-told")
        self._paste = PastePreview(self.model)
        self._paste.entered.connect(self._told.say)
        self._paste.closed.connect(self.grid.setFocus)
        self.grid.named.connect(self._paste.open)
        self._checks = QuestionStrip(workspace, "inhalers", self._show_cell)
        self._gaps = GapsPanel(workspace, "inhalers", most=1)
        self._lay_out()
        self.grid.told.connect(self._told.say)
        self.grid.text_size_changed.connect(self._fold)
        self.grid.set_widths()
        self._fold()
        kept = kept_show(workspace)
        usual = Show.USED if self.model.counts[Show.USED] else Show.ALL
        self._chips.choose((kept if kept and self.model.counts[kept] else usual).value)
        self._chips.picked.connect(self._keep_choice)

    def _lay_out(self) -> None:
        """From the top: where figures came from, the search, what is asked, and the table with its sums."""
        for part in (self._published, self._finding, self._add_product, self._paste, self._checks):
            self._down.addWidget(part)
        table = QVBoxLayout()
        table.setSpacing(0)
        table.addWidget(self.grid, 1)
        table.addWidget(self._made_sums())
        self._across = QHBoxLayout()
        self._across.setSpacing(tokens.SPACE_3)
        self._across.addLayout(table, 1)
        self._down.addLayout(self._across, 1)
        self._down.addWidget(self._told)
        self._down.addWidget(self._gaps)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fold()

    def show_sums(self) -> None:
        """The kg of the rows that weigh something else now, and the line of sums."""
        for row in self.model.take_sums():
            self.grid.update(self.model.index(row, at.KG))
        self._say_sums()
        self._sums.repaint()  # and with it what else of the window waits to be painted

    def refresh(self) -> None:
        self._published.show_document(self.workspace.document())
        self._show_counts()
        used = self.model.counts[Show.USED]
        self._sums.title.setText(f"All {counted(used, 'product')}")
        self._say_sums()
        self._checks.refresh()
        if self._side is not None and not self._side.isHidden():
            self._side.refresh()
        self._show_gaps()
        self._say_if_nothing()  # another quarter may hold none of what is looked for

    def _say_sums(self) -> None:
        year, last, now, kg = self.model.totals()
        for part, what, inhalers in (
            (self._year, "same quarter last year", year),
            (self._last, "last quarter", last),
            (self._now, "this quarter", now),
        ):
            part.setText(_sum_words(inhalers))
            part.setAccessibleName(f"All products, {what}: {part.text()}")
        self._kg.say("" if now is None else show_kg(kg), "All inhalers, CO₂e", self._reason)
        self._sums.place()

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

    def _made_tools(self) -> list[QPushButton]:
        """The buttons at the right end of the page's head."""
        writing = [
            button("Import from a file…", "import-inhalers", self._open_import, icon="file-import"),
            button("Add a product", "add-product", self._open_add, icon="plus"),
        ]
        tools = [*(writing if self.workspace.can_write else ()), self._columns.button]
        for tool in tools:
            tool.setParent(self)  # until the head takes it: without one it would be a window
        return tools

    def _made_finding(self) -> Flow:
        label = words("Find")
        label.setWordWrap(False)
        self._find = FindBox(self._to_grid)
        self._find.setObjectName("find-inhaler")
        self._find.setAccessibleName("Find a product by name or code")
        self._find.setProperty("look", "bar")
        fix_width(self._find, 150)
        self._find.textChanged.connect(self._narrow)
        self._find.returnPressed.connect(self._to_grid)
        label.setBuddy(self._find)
        self._chips = Chips("show-products", "Which products to show", [show.value for show in Show], self)
        self._chips.chosen.connect(self._narrow)
        return Flow([label, self._find, *self._chips.buttons.values(), self._chips.list])

    def _made_beside(self) -> QWidget:
        """Beside the title where room is short: the search, or with large text what unfolds it."""
        whole = QWidget(self)
        self._beside = QHBoxLayout(whole)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._open_tools = button("Find, import or add  ▾", "open-tools", self._fold, "bar")
        self._open_tools.setCheckable(True)
        self._beside.addWidget(self._open_tools)
        return whole

    def _made_sums(self) -> TotalRow:
        self._year, self._last = words("", "hint", "inhalers-year"), words("", "hint", "inhalers-last")
        self._now = words("", "bold", "inhalers-now")
        for label in (self._year, self._last, self._now):
            label.setWordWrap(False)
        self._kg = WhyButton("inhalers-kg", self.workspace, "kg")
        columns: dict[int, QLabel | QPushButton] = {
            at.YEAR: self._year, at.LAST: self._last, at.NOW: self._now, at.KG: self._kg,
        }  # fmt: skip
        self._sums = TotalRow("inhalers-sums", self.grid, columns, at.KG)
        return self._sums

    def _fold(self) -> None:
        """Where room is short the search stands beside the title; where text is large it folds away."""
        folds, narrow = text_size() >= LARGE, room_of(self) < scaled(_ROOM_FOR_CHIPS)
        self._chips.set_narrow(narrow)
        self._open_tools.setVisible(folds)
        open_now = not folds or self._open_tools.isChecked()
        for tool in self.tools:
            tool.setVisible(open_now)
        self._finding.setVisible(open_now)
        self._put_finding(beside=narrow and not folds)
        self.beside_title.setVisible(narrow or folds)
        self._show_side()
        self._show_gaps()
        self._columns.show_chosen()
        self._show_columns()
        self.grid.setMinimumHeight(row_height() * (_LEAST_ROWS + 1) + self.grid.horizontalHeader().height())

    def _show_side(self) -> None:
        """Where all columns of the table leave the room for it; made when there first is."""
        has_room = room_of(self) >= scaled(_ROOM_FOR_SIDE)
        if has_room and self._side is None:
            self._side = CarbonSide(self.workspace)
            self._across.addWidget(self._side, 0, Qt.AlignmentFlag.AlignTop)
        if self._side is not None and has_room is self._side.isHidden():
            self._side.setVisible(has_room)
        if self._side is not None and has_room:
            self._side.refresh()

    def _put_finding(self, *, beside: bool) -> None:
        """The search beside the title, or in a row of its own."""
        if beside != self._finding.in_one_line:
            self._finding.in_one_line = beside
            if beside:
                self._beside.addWidget(self._finding)
            else:
                self._down.insertWidget(1, self._finding)

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


def _sum_words(inhalers: Decimal | None) -> str:
    """A sum of inhalers, of which capsules are parts of packs; a cell shows what is kept in full."""
    return "No data" if inhalers is None else show_inhalers(inhalers)
