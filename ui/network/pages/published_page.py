"""Published data: a starter file comes in, and its figures stand beside what practices sent."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QProgressBar, QVBoxLayout, QWidget

from greenpractice.network.published.beside_sent import TITLES, beside_words, published_beside
from greenpractice.prescribing.aside import READER, read_starters_aside
from greenpractice.prescribing.starter.layout import SUFFIX
from greenpractice.prescribing.values import Prescribing
from greenpractice.tasks.starting_full import Before, Brings, brought_by, codes_of, take_all, take_back
from ui.network.pages.lead_page import NetworkPage
from ui.session.jobs import Jobs, Reins, in_process
from ui.widgets import tokens
from ui.widgets.controls import announce, button, card, clear, page_layout, row, words
from ui.widgets.marked_table import Column, MarkedTable
from ui.window.header import quarter_of_today

if TYPE_CHECKING:
    from ui.network.session.lead_workspace import NetworkWorkspace

_KINDS = f"Starter files (*{SUFFIX});;All files (*)"
_WHAT = (
    "A starter file holds what is published of the inhalers of many practices. An analyst of your ICB or "
    "network makes one; Help says how. It never changes what a practice sent"
)
_LOOK_ONLY = "This data is open elsewhere, so nothing can be taken in. You can see what is in a file."
_FAULT = "The file could not be read, as something went wrong in the program. Nothing has changed."
_MOST_TOLD = 8
_WIDTHS = (210, 96, 88, 104, 100, 100, 112, 150)


class PublishedPage(NetworkPage):
    """Nothing is taken before it was shown; the table is of the group and period in view."""

    def __init__(self, workspace: "NetworkWorkspace") -> None:
        super().__init__(workspace)
        self.setObjectName("network-published")
        self.place_words = words("", "section", "published-place")
        self.starters = StarterPart(workspace)
        self.said = words("", "bold", "published-words")
        self.table = MarkedTable(
            "published-table", "Published beside sent", most=16, small=True, gives_way=True
        )
        frame, inside = card()
        inside.addWidget(words("Published beside sent", "card"))
        inside.addWidget(self.said)
        inside.addWidget(self.table)
        layout = page_layout(self)
        for part in (self.place_words, self.starters, frame):
            layout.addWidget(part)
        layout.addStretch(1)

    def refresh(self) -> None:
        """Show the group in the period."""
        network = self.workspace.network()
        rows = published_beside(network)
        self.place_words.setText(self.place())
        self.said.setText(beside_words(network, rows))
        self.table.setVisible(bool(rows))
        columns = [
            Column(title, width, number=0 < place < len(TITLES) - 1, grows=place in (0, len(TITLES) - 1))
            for place, (title, width) in enumerate(zip(TITLES, _WIDTHS, strict=True))
        ]
        self.table.show_table(columns, [each.texts(network.period) for each in rows])

    def choose(self) -> None:
        """Ask for a starter file."""
        self.starters.choose()

    def take_files(self, files: Sequence[Path]) -> None:
        """Read starter files and show what they bring."""
        self.starters.take_files(files)

    @property
    def is_working(self) -> bool:
        """True while a file is read or taken in."""
        return self.starters.is_working


class StarterPart(QWidget):
    """Choose, see what is in it, take it: one file (or some) at a time."""

    def __init__(self, workspace: "NetworkWorkspace") -> None:
        super().__init__()
        self._workspace = workspace
        self._jobs = Jobs(self, "starter")
        self._brings: Brings | None = None
        self._taken: tuple[Brings, Before] | None = None  # what was taken in last, and what was there
        self._asked = False  # whether it is to be taken back
        frame, inside = card()
        inside.addWidget(words("Open a starter file", "card"))
        inside.addWidget(words(_WHAT if workspace.can_write else _LOOK_ONLY, "hint"))
        self._open = button("Open a starter file…", "published-open", self.choose)
        self._take = button("Take it in", "published-take", self.take, "primary")
        self._cancel = button("Cancel", "published-cancel", self._cancelled)
        self._back = button("Take it back…", "published-back", self._ask_back)
        self._yes = button("Take it back", "published-back-yes", self.take_back)
        self._no = button("Keep it", "published-back-no", self._keep)
        inside.addLayout(row(self._open, self._take, self._back, self._yes, self._no, self._cancel))
        self.bar = QProgressBar()
        self.bar.setObjectName("published-progress")
        self.bar.setAccessibleName("Reading the starter file")
        self.bar.setTextVisible(False)
        inside.addWidget(self.bar)
        self.told = words("", "bold", "published-told")
        inside.addWidget(self.told)
        self._problem = words("", "error", "published-problem")
        inside.addWidget(self._problem)
        self._notes = QVBoxLayout()
        self._notes.setSpacing(tokens.SPACE_2)
        inside.addLayout(self._notes)
        page_layout(self).addWidget(frame)
        self._show()

    @property
    def is_working(self) -> bool:
        """True while a file is read or taken in."""
        return self._jobs.is_busy or self._workspace.writings.is_busy

    def choose(self) -> None:
        """Ask for a starter file."""
        chosen, _ = QFileDialog.getOpenFileNames(self, "Open a starter file", "", _KINDS)
        if chosen:
            self.take_files([Path(name) for name in chosen])

    def take_files(self, files: Sequence[Path]) -> None:
        """Read them beside the window; of two wishes the later one."""
        self._jobs.drop()
        self._brings = None
        store, workspace = self._workspace.store, self._workspace
        codes = codes_of(workspace.group, workspace.directory, quarter_of_today())
        read = in_process(READER, read_starters_aside, tuple(files), codes)

        def work(reins: Reins) -> Prescribing | Brings:
            found = read(reins)
            assert isinstance(found, Prescribing)
            return found if found.problems else brought_by(store, found)

        job = self._jobs.run(work)
        job.progressed.connect(self._on_progress)
        job.done.connect(self._on_read)
        job.failed.connect(self._on_failed)
        job.broke.connect(self._on_broken)
        self._show(f"Reading {', '.join(file.name for file in files)}", busy=True)

    def take(self) -> None:
        """Put what was shown in the store, in one step."""
        brings, store = self._brings, self._workspace.store
        if brings is None:
            return
        self._brings = None
        job = self._workspace.writings.run(lambda _reins: take_all(store, brings.found))
        job.done.connect(lambda before: self._on_taken(brings, before))
        job.failed.connect(self._on_failed)
        job.broke.connect(self._on_broken)
        self._show("Taking it in. Of a whole area this takes a minute", busy=True)

    def _ask_back(self) -> None:
        """Ask in the page, as the figures beside and in the totals go with them."""
        if self._taken is None:
            return
        self._asked = True
        brings, before = self._taken
        again = " What was held before of them comes back." if before.held else ""
        self._show(f"Take back {brings.words}{again} What practices sent stays as it is")
        self._no.setFocus()

    def _keep(self) -> None:
        self._show("Nothing was taken back")
        self._back.setFocus()

    def take_back(self) -> None:
        """Put back what was there before the last file was taken in, in one step."""
        if self._taken is None:
            return
        (brings, before), store = self._taken, self._workspace.store
        job = self._workspace.writings.run(lambda _reins: take_back(store, before))
        job.done.connect(lambda _nothing: self._on_taken_back(brings))
        job.failed.connect(self._on_failed)
        job.broke.connect(self._on_broken)
        self._show("Taking it back", busy=True)

    def _on_taken_back(self, brings: Brings) -> None:
        self._taken = None
        self._tell_all()
        self._show(f"Taken back: {brings.words}")
        self._open.setFocus()

    def _cancelled(self) -> None:
        self._jobs.drop()
        self._brings = None
        self._show("Reading was cancelled. Nothing has changed.")

    @Slot(object)
    def _on_progress(self, told: tuple[int, int]) -> None:
        done, size = told
        self.bar.setRange(0, max(size, 1))
        self.bar.setValue(done)

    @Slot(object)
    def _on_read(self, found: Prescribing | Brings) -> None:
        if isinstance(found, Prescribing):
            said = [str(problem) for problem in found.problems]
            more = len(said) - _MOST_TOLD
            rest = [f"and {more:,} more"] if more > 0 else []
            self._on_failed("\n".join([*said[:_MOST_TOLD], *rest, "Nothing has changed."]))
            return
        group = self._workspace.group.name
        if not found.practices:
            self._on_failed(f"No practice of {group} is in it. Nothing has changed.")
            return
        notes = [*found.found.notes, *(f"Check this: {each}" for each in found.found.questions)]
        clashes = [*found.clashes[:_MOST_TOLD]]
        if len(found.clashes) > _MOST_TOLD:
            clashes.append(f"and {len(found.clashes) - _MOST_TOLD:,} more months held with other figures")
        self._brings = found if self._workspace.can_write else None
        self._show(f"Of {group} it has {found.words}", notes=[*notes, *clashes])
        if self._brings is not None:
            self._take.setFocus()

    def _on_taken(self, brings: Brings, before: Before) -> None:
        self._taken = brings, before
        self._tell_all()
        self._show(f"Taken in: {brings.words}")

    def _tell_all(self) -> None:
        self._workspace.read_again()
        self._workspace.tell_all()

    @Slot(str)
    def _on_failed(self, sentence: str) -> None:
        self._show()
        self._problem.setText(sentence)
        self._problem.show()
        announce(self, f"There is a problem. {sentence}")

    @Slot()
    def _on_broken(self) -> None:
        self._on_failed(_FAULT)

    def _show(self, told: str = "", *, busy: bool = False, notes: Sequence[str] = ()) -> None:
        self._problem.hide()
        self.bar.setVisible(busy)
        self.bar.setRange(0, 0)
        self._open.setVisible(not busy)
        self._cancel.setVisible(busy and self._jobs.is_busy)
        self._take.setVisible(self._brings is not None)
        asked, self._asked = self._asked, False
        can_go_back = self._taken is not None and self._brings is None and not busy
        self._back.setVisible(can_go_back and not asked)
        for answer in (self._yes, self._no):
            answer.setVisible(can_go_back and asked)
        self.told.setText(told)
        self.told.setVisible(bool(told))
        clear(self._notes)
        for note in notes:
            self._notes.addWidget(words(note))
        if told:
            announce(self, told)
