"""Rejecting a return: a button, and once it is pressed the reason, without which nothing is rejected."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from greenpractice.store import ReceivedReturn
from ui.widgets.columns import flow
from ui.widgets.controls import Box, button, page_layout, row

if TYPE_CHECKING:
    from ui.network.session.lead_workspace import NetworkWorkspace


def reject_parts(
    workspace: "NetworkWorkspace", received: ReceivedReturn, name: str
) -> tuple[Box, QPushButton]:
    """The box for the reason and the button that rejects, `name-reason-…` and `name-reject-…` of a return."""
    prefix, _, place = name.partition(" ")
    why = Box()
    why.setObjectName(f"{prefix}-reason-{place}")
    why.setPlaceholderText("Why it is rejected")
    why.setAccessibleName(f"Why it is rejected: {received.file}")
    reject = button("Reject", f"{prefix}-reject-{place}", lambda: workspace.reject(received, why.text()))
    reject.setAccessibleName(f"Reject: {received.file}")
    reject.setEnabled(False)
    why.textChanged.connect(lambda text: reject.setEnabled(bool(text.strip())))
    return why, reject


class RejectRow(QWidget):
    """For a return that nothing asks about, and that is found out later to be none of the practice's."""

    def __init__(self, workspace: "NetworkWorkspace", received: ReceivedReturn) -> None:
        super().__init__()
        self._why, reject = reject_parts(workspace, received, f"version {received.id}")
        self._begin = button("Reject this return…", f"version-{received.id}-reject", self._ask)
        self._begin.setAccessibleName(f"Reject this return: {received.file}")
        self._said = QWidget()
        page_layout(self._said).addWidget(flow(self._why, reject))
        self._said.hide()
        inside = page_layout(self)
        inside.addLayout(row(self._begin))
        inside.addWidget(self._said)

    def _ask(self) -> None:
        """Show where the reason goes, or hide it again."""
        self._said.setVisible(self._said.isHidden())
        if not self._said.isHidden():
            self._why.setFocus(Qt.FocusReason.OtherFocusReason)
