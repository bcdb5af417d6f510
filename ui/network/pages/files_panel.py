"""The files that were read since the app started: what became of each, in words, and what can be done."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from greenpractice.network.states import REMARK_WORDS, FileState, Read
from greenpractice.network.summing_up import ReadSummary
from greenpractice.phrases import counted
from ui.widgets import tokens
from ui.widgets.columns import flow
from ui.widgets.controls import announce, button, card, clear, line, page_layout, row, words
from ui.widgets.marks.tags import StatusTag

if TYPE_CHECKING:
    from ui.network.session.lead_workspace import NetworkWorkspace

_SHOWN = 30  # so many at first: a whole area has hundreds
_LOOKS = {"received": "completed", "replaced": "not enough", "older_revision": "not enough",
          "duplicate": "not enough", "conflict": "check"}  # fmt: skip


class FilesPanel(QWidget):
    """A card to open: first the files that are not used, then those that are, then what is no return."""

    closed = Signal()

    def __init__(self, workspace: "NetworkWorkspace") -> None:
        super().__init__()
        self.setObjectName("network-files")
        self._workspace = workspace
        self._is_open = self._all = False
        self._shown: tuple[FileState, ...] = ()
        self._card, inside = card()
        self.title = words("", "card", "files-title")
        self.title.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._list = QVBoxLayout()
        self._list.setSpacing(tokens.SPACE_2)
        self._more = button("Show all files", "files-more", self._show_all, "link")
        self.said = words("", "hint", "files-said")
        self.said.hide()
        head = row(self.title, button("Close", "files-close", self._close, "link"), stretch=False)
        head.setStretch(0, 1)
        inside.addLayout(head)
        inside.addWidget(self.said)
        inside.addLayout(self._list)
        inside.addLayout(row(self._more))
        page_layout(self).addWidget(self._card)

    def refresh(self) -> None:
        """Show what the workspace holds now."""
        states = sorted(
            self._workspace.files(),
            key=lambda state: (state.is_other, state.status == "received", state.arrival.file),
        )
        self.setVisible(self._is_open and bool(states))
        shown = tuple(states if self._all else states[:_SHOWN])
        self._more.setVisible(len(shown) < len(states))
        used = sum(state.status == "received" for state in states)
        others = sum(state.is_other for state in states)
        counts = [f"{used} used", f"{len(states) - used - others} not used"]
        counts += [counted(others, "other file")] if others else []
        self.title.setText(f"Files read: {', '.join(counts)}")
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._list)
        for number, state in enumerate(shown):
            if number:
                self._list.addWidget(line())
            self._list.addWidget(self._entry(state, number))
        self._more.setText(f"Show the other {counted(len(states) - len(shown), 'file')}")

    def show_result(self, summary: ReadSummary) -> None:
        """Say in full what came of the last reading."""
        self.said.setText(f"Last reading: {summary.sentence}")
        self.said.show()

    def open(self) -> None:
        """Show the files, and put reading on among them."""
        self._is_open = True
        self.refresh()
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def _entry(self, state: FileState, number: int) -> QWidget:
        entry = QWidget()
        inside = page_layout(entry)
        inside.setSpacing(tokens.SPACE_1)
        said = StatusTag(f"file-{number}-state")
        said.show_tag(
            state.words, "not enough" if state.is_other else _LOOKS.get(state.status, "in progress")
        )
        name = words(state.arrival.file, "bold", f"file-{number}-name")
        head = row(name, said, stretch=False)
        head.setStretch(0, 1)
        inside.addLayout(head)
        who = self._workspace.network().name(state.practice) if state.practice else ""
        remarks = [REMARK_WORDS[remark] for remark in state.remarks]
        about = ", ".join(part for part in (who, *remarks) if part)
        if about:
            inside.addWidget(words(about, "hint", f"file-{number}-about"))
        inside.addWidget(words(state.why, "", f"file-{number}-why"))
        actions = self._actions(state, number)
        if actions:
            inside.addWidget(flow(*actions))
        return entry

    def _actions(self, state: FileState, number: int) -> list[QPushButton]:
        found = state.arrival.found
        if not isinstance(found, Read) or state.practice is None:
            return []
        made: list[QPushButton] = []
        memberships = self._workspace.memberships
        network = memberships.network_for(found.document)
        if state.status in ("other_pcn", "unlisted") and network is not None:
            pcn = self._workspace.directory.pcn(network)
            is_one = network == memberships.one_network or pcn is None
            add = partial(memberships.add, state.practice, network)
            where = "this network" if is_one or pcn is None else pcn.name
            made.append(button(f"Add to {where}", f"file-{number}-add", add))
        if state.status == "other_quarter":
            period = found.document.period
            show = partial(self._workspace.show_period, period)
            made.append(button(f"Show {period.words}", f"file-{number}-show", show))
            if self._workspace.can_write:
                keep = partial(self._keep, state)
                made.append(button("Keep as that quarter", f"file-{number}-keep", keep))
        for each in made:
            each.setAccessibleName(f"{each.text()}: {state.arrival.file}")
        return made

    def _keep(self, state: FileState) -> None:
        self._workspace.keep_as_its_quarter(state)
        announce(self, "Kept")

    def _close(self) -> None:
        self._is_open = False
        self.hide()
        self.closed.emit()

    def _show_all(self) -> None:
        self._all = True
        self.refresh()
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)
