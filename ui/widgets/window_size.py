"""How large a window may be on the screen it opens on, and how wide a part of a page is."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.widgets import tokens

LEAST = QSize(1024, 700)  # where the screen has the room
_SMALLEST = QSize(1024, 480)  # narrower than this no screen is fitted to
ANY = 16_777_215  # px: what Qt takes for no limit
_TITLE_BAR = 40  # pixels the system puts around a window
_HARDLY_LARGER = 120  # pixels: a screen with no more beside the usual size has nothing else to show there


def sizes_on(screen: QRect) -> tuple[QSize, QSize]:
    """The least and the usual size of a window on a screen, of which `screen` is what can be used."""
    usual = QSize(*tokens.USUAL_SIZE)
    if screen.width() < _SMALLEST.width():
        return LEAST, usual
    room = QSize(screen.width(), screen.height() - _TITLE_BAR).expandedTo(_SMALLEST)
    return LEAST.boundedTo(room), usual.boundedTo(room)


def least_size(window: QWidget) -> QSize:
    """The least size of a window on its screen."""
    return sizes_on(window.screen().availableGeometry())[0]


def usual_size(window: QWidget) -> QSize:
    """The size a window opens with on its screen."""
    return sizes_on(window.screen().availableGeometry())[1]


def fills_screen(screen: QRect) -> bool:
    """True where the screen is hardly larger than a window of the usual size, as one of 1366 by 768."""
    usual = tokens.USUAL_SIZE[0]
    return _SMALLEST.width() <= screen.width() < usual + _HARDLY_LARGER


def opens_maximised(window: QWidget) -> bool:
    """How a window opens where nobody has said otherwise."""
    return fills_screen(window.screen().availableGeometry())


def room_of(widget: QWidget) -> int:
    """Its width as the window gives it, where its page scrolls.

    What is placed for a width must not go by one that it makes itself: a bar that comes with its height, or a
    page that is as wide as its parts ask for, would come and go until the stack is full.
    """
    around = widget.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    inside = None if around is None else around.widget()
    if around is None or inside is None:
        return widget.width()
    bar = around.verticalScrollBar()
    given = around.viewport().width() - (bar.sizeHint().width() if bar.isHidden() else 0)
    return given - (inside.width() - widget.width())
