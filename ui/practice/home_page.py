"""Home: how far the quarter is, what is next, the sections, and what changed since last quarter."""

from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from greenpractice.answers.changes_since import Since, since_last_quarter
from greenpractice.answers.home_story import (
    NextStep,
    Opens,
    PrintedAs,
    Urgency,
    counted_sections,
    done_words,
    due_of,
    next_step,
    no_data_words,
    row_words,
)
from greenpractice.answers.sureness import sections_counted
from greenpractice.answers.why import why_total
from greenpractice.carbon.carbon_words import and_without_entries
from greenpractice.carbon.part import Part
from greenpractice.explaining.answer import Answer
from greenpractice.numbers import show_kg
from greenpractice.phrases import this_period
from greenpractice.returns.progress import FIGURE_SECTIONS, Progress, Status
from ui.entry.section_panel import view_of
from ui.practice.home_parts import CopyLast, Segments, Task
from ui.practice.home_side import ChangesCard, NeedsCard, SureCard
from ui.session.copying import can_carry_on, carry_on
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.controls import button, card, page_layout, row, words
from ui.widgets.marks.tags import StatusTag
from ui.widgets.spoken.hearing import heard_first, silence
from ui.widgets.style import LARGE, scaled, text_size
from ui.window.page import Page
from ui.window.why import WhyButton

_BESIDE = 900  # px of width from which the parts stand beside each other
_SHARES = (68, 32)  # of the width: the sections, and what stands beside them
_TWO_COLUMNS = 640  # px of the card from which the sections stand in two
_TOP = 128  # px: the height of the first card
_DUE = {Urgency.CALM: "due", Urgency.SOON: "due soon", Urgency.LATE: "late"}
Direction = QBoxLayout.Direction


