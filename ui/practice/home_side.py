"""The right column of Home: what changed, how sure the total is, or what a first quarter needs."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from greenpractice.answers.changes_since import Since, signed, why_since
from greenpractice.carbon.part import Part
from greenpractice.carbon.reading_to_chase import HowGood
from greenpractice.periods import MONTHS, Period
from greenpractice.phrases import lower_first
from ui.results.to_chase import ToChaseLine
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.controls import button, card, clear, line, page_layout, row, words
from ui.widgets.icons import Icon
from ui.window.why import WhyButton

_MOST = 3  # changes that are shown; the rest is one click away
_SMALL = 18  # px


class ChangesCard(QFrame):
    """Each change with an arrow, its words and its kg."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._shown: Since | None = None
        inside = QVBoxLayout(self)
        inside.setContentsMargins(tokens.SPACE_3, tokens.SPACE_2, tokens.SPACE_3, tokens.SPACE_2)
        inside.setSpacing(tokens.SPACE_1)
        self._all = WhyButton("home-all-changes", workspace, "link")
        inside.addLayout(_heading("What changed since last quarter", self._all))
        self._none = words("", "hint", "home-not-compared")
        inside.addWidget(self._none)
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(tokens.SPACE_2)
        self._rows.setVerticalSpacing(tokens.SPACE_1)
        self._rows.setColumnStretch(1, 1)
        inside.addLayout(self._rows)
        inside.addStretch(1)

    def show_since(self, since: Since | None, before: Part | None, now: Part) -> None:
        """The changes, or in one line why there is nothing to compare."""
        words_why = "" if since is not None and since.changes else _why_none(since, before, now)
        self._none.setText(words_why)
        self._none.setVisible(bool(words_why))
        self._all.setVisible(since is not None and bool(since.changes))
        if since is not None and before is not None:
            count = len(since.changes)
            said = "Why this change" if count == 1 else f"All {count} changes"
            self._all.say(said, since.total_words, partial(why_since, since, before, now))
            self._all.setToolTip("")
        if since == self._shown:
            return
        self._shown = since
        clear(self._rows)
        for number, change in enumerate(() if since is None else since.changes[:_MOST]):
            arrow = Icon("arrow-up" if change.kg > 0 else "arrow-down", "text", _SMALL)
            kg = words(signed(change.kg))
            kg.setWordWrap(False)
            self._rows.addWidget(arrow, number * 2, 0)
            self._rows.addWidget(words(change.words, "", f"home-change-{number}"), number * 2, 1)
            self._rows.addWidget(
                kg, number * 2, 2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            )
            self._rows.addWidget(line(), number * 2 + 1, 0, 1, 3)


def _heading(title: str, leads: QWidget) -> QHBoxLayout:
    """The title of a card with a link at its right, which then takes no line of its own."""
    beside = row(words(title, "card"), leads, stretch=False)
    beside.setStretch(0, 1)
    return beside


def _why_none(since: Since | None, before: Part | None, now: Part) -> str:
    if since is not None:
        return f"Nothing: {lower_first(since.total_words)}"
    if before is None or not before.footprint.lines:
        return f"There are no figures for {now.period.previous.words}"
    return "No section with carbon is complete in both quarters yet"


class SureCard(QFrame):
    """How far the total can be relied on: what it is based on, its grade, and which figure to chase next."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setProperty("look", "card")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(tokens.SPACE_3, tokens.SPACE_2, tokens.SPACE_3, tokens.SPACE_2)
        inside.setSpacing(tokens.SPACE_1)
        self._chase = ToChaseLine(workspace, "home-chase", is_short=True)
        inside.addLayout(_heading("How sure is this?", self._chase.go))
        self._based = words("", "small", "home-based-on")
        inside.addWidget(self._based)
        inside.addWidget(self._chase)
        inside.addStretch(1)

    def show_good(self, based: str, good: HowGood) -> None:
        """What it is based on, the grade with its range, and what to chase in a line; Results has it all."""
        self._based.setText(f"{based}. {good.sure.short}" if good.sure.short else based)
        self._chase.show_good(good)


class NeedsCard(QWidget):
    """A first quarter: what to have at hand, and the way to figures from before."""

    def __init__(self, open_file: Callable[[], object]) -> None:
        super().__init__()
        layout = page_layout(self)
        layout.setSpacing(tokens.SPACE_3)
        needs, inside = card()
        inside.setContentsMargins(tokens.SPACE_3, tokens.SPACE_2, tokens.SPACE_3, tokens.SPACE_2)
        inside.addWidget(words("What you need", "card"))
        self._export = words("", "hint", "home-needs-export")
        for icon, name, hint in (
            ("file-import", "A prescribing export", self._export),
            ("bolt", "Electricity and gas bills", words("or meter readings; no bill is fine too", "hint")),
            ("search", "Three asthma counts", words("from a search in your clinical system", "hint")),
            ("car", "Expense claims", words("miles by car, bus and train", "hint")),
        ):
            inside.addLayout(_need(icon, name, hint))
            inside.addWidget(line())
        inside.addStretch(1)
        layout.addWidget(needs, 1)
        self._from_before, inside = card()
        inside.setContentsMargins(tokens.SPACE_3, tokens.SPACE_2, tokens.SPACE_3, tokens.SPACE_2)
        inside.addWidget(words("Figures from before?", "bold"))
        inside.addLayout(row(button("Open a data file…", "home-open-file", open_file, "link")))
        layout.addWidget(self._from_before)

    def show_period(self, period: Period, *, is_first: bool) -> None:
        """Name the months that the export is of; only who has no figures yet is asked for earlier ones."""
        self._from_before.setVisible(is_first)
        first, last = (MONTHS[day.month - 1] for day in (period.first_day, period.last_day))
        self._export.setText(f"ePACT2 or OpenPrescribing, {first} to {last}")


def _need(icon: str, name: str, hint: QLabel) -> QGridLayout:
    place = QGridLayout()
    place.setHorizontalSpacing(tokens.SPACE_2)
    place.setVerticalSpacing(0)
    place.addWidget(Icon(icon), 0, 0, Qt.AlignmentFlag.AlignTop)
    place.addWidget(words(name, "bold"), 0, 1)
    place.addWidget(hint, 1, 1)
    place.setColumnStretch(1, 1)
    return place
