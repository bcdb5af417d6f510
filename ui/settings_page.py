"""Settings of a practice: where the data are, backups, how the window looks, and what this program is."""

from ui.page import Page
from ui.parts import page_layout
from ui.settings_cards import BackupCard, LookCard, about_card, data_card, role_card
from ui.workspace import Workspace


class SettingsPage(Page):
    """Changes apply at once; there is no OK."""

    sections = frozenset()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        layout = page_layout(self)
        layout.addWidget(data_card(workspace))
        layout.addWidget(BackupCard(workspace))
        self._look = LookCard(workspace)
        layout.addWidget(self._look)
        hint = "A PCN lead collects practices' PDFs. Each has data of its own"
        layout.addWidget(role_card("Switch to PCN lead…", hint))
        layout.addWidget(about_card())

    def refresh(self) -> None:
        self._look.refresh()
