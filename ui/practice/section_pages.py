"""The pages of sections that need nothing but their declaration: one or several cards under each other."""

from greenpractice.returns.carrying import SURVEYED
from greenpractice.sections import keys_of
from greenpractice.themes import ASTHMA, OTHER, RETURNED, TRAVEL
from ui.entry.section_panel import SectionPanel
from ui.practice.beside.asthma_side import GivesCard, WhereCard
from ui.practice.commuting_survey import SurveyPart
from ui.practice.section_icons import ICONS
from ui.session.workspace import Workspace
from ui.widgets.controls import page_layout
from ui.window.page import Page
from ui.window.parts.side_column import WithSide


class SectionsPage(Page):
    """Sections that belong together, each in a card of its own."""

    shown: tuple[str, ...] = ()
    side = 0  # px at 100%: how wide the column beside them is, where there is one
    introduced = True  # each says what goes in

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.column = page_layout(self)
        if self.side:
            sides = WithSide(self.side)
            self.column.addWidget(sides)
            self.column, self.beside = sides.main, sides.side
        self.panels = {
            section: SectionPanel(
                workspace,
                section,
                ICONS[section] if len(self.shown) > 1 else "",
                introduced=self.introduced,
            )
            for section in self.shown
        }
        for panel in self.panels.values():
            self.column.addWidget(panel)

    def show_sums(self) -> None:
        for panel in self.panels.values():
            panel.show_sum()

    def refresh(self) -> None:
        for panel in self.panels.values():
            panel.refresh()

    def show_place(self, section: str, row_id: int | None, field: str | None) -> None:
        """Put the focus on a figure."""
        if self._stale:
            self.show_now()
        self.panels[section].show_place(row_id, field)


class AsthmaPage(SectionsPage):
    """Counts from the clinical system."""

    shown = keys_of(ASTHMA)
    side = 262

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._cards = (GivesCard(workspace), WhereCard(workspace))
        for each in self._cards:
            self.beside.addWidget(each)
        self.beside.addStretch(1)

    def refresh(self) -> None:
        super().refresh()
        for each in self._cards:
            each.refresh()


class ReturnsPage(SectionsPage):
    """What patients bring back."""

    shown = keys_of(RETURNED)


class TravelPage(SectionsPage):
    """Journeys of all kinds, and the survey that staff travel comes from."""

    shown = keys_of(TRAVEL)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._survey = SurveyPart(workspace)
        self.panels[SURVEYED].add_below(self._survey)

    def refresh(self) -> None:
        super().refresh()
        self._survey.refresh()


class SuppliesPage(SectionsPage):
    """What is bought, used up and thrown away."""

    shown = keys_of(OTHER)
