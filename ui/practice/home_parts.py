"""Parts of Home: the segments of progress, a row for each section, and copying last quarter."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from greenpractice.answers.home_story import RowWords
from greenpractice.phrases import counted
from greenpractice.returns.progress import Status
from greenpractice.sections import SECTION_BY_KEY
from ui.practice.section_icons import ICONS
from ui.session.copying import can_copy, copies, marked_words
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.columns import Columns
from ui.widgets.controls import Button, button, row, set_look, words
from ui.widgets.icons import IN_ROW, Icon
from ui.widgets.marks.segments import ShareSegments
from ui.widgets.marks.tags import StatusTag
from ui.widgets.spoken.hearing import silence
from ui.widgets.style import colours, scaled
from ui.window.parts.status_marks import LOOK_OF
from ui.window.told import Told

_OFF = frozenset({"inhalers", "electricity", "heating", "asthma_care"})
_ROW = 38  # px: how high the row of a section is at least


class Segments(ShareSegments):
    """One segment a section: full when completed, half when begun."""

    def show_statuses(self, statuses: tuple[Status, ...]) -> None:
        """The sections in their order."""
        self.show_shares([_share(each) for each in statuses])


def _share(status: Status) -> float:
    return 1 if status is Status.COMPLETED else 0.5 if status in (Status.IN_PROGRESS, Status.PROBLEM) else 0


class RowName(Button):
    """The name of a section and a smaller line under it; as high as its row, so that it is easily hit."""

    def __init__(self, key: str, title: str, opens: Callable[[], object]) -> None:
        super().__init__(title)
        self.line = ""
        self.setObjectName(f"task-{key}")
        self.setProperty("look", "row")
        self.clicked.connect(lambda: opens())
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_line(self, line: str) -> None:
        """What stands under the name, or ""."""
        if line != self.line:
            self.line = line
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        wide = max(self.fontMetrics().horizontalAdvance(self.text()) + scaled(2), self.minimumWidth())
        return QSize(wide, self.heightForWidth(max(wide, self.width())))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def heightForWidth(self, width: int) -> int:
        return max(scaled(_ROW), self._under() + self._line_room(width).height())

    def _under(self) -> int:
        """From the top of the name to that of the line."""
        return self.fontMetrics().height() + scaled(1)

    def _line_font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(scaled(tokens.SMALL))
        return font

    def _line_room(self, width: int) -> QRect:
        if not self.line:
            return QRect()
        room = QRect(0, 0, width, 10_000)
        return QFontMetrics(self._line_font()).boundingRect(room, Qt.TextFlag.TextWordWrap, self.line)

    def paintEvent(self, event: QPaintEvent) -> None:
        shown, focused = colours(), self.hasFocus()
        painter = QPainter(self)
        if focused:
            painter.fillRect(self.rect(), QColor(shown.focus))
            edge = scaled(3)
            painter.fillRect(0, self.height() - edge, self.width(), edge, QColor(shown.on_focus))
        line = self._line_room(self.width())
        top = (self.height() - self.fontMetrics().height() - line.height()) // 2
        painter.setPen(QColor(shown.on_focus if focused else shown.text))
        name = QRect(0, top, self.width(), self.fontMetrics().height())
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.line:
            painter.setFont(self._line_font())
            painter.setPen(QColor(shown.on_focus if focused else shown.muted))
            under = QRect(0, top + self._under(), self.width(), line.height())
            painter.drawText(under, Qt.TextFlag.TextWordWrap, self.line)
        painter.end()


class Task(QFrame):
    """A section's row; all of it is clickable, and its name is what keys press."""

    def __init__(self, key: str, opens: Callable[[str], object]) -> None:
        super().__init__()
        self.key, self._opens = key, opens
        self._shown: tuple[RowWords, bool] | None = None
        self.setProperty("look", "task")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._title = SECTION_BY_KEY[key].title
        self._name = RowName(key, self._title, partial(opens, key))
        self._status = StatusTag(f"task-{key}-status")
        silence(self._status)  # the name of the row says it
        inside = QHBoxLayout(self)
        inside.setContentsMargins(tokens.SPACE_1, 0, tokens.SPACE_1, 0)
        inside.setSpacing(tokens.SPACE_2)
        inside.addWidget(Icon(ICONS[key]))
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(tokens.SPACE_1)
        self._beside.addWidget(self._name, 1)
        self._beside.addWidget(self._status)
        inside.addLayout(self._beside, 1)

    def show_words(self, said: RowWords, *, is_next: bool) -> None:
        """Its line and its status; `is_next` marks the one that the green button opens."""
        if (said, is_next) == self._shown:
            return
        self._shown = said, is_next
        self._name.show_line(said.line)
        look = "check" if said.to_check else "only if any" if said.is_quiet else LOOK_OF[said.status]
        self._status.show_tag(said.tag, look)
        self._name.setAccessibleName(", ".join(part for part in (self._title, said.tag, said.line) if part))
        set_look(self, "state", "here" if is_next else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where name and tag have no room beside each other the tag stands under the name."""
        super().resizeEvent(event)
        room = self.width() - scaled(IN_ROW) - tokens.SPACE_2 - 3 * tokens.SPACE_1
        fits = self._name.minimumSizeHint().width() + self._status.sizeHint().width() <= room
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._beside.setDirection(across if fits else down)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._opens(self.key)
        super().mouseReleaseEvent(event)


class CopyLast(QWidget):
    """Copies chosen sections of the quarter before, as estimates, in one step of undo; folded at first.

    `folded` is told where it is shown or hidden.
    """

    left = Signal(bool)  # whoever chose here is done, True where figures were copied

    def __init__(self, workspace: Workspace, folded: Callable[[], object]) -> None:
        super().__init__()
        self._workspace, self._folded = workspace, folded
        self.setObjectName("copy-section")
        self.is_offered = False
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, tokens.SPACE_2, 0, tokens.SPACE_2)
        inside.setSpacing(tokens.SPACE_2)
        hint = (
            "Copied figures are marked Estimated until you change them, a survey of staff travel once it is "
            "a year old. Dates and readings are not copied"
        )
        inside.addWidget(words(hint, "hint", "copy-hint"))
        self._boxes = Columns(least=scaled(205), most=3, spacing=tokens.SPACE_1)
        inside.addWidget(self._boxes)
        self._button = button("Copy as estimates", "copy-last", self._copy)
        inside.addLayout(row(self._button, button("Cancel", "copy-cancel", self._leave, "quiet")))
        inside.addStretch(1)
        self.done = Told(workspace, "copy-done", "bold")
        self._ticks: dict[str, QCheckBox] = {}
        self.hide()

    def refresh(self) -> None:
        """Offer the sections that last quarter has and this one has not."""
        offered = can_copy(self._workspace) if self._workspace.can_write else []
        self.is_offered = bool(offered)
        if list(self._ticks) != offered:
            for tick in self._ticks.values():
                tick.hide()
                tick.setParent(None)
                tick.deleteLater()
            self._ticks = {key: _tick(key) for key in offered}
            self._boxes.set_items(list(self._ticks.values()))
        self._button.setText(f"Copy {self._workspace.period.previous.words} as estimates")
        if self._ticks:
            self.setFocusProxy(next(iter(self._ticks.values())))
        elif not self.isHidden():
            self.fold()

    def unfold(self) -> None:
        """Show the choice and go to its first tick."""
        self.show()
        self._folded()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def fold(self) -> None:
        """Away again; nothing was copied."""
        self.hide()
        self._folded()

    def _leave(self) -> None:
        self.fold()
        self.left.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a tick copies, Esc folds the choice away."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._copy()
        else:
            super().keyPressEvent(event)

    def _copy(self) -> None:
        chosen = [key for key, tick in self._ticks.items() if tick.isChecked()]
        edits, figures = copies(self._workspace, chosen)
        if edits:
            lost = self._workspace.apply_counted(edits, "Copy last quarter")
            copied = counted(max(0, figures - lost), "figure")
            marked = f"copied{marked_words(edits)}"
            said = f"{copied} {marked}. Ctrl+Z takes them away again"
            if lost:
                said = f"{copied} {marked}; {lost} could not be kept"
            self.fold()
            self.left.emit(True)
        else:
            said = "Choose the sections to copy"
        self.done.say(said, aloud=True)


def _tick(key: str) -> QCheckBox:
    tick = QCheckBox(SECTION_BY_KEY[key].title)
    tick.setObjectName(f"copy-{key}")
    tick.setChecked(key not in _OFF)
    return tick
