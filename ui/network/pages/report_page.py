"""The network's report: its PDF, workbook and CSV files, where they go, and what they will say."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLineEdit, QProgressBar, QWidget

from greenpractice.carbon.carbon_words import co2e_words, total_words
from greenpractice.errors import UserError
from greenpractice.files import make_folders, typed_path, writing_problem
from greenpractice.indicators.base import Result
from greenpractice.indicators.words import STATUS_WORDS, and_without, value_words
from greenpractice.network.coverage import (
    change_sentence,
    coverage_words,
    left_out_words,
    names_of,
    patients_words,
    published_words,
)
from greenpractice.network.lead import View
from greenpractice.network.looking import to_look_at
from greenpractice.network.network import Network
from greenpractice.network.totals import whole_total
from greenpractice.numbers import NO_DATA
from greenpractice.reports.network.issues import Issue
from greenpractice.small_numbers import NOT_SHOWN, is_few
from greenpractice.tasks.exports import Export
from greenpractice.tasks.network_files import Collation
from greenpractice.tasks.noting import noting_report
from ui.network.pages.lead_page import NONE_YET, NetworkPage
from ui.network.session.reports_made import issue_of
from ui.session.jobs import Job
from ui.session.services import WindowServices
from ui.widgets import tokens
from ui.widgets.columns import flow
from ui.widgets.controls import announce, button, card, clear, page_layout, row, words
from ui.widgets.opening_outside import open_outside
from ui.widgets.style import scaled

if TYPE_CHECKING:
    from ui.network.session.lead_workspace import NetworkWorkspace

Cancelled = Callable[[], bool]
_FOLDER = "network/report_folder"
_VERSION = "Version"
_FAULT = "Nothing was written, as something went wrong in the program."


class NetworkReportPage(NetworkPage):
    """Each button writes at once into the folder shown; nothing else asks."""

    def __init__(self, workspace: "NetworkWorkspace") -> None:
        super().__init__(workspace)
        self.setObjectName("network-report")
        self.place_words = words("", "section", "report-place")
        self.done = DonePanel()
        self.done.opened.connect(lambda path: open_outside(path, self.workspace.refused.emit))
        self.problem, inside = card("error-box")
        inside.addWidget(words("There is a problem", "section"))
        self.problem_words = words("", "error", "report-problem")
        inside.addWidget(self.problem_words)
        self.problem.hide()
        self.done.hide()
        self.empty, inside = card("check-box")
        inside.addWidget(words(NONE_YET, "", "report-empty"))
        self.folder = QLineEdit(str(_folder_of(workspace)))
        self.folder.setObjectName("report-folder")
        self.folder.setAccessibleName("Folder for the report")
        self.folder.setMinimumWidth(scaled(260))
        label = words("Folder for the report", "bold")
        label.setBuddy(self.folder)
        self.name = words("", "hint", "report-name")
        self._job: Job | None = None
        self._export = workspace.exports.network[0]  # the one that was written last
        self._folder_used = Path()
        self._place_made = ""  # of which the files were made that the green panel tells of
        self.progress = words("", "bold", "report-progress")
        self._progress = self._progress_row()
        frame, inside = card()
        inside.addWidget(label)
        inside.addWidget(self.folder)
        inside.addLayout(row(button("Choose folder…", "report-choose", self._choose)))
        inside.addWidget(self.name)
        self._buttons = flow(
            *(
                button(each.action, each.control, partial(self.make, each), "" if place else "primary")
                for place, each in enumerate(_made_here(workspace.exports.network))
            )
        )
        inside.addWidget(self._buttons)
        inside.addWidget(self._progress)
        contents, within = card()
        within.addWidget(words("What it will say", "card"))
        self._contents = QGridLayout()
        self._contents.setHorizontalSpacing(tokens.SPACE_4)
        self._contents.setColumnStretch(0, 2)
        self._contents.setColumnStretch(1, 5)
        within.addLayout(self._contents)
        layout = page_layout(self)
        for part in (self.place_words, self.problem, self.done, self.empty, frame, contents):
            layout.addWidget(part)
        layout.addStretch(1)
        self._said_version = words("", "")  # until the page is filled
        workspace.history_ready.connect(self._on_history)

    def _progress_row(self) -> QWidget:
        """What is being made, a bar that moves, and Cancel; shown while it is made."""
        made = QWidget()
        inside = page_layout(made)
        bar = QProgressBar()
        bar.setObjectName("report-bar")
        bar.setAccessibleName("Making the report")
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setFixedHeight(scaled(12))
        inside.addWidget(self.progress)
        inside.addLayout(row(bar, button("Cancel", "report-cancel", self._cancel), stretch=False))
        made.hide()
        return made

    def refresh(self) -> None:
        """Show what a report made now would say."""
        network = self.workspace.network()
        self.place_words.setText(self.place())
        if self.place() != self._place_made:
            self.done.hide()
        self.empty.setVisible(not network.counted)
        self.name.setText(f"Names begin with: {self._collation(network, None).name}")
        clear(self._contents)
        for line, (label, value) in enumerate(self._lines(network)):
            self._contents.addWidget(words(label, "hint"), line, 0)
            said = words(value, "", f"report-line-{line}")
            self._contents.addWidget(said, line, 1)
            if label == _VERSION:
                self._said_version = said
        if network.counted and not self.workspace.history_is_known:
            self.workspace.ask_for_history()

    @Slot()
    def _on_history(self) -> None:
        """Earlier years are known now, which may have moved what a report shows of them."""
        if not self._stale and self.workspace.history_is_known:
            self._said_version.setText(self._version(self.workspace.network()))

    def make(self, export: Export[Collation]) -> None:
        """Write the files of one kind in the folder shown."""
        if self._job is None:
            self._export = export
            view = self.workspace.view()
            network = None if export.earlier_years else self.workspace.network()
            self._start(export.while_written, partial(self._written, export, view, network))

    def _start(self, what: str, make: Callable[[Path, Cancelled], list[Path]]) -> None:
        """Make files beside the window, with words and Cancel."""
        if self._job is not None:
            return
        self.problem.hide()
        self.done.hide()
        folder = self._folder_used = typed_path(self.folder.text())
        self._place_made = self.place()
        self.progress.setText(what)
        self._progress.show()
        self._buttons.setEnabled(False)
        announce(self, what)
        self._job = job = self.workspace.writings.run(lambda reins: make(folder, reins.is_cancelled))
        job.done.connect(self._on_made)
        job.failed.connect(self._on_failed)
        job.broke.connect(self._on_broken)
        job.ended.connect(self._end)

    @Slot(object)
    def _on_made(self, made: list[Path]) -> None:
        self._end()
        if not made:
            self.done.say("Cancelled", "Nothing was written")
            return
        for path in made:
            self.workspace.note_made(path)
        if self._export.is_report:
            self.refresh()
        if self.workspace.preferences is not None:
            self.workspace.preferences.put_path(_FOLDER, self._folder_used)
        self.done.show_made(made, self._export.done_words(made))

    @Slot(str)
    def _on_failed(self, sentence: str) -> None:
        self._end()
        self.problem_words.setText(sentence)
        self.problem.show()
        announce(self, "There is a problem")

    @Slot()
    def _on_broken(self) -> None:
        self._on_failed(_FAULT)

    @Slot()
    def _end(self) -> None:
        self._job = None
        self._progress.hide()
        self._buttons.setEnabled(True)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.progress.setText("Cancelling")

    def _written(
        self,
        export: Export[Collation],
        view: View,
        network: Network | None,
        folder: Path,
        cancelled: Cancelled,
    ) -> list[Path]:
        """Write it; runs beside the window. Without a network it is read with the returns of every year."""
        workspace = self.workspace
        read = network or workspace.report_network(view)
        issue = issue_of(workspace, read, every_year=network is None) if export.is_report else None
        what = self._collation(read, issue)
        if issue is not None:
            what = replace(what, noting=noting_report(workspace.store, issue.report))
        name = what.report_name if export.is_report else what.name
        target = _made(folder) / f"{name}{export.suffix}"
        return self._services().export(export, what, target, workspace.store.path, cancelled)

    def _services(self) -> WindowServices:
        services = self.workspace.services
        if services is None:
            raise UserError("This window cannot write files.")
        return services

    def _collation(self, network: Network, issue: Issue | None) -> Collation:
        workspace = self.workspace
        files = workspace.files() if issue is None else workspace.states()
        return Collation(network, files, workspace.store.is_demo(), issue=issue)

    def _lines(self, network: Network) -> list[tuple[str, str]]:
        footprint = network.footprint
        looking = len(to_look_at(network))
        return [
            ("Network", network.group.name),
            ("Year" if network.period.is_year else "Quarter", network.period.words),
            (_VERSION, self._version(network)),
            ("From", coverage_words(network)),
            ("Not in it", _not_in_it(network)),
            ("Total", total_words(footprint)),
            ("For each 1,000 patients", _of_patients(network)),
            ("On a year earlier", change_sentence(network)),
            *((result.indicator.id, _indicator(result)) for result in network.indicators),
            ("To look at", f"{looking or 'Nothing'}"),
            ("Also in it", "Returns, charts, who is in each total, files read, and how it was worked out"),
        ]

    def _version(self, network: Network) -> str:
        """Which version of the report it would be, and what moved since the one before."""
        issue = issue_of(self.workspace, network, every_year=False)
        moved = f". Since version {issue.since}: {' '.join(issue.moved)}" if issue.moved else ""
        return f"{issue.report.version}{moved}"

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Folder for the report", self.folder.text())
        if chosen:
            self.folder.setText(chosen)


def _not_in_it(network: Network) -> str:
    names = names_of(network, whole_total(network).outside, most=40)
    return f"{names}{published_words(network)}{left_out_words(network)}"


def _of_patients(network: Network) -> str:
    kg = network.footprint.per_1000_patients
    return NO_DATA if kg is None else f"{co2e_words(kg)}, {patients_words(network)}"


class DonePanel(QWidget):
    """The green panel after files were made: open them, or find them."""

    opened = Signal(Path)  # wanted open in the program it belongs to

    def __init__(self) -> None:
        super().__init__()
        self._made: Sequence[Path] = ()
        frame, inside = card("done-box")
        self.title = words("", "card", "report-done")
        self.path = words("", "", "report-path")
        self._open_button = button("Open", "report-open", self._open)
        inside.addWidget(self.title)
        inside.addWidget(self.path)
        self._buttons = flow(
            self._open_button, button("Open folder", "report-open-folder", self._open_folder)
        )
        inside.addWidget(self._buttons)
        page_layout(self).addWidget(frame)

    def show_made(self, made: Sequence[Path], title: str) -> None:
        """Say what was made and where."""
        self._made = made
        first, alone = made[0], len(made) == 1
        self.title.setText(title)
        self.path.setText(str(first if alone else first.parent))
        self._buttons.show()
        self._open_button.setVisible(alone)
        self._buttons.place()
        self.show()
        announce(self, self.title.text())
        if alone:
            self._open_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, title: str, sentence: str) -> None:
        """Say what happened instead."""
        self._made = ()
        self.title.setText(title)
        self.path.setText(sentence)
        self._buttons.hide()
        self.show()
        announce(self, title)

    def _open(self) -> None:
        self.opened.emit(self._made[0])

    def _open_folder(self) -> None:
        self.opened.emit(self._made[0].parent)


def _made_here(exports: Sequence[Export[Collation]]) -> list[Export[Collation]]:
    return [export for export in exports if not export.page]


def _made(folder: Path) -> Path:
    """The folder, made where it is not there yet."""
    try:
        make_folders(folder)
    except OSError as error:
        raise UserError(writing_problem(error, folder)) from error
    return folder


def _indicator(result: Result) -> str:
    if result.value is None:
        return STATUS_WORDS[result.status]
    if is_few(result):
        return NOT_SHOWN.capitalize()
    return f"{value_words(result, result.value)}, {STATUS_WORDS[result.status].lower()}{and_without(result)}"


def _folder_of(workspace: "NetworkWorkspace") -> Path:
    remembered = workspace.preferences.path(_FOLDER) if workspace.preferences is not None else None
    return remembered or workspace.store.path.parent / "Network reports"
