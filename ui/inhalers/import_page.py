"""The import page: three steps, beside them what files would change, and one button that takes it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import Enum
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QVBoxLayout, QWidget

from greenpractice.errors import UserError
from greenpractice.periods import Period
from greenpractice.phrases import joined
from greenpractice.prescribing.starter.layout import SUFFIX
from greenpractice.prescribing.values import Prescribing
from greenpractice.store import ReturnKey
from greenpractice.tasks.import_preview import QuarterPreview, previews
from greenpractice.tasks.importing import by_quarter
from greenpractice.tasks.starting_full import said_before
from ui.inhalers.import_preview import PreviewPart, ProblemsPart
from ui.inhalers.import_reading import ReadingPart
from ui.inhalers.import_steps import DONE, LATER, NOW, PROBLEM, BesideSteps, Steps
from ui.inhalers.import_words import button_words, done_words, rows_words
from ui.session.jobs import Jobs
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.controls import announce, button, card, clear, page_layout, row, set_look, words
from ui.window.page import Page
from ui.window.parts.foot_bar import FootBar
from ui.window.parts.nothing_yet import NothingYet

_INTRODUCTION = (
    "Drop files here, or choose them: an English Prescribing Dataset of the NHS, a download of "
    "OpenPrescribing or ePACT2, a sheet with BNF code and inhalers, or the starter file of your ICB or PCN."
)
_LOOK_ONLY = "This data is open elsewhere, so nothing can be imported. You can see what a file would change."
_NO_FILES = "That drop held no files. Save them in a folder first, then drop or choose them."
_CANCELLED = "Reading was cancelled. Nothing has changed."
_FAULT = "What the files would change could not be worked out, as something went wrong in the program."
_KINDS = f"Prescribing files (*{SUFFIX} *.csv *.txt *.tsv *.xlsx *.zip *.gz);;All files (*)"
_STARTERS = f"Starter files (*{SUFFIX});;All files (*)"
_COLUMNS = "What stands in which column is found by itself"
_AFTER = "You can take the whole import back with Ctrl+Z"
_MOST_WAYS = 4  # buttons to quarters that were imported: to others the list in the header leads


class State(Enum):
    """The step the page is at."""

    CHOOSE = "choose"
    READING = "reading"
    PROBLEMS = "problems"
    PREVIEW = "preview"
    DONE = "done"


_MARKS = {  # of file, columns and check
    State.CHOOSE: (NOW, LATER, LATER),
    State.READING: (NOW, LATER, LATER),
    State.PROBLEMS: (PROBLEM, LATER, LATER),
    State.PREVIEW: (DONE, DONE, NOW),
    State.DONE: (DONE, DONE, DONE),
}


class ImportPage(Page):
    """All steps stand on one page, and nothing is changed before the last."""

    sections = frozenset({"inhalers"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.state, self._taking = State.CHOOSE, False
        self._files: tuple[Path, ...] = ()  # that are read now, or were last
        self._found: Prescribing | None = None
        self._previews: list[QuarterPreview] = []
        self._kept: dict[ReturnKey, frozenset[str]] = {}  # typed figures that shall stay, by product
        self._working_out = Jobs(self, "import-preview")
        self._done = DonePart(workspace)
        self._problems, self.reading, self._preview = ProblemsPart(), ReadingPart(), PreviewPart()
        self._nothing = NothingYet("import-nothing", "file-import", _INTRODUCTION)
        self._told = words("", "bold", "import-told")
        self._choose_button = button("Choose files…", "import-choose", self._choose_files, "primary")
        self._steps = self._made_steps()
        take = button("Import", "import-take", self.take, "primary")
        take.setToolTip("Ctrl+Enter")
        self.foot = FootBar("import", take)
        self.foot.by_ctrl_enter = True  # as on pages of figures: Ctrl+Z takes it back
        self.foot.status.hide()
        layout = page_layout(self)
        if not workspace.can_write:
            frame, inside = card("check-box")
            inside.addWidget(words(_LOOK_ONLY, "", "import-look-only"))
            layout.addWidget(frame)
        shown = QWidget()
        right = page_layout(shown)
        for part in (self._nothing, self._done, self._problems, self._preview):
            right.addWidget(part, 1 if part is self._preview else 0)
        right.addStretch(0)
        self._beside = BesideSteps(self._steps, shown)
        layout.addWidget(self._beside, 1)
        self.reading.finished.connect(self._read)
        self.reading.failed.connect(self._on_failed)
        self.reading.cancelled.connect(self._cancelled)
        self._preview.kept.connect(self._keep)
        self._preview.summed_up.connect(self._show_foot)
        self._go_to(State.CHOOSE)

    def _made_steps(self) -> Steps:
        """What is chosen, what was recognised in it, and what to look at before it is taken."""
        steps = Steps()
        hint = f"CSV, Excel, zip, gzip or {SUFFIX}. Several months can be taken at once"
        steps.file.inside.addWidget(words(hint, "small"))
        steps.file.inside.addWidget(self._told)
        steps.file.inside.addLayout(row(self._choose_button))
        steps.file.inside.addWidget(self.reading)
        steps.check.inside.addWidget(self._preview.told)
        return steps

    def lay_out(self) -> None:
        """The grid beside the steps where there is room."""
        self._beside.fit()

    def take_files(self, files: Sequence[Path]) -> None:
        """Read files that were chosen or dropped; what was read before is let go."""
        self._kept.clear()
        self._start(files)

    def add_files(self, files: Sequence[Path]) -> None:
        """Read files that were opened with the app, and with them what is not taken yet.

        A system that opens several files at once may hand them over one by one.
        """
        before = self._files if self.state in (State.READING, State.PREVIEW) else ()
        self._start([*before, *(file for file in files if file not in before)])

    def _start(self, files: Sequence[Path]) -> None:
        self._working_out.drop()
        self._files = tuple(files)
        if not files:
            self.reading.stop()
            self._found = None
            self._tell(_NO_FILES)
            self._go_to(State.CHOOSE)
            return
        self._found = None
        self._tell("")
        self._go_to(State.READING)
        self.reading.start(files, self.workspace.key.ods_code)

    def refresh(self) -> None:
        """What would change is worked out again whenever the figures do."""
        if self._found is None or self.state not in (State.PREVIEW, State.DONE) or self._taking:
            return
        self._previews = []
        self._preview.wait()
        store, found, new = self.workspace.store, self._found, by_quarter(self._found)
        self._working_out.drop()
        job = self._working_out.run(
            lambda _reins: (list(previews(store, new)), said_before(found, store, new))
        )
        job.done.connect(self._on_worked_out)
        job.failed.connect(self._on_failed)
        job.broke.connect(self._on_broken)

    @property
    def is_working(self) -> bool:
        """True while files are read or what they change is worked out."""
        return self.reading.is_reading or self._working_out.is_busy or self._preview.is_filling

    @Slot(object)
    def _on_worked_out(self, worked_out: tuple[list[QuarterPreview], tuple[str, ...]]) -> None:
        if self._found is None or self.state not in (State.PREVIEW, State.DONE):
            return
        found, said = worked_out
        is_starter = bool(self._found.starters)  # with which all that was typed stays, until a tick goes
        self._previews = [
            preview.keeping(self._kept.get(preview.key, preview.may_keep if is_starter else ()))
            for preview in found
        ]
        if self.state is State.DONE:
            if not any(preview.changes for preview in self._previews):
                return
            self._go_to(State.PREVIEW)  # the import was taken back
        who = self.workspace.identity
        shown = replace(self._found, questions=(*self._found.questions, *said))
        notes = (*shown.notes, rows_words(shown, who.name or who.ods_code))
        self._steps.say_columns(notes, shown.questions)
        self._preview.show_found(shown, self._previews, self.workspace.period)
        announce(self, self._preview.summary)

    @Slot()
    def _on_broken(self) -> None:
        self._on_failed(_FAULT)

    @Slot(str)
    def _on_failed(self, sentence: str) -> None:
        """Neither figures nor a list of problems: one sentence, and files can be chosen again."""
        self._found = None
        self._problems.show_sentence(sentence)
        self._go_to(State.PROBLEMS)
        self._problems.begin()
        announce(self, self._problems.said)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.state is State.DONE and not event.spontaneous():
            self._found = None
            self._go_to(State.CHOOSE)

    def choose_starter(self) -> None:
        """Ask for a starter file and read it."""
        self._ask("Open a starter file", _STARTERS)

    def _choose_files(self) -> None:
        self._ask("Choose prescribing files", _KINDS)

    def _ask(self, title: str, kinds: str) -> None:
        preferences = self.workspace.preferences
        folder = preferences.path("import_folder") if preferences is not None else None
        chosen, _ = QFileDialog.getOpenFileNames(self, title, str(folder or ""), kinds)
        if chosen:
            files = [Path(name) for name in chosen]
            if preferences is not None:
                preferences.put_path("import_folder", files[0].parent)
            self.take_files(files)

    def _cancelled(self) -> None:
        self._tell(_CANCELLED)
        self._go_to(State.CHOOSE)
        self._choose_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read(self, found: Prescribing) -> None:
        self._found = found
        if found.problems:
            self._problems.show_found(found)
            self._go_to(State.PROBLEMS)
            self._problems.begin()
            announce(self, self._problems.said)
            return
        self._go_to(State.PREVIEW)
        self.show_now()
        self._steps.check.title.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _keep(self, chosen: QuarterPreview) -> None:
        """What shall stay of a quarter is kept in mind also where its figures are worked out again."""
        self._kept[chosen.key] = chosen.kept
        self._previews = [chosen if each.key == chosen.key else each for each in self._previews]

    def take(self) -> None:
        """Take what the preview shows, as one step of undo."""
        if self._found is None or self.state is not State.PREVIEW:
            return
        found, taken = self._found, [preview for preview in self._previews if preview.changes]
        keep = {preview.key: preview.kept for preview in self._previews}
        files = joined(found.files) if len(found.files) < 4 else f"{len(found.files)} files"
        self._taking = True  # what is told meanwhile is the import's own change
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            self.workspace.take_imports(by_quarter(found), f"Import {files}", keep)
        except UserError as error:
            self._problems.show_sentence(str(error))
            self._problems.show()
            self._problems.begin()
            announce(self, f"There is a problem. {error}")
            return
        finally:
            self._taking = False
            QApplication.restoreOverrideCursor()
        self._done.show_done(done_words(taken, found.files), [preview.key.period for preview in taken])
        self._go_to(State.DONE)
        self._done.begin()
        announce(self, self._done.said)

    def _tell(self, sentence: str) -> None:
        self._told.setText(sentence)
        if sentence:
            announce(self, sentence)

    def _go_to(self, state: State) -> None:
        self.state = state
        self._told.setVisible(bool(self._told.text()) and state is State.CHOOSE)
        shown: Mapping[QWidget, tuple[State, ...]] = {
            self._choose_button: (State.CHOOSE, State.PROBLEMS, State.PREVIEW, State.DONE),
            self._nothing: (State.CHOOSE, State.READING),
            self.reading: (State.READING,),
            self._problems: (State.PROBLEMS,),
            self._preview: (State.PREVIEW,),
            self._preview.told: (State.PREVIEW,),
            self._done: (State.DONE,),
        }
        for part, states in shown.items():
            part.setVisible(state in states)
        is_next = state in (State.CHOOSE, State.PROBLEMS)
        set_look(self._choose_button, "look", "primary" if is_next else "")
        self._choose_button.setText("Choose files…" if is_next else "Choose other files…")
        if state is not State.PREVIEW:
            self._steps.say_columns(() if state is State.DONE else (_COLUMNS,))
        self._steps.mark(*_MARKS[state])
        self._show_foot()

    def _show_foot(self) -> None:
        """The button that takes it, where every quarter is shown and there is something to take."""
        ready = self.state is State.PREVIEW and not self._preview.is_filling
        can_take = self.workspace.can_write and any(each.changes for each in self._preview.previews)
        self.foot.setVisible(ready and can_take)
        if ready and can_take:
            self.foot.show_state(button_words(self._preview.previews), "", "completed", _AFTER)


class DonePart(QWidget):
    """What was imported, and the way to it."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_2)
        frame, inside = card("done-box")
        layout.addWidget(frame)
        self._words = words("", "card", "import-done")
        inside.addWidget(self._words)
        inside.addWidget(words("Ctrl+Z takes the whole import back"))
        self._ways = QVBoxLayout()
        inside.addLayout(self._ways)

    @property
    def said(self) -> str:
        """What was done, to be said aloud."""
        return self._words.text()

    def show_done(self, sentence: str, periods: Sequence[Period]) -> None:
        """Say what was done, with a button to each quarter, that in view first."""
        self._words.setText(sentence)
        clear(self._ways)
        in_view = self._workspace.period
        newest = sorted(periods, reverse=len(periods) > _MOST_WAYS)
        shown = sorted(newest, key=lambda each: each != in_view)[:_MOST_WAYS]
        for number, period in enumerate(shown):
            way = button(
                f"See inhalers of {period.words}",
                f"import-see-{period.id}",
                partial(self._see, period),
                "" if number else "primary",
            )
            self._ways.addLayout(row(way))
        if len(periods) > _MOST_WAYS:
            years = button("See all years in Results", "import-see-years", partial(self._see_years, shown[0]))
            self._ways.addLayout(row(years))

    def begin(self) -> None:
        """Put the focus on the way to the figures."""
        ways = self.findChildren(QPushButton)
        if ways:
            ways[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _see(self, period: Period) -> None:
        self._workspace.show_period(period)
        self._workspace.go_to("inhalers")

    def _see_years(self, newest: Period) -> None:
        self._workspace.show_period(newest)
        self._workspace.open_page("results")
