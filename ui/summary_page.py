"""The summary PDF: what it will say, where it goes, and what to do with it."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from greenpractice.documents import ReturnDocument
from greenpractice.errors import InputError, UserError
from greenpractice.numbers import show, show_kg
from greenpractice.progress import FIGURE_SECTIONS, Status
from greenpractice.sections import SECTION_BY_KEY
from ui import tokens
from ui.flags import is_estimated
from ui.page import Page
from ui.parts import announce, button, card, clear, page_layout, row, words
from ui.style import scaled
from ui.workspace import Workspace

_KEEP = "Attach the PDF as it is. Do not print it to a new PDF: that removes the data your PCN needs"


class SummaryPage(Page):
    """Create PDF makes the file at once in the folder shown; nothing else asks."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._made: Path | None = None
        layout = page_layout(self)
        self._error, self._error_inside = card("error-box")
        layout.addWidget(self._error)
        self._error.hide()
        self._done = Done(self)
        layout.addWidget(self._done)
        self._done.hide()
        frame, inside = card()
        self._version = words("", "card", "summary-version")
        inside.addWidget(self._version)
        label = words("Folder for the PDF", "bold")
        self._folder = QLineEdit(str(_folder_of(workspace)))
        self._folder.setObjectName("pdf-folder")
        self._folder.setAccessibleName("Folder for the PDF")
        self._folder.setMinimumWidth(scaled(420))
        label.setBuddy(self._folder)
        inside.addWidget(label)
        beside = row(self._folder, button("Choose folder…", "choose-folder", self._choose), stretch=False)
        inside.addLayout(beside)
        self._file = words("", "hint", "pdf-name")
        inside.addWidget(self._file)
        inside.addSpacing(tokens.SPACE_1)
        self._create = button("Create PDF", "create-pdf", self._make, "primary")
        inside.addLayout(row(self._create))
        layout.addWidget(frame)
        frame, inside = card()
        inside.addWidget(words("What it will say", "card"))
        self._contents = QGridLayout()
        self._contents.setHorizontalSpacing(tokens.SPACE_4)
        self._contents.setColumnStretch(0, 2)
        self._contents.setColumnStretch(1, 3)
        inside.addLayout(self._contents)
        layout.addWidget(frame)

    def refresh(self) -> None:
        workspace = self.workspace
        stored = workspace.stored()
        self._create.setVisible(stored is not None and workspace.can_write)
        if stored is None:
            self._version.setText("There are no figures for this quarter yet")
            self._file.setText("Enter figures first: practice details and inhalers are a good start")
        else:
            again = stored.issued is not None and not stored.changed
            revision = stored.document.revision + (0 if again else 1)
            self._version.setText(
                f"Version {revision}{' (created before, nothing changed)' if again else ''}"
            )
            self._create.setText("Create PDF" if revision == 1 else f"Create PDF, version {revision}")
            self._create.setAccessibleName(self._create.text())
            if workspace.services is not None:
                name = workspace.services.report_name(_with_revision(stored.document, revision))
                self._file.setText(f"File: {name}")
        self._show_contents()
        if self._made is not None and (stored is None or stored.changed):
            self._done.hide()

    def _show_contents(self) -> None:
        clear(self._contents)
        footprint, progress = self.workspace.footprint(), self.workspace.progress()
        document = self.workspace.document()
        per_1000 = footprint.per_1000_patients
        missing = [s.title for s in FIGURE_SECTIONS if progress[s.key].status is Status.NOT_YET_STARTED]
        estimated = [s.title for s in FIGURE_SECTIONS if any(map(is_estimated, self.workspace.rows(s.key)))]
        asked = sum(issue.question for issue in self.workspace.issues())
        confirmed = sum(bool(flag.confirmed) for flag in document.flags)
        contact = document.contact
        name = ", ".join(part for part in (contact.name, contact.email) if part) if contact else ""
        patients = footprint.patients
        lines = [
            ("Practice", f"{document.name or document.ods_code} ({document.ods_code})"),
            ("Quarter", document.period.words),
            ("Patients", "No data" if patients is None else show(patients)),
            ("Contact", name or "Not given: add it on Practice details"),
            ("Total", f"{show_kg(footprint.total)} CO₂e" if footprint.lines else "No data"),
            ("Per 1,000 patients", "No data" if per_1000 is None else f"{show_kg(per_1000)} CO₂e"),
            *(
                (f"  {SECTION_BY_KEY[key].title}", f"{show_kg(kg)} CO₂e")
                for key, kg in footprint.by_section.items()
            ),
            ("Sections without data", ", ".join(missing) or "None"),
            ("Sections with estimates", ", ".join(estimated) or "None"),
            ("Unusual values", f"{confirmed} confirmed, {asked} still to check"),
            ("Also in it", "Indicators, charts, every factor with its source, and the data for your PCN"),
        ]
        for line, (label, value) in enumerate(lines):
            self._contents.addWidget(words(label, "hint"), line, 0)
            self._contents.addWidget(words(value), line, 1)

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Folder for the PDF", self._folder.text())
        if chosen:
            self._folder.setText(chosen)

    def _make(self) -> None:
        services, stored = self.workspace.services, self.workspace.stored()
        if services is None or stored is None:
            return
        self._error.hide()
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            folder = Path(self._folder.text().strip()).expanduser()
            folder.mkdir(parents=True, exist_ok=True)
            target = folder / services.report_name(_next(stored.document, stored.changed, stored.issued))
            issued = services.make_report(self.workspace.store, self.workspace.key, target)
        except InputError as error:
            self._say_problem([issue.sentence for issue in error.issues], True)
        except (UserError, OSError) as error:
            self._say_problem([str(error)], False)
        else:
            self._made = target
            if self.workspace.preferences is not None:
                self.workspace.preferences.put("pdf_folder", str(folder))
            self.workspace.figures_changed()
            self._done.show_made(target, issued)
            announce(self, f"Summary PDF created. Version {issued.revision}")
        finally:
            QApplication.restoreOverrideCursor()

    def _say_problem(self, sentences: list[str], figures: bool) -> None:
        clear(self._error_inside)
        self._error_inside.addWidget(words("There is a problem", "section"))
        if figures:
            count = len(sentences)
            what = f"{count} {'figure' if count == 1 else 'figures'} cannot be used"
            text = f"{what}. Put right what is wrong, then create the PDF"
            self._error_inside.addWidget(words(text))
            look = button("Check answers", "go-check", self._to_check)
            self._error_inside.addLayout(row(look))
            look.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            for sentence in sentences:
                self._error_inside.addWidget(words(sentence, "error"))
        self._error.show()
        announce(self, "There is a problem")

    def _to_check(self) -> None:
        self.workspace.open_page("check")


