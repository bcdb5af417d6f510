"""The summary PDF: how it looks, and beside it which version it is, where it goes, and what makes it."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from greenpractice.carbon.part_years import OF_QUARTERS
from greenpractice.carbon.year_of_returns import is_report_of_quarters
from greenpractice.errors import InputError, UserError
from greenpractice.files import FileInUse, make_folders, typed_path, writing_problem
from greenpractice.returns.differences import changed_words
from greenpractice.returns.documents import ReturnDocument, content
from greenpractice.store import ReturnKey, StoredReturn
from greenpractice.tasks.exports import never
from greenpractice.tasks.return_files import OneReturn
from greenpractice.tasks.versions_there import in_folder
from ui.session.places import reports_folder
from ui.session.services import WindowServices
from ui.session.workspace import Workspace
from ui.summary.beside_preview import BesidePreview
from ui.summary.making_card import MakingCard
from ui.summary.preview_panel import PreviewPanel
from ui.summary.preview_source import SummarySource
from ui.summary.summary_done import Done, breakable
from ui.widgets.columns import Columns
from ui.widgets.controls import announce, button, card, clear, page_layout, words
from ui.window.page import Page

BESIDE = "What it compares with: other quarters or years, or the practice's name or contact"
LOOK_ONLY = (
    "No PDF can be made here: these data are open to look at only, and its version has to be noted in them. "
    "Close the other window that has them open, then open them here again"
)
_BEGIN = "Enter figures first: practice details and inhalers are a good start"
_MOST_CHANGES = 5


class SummaryPage(Page):
    """Make the PDF makes the file at once in the folder shown; nothing else asks."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._made: ReturnKey | None = None
        layout = page_layout(self)
        self._error, self._error_inside = card("error-box")
        layout.addWidget(self._error)
        self._error.hide()
        self._done = Done(workspace)
        layout.addWidget(self._done)
        self._done.hide()
        control = workspace.exports.for_practice("summary-pdf").control
        self._create = button("Make the PDF", control, self._make, "primary")
        self._preview, prints = self._previewed()
        self._making = MakingCard(
            "summary", "Folder for the PDF", reports_folder(workspace), self._create, prints
        )
        self._making.told.connect(lambda sentence: self._say_problem([sentence]))
        self._folder = self._making.folder
        self._parts = BesidePreview(self._preview, self._making)
        layout.addWidget(self._parts, 1)

    def _previewed(self) -> tuple[QWidget, list[QPushButton]]:
        """The preview and the button that prints it, where this window can make one."""
        workspace = self.workspace
        if workspace.services is None:
            return QWidget(), []
        panel = PreviewPanel(workspace, SummarySource(workspace, workspace.services, self._in_folder))
        return panel, [panel.prints]

    # Showing

    def refresh(self) -> None:
        workspace = self.workspace
        stored = workspace.to_print()
        made = None if stored is None else self._in_folder(stored)
        self._create.setVisible(stored is not None and workspace.can_write)
        version, file = f"There are no figures for this {_span(workspace)} yet", _BEGIN
        if made is not None:
            version, file = self._say_version(made)
        changes = _changes(stored) or _in_the_way(stored, made)
        if not workspace.can_write:
            changes = [LOOK_ONLY, *changes]
        if stored is not None and is_report_of_quarters(stored.document):
            changes.append(OF_QUARTERS)
        self._making.show_version(version, changes, file)
        self._error.hide()
        if self._made != workspace.key or stored is None or stored.changed:
            self._done.hide()

    def _say_version(self, made: StoredReturn) -> tuple[str, str]:
        """Which version would be made and what its file is called; its button says so too."""
        workspace, revision = self.workspace, _next(made).revision
        again = made.issued is not None and not made.changed
        create = "Make the PDF" if revision == 1 else f"Make the PDF, version {revision}"
        self._create.setText(f"Make version {revision} again" if again else create)
        self._create.setAccessibleName(self._create.text())
        name = "" if workspace.services is None else workspace.services.report_name(_next(made))
        version = f"Version {revision}{' is made, and nothing changed since' if again else ''}"
        return version, f"File: {breakable(name)}" if name else ""

    def lay_out(self) -> None:
        """The preview beside the rest where there is room."""
        self._parts.fit()

    # Making

    def _make(self, name: str | None = None) -> None:
        services, stored = self.workspace.services, self.workspace.to_print()
        if services is None or stored is None:
            return
        self._error.hide()
        if not self.workspace.can_write:
            self._say_problem([LOOK_ONLY])
            return
        typed = self._folder.text().strip()
        if not typed:
            self._say_problem(["Choose a folder for the PDF"])
            self._folder.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        folder = typed_path(typed)
        target = folder / (name or services.report_name(_next(self._in_folder(stored))))
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            make_folders(folder)
            made = self._write(services, target)
        except InputError as error:
            self._say_figures(len(error.issues))
        except FileInUse:
            self._say_in_use(target)
        except UserError as error:
            self._say_problem([str(error)])
        except OSError as error:
            self._say_problem([writing_problem(error, target)])
        else:
            self._show_made(*made)
        finally:
            QApplication.restoreOverrideCursor()

    def _in_folder(self, stored: StoredReturn) -> StoredReturn:
        """The return as a PDF made now in the folder for it is numbered."""
        typed = self._folder.text().strip()
        if not typed:
            return stored
        return in_folder(self.workspace.store, stored, typed_path(typed), self.workspace.documents())

    def _write(self, services: WindowServices, target: Path) -> list[Path]:
        workspace = self.workspace
        what = OneReturn(workspace.store, workspace.key)
        return services.export(
            workspace.exports.for_practice("summary-pdf"), what, target, workspace.store.path, never
        )

    def _show_made(self, target: Path) -> None:
        self._made = self.workspace.key
        if self.workspace.preferences is not None:
            self.workspace.preferences.put_path("pdf_folder", target.parent)
        self.workspace.figures_changed()
        issued = self.workspace.document()
        self._done.show_made(target, issued)
        announce(self, f"Summary PDF created. Version {issued.revision}")

    # What can go wrong

    def _say_figures(self, count: int) -> None:
        what = f"{count} {'figure' if count == 1 else 'figures'} cannot be used"
        look = button("Check answers", "go-check", self._to_check)
        self._say_problem([f"{what}. Put right what is wrong, then make the PDF"], look)

    def _say_in_use(self, target: Path) -> None:
        again = button("Try again", "pdf-try-again", partial(self._make, target.name))
        free = _free_name(target)
        other = button("Save with a new name", "pdf-new-name", partial(self._make, free))
        other.setAccessibleDescription(free)
        text = f"{target.name} is open in another program. Close it there, then choose Try again"
        self._say_problem([text], again, other)

    def _say_problem(self, sentences: list[str], *buttons: QPushButton) -> None:
        clear(self._error_inside)
        self._error_inside.addWidget(words("There is a problem", "section"))
        for sentence in sentences:
            self._error_inside.addWidget(words(sentence, "error"))
        if buttons:
            beside = Columns(fill=False)
            beside.set_items(buttons)
            self._error_inside.addWidget(beside)
        self._done.hide()
        self._error.show()
        for each in buttons[:1]:
            each.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, "There is a problem")

    def _to_check(self) -> None:
        self.workspace.open_page("check")


