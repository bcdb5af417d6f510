"""The survey behind staff travel: the last one is carried forward in one step, and of which day it is."""

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from greenpractice.numbers import show
from greenpractice.periods import day_words
from greenpractice.phrases import counted
from greenpractice.returns.carrying import (
    SURVEYED,
    Survey,
    carried,
    newest_survey,
    says_its_day,
    survey_of,
    with_survey,
)
from greenpractice.returns.documents import Flag, ReturnDocument
from greenpractice.returns.entering import read_day
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.sections.base import typed_row
from greenpractice.store import ReturnKey
from greenpractice.texts import COPIED
from ui.session.edits import AddRow, Edit, SetFlag
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.controls import Box, announce, button, card, clear, row, words

_NO_DAY = "The day of the survey must be a day, like 14 5 2026"
_TO_COME = "The day of the survey is still to come: enter the day on which staff were asked"
_MOST_QUARTERS = 12  # that are looked at for a survey: three years


class SurveyPart(QWidget):
    """Stands under staff travel; gone where there is neither a survey nor one to carry forward."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._known: tuple[ReturnKey, ReturnDocument | None] | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(tokens.SPACE_2)
        self._day = Box()
        self._day.setObjectName("survey-day")
        self._day.setAccessibleName("Day of the survey")
        self._day.setMaximumWidth(220)
        self._day.editingFinished.connect(self._put_day)

    def refresh(self) -> None:
        """Offer the last survey while nothing is entered; then ask for its day."""
        self._day.setParent(None)
        clear(self._layout)
        document = self._workspace.document()
        has_rows = any(document.rows(SURVEYED))
        before = None if has_rows or not self._workspace.can_write else self._before()
        if before is not None:
            self._layout.addWidget(self._offer(before))
        elif has_rows and self._workspace.can_write:
            self._layout.addWidget(self._asked(document))
        self.setVisible(before is not None or (has_rows and self._workspace.can_write))

    def _before(self) -> ReturnDocument | None:
        """The newest return before this one with staff travel; looked for once for each quarter in view."""
        key, store = self._workspace.key, self._workspace.store
        if self._known is None or self._known[0] != key:
            mine = [
                each for each in store.keys() if each.ods_code == key.ods_code and not each.period.is_year
            ]
            earlier = sorted(each for each in mine if each.period < key.period)[-_MOST_QUARTERS:]
            self._known = key, newest_survey(store.documents(earlier), key.period)
        return self._known[1]

    def _offer(self, before: ReturnDocument) -> QWidget:
        survey = survey_of(before, 0)
        frame, inside = card()
        rows = [typed_row(SECTION_BY_KEY[SURVEYED], raw) for raw in before.rows(SURVEYED)]
        people = sum(each.people for each in rows if each.people is not None)
        who = f", {show(people)} people" if people else ""
        inside.addWidget(
            words(f"Last survey: {survey.words}, in {before.period.words}{who}.", "", "survey-last")
        )
        holds = "A survey holds for a year; after that it counts as an estimate"
        if survey.is_old(self._workspace.period):
            holds = "It is more than a year old, so it counts as an estimate"
        inside.addWidget(
            words(f"{holds}. Weeks and days stay as they were: change what is different", "hint")
        )
        carry = button("Carry this survey forward", "survey-carry", lambda: self._carry(before))
        inside.addLayout(row(carry))
        return frame

    def _asked(self, document: ReturnDocument) -> QWidget:
        frame, inside = card()
        survey, note = survey_of(document, 0), self._note(0)
        label = words("When was the survey? (optional)", "bold")
        label.setBuddy(self._day)
        self._day.setText(day_words(survey.day) if says_its_day(note) else "")
        inside.addWidget(label)
        inside.addWidget(self._day)
        if note.startswith(COPIED):
            old = "more than a year old: it counts as an estimate"
            holds = old if survey.is_old(document.period) else "it holds for a year"
            inside.addWidget(words(f"{note}; {holds}", "hint", "survey-from"))
        else:
            inside.addWidget(
                words("It is kept as a note, and next quarter the survey can be carried on", "hint")
            )
        return frame

    def _note(self, position: int) -> str:
        kept = self._workspace.rows(SURVEYED)
        flag = kept[position].flags.get(None) if position < len(kept) else None
        return (flag.note or "") if flag is not None else ""

    def _carry(self, before: ReturnDocument) -> None:
        edits: list[Edit] = [
            AddRow(SURVEYED, each.figures, flags=each.flags)
            for each in carried(before, SURVEYED, self._workspace.period)
        ]
        self._workspace.apply_step(edits, "Carry the survey forward")
        announce(self, f"{counted(len(edits), 'row')} carried from {before.period.words}")

    def _put_day(self) -> None:
        """Keep the day with every row; what is no day is told and stays in the box."""
        text = self._day.text().strip()
        day = read_day(text)
        today = datetime.now(UTC).astimezone().date()
        if day is None or day > max(today, self._workspace.period.last_day):
            if text:
                self._workspace.refused.emit(_NO_DAY if day is None else _TO_COME)
            return
        period = self._workspace.period
        edits: list[Edit] = []
        for kept in self._workspace.rows(SURVEYED):
            flag = kept.flags.get(None) or Flag(SURVEYED, 0)
            said = replace(flag, note=with_survey(flag.note, day))
            if (flag.note or "").startswith(COPIED):
                said = replace(said, estimated=Survey(text, day).is_old(period) or None)
            if said != flag:
                edits.append(SetFlag(kept.id, said))
        if edits:
            self._workspace.apply_step(edits, "Say when the survey was")
