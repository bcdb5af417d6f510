"""What can be measured of a window as it is laid out now: texts, rooms, targets, columns, scroll bars."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import combinations

from PySide6.QtCore import QModelIndex, QPoint, QRect, QRectF, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollBar,
    QTableView,
    QWidget,
)

from tests.pictures.contrast import contrasts
from tests.pictures.faults import Found
from tests.pictures.numbers_aligned import not_aligned
from tests.pictures.painted import Text, name_of, with_texts
from ui.widgets.style import in_contrast
from ui.widgets.tokens import TARGET
from ui.window.page_body import PageArea

NEAR = 1.5  # px that letters may hang over
NO_SCROLL_BAR = ("home", "results", "indicators", "check", "network-returns")


@dataclass(frozen=True, slots=True)
class Seen:
    """A window, what its parts paint, and which look it has."""

    window: QWidget
    texts: list[tuple[QWidget, list[Text]]]


def measure(window: QWidget, page: str, size: tuple[int, int], text: int, *, colours: bool) -> Found:
    """All measures of a window; `colours` also those of each pixel, which take longest."""
    seen = Seen(window, list(with_texts(window)))
    found, texts = Found(), sum(len(some) for _, some in seen.texts)
    found.look("nothing cut", (*cut(seen), *sticking_out(window)), texts)
    found.look("nothing overlaps", (*overlapping(window), *texts_on_texts(seen)), texts)
    targets = list(_targets(window))
    found.look("targets of 24 px", small(targets), len(targets))
    columns = not_aligned(window, seen.texts)
    found.look("numbers aligned", columns.faults, columns.places)
    found.look("no sideways scroll", sideways(window, text), 1)
    green = [each for each in _shown(window, QPushButton) if each.property("look") == "primary"]
    found.look("one green button", [", ".join(each.text() for each in green)] if len(green) > 1 else [], 1)
    if text == 100 and size == (1366, 688) and page.startswith(NO_SCROLL_BAR):
        found.look("no scroll bar", scrolling(window), 1)
    if colours:
        found.look("contrast of text", contrasts(window, seen.texts), texts)
    return found


def _shown(window: QWidget, kind: type) -> list:
    return [each for each in window.findChildren(kind) if each.isVisibleTo(window)]


def _words_of(widget: QWidget) -> str:
    """What a part says of itself, to know a "…" that belongs to it."""
    said = [widget.accessibleName(), widget.toolTip()]
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        said.append(widget.text())
    if isinstance(widget, QComboBox):
        said += [widget.itemText(place) for place in range(widget.count())]
    return "\n".join(said)


def cut(seen: Seen) -> Iterator[str]:
    """Texts that end in "…" of Qt's, or reach beyond their part, their cell or their field."""
    for widget, texts in seen.texts:
        view = widget.parentWidget()
        in_cell = (
            partial(_cell_at, view, widget)
            if isinstance(view, QAbstractItemView) and view.viewport() is widget
            else None
        )
        for text in texts:
            if in_cell is not None:
                room, words, tip = in_cell(text.box.center().toPoint())
            else:
                room, words, tip = QRectF(widget.rect()), _words_of(widget), ""
            if isinstance(widget, QLineEdit) or isinstance(view, QPlainTextEdit):
                continue  # a field scrolls what was typed
            if "…" in text.words and text.words.strip() not in words:
                if text.words.strip().removesuffix("…") in tip:
                    continue  # a note of any length: the tip of its cell has all of it
                yield f"{name_of(widget)}: elided as {text.words!r}"
            elif (beyond := _beyond(text, room)) > NEAR:
                yield f"{name_of(widget)}: {text.words!r} reaches {beyond:.0f} px beyond its room"


def _beyond(text: Text, room: QRectF) -> float:
    box = text.tight
    over = [room.left() - box.left(), box.right() - room.right()]
    over += [room.top() - box.top(), box.bottom() - room.bottom()]
    if text.clip is not None:
        over += [text.clip.left() - box.left(), box.right() - text.clip.right()]
    return max(over)


def _cell_at(view: QAbstractItemView, viewport: QWidget, point: QPoint) -> tuple[QRectF, str, str]:
    """The cell or the heading there, as far as it could be scrolled to, what it says, and its tip."""
    if isinstance(view, QHeaderView):
        across = view.orientation() is Qt.Orientation.Horizontal
        place = view.logicalIndexAt(point)
        start, length = view.sectionViewportPosition(place), view.sectionSize(place)
        room = (
            QRect(start, 0, length, viewport.height())
            if across
            else QRect(0, start, viewport.width(), length)
        )
        model = view.model()
        said = model.headerData(place, view.orientation()) if model is not None and place >= 0 else ""
        return QRectF(room), str(said or ""), ""
    index = view.indexAt(point)
    if not index.isValid():
        return QRectF(viewport.rect()), "", ""
    room = view.visualRect(index)
    said = [index.data(role) for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)]
    if isinstance(view, QTableView) and view.columnSpan(index.row(), index.column()) > 1:
        room = room.united(view.visualRect(index.siblingAtColumn(index.column())))
    words = "\n".join(str(each or "") for each in said)
    return QRectF(room), words, str(index.data(Qt.ItemDataRole.ToolTipRole) or "")


