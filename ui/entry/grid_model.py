"""What every grid's model shares: marked cells, blocks put in one step, and words for those who listen."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from greenpractice.errors import Issue
from greenpractice.returns.headings import HeadedTable
from greenpractice.store import Changes
from ui.entry.issue_words import issue_words
from ui.session.edits import KeptRow
from ui.session.flags import put_figures
from ui.session.marking import FigurePast
from ui.session.workspace import Workspace
from ui.widgets.style import colours

Role = Qt.ItemDataRole
Index = QModelIndex | QPersistentModelIndex
Cell = tuple[int, int, str]  # row, column, typed text
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class GridModel(QAbstractTableModel):
    """A grid over one section. It changes nothing itself: edits go to the workspace and come back."""

    section = ""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self._marks: Mapping[int | None, list[Issue]] | None = None  # by row, until something changes
        workspace.models_told.connect(self._on_told)

    def can_edit(self, row: int, column: int) -> bool:
        """True for cells that take typed text."""
        raise NotImplementedError

    def begins_at(self, row: int, column: int) -> tuple[int, int]:
        """Where somebody who comes to the grid begins to type: this is the first cell that takes text."""
        return row, column

    def is_told_elsewhere(self, column: int) -> bool:
        """True for texts of any length, which a row need not grow for: its tip has all of it."""
        return False

    def can_add(self, column: int) -> bool:
        """True if texts below the last row start new rows."""
        return False

    def is_new(self, row: int) -> bool:
        """True for the empty last row, where typing makes a new one."""
        return False

    def put(self, cells: Sequence[Cell], title: str) -> int:
        """Put texts in cells as one step; how many of them are there now."""
        raise NotImplementedError

    def takes_names(self, block: Sequence[Sequence[str]], columns: Sequence[int]) -> bool:
        """True if a pasted block names the rows it is meant for; by place it would go to these columns."""
        return False

    def by_headings(self, block: Sequence[Sequence[str]]) -> HeadedTable | None:
        """The lines of a pasted block by the headings over them; None where it has none."""
        return None

    def column_of(self, field: str) -> int | None:
        """The column that shows a field; None where none does."""
        columns = (column for column in range(self.columnCount()) if self.field_at(column) == field)
        return next(columns, None)

    def choices(self, row: int, column: int) -> Sequence[str]:
        """The answers of a cell with a closed list; () where any text may be typed."""
        return ()

    def answer_meant(self, row: int, column: int, typed: str) -> str | None:
        """The one of `choices` that is entered for what is typed; None where that is none of them."""
        return None

    def reload(self) -> None:
        """Take the rows from the workspace again."""
        raise NotImplementedError

    def place_of(self, row_id: int | None, field: str | None) -> tuple[int, int] | None:
        """The cell that shows a figure."""
        raise NotImplementedError

    def place_key(self, row: int) -> object:
        """What a row is known by when rows are counted anew; None for headings and the empty last row."""
        raise NotImplementedError

    def row_of(self, key: object) -> int | None:
        """Where the row with this key stands now; None if it is not shown."""
        raise NotImplementedError

    def kept_at(self, row: int) -> KeptRow | None:
        """The row of the section that a row of the grid shows; None for headings and the empty last row."""
        raise NotImplementedError

    def field_at(self, column: int) -> str | None:
        """The field a column shows; None for columns that are no field."""
        raise NotImplementedError

    def past_at(self, row: int, column: int) -> FigurePast | None:
        """The figure of a cell whose history is asked for."""
        kept, field = self.kept_at(row), self.field_at(column)
        if kept is None or field is None:
            return None
        heading = str(self.headerData(column, Qt.Orientation.Horizontal) or "").replace("\n", " ")

        def put(text: str) -> bool:
            now = next((each for each in self.workspace.rows(self.section) if each.id == kept.id), None)
            edits = put_figures(self.section, now, {field: text}) if now else []
            title = f"Put back {heading.lower()}"
            return bool(edits) and not self.workspace.apply_counted(edits, title)

        return FigurePast(self.section, field, f"{heading}, row {row + 1}", put, frozenset({kept.id}))

    def row_words(self, row: int) -> str:
        """Which row it is, as a sentence names it."""
        return f"row {row + 1}"

    @property
    def takes_marks(self) -> bool:
        """True if its rows can be estimated, noted and have bills attached."""
        return True

    @property
    def note_column(self) -> int:
        """The column of notes."""
        raise NotImplementedError

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Commit one typed text; the model changes when the workspace says so."""
        if role == Role.EditRole and self.can_edit(index.row(), index.column()):
            if str(value) == self.data(index, Role.EditRole):
                return True
            return self.put([(index.row(), index.column(), str(value))], "") == 1
        return False

    def issues_at(self, position: int | None, field: str | None) -> list[Issue]:
        """The problems and questions of a row (0-based in its section), or of one figure of it."""
        found = self.marks().get(position, [])
        return found if field is None else [issue for issue in found if issue.field == field]

    def marks(self) -> Mapping[int | None, list[Issue]]:
        """The problems and questions of each row that has any, by its 0-based position in its section."""
        if self._marks is None:
            found: dict[int | None, list[Issue]] = {}
            for issue in self.workspace.issues():
                if self.is_about(issue) and issue.row is not None:
                    found.setdefault(issue.row, []).append(issue)
            self._marks = found
        return self._marks

    def is_about(self, issue: Issue) -> bool:
        """True for a problem or question of what the table shows."""
        return issue.section == self.section

    def words_of(self, issues: Sequence[Issue]) -> str:
        """What is to be put right or checked, a sentence a line, as the panel beside the grid has it."""
        return "\n".join(issue_words(self.workspace, issue) for issue in issues)

    def _on_told(self, changes: Changes) -> None:
        self._marks = None
        if self.section in changes.sections or "practice" in changes.sections:
            self.reload()


def broken(heading: str) -> str:
    """A long heading on two lines."""
    spaces = [place for place, letter in enumerate(heading) if letter == " "]
    if len(heading) < 10 or not spaces:
        return heading
    middle = min(spaces, key=lambda place: abs(place - len(heading) / 2))
    return f"{heading[:middle]}\n{heading[middle + 1 :]}"


def mark_words(issues: Sequence[Issue]) -> str:
    """`Problem`, `Check` or nothing: the words of the Check column."""
    if any(not issue.question for issue in issues):
        return "Problem"
    return "Check" if issues else ""


def background(issues: Sequence[Issue]) -> QColor | None:
    """Pale yellow for what is asked about; else the ground of the table."""
    asked = bool(issues) and all(issue.question for issue in issues)
    return QColor(colours().check) if asked else None


def foreground(issues: Sequence[Issue]) -> QColor | None:
    """Red for text that cannot be used."""
    shown = colours()
    if any(not issue.question for issue in issues):
        return QColor(shown.error)
    return QColor(shown.on_check) if issues else None
