"""The answer that a section has no numbers this time: it is settled then, and still counts as no data."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QCheckBox

from greenpractice.returns.documents import Flag
from greenpractice.returns.progress import is_said_to_have_none
from greenpractice.sections import SECTION_BY_KEY
from ui.session.edits import AddRow, Edit, KeptRow, RemoveRow, SetFlag
from ui.session.workspace import Workspace

_SAID = "We do not have these numbers this {}"


class NoNumbers(QCheckBox):
    """There while the section has no figure; kept as a row without any that has this as its note."""

    def __init__(self, workspace: Workspace, section: str) -> None:
        super().__init__()
        self._workspace, self._section = workspace, section
        self.setObjectName(f"{section}-none")
        self.clicked.connect(self._say)
        self.hide()

    def refresh(self, *, is_form: bool) -> None:
        """Show what was said, or that it can be said."""
        workspace = self._workspace
        said = is_said_to_have_none(workspace.document(), self._section)
        self.setText(self._words)
        self.setAccessibleName(f"{SECTION_BY_KEY[self._section].title}: {self._words}")
        self.setChecked(said)
        self.setEnabled(workspace.can_write)
        has_figures = any(row.figures for row in workspace.rows(self._section))
        self.setVisible(is_form and not has_figures and (said or workspace.can_write))

    @property
    def _words(self) -> str:
        return _SAID.format("year" if self._workspace.period.is_year else "quarter")

    def _say(self, is_so: bool) -> None:
        title, rows = SECTION_BY_KEY[self._section].title, self._workspace.rows(self._section)
        flag = Flag(self._section, 0, note=self._words)
        if not is_so:
            gone = [RemoveRow(self._section, row.id) for row in rows]
            self._workspace.apply_step(gone, f"{title}: we may have the numbers")
        elif rows:
            self._workspace.apply_step([SetFlag(rows[0].id, flag)], f"{title}: no numbers")
        else:
            self._workspace.apply_step([AddRow(self._section, {}, flags=(flag,))], f"{title}: no numbers")


def not_said_any_more(row: KeptRow) -> Sequence[Edit]:
    """The edits that take it back, where it was said of this row: a figure comes."""
    flag = row.flags.get(None)
    return [SetFlag(row.id, replace(flag, note=None))] if flag and flag.note and not row.figures else []
