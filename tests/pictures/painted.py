"""Every text that a widget paints: its words, its room, its colour and its font, as Qt is told to paint them.

Labels, buttons, cells, charts and what a delegate paints all come through the same door, a paint engine that
writes down texts and paints nothing. So nothing is measured that nobody sees, and nothing is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPaintDevice, QPaintEngine, QRegion, QTextItem
from PySide6.QtWidgets import QWidget

_METRIC = QPaintDevice.PaintDeviceMetric


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text: boxes are in pixels of the widget; `tight` is about as high as its letters are."""

    words: str
    box: QRectF
    tight: QRectF
    clip: QRectF | None
    colour: QColor
    size: float
    is_bold: bool

    @property
    def is_large(self) -> bool:
        """As WCAG has it: 24 px, or 18.66 px where it is bold."""
        return self.size >= (18.6 if self.is_bold else 24)


def texts_of(widget: QWidget) -> list[Text]:
    """What a widget paints itself, without its children, in the order of painting."""
    device = _Device(widget.size())
    widget.render(device, QPoint(), QRegion(), QWidget.RenderFlag(0))
    return device.engine.texts


def with_texts(window: QWidget) -> Iterator[tuple[QWidget, list[Text]]]:
    """Each part of a window that is shown and paints text, also where it is scrolled away."""
    for widget in (window, *window.findChildren(QWidget)):
        if widget.isVisibleTo(window) and not widget.size().isEmpty():
            found = texts_of(widget)
            if found:
                yield widget, found


def name_of(widget: QWidget) -> str:
    """How a part is called in a report: its name, or the nearest name around it."""
    above: QWidget | None = widget
    while above is not None and (not above.objectName() or above.objectName().startswith("qt_")):
        above = above.parentWidget()
    outer = "" if above is None else above.objectName()
    return outer if above is widget else f"{type(widget).__name__} in {outer}"


class _Engine(QPaintEngine):
    """Takes down texts; all that is no text it lets go."""

    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.texts: list[Text] = []

    def drawTextItem(self, at: QPointF, item: QTextItem) -> None:
        """A run of one font; `at` is where its line begins."""
        painter = self.painter()
        if not item.text().strip():
            return
        shape = painter.deviceTransform()
        clip = shape.mapRect(painter.clipBoundingRect()) if painter.hasClipping() else None
        colour = QColor(painter.pen().color())
        colour.setAlphaF(colour.alphaF() * painter.opacity())
        high, low = item.ascent(), item.descent()
        box = QRectF(at.x(), at.y() - high, item.width(), high + low)
        tight = QRectF(at.x(), at.y() - 0.72 * high, item.width(), 0.72 * high + 0.3 * low)
        font = item.font()
        size = font.pixelSize() if font.pixelSize() > 0 else font.pointSizeF() * 96 / 72
        self.texts.append(
            Text(
                item.text(), shape.mapRect(box), shape.mapRect(tight), clip, colour,
                size * abs(shape.m22() or shape.m12()), font.bold(),
            )
        )  # fmt: skip

    def begin(self, device: QPaintDevice) -> bool:
        return True

    def end(self) -> bool:
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, state: object) -> None: ...

    def drawPath(self, path: object) -> None: ...

    def drawPolygon(self, *shape: object) -> None: ...

    def drawPixmap(self, *picture: object) -> None: ...

    def drawImage(self, *picture: object) -> None: ...

    def drawTiledPixmap(self, *picture: object) -> None: ...

    def drawRects(self, *shape: object) -> None: ...

    def drawLines(self, *lines: object) -> None: ...

    def drawPoints(self, *points: object) -> None: ...

    def drawEllipse(self, *shape: object) -> None: ...


class _Device(QPaintDevice):
    """A screen of 96 dpi that keeps no pixel."""

    def __init__(self, size: QSize) -> None:
        super().__init__()
        self.engine = _Engine()
        self._metrics = {
            _METRIC.PdmWidth: size.width(), _METRIC.PdmHeight: size.height(), _METRIC.PdmWidthMM: 300,
            _METRIC.PdmHeightMM: 200, _METRIC.PdmDepth: 32, _METRIC.PdmNumColors: 2**24,
            _METRIC.PdmDevicePixelRatio: 1, _METRIC.PdmDevicePixelRatioScaled: 65536,
        }  # fmt: skip

    def paintEngine(self) -> QPaintEngine:
        return self.engine

    def metric(self, asked: QPaintDevice.PaintDeviceMetric) -> int:
        return self._metrics.get(asked, 96)
