"""A newer list of practices and networks, from files of the NHS: what it changes, and taking it back."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from greenpractice.exchange.nhs_lists import read_nhs_list
from greenpractice.facts.directory import Directory
from greenpractice.facts.nhs_list import NhsList, changes, with_list
from greenpractice.periods import day_words
from greenpractice.phrases import counted
from ui.network.pages.group_card import whole_card
from ui.network.session.lead_workspace import NetworkWorkspace
from ui.session.jobs import Jobs, Reins
from ui.widgets.controls import announce, button, clear, row, words
from ui.widgets.looked_at import LookedAt, lines_in

_MOST_SHOWN = 40
_FILES = "Lists of the NHS (*.csv *.xlsx *.zip)"


class NhsListCard(QWidget):
    """Nothing counts before what it changes was shown and said yes to."""

    def __init__(self, workspace: NetworkWorkspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._read: NhsList | None = None
        self._jobs = Jobs(self, "nhs-list")
        frame, inside = whole_card(self)
        frame.setObjectName("nhs-lists")
        inside.addWidget(words("A newer list of practices and networks", "card"))
        hint = "epraccur.csv, and ePCN.xlsx (PCN details and core partners), as the NHS publishes them"
        inside.addWidget(words(hint, "hint"))
        inside.addLayout(row(button("Load a newer list…", "list-load", self._choose)))
        self._preview = LookedAt("list")
        inside.addWidget(self._preview)
        self._held = lines_in(inside)

    def refresh(self) -> None:
        """Show which lists count beside the shipped one."""
        clear(self._held)
        for held in self._workspace.memberships.lists:
            day = f", loaded on {day_words(held.at)}" if held.at else ""
            told = words(f"{held.file}{day}", "", f"list-{held.id}")
            back = button("Take back", f"list-back-{held.id}", partial(self._take_back, held))
            back.setAccessibleName(f"Take back: {told.text()}")
            self._held.addLayout(row(told, back, stretch=False))

    def load(self, paths: Sequence[Path]) -> None:
        """Read files beside the window and show what they would change; of two wishes the later one."""
        self._jobs.drop()
        self._forget()
        self._preview.begin("Reading the list…")
        job = self._jobs.run(partial(_read_list, self._workspace.directory, tuple(paths)))
        job.done.connect(self._show)
        job.failed.connect(self._refuse)
        job.broke.connect(self._forget)

    @Slot(object)
    def _show(self, read: tuple[NhsList, list[str]]) -> None:
        self._forget()
        self._read, found = read
        said = f"{self._read.file}: {counted(len(found), 'change')}" if found else "This list changes nothing"
        self._preview.lines.addWidget(words(said, "bold", "list-said"))
        for number, sentence in enumerate(found[:_MOST_SHOWN]):
            self._preview.lines.addWidget(words(sentence, "", f"list-change-{number}"))
        if len(found) > _MOST_SHOWN:
            self._preview.lines.addWidget(words(f"and {len(found) - _MOST_SHOWN} more", "hint"))
        not_now = button("Not now", "list-not-now", self._forget)
        use = [button("Use this list", "list-use", self._use, "primary")] if found else []
        self._preview.lines.addLayout(row(*use, not_now))
        announce(self, said)

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(self, "Files of the NHS", "", _FILES)
        if chosen:
            self.load([Path(each) for each in chosen])

    def _use(self) -> None:
        newer = self._read
        self._forget()
        if newer is not None:
            self._workspace.memberships.use_list(newer)

    def _take_back(self, held: NhsList) -> None:
        self._workspace.memberships.take_back_list(held)

    @Slot()
    def _forget(self) -> None:
        self._read = None
        self._preview.forget()

    @Slot(str)
    def _refuse(self, sentence: str) -> None:
        self._forget()
        self._preview.refuse(sentence)


def _read_list(directory: Directory, paths: Sequence[Path], _reins: Reins) -> tuple[NhsList, list[str]]:
    """A list, and what it would change, in words."""
    newer = read_nhs_list(paths)
    return newer, changes(directory, with_list(directory, newer))
