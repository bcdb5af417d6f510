"""The list of pages at the left: icon, name, and at the right a mark for how far each has come."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from greenpractice.returns.progress import Progress, Status, counting
from ui.widgets import tokens
from ui.widgets.icons import IN_LIST, tinted
from ui.widgets.marks.tags import LOOKS
from ui.widgets.style import colours, in_contrast, scaled, text_size
from ui.window.page_spec import PageSpec
from ui.window.parts.status_marks import LOOK_OF, together

HEADINGS = {"Data": "", "Reports": "Results", "": "Tools"}  # by the group of a page
_INKS = {  # by the name of the look
    "completed": "accent",
    "in progress": "text",
    "not yet started": "muted",
    "cannot start": "muted",
    "problem": "error",
    "check": "on_check",
}
_KEY, _ICON, _MARK = (Qt.ItemDataRole.UserRole + place for place in range(3))
HEADING = Qt.ItemDataRole.UserRole + 3  # the words above the first page of a group
_ABOVE, _MARK_SIZE, _BAR = 26, 18, 4  # px at 100%: room of a heading, size of a mark, bar of the page shown
_ICON_AT, _NAME_AT, _AT_THE_END = 14, 42, 10


class Navigation(QListWidget):
    """Arrow keys move, Enter or a click opens. Headings are painted above a page and are no items."""

    opened = Signal(str)

    def __init__(self, pages: Sequence[PageSpec]) -> None:
        super().__init__()
        self._pages: dict[str, PageSpec] = {page.key: page for page in pages}
        self._items: dict[str, QListWidgetItem] = {}
        self._progress: dict[str, Progress] = {}
        self._asked: set[str] = set()
        self._look = colours(), text_size()
        self.shown = ""  # the page that is open; the arrow keys may be on another one
        self.folds = False  # true where it only shows when it is asked for
        self.setObjectName("navigation")
        self.setAccessibleName("Pages")
        self.setProperty("look", "nav")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)  # the row below the pointer has another ground
        group = pages[0].group
        for page in pages:
            item = QListWidgetItem(page.title)
            item.setData(_KEY, page.key)
            item.setData(_ICON, page.icon)
            if page.group != group:
                item.setData(HEADING, HEADINGS[page.group])
            group = page.group
            item.setToolTip(page.shortcut)
            above = HEADINGS[group] if HEADINGS[group] != page.title else ""  # Results stands below Results
            about = ", ".join(part for part in (above, page.shortcut) if part)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, about)
            self.addItem(item)
            self._items[page.key] = item
        self.setItemDelegate(_PageRow(self))
        self.itemClicked.connect(self._open)
        self.fit()

    def fit(self) -> None:
        """Take the width of the design, or what the longest name needs."""
        bold = QFont(self.font())
        bold.setBold(True)
        widest = max(QFontMetrics(bold).horizontalAdvance(page.title) for page in self._pages.values())
        beside = _NAME_AT + tokens.SPACE_2 + _MARK_SIZE + _AT_THE_END
        self.setFixedWidth(max(scaled(tokens.PAGES_WIDE), widest + scaled(beside)))
        for item in self._items.values():
            above = _ABOVE if item.data(HEADING) else 0
            item.setSizeHint(QSize(0, scaled(tokens.PAGES_ROW + above)))

    def setVisible(self, visible: bool) -> None:
        """Whoever shows it shows it only where it does not fold."""
        super().setVisible(visible and not self.folds)

    def unfold(self) -> None:
        """Show it although it folds."""
        super().setVisible(True)

    def show_page(self, key: str) -> None:
        """Mark the page that is open."""
        if key in self._items:
            self.shown = key
            self.setCurrentItem(self._items[key])
            self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._look != (colours(), text_size()):
            self._look = colours(), text_size()
            self.fit()

    def show_progress(self, progress: dict[str, Progress], asked: Collection[str] = ()) -> None:
        """Marks beside the names, and the same in words for those who listen.

        `asked` are the sections with a figure to check: the mark of their page, unless it has a problem.
        """
        if (progress, set(asked)) == (self._progress, self._asked):
            return
        self._progress, self._asked = progress, set(asked)
        counted = counting(progress) if progress else {}
        for key, page in self._pages.items():
            if page.sections and progress:
                begun = [section for section in page.sections if section in counted] or page.sections
                status = together([progress[section].status for section in begun])
                to_check = status is not Status.PROBLEM and not self._asked.isdisjoint(page.sections)
                self._items[key].setData(_MARK, "check" if to_check else LOOK_OF[status])
                words = f"{page.title}, {status.value.lower()}{', to check' if to_check else ''}"
                self._items[key].setData(Qt.ItemDataRole.AccessibleTextRole, words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self._open(self.currentItem())
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A heading is not pressed."""
        if not self._is_heading(event.position().toPoint()):
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._is_heading(event.position().toPoint()):
            super().mouseReleaseEvent(event)

    def _is_heading(self, place: QPoint) -> bool:
        item = self.itemAt(place)
        return item is not None and place.y() < row_of(self.visualItemRect(item), item.data(HEADING)).top()

    def _open(self, item: QListWidgetItem) -> None:
        self.opened.emit(item.data(_KEY))


