"""One page of the preview as a picture, fitted to the width or larger, with keys to turn and scroll it."""

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.widgets import tokens
from ui.widgets.spoken.hearing import PaperHeard, heard_as

FIT = 0  # as a zoom: as wide as there is room
_POINTS_TO_PIXELS = 96 / 72
_MOST_PIXELS = 4800  # wider pictures are stretched: their pixels are too small to see, and take much memory
_MARGIN = tokens.SPACE_2
Key = Qt.Key


@heard_as(PaperHeard)
class PageView(QScrollArea):
    """Shows a page at a zoom; `wanted` says how many pixels wide it needs the picture to be crisp."""

    wanted = Signal(int)
    turned = Signal(int)  # so many pages on, or back
    jumped = Signal(bool)  # to the last page, or to the first

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("preview-page")
        self.setProperty("look", "preview")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        # Were it there only when needed, fitting to the width would have no end.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._sheet = _Sheet()
        self.setWidget(self._sheet)
        self._zoom = FIT
        self._size: tuple[float, float] | None = None

    @property
    def image(self) -> QImage | None:
        """The picture that is shown."""
        return self._sheet.image

    def set_zoom(self, percent: int) -> None:
        """Percent of the size on paper, or FIT."""
        self._zoom = percent
        self.lay_out()

    def set_page_size(self, size: tuple[float, float]) -> None:
        """Width and height of the page in points; the picture comes later."""
        self._size = size
        self.lay_out()

    def show_image(self, image: QImage, *, from_top: bool) -> None:
        """Show the picture of the page."""
        self._sheet.show_image(image)
        if from_top:
            self.verticalScrollBar().setValue(0)

    def clear(self) -> None:
        """Show nothing: no picture is better than an old one."""
        self._sheet.show_image(None)

    def lay_out(self) -> None:
        """Give the page its place, and ask for a picture of this size."""
        if self._size is None:
            return
        width, height = self._size
        if self._zoom == FIT:
            across = max(self.viewport().width() - 2 * _MARGIN, 100)
        else:
            across = round(width * _POINTS_TO_PIXELS * self._zoom / 100)
        self._sheet.set_page(across, round(across * height / width))
        self.wanted.emit(self.pixels_wanted())

    def pixels_wanted(self) -> int:
        """How many pixels across make the page crisp on this screen."""
        across = self._sheet.width() - 2 * _MARGIN
        return min(round(across * self.devicePixelRatioF()), _MOST_PIXELS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._zoom == FIT and event.size().width() != event.oldSize().width():
            self.lay_out()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:  # moved to another screen
            self.lay_out()
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._sheet.has_focus_around = True
        self._sheet.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._sheet.has_focus_around = False
        self._sheet.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        sideways = self.horizontalScrollBar().maximum() > 0
        key = event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()  # Ctrl with these keys belongs to the window
        elif key == Key.Key_PageDown or (key == Key.Key_Right and not sideways):
            self.turned.emit(1)
        elif key == Key.Key_PageUp or (key == Key.Key_Left and not sideways):
            self.turned.emit(-1)
        elif key in (Key.Key_Home, Key.Key_End):
            self.jumped.emit(key == Key.Key_End)
        else:
            super().keyPressEvent(event)


class _Sheet(QWidget):
    """The white sheet with the picture on it."""

    def __init__(self) -> None:
        super().__init__()
        self.image: QImage | None = None
        self.has_focus_around = False  # yellow around the page, as everywhere the focus is

    def set_page(self, width: int, height: int) -> None:
        """The size of the page on the screen."""
        self.setFixedSize(width + 2 * _MARGIN, height + 2 * _MARGIN)
        self.update()

    def show_image(self, image: QImage | None) -> None:
        """Another picture, or none."""
        self.image = image
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.image is None:
            return
        page = self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        painter = QPainter(self)
        if self.has_focus_around:
            painter.fillRect(self.rect(), QColor(tokens.LIGHT.focus))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(page, QColor("#ffffff"))
        painter.drawImage(page, self.image, QRect(0, 0, self.image.width(), self.image.height()))
        painter.setPen(QColor(tokens.LIGHT.field_border))
        painter.drawRect(page.adjusted(0, 0, -1, -1))
        painter.end()
