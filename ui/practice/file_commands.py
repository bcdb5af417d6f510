"""The File menu of a practice, and the export: quarters, data files, copies and backups."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from greenpractice.errors import UserError
from greenpractice.evidence_kept import beside_words
from greenpractice.files import make_folders
from greenpractice.periods import Period
from greenpractice.tasks.exports import Export, never
from greenpractice.tasks.return_files import NOT_ISSUED, OneReturn
from ui.session.copying import copies
from ui.session.places import backup_target, is_data_file, reports_folder
from ui.session.workspace import Workspace
from ui.widgets.choice import Choice
from ui.widgets.controls import words
from ui.widgets.opening_outside import open_outside
from ui.widgets.style import scaled
from ui.window.ask_strip import Answer
from ui.window.frame import Frame
from ui.window.header import quarters_so_far
from ui.window.menus import Command

_LOOK = "You can look, but not change anything"


class FileCommands(QObject):
    """What the entries do; each says in the status bar what became of it."""

    def __init__(self, frame: Frame, workspace: Workspace) -> None:
        super().__init__(frame)
        self._frame, self._workspace = frame, workspace

    def first_entries(self) -> list[Command]:
        """What brings figures in."""
        return [
            Command(
                "start-quarter", "Start a &quarter…", self.start_quarter, ("Ctrl+Shift+N",),
                self._why_not_start,
            ),
            Command("open-file", "&Open data file…", self.open_file, ("Ctrl+O",)),
        ]  # fmt: skip

    def keeping_entries(self) -> list[Command]:
        """What keeps figures safe."""
        return [
            Command("save-copy", "Save a &copy as…", self.save_copy, ("Ctrl+Shift+S",)),
            Command("save-now", "&Save now", self._frame.say_saved, ("Ctrl+S",)),
            Command("back-up-now", "&Back up now", self.back_up),
            Command("restore-backup", "&Restore from backup…", self.restore, why_not=self._why_not_restore),
        ]

    def report_entries(self) -> list[Command]:
        """What takes figures out."""
        exports = [
            Command(
                export.control,
                export.entry or f"{export.action}…",
                partial(self.export, export),
                export.keys,
                partial(self._why_not_export, export),
            )
            for export in self._workspace.exports.practice
        ]
        return [
            *exports,
            Command("open-reports", "Open reports &folder", self.open_reports, why_not=self._why_no_reports),
        ]

    # Start a quarter

    def start_quarter(self) -> None:
        """Offer the quarters without figures, the newest first, with last quarter's practice details."""
        choice = Choice("strip-quarter", "Quarter to start")
        empty = self._empty_quarters()
        for period in empty:
            choice.addItem(period.words, period)
        if self._workspace.period in empty:
            choice.setCurrentIndex(empty.index(self._workspace.period))
        choice.setMaximumWidth(scaled(340))
        label = words("Quarter to start")
        label.setBuddy(choice)
        bring = QCheckBox("Bring practice details and sites along, marked as estimated")
        bring.setObjectName("strip-bring")
        bring.setChecked(True)
        parts: list[QWidget] = [label, choice, bring]

        def start() -> None:
            period = choice.currentData()
            assert isinstance(period, Period)
            self._started(period, bring.isChecked())

        self._frame.strip.ask("Start a quarter", [Answer("Start", "strip-start", start)], parts)

    def _started(self, period: Period, bring: bool) -> None:
        workspace = self._workspace
        workspace.show_period(period)
        edits, figures = copies(workspace, ["practice"]) if bring else ([], 0)
        lost = workspace.apply_counted(edits, "Start a quarter") if edits else 0
        self._frame.open_page("home")
        brought = f". {figures} practice details came along, marked as estimated" if figures else ""
        if lost:
            brought = ". Not all practice details could be brought along: see Practice details"
        self._frame.status.say(f"{period.words} is open{brought}")

    def _empty_quarters(self) -> Sequence[Period]:
        held = self._workspace.periods_held()
        return [period for period in quarters_so_far() if period not in held]

    def _why_not_start(self) -> str:
        if not self._workspace.can_write:
            return _LOOK
        return "" if self._empty_quarters() else "Every quarter so far has figures: choose one with Ctrl+G"

    # Data files and backups

    def open_file(self) -> None:
        """Ask for another data file; whoever owns the window opens it."""
        folder = str(self._workspace.store.path.parent)
        chosen, _ = QFileDialog.getOpenFileName(
            self._frame, "Open data file", folder, "Data files (*.db);;All files (*)"
        )
        if chosen:
            self._workspace.open_asked.emit(Path(chosen))

    def save_copy(self) -> None:
        """A verified copy of the data wherever a person wants it."""
        store = self._workspace.store.path
        offered = store.with_name(f"{store.stem} copy {datetime.now().astimezone():%Y-%m-%d}.db")
        chosen, _ = QFileDialog.getSaveFileName(
            self._frame, "Save a copy as", str(offered), "Data files (*.db)"
        )
        if chosen and is_data_file(self._workspace, Path(chosen)):
            self._workspace.refused.emit(f"{Path(chosen).name} is the data file itself. Choose another name")
        elif chosen:
            self._copy_to(Path(chosen), "Copy saved and verified")

    def back_up(self) -> None:
        """A verified backup in the usual folder."""
        self._copy_to(backup_target(self._workspace), "Backed up and verified")

    def _copy_to(self, target: Path, done: str) -> None:
        try:
            make_folders(target.parent)
            self._workspace.store.backup(target)
        except (UserError, OSError) as error:
            self._workspace.refused.emit(str(error))
        else:
            self._frame.status.say(f"{done}: {target}{beside_words(self._workspace.store.path, target)}")

    def restore(self) -> None:
        """Open Settings at the part that puts a backup back."""
        self._frame.open_page("settings")
        box = self._frame.pages["settings"].findChild(QWidget, "restore-file")
        if box is not None:
            box.setFocus()

    def _why_not_restore(self) -> str:
        if not self._workspace.can_write:
            return _LOOK
        return "Demo data have no backups" if self._workspace.store.is_demo() else ""

    # Out of the app

    def export(self, export: Export[OneReturn]) -> None:
        """The return in view as a file: made by the page that has it, else wherever a person wants it."""
        workspace, services = self._workspace, self._workspace.services
        if services is None:
            return
        if export.page:
            self._frame.click_on_page(export.page, export.control)
            return
        what = OneReturn(workspace.store, workspace.key)
        offered = reports_folder(workspace)
        offered = offered if offered.is_dir() else workspace.store.path.parent
        title = (export.entry or export.action).replace("&", "").rstrip("…")
        kind = f"{export.name[:1].upper()}{export.name[1:]} (*{export.suffix})"
        name = str(offered / f"{what.name}{export.suffix}")
        chosen, _ = QFileDialog.getSaveFileName(self._frame, title, name, kind)
        if not chosen:
            return
        target = Path(chosen)
        try:
            services.export(export, what, target, workspace.store.path, never)
        except (UserError, OSError) as error:
            workspace.refused.emit(str(error))
        else:
            self._frame.status.say(f"Exported: {target}")

    def open_reports(self) -> None:
        """The folder of summary PDFs in the computer's own file window."""
        open_outside(reports_folder(self._workspace), self._workspace.refused.emit)

    def _why_not_export(self, export: Export[OneReturn]) -> str:
        stored = self._workspace.to_print()
        if export.issues and not self._workspace.can_write:
            return _LOOK
        if stored is None:
            return "There are no figures for this quarter yet"
        return NOT_ISSUED if export.issued_only and stored.issued is None else ""

    def _why_no_reports(self) -> str:
        folder = reports_folder(self._workspace)
        return "" if folder.is_dir() else "No summary PDF has been made yet, so there is no folder"
