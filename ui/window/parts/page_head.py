"""The head of a page: its title, what it is for in one line beside it, and at the right its own tools."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from ui.widgets import tokens
from ui.widgets.controls import words
from ui.widgets.marks.tags import StatusTag
from ui.widgets.style import LARGE, scaled, text_size
from ui.widgets.window_size import room_of

_ONE_LINE = 300  # px at 100%: with less beside the title the purpose stands below it


class PageHead(QWidget):
    """One for every page.

    Where text is large the purpose is left to help, and the state of the return, for which the header then
    has no room, stands beside the title.
    """

    def __init__(self, key: str, title: str, purpose: str) -> None:
        super().__init__()
        self.title = words(title, "page", f"title-{key}")
        self.title.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # where reading starts when the page is opened
        self.state = StatusTag(f"title-state-{key}")
        self.state.hide()
        self._purpose = words(purpose, "hint", f"purpose-{key}")
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(tokens.SPACE_1)
        self._named = QHBoxLayout()
        self._named.setSpacing(tokens.SPACE_2)
        self._named.addWidget(self.title)
        self._named.addWidget(self.state)
        self._named.addStretch(1)
        self._beside.addLayout(self._named)
        self._beside.addWidget(self._purpose, 1, Qt.AlignmentFlag.AlignVCenter)
        self._part: QWidget | None = None
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(tokens.SPACE_2)
        self._across.addLayout(self._beside, 1)
        self._tools = QHBoxLayout()
        self._tools.setSpacing(tokens.SPACE_2)
        self._across.addLayout(self._tools)
        self._shown_tools: tuple[QWidget, ...] = ()
        self._fitted: tuple[bool, ...] | None = None
        self.fit()

    def add_tools(self, tools: Sequence[QWidget]) -> None:
        """The page's own buttons, at most three, from the left."""
        self._shown_tools = tuple(tools)
        for tool in tools:
            self._tools.addWidget(tool)
        self.fit()

    def add_beside(self, part: QWidget) -> None:
        """What a page puts beside its title where room is short; while it is there the purpose is not."""
        self._part = part
        self._named.insertWidget(2, part)
        self.fit()

    def show_state(self, said: str, look: str) -> None:
        """The state of the return beside the title; "" where the header shows it."""
        if said:
            self.state.show_tag(said, look)
        self.state.setVisible(bool(said))

    def fit(self) -> None:
        """Beside each other where there is room, else under each other.

        Nothing is touched that stays as it is: a label that is set anew asks for its layout anew, and the
        area around it would go back and forth between two sizes.
        """
        self.title.ensurePolished()
        title = self.title.fontMetrics().horizontalAdvance(self.title.text()) + 2
        shown = [tool for tool in self._shown_tools if not tool.isHidden()]
        tools = sum(tool.sizeHint().width() + tokens.SPACE_2 for tool in shown)
        part = None if self._part is None or self._part.isHidden() else self._part
        title += 0 if part is None else part.sizeHint().width() + tokens.SPACE_2
        is_large, room = text_size() >= LARGE, room_of(self)
        tools_below = bool(tools) and (is_large or title + tools > room)
        left = room - title - (0 if tools_below else tools)
        wanted = (tools_below, left < scaled(_ONE_LINE), is_large or part is not None, left < 0)
        if wanted != self._fitted:
            self._fitted = wanted
            self._place(*wanted)

    def _place(self, tools_below: bool, purpose_below: bool, no_purpose: bool, wraps: bool) -> None:
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._across.setDirection(down if tools_below else across)
        at = Qt.AlignmentFlag.AlignLeft if tools_below else Qt.AlignmentFlag(0)  # else they stand far apart
        self._across.setAlignment(self._tools, at)
        self._beside.setDirection(down if purpose_below else across)
        self._beside.setSpacing(tokens.SPACE_1 if purpose_below else tokens.SPACE_3)
        # F1 says it, where room is dear.
        self._purpose.setVisible(not no_purpose and bool(self._purpose.text()))
        self.title.setWordWrap(wraps)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a tool came or went
            self.fit()
        return super().event(event)
