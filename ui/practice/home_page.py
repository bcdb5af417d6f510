"""Home: what is done and what is next, the total so far, and copying last quarter."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from greenpractice.answers.sureness import sections_counted
from greenpractice.answers.why import why_total
from greenpractice.carbon.carbon_words import and_without_entries
from greenpractice.explaining.answer import Answer
from greenpractice.numbers import show_kg
from greenpractice.periods import Period, day_words, due_day
from greenpractice.phrases import counted, this_period
from greenpractice.returns.progress import FIGURE_SECTIONS, Progress, Status, counting
from greenpractice.sections import SECTION_BY_KEY
from ui.entry.section_panel import TONES, view_of
from ui.session.copying import can_copy, copies
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.columns import Columns
from ui.widgets.controls import button, card, clear, page_layout, row, set_look, tag, words
from ui.widgets.style import scaled
from ui.window.header import periods_to_choose, quarter_of_today
from ui.window.page import Page
from ui.window.told import Told
from ui.window.why import WhyButton

_OFF = frozenset({"inhalers", "electricity", "heating", "asthma_care"})


def quarter_words(period: Period) -> str:
    """`July to September 2026 (quarter 2 of 2026/27)`."""
    year = f"{period.year}/{(period.year + 1) % 100:02}"
    return f"{period.words} ({f'quarter {period.quarter} of {year}' if period.quarter else f'year {year}'})"


class HomePage(Page):
    """The task list of the quarter."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        layout = page_layout(self)
        self._quarter = words("", "section", "home-quarter")
        self._count = words("", "", "home-count")
        self._due = words("", "hint", "home-due")
        self._next = button("Start", "home-next", self._go_next, "primary")
        self._total = words("", "hint", "home-so-far")
        self._kg = WhyButton("home-total", workspace)
        self._based = words("", "hint", "home-based-on")
        now, self._so_far = QWidget(), QWidget()
        _stacked(now, self._quarter, self._count, self._due, self._next)
        _stacked(self._so_far, self._total, self._kg, self._based)
        frame, inside = card()
        self._beside = Columns(least=scaled(330), most=2)
        self._beside.set_items([now, self._so_far])
        inside.addWidget(self._beside)
        layout.addWidget(frame)
        frame, inside = card()
        inside.setSpacing(0)
        inside.addWidget(words("Your figures", "card"))
        self._tasks = {section.key: Task(section.key, section.title) for section in FIGURE_SECTIONS}
        for task in self._tasks.values():
            task.row_clicked(self._open_section)
            inside.addWidget(task)
        inside.addSpacing(tokens.SPACE_3)
        inside.addWidget(words("Finish", "card"))
        self._check = Task("check", "Check your answers")
        self._summary = Task("summary", "Create the summary PDF")
        for task in (self._check, self._summary):
            task.row_clicked(workspace.open_page)
            inside.addWidget(task)
        layout.addWidget(frame)
        self._copy = CopyLast(workspace)
        layout.addWidget(self._copy)
        self._quarters = OtherQuarters(workspace)
        layout.addWidget(self._quarters)
        self._next_section = "practice"

    def refresh(self) -> None:
        progress, period = self.workspace.progress(), self.workspace.period
        counted = counting(progress)
        figures = [counted[section.key] for section in FIGURE_SECTIONS if section.key in counted]
        done = sum(each.status is Status.COMPLETED for each in figures)
        self._quarter.setText(quarter_words(period))
        left = "" if done == len(figures) else ". Leave out what you do not have"
        self._count.setText(f"You have completed {done} of {len(figures)} sections{left}")
        self._due.setText(f"Send the PDF to your PCN by {day_words(due_day(period))}")
        self._due.setVisible(not period.is_year)
        for key, task in self._tasks.items():
            task.show_progress(progress[key])
        started = any(each.status is not Status.NOT_YET_STARTED for each in figures)
        self._show_finish(started or self.workspace.to_print() is not None, figures)
        self._show_next(counted, started)
        self._show_total(started)
        self._copy.refresh()
        self._quarters.refresh()

    def _show_finish(self, started: bool, figures: list[Progress]) -> None:
        problem = any(each.status is Status.PROBLEM for each in figures)
        stored = self.workspace.to_print()
        issued = stored is not None and stored.issued is not None
        check = Status.PROBLEM if problem else (Status.COMPLETED if issued else Status.NOT_YET_STARTED)
        self._check.show_progress(Progress(check if started else Status.CANNOT_START_YET))
        remark = ""
        if not started or problem:
            summary = Status.CANNOT_START_YET
            remark = "" if not started else "First put right what cannot be used"
        elif stored is None or stored.issued is None:
            summary = Status.NOT_YET_STARTED
        else:
            summary = Status.IN_PROGRESS if stored.changed else Status.COMPLETED
            revision = stored.document.revision
            remark = f"Version {revision}" + (". Changed since PDF" if stored.changed else "")
        self._summary.show_progress(Progress(summary, remark))

    def _show_next(self, progress: dict[str, Progress], started: bool) -> None:
        order = (Status.PROBLEM, Status.IN_PROGRESS, Status.NOT_YET_STARTED)
        found = [
            section
            for status in order
            for section in FIGURE_SECTIONS
            if section.key in progress and progress[section.key].status is status
        ]
        needed = [
            s for s in found if s.key in ("practice", "inhalers") or progress[s.key].status in order[:2]
        ]
        if needed:
            section = needed[0]
            verb = "Put right" if progress[section.key].status is Status.PROBLEM else "Next"
            verb = verb if started else "Start with"
            self._next_section = section.key
            self._next.setText(f"{verb}: {section.title}")
        elif found:
            self._next_section = found[0].key
            self._next.setText(f"Next: {found[0].title}")
        else:
            self._next_section = "check"
            self._next.setText("Check your answers")
        self._next.setAccessibleName(self._next.text())

    def _show_total(self, started: bool) -> None:
        footprint = self.workspace.footprint()
        started, what = started or bool(footprint.lines), f"So far {this_period(self.workspace.period)}"
        self._total.setText(what)
        self._so_far.setVisible(started)
        self._beside.place()  # before the first figure the words of the quarter have the whole width
        self._kg.setVisible(started and bool(footprint.lines))
        if footprint.lines:
            self._kg.say(f"{show_kg(footprint.total)} CO₂e", what, self._reason)
        part_year = self.workspace.quarters_held().words
        words = ", ".join(part for part in (sections_counted(footprint), part_year) if part)
        words += and_without_entries(footprint)
        if footprint.total and footprint.estimated_kg:
            share = footprint.estimated_kg * 100 / footprint.total
            words += f". {'Under 1' if share < 1 else round(share)}% of it is estimated"
        self._based.setText(words)

    def _reason(self) -> Answer:
        return why_total(view_of(self.workspace))

    def _go_next(self) -> None:
        if self._next_section == "check":
            self.workspace.open_page("check")
        else:
            self.workspace.go_to(self._next_section)

    def _open_section(self, section: str) -> None:
        self.workspace.go_to(section)


