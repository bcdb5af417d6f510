"""The text of the mails of the chase list, to be changed and kept, with what stands for what in it."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from greenpractice.network.chasing import PLACEHOLDERS, TEMPLATE
from ui.widgets.controls import button, card, page_layout, row, words
from ui.widgets.figure_table import FigureTable
from ui.widgets.style import scaled

if TYPE_CHECKING:
    from ui.network.session.lead_workspace import NetworkWorkspace

_HINT = (
    "Change it as you like: it is kept for the next quarter. A text without {request} asks for a PDF: who is "
    "asked for something else alone gets the usual text"
)
_KEY = "network/chase_template"


class TemplateCard(QWidget):
    """Every change is kept as it is typed."""

    def __init__(self, workspace: "NetworkWorkspace") -> None:
        super().__init__()
        self.setObjectName("chase-template-card")
        self._preferences = workspace.preferences
        kept = self._preferences.text(_KEY) if self._preferences is not None else ""
        self.edit = QPlainTextEdit(kept or TEMPLATE)
        self.edit.setObjectName("chase-template")
        self.edit.setAccessibleName("Text of the email")
        self.edit.setTabChangesFocus(True)
        self.edit.setMinimumHeight(scaled(190))
        self.edit.textChanged.connect(self._keep)
        label = words("Text of the email", "card")
        label.setBuddy(self.edit)
        meanings = FigureTable(
            "chase-placeholders", "What is put in place of the words in brackets", sorts=False
        )
        meanings.show_rows(("In the text", "Becomes"), list(PLACEHOLDERS.items()))
        frame, inside = card()
        inside.addWidget(label)
        inside.addWidget(words(_HINT, "hint"))
        inside.addWidget(self.edit)
        inside.addLayout(row(button("Use the usual text", "chase-template-usual", self._usual)))
        inside.addWidget(meanings)
        page_layout(self).addWidget(frame)

    @property
    def text(self) -> str:
        """The text as it stands; an empty one is the usual."""
        return self.edit.toPlainText().strip() or TEMPLATE

    def _keep(self) -> None:
        if self._preferences is not None:
            text = self.text
            self._preferences.put(_KEY, None if text == TEMPLATE else text)

    def _usual(self) -> None:
        self.edit.setPlainText(TEMPLATE)
