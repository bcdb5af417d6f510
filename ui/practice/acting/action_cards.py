"""A practice's own actions as cards: what, who, until when, how far, and whether the summary prints it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from greenpractice.facts.plan import load_plan
from greenpractice.periods import narrow_day_words
from greenpractice.returns.entering import read_day
from greenpractice.sections.actions import STATUSES, printed_places
from ui.session.edits import KeptRow
from ui.widgets import tokens
from ui.widgets.columns import Columns
from ui.widgets.controls import button, card, words
from ui.widgets.icons import IN_TAG, Icon
from ui.widgets.marks.tags import StatusTag

MOST_CARDS = 3
_LEAST = 250  # px: how narrow a card may be
_LOOKS = {
    "completed": "completed", "in_progress": "in progress", "not_started": "not yet started",
    "stopped": "not enough",
}  # fmt: skip
_PRINTED = "Printed on the summary"


@dataclass(frozen=True, slots=True)
class ActionWords:
    """What a card says of an action."""

    row_id: int
    title: str
    who_and_when: str
    status: str
    is_printed: bool


def words_of(rows: Sequence[KeptRow]) -> list[ActionWords]:
    """The actions that have cards: those that are printed first, then the others in their order."""
    ticked = [_ticked(each.figures) for each in rows]
    printed = printed_places(ticked)
    order = [*printed, *(n for n in range(len(rows)) if n not in printed)][:MOST_CARDS]
    return [_words(rows[n], n in printed) for n in sorted(order)]


def _ticked(figures: Mapping[str, str]) -> bool | None:
    said = figures.get("print")
    return None if said is None else said == "true"


def title_of(figures: Mapping[str, str]) -> str:
    """Its own words, or those of the plan."""
    planned = load_plan().action(figures.get("code", ""))
    return figures.get("title") or (planned.title if planned else "") or "No words yet"


def _words(row: KeptRow, is_printed: bool) -> ActionWords:
    figures = row.figures
    day = read_day(figures.get("due", ""))
    due = f"by {narrow_day_words(day)}" if day else figures.get("due", "")
    said = ", ".join(filter(None, (figures.get("owner", ""), due)))
    status = figures.get("status", "")
    return ActionWords(row.id, title_of(figures), said or "Nobody and no day yet", status, is_printed)


class ActionCards(QWidget):
    """Up to three beside each other; `go` is asked with the row of one, and its button says `does`."""

    def __init__(self, does: str, go: Callable[[int], object]) -> None:
        super().__init__()
        self._does, self._go = does, go
        self._shown: list[ActionWords] | None = None
        self._columns = Columns(_LEAST, MOST_CARDS, tokens.BETWEEN_CARDS)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._columns)

    def show_actions(self, rows: Sequence[KeptRow]) -> None:
        """Show these, made anew only where one says something else."""
        shown = words_of(rows)
        self.setVisible(bool(shown))
        if shown != self._shown:
            self._shown = shown
            before = self._columns.findChildren(QFrame, "action-card")
            self._columns.set_items([self._card(each) for each in shown])
            for old in before:
                old.hide()
                old.setParent(None)
                old.deleteLater()

    def _card(self, said: ActionWords) -> QWidget:
        frame, inside = card()
        frame.setObjectName("action-card")
        frame.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        inside.setSpacing(tokens.SPACE_1)
        inside.addWidget(words(said.title, "card"))
        inside.addWidget(words(said.who_and_when, "hint"))
        inside.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(tokens.SPACE_1)
        tag = StatusTag(f"action-{said.row_id}-status")
        tag.show_tag(STATUSES.get(said.status, "No status"), _LOOKS.get(said.status, "not enough"))
        foot.addWidget(tag, 0, Qt.AlignmentFlag.AlignVCenter)
        foot.addStretch(1)
        change = button(self._does, f"action-{said.row_id}-change", partial(self._go, said.row_id), "line")
        change.setAccessibleName(f"{self._does}: {said.title}")
        foot.addWidget(change)
        inside.addLayout(foot)
        if said.is_printed:
            mark = QHBoxLayout()
            mark.setSpacing(tokens.SPACE_1)
            mark.addWidget(Icon("printer", "muted", IN_TAG))
            mark.addWidget(words(_PRINTED, "small"), 1)
            inside.addLayout(mark)
        return frame
