"""A section of one row as a form: a table of its figures, from the declaration, its texts under it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from greenpractice.fields import FieldSpec, Kind
from greenpractice.periods import Period
from greenpractice.returns.entering import in_chosen_unit, shown
from greenpractice.sections import SECTION_BY_KEY
from ui.entry.figure_field import FigureField
from ui.entry.forms.figure_columns import LEAST, FigureColumns, RowsHead, columns_for
from ui.entry.forms.figure_layout import Earlier
from ui.entry.forms.no_numbers import not_said_any_more
from ui.session.edits import AddRow, KeptRow
from ui.session.flags import put_figures
from ui.session.marking import place_around
from ui.session.section_words import named
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.controls import is_primary, page_layout
from ui.widgets.style import scaled
from ui.widgets.tab_order import stops_after
from ui.window.parts.side_column import in_one_column

_TEXTS = (Kind.TEXT, Kind.DAY)  # no figures: they stand under the table, side by side


class FormPanel(QWidget):
    """The fields of the first row of a section; the row is there from its first figure on."""

    def __init__(self, workspace: Workspace, section: str, fields: Sequence[str] = ()) -> None:
        super().__init__()
        self._workspace, self.section = workspace, section
        declared = {
            key: spec for key, spec in SECTION_BY_KEY[section].fields.items() if not fields or key in fields
        }
        self._rows = {key: self._made(key, spec) for key, spec in declared.items() if spec.kind not in _TEXTS}
        self._texts = {key: self._made(key, spec) for key, spec in declared.items() if spec.kind in _TEXTS}
        self.fields: dict[str, FigureField] = {**self._rows, **self._texts}
        self._width: int | None = None  # until it has its place
        self._columns: FigureColumns | None = None
        layout = page_layout(self)
        layout.setSpacing(0)
        self._head = RowsHead(section)
        layout.addWidget(self._head)
        for row in self._rows.values():
            layout.addWidget(row)
        self._beside = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._beside.setSpacing(tokens.SPACE_3)
        for key, text in self._texts.items():
            wide = declared[key].kind is Kind.TEXT
            self._beside.addWidget(text, 1 if wide else 0, Qt.AlignmentFlag.AlignBottom)
        layout.addLayout(self._beside)
        self._head.hide()

    def refresh(self) -> None:
        """Show the row as the workspace has it."""
        self._fit()
        row = self._row()
        issues = [
            issue for issue in self._workspace.issues() if issue.section == self.section and issue.row == 0
        ]
        for key, field in self.fields.items():
            field.show_row(row, [issue for issue in issues if issue.field == key], self._earlier(key))

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
        else:
            self._go_on_from(self.fields[key])

    def _go_on_from(self, last: FigureField) -> None:
        """From the last box to the first that follows on the page: a form, a table, or the green button."""
        focused: QWidget | None = last.focusWidget()
        for stop in stops_after(focused or last):
            place = place_around(stop)
            if isinstance(place, FigureField) and place not in self.fields.values() and place.is_box:
                place.focus_figure()
                return
            if (place is not None and not isinstance(place, FigureField)) or is_primary(stop):
                stop.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _made(self, key: str, spec: FieldSpec) -> FigureField:
        made = FigureField(self._workspace, self.section, key, spec)
        made.committed.connect(self._commit)
        made.passed.connect(partial(self._pass_on, key))
        return made

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
        back = [] if row is None else not_said_any_more(row)
        if not waited and not back:
            self._workspace.set_figure(self.section, None if row is None else row.id, field, given[field])
        elif row is None:
            self._workspace.apply_step([AddRow(self.section, given)], f"Enter {named(self.section, field)}")
        else:
            edits = [*back, *put_figures(self.section, row, given)]
            self._workspace.apply_step(edits, f"Change {named(self.section, field)}")

    def _earlier(self, key: str) -> Earlier:
        """What a number was a quarter before and a year before."""
        period = self._workspace.period
        if not SECTION_BY_KEY[self.section].fields[key].is_number:
            return Earlier()
        last = None if period.is_year else self._shown_of(period.previous, key)
        return Earlier(last, self._shown_of(period.year_before, key))

    def _shown_of(self, period: Period, key: str) -> str | None:
        """A figure of another period, "" where it had no value; None: the section had no figures then."""
        document = self._workspace.document_of(period)
        rows = document.rows(self.section) if document else ()
        return shown(SECTION_BY_KEY[self.section].fields[key], rows[0].get(key, "")) if rows else None

    # Room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._width = event.size().width()
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        """A table where there is room, else each figure as lines."""
        is_narrow = self._width is not None and self._width < scaled(LEAST)
        columns = None if is_narrow or in_one_column(self) else self._fitting_columns()
        rows = list(self._rows.values())
        for number, row in enumerate(rows):
            row.place(columns, is_last=number == len(rows) - 1)
        self._head.setVisible(columns is not None and bool(rows))
        if columns is not None:
            self._head.show_columns(columns, self._workspace.period)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._beside.setDirection(down if columns is None else across)
        self._beside.setContentsMargins(0, 0 if columns is None or not self._texts else tokens.SPACE_2, 0, 0)

    def _fitting_columns(self) -> FigureColumns:
        specs = SECTION_BY_KEY[self.section].fields
        earlier = [self._earlier(key) for key in self._rows]
        return columns_for(
            self,
            [specs[key].unit_words for key in self._rows],
            [each.last for each in earlier if each.last is not None],
            [each.before for each in earlier if each.before is not None],
        )
