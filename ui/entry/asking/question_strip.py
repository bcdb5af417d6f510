"""One strip above a table: what is to be checked or put right, its answers, and which of how many it is."""

from collections.abc import Sequence
from functools import partial
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from greenpractice.errors import Issue
from greenpractice.phrases import ended
from greenpractice.prescribing.naming import short_name
from greenpractice.returns.entering import shown
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.sections.base import typed_row
from greenpractice.sections.inhalers import SECTION as PRESCRIBED
from greenpractice.sections.inhalers import product_name
from ui.entry.checks_panel import ChecksPanel, Show
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.controls import announce, beside, button, card, set_look, words
from ui.widgets.flow import Flow
from ui.widgets.icons import Icon
from ui.widgets.style import scaled

_ROOM_BESIDE = 860  # px at 100%: with less the answers stand below the sentence
_AROUND = 5  # px above and below: with buttons of 32 it is 42 high


class QuestionStrip(ChecksPanel):
    """Not there where nothing is asked. ‹ and › go from one question to another; problems come first."""

    change_words, noted_words = "Go to the figure", "Note"

    def __init__(self, workspace: Workspace, section: str, show: Show) -> None:
        super().__init__(workspace, section, show, most=1)
        self._place, self._of = 0, 0
        self._has_room = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._has_room != (event.size().width() >= scaled(_ROOM_BESIDE)):
            self._soon.start()

    def chosen(self, issues: Sequence[Issue]) -> Sequence[Issue]:
        """The one that is shown; where it was answered, what came after it."""
        self._of = len(issues)
        self._place = max(0, min(self._place, self._of - 1))
        self._has_room = self.width() >= scaled(_ROOM_BESIDE)
        return issues[self._place : self._place + 1]

    def stands(self) -> tuple[object, ...]:
        """Which of how many is shown, and how."""
        return self._place, self._of, self._has_room

    def yes_words(self, issue: Issue) -> str:
        """`Yes, 16 is correct`, where one figure is asked about."""
        if issue.row is None or issue.field is None or issue.rows not in ((), (issue.row,)):
            return super().yes_words(issue)
        kept = self._workspace.document().rows(self.section)[issue.row].get(issue.field)
        if not kept:
            return super().yes_words(issue)
        return f"Yes, {shown(SECTION_BY_KEY[self.section].fields[issue.field], kept)} is correct"

    def one(self, number: int, issue: Issue, sentence: str, can_take_again: bool) -> QWidget:
        """The strip: mark, sentence with its subject in bold, answers, and ‹ 1 of 3 ›."""
        frame, inside = card("check-box" if issue.question else "error-box")
        inside.setContentsMargins(tokens.SPACE_3, _AROUND, tokens.SPACE_2, _AROUND)
        mark = Icon("help-circle", "on_check") if issue.question else Icon("alert-circle-filled", "error")
        answers = self._answers(number, issue, sentence, can_take_again)
        for answer in answers:
            set_look(answer, "look", "bar")
        self._firsts.append(answers[0])
        across = QHBoxLayout()
        across.setSpacing(tokens.SPACE_2)
        across.addWidget(mark)
        across.addWidget(_said(f"{self.section}-asked", ended(self._short(issue, sentence))), 1)
        parts: list[QWidget] = [*answers, *self._pager()]
        for part in parts if self._has_room else ():
            across.addWidget(part)
        inside.addLayout(across)
        if not self._has_room:
            inside.addWidget(Flow(parts))
        self._boxes[number] = inside
        return frame

    def _short(self, issue: Issue, sentence: str) -> str:
        """The sentence with the name of its product as the table has it."""
        if self.section != PRESCRIBED.key or issue.row is None:
            return sentence
        name = product_name(typed_row(PRESCRIBED, self._workspace.document().rows(self.section)[issue.row]))
        return sentence.replace(name, short_name(name), 1)

    def _pager(self) -> list[QWidget]:
        """‹ 1 of 3 ›, where there are several."""
        if self._of < 2:
            return []
        found: list[QWidget] = []
        for name, icon, by in (("earlier", "chevron-left", -1), ("later", "chevron-right", 1)):
            made = button("", f"{self.section}-{name}-question", partial(self._go, by), "bar")
            made.setAccessibleName("Question before" if by < 0 else "Next question")
            made.setToolTip(made.accessibleName())
            made.show_icon(icon, alone=True)
            found.append(made)
        count = words(f"{self._place + 1} of {self._of}", "", f"{self.section}-which-question")
        count.setWordWrap(False)
        return [beside(found[0], count, found[1])]

    def _go(self, by: int) -> None:
        """To the question before or after, round the ends; the focus stays on its button."""
        self._place = (self._place + by) % self._of
        self.refresh()
        name = "later" if by > 0 else "earlier"
        again = self.findChild(QPushButton, f"{self.section}-{name}-question")
        if again is not None:
            again.setFocus(Qt.FocusReason.OtherFocusReason)
        said = self.findChild(QLabel, f"{self.section}-asked")
        if said is not None:
            announce(self, f"{self._place + 1} of {self._of}: {said.accessibleName()}")


def _said(name: str, sentence: str) -> QLabel:
    """The sentence, what it is about in bold."""
    label = words("", "", name)
    about, colon, rest = sentence.partition(": ")
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setText(f"<b>{escape(about)}:</b> {escape(rest)}" if colon else escape(sentence))
    label.setAccessibleName(sentence)
    return label
