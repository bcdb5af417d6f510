"""The foot bar of Check answers: its button makes the PDF or stops at what is wrong; and the preview."""

from collections.abc import Callable

from greenpractice.phrases import counted
from greenpractice.returns.progress import Status
from greenpractice.tasks.versions_there import in_folder
from ui.practice.check_page import CheckPage
from ui.session.places import reports_folder
from ui.session.workspace import Workspace
from ui.widgets.controls import button, page_layout
from ui.window.page import Page
from ui.window.parts.foot_bar import FootBar
from ui.window.parts.status_marks import LOOK_OF

_NEXT = "Next: Summary PDF"


class CheckFoot(Page):
    """`asks` does a command of the menus; a PDF that says all there is already is shown, not made again."""

    def __init__(self, workspace: Workspace, page: CheckPage, asks: Callable[[str], object]) -> None:
        super().__init__(workspace)
        self._page, self._asks, self._makes = page, asks, False
        primary = button("", "check-continue", self._go_on, "primary")
        primary.show_icon("chevron-right", "on_button", at_end=True)
        self._bar = FootBar("check", primary)
        self._bar.add(button("Preview", "check-preview", self._preview, icon="eye"))
        page_layout(self).addWidget(self._bar)

    def refresh(self) -> None:
        """Say which version would be made, or why none can be."""
        workspace = self.workspace
        problems = sum(not issue.question for issue in workspace.issues())
        stored = workspace.to_print()
        if stored is not None:
            stored = in_folder(workspace.store, stored, reports_folder(workspace), workspace.documents())
        self._makes = stored is not None and (stored.issued is None or stored.changed)
        words, told = _NEXT, "There are no figures yet"
        if stored is not None and self._makes:
            number = stored.next_revision
            words = f"Make the PDF, version {number}"
            told = f"You can change figures later and make version {number + 1}"
        elif stored is not None:
            told = f"Version {stored.document.revision} is made, and nothing changed since"
        self._bar.primary.setVisible(workspace.can_write)
        if problems:
            status = Status.PROBLEM
            unusable = counted(problems, "figure cannot be used", "figures cannot be used")
            self._bar.show_state(words, status.value, LOOK_OF[status], unusable)
        else:
            self._bar.show_state(words, "", "", "", told if workspace.can_write else "")

    def _go_on(self) -> None:
        if self._page.stops_at_problems():
            return
        if self._makes:
            self._asks("create-pdf")
        else:
            self._preview()

    def _preview(self) -> None:
        self.workspace.open_page("summary")
