"""The card of an import of bills: what was read, by which columns, of which sites, and what it changes."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QLabel, QPushButton, QVBoxLayout, QWidget

from greenpractice.bills.naming import labels_of
from greenpractice.bills.plan import QuarterPlan
from greenpractice.bills.values import BillFile, Source
from greenpractice.bills.words import file_words, quarter_words, quarters_words, summary_words
from greenpractice.errors import Issue
from greenpractice.periods import Period
from greenpractice.phrases import counted, ended
from greenpractice.returns.checking import question_words
from greenpractice.tasks.bill_import import without_site
from ui.practice.bills_columns import ColumnsPart, columns_words
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.columns import Columns
from ui.widgets.controls import Box, Radio, announce, button, card, clear, row, words

_MOST_QUARTERS, _MOST_ASKED = 4, 3
_BOX = 260  # px
_OF_COLUMNS = ("bills-change-columns", "bills-use-columns")


class BillsCard(QWidget):
    """Shows one step; signals tell what a person says."""

    site_said = Signal(object, str)  # a source and its site
    all_said = Signal(bool)  # all quarters, or the one in view
    columns_said = Signal(object)
    right_said = Signal()  # the amounts that are asked about are right
    taken = Signal()
    again = Signal()
    closed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._place = layout
        self._told: list[str] = []
        self._first: QWidget | None = None
        self._quarters: QVBoxLayout | None = None
        self._new_card("card")

    @property
    def said(self) -> str:
        """All that is said, line by line."""
        return "\n".join(self._told)

    def show_reading(self, file: str) -> None:
        """A file is being read."""
        self._new_card("card")
        self._say(f"Reading {file}", "card")
        self._buttons(button("Cancel", "bills-cancel", self.closed.emit))

    def show_problems(self, problems: Sequence[str]) -> None:
        """Why nothing can be taken."""
        self._new_card("error-box")
        self._say("There is a problem", "card")
        for number, problem in enumerate(problems):
            self._say(problem, "", f"bills-problem-{number}")
        self._say("Nothing has changed.", "")
        again = button("Choose another file…", "bills-again", self.again.emit)
        self._buttons(again, button("Close", "bills-close", self.closed.emit))

    def show_done(self, found: BillFile, plans: Sequence[QuarterPlan]) -> None:
        """What was done, and the way back."""
        self._new_card("done-box")
        rows = counted(_rows(plans), "row")
        self._say(f"{rows} imported from {found.file}, in {quarters_words(plans)}", "card", "bills-done")
        self._say("Ctrl+Z takes the whole import back", "hint")
        self._buttons(button("Close", "bills-close", self.closed.emit))

    def show_file(
        self,
        found: BillFile,
        sites: Mapping[Source, str],
        known: Sequence[str],
        quarters: Sequence[Period],
        every: bool,
    ) -> None:
        """What was read, and what can be said of it; `show_plans` says the rest."""
        self._new_card("card")
        self._say(f"Bills in {found.file}", "card", "bills-title")
        self._say(columns_words(found), "hint", "bills-columns-said")
        columns = ColumnsPart()
        columns.show_found(found)
        columns.chosen.connect(self.columns_said)
        change = button(
            "Change the columns", "bills-change-columns", partial(self._open_columns, columns), "link"
        )
        self._inside.addLayout(row(change))
        self._inside.addWidget(columns)
        columns.setVisible(found.columns is None)
        change.setVisible(found.columns is not None)
        if found.columns is None:
            self._buttons(button("Cancel", "bills-close", self.closed.emit))
            self._first = columns.begin()
            self._quarters = None
            return
        boxes = Columns(least=_BOX)
        names = enumerate(labels_of(found.sources).items())
        boxes.set_items(
            [self._site(at, whose, name, sites.get(whose, ""), known) for at, (whose, name) in names]
        )
        self._inside.addWidget(boxes)
        self._scope(quarters, every)
        self._summary = self._say("", "bold", "bills-summary")
        self._questions = QVBoxLayout()
        self._questions.setSpacing(tokens.SPACE_1)
        self._inside.addLayout(self._questions)
        self._right = button("The amounts are right", "bills-right", self.right_said.emit)
        unit = partial(self._open_columns, columns, "unit")
        self._unit = button("Change the unit…", "bills-unit", unit)
        self._take = button("Import", "bills-take", self.taken.emit, "primary")
        self._buttons(self._take, self._unit, self._right, button("Cancel", "bills-close", self.closed.emit))
        self._quarters = QVBoxLayout()
        self._quarters.setSpacing(tokens.SPACE_1)
        self._inside.addLayout(self._quarters)

    def show_plans(
        self,
        found: BillFile,
        sites: Mapping[Source, str],
        plans: Sequence[QuarterPlan],
        asked: Sequence[Issue],
    ) -> None:
        """What was read and what it would change, anew; it can be taken once what is asked is answered."""
        if self._quarters is None:
            return
        del self._told[2:]
        clear(self._quarters)
        waiting = without_site(found, sites)
        said = f"Say where it is: {', '.join(waiting)}" if waiting else summary_words(plans)
        self._summary.setText(said)
        self._told.append(said)
        for line in file_words(found, sites):
            self._add(line, "")
        for plan in plans[:_MOST_QUARTERS]:
            self._add(plan.period.words, "bold")
            for line in quarter_words(plan):
                self._add(line, "")
        if len(plans) > _MOST_QUARTERS:
            self._add(f"… and {counted(len(plans) - _MOST_QUARTERS, 'more quarter')}", "")
        rows = _rows(plans)
        self._take.setText(f"Import {counted(rows, 'row')}")
        self._take.setAccessibleName(self._take.text())
        can_take = bool(rows) and self._workspace.can_write
        self._take.setVisible(can_take and not asked)
        for part in (self._right, self._unit):
            part.setVisible(can_take and bool(asked))
        announce(self, "\n".join((said, *self._ask(asked))))

    def _ask(self, asked: Sequence[Issue]) -> list[str]:
        """Say what is unlikely of the amounts, before they can be taken."""
        clear(self._questions)
        said = [f"{ended(question_words(issue))}" for issue in asked[:_MOST_ASKED]]
        if len(asked) > _MOST_ASKED:
            said.append(f"… and {counted(len(asked) - _MOST_ASKED, 'more question')} like it.")
        for number, line in enumerate(said):
            self._questions.addWidget(words(line, "check", f"bills-question-{number}"))
            self._told.append(line)
        return said

    def begin(self) -> None:
        """Put the focus where this step begins, and say what it says."""
        first = self._first
        if first is None:
            found = [each for each in self.findChildren(Box) if not each.text()]
            buttons = [each for each in self.findChildren(QPushButton) if not each.isHidden()]
            named = [each for each in buttons if each.objectName() not in _OF_COLUMNS]
            first = next(iter([*found, *named]), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.said)

    def _new_card(self, look: str) -> None:
        clear(self._place)
        frame, self._inside = card(look)
        self._place.addWidget(frame)
        self._told.clear()
        self._first = None
        self._quarters = None

    def _say(self, text: str, look: str, name: str = "") -> QLabel:
        label = words(text, look, name)
        self._inside.addWidget(label)
        self._told.append(text)
        return label

    def _add(self, text: str, look: str) -> None:
        assert self._quarters is not None
        self._quarters.addWidget(words(text, look))
        self._told.append(text)

    def _buttons(self, *buttons: QPushButton) -> None:
        self._inside.addLayout(row(*buttons))

    def _open_columns(self, columns: ColumnsPart, field: str = "first") -> None:
        columns.show()
        columns.begin(field).setFocus(Qt.FocusReason.OtherFocusReason)

    def _site(self, number: int, source: Source, name: str, site: str, known: Sequence[str]) -> QWidget:
        """A box for the site of a meter, which offers the known ones."""
        part = QWidget()
        beside = QVBoxLayout(part)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(tokens.SPACE_1)
        box = Box(site)
        box.setObjectName(f"bills-site-{number}")
        label = words(f"Site of {name[:1].lower()}{name[1:]}", "hint")
        label.setBuddy(box)
        box.setAccessibleName(label.text())
        offered = QCompleter(list(known), box)
        offered.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        box.setCompleter(offered)
        box.editingFinished.connect(lambda: self._said_site(source, box))
        beside.addWidget(label)
        beside.addWidget(box)
        return part

    def _said_site(self, source: Source, box: Box) -> None:
        if site := " ".join(box.text().split()):
            self.site_said.emit(source, site)

    def _scope(self, quarters: Sequence[Period], every: bool) -> None:
        """One quarter or all, where the file has more than that in view."""
        period = self._workspace.period
        if period not in quarters or len(quarters) < 2:
            return
        only = Radio(f"Only {period.words}")
        only.setObjectName("bills-only")
        all_of_them = Radio(f"All {len(quarters)} quarters of the file")
        all_of_them.setObjectName("bills-all")
        (all_of_them if every else only).setChecked(True)
        all_of_them.toggled.connect(self.all_said)
        beside = Columns(least=_BOX)
        beside.set_items([only, all_of_them])
        self._inside.addWidget(beside)


def _rows(plans: Sequence[QuarterPlan]) -> int:
    """How many rows an import of these writes, or takes away where that is all."""
    return sum(len(plan.puts) or len(plan.gone) for plan in plans)
