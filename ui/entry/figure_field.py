"""One figure of a form: label, hint, box and unit, what it was last quarter, its marks, and what is wrong."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from greenpractice.errors import Issue
from greenpractice.fields import FieldSpec, Kind
from greenpractice.returns.entering import entered, means_nothing, shown
from greenpractice.returns.evidence import counted_words
from greenpractice.returns.offered import answers_offered, problem_in
from greenpractice.sections import SECTION_BY_KEY
from ui.entry.issue_words import asked_words
from ui.session.edits import AddRow, Edit, KeptRow
from ui.session.flags import confirm, evidence_of, is_estimated, mark_estimated, note_of, put_figure, put_note
from ui.session.marking import NO_FIGURE, FigurePast, Marked
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.controls import Box, Radio, announce, button, fix_width, set_look, words

_WIDE = (Kind.TEXT,)


class FigureField(QWidget):
    """Commits when Enter is pressed or the field is left; says nothing while a person types."""

    committed = Signal(str, str)  # field, text as it is to be kept
    passed = Signal()  # Enter was pressed: on to the next box

    def __init__(self, workspace: Workspace, section: str, key: str, spec: FieldSpec) -> None:
        super().__init__()
        self._workspace, self._section, self.key, self._spec = workspace, section, key, spec
        self._row: KeptRow | None = None
        self._asked: Issue | None = None
        self._name = f"{section}-{key}"
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, tokens.SPACE_2)
        layout.setSpacing(tokens.SPACE_1)
        label = f"{spec.label}, in {spec.measured_in}" if spec.measured_in else spec.label
        label += " (optional)" if spec.can_be_left_out else ""
        self._label = words(label.replace(", in £", ", in pounds"), "bold")
        layout.addWidget(self._label)
        hint = ". ".join(part for part in (spec.hint, spec.needed) if part)
        if hint:
            layout.addWidget(words(hint, "hint"))
        self._problem = words("", "error", f"{self._name}-problem")
        layout.addWidget(self._problem)
        self._edit = Box()
        self._group: QButtonGroup | None = None
        self._radios: dict[str, QRadioButton] = {}
        self._estimated = QCheckBox("Estimated")
        self._note_button = button("Add note", f"{self._name}-add-note", self._open_note, "link")
        chosen = spec.kind in (Kind.CHOICE, Kind.YES_NO)
        layout.addLayout(self._radio_rows() if chosen else self._box(spec.unit_words, hint))
        self._note = Box()
        self._note_label = words("Note", "hint")
        self._build_note(layout)
        self._ask = _Question(self._name)
        self._ask.answered.connect(self._answered)
        layout.addWidget(self._ask)
        self._evidence = words("", "small", f"{self._name}-evidence")
        layout.addWidget(self._evidence)
        self._context = words("", "small", f"{self._name}-context")
        layout.addWidget(self._context)
        self.show_row(None, [], None)
        workspace.typing_ends.connect(self._finish_typing)

    def show_row(self, row: KeptRow | None, issues: Sequence[Issue], context: str | None) -> None:
        """Show the figure of a row (None: there is none yet), what is wrong with it and a line of context."""
        self._row = row
        text = "" if row is None else row.figures.get(self.key, "")
        if self._radios:
            self._show_choice(text)
        elif not self._edit.isModified():  # what is being typed stays
            self._edit.setText(shown(self._spec, text))
        section, period = SECTION_BY_KEY[self._section], self._workspace.period
        problem = problem_in(section, self.key, text, period) if text else None
        wrong = next((issue for issue in issues if not issue.question), None)
        if problem is None and wrong is not None:
            problem = f"{self._spec.label} {wrong.sentence}"
        self._problem.setText(problem or "")
        self._problem.setVisible(problem is not None)
        self._asked = next((issue for issue in issues if issue.question), None)
        self._ask.show_question(None if problem else self._asked)
        set_look(self._edit, "state", "problem" if problem else ("check" if self._asked else ""))
        self._estimated.setVisible(bool(text))
        self._estimated.setChecked(is_estimated(row, self.key))
        note = note_of(row, self.key)
        if not self._note.isModified():
            self._note.setText(note)
        noted = bool(note) or self._note.isModified() or self._note.hasFocus()
        self._note_button.setVisible(bool(text) and not noted)
        self._note.setVisible(noted)
        self._note_label.setVisible(noted)
        evidence = evidence_of(row, self.key)
        self._evidence.setText(f"{counted_words(evidence)} (Ctrl+Shift+B)")
        self._evidence.setVisible(bool(evidence))
        self._context.setText(context or "")
        self._context.setVisible(bool(context))

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

    def _box(self, unit: str, hint: str) -> QHBoxLayout:
        beside = QHBoxLayout()
        beside.setSpacing(tokens.SPACE_2)
        self._edit.setObjectName(self._name)
        self._edit.setAccessibleName(f"{self._spec.label}{f', {unit}' if unit else ''}")
        self._edit.setAccessibleDescription(hint)
        wide = self._spec.kind in _WIDE
        fix_width(self._edit, 380 if wide else 170)
        if self._spec.is_number:
            self._edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._edit.returnPressed.connect(self._enter)
        self._edit.editingFinished.connect(self._commit)
        self._edit.setReadOnly(not self._workspace.can_write)
        self._label.setBuddy(self._edit)
        beside.addWidget(self._edit)
        if unit:
            suffix = words(unit, "hint")
            suffix.setWordWrap(False)
            beside.addWidget(suffix)
        beside.addSpacing(tokens.SPACE_2)
        self._add_marks(beside)
        return beside

    def _add_marks(self, beside: QHBoxLayout) -> None:
        """Estimated, and the way to a note."""
        self._estimated.setObjectName(f"{self._name}-estimated")
        self._estimated.setAccessibleName(f"{self._spec.label} is estimated")
        self._estimated.setToolTip("Ctrl+Shift+E in the box")
        self._estimated.setEnabled(self._workspace.can_write)
        self._estimated.clicked.connect(self._mark)
        self._note_button.setToolTip("Shift+F2 in the box")
        self._note_button.setAccessibleName(f"Add note to {self._spec.label}")
        beside.addWidget(self._estimated)
        beside.addWidget(self._note_button)
        beside.addStretch(1)

    def _radio_rows(self) -> QVBoxLayout:
        down = QVBoxLayout()
        down.setSpacing(0)
        self._group = QButtonGroup(self)
        answers = self._spec.choices or {"true": "Yes", "false": "No"}
        for key, text in {**answers, "": "No data"}.items():
            radio = Radio(text)
            radio.setObjectName(f"{self._name}-{key or 'no-data-given'}")
            radio.setAccessibleName(f"{self._spec.label}: {text}")
            radio.setEnabled(self._workspace.can_write)
            radio.clicked.connect(self._commit_choice)
            self._radios[key] = radio
            self._group.addButton(radio)
            down.addWidget(radio)
        self._label.setBuddy(next(iter(self._radios.values())))
        self._edit.setParent(self)
        self._edit.hide()
        marks = QHBoxLayout()
        marks.setSpacing(tokens.SPACE_2)
        self._add_marks(marks)
        down.addLayout(marks)
        return down

    def _build_note(self, layout: QVBoxLayout) -> None:
        self._note.setObjectName(f"{self._name}-note")
        self._note.setAccessibleName(f"Note on {self._spec.label}")
        self._note.editingFinished.connect(self._commit_note)
        fix_width(self._note, 380)
        for part in (self._estimated, self._note_button, self._note):  # one Tab a box: these have keys
            part.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._note_label.setBuddy(self._note)
        layout.addWidget(self._note_label)
        layout.addWidget(self._note)

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

    def _commit_note(self) -> None:
        self._note.setModified(False)
        if self._row is not None and self._note.text().strip() != note_of(self._row, self.key):
            edits = put_note(self._section, self._row, self.key, self._note.text())
            self._workspace.apply_step(edits, "Change a note")

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


class _Question(QWidget):
    """A question about a committed value, with its answers as buttons beside it."""

    answered = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_1)
        self._sentence = words("", "check", f"{name}-check")
        layout.addWidget(self._sentence)
        self._yes = button("Yes, it is correct", f"{name}-correct", self._correct)
        self._change = button("Change", f"{name}-change", self._not_correct)
        self._zero = button("It is 0", f"{name}-zero", self._is_zero)
        self._nothing = button("There is no data", f"{name}-no-data", self._is_nothing)
        beside = QHBoxLayout()
        for part in (self._yes, self._change, self._zero, self._nothing):
            beside.addWidget(part)
        beside.addStretch(1)
        layout.addLayout(beside)
        self.hide()

    def show_question(self, asked: Issue | None) -> None:
        """Ask if a value is correct, or what needs another answer; with None nothing."""
        if asked is None:
            self._show(None, nothing=False)
            return
        self._show(asked_words(asked, asked.sentence), nothing=False)
        self._yes.setVisible(not asked.answers)

    def ask_nothing(self) -> None:
        """Ask what `-` or `nil` means."""
        self._show("Do you mean 0, or is there no data?", nothing=True)
        announce(self, self._sentence.text())

    def _show(self, sentence: str | None, nothing: bool) -> None:
        self._sentence.setText(sentence or "")
        for part in (self._yes, self._change):
            part.setVisible(not nothing)
        for part in (self._zero, self._nothing):
            part.setVisible(nothing)
        self.setVisible(sentence is not None)

    def _correct(self) -> None:
        self.answered.emit("correct")

    def _not_correct(self) -> None:
        self.answered.emit("change")

    def _is_zero(self) -> None:
        self.answered.emit("0")

    def _is_nothing(self) -> None:
        self.answered.emit("")
