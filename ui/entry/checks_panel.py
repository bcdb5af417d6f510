"""What is to be checked or put right in a section: one sentence each, with its answers beside it."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from greenpractice.errors import Issue, UserError
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.sections.base import typed_row
from greenpractice.sections.inhalers import SECTION as PRESCRIBED
from greenpractice.sections.inhalers import Prescribed, kept_as_doses
from greenpractice.tasks.import_preview import months_again
from ui.entry.issue_words import asked_words, issue_words
from ui.session.flags import confirm
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.controls import button, card, clear, press, row, words
from ui.widgets.flow import Flow
from ui.widgets.style import LARGE, text_size

Show = Callable[[int | None, str | None], None]
MOST = 6
_BESIDE = 90  # characters of a sentence that has its answers beside it


class ChecksPanel(QWidget):
    """Empty where nothing is to be checked."""

    change_words, noted_words = "Change", "Yes, with a note"

    def __init__(
        self,
        workspace: Workspace,
        section: str,
        show: Show,
        first: int = 0,
        most: int = MOST,
        questions_only: bool = False,
        beside: int = _BESIDE,
        is_about: Callable[[Issue], bool] | None = None,
    ) -> None:
        super().__init__()
        self.section, self._beside = section, beside
        self._workspace, self._show, self._first = workspace, show, first
        self._most, self._questions_only = most, questions_only
        self._is_about = is_about or (lambda issue: issue.section == section)
        whole, self._layout = QVBoxLayout(self), QVBoxLayout()  # of all, and of the boxes
        for each in (whole, self._layout):
            each.setContentsMargins(0, 0, 0, 0)
            each.setSpacing(tokens.SPACE_2)
        self._boxes: dict[int, QVBoxLayout] = {}
        self._now: tuple[object, ...] = ()  # what is shown now
        self._more = words("", "hint")
        whole.addLayout(self._layout)
        whole.addWidget(self._more)
        self._firsts: list[QPushButton] = []  # of each issue that is shown, its first answer
        self._is_large = text_size() >= LARGE
        self._soon = QTimer(self)  # a style is given to every part before one of them goes
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.refresh)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._is_large != (text_size() >= LARGE):
            self._soon.start()

    def refresh(self) -> None:
        """Show the issues of the section's rows."""
        issues = [
            issue
            for issue in self._workspace.issues()
            if self._is_about(issue)
            and issue.row is not None
            and issue.row >= self._first
            and (issue.question or not self._questions_only)
        ]
        shown = [
            (issue, issue_words(self._workspace, issue), self._can_take_again(issue))
            for issue in self.chosen(sorted(issues, key=lambda issue: issue.question))
        ]
        self._is_large = text_size() >= LARGE
        now = (*shown, *self.stands(), self._is_large, self._workspace.can_write, self._workspace.key)
        if now != self._now:  # what is there already stays, and nothing below it moves
            self._now = now
            self._build(shown)
        more = len(issues) - len(shown)
        self._more.setText(f"and {more} more: see Check answers" if more else "")
        self._more.setVisible(bool(more) and self._most > 1)
        self.setVisible(bool(issues))

    def chosen(self, issues: Sequence[Issue]) -> Sequence[Issue]:
        """Those of all that are shown."""
        return issues[: self._most]

    def stands(self) -> tuple[object, ...]:
        """What else decides how they are shown."""
        return ()

    def yes_words(self, issue: Issue) -> str:
        """The answer that leaves a figure as it is."""
        return "Yes, it is correct"

    def _build(self, shown: Sequence[tuple[Issue, str, bool]]) -> None:
        clear(self._layout)
        self._boxes.clear()
        self._firsts.clear()
        for number, (issue, sentence, can_take_again) in enumerate(shown):
            self._layout.addWidget(self.one(number, issue, sentence, can_take_again))

    def one(self, number: int, issue: Issue, sentence: str, can_take_again: bool) -> QWidget:
        """The box of one of them."""
        frame, inside = card("check-box" if issue.question else "error-box")
        inside.setContentsMargins(tokens.SPACE_3, tokens.SPACE_2, tokens.SPACE_3, tokens.SPACE_2)
        text = asked_words(issue, sentence) if issue.question else sentence
        beside = QHBoxLayout()
        beside.addWidget(words(text, "" if issue.question else "error"), 1)
        inside.addLayout(beside)
        answers = self._answers(number, issue, sentence, can_take_again)
        self._firsts.append(answers[0])
        # beside it they would leave a column of few words
        is_below = self._is_large or len(text) > self._beside
        if is_below:
            inside.addWidget(Flow(answers))
        for each in () if is_below else answers:
            beside.addWidget(each)
        self._boxes[number] = inside
        return frame

    def _answers(self, number: int, issue: Issue, sentence: str, can_take_again: bool) -> list[QPushButton]:
        name = f"{self.section}-issue-{number}"
        change = button(self.change_words, f"{name}-change", partial(self._change, issue))
        change.setAccessibleName(f"{self.change_words}: {sentence}")
        found = []
        if issue.answers and self._workspace.can_write:
            for answer in issue.answers:
                said = SECTION_BY_KEY[self.section].fields[issue.field or ""].choices.get(answer, answer)
                choose = button(said, f"{name}-answer-{answer}", partial(self._answer, number, issue, answer))
                choose.setAccessibleName(f"{said}: {sentence}")
                found.append(choose)
        elif issue.question and self._workspace.can_write:
            if can_take_again:
                again = button("Take its months again", f"{name}-again", self._take_again)
                again.setAccessibleName(f"Take its months again: {sentence}")
                found.append(again)
            said = self.yes_words(issue)
            yes = button(said, f"{name}-correct", partial(self._confirm, number, issue))
            yes.setAccessibleName(f"{said}: {sentence}")
            noted = button(
                self.noted_words, f"{name}-noted", partial(self._ask_note, number, issue, sentence)
            )
            noted.setAccessibleName(f"Yes, it is correct, with a note: {sentence}")
            found += [yes, noted]
        return [*found, change]

    def _can_take_again(self, issue: Issue) -> bool:
        """True where a product was in no list when its months were taken, and they are held here."""
        if not issue.question or (issue.section, issue.field) != (PRESCRIBED.key, "inhalers"):
            return False
        rows = self._workspace.document().rows(PRESCRIBED.key)
        row: Prescribed = typed_row(PRESCRIBED, rows[issue.row or 0])
        return kept_as_doses(row) is not None and self._workspace.holds_months_of(row.bnf_code or "")

    def _take_again(self) -> None:
        try:
            new, keep = months_again(self._workspace.store, self._workspace.key)
            self._workspace.take_imports(new, "Take the months of prescribing again", keep)
        except UserError as error:
            self._workspace.refused.emit(str(error))

    def _ask_note(self, number: int, issue: Issue, sentence: str) -> None:
        """A line below the question: what is written there is kept with the figure, and travels with it."""
        name, inside = f"{self.section}-issue-{number}", self._boxes[number]
        if self.findChild(QLineEdit, f"{name}-note") is not None:
            return
        box = QLineEdit()
        box.setObjectName(f"{name}-note")
        box.setAccessibleName(f"Note: {sentence}")
        caption = words("Note, such as why it is so")
        caption.setBuddy(box)
        save = button("Save", f"{name}-save", lambda: self._confirm(number, issue, box.text().strip()))
        box.returnPressed.connect(partial(press, save))
        inside.addWidget(caption)
        beside = row(box, save, stretch=False)
        beside.setStretch(0, 1)  # a note is a sentence
        inside.addLayout(beside)
        box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _change(self, issue: Issue) -> None:
        row_id = None if issue.row is None else self._workspace.row_id(self.section, issue.row)
        self._show(row_id, issue.field)

    def _answer(self, number: int, issue: Issue, answer: str) -> None:
        if issue.row is not None and issue.field is not None:
            row_id = self._workspace.row_id(self.section, issue.row)
            if row_id is not None:
                self._workspace.set_figure(self.section, row_id, issue.field, answer)
                self._go_on_from(number, issue)

    def _confirm(self, number: int, issue: Issue, note: str = "") -> None:
        edits = confirm(self._workspace.rows(self.section), issue, note)
        if edits:
            self._workspace.apply_step(edits, "Confirm a value")
            self._go_on_from(number, issue)

    def _go_on_from(self, number: int, issue: Issue) -> None:
        """To the question that stands there now; without one back to the figure, if that is on this page."""

        def go_on() -> None:
            if self._firsts:
                self._firsts[min(number, len(self._firsts) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
            elif not self._questions_only:
                self._change(issue)

        QTimer.singleShot(0, self, go_on)  # the panel may be filled anew only after this
