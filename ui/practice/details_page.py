"""Practice details: patients and staff, the sites, and whom the PCN can ask."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from greenpractice.facts.practices import load_directory
from greenpractice.numbers import show
from greenpractice.periods import day_words
from greenpractice.returns.documents import Contact
from ui.entry.form_panel import FormPanel
from ui.entry.gaps_panel import GapsPanel
from ui.entry.grid_panel import GridPanel
from ui.practice.beside.details_side import BaselineCard, ContactCard, StillRight
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.controls import beside, button, card, fix_width, page_layout, words
from ui.widgets.icons import IN_LIST, Icon
from ui.window.page import Page
from ui.window.parts.side_column import WithSide

_OF_PRACTICE = ("registered_patients", "staff", "wte")
_SIDE = 262  # px at 100%
_OF_SITE = ("site", "postcode", "floor_area_m2", "energy_paid_by")


class PracticePage(Page):
    """Row 0 of the section holds the practice's figures and its first site; more rows are more sites."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        sides = WithSide(_SIDE)
        page_layout(self).addWidget(sides)
        sides.main.addWidget(self._figures_card())
        sides.main.addWidget(self._contact_fields())
        sides.main.addWidget(self._sites_card())
        self._still = StillRight(workspace)
        self._contact = ContactCard(workspace, self._open_contact)
        self._baseline = BaselineCard(workspace)
        for part in (self._still, self._contact, self._baseline):
            sides.side.addWidget(part)
        sides.side.addStretch(1)
        workspace.typing_ends.connect(self._finish_typing)

    def _figures_card(self) -> QWidget:
        frame, inside = card()
        self._form = FormPanel(self.workspace, "practice", _OF_PRACTICE)
        inside.addWidget(self._form)
        self._gaps = GapsPanel(self.workspace, "practice")
        inside.addWidget(self._gaps)
        self._listed = words("", "hint", "practice-listed")
        self._use = button("", "use-list-size", self._use_list_size)
        self._list_size = beside(self._listed, self._use)
        inside.addWidget(self._list_size)
        return frame

    def _sites_card(self) -> QWidget:
        frame, inside = card()
        inside.setSpacing(tokens.SPACE_1)  # all of it is in sight at 1366 x 688
        head = QHBoxLayout()
        head.setSpacing(tokens.SPACE_2)
        head.addWidget(Icon("building", pixels=IN_LIST))
        head.addWidget(words("Sites", "section"))
        head.addWidget(words("Floor area helps where there are no bills", "hint"), 1)
        inside.addLayout(head)
        self._sites = _Sites(self.workspace, "practice", _OF_SITE, what="Sites")
        inside.addWidget(self._sites)
        return frame

    def _contact_fields(self) -> QWidget:
        """The boxes of the contact, which open where somebody changes it."""
        self._fields, inside = card()
        inside.addWidget(words("Contact on the PDF", "section"))
        self._name, self._email = _box("contact-name", "Contact name"), _box("contact-email", "Contact email")
        for label, box in (("Contact name", self._name), ("Contact email", self._email)):
            named = words(label, "bold")
            named.setBuddy(box)
            box.editingFinished.connect(self._keep_contact)
            box.setReadOnly(not self.workspace.can_write)
            inside.addWidget(named)
            inside.addWidget(box)
        self._fields.hide()
        return self._fields

    def _open_contact(self) -> None:
        self._fields.show()
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)
        self._name.selectAll()

    def refresh(self) -> None:
        self._still.refresh()
        self._form.refresh()
        self._sites.refresh()
        self._gaps.refresh()
        self._baseline.refresh()
        contact = self.workspace.document().contact or self.workspace.identity.contact or Contact()
        self._contact.show_contact(contact)
        for box, text in ((self._name, contact.name), (self._email, contact.email)):
            if not box.isModified():  # what is being typed stays
                box.setText(text or "")
        self._show_listed()

    def show_place(self, section: str, row_id: int | None, field: str | None) -> None:
        """Put the focus on a figure."""
        rows = self.workspace.rows("practice")
        elsewhere = bool(rows) and row_id not in (None, rows[0].id)  # also a row that is gone
        if field in _OF_SITE or elsewhere:
            self._sites.show_place(row_id, field)
        else:
            self._form.show_place(field)

    def _show_listed(self) -> None:
        """The published list size beside the box, to be taken by one click and never silently."""
        size = load_directory().list_size(self.workspace.key.ods_code)
        rows = self.workspace.rows("practice")
        given = bool(rows) and "registered_patients" in rows[0].figures
        if given and self._use.hasFocus():
            self._form.show_place("registered_patients")  # before the button goes, and the focus anywhere
        self._list_size.setVisible(size is not None)
        self._use.setVisible(size is not None and not given and self.workspace.can_write)
        if size is not None:
            self._listed.setText(f"Published list size on {day_words(size.day)}: {show(size.patients)}")
            self._use.setText(f"Use {show(size.patients)}")
            self._list_size.setFixedHeight(self._use.sizeHint().height())  # nothing jumps
            self._use.setAccessibleName(f"Use the published list size, {show(size.patients)}")

    def _use_list_size(self) -> None:
        size = load_directory().list_size(self.workspace.key.ods_code)
        rows = self.workspace.rows("practice")
        if size is not None:
            row_id = rows[0].id if rows else None
            self.workspace.set_figure("practice", row_id, "registered_patients", show(size.patients))

    def _finish_typing(self) -> None:
        """What is typed is kept before anything reads it or leaves it behind."""
        if self._name.isModified() or self._email.isModified():
            self._keep_contact()

    def _keep_contact(self) -> None:
        who = self.workspace.identity
        for box in (self._name, self._email):
            box.setModified(False)
        name, email = self._name.text().strip() or None, self._email.text().strip() or None
        contact = Contact(name, email) if name or email else None
        if contact != (self.workspace.document().contact or who.contact):
            kept = self.workspace.set_contact(who.name, who.pcn_code, contact)
            for box in (self._name, self._email):
                box.setModified(not kept)  # what waits is not typed over


class _Sites(GridPanel):
    add_words = "Add a site"


def _box(name: str, label: str) -> QLineEdit:
    box = QLineEdit()
    box.setObjectName(name)
    box.setAccessibleName(label)
    fix_width(box, 380)
    return box
