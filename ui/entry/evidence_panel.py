"""Bills and print-outs of a figure, in a strip above the page: attached, opened and taken off."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractItemView, QFileDialog, QWidget

from greenpractice.errors import UserError
from greenpractice.evidence_kept import Kept, attach_all, forget, is_backed_up, look, sound_file
from greenpractice.facts.evidence_kinds import load_evidence_kinds
from greenpractice.own_files import evidence_folder
from greenpractice.periods import day_words
from greenpractice.phrases import first_upper
from greenpractice.returns.evidence import ATTACHED, counted_words
from greenpractice.store import ReturnKey
from ui.session.jobs import Job, Jobs, Reins
from ui.session.marking import Marked
from ui.session.workspace import Workspace
from ui.widgets.controls import announce, words
from ui.widgets.figure_table import FigureTable
from ui.widgets.opening_outside import open_outside
from ui.widgets.style import row_height
from ui.window.ask_strip import Answer, AskStrip

COMMAND, KEYS = "evidence", "Ctrl+Shift+B"
WARNING = (
    "Print-outs may hold names of patients: attach only what holds none. "
    "The copy stays on this computer and is never sent; the PDF only counts it. Files can be dropped here."
)
_TITLES = ("What", "Attached", "Where it is")
_MOST_ROWS = 3  # that are seen at once
_KEPT, _FAULT = "Kept here", "Something went wrong, and nothing was attached"
_PATIENCE = 10  # seconds that a closing window waits for a file that is being copied
_OTHER_VIEW = "The figure is no longer in view, so nothing was attached. Go back to it and attach it again"


class EvidencePanel(QObject):
    """Shows what is attached to one figure, or to rows of a table, of the return in view."""

    def __init__(
        self, workspace: Workspace, strip: AskStrip, say: Callable[[str], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._workspace, self._strip, self._say = workspace, strip, say
        self._jobs = Jobs(self, "evidence")
        self._copying: list[_Copying] = []
        workspace.leaving.connect(self._finish)

    def open(self, marked: Marked, told: Sequence[str] = ()) -> None:
        """Show what is attached; `told` is why something was not."""
        can_write, pieces = self._workspace.can_write, [look(self._store, name) for name in marked.evidence]
        parts: list[QWidget] = [words(sentence, "error", "evidence-told") for sentence in told]
        table = _table(marked.words, pieces) if pieces else None
        parts += [table] if table is not None else []
        parts += [words(WARNING, "hint", "evidence-warning")] if can_write else []

        def chosen() -> str:
            return marked.evidence[table.current or 0] if table is not None else ""

        answers = []
        if table is not None:
            answers.append(Answer("Open (Enter)", "evidence-open", lambda: self._open(marked, chosen())))
            table.picked.connect(lambda: self._strip.answer("evidence-open"))
        if can_write:
            answers.append(Answer("Choose a file…", "evidence-choose", partial(self._choose, marked)))
            if table is not None:
                answers.append(
                    Answer("Take it off", "evidence-remove", lambda: self._remove(marked, chosen()))
                )
        takes = partial(self._take, marked) if can_write else None
        renews = partial(self._renew, marked)
        sentence = f"{ATTACHED}: {marked.words}"
        self._strip.ask(sentence, answers, parts, cancel="Close", takes=takes, renews=renews)
        for sentence in told:
            announce(self._strip, sentence)

    def _renew(self, shown: Marked) -> None:
        """What is attached changed while it is shown, as by Ctrl+Z; a figure that is gone has nothing."""
        now = self._again(shown)
        if not now.rows:
            self._strip.close_question()
        elif now.evidence != shown.evidence:
            self.open(now)

    @property
    def _store(self) -> Path:
        return self._workspace.store.path

    def _open(self, marked: Marked, name: str) -> None:
        try:
            open_outside(sound_file(self._store, name), self._say)
        except UserError as error:
            self.open(marked, [str(error)])

    def _choose(self, marked: Marked) -> None:
        kinds = " ".join(f"*.{ending}" for ending in load_evidence_kinds().endings)
        title = f"Attach to {marked.words}"
        chosen, _ = QFileDialog.getOpenFileNames(self._strip, title, "", f"Bills and print-outs ({kinds})")
        if chosen:
            self._take(marked, [Path(each) for each in chosen])
        else:
            self.open(self._again(marked))

    def _take(self, marked: Marked, files: Sequence[Path]) -> None:
        """Copy files beside the data, and attach what was copied."""
        focused = self._strip.window().focusWidget()
        copying = _Copying(marked, self._workspace.key, self._store, files, focused)
        self._copying.append(copying)
        copying.job = job = self._jobs.run(copying.copy)
        job.done.connect(lambda _copied: self._copied(copying))
        job.failed.connect(self._say)
        job.broke.connect(lambda: self._say(_FAULT))
        job.ended.connect(lambda: self._forget(copying))

    def _forget(self, copying: "_Copying") -> None:
        if copying in self._copying:
            self._copying.remove(copying)

    def _finish(self) -> None:
        """The window closes: what was copied is attached; what takes too long is given up, its copy goes."""
        for copying in tuple(self._copying):
            self._forget(copying)
            is_there = copying.job is not None and copying.job.wait(_PATIENCE)
            if copying.job is not None:
                copying.job.drop()
            if is_there and copying.copied is not None:
                self._attach(copying)

    def _copied(self, copying: "_Copying") -> None:
        """Attach what was copied, and show it where nobody has gone on to something else meanwhile."""
        told = self._attach(copying)
        if told is None:
            return
        is_elsewhere = self._strip.isVisible() or self._strip.window().focusWidget() is not copying.focused
        if not is_elsewhere:
            self.open(self._again(copying.marked), told)
        elif told:
            self._say(" ".join(told))

    def _attach(self, copying: "_Copying") -> tuple[str, ...] | None:
        """Why something was not attached; None where the figure is no longer in view."""
        assert copying.copied is not None
        marked, key, (names, new, told) = copying.marked, copying.key, copying.copied
        now = self._again(marked)
        if self._workspace.key != key or not now.rows:
            forget(evidence_folder(self._store), new)
            self._say(_OTHER_VIEW)
            return None
        edits = now.attaching(names)
        if edits and self._workspace.apply_counted(edits, "Attach a bill or print-out"):
            forget(evidence_folder(self._store), new)
            told = (*told, "It could not be attached.")
        elif names:
            self._say(f"{marked.words}: {counted_words(names)} attached. Ctrl+Z takes that back")
        return told

    def _remove(self, marked: Marked, name: str) -> None:
        edits = self._again(marked).detaching(name)  # of what stands there now: a note may have come since
        if edits and self._workspace.apply_counted(edits, "Take a bill or print-out off"):
            self._say(f"{marked.words}: it could not be taken off")
            return
        held = " Backups made before still hold it." if is_backed_up(self._store) else ""
        self._say(f"Taken off. Ctrl+Z brings it back until you close: then the copy here is deleted.{held}")
        self.open(self._again(marked))

    def _again(self, marked: Marked) -> Marked:
        """The same rows as they are now."""
        rows = self._workspace.rows(marked.section)
        return replace(marked, rows=[each for each in rows if each.id in marked.ids])


class _Copying:
    """Files on their way beside the data: for which figure, and what came of them once they are there."""

    def __init__(
        self, marked: Marked, key: ReturnKey, store: Path, files: Sequence[Path], focused: QWidget | None
    ) -> None:
        self.marked, self.key, self.focused = marked, key, focused
        self._store, self._files = store, files
        self.job: Job | None = None
        self.copied: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]] | None = None

    def copy(self, reins: Reins) -> None:
        """Copy them, in the thread of a job."""
        self.copied = attach_all(self._store, self._files, reins.is_cancelled)


def _table(of: str, pieces: Sequence[Kept]) -> FigureTable:
    table = FigureTable("evidence-pieces", f"{ATTACHED}: {of}", grows=False, click_picks=False)
    rows = [(first_upper(each.words), _since(each), each.problem or _KEPT) for each in pieces]
    table.show_rows(_TITLES, rows, slim=(1,))
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    seen = min(len(rows), _MOST_ROWS) * row_height() + 2 * table.frameWidth() + 2
    table.setFixedHeight(table.horizontalHeader().sizeHint().height() + seen)
    table.selectRow(0)
    return table


def _since(piece: Kept) -> str:
    return day_words(piece.since) if piece.since is not None else ""
