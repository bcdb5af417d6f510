"""A section on its page: title, status, form or grid from its declaration, and what it comes to."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from greenpractice.answers.history import View
from greenpractice.answers.why import why_section
from greenpractice.carbon.carbon_words import and_without_some
from greenpractice.carbon.part import Part
from greenpractice.explaining.answer import Answer
from greenpractice.numbers import show_kg
from greenpractice.sections import SECTION_BY_KEY
from ui.entry.form_panel import FormPanel
from ui.entry.forms.no_numbers import NoNumbers
from ui.entry.gaps_panel import GapsPanel
from ui.entry.grid_panel import GridPanel
from ui.entry.nothing_changed import NothingChanged
from ui.session.copying import CARRIED_ON
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.controls import button, card, page_layout, words
from ui.widgets.flow import Flow
from ui.widgets.icons import IN_LIST, Icon
from ui.widgets.marks.tags import StatusTag
from ui.window.parts.status_marks import LOOK_OF
from ui.window.why import WhyButton


def view_of(workspace: Workspace) -> View:
    """The return in view, as reasons look at it."""
    part = Part(workspace.document(), workspace.footprint())
    return View(part.footprint, (part,))


class SectionPanel(QWidget):
    """One card. A section with one row is a form, one with several a grid.

    Beside others on its page it has a head; `introduced` is False where the page says already what goes in.
    """

    def __init__(
        self, workspace: Workspace, section: str, icon: str = "", *, introduced: bool = True
    ) -> None:
        super().__init__()
        self._workspace, self.section = workspace, section
        declared = SECTION_BY_KEY[section]
        self._content: FormPanel | GridPanel | None = None
        self._wants_grid = False
        frame, self._outside = card()
        self._outside.setContentsMargins(
            tokens.SPACE_3, tokens.IN_CARD_DOWN, tokens.SPACE_3, tokens.IN_CARD_DOWN
        )
        self._none = NoNumbers(workspace, section)
        down = page_layout(self)
        down.setSpacing(tokens.SPACE_2)
        down.addWidget(frame)
        down.addWidget(self._none)
        self._total = words("Carbon of this section", "bold" if not icon else "small", f"{section}-total")
        self._why = WhyButton(f"{section}-why", workspace, "kg")
        self._status = StatusTag(f"{section}-status")
        self._remark = words("", "small", f"{section}-remark")
        head = self._made_head(icon)
        self._outside.addWidget(head)
        self._body = QWidget()
        self._inside = page_layout(self._body)
        self._inside.setSpacing(tokens.SPACE_2)
        self._outside.addWidget(self._body)
        head.setVisible(bool(icon))  # only now: before it has a parent it would be a window of its own
        if icon and introduced:
            self._inside.addWidget(words(declared.introduction, "hint"))
        self._same = NothingChanged(workspace, section) if section in CARRIED_ON else None
        if self._same is not None:
            self._inside.addWidget(self._same)
        self._place = QVBoxLayout()
        self._inside.addLayout(self._place)
        self._gaps = GapsPanel(workspace, section)
        self._several = button("Enter more than one row", f"{section}-several", self._as_grid, "link")
        self._inside.addWidget(self._several)
        self._inside.addWidget(self._gaps)

    def _made_head(self, icon: str) -> QWidget:
        """Icon, name, how far it is, what can be done with all of it, and its carbon."""
        head = QWidget()
        self._across = across = QHBoxLayout(head)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(tokens.SPACE_3)
        title = words(SECTION_BY_KEY[self.section].title, "section", f"{self.section}-title")
        for part in (title, self._remark, self._total):
            part.setWordWrap(False)
        named = [Icon(icon, pixels=IN_LIST)] if icon else []
        across.addWidget(Flow([*named, title, self._status, self._remark, self._total]), 1)
        across.addWidget(self._why)
        return head

    def add_tool(self, part: QPushButton) -> None:
        """Put a button in the head, before what the section comes to."""
        self._across.insertWidget(1, part)

    def add_above(self, part: QWidget) -> None:
        """Put a part between the head and the figures."""
        self._outside.insertWidget(self._outside.indexOf(self._body), part)

    def add_below(self, part: QWidget) -> None:
        """Put a part under the figures."""
        self._inside.addWidget(part)

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
        self._none.refresh(is_form=isinstance(content, FormPanel))
        self._gaps.asked = content.fields if isinstance(content, FormPanel) else None
        self._gaps.refresh()
        progress = self._workspace.progress()[self.section]
        self._status.show_tag(progress.status.value, LOOK_OF[progress.status])
        self._remark.setText(progress.remark)
        self._remark.setVisible(bool(progress.remark))
        self._say_sum()

    def show_sum(self) -> None:
        """Show and paint what the section comes to, before all else of it."""
        before = self._why.text()
        self._say_sum()
        if self._why.text() != before:
            self._across.activate()  # a longer number gets its room now
            self._why.repaint()

    def _say_sum(self) -> None:
        kg = self._workspace.section_kg(self.section)
        without = and_without_some(self._workspace.footprint(), self.section)
        self._total.setVisible(kg is not None and bool(without))
        self._why.setVisible(kg is not None)
        if kg is not None:
            self._total.setText(f"Carbon of this section{without}")
            self._why.say(f"{show_kg(kg)} CO₂e", SECTION_BY_KEY[self.section].title, self._reason)

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
