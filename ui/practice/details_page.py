"""Practice details: patients and staff, the sites, and whom the PCN can ask."""

from PySide6.QtWidgets import QLineEdit

from greenpractice.facts.practices import load_directory
from greenpractice.numbers import show
from greenpractice.periods import day_words
from greenpractice.returns.documents import Contact
from ui.entry.form_panel import FormPanel
from ui.entry.gaps_panel import GapsPanel
from ui.entry.grid_panel import GridPanel
from ui.entry.nothing_changed import NothingChanged
from ui.session.workspace import Workspace
from ui.widgets.controls import button, card, fix_width, page_layout, row, words
from ui.window.page import Page

_OF_PRACTICE = ("registered_patients", "staff", "wte")
_OF_SITE = ("site", "postcode", "floor_area_m2", "energy_paid_by")


class PracticePage(Page):
    """Row 0 of the section holds the practice's figures and its first site; more rows are more sites."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        layout = page_layout(self)
        frame, inside = card()
        inside.addWidget(words("Patients and staff", "section"))
        self._same = NothingChanged(workspace, "practice")
        inside.addWidget(self._same)
        self._form = FormPanel(workspace, "practice", _OF_PRACTICE)
        inside.addWidget(self._form)
        self._gaps = GapsPanel(workspace, "practice")  # questions are asked below the sites
        inside.addWidget(self._gaps)
        self._listed = words("", "hint", "practice-listed")
        self._use = button("", "use-list-size", self._use_list_size)
        inside.addLayout(row(self._listed))
        inside.addLayout(row(self._use))
        layout.addWidget(frame)
        frame, inside = card()
        inside.addWidget(words("Sites", "section"))
        inside.addWidget(words("Floor area helps us estimate energy if you have no bills", "hint"))
        self._sites = GridPanel(workspace, "practice", _OF_SITE, what="Sites")
        inside.addWidget(self._sites)
        layout.addWidget(frame)
        frame, inside = card()
        inside.addWidget(words("Contact", "section"))
        inside.addWidget(words("Printed on the PDF so that your PCN can reach you", "hint"))
        self._name, self._email = _box("contact-name", "Contact name"), _box("contact-email", "Contact email")
        for label, box in (("Contact name", self._name), ("Contact email", self._email)):
            named = words(label, "bold")
            named.setBuddy(box)
            box.editingFinished.connect(self._keep_contact)
            box.setReadOnly(not workspace.can_write)
            inside.addWidget(named)
            inside.addWidget(box)
        layout.addWidget(frame)
        workspace.typing_ends.connect(self._finish_typing)

    def refresh(self) -> None:
        self._same.refresh()
        self._form.refresh()
        self._sites.refresh()
        self._gaps.refresh()
        contact = self.workspace.document().contact or self.workspace.identity.contact or Contact()
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
        show_it = size is not None and not given and self.workspace.can_write
        self._listed.setVisible(show_it)
        self._use.setVisible(show_it)
        if size is not None:
            self._listed.setText(f"Published list size on {day_words(size.day)}: {show(size.patients)}")
            self._use.setText(f"Use {show(size.patients)}")
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


def _box(name: str, label: str) -> QLineEdit:
    box = QLineEdit()
    box.setObjectName(name)
    box.setAccessibleName(label)
    fix_width(box, 380)
    return box
