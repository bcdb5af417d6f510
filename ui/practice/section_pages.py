"""The pages of sections that need nothing but their declaration: one or several cards under each other."""

from PySide6.QtWidgets import QWidget

from greenpractice.sections import keys_of
from greenpractice.themes import OTHER, RETURNED, TRAVEL
from ui.entry.section_panel import SectionPanel
from ui.session.workspace import Workspace
from ui.widgets.controls import page_layout
from ui.window.page import Page


class SectionsPage(Page):
    """Sections that belong together, each in a card of its own."""

    shown: tuple[str, ...] = ()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        layout = page_layout(self)
        self.panels = {
            section: SectionPanel(workspace, section, heading=len(self.shown) > 1) for section in self.shown
        }
        for panel in self.panels.values():
            layout.addWidget(panel)

    def refresh(self) -> None:
        for panel in self.panels.values():
            panel.refresh()

    def show_place(self, section: str, row_id: int | None, field: str | None) -> None:
        """Put the focus on a figure and bring it into view."""
        if self._stale:
            self.show_now()
        self.panels[section].show_place(row_id, field)
        focused = self.focusWidget()
        if focused is not None:
            bring_into_view(focused)


def bring_into_view(widget: QWidget) -> None:
    """Scroll every area around a widget so that it is seen."""
    from PySide6.QtWidgets import QScrollArea

    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()


class AsthmaPage(SectionsPage):
    """Three counts from the clinical system."""

    shown = ("asthma_care",)


class ReturnsPage(SectionsPage):
    """Inhalers and pens that came back."""

    shown = keys_of(RETURNED)


class TravelPage(SectionsPage):
    """Business travel, travel to work and patients' journeys."""

    shown = keys_of(TRAVEL)


class SuppliesPage(SectionsPage):
    """Water, waste and paper."""

    shown = keys_of(OTHER)