class HomePage(Page):
    """The task list of the quarter."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._step: NextStep | None = None
        self._title = QLabel()  # the frame brings the one that is shown
        self._wide: bool | None = None
        self._columns = 0
        self._top_card()
        self._figures_card()
        self._side = QWidget()
        side = page_layout(self._side)
        self._changes, self._sure = ChangesCard(workspace), SureCard(workspace)
        self._needs = NeedsCard(partial(self._do, "open-file"))
        side.setSpacing(tokens.SPACE_3)
        side.addWidget(self._changes, 3)
        side.addWidget(self._sure, 2)
        side.addWidget(self._needs, 5)
        self._below = QBoxLayout(Direction.LeftToRight)
        self._below.setSpacing(tokens.SPACE_3)
        self._below.addWidget(self._figures, _SHARES[0])
        self._below.addWidget(self._side, _SHARES[1])
        layout = page_layout(self)
        layout.setSpacing(tokens.SPACE_3)
        layout.addWidget(self._top)
        layout.addLayout(self._below, 1)
        self.lay_out()

    def place_title(self, title: QLabel) -> None:
        """The quarter is the title of this page; it stands in the first card."""
        self._title = title
        self._heading.addWidget(title, 1)
        heard_first(title)

    # Building

    def _top_card(self) -> None:
        self._top = QFrame()
        self._top.setProperty("look", "card")
        self._across = QBoxLayout(Direction.LeftToRight, self._top)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(0)
        self._now, inside = _panel()
        self._heading = QHBoxLayout()
        inside.addLayout(self._heading)
        self._due = StatusTag("home-due")
        inside.addWidget(self._due)
        inside.addSpacing(tokens.SPACE_1)
        self._segments = Segments()
        inside.addWidget(self._segments)
        self._count = words("", "bold", "home-count")
        inside.addWidget(self._count)
        inside.addStretch(1)
        self._so_far, inside = _panel()
        self._so_far.setProperty("look", "beside")
        self._total = words("", "hint", "home-so-far")
        self._kg = WhyButton("home-total", self.workspace)
        self._none = words("", "section", "home-no-total")
        self._change = words("", "bold", "home-change")
        self._compared = words("", "small", "home-compared")
        for part in (self._total, self._kg, self._none, self._change, self._compared):
            inside.addWidget(part)
        inside.addStretch(1)
        self._panel, inside = _panel()
        self._panel.setProperty("look", "next")
        inside.addWidget(words("Next", "hint"))
        self._reason = words("", "card", "home-reason")
        self._next = button("", "home-next", self._go_next, "primary")
        self._same = button(
            "Nothing has changed since last quarter", "home-nothing-changed", self._carry_on, "link"
        )
        inside.addWidget(self._reason)
        inside.addSpacing(tokens.SPACE_1)
        inside.addWidget(self._next)
        inside.addWidget(self._same)
        inside.addStretch(1)

    def _figures_card(self) -> None:
        self._figures, inside = card()
        inside.setContentsMargins(0, tokens.SPACE_2, 0, 0)
        inside.setSpacing(0)
        self._copy = CopyLast(self.workspace, self._show_copy)
        self._copy_button = button("Copy last quarter…", "home-copy", self._copy.unfold, "link")
        self._copy.left.connect(self._go_on_from_copying)
        top = row(words("Your figures", "card"), self._copy_button, stretch=False)
        top.setStretch(0, 1)
        beside = (tokens.SPACE_3, 0, tokens.SPACE_3, 0)
        top.setContentsMargins(*beside)
        inside.addLayout(top)
        said = QVBoxLayout()
        said.setContentsMargins(*beside)
        said.addWidget(self._copy.done)
        said.addWidget(self._copy)
        inside.addLayout(said)
        self._tasks = {section.key: Task(section.key, self.workspace.go_to) for section in FIGURE_SECTIONS}
        self._rows = QWidget()
        across = self._across_rows = QHBoxLayout(self._rows)
        across.setContentsMargins(tokens.SPACE_1, 0, tokens.SPACE_1, 0)
        across.setSpacing(tokens.SPACE_2)
        self._sides = (QVBoxLayout(), QVBoxLayout())
        for side in self._sides:
            side.setSpacing(0)
            across.addLayout(side, 1)
        inside.addWidget(self._rows, 1)
        inside.addWidget(self._finish())

    def _finish(self) -> QFrame:
        strip = QFrame()
        strip.setProperty("look", "finish")
        self._check = button("Check answers", "home-check", partial(self.workspace.open_page, "check"), "bar")
        self._pdf = button("Summary PDF", "home-pdf", partial(self.workspace.open_page, "summary"), "bar")
        self._waits = StatusTag("home-waits")
        self._waits.show_tag(Status.CANNOT_START_YET.value, "cannot start")
        self._no_data = words("", "hint", "home-no-data")
        self._no_data.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        inside = row(
            words("Finish", "bold"), self._waits, self._check, self._pdf, self._no_data, stretch=False
        )
        inside.setStretch(4, 1)
        inside.setContentsMargins(tokens.SPACE_3, tokens.SPACE_1, tokens.SPACE_3, tokens.SPACE_1)
        strip.setLayout(inside)
        return strip

    # Showing

    def refresh(self) -> None:
        workspace = self.workspace
        progress, period = workspace.progress(), workspace.period
        figures = counted_sections(progress)
        started = any(each.status is not Status.NOT_YET_STARTED for each in figures.values())
        printed = self._printed()
        self._title.setText(period.words)
        self._title.setAccessibleName(f"Home, {period.words}")
        due = due_of(period, datetime.now(UTC).astimezone().date(), printed)
        self._due.setVisible(due is not None)
        if due is not None:
            self._due.show_tag(due.words, _DUE[due.urgency])
        done, begun = done_words(progress)
        self._count.setText(f"{done}, {begun}" if begun else done)
        self._segments.show_statuses(tuple(each.status for each in figures.values()))
        before = self._before()
        since = self._since(before)
        self._show_total(started, since)
        self._show_next(progress, printed, before)
        self._show_rows(progress)
        self._show_finish(started or workspace.to_print() is not None, progress, printed)
        self._copy.refresh()
        self._show_copy()
        self._show_side(started, since, before)

    def _printed(self) -> PrintedAs:
        stored = self.workspace.to_print()
        if stored is None or stored.issued is None:
            return PrintedAs()
        return PrintedAs(stored.document.revision, stored.changed)

    def _before(self) -> Part | None:
        """The quarter before; a whole year has none beside it."""
        workspace = self.workspace
        document = None if workspace.period.is_year else workspace.previous()
        footprint = None if document is None else workspace.footprint_of(document.period)
        return None if document is None or footprint is None else Part(document, footprint)

    def _since(self, before: Part | None) -> Since | None:
        workspace = self.workspace
        if before is None:
            return None
        return since_last_quarter(before, Part(workspace.document(), workspace.footprint()))

    def _show_total(self, started: bool, since: Since | None) -> None:
        footprint = self.workspace.footprint()
        what, there = f"So far {this_period(self.workspace.period)}", bool(footprint.lines)
        self._total.setText(what)
        self._kg.setVisible(there)
        silence(self._total, silent=there)  # the button says it before its number
        self._none.setText("No total yet" if started else "No figures yet")
        self._none.setVisible(not there)
        if there:
            self._kg.say(f"{show_kg(footprint.total)} CO₂e", what, self._why)
        first = "" if there else "The total appears with your first inhaler or bill"
        self._change.setText(since.total_words if since is not None else "")
        self._change.setVisible(since is not None)
        self._compared.setText(since.compared_words if since is not None else first)
        self._compared.setVisible(since is not None or not there)
        part_year = self.workspace.quarters_held().words
        based = ", ".join(part for part in (sections_counted(footprint), part_year) if part)
        based += and_without_entries(footprint)
        self._sure.show_good(based, self.workspace.how_good())

    def _show_next(self, progress: dict[str, Progress], printed: PrintedAs, before: Part | None) -> None:
        document, then = (None, None) if before is None else (before.document, before.footprint)
        step = self._step = next_step(progress, self.workspace.gaps(), printed, document, then)
        self._reason.setText(step.words)
        self._next.setText(f"{step.button}  ›")
        self._next.setAccessibleName(f"{step.button}. {step.words}")
        likely = step.section in can_carry_on(self.workspace)
        self._same.setVisible(likely)
        self._same.setAccessibleName(f"{self._same.text()}: {step.words}")

    def _show_rows(self, progress: dict[str, Progress]) -> None:
        footprint, gaps = self.workspace.footprint(), self.workspace.gaps()
        for key, task in self._tasks.items():
            is_next = self._step is not None and self._step.section == key
            task.show_words(row_words(key, progress[key], footprint, gaps), is_next=is_next)

    def _show_finish(self, started: bool, progress: dict[str, Progress], printed: PrintedAs) -> None:
        problem = any(each.status is Status.PROBLEM for each in progress.values())
        for part in (self._check, self._pdf):
            part.setVisible(started)
        self._waits.setVisible(not started)
        if not started:
            said = "Check answers and the PDF need practice details and inhalers"
        elif problem:
            said = "First put right what cannot be used"
        elif printed.version:
            said = f"Version {printed.version}{'. Changed since PDF' if printed.changed else ''}"
        else:
            said = no_data_words(progress)
        self._no_data.setText(said)

    def _show_copy(self) -> None:
        folded = self._copy.isHidden()
        self._rows.setVisible(folded)
        self._copy_button.setVisible(folded and self._copy.is_offered)

    def _go_on_from_copying(self, copied: bool) -> None:
        """To what is next, or back to where the choice was opened."""
        (self._next if copied else self._copy_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_side(self, started: bool, since: Since | None, before: Part | None) -> None:
        first = not started and not self.workspace.footprint().lines
        self._needs.setVisible(first)
        self._needs.show_period(self.workspace.period, is_first=not self.workspace.documents())
        self._changes.setVisible(not first and not self.workspace.period.is_year)
        self._sure.setVisible(not first)
        self._changes.show_since(since, before, Part(self.workspace.document(), self.workspace.footprint()))

    # Doing

    def _why(self) -> Answer:
        return why_total(view_of(self.workspace))

    def _go_next(self) -> None:
        if self._step is None:
            return
        if self._step.opens is Opens.SECTION:
            self.workspace.go_to(self._step.section)
        else:
            self._do("create-pdf" if self._step.opens is Opens.MAKE_PDF else "open-reports")

    def _carry_on(self) -> None:
        if self._step is not None:
            self._copy.done.say(carry_on(self.workspace, self._step.section), aloud=True)
            self._next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _do(self, command: str) -> None:
        """What an entry of the menus does, which says itself where it cannot be done."""
        entry = self.window().findChild(QAction, command)
        if isinstance(entry, QAction):
            entry.trigger()

    # Room

    def lay_out(self) -> None:
        """Beside each other where there is room, else under each other, what is next right after progress."""
        wide = text_size() < LARGE and self.width() >= scaled(_BESIDE)
        if wide != self._wide:
            self._wide = wide
            direction = Direction.LeftToRight if wide else Direction.TopToBottom
            self._across.setDirection(direction)
            self._below.setDirection(direction)
            parts = (self._now, self._so_far, self._panel) if wide else (self._now, self._panel, self._so_far)
            across = QSizePolicy.Policy.Ignored if wide else QSizePolicy.Policy.Preferred
            for part in parts:
                self._across.removeWidget(part)
                part.setSizePolicy(across, QSizePolicy.Policy.Preferred)
            for part, share in zip(parts, (37, 31, 32) if wide else (0, 0, 0), strict=True):
                self._across.addWidget(part, share)
            self._figures.setSizePolicy(across, QSizePolicy.Policy.Preferred)
            self._side.setSizePolicy(across, QSizePolicy.Policy.Preferred)
        self._top.setMinimumHeight(scaled(_TOP) if wide else 0)
        room = self.width() * _SHARES[0] // sum(_SHARES) if wide else self.width()
        columns = 2 if room >= scaled(_TWO_COLUMNS) else 1
        if columns != self._columns:
            self._columns = columns
            tasks = list(self._tasks.values())
            half = -(-len(tasks) // columns)
            for number, task in enumerate(tasks):
                self._sides[0].removeWidget(task)
                self._sides[1].removeWidget(task)
                self._sides[number // half].addWidget(task)
            self._across_rows.setStretch(1, columns - 1)  # one that is empty takes no room


def _panel() -> tuple[QFrame, QVBoxLayout]:
    frame = QFrame()
    inside = QVBoxLayout(frame)
    inside.setContentsMargins(tokens.SPACE_3, tokens.SPACE_2, tokens.SPACE_3, tokens.SPACE_2)
    inside.setSpacing(tokens.SPACE_1)
    return frame, inside
