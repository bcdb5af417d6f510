"""The small parts of every page: words, buttons, cards and tags."""

import re
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QGuiApplication,
    QIcon,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.widgets import tokens
from ui.widgets.icons import IN_BUTTON, tinted
from ui.widgets.spoken.hearing import Silent, WordsHeard, heard_as
from ui.widgets.style import colours, in_contrast, scaled

_LONG = re.compile(r"\S{25,}")
_STEP = re.compile(r"([_./\\-]|\S{12})(?=\S)")
_HELD = ~Qt.KeyboardModifier.KeypadModifier


@heard_as(WordsHeard)
class Words(QLabel):
    """Text that wraps, a long name of a file too: without blanks it would be cut where a page is narrow.

    A page asks for its height a hundred times while it is laid out: Qt is asked once.
    """

    def __init__(self, text: str) -> None:
        self._heights: dict[int, int] = {}  # by width, until something else changes
        super().__init__()  # without the text: it is told to screen readers, by what is made by then
        self.setText(text)

    def setText(self, text: str) -> None:
        self._heights.clear()
        self._said = text
        super().setText(_with_places_to_break(text))

    def clear(self) -> None:
        self.setText("")

    def text(self) -> str:
        return self._said

    def setWordWrap(self, on: bool) -> None:
        self._heights.clear()
        super().setWordWrap(on)

    def setContentsMargins(self, left: int, top: int, right: int, bottom: int) -> None:  # type: ignore[override]
        self._heights.clear()
        super().setContentsMargins(left, top, right, bottom)

    def changeEvent(self, event: QEvent) -> None:
        self._heights.clear()  # of the font or the style
        super().changeEvent(event)

    def heightForWidth(self, width: int) -> int:
        height = self._heights.get(width)
        if height is None:
            self.ensurePolished()  # its look may have a border
            height = self._heights[width] = super().heightForWidth(width)
        return height


def _with_places_to_break(text: str) -> str:
    """The text with marks of no width in what is too long for a line."""
    return _LONG.sub(lambda found: _STEP.sub("\\1\u200b", found[0]), text)


def words(text: str, look: str = "", name: str = "") -> QLabel:
    """Text that wraps. `look`: page, section, card, figure, bold, hint, small, error or check."""
    label = Words(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setIndent(0)  # else one with a border, as the title of a page, stands further in than the rest
    label.setObjectName(name)
    if look:
        label.setProperty("look", look)
    return label


class Button(QPushButton):
    """Enter presses it as the space bar does, while it has the focus and never from a box beside it.

    `was_pressed` says that somebody did: if it goes then, the focus goes to what stands in its place.
    """

    was_pressed = False
    _icon, _ink, _alone = "", "text", False
    _drawn: tuple[object, ...] | None = None  # what it shows: to show it once more, a page is laid out anew

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setAutoDefault(False)
        self.clicked.connect(self._note)

    def show_icon(self, name: str, ink: str = "text", *, at_end: bool = False, alone: bool = False) -> None:
        """An icon before its words, after them or without any; `ink` names the colour that words have."""
        self._icon, self._ink, self._alone = name, ink, alone
        direction = Qt.LayoutDirection.RightToLeft if at_end else Qt.LayoutDirection.LeftToRight
        self.setLayoutDirection(direction)
        self._draw_icon()

    def _draw_icon(self) -> None:
        if not self._icon:
            if self._drawn is not None:
                self._drawn = None
                self.setIcon(QIcon())
            return
        size, ink = scaled(IN_BUTTON), "text" if in_contrast() else self._ink
        beside = 0 if self._alone else scaled(tokens.SPACE_1)
        if self.hasFocus() and not in_contrast():
            ink = "on_focus"
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            beside = -beside
        icon, ratio = QIcon(), self.devicePixelRatioF()
        pale = "header_edge" if ink == "on_header" else "muted"
        inks = getattr(colours(), ink), getattr(colours(), pale)
        drawn = self._icon, inks, size, ratio, beside
        if drawn == self._drawn:
            return
        self._drawn = drawn
        for colour, mode in zip(inks, (QIcon.Mode.Normal, QIcon.Mode.Disabled), strict=True):
            icon.addPixmap(tinted(self._icon, colour, size, ratio, beside), mode)
        self.setIconSize(QSize(size + abs(beside), size))
        self.setIcon(icon)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._draw_icon()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._draw_icon()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._draw_icon()

    def _note(self) -> None:
        self.was_pressed = True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)


def press(pressed: QPushButton) -> None:
    """Press it for somebody who pressed Enter in the box beside it: where both go, they go on from there."""
    pressed.setFocus(Qt.FocusReason.OtherFocusReason)
    pressed.click()


