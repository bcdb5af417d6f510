"""Beside energy: days without a bill with what can be done about them, last year, and what is attached."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from greenpractice.answers.energy_last_year import OpenDays, SameDays, open_days, same_days
from greenpractice.numbers import show
from greenpractice.phrases import counted
from greenpractice.returns.documents import Flag
from greenpractice.returns.evidence import rows_attached
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.sections.energy import AMOUNTS
from ui.entry.evidence_panel import COMMAND
from ui.practice.beside.details_side import side_card
from ui.session.edits import AddRow
from ui.session.flags import evidence_of
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.controls import button, card, clear, row, words
from ui.widgets.style import colours, scaled
from ui.window.told import Told

_MOST = 3  # questions that are asked at once
_BAR = 12  # px at 100%: how high a bar is
_NOTE = "As on the same days last year"


class OpenDaysPart(QWidget):
    """A question for each run of days without a bill; `starts` begins a row of a section."""

    def __init__(self, workspace: Workspace, starts: Mapping[str, Callable[[], None]]) -> None:
        super().__init__()
        self._workspace, self._starts = workspace, starts
        self._now: object = None  # what is asked now
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(tokens.SPACE_2)
        self._asked = QVBoxLayout()
        self._asked.setSpacing(tokens.SPACE_2)
        around.addLayout(self._asked)
        self._told = Told(workspace, "open-days-told")
        around.addWidget(self._told)

    def refresh(self) -> None:
        """Ask of the bills as they are now."""
        workspace = self._workspace
        document, before = workspace.document(), workspace.document_of(workspace.period.year_before)
        found = [(section, each) for section in AMOUNTS for each in open_days(document, before, section)]
        now = (found, workspace.can_write, workspace.key)
        if now != self._now:  # what is there already stays, and with it the focus
            self._now = now
            clear(self._asked)
            for number, (section, each) in enumerate(found[:_MOST]):
                self._asked.addWidget(self._question(number, section, each))
            if len(found) > _MOST:
                more = counted(len(found) - _MOST, "more gap")
                self._asked.addWidget(words(f"And {more}: see the bars", "hint"))
        self.setVisible(bool(found) or not self._told.isHidden())

    def _question(self, number: int, section: str, days: OpenDays) -> QWidget:
        frame, inside = card("check-box")
        inside.setContentsMargins(tokens.SPACE_3, tokens.SPACE_2, tokens.SPACE_3, tokens.SPACE_2)
        inside.setSpacing(tokens.SPACE_1)
        inside.addWidget(words(days.sentence, "bold", f"open-days-{number}"))
        if not self._workspace.can_write:
            return frame
        if days.row is None:
            inside.addWidget(words("Enter it when it comes."))
            enters = button("Add the bill", f"open-days-add-{number}", self._starts[section])
            enters.setAccessibleName(f"Add the bill: {days.sentence}")
            inside.addLayout(row(enters))
        else:
            inside.addWidget(words("Enter it when it comes, or take what was used on these days last year."))
            text = f"Estimate {show(days.amount)} {days.unit}"
            does = button(text, f"open-days-estimate-{number}", partial(self._estimate, section, days))
            does.setAccessibleName(f"{text}: {days.sentence}")
            inside.addLayout(row(does))
            inside.addWidget(words("It is marked Estimated, and you can undo it", "small"))
        return frame

    def _estimate(self, section: str, days: OpenDays) -> None:
        """A row for these days, where the focus goes to its amount."""
        workspace = self._workspace
        assert days.row is not None
        flag = Flag(section, 0, estimated=True, note=_NOTE)
        lost = workspace.apply_counted(
            [AddRow(section, days.row, flags=(flag,))], "Estimate days without a bill"
        )
        rows = workspace.rows(section)
        if lost or not rows:
            return
        workspace.go_to(section, rows[-1].id, AMOUNTS[section])
        amount = f"{show(days.amount)} {days.unit}"
        self._told.say(f"{amount} entered as an estimate. Ctrl+Z takes it away again", aloud=True)
        self.show()


class LastYearCard(QFrame):
    """What was used on the same days a year before, as bars; gone where no bills of then are known."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        frame, inside = side_card("Same days last year")
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(frame)
        self._parts = {section: _TwoYears(section) for section in AMOUNTS}
        for part in self._parts.values():
            inside.addWidget(part)

    def refresh(self) -> None:
        """Compare the bills as they are now."""
        workspace = self._workspace
        document, before = workspace.document(), workspace.document_of(workspace.period.year_before)
        found = {section: same_days(document, before, section) for section in AMOUNTS}
        years = workspace.period.year_before.first_day.year, workspace.period.first_day.year
        for section, part in self._parts.items():
            part.show_days(found[section], years)
        self.setVisible(any(each is not None for each in found.values()))