class Done(QWidget):
    """The green panel after a PDF was made: open it, find it, tell the PCN."""

    def __init__(self, page: SummaryPage) -> None:
        super().__init__()
        self._workspace = page.workspace
        self._target = Path()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame, inside = card("done-box")
        outer.addWidget(frame)
        self._words = words("", "card", "pdf-created")
        inside.addWidget(self._words)
        self._path = words("", "", "pdf-path")
        inside.addWidget(self._path)
        inside.addWidget(words(_KEEP))
        self._open_button = button("Open PDF", "open-pdf", self._open)
        inside.addLayout(
            row(
                self._open_button,
                button("Open folder", "open-folder", self._open_folder),
                button("Copy email text", "copy-email", self._copy_email),
            )
        )
        self._copied = words("", "", "email-copied")
        self._copied.hide()
        inside.addWidget(self._copied)

    def show_made(self, target: Path, issued: ReturnDocument) -> None:
        """Say what was made and where."""
        self._target, self._issued = target, issued
        self._words.setText(f"Summary PDF created. Version {issued.revision}")
        self._path.setText(str(target))
        self._copied.hide()
        self.show()
        self._open_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._target)))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._target.parent)))

    def _copy_email(self) -> None:
        issued = self._issued
        name = issued.name or issued.ods_code
        contact = issued.contact
        lines = [
            f"Greener return, {name}, {issued.period.words}, version {issued.revision}",
            "",
            f"Attached is our summary PDF for {issued.period.words}.",
            "The figures travel inside the PDF, so it can be added to the network as it is.",
            "",
            *(part for part in ((contact.name, contact.email) if contact else ()) if part),
        ]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self._copied.setText("Copied. The first line is the subject")
        self._copied.show()
        announce(self, "Email text copied")


def _folder_of(workspace: Workspace) -> Path:
    remembered = workspace.preferences.text("pdf_folder") if workspace.preferences is not None else ""
    return Path(remembered) if remembered else workspace.store.path.parent / "Summary PDFs"


def _next(document: ReturnDocument, changed: bool, issued: object) -> ReturnDocument:
    again = issued is not None and not changed
    return _with_revision(document, document.revision + (0 if again else 1))


def _with_revision(document: ReturnDocument, revision: int) -> ReturnDocument:
    return replace(document, revision=revision)
