"""Icons in the colours of the text: drawings without a colour of their own, tinted while the program runs."""

from functools import lru_cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets.spoken.hearing import Silent, heard_as
from ui.widgets.style import colours, in_contrast, scaled

THIN_FROM = 20  # px: from this size on lines are a little thinner
_OWN = frozenset({"half-disc", "dashed-circle", "leaf"})  # drawn by us, on the same grid
IN_TAG, IN_BUTTON, IN_LIST, IN_ROW = 16, 18, 20, 22  # px at 100%


@lru_cache(maxsize=256)
def tinted(name: str, colour: str, pixels: int, ratio: float = 1.0, beside: int = 0) -> QPixmap:
    """An icon in a colour (`#rrggbb`), so many pixels wide on a screen of this ratio.

    `beside` are pixels left free after it, or with a minus before it, towards the words of a button.
    """
    room, free = round(pixels * ratio), round(abs(beside) * ratio)
    picture = QPixmap(room + free, room)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _renderer(name, colour, pixels >= THIN_FROM).render(
        painter, QRectF(free if beside < 0 else 0, 0, room, room)
    )
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def drawing(name: str) -> str:
    """The text of a drawing, its colour being `currentColor`."""
    folder = files("resources") / "icons"
    return ((folder if name in _OWN else folder / "tabler") / f"{name}.svg").read_text("utf-8")


def _renderer(name: str, colour: str, thin: bool) -> QSvgRenderer:
    text = drawing(name).replace("currentColor", colour)
    if thin:
        text = text.replace('stroke-width="2"', 'stroke-width="1.75"')
    return QSvgRenderer(QByteArray(text.encode()))


@heard_as(Silent)
class Icon(QWidget):
    """One icon beside its word, silent to screen readers; `token` names the colour of the theme it takes."""

    def __init__(self, name: str, token: str = "accent", pixels: int = IN_ROW) -> None:
        super().__init__()
        self.name, self.token, self._pixels = name, token, pixels
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        return QSize(scaled(self._pixels), scaled(self._pixels))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        token = "text" if in_contrast() else self.token  # there a ground is the computer's own
        colour, size = getattr(colours(), token), scaled(self._pixels)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, tinted(self.name, colour, size, self.devicePixelRatioF()))
        painter.end()
