"""Every answer of a section on Check answers, in a card with a way to change them."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from greenpractice.returns.entering import said, shown
from greenpractice.returns.evidence import ATTACHED, counted_words, in_short
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.sections.base import typed_row
from greenpractice.sections.inhalers import packs_words, product_name
from ui.session.edits import KeptRow, Rows
from ui.session.flags import evidence_of, is_estimated, note_of, note_words, says_estimated
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.controls import button, card, clear, row, words


class _Answer(NamedTuple):
    """What is asked, and what was answered."""

    label: str
    value: str


class SectionAnswers:
    """Shows the rows of a section; what stayed is not built again, as there may be hundreds of products."""

    def __init__(self, workspace: Workspace, key: str) -> None:
        self._workspace, self._key = workspace, key
        self._shown: Rows | None = None
        self.frame, inside = card()
        title = SECTION_BY_KEY[key].title
        change = button("Change", f"check-rows-{key}", partial(go_to_answers, workspace, key), "link")
        change.setAccessibleName(f"Change {title}")
        heading = words(title, "card")
        heading.setWordWrap(False)
        inside.addLayout(row(heading, change))
        self._products = _AnswerGrid()
        inside.addLayout(self._products.layout)
        self._rest = QVBoxLayout()
        self._rest.setSpacing(inside.spacing())
        inside.addLayout(self._rest)

    def show_rows(self) -> None:
        """Show the rows as they are now."""
        rows = tuple(each for each in self._workspace.rows(self._key) if each.figures)
        if rows == self._shown:
            return
        self._shown = rows
        clear(self._rest)
        of_products = self._key == "inhalers"
        self._products.show_answers(_of_inhalers(rows) if of_products else ())
        if not rows:
            self._rest.addWidget(words("No data", "hint"))
        for each in rows:
            if not of_products:
                grid = _AnswerGrid()
                grid.show_answers(_of_row(self._key, each))
                self._rest.addLayout(grid.layout)
            elif each.figures.get("propellant"):
                self._add_packs(each)

    def _add_packs(self, kept: KeptRow) -> None:
        """What was said of the packs of a product, and below it a way to be asked again."""
        typed = typed_row(SECTION_BY_KEY["inhalers"], kept.figures)
        told, name = packs_words(typed, note_of(kept, "propellant")), product_name(typed)
        again = button("Ask again", "check-packs", partial(self._ask_again, kept.id), "link")
        again.setAccessibleName(f"Ask again which packs of {name} you get")
        self._rest.addWidget(words(told))
        self._rest.addLayout(row(again))
        again.setVisible(self._workspace.can_write)

    def _ask_again(self, row_id: int) -> None:
        self._workspace.set_figure("inhalers", row_id, "propellant", "")


def go_to_answers(workspace: Workspace, key: str) -> None:
    """Go to a section; of inhalers to the first one with a number, among all the others."""
    entered = workspace.rows(key) if key == "inhalers" else ()
    first = next((each for each in entered if each.figures.get("inhalers")), None)
    workspace.go_to(key, first.id if first else None, "inhalers" if first else None)


class _AnswerGrid:
    """Answers below each other. Labels that are there are told other words: making them takes long."""

    def __init__(self) -> None:
        self.layout = QGridLayout()
        self.layout.setHorizontalSpacing(tokens.SPACE_4)
        self.layout.setVerticalSpacing(tokens.SPACE_2)
        self.layout.setColumnStretch(0, 2)
        self.layout.setColumnStretch(1, 3)
        self._labels: list[tuple[QLabel, QLabel]] = []

    def show_answers(self, answers: Iterable[_Answer]) -> None:
        """Show these and no others."""
        answers = tuple(answers)
        self.layout.setContentsMargins(0, 0, 0, tokens.SPACE_2 if answers else 0)
        for line, answer in enumerate(answers):
            if line == len(self._labels):
                self._add(line)
            for label, text in zip(self._labels[line], answer, strict=True):
                if label.text() != text:
                    label.setText(text)
        for labels in self._labels[len(answers) :]:
            for label in labels:
                _take_away(label)
        del self._labels[len(answers) :]

    def _add(self, line: int) -> None:
        pair = words("", "hint"), words("")
        for column, label in enumerate(pair):
            self.layout.addWidget(label, line, column, Qt.AlignmentFlag.AlignTop)
        self._labels.append(pair)


def _take_away(widget: QWidget) -> None:
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()


def _of_row(section: str, kept: KeptRow) -> Iterable[_Answer]:
    """One row of figures."""
    for key, text in kept.figures.items():
        spec = SECTION_BY_KEY[section].fields[key]
        value = said(spec, text)
        yield _answer(spec.label, value, says_estimated(kept, key, spec), _remarks(kept, key))
    flag = kept.flags.get(None)
    if flag is not None and flag.note:
        yield _answer("Note", flag.note, False, "")
    if flag is not None and flag.evidence:
        yield _answer(ATTACHED, counted_words(flag.evidence), False, "")


def _of_inhalers(rows: Sequence[KeptRow]) -> Iterable[_Answer]:
    """Products with their number of inhalers, and of prescription items."""
    section = SECTION_BY_KEY["inhalers"]
    for kept in rows:
        name = product_name(typed_row(section, kept.figures))
        counts = [
            f"{number} {spec.unit.removesuffix('s') if number == '1' else spec.unit}"
            for key, spec in section.fields.items()
            if spec.is_number and (number := shown(spec, kept.figures.get(key, "")))
        ]
        yield _answer(name, ", ".join(counts) or "No data", is_estimated(kept), note_words(kept))


def _remarks(kept: KeptRow, field: str) -> str:
    """The note of one figure, and how many bills or print-outs are attached to it."""
    parts = (note_of(kept, field), in_short(evidence_of(kept, field)))
    return ". ".join(part for part in parts if part)


def _answer(label: str, value: str, estimated: bool, note: str) -> _Answer:
    return _Answer(label, f"{value}{' (estimated)' if estimated else ''}{f'. {note}' if note else ''}")
