"""Check answers: what is wrong, unusual, estimated or left open, then every answer, to be changed."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from greenpractice.errors import Issue
from greenpractice.returns.progress import FIGURE_SECTIONS
from ui.entry.checks_panel import ChecksPanel
from ui.entry.issue_words import issue_words
from ui.practice.section_answers import SectionAnswers
from ui.session.flags import is_estimated
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.controls import announce, button, card, clear, page_layout, row, words
from ui.window.gap_table import LEFT_OPEN, GapTable
from ui.window.page import Page


class CheckPage(Page):
    """The last page before the PDF."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        layout = page_layout(self)
        self._summary = ErrorSummary(workspace)
        layout.addWidget(self._summary)
        frame, inside = card()
        self._counts = words("", "bold", "check-counts")
        inside.addWidget(self._counts)
        inside.addWidget(words("You can change figures later too, and make a new version of the PDF", "hint"))
        self._continue = button("Continue to the PDF", "check-continue", self._go_on, "primary")
        inside.addLayout(row(self._continue))
        layout.addWidget(frame)
        self._questions = QVBoxLayout()
        layout.addLayout(self._questions)
        self._panels = [
            ChecksPanel(workspace, section.key, partial(workspace.go_to, section.key), questions_only=True)
            for section in FIGURE_SECTIONS
        ]
        for panel in self._panels:
            self._questions.addWidget(panel)
        self._left_open, inside = card()
        inside.addWidget(words(LEFT_OPEN, "card"))
        inside.addWidget(words("Choose a row to go to it. What you leave as it is stands in the PDF", "hint"))
        self.gaps = GapTable(workspace, "check-gaps")
        inside.addWidget(self.gaps)
        layout.addWidget(self._left_open)
        answers = QVBoxLayout()
        answers.setSpacing(tokens.SPACE_3)
        layout.addLayout(answers)
        self._sections = [SectionAnswers(workspace, section.key) for section in FIGURE_SECTIONS]
        for section in self._sections:
            answers.addWidget(section.frame)

    def refresh(self) -> None:
        problems = sum(not issue.question for issue in self.workspace.issues())
        asked, gaps = self.workspace.to_check(), self.workspace.gaps()
        estimated = sum(is_estimated(each) for s in FIGURE_SECTIONS for each in self.workspace.rows(s.key))
        self._counts.setText(f"Problems: {problems} · To check: {asked} · Rows with estimates: {estimated}")
        for panel in self._panels:
            panel.refresh()
        self._left_open.setVisible(bool(gaps))
        self.gaps.show_gaps(gaps)
        if not problems:
            self._summary.hide()
        elif self._summary.isVisible():
            self._summary.show_problems()
        for section in self._sections:
            section.show_rows()

    def _go_on(self) -> None:
        if any(not issue.question for issue in self.workspace.issues()):
            self._summary.show_problems()
        else:
            self.workspace.open_page("summary")


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
            link = button(text, f"problem-{number}", partial(self._go, issue), "link")
            self._inside.addWidget(link)
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, "There is a problem")

    def _go(self, issue: Issue) -> None:
        if issue.section is not None and issue.row is not None:
            row_id = self._workspace.row_id(issue.section, issue.row)
            self._workspace.go_to(issue.section, row_id, issue.field)
