"""The header: whose figures these are, which quarter is in view, and how far it has come."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout

from greenpractice.facts.directory import Directory
from greenpractice.facts.practices import load_directory
from greenpractice.periods import Period, day_of_today
from ui.session.session import Session
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.controls import button, set_look, tag, words
from ui.widgets.style import text_size

BASELINE = Period(2019)
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
    """The state of the return's PDF in words, and the tone of its tag."""
    stored = workspace.to_print()
    if stored is None:
        return "No figures yet", "grey"
    if stored.issued is None:
        return "Draft", "blue"
    if stored.changed:
        return "Changed since PDF", "blue"
    return f"PDF version {stored.document.revision}", "green"


class Header(QFrame):
    """The white band at the top, with its accent line. A subclass says who it is and how far it has come."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("look", "header")
        self._session = session
        self.directory: Directory | None = None
        self._widest, self._width_at = 0, 0  # of the button with the quarter, and the text size it is of
        layout = QHBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_4, tokens.SPACE_2, tokens.SPACE_4, tokens.SPACE_2)
        layout.setSpacing(tokens.SPACE_2)
        who = QVBoxLayout()
        who.setSpacing(0)
        self._name, self._code = words("", "card", "header-practice"), words("", "small", "header-code")
        who.addWidget(self._name)
        who.addWidget(self._code)
        layout.addLayout(who, 1)
        self._state = tag("", "grey")
        self._state.setObjectName("header-state")
        layout.addWidget(self._state)
        layout.addSpacing(tokens.SPACE_2)
        self._earlier = button("‹", "earlier-quarter", self.earlier, "quiet")
        self._choose = button("", "choose-quarter", self.choose)
        self._later = button("›", "later-quarter", self.later, "quiet")
        self._earlier.setAccessibleName("Earlier quarter")
        self._later.setAccessibleName("Later quarter")
        self._earlier.setToolTip(f"Earlier quarter ({EARLIER_KEYS})")
        self._later.setToolTip(f"Later quarter ({LATER_KEYS})")
        for part in (self._earlier, self._choose, self._later):
            layout.addWidget(part)
        self._choose.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        session.changed.connect(self.show_state)

    def who(self) -> tuple[str, str]:
        """Whose figures these are: a name, and the line under it."""
        raise NotImplementedError

    def state(self) -> tuple[str, str]:
        """How far the quarter has come in words, and the tone of its tag."""
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
        self._choose.setText(_quarter_words(period))
        self._choose.setAccessibleName(f"Quarter: {period.words}. Choose another")
        self._keep_width()
        can_go_on = _after(period) <= quarter_of_today()
        if not can_go_on and self._later.hasFocus():
            self._choose.setFocus(Qt.FocusReason.OtherFocusReason)  # else it would go wherever Qt finds
        self._later.setEnabled(can_go_on)
        said, tone = self.state()
        self._state.setText(said)
        set_look(self._state, "tone", tone)

    def _keep_width(self) -> None:
        """As wide as the longest quarter, and never narrower again: ‹ and › stay below the pointer."""
        size = text_size()
        if size != self._width_at:
            self._width_at, self._widest = size, 0
            for quarter in range(1, 5):
                said = _quarter_words(Period(self._session.period.year, quarter))
                self._widest = max(self._widest, self._width_of(said))
        self._widest = max(self._widest, self._width_of(_quarter_words(self._session.period)))
        self._choose.setMinimumWidth(self._widest)

    def _width_of(self, said: str) -> int:
        """The width that the button takes with these words."""
        self._choose.setText(said)
        width = self._choose.sizeHint().width()
        self._choose.setText(_quarter_words(self._session.period))
        return width

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._width_at not in (0, text_size()):
            QTimer.singleShot(0, self, self._keep_width)  # once the button has its new font too

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
        """How far the PDF has come."""
        return state_words(self._workspace)


def _after(period: Period) -> Period:
    return Period(period.year + 1, 1) if period.is_year else period.next


def _quarter_words(period: Period) -> str:
    return f"{period.choice_words}  ▾"


def _menu_words(period: Period, held: str | None) -> str:
    name = period.choice_words
    if period == BASELINE:
        name = f"{period.words} (baseline year)"
    return f"{name}: {held or 'no figures'}"


def _show(show: Callable[[Period], None], period: Period, _checked: bool = False) -> None:
    show(period)
