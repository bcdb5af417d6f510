"""Check answers: what is open first, each with its own answer, then every section in one line."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from greenpractice.answers.home_story import counted_sections
from greenpractice.returns.progress import FIGURE_SECTIONS, Status
from ui.entry.issue_words import issue_words
from ui.practice.checking.answers_list import AnswersList
from ui.practice.checking.counts_strip import CountsStrip
from ui.practice.checking.open_list import BeforeYouSend, go_to_issue
from ui.practice.checking.section_answers import SectionAnswers
from ui.session.flags import is_estimated
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.controls import announce, button, card, clear, page_layout, words
from ui.widgets.style import LARGE, scaled, text_size
from ui.window.page import Page

_WIDE = 900  # px of width from which the two halves stand beside each other
_SHARES = (100, 104)  # of the width: the answers are a table, which words wrap less well in
_EVERY, _FEWER = "Show every figure", "Hide every figure"


class CheckPage(Page):
    """The last page before the PDF."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        layout = page_layout(self)
        layout.setSpacing(tokens.BETWEEN_CARDS)
        self._summary = ErrorSummary(workspace)
        layout.addWidget(self._summary)
        self.counts = CountsStrip()
        layout.addWidget(self.counts)
        self.open = BeforeYouSend(workspace)
        self.counts.chosen.connect(self.open.show_only)
        self.every = button(_EVERY, "check-every", self._show_or_hide, "line")
        self.answers = AnswersList(workspace, self.every)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(tokens.SPACE_3)
        for half in (self.open, self.answers):
            half.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self._halves.addWidget(half)
        layout.addLayout(self._halves)
        self._long = QVBoxLayout()
        self._long.setSpacing(tokens.SPACE_3)
        layout.addLayout(self._long)
        self._sections: list[SectionAnswers] = []  # made when they are first asked for
        self._is_long = False
        self._is_wide: bool | None = None
        self.lay_out()

    def refresh(self) -> None:
        workspace = self.workspace
        problems = sum(not issue.question for issue in workspace.issues())
        empty = [
            key
            for key, each in counted_sections(workspace.progress()).items()
            if each.status is Status.NOT_YET_STARTED
        ]
        estimated = sum(is_estimated(each) for s in FIGURE_SECTIONS for each in workspace.rows(s.key))
        self.counts.show_counts(problems, workspace.to_check(), len(empty), estimated)
        if not problems:
            self._summary.hide()
        elif not self._summary.isHidden():
            self._summary.show_problems()
        self.open.refresh(summed_up=not self._summary.isHidden(), only=self.counts.choice)
        self.answers.refresh()
        for section in self._sections if self._is_long else ():
            section.show_rows()

    def show_every_figure(self, is_shown: bool = True) -> None:
        """Show every answer of every section below, or hide them again."""
        self._is_long = is_shown
        if is_shown and not self._sections:
            for section in FIGURE_SECTIONS:
                made = SectionAnswers(self.workspace, section.key)
                self._sections.append(made)
                self._long.addWidget(made.frame)
        for made in self._sections:
            made.frame.setVisible(is_shown)
            if is_shown:
                made.show_rows()
        self.every.setText(_FEWER if is_shown else _EVERY)
        self.every.setAccessibleName(self.every.text())

    def stops_at_problems(self) -> bool:
        """True where a figure cannot be used: then each is listed on top and the focus is there."""
        if not any(not issue.question for issue in self.workspace.issues()):
            return False
        self._summary.show_problems()
        self.open.refresh(summed_up=True)
        return True

    def _show_or_hide(self) -> None:
        self.show_every_figure(not self._is_long)

    def lay_out(self) -> None:
        """The halves beside each other where there is room, else what is open above the answers."""
        is_wide = text_size() < LARGE and self.width() >= scaled(_WIDE)
        if is_wide != self._is_wide:
            self._is_wide = is_wide
            across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
            self._halves.setDirection(across if is_wide else down)
            for half, share in zip((self.open, self.answers), _SHARES, strict=True):
                self._halves.setStretchFactor(half, share if is_wide else 0)


class ErrorSummary(QWidget):
    """`There is a problem`, with a link to each figure that cannot be used."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setObjectName("error-summary")
        self.setAccessibleName("There is a problem")
        frame, self._inside = card("error-box")
        page_layout(self).addWidget(frame)
        self.hide()

    def show_problems(self) -> None:
        """Show every problem and take the focus."""
        clear(self._inside)
        self._inside.addWidget(words("There is a problem", "section"))
        problems = [issue for issue in self._workspace.issues() if not issue.question]
        for number, issue in enumerate(problems):
            text = issue_words(self._workspace, issue)
            link = button(text, f"problem-{number}", partial(go_to_issue, self._workspace, issue), "link")
            self._inside.addWidget(link)
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, "There is a problem")
