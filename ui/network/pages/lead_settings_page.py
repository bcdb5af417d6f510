"""Settings of a network's window: practices and networks | due date, look, data, backups, facts."""

from PySide6.QtWidgets import QLineEdit, QWidget

from greenpractice.numbers import small_whole
from greenpractice.periods import day_words
from ui.facts.facts_card import FactsCard
from ui.network.pages.group_card import NetworksCard
from ui.network.pages.membership_card import MembersCard
from ui.network.pages.nhs_list_card import NhsListCard
from ui.network.session.lead_workspace import NetworkWorkspace
from ui.widgets.controls import announce, card, page_layout, row, words
from ui.widgets.style import scaled
from ui.window.page import AnyPage
from ui.window.parts.side_column import HALF, WithSide
from ui.window.settings_cards import BackupCard, LookCard, about_line, data_card, role_card

_MOST_DAYS = 366


class NetworkSettingsPage(AnyPage):
    """Changes apply at once; there is no OK."""

    def __init__(self, workspace: NetworkWorkspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        columns = WithSide(HALF)
        page_layout(self).addWidget(columns)
        self._networks, self._members = NetworksCard(workspace), MembersCard(workspace)
        self._lists = NhsListCard(workspace)
        columns.main.addWidget(self._members)
        columns.main.addWidget(self._networks)
        columns.main.addWidget(self._lists)
        columns.main.addStretch(1)
        self._look = LookCard(workspace)
        hint = "A practice enters its figures each quarter. Each has data of its own"
        for part in (
            self._due_card(),
            self._look,
            data_card(workspace, "What practices send"),
            BackupCard(workspace),
            role_card("Switch to practice…", hint),
            FactsCard(workspace),
            about_line(),
        ):
            columns.side.addWidget(part)

    def refresh(self) -> None:
        self._networks.refresh()
        self._members.refresh()
        self._lists.refresh()
        self._look.refresh()
        self._show_due()

    def _due_card(self) -> QWidget:
        frame, inside = card()
        inside.addWidget(words("When returns are due", "card"))
        label = words("Days after the end of the quarter")
        label.setWordWrap(False)
        self._days = QLineEdit()
        self._days.setObjectName("due-days")
        self._days.setAccessibleName("Days after the end of the quarter")
        self._days.setMaximumWidth(scaled(90))
        self._days.editingFinished.connect(self._commit_days)
        self._workspace.typing_ends.connect(self._finish_typing)
        label.setBuddy(self._days)
        inside.addLayout(row(label, self._days))
        self._due = words("", "hint", "due-said")
        inside.addWidget(self._due)
        return frame

    def _show_due(self) -> None:
        self._days.setText(str(self._workspace.choices.due_days))
        self._due.setText(
            f"Returns for {self._workspace.period.words} are due on {day_words(self._workspace.due)}"
        )

    def _finish_typing(self) -> None:
        """What is typed is kept before anything reads it or leaves it behind."""
        if self._days.isModified():
            self._commit_days()

    def _commit_days(self) -> None:
        text = self._days.text().strip()
        days = small_whole(text, 0, _MOST_DAYS)
        if days is not None:
            if days != self._workspace.choices.due_days:
                self._workspace.set_due_days(days)
        else:
            self._due.setText(f"Enter a whole number of days up to {_MOST_DAYS}")
            announce(self, self._due.text())