def sticking_out(window: QWidget) -> Iterator[str]:
    """Parts that reach out of the part they stand in, where nothing scrolls to the rest."""
    for widget in window.findChildren(QWidget):
        above = widget.parentWidget()
        if not widget.isVisibleTo(window) or above is None or widget.isWindow() or widget.size().isEmpty():
            continue
        if isinstance(above.parentWidget(), QAbstractScrollArea) or isinstance(widget, QScrollBar):
            continue
        if not above.rect().adjusted(-2, -2, 2, 2).contains(widget.geometry()):
            yield f"{name_of(widget)}: {_rect(widget.geometry())} reaches out of {_rect(above.rect())}"


def overlapping(window: QWidget) -> Iterator[str]:
    """Neighbours that stand on each other. What lies wholly on top of a view is a part of it."""
    for above in (window, *window.findChildren(QWidget)):
        if not above.isVisibleTo(window) or isinstance(above, QAbstractScrollArea | QComboBox | QLineEdit):
            continue
        inside = [
            each
            for each in above.children()
            if isinstance(each, QWidget)
            and each.isVisibleTo(window)
            and not each.isWindow()
            and not each.size().isEmpty()
            and not each.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        ]
        for one, other in combinations(inside, 2):
            both = one.geometry().intersected(other.geometry())
            if both.width() > NEAR and both.height() > NEAR and not _lies_on(one, other):
                yield f"{name_of(one)} and {name_of(other)} share {both.width()} x {both.height()} px"


def _lies_on(one: QWidget, other: QWidget) -> bool:
    """An editor or a frozen column over its viewport."""
    viewports = QAbstractItemView | QAbstractScrollArea
    return isinstance(one.parentWidget(), viewports) or isinstance(other.parentWidget(), viewports)


def texts_on_texts(seen: Seen) -> Iterator[str]:
    """Texts that are painted over each other by one part, as the names in a chart."""
    for widget, texts in seen.texts:
        ordered = sorted(texts, key=lambda text: text.tight.left())
        for place, one in enumerate(ordered):
            for other in ordered[place + 1 :]:
                if other.tight.left() >= one.tight.right() - NEAR:
                    break
                both = one.tight.intersected(other.tight)
                if both.height() > 2 and both.width() > NEAR and one.words != other.words:
                    yield f"{name_of(widget)}: {one.words!r} on {other.words!r}"


def _targets(window: QWidget) -> Iterator[tuple[str, float, float]]:
    """Name, width and height of all that is pressed, filled in or chosen."""
    for kind in (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit):
        for each in _shown(window, kind):
            inner = each.objectName().startswith("qt_") or isinstance(each.parentWidget(), QComboBox)
            if each.isEnabled() and not inner and not isinstance(each.parentWidget(), QTableView):
                yield f"{name_of(each)}", each.width(), each.height()
    for view in _shown(window, QAbstractItemView):
        model = view.model()
        if model is None or isinstance(view, QHeaderView) or not view.isEnabled():
            continue
        for place in range(min(model.rowCount(), 40)):
            index = model.index(place, 0, QModelIndex())
            room = view.visualRect(index)
            if model.flags(index) & Qt.ItemFlag.ItemIsEnabled and room.height() > 0:
                yield f"row of {name_of(view)}", max(room.width(), TARGET), room.height()


def small(targets: list[tuple[str, float, float]]) -> Iterator[str]:
    """Those that a hand misses."""
    for name, wide, high in targets:
        if wide < TARGET or high < TARGET:
            yield f"{name}: {wide:.0f} x {high:.0f} px"


def sideways(window: QWidget, text: int) -> Iterator[str]:
    """What scrolls to the side: no page may, grids where the text is large or the computer draws them."""
    for area in _shown(window, QAbstractScrollArea):
        bar = area.horizontalScrollBar()
        off = area.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        grid = isinstance(area, QAbstractItemView)
        if isinstance(area, QHeaderView) or (grid and (text > 100 or in_contrast())) or bar.maximum() <= 0:
            continue
        if isinstance(area, QPlainTextEdit) or (off and grid):
            continue
        yield f"{name_of(area)}: {bar.maximum()} px to the side"


def scrolling(window: QWidget) -> Iterator[str]:
    """The page's own scroll bar."""
    for area in _shown(window, PageArea):
        if area.verticalScrollBar().maximum() > 0:
            yield f"{area.verticalScrollBar().maximum()} px too high"


def _rect(room: QRect) -> str:
    return f"({room.x()}, {room.y()}, {room.width()} x {room.height()})"
