"""The network's report: its PDF as it will look, and beside it what makes that and the other files."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QProgressBar, QWidget

from greenpractice.errors import UserError
from greenpractice.files import make_folders, typed_path, writing_problem
from greenpractice.network.lead import View
from greenpractice.network.network import Network
from greenpractice.reports.network.issues import Issue
from greenpractice.tasks.exports import Export
from greenpractice.tasks.network_files import Collation
from greenpractice.tasks.noting import noting_report
from ui.network.pages.lead_page import NetworkPage
from ui.network.pages.report.done import DonePanel
from ui.network.pages.report.source import ReportSource
from ui.network.session.reports_made import issue_of
from ui.session.jobs import Job
from ui.session.services import WindowServices
from ui.summary.beside_preview import BesidePreview
from ui.summary.making_card import MakingCard
from ui.summary.preview_panel import PreviewPanel
from ui.widgets.controls import announce, button, card, page_layout, row, words
from ui.widgets.opening_outside import open_outside
from ui.widgets.style import scaled

if TYPE_CHECKING:
    from ui.network.session.lead_workspace import NetworkWorkspace

Cancelled = Callable[[], bool]
_FOLDER = "network/report_folder"
_FAULT = "Nothing was written, as something went wrong in the program."


class NetworkReportPage(NetworkPage):
    """Each button writes at once into the folder shown; nothing else asks."""

    def __init__(self, workspace: "NetworkWorkspace") -> None:
        super().__init__(workspace)
        self.setObjectName("network-report")
        self.done = DonePanel()
        self.done.opened.connect(lambda path: open_outside(path, self.workspace.refused.emit))
        self.problem, inside = card("error-box")
        inside.addWidget(words("There is a problem", "section"))
        self.problem_words = words("", "error", "report-problem")
        inside.addWidget(self.problem_words)
        self.problem.hide()
        self.done.hide()
        self._job: Job | None = None
        self._export = workspace.exports.network[0]  # the one that was written last
        self._folder_used = Path()
        self._place_made = ""  # of which the files were made that the green panel tells of
        self.progress = words("", "bold", "report-progress")
        self._progress = self._progress_row()
        self.preview = PreviewPanel(workspace, ReportSource(workspace))
        self.making = self._making_card()
        self.folder = self.making.folder
        self._parts = BesidePreview(self.preview, self.making)
        layout = page_layout(self)
        for part in (self.problem, self.done):
            layout.addWidget(part)
        layout.addWidget(self._parts, 1)
        workspace.history_ready.connect(self._on_history)

    def _making_card(self) -> MakingCard:
        """The green button, printing and the folder; the other files are a line each below them."""
        pdf, *others = _made_here(self.workspace.exports.network)
        primary = button("Make the PDF", pdf.control, partial(self.make, pdf), "primary")
        prints = [self.preview.prints]
        made = MakingCard("report", "Folder for the report", _folder_of(self.workspace), primary, prints)
        made.told.connect(self.workspace.refused)
        made.more.addWidget(self._progress)
        lines = [button(each.action, each.control, partial(self.make, each), "line") for each in others]
        self._buttons = (primary, *lines)
        for each in lines:
            made.more.addWidget(each)
        return made

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
        """Show which version a report made now would be."""
        network = self.workspace.network()
        if self.place() != self._place_made:
            self.done.hide()
        self._say_version()
        if network.counted and not self.workspace.history_is_known:
            self.workspace.ask_for_history()

    def _say_version(self) -> None:
        """Its number, what moved since the one before, and what the names of all files begin with."""
        workspace = self.workspace
        network = workspace.network()
        issue = issue_of(workspace, network, workspace.view(), every_year=False)
        moved = [f"Since version {issue.since}: {' '.join(issue.moved)}"] if issue.moved else []
        name = f"Names begin with: {self._collation(network, None).name}"
        self.making.show_version(f"Version {issue.report.version}", moved, name)

    def lay_out(self) -> None:
        """The preview beside the rest where there is room."""
        self._parts.fit()

    @Slot()
    def _on_history(self) -> None:
        """Earlier years are known now, which may have moved what a report shows of them."""
        if not self._stale and self.workspace.history_is_known:
            self._say_version()

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
        self._let_make(False)
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
        self._let_make(True)

    def _let_make(self, may: bool) -> None:
        for each in self._buttons:
            each.setEnabled(may)

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
        issue = issue_of(workspace, read, view, every_year=network is None) if export.is_report else None
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


def _made_here(exports: Sequence[Export[Collation]]) -> list[Export[Collation]]:
    return [export for export in exports if not export.page]


def _made(folder: Path) -> Path:
    """The folder, made where it is not there yet."""
    try:
        make_folders(folder)
    except OSError as error:
        raise UserError(writing_problem(error, folder)) from error
    return folder


def _folder_of(workspace: "NetworkWorkspace") -> Path:
    remembered = workspace.preferences.path(_FOLDER) if workspace.preferences is not None else None
    return remembered or workspace.store.path.parent / "Network reports"
