"""The summary PDF: how it looks, where it goes, and the button that makes it."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFileDialog,
    QFrame,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

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
from ui.summary.preview_panel import PreviewPanel
from ui.summary.summary_facts import Done, Facts, breakable
from ui.widgets import tokens
from ui.widgets.columns import Columns
from ui.widgets.controls import announce, button, card, clear, page_layout, words
from ui.widgets.style import scaled
from ui.window.page import Page

BESIDE = "What it compares with: other quarters or years, or the practice's name or contact"
LOOK_ONLY = (
    "No PDF can be made here: these data are open to look at only, and its version has to be noted in them. "
    "Close the other window that has them open, then open them here again"
)
_MOST_CHANGES = 5
_BESIDE = 940  # px of width from which the preview and the rest stand beside each other
_ASIDE = 300
_NARROW = 460  # px below which a button stands under what it belongs to
Direction = QBoxLayout.Direction
_ANY_WIDTH = 16_777_215  # what Qt means by no limit


class SummaryPage(Page):
    """Create PDF makes the file at once in the folder shown; nothing else asks."""

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
        self._making = self._making_card()
        self._facts = Facts(workspace)
        self._preview: QWidget = QWidget()
        if workspace.services is not None:
            self._preview = panel = PreviewPanel(workspace, workspace.services)
            panel.numbered = self._in_folder
        self._places = QGridLayout()
        self._places.setSpacing(tokens.SPACE_3)
        layout.addLayout(self._places)
        self._is_beside: bool | None = None

    def _making_card(self) -> QFrame:
        frame, inside = card()
        inside.setContentsMargins(tokens.SPACE_3, tokens.SPACE_3, tokens.SPACE_3, tokens.SPACE_3)
        self._version = words("", "card", "summary-version")
        self._create = button(
            "Create PDF", self.workspace.exports.for_practice("summary-pdf").control, self._make, "primary"
        )
        self._file = words("", "hint", "pdf-name")
        label = words("Folder for the PDF", "bold")
        self._folder = QLineEdit(str(reports_folder(self.workspace)))
        self._folder.setObjectName("pdf-folder")
        self._folder.setAccessibleName("Folder for the PDF")
        label.setBuddy(self._folder)
        self._rows = (
            _beside(self._version, self._create),
            _beside(self._folder, button("Choose folder…", "choose-folder", self._choose)),
        )
        inside.addLayout(self._rows[0])
        self._changed = words("", "hint", "summary-changed")
        inside.addWidget(self._file)
        inside.addWidget(self._changed)
        inside.addWidget(label)
        inside.addLayout(self._rows[1])
        inside.addStretch(1)
        return frame

    # Showing

    def refresh(self) -> None:
        workspace = self.workspace
        stored = workspace.to_print()
        made = None if stored is None else self._in_folder(stored)
        self._create.setVisible(stored is not None and workspace.can_write)
        if made is None:
            self._version.setText(f"There are no figures for this {_span(workspace)} yet")
            self._file.setText("Enter figures first: practice details and inhalers are a good start")
        else:
            again = made.issued is not None and not made.changed
            revision = _next(made).revision
            self._version.setText(
                f"Version {revision}{' is created, and nothing changed since' if again else ''}"
            )
            create = "Create PDF" if revision == 1 else f"Create PDF, version {revision}"
            self._create.setText(f"Create version {revision} again" if again else create)
            self._create.setAccessibleName(self._create.text())
            if workspace.services is not None:
                name = workspace.services.report_name(_next(made))
                self._file.setText(f"File: {breakable(name)}")
        changes = _changes(stored) or _in_the_way(stored, made)
        if not workspace.can_write:
            changes = [LOOK_ONLY, *changes]
        if stored is not None and is_report_of_quarters(stored.document):
            changes.append(OF_QUARTERS)
        self._changed.setText("\n".join(changes))
        self._changed.setVisible(bool(changes))
        self._facts.refresh()
        self._error.hide()
        if self._made != workspace.key or stored is None or stored.changed:
            self._done.hide()

    def lay_out(self) -> None:
        """The preview beside the rest where there is room, and its buttons in a row or below each other."""
        beside = self.width() >= scaled(_BESIDE)
        if beside != self._is_beside:
            self._is_beside = beside
            self._place(beside)
        under = beside or self.width() < scaled(_NARROW)
        for each in self._rows:
            each.setDirection(Direction.TopToBottom if under else Direction.LeftToRight)

    def _place(self, beside: bool) -> None:
        """The preview at the left of everything, or where that is too narrow, all under each other."""
        parts: tuple[QWidget, ...] = (self._making, self._preview, self._facts)
        for part in parts:
            self._places.removeWidget(part)
        if beside:
            self._places.addWidget(self._preview, 0, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
            self._places.addWidget(self._making, 0, 1)
            self._places.addWidget(self._facts, 1, 1)
        else:
            for line, part in enumerate(parts):
                self._places.addWidget(part, line, 0)
        for part in (self._making, self._facts):
            part.setMinimumWidth(scaled(_ASIDE) if beside else 0)
            part.setMaximumWidth(scaled(_ASIDE) if beside else _ANY_WIDTH)
        self._places.setColumnStretch(0, 1)
        self._places.setRowStretch(1, 1 if beside else 0)

    # Making

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Folder for the PDF", self._folder.text())
        if chosen:
            self._folder.setText(chosen)

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
        self._say_problem([f"{what}. Put right what is wrong, then create the PDF"], look)

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


def _beside(*parts: QWidget) -> QBoxLayout:
    """Parts in one line that may be turned into a column; the first has the room that is left."""
    line = QBoxLayout(Direction.LeftToRight)
    line.setSpacing(tokens.SPACE_2)
    for part in parts:
        line.addWidget(part, 1 if part is parts[0] else 0)
    return line


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
