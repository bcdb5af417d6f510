"""A section on its page: title, status, form or grid from its declaration, and what it comes to."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from greenpractice.answers.history import View
from greenpractice.answers.why import why_section
from greenpractice.carbon.carbon_words import and_without_some
from greenpractice.carbon.part import Part
from greenpractice.explaining.answer import Answer
from greenpractice.numbers import show_kg
from greenpractice.sections import SECTION_BY_KEY
from ui.entry.form_panel import FormPanel
from ui.entry.gaps_panel import GapsPanel
from ui.entry.grid_panel import GridPanel
from ui.entry.nothing_changed import NothingChanged
from ui.session.copying import CARRIED_ON
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.controls import button, card, page_layout, words
from ui.widgets.marks.tags import StatusTag
from ui.window.parts.status_marks import LOOK_OF
from ui.window.why import WhyButton


def view_of(workspace: Workspace) -> View:
    """The return in view, as reasons look at it."""
    part = Part(workspace.document(), workspace.footprint())
    return View(part.footprint, (part,))


class SectionPanel(QWidget):
    """One card. A section with one row is a form, one with several a grid."""

    def __init__(self, workspace: Workspace, section: str, heading: bool = True) -> None:
        super().__init__()
        self._workspace, self.section = workspace, section
        declared = SECTION_BY_KEY[section]
        self._content: FormPanel | GridPanel | None = None
        self._wants_grid = False
        frame, self._inside = card()
        page_layout(self).addWidget(frame)
        top = QHBoxLayout()
        title = words(declared.title, "section", f"{section}-title")
        self._status = StatusTag(f"{section}-status")
        self._remark = words("", "small", f"{section}-remark")
        self._remark.setWordWrap(False)
        top.addWidget(title, 1)
        top.addWidget(self._remark)
        top.addWidget(self._status)
        self._inside.addLayout(top)
        for part in (title, self._remark, self._status):  # only now: without a parent each would be a window
            part.setVisible(heading)
        self._heading = heading
        if heading:
            self._inside.addWidget(words(declared.introduction, "hint"))
        self._same = NothingChanged(workspace, section) if section in CARRIED_ON else None
        if self._same is not None:
            self._inside.addWidget(self._same)
        self._place = QVBoxLayout()
        self._inside.addSpacing(tokens.SPACE_1)
        self._inside.addLayout(self._place)
        self._gaps = GapsPanel(workspace, section)
        self._several = button("Enter more than one row", f"{section}-several", self._as_grid, "link")
        self._inside.addWidget(self._several)
        self._inside.addWidget(self._gaps)
        bottom = QHBoxLayout()
        self._total = words("Carbon of this section", "bold", f"{section}-total")
        self._total.setWordWrap(False)
        self._why = WhyButton(f"{section}-why", workspace, "kg")
        bottom.addWidget(self._total)
        bottom.addWidget(self._why)
        bottom.addStretch(1)
        self._inside.addLayout(bottom)

    def refresh(self) -> None:
        """Show the section as it is now, as a form or as a grid."""
        content = self._fitting()
        content.refresh()
        if self._same is not None:
            self._same.refresh()
        self._several.setVisible(
            SECTION_BY_KEY[self.section].usually_one_row
            and isinstance(content, FormPanel)
            and self._workspace.can_write
        )
        self._gaps.asked = content.fields if isinstance(content, FormPanel) else None
        self._gaps.refresh()
        progress = self._workspace.progress()[self.section]
        self._status.show_tag(progress.status.value, LOOK_OF[progress.status])
        self._remark.setText(progress.remark)
        self._remark.setVisible(self._heading and bool(progress.remark))
        kg = self._workspace.section_kg(self.section)
        self._total.setVisible(kg is not None)
        self._why.setVisible(kg is not None)
        if kg is not None:
            title = SECTION_BY_KEY[self.section].title
            without = and_without_some(self._workspace.footprint(), self.section)
            self._total.setText(f"Carbon of this section{without}")
            self._why.say(f"{show_kg(kg)} CO₂e", title, self._reason)

    def show_place(self, row_id: int | None, field: str | None) -> None:
        """Put the focus on a figure."""
        content = self._fitting()
        if isinstance(content, FormPanel):
            content.show_place(field)
        else:
            content.show_place(row_id, field)

    def _reason(self) -> Answer:
        return why_section(view_of(self._workspace), self.section)

    def start_row(self) -> None:
        """Put the focus where the next row begins."""
        content = self._fitting()
        if isinstance(content, GridPanel):
            content.add_row()

    def _as_grid(self) -> None:
        """What was entered stays as it is: who wants more rows stands in the next one."""
        self._wants_grid = True
        self.refresh()
        self.start_row()

    def _fitting(self) -> FormPanel | GridPanel:
        """The form, or the grid where there are several rows or somebody asked for it."""
        declared = SECTION_BY_KEY[self.section]
        in_grid = isinstance(self._content, GridPanel) and self._content.grid.hasFocus()
        several = self._wants_grid or in_grid or len(self._workspace.rows(self.section)) > 1
        grid = not declared.single and (not declared.usually_one_row or several)
        if self._content is None or isinstance(self._content, GridPanel) != grid:
            if self._content is not None:
                self._content.hide()
                self._content.deleteLater()
            made = GridPanel if grid else FormPanel
            self._content = made(self._workspace, self.section)
            self._place.addWidget(self._content)
        return self._content