class Radio(QRadioButton):
    """One of several answers; Enter chooses it as the space bar does, and `entered` tells of it."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _HELD:
            if not event.isAutoRepeat():
                self.click()
                self.entered.emit()
        else:
            super().keyPressEvent(event)


_INKS = {"primary": "on_button", "link": "accent", "line": "accent", "beside": "accent"}


def button(text: str, name: str, clicked: Callable[[], object], look: str = "", icon: str = "") -> Button:
    """A button that says what it does, with an icon before its words if it has one.

    `look`: primary (one a page), link, quiet or bar; "" is secondary.
    """
    made = Button(text)
    made.setObjectName(name)
    made.setAccessibleName(text.replace("&", "").rstrip("…"))
    if look:
        made.setProperty("look", look)
    made.clicked.connect(lambda: clicked())
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    if icon:
        made.show_icon(icon, _INKS.get(look, "text"))
    if look == "link":
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def card(look: str = "card") -> tuple[QFrame, QVBoxLayout]:
    """A white card and the layout inside it; `look` may be error-box, check-box or done-box."""
    frame = QFrame()
    frame.setProperty("look", look)
    inside = QVBoxLayout(frame)
    across, down = tokens.IN_CARD_ACROSS, tokens.IN_CARD_DOWN
    inside.setContentsMargins(across, down, across, down)
    inside.setSpacing(tokens.SPACE_2)
    return frame, inside


def row(*parts: QWidget, stretch: bool = True) -> QHBoxLayout:
    """Widgets beside each other, from the left."""
    beside = QHBoxLayout()
    beside.setSpacing(tokens.SPACE_2)
    for part in parts:
        beside.addWidget(part)
    if stretch:
        beside.addStretch(1)
    return beside


def beside(*parts: QWidget) -> QWidget:
    """Widgets beside each other as one."""
    whole = QWidget()
    layout = row(*parts, stretch=False)
    layout.setContentsMargins(0, 0, 0, 0)
    whole.setLayout(layout)
    return whole


@heard_as(Silent)
class _Line(QFrame):
    """A thin line between parts."""


def line() -> QFrame:
    """A thin line between parts."""
    drawn = _Line()
    drawn.setProperty("look", "line")
    drawn.setFixedHeight(1)
    return drawn


def page_layout(page: QWidget) -> QVBoxLayout:
    """The layout of a page: no margins of its own, as the frame gives them."""
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(tokens.SPACE_3)
    return layout


def clear(layout: QLayout, first: int = 0) -> None:
    """Take everything out of a layout, or what stands in it from place `first` on."""
    while layout.count() > first:
        item = layout.takeAt(first)
        if item is None:
            return
        widget, inside = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inside is not None:
            clear(inside)


def set_look(widget: QWidget, name: str, value: str) -> None:
    """Change a property the style sheet looks at, and show it."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def is_primary(widget: QWidget) -> bool:
    """Whether it is the one green button of a page."""
    return bool(widget.property("look") == "primary")


def is_listened_to() -> bool:
    """True while a screen reader, or whatever else the system hands the window to, follows it."""
    return QAccessible.isActive()


def announce(widget: QWidget, text: str) -> None:
    """Say something to a screen reader without moving the focus."""
    if is_listened_to():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


_OF_A_BOX = (
    QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Cut, QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.SelectAll, QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo,
)  # fmt: skip


class Box(QLineEdit):
    """A text box that leaves to the window what is not its own.

    That is Ctrl+Z and Ctrl+Y once it has nothing typed to take back, and Ctrl with any letter that only some
    systems give a box, such as Ctrl+E for the end of the line.
    """

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
            control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            letter = control and Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z
            if undo or redo or (letter and not any(map(event.matches, _OF_A_BOX))):
                event.ignore()
                return False
        return super().event(event)


def copy_text(said: QLabel, text: str, sentence: str) -> None:
    """Put the text on the clipboard; `said` shows the sentence that tells it."""
    QGuiApplication.clipboard().setText(text)
    said.setText(sentence)
    said.show()
    announce(said, sentence)


def fix_width(widget: QWidget, pixels: int) -> None:
    """Fix how wide it is, in px at 100%, also when the text is made larger or smaller later."""
    _FixedWidth(widget, pixels)


class _FixedWidth(QObject):
    def __init__(self, widget: QWidget, pixels: int) -> None:
        super().__init__(widget)
        self._widget, self._pixels = widget, pixels
        widget.setFixedWidth(scaled(pixels))
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.StyleChange and self._widget.width() != scaled(self._pixels):
            self._widget.setFixedWidth(scaled(self._pixels))
        return super().eventFilter(watched, event)
