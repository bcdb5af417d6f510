"""A section of one row as a form: its fields under each other, from the declaration."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from greenpractice.returns.entering import in_chosen_unit, shown
from greenpractice.sections import SECTION_BY_KEY
from ui.entry.figure_field import FigureField
from ui.session.edits import AddRow, KeptRow
from ui.session.flags import put_figures
from ui.session.section_words import named
from ui.session.workspace import Workspace
from ui.widgets import tokens


class FormPanel(QWidget):
    """The fields of the first row of a section; the row is there from its first figure on."""

    def __init__(self, workspace: Workspace, section: str, fields: Sequence[str] = ()) -> None:
        super().__init__()
        self._workspace, self.section = workspace, section
        self.fields: dict[str, FigureField] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_2)
        for key, spec in SECTION_BY_KEY[section].fields.items():
            if not fields or key in fields:
                made = FigureField(workspace, section, key, spec)
                made.committed.connect(self._commit)
                made.passed.connect(partial(self._pass_on, key))
                self.fields[key] = made
                layout.addWidget(made)

    def refresh(self) -> None:
        """Show the row as the workspace has it."""
        row = self._row()
        issues = [
            issue for issue in self._workspace.issues() if issue.section == self.section and issue.row == 0
        ]
        for key, field in self.fields.items():
            field.show_row(row, [issue for issue in issues if issue.field == key], self._context(key))

    def show_place(self, field: str | None) -> None:
        """Put the focus on a field, or on the first."""
        target = self.fields.get(field or "") or next(iter(self.fields.values()))
        target.focus_figure()

    def _pass_on(self, key: str) -> None:
        """From a box to the next one, as in a table, over answers: Enter would choose one of them."""
        fields = list(self.fields)
        after = [self.fields[other] for other in fields[fields.index(key) + 1 :]]
        following = next((field for field in after if field.is_box), None)
        if following is not None:
            following.focus_figure()

    def _row(self) -> KeptRow | None:
        rows = self._workspace.rows(self.section)
        return rows[0] if rows else None

    def _commit(self, field: str, text: str) -> None:
        row = self._row()
        there = {} if row is None else row.figures
        given = in_chosen_unit(SECTION_BY_KEY[self.section].fields, there, {field: text})
        if row is not None and all(there.get(key) == number for key, number in given.items()):
            self.refresh()  # said otherwise: nothing changes
            return
        waited = {key: number for key, number in given.items() if key != field}
        if not waited:
            self._workspace.set_figure(self.section, None if row is None else row.id, field, given[field])
        elif row is None:
            self._workspace.apply_step([AddRow(self.section, given)], f"Enter {named(self.section, field)}")
        else:
            edits = put_figures(self.section, row, given)
            self._workspace.apply_step(edits, f"Change {named(self.section, field)}")

    def _context(self, key: str) -> str | None:
        spec = SECTION_BY_KEY[self.section].fields[key]
        if not spec.is_number:
            return None
        unit = spec.unit_words
        period = self._workspace.period
        parts = []
        for words, other in (
            ("Last quarter", period.previous),
            ("same quarter last year", period.year_before),
        ):
            if period.is_year and other == period.previous and words == "Last quarter":
                continue
            document = self._workspace.document_of(other)
            rows = document.rows(self.section) if document else ()
            if rows and key in rows[0]:
                parts.append(f"{words} {shown(spec, rows[0][key])} {unit}".rstrip())
        text = " · ".join(parts)
        return text[:1].upper() + text[1:] if text else None