def row_of(room: QRect, heading: str | None) -> QRect:
    """Where the page itself stands in the room of its item, below a heading if it has one."""
    return room.adjusted(0, scaled(_ABOVE) if heading else 0, 0, 0)


class _PageRow(QStyledItemDelegate):
    """Paints a page: its ground, icon, name and mark, and the heading above it."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        shown, navigation = colours(), self.parent()
        assert isinstance(navigation, Navigation)
        painter.save()
        heading, is_open = index.data(HEADING), index.data(_KEY) == navigation.shown
        row = row_of(QRect(option.rect), heading)
        if heading:
            self._words(
                painter, QRect(option.rect).adjusted(0, 0, 0, -row.height()), heading, _ICON_AT, small=True
            )
        ink, icon_ink = shown.text, shown.text if is_open else shown.muted
        has_focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if has_focus:
            ink = icon_ink = shown.on_focus
            painter.fillRect(row, QColor(shown.focus))
        elif is_open:
            painter.fillRect(row, QColor(shown.selected))
        elif option.state & QStyle.StateFlag.State_MouseOver and not in_contrast():
            painter.fillRect(row, QColor(shown.window))
        if has_focus or is_open:
            bar = QRect(row.left(), row.top(), scaled(_BAR), row.height())
            painter.fillRect(bar, QColor(shown.on_focus if has_focus else shown.accent))
        self._icon(painter, row, index.data(_ICON), icon_ink, scaled(_ICON_AT), scaled(IN_LIST))
        self._words(painter, row, index.data(), _NAME_AT, ink=ink, bold=is_open)
        look = index.data(_MARK)
        if look is not None:
            colour = shown.on_focus if has_focus else getattr(shown, _INKS[look])
            scroll_bar = navigation.width() - row.width() - 1  # the border is 1
            at = row.width() - scaled(_MARK_SIZE) - max(scaled(_AT_THE_END) - scroll_bar, scaled(2))
            self._icon(painter, row, LOOKS[look].mark, colour, at, scaled(_MARK_SIZE))
        painter.restore()

    def _icon(self, painter: QPainter, row: QRect, name: str, colour: str, at: int, size: int) -> None:
        picture = tinted(name, colour, size, painter.device().devicePixelRatioF())
        painter.drawPixmap(row.left() + at, row.top() + (row.height() - size) // 2, picture)

    def _words(
        self, painter: QPainter, room: QRect, words: str, at: int, ink: str = "", *, bold: bool = False,
        small: bool = False,
    ) -> None:  # fmt: skip
        navigation = self.parent()
        assert isinstance(navigation, Navigation)
        font = QFont(navigation.font())
        font.setBold(bold)
        if small:
            font.setPixelSize(scaled(tokens.SMALL))
        painter.setFont(font)
        painter.setPen(QColor(ink or colours().muted))
        beside = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room.adjusted(scaled(at), 0, 0, 0), beside, words)
