"""A strip of numbers at the top of results: what each is, its value that leads to why, and a line more."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from greenpractice.explaining.answer import Answer
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.columns import Columns
from ui.widgets.controls import words
from ui.widgets.spoken.hearing import silence
from ui.widgets.style import scaled
from ui.window.why import WhyButton

_NARROWEST, _MOST = 172, 4  # px at 100% of a number; how many stand beside each other


class NumberStrip(QFrame):
    """`cards` by their keys, the first the largest. A network has no workspace to go to figures in."""

    def __init__(self, workspace: Workspace | None, name: str, keys: Sequence[str]) -> None:
        super().__init__()
        self.setObjectName(f"{name}-numbers")
        self.setProperty("look", "card")
        self.cards = {key: NumberPart(workspace, f"{name}-{key}", is_first=key == keys[0]) for key in keys}
        self._columns = Columns(least=scaled(_NARROWEST), spacing=0)
        self._columns.set_items(list(self.cards.values()))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, tokens.SPACE_1, 0, tokens.SPACE_1)
        inside.addWidget(self._columns)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout() is not None:  # its parts are there
            self._columns.allow(_MOST, scaled(_NARROWEST))

    def place(self) -> None:
        """Put those that are shown beside each other."""
        self._columns.place()


class NumberPart(QFrame):
    """A number of the strip: what it is, its value, a line more."""

    def __init__(self, workspace: Workspace | None, name: str, *, is_first: bool) -> None:
        super().__init__()
        self.setObjectName(name)
        if not is_first:
            self.setProperty("look", "beside")
        self.what, self.note = words("", "small", f"{name}-what"), words("", "small", f"{name}-note")
        silence(self.what)  # the button says it before its number
        self.value = WhyButton(f"{name}-value", workspace, "first" if is_first else "second")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(tokens.IN_CARD_ACROSS, 0, tokens.SPACE_2, 0)
        inside.setSpacing(0)
        for part in (self.what, self.value, self.note):
            inside.addWidget(part)
        inside.addStretch(1)

    def show_number(self, what: str, value: str, note: str, ask: Callable[[], Answer] | None) -> None:
        """Show a number; without `ask` there is nothing behind it to see."""
        self.what.setText(what)
        self.note.setText(note)
        self.value.say(value, what, ask)