class _TwoYears(QWidget):
    """One section: its change in words, and a bar for each year."""

    def __init__(self, section: str) -> None:
        super().__init__()
        self._title = SECTION_BY_KEY[section].title
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.SPACE_2)
        grid.setVerticalSpacing(tokens.SPACE_1)
        grid.setColumnStretch(1, 1)
        self._said = words("", "bold", f"{section}-last-year")
        self._days = words("", "small", f"{section}-last-year-days")
        grid.addWidget(self._said, 0, 0, 1, 3)
        grid.addWidget(self._days, 1, 0, 1, 3)
        self._lines = []
        for number, filled in enumerate((False, True)):
            year, amount = words("", "small"), words("", "small", f"{section}-year-{number}")
            bar = _Bar(filled=filled)
            for each in (year, amount):
                each.setWordWrap(False)
            for column, part in enumerate((year, bar, amount)):
                grid.addWidget(part, number + 2, column)
            self._lines.append((year, bar, amount))

    def show_days(self, found: SameDays | None, years: tuple[int, int]) -> None:
        """Show what bills of both years say."""
        self.setVisible(found is not None)
        if found is None:
            return
        self._said.setText(f"{self._title}: {found.words}")
        self._days.setText(f"On {found.days} of {found.of} days")
        self._days.setVisible(found.days < found.of)
        most = max(found.before, found.now) or 1
        for (year, bar, amount), of, used in zip(self._lines, years, (found.before, found.now), strict=True):
            year.setText(str(of))
            bar.show_share(float(used / most))
            amount.setText(f"{show(used, 0)} {found.unit}")


class _Bar(QWidget):
    """A bar of a share of its room, full or hollow; the number beside it says the same."""

    def __init__(self, *, filled: bool) -> None:
        super().__init__()
        self._filled, self._share = filled, 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float) -> None:
        """From 0 to 1."""
        self._share = share
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(60), scaled(_BAR))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, shown = QPainter(self), colours()
        room = QRect(0, 0, max(2, round((self.width() - 1) * self._share)), self.height() - 1)
        painter.setPen(QPen(QColor(shown.category_1), 1))
        painter.setBrush(QColor(shown.category_1 if self._filled else shown.card))
        painter.drawRect(room)
        painter.end()


class AttachedCard(QFrame):
    """How many bills are attached, and the way to the first; gone where there are none."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        frame, inside = side_card("Attached", "files")
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(frame)
        self._said = words("", "", "energy-attached")
        inside.addWidget(self._said)
        inside.addWidget(button("Show the first", "energy-attached-show", self._show_first, "link"))

    def refresh(self) -> None:
        """Count them."""
        said = rows_attached(self._workspace.document(), AMOUNTS)
        self._said.setText(said)
        self.setVisible(bool(said))

    def _show_first(self) -> None:
        """Go to the row, and open what is attached to it."""
        section, kept = next(
            (section, kept)
            for section in AMOUNTS
            for kept in self._workspace.rows(section)
            if evidence_of(kept)
        )
        self._workspace.go_to(section, kept.id, None)
        found = self.window().findChild(QAction, COMMAND)
        if isinstance(found, QAction):
            found.trigger()
