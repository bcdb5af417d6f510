"""What was just done, in words beside where it was done."""

from PySide6.QtWidgets import QLabel

from ui.session.session import Session
from ui.widgets.controls import announce, set_look
from ui.widgets.spoken.hearing import WordsHeard, heard_as


@heard_as(WordsHeard)
class Told(QLabel):
    """Says it until the next change: from then on Ctrl+Z takes back another thing, and counts may differ.

    It is told with the models, before pages show themselves. `usual` stands there while nothing is told;
    without it the label is not there at all.
    """

    def __init__(self, session: Session, name: str, look: str = "small", usual: str = "") -> None:
        super().__init__()
        self._usual = usual
        self.setText(usual)
        self.setObjectName(name)
        self.setWordWrap(True)
        self.setIndent(0)
        set_look(self, "look", look)
        session.models_told.connect(self.forget)
        session.view_left.connect(self.forget)
        if not usual:
            self.hide()

    def say(self, text: str, *, aloud: bool = False) -> None:
        """Show a sentence, `aloud` for a screen reader too where nobody else has said it."""
        self.setText(text)
        self.show()
        if aloud:
            announce(self, text)

    def forget(self, _changes: object = None) -> None:
        """Back to what stands there usually, or away."""
        self.setText(self._usual)
        self.setVisible(bool(self._usual))
