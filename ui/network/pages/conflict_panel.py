"""Versions of one return that disagree: what differs between them, and the Lead's choice of one."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from greenpractice.carbon.carbon_words import CO2E
from greenpractice.network.deciding import Candidate, Decision
from greenpractice.numbers import show_kg
from greenpractice.periods import day_words
from greenpractice.returns.differences import differences
from ui.widgets.controls import button, card, clear, page_layout, row, words
from ui.widgets.marked_table import Column, MarkedTable

if TYPE_CHECKING:
    from ui.network.session.lead_workspace import NetworkWorkspace

_NOTHING_MERGED = (
    "Nothing is merged. Neither counts until you choose one; better, ask the practice for a new version."
)
_CHOSEN = "You chose one of them. You can choose again."


class ConflictPanel(QWidget):
    """The versions beside each other, figure by figure, under each a button to use it."""

    def __init__(self, workspace: "NetworkWorkspace") -> None:
        super().__init__()
        self.setObjectName("conflict")
        self._workspace = workspace
        self._inside = QVBoxLayout()
        layout = page_layout(self)
        layout.addLayout(self._inside)

    def show_decisions(self, decisions: Sequence[Decision]) -> None:
        """Show the returns that have more than one version of the highest revision."""
        clear(self._inside)
        self.setVisible(bool(decisions))
        for decision in decisions:
            self._inside.addWidget(self._panel(decision))

    def _panel(self, decision: Decision) -> QWidget:
        frame, inside = card("check-box")
        versions = sorted((group[0] for group in decision.versions), key=lambda each: each.order)
        key = f"{decision.key.ods_code}-{decision.key.period.id}"
        revision = versions[0].document.revision
        title = f"Version {revision} for {decision.key.period.words} is here with different figures"
        inside.addWidget(words(title, "bold", f"conflict-title-{key}"))
        inside.addWidget(words(_NOTHING_MERGED if decision.conflict else _CHOSEN, "", f"conflict-how-{key}"))
        names = [_name(number) for number, version in enumerate(versions, start=1)]
        table = MarkedTable(f"conflict-{key}", "What differs between the versions")
        found = differences([version.document for version in versions])
        totals = [self._total(version) for version in versions]
        columns = [Column("Section", 130), Column("Figure", 190, grows=True)]
        columns += [Column(name, 150, grows=True) for name in names]
        rows = [("All", "Total", *totals), *((each.section, each.field, *each.each) for each in found)]
        table.show_table(columns, rows)
        inside.addWidget(table)
        for number, version in enumerate(versions, start=1):
            inside.addWidget(words(_told(version, number), "", f"conflict-file-{key}-{number}"))
            if decision.counts is not None and decision.counts.figures == version.figures:
                inside.addWidget(words("This one is used", "bold", f"conflict-used-{key}-{number}"))
            elif version.received is not None and self._workspace.can_write:
                use = partial(self._workspace.choose, version.received.id)
                made = button("Use this one", f"conflict-use-{key}-{number}", use)
                made.setAccessibleName(f"Use this one: {names[number - 1]}, {version.received.file}")
                inside.addLayout(row(made))
        return frame

    def _total(self, version: Candidate) -> str:
        footprint = self._workspace.network().calculator.of_return(version.document)
        return f"{show_kg(footprint.total)} {CO2E}"


def _name(number: int) -> str:
    return f"{'One' if number == 1 else 'The other' if number == 2 else f'Number {number}'}"


def _told(version: Candidate, number: int) -> str:
    name = _name(number)
    if version.received is None:
        return f"{name}: {version.order[0] or 'recorded in this data file'}, not kept"
    return f"{name}: {version.received.file}, received {day_words(version.received.at.astimezone().date())}"
