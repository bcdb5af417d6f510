"""One figure of a form: label, hint, box and unit, what it was last quarter, its marks, and what is wrong."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton, QVBoxLayout, QWidget

from greenpractice.errors import Issue
from greenpractice.fields import FieldSpec, Kind
from greenpractice.numbers import NO_DATA
from greenpractice.returns.entering import entered, means_nothing, shown
from greenpractice.returns.evidence import counted_words
from greenpractice.returns.offered import answers_offered, problem_in
from greenpractice.sections import SECTION_BY_KEY
from ui.entry.forms.figure_columns import BOX_WIDE, FigureColumns
from ui.entry.forms.figure_layout import Earlier, EarlierFigures, FigureLayout, FigureParts
from ui.entry.forms.figure_question import FigureQuestion
from ui.session.edits import AddRow, Edit, KeptRow
from ui.session.flags import confirm, evidence_of, is_estimated, mark_estimated, note_of, put_figure, put_note
from ui.session.marking import NO_FIGURE, FigurePast, Marked
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.controls import Box, Radio, button, fix_width, set_look, words
from ui.widgets.spoken.hearing import Answers, silence
from ui.widgets.style import colours

_NOTHING = "–"  # of a figure that can only be looked at
_BAR = 4  # px: at the left of what has a problem
_DAY_WIDE = 230  # px at 100%


class FigureField(QWidget):
    """One row of a form, or a text beside others under the rows.

    Commits when Enter is pressed or the field is left; says nothing while a person types.
    """

    committed = Signal(str, str)  # field, text as it is to be kept
    passed = Signal()  # Enter was pressed: on to the next box

    def __init__(self, workspace: Workspace, section: str, key: str, spec: FieldSpec) -> None:
        super().__init__()
        self._workspace, self._section, self.key, self._spec = workspace, section, key, spec
        self._row: KeptRow | None = None
        self._asked: Issue | None = None
        self._name = f"{section}-{key}"
        label = self._spec.label + (" (optional)" if spec.can_be_left_out else "")
        self._label = words(label, "bold")
        self._hint = ". ".join(part for part in (spec.hint, spec.needed) if part)
        self._problem = words("", "error", f"{self._name}-problem")
        self._edit = Box()
        self._group: QButtonGroup | None = None
        self._radios: dict[str, QRadioButton] = {}
        self._unit = words(spec.unit_words, "hint")
        self._estimated = QCheckBox("Estimated")
        self._note_button = button("", f"{self._name}-add-note", self._open_note, "link")
        self._note = _NoteBox()
        self._note_label = words("Note", "hint")
        self._ask = FigureQuestion(self._name)
        self._ask.answered.connect(self._answered)
        self._evidence = words("", "small", f"{self._name}-evidence")
        self._earlier, self._before = EarlierFigures(self._name), Earlier()
        self._columns: FigureColumns | None = None
        self._has_problem, self._is_last = False, False
        chosen = spec.kind in (Kind.CHOICE, Kind.YES_NO)
        answer = self._answers() if chosen and workspace.can_write else self._box()
        self._make_marks()
        hint = words(self._hint, "small", f"{self._name}-hint")
        self._lines = FigureLayout(
            self,
            FigureParts(
                text=(self._label, hint, self._problem) if self._hint else (self._label, self._problem),
                answer=answer,
                is_choice=chosen,
                fills=spec.kind is Kind.TEXT,
                unit=self._unit,
                earlier=self._earlier,
                estimated=self._estimated,
                note=self._note_button,
                below=(self._ask, self._note_label, self._note, self._evidence),
            ),
        )
        self._lines.as_lines()
        self._unit.setVisible(bool(spec.unit_words) and not chosen)
        self.show_row(None, [], Earlier())
        workspace.typing_ends.connect(self._finish_typing)

    def place(self, columns: FigureColumns | None, *, is_last: bool = False) -> None:
        """Stand in these columns, the last row without a line under it, or with None under each other."""
        if (columns, is_last) != (self._columns, self._is_last):
            self._columns, self._is_last = columns, is_last
            if columns is None:
                self._lines.as_lines()
            else:
                self._lines.as_row(columns)
            self._estimated.setText("" if columns else "Estimated")
            self._show_marks()

    def show_row(self, row: KeptRow | None, issues: Sequence[Issue], before: Earlier) -> None:
        """Show the figure of a row (None: there is none yet), what is wrong, and what it was before."""
        self._row, self._before = row, before
        text = "" if row is None else row.figures.get(self.key, "")
        if self._radios:
            self._show_choice(text)
        elif not self._workspace.can_write:
            self._edit.setText(shown(self._spec, text) or _NOTHING)
        elif not self._edit.isModified():  # what is being typed stays
            self._edit.setText(shown(self._spec, text))
        section, period = SECTION_BY_KEY[self._section], self._workspace.period
        problem = problem_in(section, self.key, text, period) if text else None
        wrong = next((issue for issue in issues if not issue.question), None)
        if problem is None and wrong is not None:
            problem = f"{self._spec.label} {wrong.sentence}"
        self._show_problem(problem or "")
        self._asked = next((issue for issue in issues if issue.question), None)
        self._ask.show_question(None if problem else self._asked)
        set_look(self._edit, "state", "problem" if problem else ("check" if self._asked else ""))
        empty = NO_DATA if self._edit.text() == _NOTHING else ""
        self._edit.setAccessibleDescription(". ".join(filter(None, (empty, self._hint, before.words))))
        if not self._note.isModified():
            self._note.setText(note_of(row, self.key))
        evidence = evidence_of(row, self.key)
        self._evidence.setText(f"{counted_words(evidence)} (Ctrl+Shift+B)")
        self._evidence.setVisible(bool(evidence))
        self._show_marks()

    def _show_problem(self, said: str) -> None:
        self._problem.setText(said)
        self._problem.setVisible(bool(said))
        if bool(said) != self._has_problem:
            self._has_problem = bool(said)
            self._lines.indent(_BAR + tokens.SPACE_2 if said else 0)
            self.update()

    def _show_marks(self) -> None:
        """Estimated and the note, of what has a figure, and what it was before.

        Where nothing can be changed each is there only where it is so.
        """
        given = self._row is not None and bool(self._row.figures.get(self.key))
        marked, note = is_estimated(self._row, self.key), note_of(self._row, self.key)
        can_mark = self._spec.is_number and self._workspace.can_write
        self._estimated.setVisible(given and (can_mark or marked))
        self._estimated.setChecked(marked)
        opened = self._note.isModified() or self._note.hasFocus()
        self._note_button.setVisible(given and not opened and (can_mark or bool(note)))
        edit = "Edit note" if self._workspace.can_write else "See note"
        self._note_button.setText(edit if note else "Add" if self._columns else "Add note")
        told = f"{edit} on {self._spec.label}: {note}" if note else f"Add note to {self._spec.label}"
        self._note_button.setAccessibleName(told)
        self._note_button.setToolTip(f"{note} (Shift+F2 in the box)" if note else "Shift+F2 in the box")
        self._note.setVisible(opened)
        self._note_label.setVisible(opened)
        self._earlier.show(self._before, in_row=self._columns is not None)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line under a row, and a bar at the left of one with a problem."""
        painter = QPainter(self)
        if self._columns is not None and not self._is_last:
            painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(colours().border))
        if self._has_problem:
            above = tokens.SPACE_2
            painter.fillRect(0, above, _BAR, self.height() - 2 * above, QColor(colours().error))
        painter.end()

    @property
    def is_box(self) -> bool:
        """True where it is typed in, False where one of some answers is chosen."""
        return not self._radios

    @property
    def is_open(self) -> bool:
        """True for a number that is waited for and can be typed."""
        waits = self._spec.is_number and not self._spec.can_be_left_out
        return waits and not self._edit.text() and self._workspace.can_write

    def focus_figure(self) -> None:
        """Put the focus in the box, its text selected, or on the answer that Tab leads to."""
        stops = (each for each in self._radios.values() if each.focusPolicy() is Qt.FocusPolicy.StrongFocus)
        target: QWidget = next(stops, self._edit)
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self._edit.selectAll()

    def commit(self) -> None:
        """Put what is typed in the figure."""
        if not self._radios and self._edit.isModified():
            self._commit()

    def marked(self) -> Marked | None:
        """The figure, once it is given."""
        if self._row is None or not self._row.figures.get(self.key):
            return None
        return Marked(self._section, [self._row], self.key, self._spec.label)

    def why_no_marks(self) -> str:
        """Why it cannot be marked now, or ""."""
        return "" if self.marked() is not None or self._edit.isModified() else NO_FIGURE

    def clear_figures(self) -> None:
        """Take the figure away: no data."""
        self._edit.setModified(False)
        self.committed.emit(self.key, "")

    def edit_note(self) -> None:
        """Open the note, where there is a figure to have one."""
        self._open_note()

    def past(self) -> FigurePast | None:
        """This figure."""

        def put(text: str) -> bool:
            self._edit.setModified(False)
            if self._row is None:
                edits: list[Edit] = [AddRow(self._section, {self.key: text})] if text else []
            else:
                edits = put_figure(self._section, self._row, self.key, text)
            title = f"Put back {self._spec.label.lower()}"
            return bool(edits) and not self._workspace.apply_counted(edits, title)

        return FigurePast(self._section, self.key, self._spec.label, put)

    def help_place(self) -> tuple[str, str] | None:
        """This figure."""
        return self._section, self.key

    def _box(self) -> QWidget:
        unit = self._spec.unit_words
        self._edit.setObjectName(self._name)
        self._edit.setAccessibleName(f"{self._spec.label}{f', {unit}' if unit else ''}")
        if self._spec.is_number or self._spec.kind is Kind.DAY:
            fix_width(self._edit, BOX_WIDE if self._spec.is_number else _DAY_WIDE)
        if self._spec.is_number:
            self._edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._edit.returnPressed.connect(self._enter)
        self._edit.editingFinished.connect(self._commit)
        for box in (self._edit, self._note):
            box.setReadOnly(not self._workspace.can_write)  # it stands there as plain text
        self._edit.setFrame(self._workspace.can_write)
        self._label.setBuddy(self._edit)
        silence(self._unit)  # the box has it in its name
        self._unit.setWordWrap(False)
        self._unit.setContentsMargins(tokens.SPACE_1, 0, tokens.SPACE_2, 0)
        return self._edit

    def _answers(self) -> QWidget:
        holder = Answers(self._spec.label)
        down = QVBoxLayout(holder)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        self._group = QButtonGroup(self)
        answers = self._spec.choices or {"true": "Yes", "false": "No"}
        for key, text in {**answers, "": "No data"}.items():
            radio = Radio(text)
            radio.setObjectName(f"{self._name}-{key or 'no-data-given'}")
            radio.setEnabled(self._workspace.can_write)
            radio.clicked.connect(self._commit_choice)
            self._radios[key] = radio
            self._group.addButton(radio)
            down.addWidget(radio)
        self._label.setBuddy(next(iter(self._radios.values())))
        self._edit.setParent(self)
        self._edit.hide()
        return holder

    def _make_marks(self) -> None:
        """Estimated, and the note with the way to it."""
        self._estimated.setObjectName(f"{self._name}-estimated")
        self._estimated.setAccessibleName(f"{self._spec.label} is estimated")
        self._estimated.setToolTip("Ctrl+Shift+E in the box")
        self._estimated.setEnabled(self._workspace.can_write)
        self._estimated.clicked.connect(self._mark)
        self._note.setObjectName(f"{self._name}-note")
        self._note.setAccessibleName(f"Note on {self._spec.label}")
        self._note.editingFinished.connect(self._commit_note)
        self._note.left.connect(self._show_marks)
        self._note.returnPressed.connect(self.focus_figure)
        for part in (self._estimated, self._note_button, self._note):  # one Tab a box: these have keys
            part.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._note_label.setBuddy(self._note)

    def _offered(self) -> Collection[str]:
        """The answers that the period takes, and no data."""
        if not self._spec.choices:
            return self._radios.keys()
        return (*answers_offered(SECTION_BY_KEY[self._section], self.key, self._workspace.period), "")

    def _show_choice(self, text: str) -> None:
        if self._group is None:
            return
        chosen = self._radios.get(text)
        offered = self._offered()
        for key, radio in self._radios.items():
            radio.setVisible(key in offered or radio is chosen)
        self._group.setExclusive(False)
        for radio in self._radios.values():
            radio.setChecked(radio is chosen and bool(text))
        self._group.setExclusive(True)
        first = next(radio for key, radio in self._radios.items() if key in offered)
        stop = chosen if chosen is not None and text else first
        for radio in self._radios.values():  # one Tab a question, the arrow keys go among its answers
            policy = Qt.FocusPolicy.StrongFocus if radio is stop else Qt.FocusPolicy.ClickFocus
            radio.setFocusPolicy(policy)
        if stop is chosen and any(radio.hasFocus() for radio in self._radios.values()):
            stop.setFocus(Qt.FocusReason.OtherFocusReason)  # Enter would choose another than is shown
        self._edit.hide()

    def _commit(self) -> None:
        typed = self._edit.text()
        before = "" if self._row is None else self._row.figures.get(self.key, "")
        self._edit.setModified(False)
        if typed == shown(self._spec, before):
            return
        if self._spec.is_number and means_nothing(typed):
            self._ask.ask_nothing()
            return
        text = entered(self._spec, typed)
        if text == before:  # said otherwise: nothing changes, so nobody shows it again
            self._edit.setText(shown(self._spec, before))
        else:
            self.committed.emit(self.key, text)

    def _enter(self) -> None:
        """What is asked or wrong waits beside its box: nothing is typed behind a figure or over it."""
        self.commit()
        self._edit.selectAll()
        self.passed.emit()

    def _commit_choice(self) -> None:
        chosen = next((key for key, radio in self._radios.items() if radio.isChecked()), "")
        before = "" if self._row is None else self._row.figures.get(self.key, "")
        if chosen == before:  # nothing changes, so nobody shows it again
            self._show_choice(before)
        else:
            self.committed.emit(self.key, chosen)

    def _finish_typing(self) -> None:
        """What is typed is a figure before anything reads it or leaves it behind."""
        self.commit()
        if self._note.isModified():
            self._commit_note()

    def _mark(self, checked: bool) -> None:
        if self._row is not None:
            edits = mark_estimated(self._section, self._row, self.key, checked)
            self._workspace.apply_step(edits, "Mark as estimated" if checked else "Mark as not estimated")

    def _open_note(self) -> None:
        self._note_label.show()
        self._note.show()
        self._note.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_marks()

    def _commit_note(self) -> None:
        self._note.setModified(False)
        if self._row is not None and self._note.text().strip() != note_of(self._row, self.key):
            edits = put_note(self._section, self._row, self.key, self._note.text())
            self._workspace.apply_step(edits, "Change a note")
        self._show_marks()

    def _answered(self, answer: str) -> None:
        if answer == "correct" and self._asked is not None:
            edits = confirm(self._workspace.rows(self._section), self._asked)
            self._workspace.apply_step(edits, "Confirm a value")
        elif answer in ("0", ""):
            self._ask.show_question(None)
            self._edit.setText(answer)
            self.committed.emit(self.key, answer)
        else:
            self.focus_figure()


class _NoteBox(Box):
    """Folds away when it is left for another part of the window."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()
