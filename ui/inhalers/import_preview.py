"""What files would change: a grid for each quarter, chips to narrow it, and products in no list."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from greenpractice.cells import InWords
from greenpractice.numbers import show
from greenpractice.periods import Period
from greenpractice.phrases import counted
from greenpractice.prescribing.values import Prescribing, Unmatched
from greenpractice.sections.inhalers import given_code
from greenpractice.tasks.import_preview import QuarterPreview
from ui.inhalers.import_quarter import QuarterPart
from ui.inhalers.import_words import SAME_HEADERS, SAME_NUMBERS, same_cells, summary_words
from ui.widgets import tokens
from ui.widgets.chips import Chips
from ui.widgets.choice import Choice
from ui.widgets.controls import announce, card, clear, page_layout, words
from ui.widgets.figure_table import FigureTable
from ui.widgets.flow import Flow

_LONGEST_NAME = 36
CHANGES, SAME, UNMATCHED = "Changes", "Same", "Not matched"


class PreviewPart(QWidget):
    """One quarter at a time; `told` says in words what happens to it, and what to all of them together."""

    kept = Signal(object)  # a quarter with the typed figures that shall stay
    summed_up = Signal()  # what can be taken is another

    def __init__(self) -> None:
        super().__init__()
        self._waiting: list[QuarterPreview] = []
        self.previews: list[QuarterPreview] = []
        self._parts: dict[Period, QuarterPart] = {}
        self._wanted: Period | None = None
        self._next = QTimer(self)
        self._next.timeout.connect(self._add_quarter)
        self.told = QWidget()
        self._told = page_layout(self.told)
        self._told.setSpacing(tokens.SPACE_2)
        self._summary = words("", "bold", "import-summary")
        self._told.addWidget(self._summary)
        self._chips = Chips("import-show", "Which products to show", [CHANGES, SAME, UNMATCHED], self)
        self._chips.choose(CHANGES)
        self._chips.chosen.connect(lambda _: self._show())
        self._quarter = Choice("import-quarter", "Which quarter to show")
        self._quarter.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._quarter.currentIndexChanged.connect(self._turn)
        self._unmatched = UnmatchedPart()
        self._same = FigureTable("import-same", "Products that stay as they are", grows=False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_2)
        layout.addWidget(Flow([*self._chips.buttons.values(), self._quarter]))
        self._quarters = QVBoxLayout()
        layout.addLayout(self._quarters, 1)
        layout.addWidget(self._same, 1)
        layout.addWidget(self._unmatched)
        layout.addStretch(0)

    def show_found(self, found: Prescribing, previews: Sequence[QuarterPreview], in_view: Period) -> None:
        """Show what each quarter would change, the one in view first."""
        self.previews = list(previews)
        waiting = frozenset(code for preview in previews for code in preview.waiting)
        self._unmatched.show_found([each for each in found.unmatched if each.bnf_code in waiting])
        periods = [preview.key.period for preview in previews]
        before = self._quarter.currentData()
        self._wanted = next((each for each in (before, in_view) if each in periods), None)
        for part in self._parts.values():
            part.told.deleteLater()
        self._parts.clear()
        clear(self._quarters)
        self._quarter.blockSignals(True)
        self._quarter.clear()
        for period in periods:
            self._quarter.addItem(period.words, period)
        self._quarter.setCurrentIndex(periods.index(self._wanted) if self._wanted else 0)
        self._quarter.blockSignals(False)
        self._quarter.setVisible(len(periods) > 1)
        self._waiting = list(previews)
        self._chips.choose(CHANGES)
        self._sum_up()
        self._next.start()

    @property
    def is_filling(self) -> bool:
        """True until every quarter is shown."""
        return self._next.isActive()

    @property
    def summary(self) -> str:
        """What the button would do, to be said aloud."""
        return self._summary.text()

    def wait(self) -> None:
        """What is shown may be out of date, so it cannot be taken."""
        self._next.stop()
        self.previews = []
        self.summed_up.emit()

    def _add_quarter(self) -> None:
        """One quarter at a time, so that the window never waits for all; then what they say can be taken."""
        if not self._waiting:
            self._next.stop()
            self.summed_up.emit()
            return
        preview = self._waiting.pop(0)
        part = self._parts[preview.key.period] = QuarterPart(preview, is_alone=len(self.previews) == 1)
        part.chosen.connect(self._chosen)
        part.hide()
        part.told.hide()
        self._quarters.addWidget(part, 1)
        self._told.addWidget(part.told)
        self._show()

    def _turn(self) -> None:
        """Another quarter."""
        self._wanted = self._quarter.currentData()
        self._show()

    def _show(self) -> None:
        """What is chosen of the quarter that is shown."""
        shown, period = self._chips.choice, self._quarter.currentData()
        preview = next((each for each in self.previews if each.key.period == period), None)
        for each, part in self._parts.items():
            part.setVisible(shown == CHANGES and each == period)
            part.told.setVisible(each == period)
        self._same.setVisible(shown == SAME)
        self._unmatched.setVisible(shown == UNMATCHED)
        if preview is None:
            return
        if shown == SAME:
            self._same.show_rows(SAME_HEADERS, [same_cells(each) for each in preview.unchanged], SAME_NUMBERS)
        counts = {CHANGES: len(preview.products), SAME: preview.same, UNMATCHED: self._unmatched.count}
        self._chips.show_counts(counts)

    def _chosen(self, chosen: QuarterPreview) -> None:
        self.previews = [chosen if each.key == chosen.key else each for each in self.previews]
        self.kept.emit(chosen)
        self._sum_up()
        announce(self, self.summary)

    def _sum_up(self) -> None:
        """What the button would do."""
        self._summary.setText(summary_words(self.previews))
        self._show()
        self.summed_up.emit()


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
        self.count = 0
        frame, inside = card()
        page_layout(self).addWidget(frame)
        self._title = words("", "card", "import-unmatched-title")
        inside.addWidget(self._title)
        inside.addWidget(words(f"They are not in our list of products. {KEPT}", "hint"))
        self.table = FigureTable("import-unmatched", "Products that are not counted")
        inside.addWidget(self.table)

    def show_found(self, unmatched: Sequence[Unmatched]) -> None:
        """List those that wait for their device."""
        self.count = len(unmatched)
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
