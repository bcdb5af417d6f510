"""Your answers: every section of the return in one line, with the way to change it, and the total."""

from decimal import Decimal
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from greenpractice.answers.home_story import counted_sections
from greenpractice.answers.main_figures import main_figure
from greenpractice.answers.why import why_total
from greenpractice.carbon.carbon_words import and_without_entries
from greenpractice.carbon.part import Part
from greenpractice.numbers import NO_DATA
from greenpractice.phrases import CarbonUnit, carbon_unit
from greenpractice.returns.progress import FIGURE_SECTIONS
from greenpractice.sections import SECTION_BY_KEY
from ui.entry.section_panel import view_of
from ui.practice.checking.section_answers import go_to_answers
from ui.practice.section_icons import ICONS
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.controls import Button, Words, button, card, page_layout, row, words
from ui.widgets.icons import IN_LIST, Icon
from ui.widgets.spoken.hearing import silence
from ui.widgets.style import scaled
from ui.window.why import WhyButton

_LINE = 24  # px: how high a line is at least
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class AnswersList(QWidget):
    """Icon, name, main figure, carbon and Change; `every` is the button that shows every figure below."""

    def __init__(self, workspace: Workspace, every: Button) -> None:
        super().__init__()
        self.setObjectName("check-answers")
        self._workspace = workspace
        frame, inside = card()
        page_layout(self).addWidget(frame)
        inside.setSpacing(tokens.SPACE_1)
        inside.setContentsMargins(tokens.SPACE_2, tokens.SPACE_1, tokens.SPACE_2, tokens.SPACE_1)
        self.total = WhyButton("check-total", workspace, "line")
        total = words("Total", "hint")
        silence(total)  # the button says it before its number
        heading = row(words("Your answers", "card"), total, self.total, every, stretch=False)
        heading.setStretch(0, 1)
        inside.addLayout(heading)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(tokens.SPACE_2)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 9)
        self._grid.setColumnStretch(2, 11)
        inside.addLayout(self._grid, 1)
        self._lines = {
            section.key: _Line(workspace, section.key, self._grid, number)
            for number, section in enumerate(FIGURE_SECTIONS)
        }

    def refresh(self) -> None:
        """Show the sections that count, in their order."""
        workspace = self._workspace
        footprint = workspace.footprint()
        part, there = Part(workspace.document(), footprint), counted_sections(workspace.progress())
        unit = carbon_unit(max(footprint.by_section.values(), default=footprint.total))
        for key, shown in self._lines.items():
            kg = footprint.by_section.get(key)
            carbon = "" if kg is None else _weight(unit, kg)
            shown.show(main_figure(part, key), carbon, key in there)
        what = f"Total{and_without_entries(footprint)}"
        if footprint.lines:
            self.total.say(_weight(unit, footprint.total), what, lambda: why_total(view_of(workspace)))
        else:
            self.total.say(NO_DATA, what, None)


def _weight(unit: CarbonUnit, kg: Decimal) -> str:
    return f"{unit.show(kg)} {'t' if unit.name == 'tonnes' else unit.name}"


class _Line:
    """The five parts of one section in the grid."""

    def __init__(self, workspace: Workspace, key: str, grid: QGridLayout, number: int) -> None:
        title = SECTION_BY_KEY[key].title
        self._figure, self._carbon = words("", "small", f"check-figure-{key}"), Words("")
        self._carbon.setObjectName(f"check-kg-{key}")
        change = button("Change", f"check-{key}", partial(go_to_answers, workspace, key), "line")
        change.setAccessibleName(f"Change {title}")
        self._parts: list[QWidget] = [
            Icon(ICONS[key], "accent", IN_LIST),
            words(title),
            self._figure,
            self._carbon,
        ]
        self._parts.append(change)
        for column, part in enumerate(self._parts):
            grid.addWidget(part, number, column, _RIGHT if column > 2 else Qt.AlignmentFlag.AlignVCenter)
        self._grid, self._number = grid, number

    def show(self, figure: str, carbon: str, is_there: bool) -> None:
        """Show it, or take it away where the section does not count."""
        self._figure.setText(figure or NO_DATA)
        self._carbon.setText(carbon)
        self._grid.setRowMinimumHeight(self._number, scaled(_LINE) if is_there else 0)
        for part in self._parts:
            part.setVisible(is_there)
