"""One button for a section that often stays as it is: its figures of last quarter are taken over."""

from PySide6.QtWidgets import QWidget

from greenpractice.sections import SECTION_BY_KEY
from ui.session.copying import can_carry_on, carry_on
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.controls import button, page_layout, row, words
from ui.window.told import Told


class NothingChanged(QWidget):
    """There while the section is empty and last quarter's is not; then it says what was taken over."""

    def __init__(self, workspace: Workspace, section: str) -> None:
        super().__init__()
        self._workspace, self._section = workspace, section
        self._since = words("", "", f"{section}-unchanged-since")
        self._button = button("Nothing has changed", f"{section}-nothing-changed", self._take_over)
        self._told = Told(workspace, f"{section}-taken-over")
        layout = page_layout(self)
        layout.setSpacing(tokens.SPACE_1)
        layout.addWidget(self._since)
        layout.addLayout(row(self._button))
        layout.addWidget(self._told)
        self.hide()  # only `refresh` shows it: before it has a parent it would be a window of its own

    def refresh(self) -> None:
        """Offer it where it can be said."""
        before = self._workspace.period.previous.words
        self._since.setText(f"Is all as it was in {before}?")
        title = SECTION_BY_KEY[self._section].title
        self._button.setAccessibleName(f"{title}: nothing has changed since {before}")
        likely = self._section in can_carry_on(self._workspace)
        self._since.setVisible(likely)
        self._button.setVisible(likely)
        self.setVisible(likely or not self._told.isHidden())

    @property
    def has_something(self) -> bool:
        """True where it asks, or says what was taken over."""
        return not self.isHidden()

    def _take_over(self) -> None:
        self._told.say(carry_on(self._workspace, self._section), aloud=True)
        self.show()
