"""Settings of a practice: where the data are, backups, how the window looks, and what this program is."""

from ui.facts.facts_card import FactsCard
from ui.session.workspace import Workspace
from ui.widgets.controls import page_layout
from ui.window.move_card import MoveCard
from ui.window.page import Page
from ui.window.settings_cards import BackupCard, LookCard, about_card, data_card, role_card


class SettingsPage(Page):
    """Changes apply at once; there is no OK."""

    sections = frozenset()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        layout = page_layout(self)
        layout.addWidget(data_card(workspace))
        layout.addWidget(BackupCard(workspace, bills=True))
        layout.addWidget(FactsCard(workspace, workspace.identity.ods_code))
        self._move = MoveCard(workspace)
        layout.addWidget(self._move)
        self._look = LookCard(workspace)
        layout.addWidget(self._look)
        hint = "A PCN lead collects practices' PDFs. Each has data of its own"
        layout.addWidget(role_card("Switch to PCN lead…", hint))
        layout.addWidget(about_card())

    def refresh(self) -> None:
        self._look.refresh()
        self._move.refresh()
