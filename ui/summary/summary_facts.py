"""Parts of the page of the summary PDF: what the PDF will say, and what to do with it once it is made."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from greenpractice.carbon.carbon_words import co2e_words, section_words, total_words
from greenpractice.carbon.year_of_returns import sections_of
from greenpractice.errors import UserError
from greenpractice.numbers import show, show_kg
from greenpractice.returns.documents import ReturnDocument
from greenpractice.returns.progress import FIGURE_SECTIONS
from greenpractice.store import ReturnKey
from greenpractice.tasks.exports import never
from greenpractice.tasks.return_files import OneReturn
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.columns import Columns
from ui.widgets.controls import announce, button, card, clear, page_layout, words
from ui.widgets.opening_outside import open_outside

_KEEP = "Attach the PDF as it is. Do not print it to a new PDF: that removes the data your PCN needs"


class Facts(QWidget):
    """What the PDF will say, in a few lines to check at a glance."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame, inside = card()
        inside.setContentsMargins(tokens.SPACE_3, tokens.SPACE_3, tokens.SPACE_3, tokens.SPACE_3)
        inside.addWidget(words("What it will say", "card"))
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(tokens.SPACE_3)
        self._lines.setVerticalSpacing(tokens.SPACE_1)
        self._lines.setColumnStretch(0, 2)
        self._lines.setColumnStretch(1, 3)
        inside.addLayout(self._lines)
        outer.addWidget(frame)
        outer.addStretch(1)

    def refresh(self) -> None:
        """Show what the workspace holds now."""
        clear(self._lines)
        for line, (label, value) in enumerate(_facts(self._workspace)):
            for column, said in enumerate((words(label, "hint"), words(value))):
                said.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
                self._lines.addWidget(said, line, column)


def breakable(text: str) -> str:
    """A file name or an address that may go on in the next line where a person would break it."""
    return text.replace("_", "_\u200b").replace("@", "@\u200b")


def _facts(workspace: Workspace) -> list[tuple[str, str]]:
    footprint = workspace.footprint()
    document = workspace.document()
    per_1000 = footprint.per_1000_patients
    made_of = workspace.documents_in_view()
    there = sections_of(made_of)
    missing = [section.title for section in FIGURE_SECTIONS if section.key not in there]
    marked = {flag.section for each in made_of for flag in each.flags if flag.estimated}
    estimated = [section.title for section in FIGURE_SECTIONS if section.key in marked]
    asked = sum(issue.question for issue in workspace.issues())
    confirmed = sum(bool(flag.confirmed) for each in made_of for flag in each.flags)
    contact = document.contact
    name = ", ".join(part for part in (contact.name, contact.email) if part) if contact else ""
    patients = footprint.patients
    return [
        ("Practice", f"{document.name or document.ods_code} ({document.ods_code})"),
        (
            "Year" if document.period.is_year else "Quarter",
            workspace.quarters_held().said_of(document.period),
        ),
        ("Patients", "No data" if patients is None else show(patients)),
        ("Contact", breakable(name) or "Not given: add it on Practice details"),
        ("Total carbon", total_words(footprint)),
        ("Per 1,000 patients", co2e_words(per_1000)),
        *(
            (f"  {section_words(footprint, key)}", f"{show_kg(kg)} CO₂e")
            for key, kg in footprint.by_section.items()
        ),
        ("Sections without data", ", ".join(missing) or "None"),
        ("Sections with estimates", ", ".join(estimated) or "None"),
        ("Unusual values", f"{confirmed} confirmed, {asked} still to check"),
        ("Also in it", "Indicators, charts, every factor with its source, and the data for your PCN"),
    ]


class Done(QWidget):
    """The green panel after a PDF was made: open it, find it, tell the PCN."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._target = Path()
        frame, inside = card("done-box")
        page_layout(self).addWidget(frame)
        self._words = words("", "card", "pdf-created")
        inside.addWidget(self._words)
        self._data_file = workspace.exports.for_practice("data-file")
        self._path = words("", "", "pdf-path")
        inside.addWidget(self._path)
        inside.addWidget(words(_KEEP))
        self._open_button = button("Open PDF", "open-pdf", self._open)
        buttons = Columns(spacing=tokens.SPACE_2, fill=False)
        buttons.set_items(
            [
                self._open_button,
                button("Open folder", "open-folder", self._open_folder),
                button("Copy email text", "copy-email", self._copy_email),
                button(self._data_file.action, "save-data-file", self._save_data_file),
            ]
        )
        inside.addWidget(buttons)
        self._told = words("", "", "done-told")
        self._told.hide()
        inside.addWidget(self._told)

    def show_made(self, target: Path, issued: ReturnDocument) -> None:
        """Say what was made and where."""
        self._target, self._issued = target, issued
        self._words.setText(f"Summary PDF created. Version {issued.revision}")
        self._path.setText(breakable(str(target)))
        self._told.hide()
        self.show()
        self._open_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self) -> None:
        open_outside(self._target, self._tell)

    def _open_folder(self) -> None:
        open_outside(self._target.parent, self._tell)

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
        self._tell("Copied. The first line is the subject")

    def _save_data_file(self) -> None:
        workspace, services = self._workspace, self._workspace.services
        if services is None:
            return
        export = self._data_file
        saved = self._target.with_suffix(export.suffix)
        what = OneReturn(workspace.store, ReturnKey(self._issued.ods_code, self._issued.period))
        try:
            services.export(export, what, saved, workspace.store.path, never)
        except UserError as error:
            self._tell(str(error))
        else:
            self._tell(f"Saved as {saved.name}, beside the PDF. Send it only if your PCN cannot read the PDF")

    def _tell(self, sentence: str) -> None:
        self._told.setText(sentence)
        self._told.show()
        announce(self, sentence)
