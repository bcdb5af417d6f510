"""Where the focus goes when what has it goes: to the same part made anew, else to where reading starts.

A button that goes as it was pressed hands it to what stands there now, as one goes on with what is left. Qt
would give it to whatever comes next, which may be a box with all its text chosen, far away on the page.
"""

from collections.abc import Callable
from itertools import takewhile

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from ui.widgets.controls import Button
from ui.widgets.in_view import bring_into_view

_HIDDEN = (Qt.WidgetAttribute.WA_WState_Hidden, Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
Places = tuple[QWidget | None, QWidget | None, QWidget | None]


def is_gone(widget: QWidget) -> bool:
    """True for what was hidden or disabled; what was only just made is there, and shown soon."""
    part = widget
    while not all(map(part.testAttribute, _HIDDEN)):
        parent = part.parentWidget()
        if parent is None or part.isWindow():
            return not widget.isEnabled()
        part = parent
    return True


def _was_pressed(widget: QWidget) -> bool:
    return isinstance(widget, Button) and widget.was_pressed


class _Place:
    """Where a button stood: in which parts of the page, the innermost first, and at which point of it."""

    def __init__(self, page: QWidget, button: QWidget) -> None:
        self._page = page
        self._called = button.objectName().split("-")
        self._corner = button.mapTo(page, QPoint(0, 0))
        self._around: list[QWidget] = []
        part = button.parentWidget()
        while part is not None and part is not page:
            self._around.append(part)
            part = part.parentWidget()

    def nearest(self, page: QWidget) -> QWidget | None:
        """What stands nearest to it now, in the innermost part that still has anything to reach."""
        if page is not self._page:
            return None
        still_there = page.findChildren(QWidget)
        for part in (*(each for each in self._around if each in still_there), page):
            there = [each for each in part.findChildren(QWidget) if _can_be_reached(each)]
            if there:
                return min(there, key=self._how_far)
        return None

    def _how_far(self, widget: QWidget) -> tuple[int, int]:
        """What is called alike is of the same thing, as the buttons of one return; of these the nearest."""
        names = zip(widget.objectName().split("-"), self._called, strict=False)
        alike = sum(1 for _ in takewhile(lambda both: both[0] == both[1], names))
        return -alike, (widget.mapTo(self._page, QPoint(0, 0)) - self._corner).manhattanLength()


def _can_be_reached(widget: QWidget) -> bool:
    by_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
    return by_tab and widget.isVisible() and widget.isEnabled()


class LastPlace:
    """What last had the focus on the pages of a window; of a cell that is closed by now, its table."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._places: list[QWidget] = []

    def note(self, widget: QWidget | None) -> None:
        """This has the focus now; None: nothing of the page is to get it back."""
        self._places = [] if widget is None else [widget]
        while widget is not None:
            widget = widget.parentWidget()
            if isinstance(widget, QAbstractItemView):
                self._places.append(widget)

    @property
    def now(self) -> QWidget | None:
        """The innermost that is still there."""
        return next(filter(self._is_there, self._places), None)

    def _is_there(self, place: QWidget) -> bool:
        try:
            return self._window.isAncestorOf(place) and place.isVisibleTo(self._window)
        except RuntimeError:  # Qt has deleted it: the cell was closed, or the page made again
            return False


class GoneFocus(QObject):
    """`places` are now: the heading, where reading starts, the open page, and where one last was in it.

    From what stands beside the page, such as help or a question, the focus goes back to that place.
    """

    def __init__(self, window: QWidget, places: Callable[[], Places]) -> None:
        super().__init__(window)
        self._places = places
        self._name = ""  # of what went
        self._place: _Place | None = None  # of a button that went as it was pressed
        self.is_moving = False  # the focus rests on the heading until the page has been made again
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._go_on)

    def rescue(self) -> bool:
        """False where the focus is on something that is there. Else move it, at first without scrolling."""
        focused = QApplication.focusWidget()
        if focused is None or not is_gone(focused):
            return False
        heading, page, last = self._places()
        page = page if page is not None and page.isAncestorOf(focused) else None
        if page is None and last is not None and last.isVisible():
            last.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if heading is None or heading is focused:
            return False
        self._name = focused.objectName() if page is not None else ""  # what came from elsewhere is not here
        self._place = _Place(page, focused) if page is not None and _was_pressed(focused) else None
        self.is_moving = True
        self._soon.start()
        heading.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _go_on(self) -> None:
        """Once more later: what was made shows itself later too."""
        if self.is_moving:
            self.is_moving = False
            self._soon.start()
        else:
            self._settle()

    def _settle(self) -> None:
        """The page is made again by now; whoever moved the focus meanwhile knew better."""
        (heading, page, _), name = self._places(), self._name
        if heading is None or not heading.hasFocus():
            return
        made = page.findChildren(QWidget, name) if page is not None and name else []
        again = next((part for part in made if part.isVisible() and part.isEnabled()), None)
        if again is None and self._place is not None and page is not None:
            again = self._place.nearest(page)
        if again is not None:
            again.setFocus(Qt.FocusReason.OtherFocusReason)
        self._place = None
        bring_into_view(again or heading)
