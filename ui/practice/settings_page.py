"""Settings of a practice: its data and backups | how the window looks, the network, and facts."""

from ui.facts.facts_card import FactsCard
from ui.session.workspace import Workspace
from ui.widgets.controls import page_layout
from ui.window.move_card import MoveCard
from ui.window.page import Page
from ui.window.parts.side_column import HALF, WithSide
from ui.window.settings_cards import BackupCard, LookCard, about_line, data_card, role_card


class SettingsPage(Page):
    """Changes apply at once; there is no OK."""

    sections = frozenset()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        columns = WithSide(HALF)
        page_layout(self).addWidget(columns)
        self._move = MoveCard(workspace)
        for part in (data_card(workspace), BackupCard(workspace, bills=True), self._move):
            columns.main.addWidget(part)
        columns.main.addStretch(1)
        self._look = LookCard(workspace, compact=True)
        hint = "A PCN lead collects practices' PDFs. Each has data of its own"
        role = role_card("Switch to PCN lead…", hint)
        facts = FactsCard(workspace, workspace.identity.ods_code)
        for part in (self._look, role, facts, about_line()):
            columns.side.addWidget(part)

    def refresh(self) -> None:
        self._look.refresh()
        self._move.refresh()
