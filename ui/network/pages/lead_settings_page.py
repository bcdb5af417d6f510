"""Settings of a network's window: networks and practices in view, due date, data, backups, how it looks."""

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
from ui.window.settings_cards import BackupCard, LookCard, about_card, data_card, role_card

_MOST_DAYS = 366


class NetworkSettingsPage(AnyPage):
    """Changes apply at once; there is no OK."""

    def __init__(self, workspace: NetworkWorkspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        layout = page_layout(self)
        self._networks, self._members = NetworksCard(workspace), MembersCard(workspace)
        self._lists = NhsListCard(workspace)
        layout.addWidget(self._members)
        layout.addWidget(self._lists)
        layout.addWidget(self._networks)
        layout.addWidget(FactsCard(workspace))
        layout.addWidget(self._due_card())
        layout.addWidget(data_card(workspace, "What practices send"))
        layout.addWidget(BackupCard(workspace))
        self._look = LookCard(workspace)
        layout.addWidget(self._look)
        hint = "A practice enters its figures each quarter. Each has data of its own"
        layout.addWidget(role_card("Switch to practice…", hint))
        layout.addWidget(about_card())

    def refresh(self) -> None:
        self._networks.refresh()
        self._members.refresh()
        self._lists.refresh()
        self._look.refresh()
        self._show_due()

    def _due_card(self) -> QWidget:
        frame, inside = card()
        inside.addWidget(words("When returns are due", "card"))
        label = words("Days after the end of the quarter", "bold")
        self._days = QLineEdit()
        self._days.setObjectName("due-days")
        self._days.setAccessibleName("Days after the end of the quarter")
        self._days.setMaximumWidth(scaled(90))
        self._days.editingFinished.connect(self._commit_days)
        self._workspace.typing_ends.connect(self._finish_typing)
        label.setBuddy(self._days)
        inside.addWidget(label)
        inside.addLayout(row(self._days, words("days")))
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
