"""The header: whose figures these are, which quarter is in view, and how far it has come."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from greenpractice.facts.directory import Directory
from greenpractice.facts.practices import load_directory
from greenpractice.periods import Period, day_of_today
from ui.session.session import Session
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.controls import button, fix_width, words
from ui.widgets.icons import Icon
from ui.widgets.marks.tags import StatusTag
from ui.widgets.spoken.hearing import set_level
from ui.widgets.style import LARGE, scaled, text_size

BASELINE = Period(2019)
_MARK, _LEAF, _LONGEST_LINE = 32, 24, 220  # px at 100%
_SHORT = {"January": "Jan.", "September": "Sept.", "October": "Oct.", "December": "Dec."}
EARLIER_KEYS, LATER_KEYS = "Ctrl+Shift+PgUp", "Ctrl+Shift+PgDown"


def quarter_of_today() -> Period:
    """The quarter that is running; later ones cannot be chosen."""
    today = day_of_today()
    quarter = (today.month - 4) // 3 % 4 + 1
    return Period(today.year if today.month > 3 else today.year - 1, quarter)


def periods_to_choose(session: Session) -> list[Period]:
    """The newest quarters, those around the one in view, every period with figures and the baseline year.

    The newest first. All others stand below their years (see `Header.period_menu`).
    """
    quarters, shown = quarters_so_far(), session.period
    around = {shown.previous, shown.next} & set(quarters)
    periods = {BASELINE, shown, *around, *session.periods_held(), *quarters[:6]}
    return sorted(periods, key=lambda each: (each.last_day, each.days), reverse=True)


def quarters_so_far() -> list[Period]:
    """Every quarter from the one that is running back to the first of the baseline year."""
    found = [quarter_of_today()]
    while found[-1] > BASELINE.quarters[0]:
        found.append(found[-1].previous)
    return found


def state_words(workspace: Workspace) -> tuple[str, str]:
    """The state of the return's PDF in words, and the look of its tag."""
    stored = workspace.to_print()
    if stored is None:
        return "No figures yet", "not yet started"
    if stored.issued is None:
        return "Draft", "draft"
    if stored.changed:
        return f"Changed since version {stored.document.revision}", "check"
    return f"PDF version {stored.document.revision}", "issued"


