"""The list of pages at the left, with a mark and words for how far each section has come."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from greenpractice.returns.progress import Progress, Status, counting
from ui.widgets.style import colours, scaled, text_size
from ui.window.page_spec import PageSpec

_MARKS = {
    Status.NOT_YET_STARTED: "",
    Status.IN_PROGRESS: "◐",
    Status.COMPLETED: "✓",
    Status.CANNOT_START_YET: "",
    Status.PROBLEM: "!",
}
_KEY = Qt.ItemDataRole.UserRole
NUMBER = Qt.ItemDataRole.UserRole + 1  # the figure that opens the page with Ctrl, or ""
_AT_THE_END = 10  # pixels beside it


class Navigation(QListWidget):
    """Arrow keys move, Enter or a click opens."""

    opened = Signal(str)

    def __init__(self, pages: Sequence[PageSpec]) -> None:
        super().__init__()
        self._pages: dict[str, PageSpec] = {page.key: page for page in pages}
        self._items: dict[str, QListWidgetItem] = {}
        self._progress: dict[str, Progress] = {}
        self._look = colours(), text_size()
        self.folds = False  # true where it only shows when it is asked for
        self.setObjectName("navigation")
        self.setAccessibleName("Pages")
        self.setProperty("look", "nav")
        self.setIconSize(QSize(scaled(18), scaled(18)))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        group = pages[0].group
        for page in pages:
            if page.group != group:
                group = page.group
                self._add_gap()
            item = QListWidgetItem(page.title)
            item.setData(_KEY, page.key)
            item.setIcon(_mark(""))
            item.setToolTip(page.shortcut)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, page.shortcut)
            item.setData(NUMBER, _number_of(page.shortcut))
            self.addItem(item)
            self._items[page.key] = item
        self.setItemDelegate(_Numbered(self))
        self.itemClicked.connect(self._open)
        self.fit()

    def fit(self) -> None:
        """Take the width that the longest name needs at this text size."""
        self.setIconSize(QSize(scaled(18), scaled(18)))
        widest = max(self.fontMetrics().horizontalAdvance(page.title) for page in self._pages.values())
        self.setFixedWidth(widest + scaled(88))
        for item in self._items.values():
            item.setSizeHint(QSize(0, scaled(32)))

    def setVisible(self, visible: bool) -> None:
        """Whoever shows it shows it only where it does not fold."""
        super().setVisible(visible and not self.folds)

    def unfold(self) -> None:
        """Show it although it folds."""
        super().setVisible(True)

    def show_page(self, key: str) -> None:
        """Mark the page that is open."""
        if key in self._items:
            self.setCurrentItem(self._items[key])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._look != (colours(), text_size()):
            self._look = colours(), text_size()
            self.fit()
            self.show_progress(self._progress, is_anew=True)

    def show_progress(self, progress: dict[str, Progress], *, is_anew: bool = False) -> None:
        """Marks beside the names, and the same in words for those who listen; what is there stays.

        `is_anew`: the look is another one, and so are the marks.
        """
        self._progress = progress
        counted = counting(progress) if progress else {}
        for key, page in self._pages.items():
            if page.sections and progress:
                begun = [section for section in page.sections if section in counted] or page.sections
                status = _together([progress[section].status for section in begun])
                words, role = f"{page.title}, {status.value.lower()}", Qt.ItemDataRole.AccessibleTextRole
                if is_anew or self._items[key].data(role) != words:
                    self._items[key].setIcon(_mark(_MARKS[status]))
                    self._items[key].setData(role, words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self._open(self.currentItem())
            return
        super().keyPressEvent(event)

    def _open(self, item: QListWidgetItem) -> None:
        key = item.data(_KEY)
        if key:
            self.opened.emit(key)

    def _add_gap(self) -> None:
        gap = QListWidgetItem("")
        gap.setFlags(Qt.ItemFlag.NoItemFlags)
        gap.setSizeHint(QSize(0, 12))
        self.addItem(gap)


class _Numbered(QStyledItemDelegate):
    """Draws the number of a page at the end of its line: what Ctrl and a figure open is seen there."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        number = index.data(NUMBER)
        if number:
            painter.save()
            painter.setFont(option.font)
            on_yellow = option.state & QStyle.StateFlag.State_HasFocus
            painter.setPen(QColor(colours().on_focus if on_yellow else colours().muted))
            room = QRect(option.rect).adjusted(0, 0, -scaled(_AT_THE_END), 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number)
            painter.restore()


def _number_of(shortcut: str) -> str:
    """`8` of `Ctrl+8`; "" of other keys."""
    figure = shortcut.removeprefix("Ctrl+")
    return figure if len(figure) == 1 and figure.isdecimal() else ""


def _mark(text: str) -> QIcon:
    """A mark before a name, or room for one."""
    size = scaled(18)
    picture = QPixmap(size * 2, size * 2)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    if text:
        painter = QPainter(picture)
        painter.setPen(QColor(colours().error if text == "!" else colours().accent))
        font = QFont("Lato")
        font.setPixelSize(scaled(16))
        font.setBold(True)
        painter.setFont(font)
        painter.drawText(QRectF(0, 0, size, size), Qt.AlignmentFlag.AlignCenter, text)
        painter.end()
    icon = QIcon(picture)
    icon.addPixmap(picture, QIcon.Mode.Selected)
    return icon


def _together(statuses: list[Status]) -> Status:
    """One status for a page of several sections."""
    if Status.PROBLEM in statuses:
        return Status.PROBLEM
    if len(set(statuses)) == 1:
        return statuses[0]
    return Status.IN_PROGRESS
