"""Before you send: what a return leaves open, one row each, with its own answer or the way to its figure."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from greenpractice.answers.home_story import counted_sections
from greenpractice.answers.why import why_total
from greenpractice.carbon.gaps import RETURN, Gap
from greenpractice.errors import Issue
from greenpractice.phrases import counted, ended, first_upper, joined, lower_first
from greenpractice.returns.checking import question_words
from greenpractice.returns.progress import FIGURE_SECTIONS, Status
from greenpractice.sections import SECTION_BY_KEY
from ui.entry.checks_panel import ChecksPanel
from ui.entry.issue_words import issue_words
from ui.entry.section_panel import view_of
from ui.practice.checking.counts_strip import ESTIMATED, PROBLEMS, TO_CHECK, WITHOUT_DATA
from ui.session.flags import is_estimated
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.controls import button, card, clear, page_layout, row, words
from ui.widgets.icons import IN_LIST, Icon
from ui.window.why import explain

_BESIDE = 0  # half of a page has no room for answers beside their question
_ALL = 100  # questions of a section: here none is left out
_TOLD = {
    PROBLEMS: ("alert-circle-filled", "error"),
    TO_CHECK: ("help-circle", "text"),
    WITHOUT_DATA: ("circle", "muted"),
    ESTIMATED: ("dashed-circle", "text"),
    "confirmed": ("circle-check-filled", "accent"),
}


class Said(NamedTuple):
    """One row: its kind, its sentence, and what Open does."""

    kind: str
    sentence: str
    opens: Callable[[], object] | None


class BeforeYouSend(QWidget):
    """Questions with their answers first, then what is missing or estimated; `show_only` shows one kind."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("check-open")
        self._workspace = workspace
        self._only, self._said = "", tuple[Said, ...]()
        frame, self._inside = card()
        page_layout(self).addWidget(frame)
        self._inside.setSpacing(tokens.SPACE_1)
        self._inside.setContentsMargins(tokens.SPACE_3, tokens.SPACE_2, tokens.SPACE_3, tokens.SPACE_1)
        self._stops = words("", "small", "check-stops")
        self._stops.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        heading = row(words("Before you send", "card"), self._stops, stretch=False)
        heading.setStretch(1, 1)
        self._inside.addLayout(heading)
        self.panels = [
            ChecksPanel(
                workspace,
                section.key,
                partial(workspace.go_to, section.key),
                most=_ALL,
                questions_only=True,
                beside=_BESIDE,
            )
            for section in FIGURE_SECTIONS
        ]
        for panel in self.panels:
            self._inside.addWidget(panel)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._inside.addLayout(self._rows)
        self._nothing = words("Nothing is left open", "", "check-nothing")
        self._inside.addWidget(self._nothing)
        self._sure = words("", "", "check-sure")
        self._why = button("Why", "check-sure-why", self._explain, "line")
        self._why.setAccessibleName("Why: how sure the total is")
        self._sure_row = QWidget()
        beside = row(Icon("shield-check"), self._sure, self._why, stretch=False)
        beside.setContentsMargins(0, tokens.SPACE_1, 0, 0)
        beside.setStretch(1, 1)
        self._sure_row.setLayout(beside)
        self._inside.addWidget(self._sure_row)
        self._inside.addStretch(1)

    @property
    def told(self) -> list[str]:
        """The sentences of all rows below the questions, as they stand there."""
        return [each.sentence for each in self._said]

    def refresh(self, *, summed_up: bool, only: str | None = None) -> None:
        """Fill it, with one kind `only`, "" all, else as it stands.

        Where problems are `summed_up` above, they do not stand here once more.
        """
        for panel in self.panels:
            panel.refresh()
        problems = [issue for issue in self._workspace.issues() if not issue.question]
        self._stops.setText(
            "A problem stops the PDF until it is put right" if problems else "None of these stops the PDF"
        )
        said = [] if summed_up else [self._of_problem(issue) for issue in problems]
        said += [*self._of_gaps(problems), *self._of_sections()]
        self._said = tuple(said)
        good = self._workspace.how_good().sure.short
        self._sure.setText(good)
        self._sure_row.setVisible(bool(good))
        self.show_only(self._only if only is None else only)

    def show_only(self, kind: str) -> None:
        """Show one kind alone, or with "" all."""
        self._only = kind
        for panel in self.panels:
            asks = any(
                issue.section == panel.section and issue.question and issue.row is not None
                for issue in self._workspace.issues()
            )
            panel.setVisible(kind in ("", TO_CHECK) and asks)
        shown = [each for each in self._said if kind in ("", each.kind)]
        if not kind:
            shown = _empty_together(shown)
        clear(self._rows)
        for number, each in enumerate(shown):
            self._rows.addWidget(OpenRow(number, each))
        self._nothing.setVisible(not shown and all(panel.isHidden() for panel in self.panels))

    def _of_problem(self, issue: Issue) -> Said:
        opens = partial(go_to_issue, self._workspace, issue)
        return Said(PROBLEMS, issue_words(self._workspace, issue), opens)

    def _of_gaps(self, problems: Sequence[Issue]) -> list[Said]:
        """What is asked nowhere above, then what was confirmed; nothing more of what cannot be used."""
        workspace = self._workspace
        asked = {
            (issue.section, issue.row, issue.field, ended(question_words(issue)))
            for issue in workspace.issues()
            if issue.question and issue.row is not None
        }
        wrong = {(issue.section, issue.row) for issue in problems}
        said: list[tuple[str, str, list[Gap]]] = []
        for gap in sorted(workspace.gaps(), key=lambda each: each.confirmed):
            stands = (gap.section, gap.row, gap.field, gap.why) in asked and gap.period == workspace.period
            if stands or (gap.section, gap.row) in wrong:
                continue
            kind, where = "confirmed" if gap.confirmed else TO_CHECK, gap.where_in(workspace.period)
            if said and said[-1][:2] == (kind, where):
                said[-1][2].append(gap)
            else:
                said.append((kind, where, [gap]))
        return [
            Said(kind, f"{where}: {' '.join(each.told for each in gaps)}", self._opens(gaps))
            for kind, where, gaps in said
        ]

    def _opens(self, gaps: Sequence[Gap]) -> Callable[[], object] | None:
        """The way to the figure that these are about; what no return covers has none."""
        nearest = next((gap for gap in gaps if gap.row is not None), gaps[0])
        return None if nearest.section == RETURN else partial(self._go, nearest)

    def _of_sections(self) -> list[Said]:
        """Sections without any figure, and those with estimates."""
        workspace, said = self._workspace, []
        for key, each in counted_sections(workspace.progress()).items():
            if each.status is Status.NOT_YET_STARTED:
                said.append(Said(WITHOUT_DATA, SECTION_BY_KEY[key].title, partial(workspace.go_to, key)))
        for section in FIGURE_SECTIONS:
            rows = [each for each in workspace.rows(section.key) if is_estimated(each)]
            if rows:
                sentence = f"{section.title}: {counted(len(rows), 'row')} estimated"
                said.append(Said(ESTIMATED, sentence, partial(workspace.go_to, section.key, rows[0].id)))
        return said

    def _go(self, gap: Gap) -> None:
        self._workspace.show_figure(gap.period, gap.section, gap.row, gap.field)

    def _explain(self) -> None:
        explain(self._workspace, why_total(view_of(self._workspace)), self.window())