class Header(QFrame):
    """The teal band at the top. A subclass says who it is and how far it has come.

    Where room is short it gives things up one after the other (`fit`): icons and its mark, then the line
    below the name and the state of the return, which stands beside the title of the page instead.
    """

    demo_left = Signal()
    help_asked = Signal()
    fitted = Signal()  # what it has room for, or the state it would show, is another one

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("look", "header")
        self._session = session
        self.directory: Directory | None = None
        self._widest, self._width_at = 0, 0  # of the button with the quarter, and the text size it is of
        self._is_tight = False
        self._said = ("", "draft")
        self._down = QVBoxLayout(self)
        self._down.setSpacing(tokens.SPACE_1)
        self._down.setContentsMargins(tokens.SPACE_3, tokens.SPACE_1, tokens.SPACE_3, tokens.SPACE_1)
        self._row, self._below = QHBoxLayout(), QHBoxLayout()
        for line in (self._row, self._below):
            line.setSpacing(tokens.SPACE_2)
            self._down.addLayout(line)
        self._below.addStretch(1)
        self._make_who()
        self._make_demo()
        self._make_quarter()
        session.changed.connect(self.show_state)

    def _make_who(self) -> None:
        self.pages_button = button("Pages", "show-pages", self.update)
        self.pages_button.show_icon("menu-2", "on_header")
        self.pages_button.setCheckable(True)
        self.pages_button.hide()
        self._row.addWidget(self.pages_button)
        self._mark = QFrame()
        self._mark.setProperty("look", "mark")
        inside = QHBoxLayout(self._mark)
        inside.setContentsMargins(tokens.SPACE_1, tokens.SPACE_1, tokens.SPACE_1, tokens.SPACE_1)
        inside.addWidget(Icon("leaf", "header", _LEAF))
        fix_width(self._mark, _MARK)
        self._row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        who = QVBoxLayout()
        who.setSpacing(0)
        self._name, self._code = words("", "card", "header-practice"), words("", "small", "header-code")
        set_level(self._name, 0)
        who.addStretch(1)
        who.addWidget(self._name)
        who.addWidget(self._code)
        who.addStretch(1)
        self._row.addLayout(who, 1)

    def _make_demo(self) -> None:
        self._demo = StatusTag("header-demo")
        self._leave = button("Leave demo", "leave-demo", self.demo_left.emit)
        self._leave.setToolTip("Nothing here is kept with your own data")
        self._demo_parts = (self._demo, self._leave) if self._session.store.is_demo() else ()
        for part in (self._demo, self._leave):
            part.setParent(self)
            part.hide()
        for part in self._demo_parts:
            self._row.addWidget(part)
            part.show()

    def _make_quarter(self) -> None:
        self._state = StatusTag("header-state")
        self._row.addWidget(self._state)
        self._earlier = button("", "earlier-quarter", self.earlier)
        self._choose = button("", "choose-quarter", self.choose)
        self._later = button("", "later-quarter", self.later)
        self._help = button("Help", "header-help", self.help_asked.emit)
        self._earlier.setAccessibleName("Earlier quarter")
        self._later.setAccessibleName("Later quarter")
        self._help.setAccessibleName("Help for this page")
        self._earlier.setToolTip(f"Earlier quarter ({EARLIER_KEYS})")
        self._later.setToolTip(f"Later quarter ({LATER_KEYS})")
        self._earlier.setAccessibleDescription(EARLIER_KEYS)
        self._later.setAccessibleDescription(LATER_KEYS)
        self._help.setToolTip("F1")
        self._earlier.show_icon("chevron-left", "on_header", alone=True)
        self._later.show_icon("chevron-right", "on_header", alone=True)
        self._choose.show_icon("chevron-down", "on_header", at_end=True)
        self._help.show_icon("help-circle", "on_header")
        for part in (self._earlier, self._choose, self._later, self._help):
            self._row.addWidget(part)
        self._choose.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def add_beside_name(self, part: QWidget) -> None:
        """A button of the subclass's own, after the name."""
        self._row.insertWidget(self._row.indexOf(self._mark) + 2, part)

    def state_beside_title(self) -> tuple[str, str]:
        """The state of the return and the look of its tag, where the header has no room for it; else ""."""
        return self._said if self._is_tight else ("", self._said[1])

    def fit(self) -> None:
        """Give up what there is no room for, as little as possible."""
        large = text_size() >= LARGE
        for step in range(2 if large else 0, 3):
            self._is_tight = step == 2
            self._mark.setVisible(step == 0)
            self._help.show_icon("help-circle" if step == 0 else "", "on_header")
            self._demo.show_tag("Demo data: made up" if step != 1 else "Demo data", "demo")
            self._code.setVisible(step < 2 and bool(self._code.text()))
            self._name.setWordWrap(step == 2)
            line = self._code.fontMetrics().horizontalAdvance(self._code.text())
            self._code.setMinimumWidth(0 if step == 2 else min(line + 1, scaled(_LONGEST_LINE)))
            self._state.setVisible(step < 2)
            self._show_quarter()
            self._place_demo()
            self._row.invalidate()
            if self._row.minimumSize().width() + 2 * tokens.SPACE_3 <= self.width():
                break
        self.setMinimumHeight(0 if self._is_tight else scaled(tokens.HEADER))
        self.fitted.emit()

    def _place_demo(self) -> None:
        """Before the state, or where room is short on a line of its own."""
        to, other = (self._below, self._row) if self._is_tight else (self._row, self._below)
        for number, part in enumerate(self._demo_parts):
            if to.indexOf(part) < 0:
                other.removeWidget(part)
                to.insertWidget(number if self._is_tight else self._row.indexOf(self._state), part)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def who(self) -> tuple[str, str]:
        """Whose figures these are: a name, and the line under it."""
        raise NotImplementedError

    def state(self) -> tuple[str, str]:
        """How far the quarter has come in words, and the look of its tag."""
        raise NotImplementedError

    def periods(self) -> list[Period]:
        """The periods to choose from, the newest first."""
        return periods_to_choose(self._session)

    def show_state(self, _changes: object = None) -> None:
        """Show whose figures and which quarter is in view."""
        period = self._session.period
        name, line = self.who()
        self._name.setText(name)
        self._code.setText(line)
        self._choose.setAccessibleName(f"Quarter: {period.words}. Choose another")
        can_go_on = _after(period) <= quarter_of_today()
        if not can_go_on and self._later.hasFocus():
            self._choose.setFocus(Qt.FocusReason.OtherFocusReason)  # else it would go wherever Qt finds
        self._later.setEnabled(can_go_on)
        self._said = self.state()
        self._state.show_tag(*self._said)
        self.fit()

    def _show_quarter(self) -> None:
        """The quarter in view, in a button as wide as the longest one, and never narrower again.

        ‹ and › stay below the pointer so.
        """
        size, year = text_size(), self._session.period.year
        if size != self._width_at:
            self._width_at, self._widest = size, 0
            for quarter in range(1, 5):
                self._widest = max(self._widest, self._width_of(Period(year, quarter)))
        self._widest = max(self._widest, self._width_of(self._session.period))
        self._choose.setMinimumWidth(self._widest)

    def _width_of(self, period: Period) -> int:
        """The width that the button takes with this period, which it then shows."""
        said = period.choice_words
        for month, short in _SHORT.items() if self._is_tight else ():
            said = said.replace(month, short)
        self._choose.setText(said)
        return self._choose.sizeHint().width()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._width_at:
            self._width_at = 0  # measured before, it would be of the font before
            QTimer.singleShot(0, self, self.fit)  # once the buttons have their new font too

    def name_networks(self) -> None:
        """Name the PCN, once the window is there and the directory can be read."""
        self.directory = load_directory()
        self.show_state()

    def earlier(self) -> None:
        """The quarter before, back to the first of the baseline year."""
        if not self.why_not_earlier():
            period = self._session.period
            self._session.show_period(Period(period.year, 1).previous if period.is_year else period.previous)

    def why_not_earlier(self) -> str:
        """Why there is no earlier quarter to go to, or ""."""
        first = BASELINE.quarters[0]
        return "" if self._session.period.first_day > first.first_day else "Nothing is counted before this"

    def why_not_later(self) -> str:
        """Why there is no later quarter to go to, or ""."""
        return "" if _after(self._session.period) <= quarter_of_today() else "Later quarters have not begun"

    def later(self) -> None:
        """The quarter after, up to the one that is running."""
        period = _after(self._session.period)
        if period <= quarter_of_today():
            self._session.show_period(period)

    def choose(self) -> None:
        """The list of quarters."""
        menu = self.period_menu()
        menu.exec(self._choose.mapToGlobal(self._choose.rect().bottomLeft()))
        menu.deleteLater()

    def period_menu(self) -> QMenu:
        """What is near or has figures, then every year with quarters that are not among these."""
        menu, near = QMenu(self), self.periods()
        self._add_periods(menu, near)
        menu.addSeparator()
        quarters = quarters_so_far()
        for year in dict.fromkeys(each.year for each in quarters if each not in near):
            of_year = menu.addMenu(Period(year).words)
            of_year.setObjectName(f"menu-{year}")
            of_year.menuAction().setObjectName(f"year-{year}")
            self._add_periods(of_year, [each for each in quarters if each.year == year])
        return menu

    def _add_periods(self, menu: QMenu, periods: Sequence[Period]) -> None:
        have = self._session.periods_held()
        for period in periods:
            action = menu.addAction(_menu_words(period, have.get(period)))
            action.setObjectName(f"choose-{period.id}")
            action.triggered.connect(partial(_show, self._session.show_period, period))
            if period == self._session.period:
                menu.setActiveAction(action)


class PracticeHeader(Header):
    """The practice, its network, and the state of the return's PDF."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self.show_state()

    def who(self) -> tuple[str, str]:
        """The practice's name; its code and network."""
        who = self._workspace.identity
        pcn = who.pcn_code or ""
        if pcn and self.directory is not None:
            listed = self.directory.pcn(pcn)
            pcn = listed.name if listed else pcn
        return who.name or who.ods_code, " · ".join(part for part in (who.ods_code, pcn) if part)

    def state(self) -> tuple[str, str]:
        """How far the PDF has come, or that figures can only be looked at: the band below says why."""
        if not self._workspace.can_write:
            return "Read only", "read only"
        return state_words(self._workspace)


def _after(period: Period) -> Period:
    return Period(period.year + 1, 1) if period.is_year else period.next


def _menu_words(period: Period, held: str | None) -> str:
    name = period.choice_words
    if period == BASELINE:
        name = f"{period.words} (baseline year)"
    return f"{name}: {held or 'no figures'}"


def _show(show: Callable[[Period], None], period: Period, _checked: bool = False) -> None:
    show(period)
