"""Beside asthma care: what the counts give, and where they are found."""

from collections.abc import Mapping

from PySide6.QtWidgets import QFrame, QVBoxLayout

from greenpractice.indicators import INDICATOR_BY_ID
from greenpractice.indicators.base import Status
from greenpractice.indicators.words import STATUS_WORDS, value_words
from ui.entry.section_panel import view_of
from ui.practice.beside.details_side import side_card
from ui.session.workspace import Workspace
from ui.widgets.controls import button, copy_text, line, row, words
from ui.widgets.marks.tags import StatusTag
from ui.window.told import Told

SECTION = "asthma_care"
LOOK_OF_STATUS: Mapping[Status, str] = {
    "upper_reached": "upper",
    "lower_reached": "lower",
    "not_reached": "not reached",
    "not_enough_data": "not enough",
}


class GivesCard(QFrame):
    """The indicators that come of the counts, each with its value and its tag."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        frame, inside = side_card("What these give")
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(frame)
        self._shown = {each.id: each for each in INDICATOR_BY_ID.values() if each.section == SECTION}
        self._values, self._tags, self._missing = {}, {}, {}
        for number, (id, declared) in enumerate(self._shown.items()):
            if number:
                inside.addWidget(line())
            inside.addWidget(words(declared.plain, "", f"gives-title-{id}"))
            value = words("", "second", f"gives-value-{id}")
            value.setWordWrap(False)
            tag = StatusTag(f"gives-tag-{id}")
            self._values[id], self._tags[id] = value, tag
            inside.addWidget(value)
            inside.addLayout(row(tag))
            self._missing[id] = words("", "small", f"gives-missing-{id}")
            inside.addWidget(self._missing[id])

    def refresh(self) -> None:
        """Show the values of the counts as they are now."""
        found = {each.indicator.id: each for each in self._workspace.results()}
        for id, declared in self._shown.items():
            result = found.get(id)
            value = None if result is None else result.value
            status: Status = "not_enough_data" if result is None else result.status
            self._values[id].setText("" if result is None or value is None else value_words(result, value))
            self._values[id].setVisible(value is not None)
            self._tags[id].show_tag(STATUS_WORDS[status], LOOK_OF_STATUS[status])
            missing = declared.missing(view_of(self._workspace).parts) if value is None else ""
            self._missing[id].setText(missing)
            self._missing[id].setVisible(bool(missing))


class WhereCard(QFrame):
    """Where the counts come from, with the name of last quarter's search to copy."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace, self._name = workspace, ""
        frame, inside = side_card("Where to find them", "search")
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(frame)
        self._said = words("", "", "asthma-search")
        self._copy = button("Copy the name of the search", "asthma-copy-search", self._copy_name, "link")
        self._told = Told(workspace, "asthma-search-told")
        for part in (self._said, self._copy, self._told):
            inside.addWidget(part)

    def refresh(self) -> None:
        """Name last quarter's search, where it has a name."""
        before = self._workspace.previous()
        rows = before.rows(SECTION) if before is not None else ()
        self._name = rows[0].get("search_name", "") if rows else ""
        run = f"Run “{self._name}” again" if self._name else "Run a search"
        self._said.setText(f"{run} in your clinical system. Counts only, never a patient.")
        self._copy.setVisible(bool(self._name))

    def _copy_name(self) -> None:
        copy_text(self._told, self._name, "The name is copied")
