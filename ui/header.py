"""The header: whose return it is, which quarter is in view, and how far its PDF has come."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout

from greenpractice.directory import Directory
from greenpractice.periods import Period
from greenpractice.practices import load_directory
from ui import tokens
from ui.parts import button, set_look, tag, words
from ui.workspace import Workspace

BASELINE = Period(2019)


def quarter_of_today() -> Period:
    """The quarter that is running; later ones cannot be chosen."""
    today = datetime.now(UTC).astimezone().date()
    quarter = (today.month - 4) // 3 % 4 + 1
    return Period(today.year if today.month > 3 else today.year - 1, quarter)


def periods_to_choose(workspace: Workspace) -> list[Period]:
    """The newest quarters, every period with figures and the baseline year; newest first."""
    period = quarter_of_today()
    periods = {BASELINE, workspace.period, *(document.period for document in workspace.documents())}
    for _ in range(6):
        periods.add(period)
        period = period.previous
    return sorted(periods, key=lambda each: (each.last_day, each.days), reverse=True)


def state_words(workspace: Workspace) -> tuple[str, str]:
    """The state of the return's PDF in words, and the tone of its tag."""
    stored = workspace.stored()
    if stored is None:
        return "No figures yet", "grey"
    if stored.issued is None:
        return "Draft", "blue"
    if stored.changed:
        return "Changed since PDF", "blue"
    return f"PDF version {stored.document.revision}", "green"


class Header(QFrame):
    """The white band at the top, with its accent line."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setProperty("look", "header")
        self._workspace = workspace
        self._directory: Directory | None = None
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
        self._earlier.setToolTip("Earlier quarter")
        self._later.setToolTip("Later quarter")
        for part in (self._earlier, self._choose, self._later):
            layout.addWidget(part)
        self._choose.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        workspace.changed.connect(self.show_state)
        self.show_state()

    def show_state(self, _changes: object = None) -> None:
        """Show whose return and which quarter is in view."""
        who, period = self._workspace.identity, self._workspace.period
        self._name.setText(who.name or who.ods_code)
        pcn = who.pcn_code or ""
        if pcn and self._directory is not None:
            listed = self._directory.pcn(pcn)
            pcn = listed.name if listed else pcn
        self._code.setText(" · ".join(part for part in (who.ods_code, pcn) if part))
        self._choose.setText(f"{period.words}{' (whole year)' if period.is_year else ''}  ▾")
        self._choose.setAccessibleName(f"Quarter: {period.words}. Choose another")
        self._later.setEnabled(_after(period) <= quarter_of_today())
        words_of_state, tone = state_words(self._workspace)
        self._state.setText(words_of_state)
        set_look(self._state, "tone", tone)

    def name_networks(self) -> None:
        """Name the PCN, once the window is there and the directory can be read."""
        self._directory = load_directory()
        self.show_state()

    def earlier(self) -> None:
        """The quarter before."""
        period = self._workspace.period
        self._workspace.show_period(Period(period.year, 1).previous if period.is_year else period.previous)

    def later(self) -> None:
        """The quarter after, up to the one that is running."""
        period = _after(self._workspace.period)
        if period <= quarter_of_today():
            self._workspace.show_period(period)

    def choose(self) -> None:
        """The list of quarters."""
        menu = QMenu(self)
        have = {document.period: document.revision for document in self._workspace.documents()}
        for period in periods_to_choose(self._workspace):
            action = menu.addAction(_menu_words(period, have.get(period)))
            action.triggered.connect(partial(_show, self._workspace.show_period, period))
            if period == self._workspace.period:
                menu.setActiveAction(action)
        menu.exec(self._choose.mapToGlobal(self._choose.rect().bottomLeft()))
        menu.deleteLater()


def _after(period: Period) -> Period:
    return Period(period.year + 1, 1) if period.is_year else period.next


def _menu_words(period: Period, revision: int | None) -> str:
    name = f"{period.words}{' (whole year)' if period.is_year else ''}"
    if period == BASELINE:
        name = f"{period.words} (baseline year)"
    if revision is None:
        return f"{name}: no figures"
    return f"{name}: PDF version {revision}" if revision else f"{name}: draft"


def _show(show: Callable[[Period], None], period: Period, _checked: bool = False) -> None:
    show(period)
