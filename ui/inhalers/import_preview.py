"""What files say and would change: what was recognised, each quarter product by product, and one button."""

from collections.abc import Collection, Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from greenpractice.cells import InWords
from greenpractice.numbers import show
from greenpractice.phrases import counted
from greenpractice.prescribing.values import Prescribing
from greenpractice.sections.inhalers import given_code
from greenpractice.tasks.import_preview import QuarterPreview
from ui.inhalers.import_quarter import QuarterPart
from ui.inhalers.import_words import (
    button_words,
    rows_words,
    summary_words,
)
from ui.widgets import tokens
from ui.widgets.controls import announce, button, card, clear, page_layout, row, words
from ui.widgets.figure_table import FigureTable

_LONGEST_NAME = 36


class PreviewPart(QWidget):
    """The button stands under the summary, so that no long table hides it."""

    taken = Signal()
    kept = Signal(object)  # a quarter with the typed figures that shall stay

    def __init__(self, can_write: bool) -> None:
        super().__init__()
        self._can_write, self._can_take = can_write, False
        self._waiting: list[QuarterPreview] = []
        self._previews: list[QuarterPreview] = []
        self._next = QTimer(self)
        self._next.timeout.connect(self._add_quarter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_3)
        frame, inside = card()
        layout.addWidget(frame)
        self._title = words("What was recognised", "card", "import-recognised")
        self._title.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # where reading goes on
        inside.addWidget(self._title)
        self._notes = QVBoxLayout()
        inside.addLayout(self._notes)
        self._summary = words("", "bold", "import-summary")
        inside.addWidget(self._summary)
        self._take = button("Import", "import-take", self.taken.emit, "primary")
        inside.addLayout(row(self._take))
        self._quarters = QVBoxLayout()
        self._quarters.setSpacing(tokens.SPACE_3)
        layout.addLayout(self._quarters)
        self._unmatched = UnmatchedPart()
        layout.addWidget(self._unmatched)

    def show_found(self, found: Prescribing, previews: Sequence[QuarterPreview], practice: str) -> None:
        """Show what was read and what it would change; no button where there is nothing to do."""
        clear(self._notes)
        for note in (*found.notes, rows_words(found, practice)):
            self._notes.addWidget(words(note))
        for question in found.questions:
            self._notes.addWidget(
                words(f"Check this before you import: {question}", "bold", "import-question")
            )
        self._previews = list(previews)
        self._sum_up()
        self._take.hide()
        waiting = frozenset(code for preview in previews for code in preview.waiting)
        self._unmatched.show_found(found, waiting)
        clear(self._quarters)
        self._waiting = list(previews)
        self._next.start()

    @property
    def is_filling(self) -> bool:
        """True until every quarter is shown."""
        return self._next.isActive()

    def wait(self) -> None:
        """What is shown may be out of date, so it cannot be taken."""
        self._next.stop()
        self._take.hide()

    def _add_quarter(self) -> None:
        """One quarter at a time, so that the window never waits for all; then what they say can be taken."""
        if self._waiting:
            part = QuarterPart(self._waiting.pop(0))
            part.chosen.connect(self._chosen)
            self._quarters.addWidget(part)
        else:
            self._next.stop()
            self._take.setVisible(self._can_take)

    def _chosen(self, chosen: QuarterPreview) -> None:
        self._previews = [chosen if each.key == chosen.key else each for each in self._previews]
        self.kept.emit(chosen)
        self._sum_up()
        self._take.setVisible(self._can_take and not self.is_filling)
        announce(self, self.summary)

    def _sum_up(self) -> None:
        """What the button would do, and whether there is anything to do."""
        self._summary.setText(summary_words(self._previews))
        self._take.setText(button_words(self._previews))
        self._take.setAccessibleName(self._take.text())
        self._can_take = self._can_write and any(preview.changes for preview in self._previews)

    @property
    def summary(self) -> str:
        """What the button would do, to be said aloud."""
        return self._summary.text()

    def begin(self) -> None:
        """Put the focus where reading goes on."""
        self._title.setFocus(Qt.FocusReason.OtherFocusReason)


class ProblemsPart(QWidget):
    """Why nothing can be taken: file, row and column of each problem, and what to do."""

    def __init__(self) -> None:
        super().__init__()
        frame, inside = card("error-box")
        page_layout(self).addWidget(frame)
        self._title = words("There is a problem", "section", "import-problem")
        self._title.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        inside.addWidget(self._title)
        self._told = words("", "", "import-problem-words")
        inside.addWidget(self._told)
        self.table = FigureTable("import-problems", "Problems in the files")
        inside.addWidget(self.table)

    def show_found(self, found: Prescribing) -> None:
        """List every problem."""
        self.table.show()
        number = len(found.problems)
        what = "This" if number == 1 else "These"
        self._told.setText(f"{what} must be put right first. Nothing was imported and nothing has changed.")
        rows = [
            (
                clipped(problem.file),
                "–" if problem.row is None else InWords(show(Decimal(problem.row)), problem.row),
                problem.column or "–",
                problem.why[:1].upper() + problem.why[1:],
            )
            for problem in found.problems
        ]
        self.table.show_rows(("File", "Row", "Column", "What to put right"), rows, numbers=(1,), slim=(0, 2))

    def show_sentence(self, sentence: str) -> None:
        """Say why it could not be saved."""
        self.table.hide()
        self._told.setText(sentence)

    @property
    def said(self) -> str:
        """What is wrong, to be said aloud."""
        cells = None if self.table.isHidden() else self.table.figures.index(0, 3).data()
        return f"There is a problem. {cells or self._told.text()}"

    def begin(self) -> None:
        """Put the focus on the title, as reading goes on from there."""
        self._title.setFocus(Qt.FocusReason.OtherFocusReason)


KEPT = "They are kept with the return. Give the device of each on the Inhalers page, under Add a product"


class UnmatchedPart(QWidget):
    """Products that are in no list: kept without a device, never left unsaid."""

    def __init__(self) -> None:
        super().__init__()
        frame, inside = card()
        page_layout(self).addWidget(frame)
        self._title = words("", "card", "import-unmatched-title")
        inside.addWidget(self._title)
        inside.addWidget(words(f"They are not in our list of products. {KEPT}", "hint"))
        self.table = FigureTable("import-unmatched", "Products that are not counted")
        inside.addWidget(self.table)

    def show_found(self, found: Prescribing, waiting: Collection[str]) -> None:
        """List those that wait for their device; nothing is shown where there are none."""
        unmatched = [each for each in found.unmatched if each.bnf_code in waiting]
        self.setVisible(bool(unmatched))
        self._title.setText(f"Not counted: {counted(len(unmatched), 'product')}")
        rows = [
            (
                each.name or "No name",
                given_code(each.bnf_code, each.name) or "No code",
                InWords(show(Decimal(each.items)), Decimal(each.items)),
                InWords(show(each.quantity), each.quantity),
            )
            for each in unmatched
        ]
        self.table.show_rows(("Name in the file", "BNF code", "Items", "Quantity"), rows, numbers=(2, 3))


def clipped(name: str) -> str:
    """A file's name; of a long one both ends."""
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 16]}…{name[-15:]}"
