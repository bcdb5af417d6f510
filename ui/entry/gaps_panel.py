"""What a section leaves open, in the words of the one list of gaps, where its page does not say it yet."""

from collections.abc import Collection

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from greenpractice.carbon.gaps import Gap, Kind, open_gaps
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.controls import clear, words

MOST = 6
_ELSEWHERE: tuple[Kind, ...] = ("days", "months")  # said below the bills, and above the products


class GapsPanel(QWidget):
    """Not there where nothing is left to say.

    `asked` are the fields beside which the page shows their questions: None for a table, which asks them all.
    """

    def __init__(
        self, workspace: Workspace, section: str, asked: Collection[str] | None = None, most: int = MOST
    ) -> None:
        super().__init__()
        self.asked = asked
        self._workspace, self._section, self._most = workspace, section, most
        self._said: list[str] = []
        self._lines: list[QLabel] = []  # a line that says something else now is the same one
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(tokens.SPACE_1)

    def refresh(self) -> None:
        """Say it for the figures as they are now."""
        gaps = [gap for gap in open_gaps(self._workspace.gaps()) if self._is_said_here(gap)]
        gaps.sort(key=lambda gap: gap.kind == "left_out")  # an empty cell can be seen
        said = [
            f"{gap.place[:1].upper()}{gap.place[1:]}: {gap.why}" if gap.place else gap.why for gap in gaps
        ]
        if len(said) > self._most:
            said[self._most :] = [f"and {len(said) - self._most} more: see Check answers"]
        if said != self._said:  # what is there already stays, and nothing below it moves
            self._said = said
            del self._lines[len(said) :]
            clear(self._layout, len(said))
            for number, sentence in enumerate(said):
                if number == len(self._lines):
                    self._lines.append(words("", "hint", f"{self._section}-gap-{number}"))
                    self._layout.addWidget(self._lines[number])
                self._lines[number].setText(sentence)
        self.setVisible(bool(said))

    def _is_said_here(self, gap: Gap) -> bool:
        mine = gap.section == self._section and gap.period == self._workspace.period
        asked = gap.kind == "unusual" and (self.asked is None or gap.field in self.asked)
        return mine and gap.kind not in _ELSEWHERE and not asked
