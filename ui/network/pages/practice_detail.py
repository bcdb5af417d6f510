"""One practice of a network: its figures, what can be said of them, and every version that came."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from greenpractice.carbon.carbon_words import CO2E, section_words, total_words
from greenpractice.carbon.reading_to_chase import CHASE_NEXT
from greenpractice.indicators.words import STATUS_WORDS, and_without, value_words
from greenpractice.network.assurance import assurance_of
from greenpractice.network.coverage import reach_of
from greenpractice.network.deciding import Decision
from greenpractice.network.standing import Standing
from greenpractice.numbers import NO_DATA, show, show_kg
from greenpractice.periods import day_words
from greenpractice.small_numbers import NOT_SHOWN, is_few
from greenpractice.store import ReceivedReturn
from ui.network.pages.question_panel import QuestionPanel
from ui.network.pages.reject_row import RejectRow
from ui.widgets import tokens
from ui.widgets.columns import flow
from ui.widgets.controls import announce, button, card, clear, page_layout, row, words
from ui.widgets.figure_table import FigureTable
from ui.widgets.marks.tags import StatusTag
from ui.widgets.opening_outside import open_outside

if TYPE_CHECKING:
    from ui.network.session.lead_workspace import NetworkWorkspace

_LOOKS = {
    "received": "completed",
    "so_far": "lower",
    "published": "published",
    "conflict": "check",
    "waiting": "in progress",
    "missing": "not yet started",
}


class PracticeDetail(QWidget):
    """Shown once a practice is chosen; everything in it is from the data of its returns."""

    closed = Signal()

    def __init__(self, workspace: "NetworkWorkspace") -> None:
        super().__init__()
        self.setObjectName("practice-detail")
        self._workspace = workspace
        self.code = ""
        self.title = words("", "section", "detail-title")
        self.title.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._state = StatusTag("detail-state")
        self._about = words("", "hint", "detail-about")
        self.question = QuestionPanel(workspace)
        self._trust = QVBoxLayout()
        self.figures = FigureTable("detail-figures", "Figures of this practice", sorts=False)
        self._versions = QVBoxLayout()
        self._versions.setSpacing(tokens.SPACE_2)
        self._versions_title = words("Versions received", "card", "detail-versions")
        self._remove = button("Take out of this network", "detail-remove", self._take_out)
        frame, inside = card()
        head = row(self.title, self._state, stretch=False)
        head.setStretch(0, 1)
        inside.addLayout(head)
        for part in (self._about, self.question):
            inside.addWidget(part)
        inside.addLayout(self._trust)
        inside.addWidget(self.figures)
        inside.addWidget(self._versions_title)
        inside.addLayout(self._versions)
        inside.addWidget(flow(button("Close", "detail-close", self._close), self._remove))
        page_layout(self).addWidget(frame)
        self.hide()

    def open(self, code: str, rows: Sequence[Standing]) -> None:
        """Show a practice and read on there."""
        self.code = code
        self.refresh(rows)
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.title.text())

    def refresh(self, rows: Sequence[Standing]) -> None:
        """Show the practice that is open as it stands now."""
        standing = next((each for each in rows if each.code == self.code), None)
        self.setVisible(standing is not None)
        if standing is None:
            self.code = ""
            return
        self.title.setText(f"{standing.name} ({standing.code})")
        self._state.show_tag(standing.words, _LOOKS[standing.came])
        about = [f"{standing.version}, created {standing.created}"] if standing.version else []
        about += [standing.remarks] if standing.remarks else []
        self._about.setText(". ".join(about))
        self._about.setVisible(bool(about))
        decided = self._decided()
        self.question.show_decisions(decided)
        self._show_trust(decided)
        rows_of_figures = list(self._figures())
        self.figures.setVisible(bool(rows_of_figures))
        self.figures.show_rows(("Figure", "Value"), rows_of_figures, (1,))
        self._show_versions(decided)

    def _decided(self) -> list[Decision]:
        decisions = self._workspace.decisions()
        return [decisions[key] for key in sorted(decisions) if key.ods_code == self.code]

    def _show_trust(self, decided: Sequence[Decision]) -> None:
        """Of each return that counts: what is remarkable, that it is unchanged, and whose key signed it."""
        clear(self._trust)
        workspace = self._workspace
        for number, decision in enumerate(decided):
            if decision.counts is None:
                continue
            said = assurance_of(decision.counts, workspace.network(), workspace.keys, workspace.states())
            start = f"{decision.key.period.words}: " if len(decided) > 1 else ""
            self._trust.addWidget(words(f"{start}{said.trust}", "bold", f"detail-trust-{number}"))
            if said.fingerprint:
                self._trust.addWidget(
                    words(f"Fingerprint of the key: {said.fingerprint}", "", f"detail-fingerprint-{number}")
                )
            for place, sentence in enumerate(said.sentences):
                self._trust.addWidget(words(sentence, "", f"detail-remark-{number}-{place}"))

    def _figures(self) -> Iterator[tuple[str, str]]:
        network = self._workspace.network()
        footprint = network.footprints.get(self.code)
        if footprint is None:
            return
        yield "Total", total_words(footprint)
        per_1000 = network.per_1000_of(self.code)
        part_year = reach_of(network, self.code) or NO_DATA
        yield "For each 1,000 patients", part_year if per_1000 is None else f"{show_kg(per_1000)} {CO2E}"
        yield "Registered patients", NO_DATA if footprint.patients is None else show(footprint.patients)
        good = network.good[self.code]
        if good.next is not None:
            yield "How sure", good.sure.words
            yield CHASE_NEXT, good.next.words
        for key, kg in footprint.by_section.items():
            yield section_words(footprint, key), f"{show_kg(kg)} {CO2E}"
        for result in network.indicators_of_each[self.code]:
            what = f"{result.indicator.id} {result.indicator.title}"
            if result.value is None:
                yield what, STATUS_WORDS[result.status]
            elif is_few(result):
                yield what, NOT_SHOWN.capitalize()
            else:
                status = STATUS_WORDS[result.status].lower()
                yield what, f"{value_words(result, result.value)}, {status}{and_without(result)}"

    def _show_versions(self, decided: Sequence[Decision]) -> None:
        clear(self._versions)
        versions = self._workspace.versions(self.code)
        self._versions_title.setVisible(bool(versions))
        counting = {
            each.counts.received.id for each in decided if each.counts is not None and each.counts.received
        }
        asked = {
            each.received.id
            for decision in decided
            for group in decision.in_question
            for each in group[:1]
            if each.received is not None
        }
        for version in versions:
            entry = self._version(version, version.id in counting, version.id in asked)
            self._versions.addWidget(entry)

    def _version(self, version: ReceivedReturn, counts: bool, asked: bool) -> QFrame:
        document = version.document
        created = datetime.fromisoformat(document.created).date()
        period = f", {document.period.words}" if document.period != self._workspace.period else ""
        at = version.at.astimezone()
        told = (
            f"Version {document.revision}{period}, created {day_words(created)}. "
            f"Received {day_words(at.date())} at {at:%H:%M} as {version.file}. "
            f"{'It counts' if counts else 'It is kept and does not count'}."
        )
        if version.rejected:
            told += f" You rejected it: {version.rejected}"
        entry = QFrame()
        inside = page_layout(entry)
        inside.setSpacing(tokens.SPACE_1)
        inside.addWidget(words(told, "", f"version-{version.id}"))
        original = self._workspace.original(version)
        if original is None:
            inside.addWidget(words("The PDF itself is no longer here", "hint"))
        else:
            opening = partial(open_outside, original, self._workspace.refused.emit)
            opened = button("Open the PDF", f"version-{version.id}-open", opening)
            opened.setAccessibleName(f"Open the PDF {version.file}")
            inside.addLayout(row(opened))
        if version.rejected and self._workspace.can_write:
            back = partial(self._workspace.take_back, version)
            taken = button("Take back the rejection", f"version-{version.id}-take-back", back)
            taken.setAccessibleName(f"Take back the rejection of {version.file}")
            inside.addLayout(row(taken))
        elif self._workspace.can_write and not asked:
            inside.addWidget(RejectRow(self._workspace, version))
        return entry

    def _take_out(self) -> None:
        self._workspace.memberships.leave_out(self.code)

    def _close(self) -> None:
        self.code = ""
        self.hide()
        self.closed.emit()
