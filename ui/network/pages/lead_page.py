"""What the pages of a network share: the workspace, and words where nothing came yet."""

from typing import TYPE_CHECKING

from greenpractice.network.coverage import period_so_far
from ui.window.page import AnyPage

if TYPE_CHECKING:
    from ui.network.session.lead_workspace import NetworkWorkspace

NONE_YET = "No returns yet for this quarter. Add the PDFs your practices sent you."


class NetworkPage(AnyPage):
    """A page of a network's window."""

    def __init__(self, workspace: "NetworkWorkspace") -> None:
        super().__init__(workspace)
        self.workspace = workspace

    def place(self) -> str:
        """The group and period in view, as a heading."""
        return f"{self.workspace.group.name}, {period_so_far(self.workspace.network())}"
