"""Which reading to chase next, as a sentence, and the way to its figure."""

from PySide6.QtWidgets import QWidget

from greenpractice.carbon.reading_to_chase import HowGood, Place
from ui.session.workspace import Workspace
from ui.widgets.controls import button, page_layout, row, words


class ToChaseLine(QWidget):
    """What to chase and a button that leads to the figure; not there where nothing is counted.

    Where it `is_short` its tip alone says where a better figure is found; its owner places the button `go`.
    """

    def __init__(self, workspace: Workspace, name: str, *, is_short: bool = False) -> None:
        super().__init__()
        self._workspace = workspace
        self._place: Place | None = None
        self._is_short = is_short
        self._words = words("", "small" if is_short else "", name)
        self.go = button("Go to the figure" if is_short else "Go to it", f"{name}-go", self._go_there, "link")
        layout = page_layout(self)
        layout.setSpacing(0)
        layout.addWidget(self._words)
        if not is_short:
            layout.addLayout(row(self.go))

    def show_good(self, good: HowGood) -> None:
        """Show what weighs most."""
        found = good.next
        self.setVisible(found is not None)
        self.go.setVisible(found is not None and found.place is not None)
        if found is None:
            return
        self._place = found.place
        self._words.setText(found.told(in_short=self._is_short))
        for part in (self._words, self.go) if self._is_short else ():
            part.setToolTip(found.words)
        self.go.setAccessibleName(f"{self.go.text()}: {found.short or found.words}")

    def _go_there(self) -> None:
        if self._place is not None:
            self._workspace.show_figure(*self._place)
