"""Beside practice details: is it still right, whom the PDF names, and the figures of the baseline year."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from greenpractice.phrases import joined, lower_first, period_words
from greenpractice.returns.documents import Contact
from greenpractice.sections import SECTION_BY_KEY
from ui.entry.nothing_changed import NothingChanged
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.controls import button, card, words
from ui.widgets.icons import IN_LIST, Icon
from ui.window.header import BASELINE

_MOST = 3  # sections of the baseline that are named


def side_card(title: str, icon: str = "") -> tuple[QFrame, QVBoxLayout]:
    """A card of a side column under its title."""
    frame, inside = card()
    inside.setContentsMargins(tokens.SPACE_3, tokens.IN_CARD_DOWN, tokens.SPACE_3, tokens.IN_CARD_DOWN)
    inside.setSpacing(tokens.SPACE_1)
    beside = QHBoxLayout()
    beside.setSpacing(tokens.SPACE_2)
    if icon:
        beside.addWidget(Icon(icon, pixels=IN_LIST))
    beside.addWidget(words(title, "card"), 1)
    inside.addLayout(beside)
    return frame, inside


class StillRight(QFrame):
    """There while last quarter's details can be taken over as they are, and to say that they were."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setProperty("look", "next")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(tokens.SPACE_3, tokens.IN_CARD_DOWN, tokens.SPACE_3, tokens.IN_CARD_DOWN)
        inside.setSpacing(tokens.SPACE_1)
        inside.addWidget(words("Are these still right?", "section"))
        self._same = NothingChanged(workspace, "practice")
        inside.addWidget(self._same)
        self.hide()

    def refresh(self) -> None:
        """Ask where it can be answered."""
        self._same.refresh()
        self.setVisible(self._same.has_something)


class ContactCard(QFrame):
    """Whom the PDF names; `change` opens the boxes, which stand under the figures."""

    def __init__(self, workspace: Workspace, change: Callable[[], None]) -> None:
        super().__init__()
        self._workspace = workspace
        frame, inside = side_card("Contact on the PDF", "mail")
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(frame)
        self._name = words("", "", "contact-shown-name")
        self._email = words("", "hint", "contact-shown-email")
        self._change = button("Change", "contact-change", change, "link")
        for part in (self._name, self._email, self._change):
            inside.addWidget(part)

    def show_contact(self, contact: Contact) -> None:
        """Name and address, or what they are for."""
        given = bool(contact.name or contact.email)
        self._name.setText(contact.name or ("" if given else "Nobody yet: your PCN cannot reach you"))
        self._name.setVisible(bool(self._name.text()))
        self._email.setText(contact.email or "")
        self._email.setVisible(bool(contact.email))
        self._change.setText("Change" if given else "Add a contact")
        self._change.setAccessibleName("Change the contact on the PDF" if given else "Add a contact")
        self._change.setVisible(self._workspace.can_write)


class BaselineCard(QFrame):
    """One line on the year that everything is compared with, and the way to it."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        frame, inside = side_card("Baseline", "history")
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(frame)
        self._said = words("", "", "baseline-said")
        inside.addWidget(self._said)
        inside.addWidget(button(f"Open {period_words(BASELINE)}", "baseline-open", self._open, "link"))

    def refresh(self) -> None:
        """Say what of that year has figures; in that year itself there is nothing to say."""
        document = self._workspace.document_of(BASELINE)
        held = [] if document is None else [key for key in document.sections if any(document.rows(key))]
        year = period_words(BASELINE)
        titles = [lower_first(SECTION_BY_KEY[key].title) for key in held]
        if not titles:
            said = f"{year} has no figures. You can do without them"
        elif len(titles) > _MOST:
            said = f"{year} has figures in {len(titles)} sections"
        else:
            said = f"{year} has figures for {joined(titles)}"
        self._said.setText(said)
        self.setVisible(self._workspace.period.year != BASELINE.year)

    def _open(self) -> None:
        self._workspace.show_period(BASELINE)