def _stacked(widget: QWidget, *parts: QWidget) -> None:
    """Parts under each other from the top."""
    layout = page_layout(widget)
    layout.setSpacing(tokens.SPACE_2)
    for part in parts:
        layout.addWidget(part)
    layout.addStretch(1)


class OtherQuarters(QWidget):
    """The other quarters and how far each has come; one click brings it into view."""

    _MOST = 6

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        frame, inside = card()
        inside.addWidget(words("Other quarters", "card"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        inside.addLayout(self._rows)
        page_layout(self).addWidget(frame)

    def refresh(self) -> None:
        """Show the quarter that is running and the newest with figures, but not the one in view."""
        clear(self._rows)
        held, shown = self._workspace.periods_held(), self._workspace.period
        worth = {quarter_of_today(), *held} - {shown}
        for period in [each for each in periods_to_choose(self._workspace) if each in worth][: self._MOST]:
            name = period.choice_words
            how_far = held.get(period, "no figures")
            go = button(name, f"quarter-{period.id}", partial(self._workspace.show_period, period), "link")
            go.setAccessibleName(f"Show {name}: {how_far}")
            remark = words(f"{how_far[:1].upper()}{how_far[1:]}", "hint")
            remark.setWordWrap(False)
            self._rows.addLayout(row(go, remark))


class Task(QFrame):
    """One row of the task list; all of it is clickable, and its name is a link for the keyboard."""

    def __init__(self, key: str, title: str) -> None:
        super().__init__()
        self.key = key
        self._opens: partial[object] | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        inside = QHBoxLayout()
        inside.setContentsMargins(0, tokens.SPACE_1, 0, tokens.SPACE_1)
        self._link = button(title, f"task-{key}", self._open, "link")
        self._remark = words("", "hint")
        self._remark.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._remark.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._status = tag("", "plain")
        self._status.setObjectName(f"task-{key}-status")
        inside.addWidget(self._link)
        inside.addWidget(self._remark, 1)
        inside.addSpacing(tokens.SPACE_2)
        inside.addWidget(self._status)
        layout.addLayout(inside)
        rule = QFrame()
        rule.setProperty("look", "line")
        rule.setFixedHeight(1)
        layout.addWidget(rule)
        self._title = title

    def row_clicked(self, does: object) -> None:
        """What opens when the row is clicked or its link pressed."""
        assert callable(does)
        self._opens = partial(does, self.key)

    def show_progress(self, progress: Progress) -> None:
        """Show a status and its remark."""
        self._status.setText(progress.status.value)
        set_look(self._status, "tone", TONES[progress.status])
        self._remark.setText(progress.remark)
        self._link.setAccessibleName(f"{self._title}, {progress.status.value}")
        waiting = progress.status is Status.CANNOT_START_YET
        self._link.setEnabled(not waiting)
        self.setCursor(Qt.CursorShape.ArrowCursor if waiting else Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._link.isEnabled():
            self._open()
        super().mouseReleaseEvent(event)

    def _open(self) -> None:
        if self._opens is not None:
            self._opens()


class CopyLast(QWidget):
    """Copies chosen sections of the quarter before, as estimates, in one step of undo."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.setObjectName("copy-section")
        frame, self._inside = card()
        page_layout(self).addWidget(frame)
        self._inside.addWidget(words("Copy last quarter", "card", "copy-title"))
        hint = "Copied figures are marked Estimated until you change them. Dates are not copied"
        self._hint = words(hint, "hint", "copy-hint")
        self._inside.addWidget(self._hint)
        self._boxes = QVBoxLayout()
        self._boxes.setSpacing(0)
        self._inside.addLayout(self._boxes)
        self._button = button("Copy as estimates", "copy-last", self._copy)
        self._inside.addLayout(row(self._button))
        self._done = Told(workspace, "copy-done", "bold")
        self._inside.addWidget(self._done)
        self._ticks: dict[str, QCheckBox] = {}

    def refresh(self) -> None:
        """Offer the sections that last quarter has and this one has not."""
        offered = can_copy(self._workspace) if self._workspace.can_write else []
        clear(self._boxes)
        self._ticks = {}
        for key in offered:
            tick = QCheckBox(SECTION_BY_KEY[key].title)
            tick.setObjectName(f"copy-{key}")
            tick.setChecked(key not in _OFF)
            self._boxes.addWidget(tick)
            self._ticks[key] = tick
        before = self._workspace.period.previous.words
        self._hint.setVisible(bool(offered))
        self._button.setText(f"Copy {before} as estimates")
        self._button.setVisible(bool(offered))
        self.setVisible(bool(offered) or not self._done.isHidden())
        if self._ticks:
            self.setFocusProxy(next(iter(self._ticks.values())))

    def _copy(self) -> None:
        chosen = [key for key, tick in self._ticks.items() if tick.isChecked()]
        edits, figures = copies(self._workspace, chosen)
        if edits:
            lost = self._workspace.apply_counted(edits, "Copy last quarter")
            copied = counted(max(0, figures - lost), "figure")
            said = f"{copied} copied and marked Estimated. Ctrl+Z takes them away again"
            if lost:
                said = f"{copied} copied and marked Estimated; {lost} could not be kept"
        else:
            said = "Choose the sections to copy"
        self._done.say(said, aloud=True)
        self.show()
