"""What to do with a summary PDF once it is made."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from greenpractice.errors import UserError
from greenpractice.returns.documents import ReturnDocument
from greenpractice.store import ReturnKey
from greenpractice.tasks.exports import never
from greenpractice.tasks.return_files import OneReturn
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.columns import Columns
from ui.widgets.controls import announce, button, card, page_layout, words
from ui.widgets.opening_outside import open_outside

_KEEP = "Attach the PDF as it is. Do not print it to a new PDF: that removes the data your PCN needs"


def breakable(text: str) -> str:
    """A file name or an address that may go on in the next line where a person would break it."""
    return text.replace("_", "_\u200b").replace("@", "@\u200b")


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