def _next(stored: StoredReturn) -> ReturnDocument:
    """The return with the revision that a PDF made now has."""
    return replace(stored.document, revision=stored.next_revision)


def _changes(stored: StoredReturn | None) -> list[str]:
    """What is not as in the PDF that was created last, a line each."""
    if stored is None or stored.issued is None or not stored.changed:
        return []
    before, now = stored.issued.document, stored.document
    same = content(before) == content(now)
    if same and stored.known > before.revision:
        return [_made_later(stored)]
    said = [BESIDE] if same else changed_words(before, now)
    more = len(said) - _MOST_CHANGES
    lines = said[:_MOST_CHANGES] + ([f"And {more} more"] if more > 0 else [])
    return [f"Changed since version {stored.issued.document.revision}:", *lines]


def _in_the_way(stored: StoredReturn | None, made: StoredReturn | None) -> list[str]:
    """Why a PDF of what did not change is the next version all the same."""
    if stored is None or made is None or stored.changed or not made.changed:
        return []
    if made.known > stored.document.revision:
        return [_made_later(made)]
    return [f"Another PDF of version {stored.document.revision} is in the folder, and stays as it is"]


def _made_later(stored: StoredReturn) -> str:
    """That a version was made which these data do not hold, as before a backup was restored."""
    last, next_one = stored.document.revision, stored.next_revision
    return (
        f"Version {stored.known} was made after version {last} and is not in these data. "
        f"Version {next_one} will have these figures, and take the place of it"
    )


def _span(workspace: Workspace) -> str:
    return "year" if workspace.period.is_year else "quarter"


def _free_name(target: Path) -> str:
    """The name of a file that is not there yet, as near as can be to the one that is."""
    number = 2
    while target.with_stem(f"{target.stem}_{number}").exists():
        number += 1
    return target.with_stem(f"{target.stem}_{number}").name
