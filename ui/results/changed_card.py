"""Why it changed, on Results: any period beside the one in view, every cause by section."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from greenpractice.answers.why_changed import (
    changed_notes,
    changed_rows,
    changed_sentence,
    changed_titles,
    why_section_changed,
)
from greenpractice.carbon.comparing import Comparison
from greenpractice.periods import Period
from ui.session.workspace import Workspace
from ui.widgets.choice import Choice
from ui.widgets.controls import card, page_layout, row, words
from ui.widgets.figure_table import FigureTable
from ui.window.why import explain

Compare = Callable[[Period], Comparison | None]


class ChangedCard(QWidget):
    """Works a comparison out when it is looked at, and not before."""

    def __init__(self, workspace: Workspace | None, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._workspace = workspace
        self._periods: Sequence[Period] = ()
        self._later: Period | None = None
        self._compare: Compare | None = None
        self._shown: Comparison | None = None
        self.choice = Choice(f"{name}-beside", "Compared with")
        self.choice.activated.connect(self._show)
        self.sentence = words("", "", f"{name}-sentence")
        self.table = FigureTable(f"{name}-table", "Why it changed, by section")
        self.table.picked.connect(self._explain)
        self.notes = words("", "hint", f"{name}-notes")
        frame, inside = card()
        inside.addLayout(row(words("Compared with"), self.choice))
        for part in (self.sentence, self.table, self.notes):
            inside.addWidget(part)
        page_layout(self).addWidget(frame)

    def offer(self, later: Period, earlier: Sequence[Period], compare: Compare) -> None:
        """Let one of these periods be chosen, at first the first; the chosen one stays while it is there."""
        kept = self._chosen if later == self._later else None
        self._later, self._periods, self._compare = later, tuple(earlier), compare
        self.choice.clear()
        for period in self._periods:
            self.choice.addItem(period.choice_words)
        self.choice.setCurrentIndex(self._periods.index(kept) if kept in self._periods else 0)
        if self.isVisible():
            self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    @property
    def _chosen(self) -> Period | None:
        place = self.choice.currentIndex()
        return self._periods[place] if 0 <= place < len(self._periods) else None

    def _show(self) -> None:
        earlier = self._chosen
        if earlier is None or self._compare is None:
            return
        self._shown = found = self._compare(earlier)
        is_there = found is not None and bool(found.sections)
        self.table.setVisible(is_there)
        self.notes.setVisible(found is not None and bool(changed_notes(found)))
        if found is None:
            self.sentence.setText(f"Nothing that {earlier.words} has too.")
            return
        self.sentence.setText(changed_sentence(found, earlier))
        self.notes.setText(" ".join(changed_notes(found)))
        if is_there:
            titles = changed_titles(found)
            self.table.show_rows(titles, changed_rows(found), range(1, len(titles)), pinned=(0,))

    def _explain(self, number: int) -> None:
        """What a section consists of, each with its causes; the row of all has no more to say."""
        found, earlier, later = self._shown, self._chosen, self._later
        if number and found is not None and earlier is not None and later is not None:
            key = found.sections[number - 1]
            explain(self._workspace, why_section_changed(found, key, earlier, later), self.window())
