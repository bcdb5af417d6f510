"""Check answers: what is wrong, unusual, estimated or left open, then every answer, to be changed."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from greenpractice.errors import Issue
from greenpractice.returns.entering import said, shown
from greenpractice.returns.evidence import ATTACHED, counted_words, in_short
from greenpractice.returns.progress import FIGURE_SECTIONS
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.sections.base import typed_row
from greenpractice.sections.inhalers import packs_words, product_name
from ui.entry.checks_panel import ChecksPanel
from ui.entry.issue_words import issue_words
from ui.session.edits import KeptRow
from ui.session.flags import evidence_of, is_estimated, note_of, note_words, says_estimated
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
        self._answers = QVBoxLayout()
        self._answers.setSpacing(tokens.SPACE_3)
        layout.addLayout(self._answers)

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
        clear(self._answers)
        for section in FIGURE_SECTIONS:
            self._answers.addWidget(self._section(section.key))

    def _section(self, key: str) -> QWidget:
        frame, inside = card()
        title = SECTION_BY_KEY[key].title
        rows = [each for each in self.workspace.rows(key) if each.figures]
        change = button("Change", f"check-{key}", partial(self._change, key), "link")
        change.setAccessibleName(f"Change {title}")
        heading = words(title, "card")
        heading.setWordWrap(False)
        inside.addLayout(row(heading, change))
        if not rows:
            inside.addWidget(words("No data", "hint"))
        elif key == "inhalers":
            inside.addLayout(_inhalers(rows))
            for each in rows:
                if each.figures.get("propellant"):
                    self._add_packs(inside, each)
        else:
            for each in rows:
                inside.addLayout(_answers(key, each))
        return frame

    def _add_packs(self, inside: QVBoxLayout, kept: KeptRow) -> None:
        """What was said of the packs of a product, and below it a way to be asked again."""
        typed = typed_row(SECTION_BY_KEY["inhalers"], kept.figures)
        said, name = packs_words(typed, note_of(kept, "propellant")), product_name(typed)
        again = button("Ask again", "check-packs", partial(self._ask_again, kept.id), "link")
        again.setAccessibleName(f"Ask again which packs of {name} you get")
        inside.addWidget(words(said))
        inside.addLayout(row(again))
        again.setVisible(self.workspace.can_write)

    def _ask_again(self, row_id: int) -> None:
        self.workspace.set_figure("inhalers", row_id, "propellant", "")

    def _change(self, key: str) -> None:
        """Go to a section; of inhalers to the first one with a number, among all the others."""
        entered = self.workspace.rows(key) if key == "inhalers" else ()
        first = next((each for each in entered if each.figures.get("inhalers")), None)
        self.workspace.go_to(key, first.id if first else None, "inhalers" if first else None)

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


def _answers(section: str, kept: KeptRow) -> QGridLayout:
    """One row of figures as a list of answers."""
    grid = _grid()
    for line, (key, text) in enumerate(kept.figures.items()):
        spec = SECTION_BY_KEY[section].fields[key]
        estimated = says_estimated(kept, key, spec)
        _answer(grid, line, spec.label, said(spec, text), estimated, _remarks(kept, key))
    row = kept.flags.get(None)
    if row is not None and row.note:
        _answer(grid, grid.rowCount(), "Note", row.note, False, "")
    if row is not None and row.evidence:
        _answer(grid, grid.rowCount(), ATTACHED, counted_words(row.evidence), False, "")
    return grid


def _inhalers(rows: list[KeptRow]) -> QGridLayout:
    """Products with their number of inhalers, and of prescription items."""
    grid = _grid()
    section = SECTION_BY_KEY["inhalers"]
    for line, kept in enumerate(rows):
        name = product_name(typed_row(section, kept.figures))
        counts = [
            f"{number} {spec.unit.removesuffix('s') if number == '1' else spec.unit}"
            for key, spec in section.fields.items()
            if spec.is_number and (number := shown(spec, kept.figures.get(key, "")))
        ]
        _answer(grid, line, name, ", ".join(counts) or "No data", is_estimated(kept), note_words(kept))
    return grid


def _remarks(kept: KeptRow, field: str) -> str:
    """The note of one figure, and how many bills or print-outs are attached to it."""
    parts = (note_of(kept, field), in_short(evidence_of(kept, field)))
    return ". ".join(part for part in parts if part)


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(tokens.SPACE_4)
    grid.setVerticalSpacing(tokens.SPACE_2)
    grid.setColumnStretch(0, 2)
    grid.setColumnStretch(1, 3)
    grid.setContentsMargins(0, 0, 0, tokens.SPACE_2)
    return grid


def _answer(grid: QGridLayout, line: int, label: str, value: str, estimated: bool, note: str) -> None:
    grid.addWidget(words(label, "hint"), line, 0, Qt.AlignmentFlag.AlignTop)
    said: QLabel = words(f"{value}{' (estimated)' if estimated else ''}{f'. {note}' if note else ''}")
    grid.addWidget(said, line, 1, Qt.AlignmentFlag.AlignTop)
