"""How a page stands in the window: its head, its margins, the area it scrolls in, and its foot bar."""

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.widgets import tokens
from ui.widgets.in_view import bring_into_view, place_in
from ui.widgets.style import LARGE, scaled, text_size
from ui.widgets.tab_order import put_in_order
from ui.window.page import HasFoot, HasTools, PlacesTitle, StandsBeside
from ui.window.page_spec import PageSpec
from ui.window.parts.page_head import PageHead


class PageArea(QScrollArea):
    """What a page scrolls in. Home and End go to its ends, with Ctrl too, where nothing else takes them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        ends = {Qt.Key.Key_Home: bar.minimum(), Qt.Key.Key_End: bar.maximum()}
        end = ends.get(Qt.Key(event.key()))
        others = event.modifiers() & ~(
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if end is None or others:
            super().keyPressEvent(event)
        else:
            bar.setValue(end)


class PageBody(QWidget):
    """Holds the head of a page and the page under each other."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "page-body")
        self.column = QVBoxLayout(self)
        self._fills = False
        self._fitted: tuple[bool, int] | None = None
        self._fit()

    def hold(self, page: QWidget, head: PageHead, *, scrolls: bool, fills: bool = False) -> None:
        """Put a page under its head, or let it place its title; one that `fills` is as wide as this."""
        self._fills = fills
        if isinstance(page, HasTools):
            head.add_tools(page.tools)
        if isinstance(page, StandsBeside):
            head.add_beside(page.beside_title)
        if isinstance(page, PlacesTitle):
            page.place_title(head.title)
            head.setParent(self)
            head.hide()
        else:
            self.column.addWidget(head)
        self.column.addWidget(page, 0 if scrolls else 1)
        if scrolls:
            self.column.addStretch(1)

    def _fit(self) -> None:
        """Take the margins of the text size; what would be too wide to read stays free."""
        large, across = text_size() >= LARGE, tokens.SPACE_4
        free = 0 if self._fills else max(self.width() - 2 * across - scaled(tokens.CONTENT_WIDE), 0)
        if (large, free) != self._fitted:
            self._fitted = large, free
            down = tokens.SPACE_2 if large else tokens.SPACE_3
            self.column.setContentsMargins(across, down, across + free, down)
            self.column.setSpacing(tokens.SPACE_2 if large else tokens.BETWEEN_CARDS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()


class PageHost(QWidget):
    """A page as the window shows it: what scrolls, and below it a foot bar that stays, if it has one."""

    def __init__(self, stack: QWidget, spec: PageSpec, page: QWidget, foot: QWidget | None) -> None:
        super().__init__(stack)
        foot = page.foot if isinstance(page, HasFoot) else foot
        self.page, self.foot = page, foot
        self.head = PageHead(spec.key, spec.title, spec.purpose)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        # From the outside in: a part that comes to another place tells all that is in it of its look.
        self.area, body = PageArea(self), PageBody()
        down.addWidget(self.area, 1)
        self.area.setWidget(body)
        body.hold(page, self.head, scrolls=spec.scrolls, fills=spec.fills)
        if foot is not None:
            down.addWidget(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A question or a band above takes room: the row that one works at stays in sight, where it was."""
        super().resizeEvent(event)
        lost = event.oldSize().height() - event.size().height()
        place = place_in(self.area) if lost > 0 else None
        if place is not None and place.top() >= 0 and place.bottom() <= self.area.height() + lost:
            QTimer.singleShot(0, self, self._keep_in_sight)  # once all in it has its place

    def _keep_in_sight(self) -> None:
        last: QWidget | None = self.area.focusWidget()
        if last is not None and last.isVisible():
            bring_into_view(last)

    def is_foot(self, part: QWidget) -> bool:
        """True for the foot bar and what is in it."""
        return self.foot is not None and (part is self.foot or self.foot.isAncestorOf(part))

    def put_in_order(self) -> None:
        """Make Tab follow the head, the page and the foot bar as they are laid out now."""
        put_in_order(*(part for part in (self.head, self.page, self.foot) if part is not None))