def go_to_issue(workspace: Workspace, issue: Issue) -> None:
    """To the figure that cannot be used."""
    if issue.section is not None and issue.row is not None:
        workspace.go_to(issue.section, workspace.row_id(issue.section, issue.row), issue.field)


def _empty_together(said: Sequence[Said]) -> list[Said]:
    """Sections without data in one row where they first stand; it opens the first of them."""
    empty = [each for each in said if each.kind == WITHOUT_DATA]
    if not empty:
        return list(said)
    titles = [empty[0].sentence, *(lower_first(each.sentence) for each in empty[1:])]
    together = Said(WITHOUT_DATA, first_upper(joined(titles)), empty[0].opens)
    first = said.index(empty[0])
    return [*said[:first], together, *(each for each in said[first:] if each.kind != WITHOUT_DATA)]


class OpenRow(QFrame):
    """A mark, a sentence, and Open at the right."""

    def __init__(self, number: int, said: Said) -> None:
        super().__init__()
        self.setProperty("look", "ruled")
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, tokens.SPACE_1, 0, tokens.SPACE_1)
        inside.setSpacing(tokens.SPACE_2)
        name, token = _TOLD[said.kind]
        inside.addWidget(Icon(name, token, IN_LIST), 0, Qt.AlignmentFlag.AlignVCenter)
        sentence = f"{said.sentence}: no data" if said.kind == WITHOUT_DATA else said.sentence
        inside.addWidget(words(sentence, "", f"check-open-words-{number}"), 1)
        if said.opens is not None:
            opens = button("Open", f"check-open-{number}", said.opens, "line")
            opens.setAccessibleName(f"Open: {sentence}")
            inside.addWidget(opens)
