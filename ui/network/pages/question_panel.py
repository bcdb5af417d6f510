"""Returns that wait for the Lead's word: what came beside each other, what differs, what can be done."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from greenpractice.carbon.carbon_words import total_words
from greenpractice.network.deciding import Decision
from greenpractice.network.lineage import Candidate
from greenpractice.network.states import fingerprint
from greenpractice.network.trust import waiting_words
from greenpractice.periods import day_words
from greenpractice.returns.differences import differences
from ui.network.pages.reject_row import reject_parts
from ui.widgets.columns import flow
from ui.widgets.controls import button, card, clear, page_layout, words
from ui.widgets.marked_table import Column, MarkedTable

if TYPE_CHECKING:
    from ui.network.session.lead_workspace import NetworkWorkspace

_NOTHING_MERGED = (
    "Nothing is merged. Neither counts until you choose one; better, ask the practice for a new version."
)
_BESIDE = (
    "These were made beside each other, as on a new computer or from an old backup. Ask the practice which "
    "is right, and choose it."
)
_WAITS = "What waits does not count yet. Ask the practice about it, then accept, use or reject it."
_CHOSEN = "You chose one of them. You can choose again."


class QuestionPanel(QWidget):
    """The versions beside each other, figure by figure, under each what the Lead can say of it."""

    def __init__(self, workspace: "NetworkWorkspace") -> None:
        super().__init__()
        self.setObjectName("conflict")
        self._workspace = workspace
        self._inside = QVBoxLayout()
        layout = page_layout(self)
        layout.addLayout(self._inside)

    def show_decisions(self, decisions: Sequence[Decision]) -> None:
        """Show the returns on which the Lead is asked, or has chosen."""
        clear(self._inside)
        asked = [each for each in decisions if each.in_question]
        self.setVisible(bool(asked))
        for decision in asked:
            self._inside.addWidget(self._panel(decision))

    def _panel(self, decision: Decision) -> QWidget:
        frame, inside = card("check-box")
        versions = sorted((group[0] for group in decision.in_question), key=lambda each: each.order)
        key = f"{decision.key.ods_code}-{decision.key.period.id}"
        inside.addWidget(words(_title(decision, versions), "bold", f"conflict-title-{key}"))
        inside.addWidget(words(_how(decision), "", f"conflict-how-{key}"))
        names = [_name(number) for number, version in enumerate(versions, start=1)]
        if len(versions) > 1:
            inside.addWidget(self._beside(key, versions, names))
        for number, version in enumerate(versions, start=1):
            for part in self._version(decision, version, f"{key}-{number}", number):
                inside.addWidget(part)
        return frame

    def _beside(self, key: str, versions: Sequence[Candidate], names: Sequence[str]) -> MarkedTable:
        """What differs between them."""
        table = MarkedTable(f"conflict-{key}", "What differs between the versions", sorts=False)
        found = differences([version.document for version in versions])
        totals = [self._total(version) for version in versions]
        columns = [Column("Section", 130), Column("Figure", 190, grows=True)]
        columns += [Column(name, 150, grows=True) for name in names]
        rows = [("All", "Total", *totals), *((each.section, each.field, *each.each) for each in found)]
        table.show_table(columns, rows)
        return table

    def _version(self, decision: Decision, version: Candidate, key: str, number: int) -> list[QWidget]:
        parts: list[QWidget] = [words(_told(version, number), "", f"conflict-file-{key}")]
        if version.waits and version.verdict is not None:
            why = waiting_words(decision.key.ods_code, version.verdict, self._workspace.keys)
            parts.append(words(why, "", f"conflict-why-{key}"))
        elif version.public_key is not None:
            parts.append(words(f"Its key: {fingerprint(version.public_key)}", "", f"conflict-key-{key}"))
        if decision.counts is not None and decision.counts.is_same(version) and not version.waits:
            parts.append(words("This one is used", "bold", f"conflict-used-{key}"))
        if version.received is not None and self._workspace.can_write:
            parts.append(flow(*self._actions(decision, version, key)))
        return parts

    def _actions(self, decision: Decision, version: Candidate, key: str) -> list[QWidget]:
        assert version.received is not None
        workspace, received = self._workspace, version.received
        made: list[QPushButton] = []
        if version.waits and version.public_key is not None:
            accept = partial(workspace.accept_key, decision.key.ods_code, version.public_key)
            made.append(button("The practice read out this key", f"conflict-accept-{key}", accept))
        elif decision.counts is None or not decision.counts.is_same(version):
            use = partial(workspace.choose, received)
            made.append(button("Use this one", f"conflict-use-{key}", use))
        for each in made:
            each.setAccessibleName(f"{each.text()}: {received.file}")
        return [*made, *reject_parts(workspace, received, f"conflict {key}")]

    def _total(self, version: Candidate) -> str:
        footprint = self._workspace.network().calculator.of_return(version.document)
        return total_words(footprint)


def _title(decision: Decision, versions: Sequence[Candidate]) -> str:
    period = decision.key.period.words
    if decision.waiting:
        return f"What came for {period} waits for your word"
    revisions = {each.document.revision for each in versions}
    if len(revisions) == 1:
        return f"Version {min(revisions)} for {period} is here with different figures"
    return f"Versions for {period} were made beside each other"


def _how(decision: Decision) -> str:
    if decision.forks:
        return _BESIDE
    if decision.waiting:
        return _WAITS
    return _NOTHING_MERGED if decision.conflict else _CHOSEN


def _name(number: int) -> str:
    return f"{'One' if number == 1 else 'The other' if number == 2 else f'Number {number}'}"


def _told(version: Candidate, number: int) -> str:
    name = f"{_name(number)}, version {version.document.revision}"
    if version.received is None:
        return f"{name}: {version.order[0] or 'recorded in this data file'}, not kept"
    return f"{name}: {version.received.file}, received {day_words(version.received.at.astimezone().date())}"
