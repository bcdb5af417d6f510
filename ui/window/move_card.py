"""The card of Settings for a new computer: all in one file, out of one and into the next; the own key."""

from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from greenpractice.errors import UserError, system_words
from greenpractice.network.states import fingerprint
from greenpractice.store import key_file
from greenpractice.tasks.moving import SUFFIX, move_to
from ui.session.session import Session
from ui.widgets import tokens
from ui.widgets.controls import announce, button, card, page_layout, row, words

_KIND = f"Everything of Greener Practice (*{SUFFIX})"


class MoveCard(QWidget):
    """Without the key a network takes the PDFs of a new computer for those of somebody else."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        frame, inside = card()
        inside.setSpacing(tokens.SPACE_1)
        page_layout(self).addWidget(frame)
        inside.addWidget(words("Move to a new computer", "card"))
        hint = "Data, key and version numbers go there in one file"
        inside.addWidget(words(hint, "hint"))
        self._key = words("", "", "own-key")
        inside.addWidget(self._key)
        out = button("Save everything in one file…", "move-to", self._move_to)
        into = button("Take over a file…", "move-from", self._choose)
        inside.addLayout(row(out, into))
        self._said = words("", "bold", "move-said")
        self._sure, sure = card("check-box")
        sure.addWidget(words("This replaces your data and key here. A copy of both is kept", "", "move-sure"))
        self._yes = button("Yes, take it over", "move-yes", self._move_from)
        sure.addLayout(row(self._yes, button("Cancel", "move-no", self._sure.hide)))
        for part in (self._said, self._sure):
            inside.addWidget(part)
            part.hide()
        self._chosen: Path | None = None
        if not session.can_write or session.store.is_demo():
            self.hide()

    def refresh(self) -> None:
        """Show the key, which the first PDF makes."""
        self._key.setText(key_words(self._session.store.path))

    def showEvent(self, event: QShowEvent) -> None:
        """No figure changes when the key is made, so nothing tells: it is read when it comes into sight."""
        super().showEvent(event)
        self.refresh()

    def _move_to(self) -> None:
        usual = str(self._session.store.path.parent / f"everything{SUFFIX}")
        chosen, _ = QFileDialog.getSaveFileName(self, "Save everything", usual, _KIND)
        if not chosen:
            return
        try:
            self._say(move_to(self._session.store, Path(chosen)))
        except UserError as error:
            self._say(str(error))
        except OSError as error:
            self._say(system_words(error))
        self.refresh()

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Take over", "", _KIND)
        if chosen:
            self._chosen = Path(chosen)
            self._sure.show()
            self._yes.setFocus()

    def _move_from(self) -> None:
        self._sure.hide()
        if self._chosen is not None:
            self._session.restore_asked.emit(self._chosen)

    def _say(self, text: str) -> None:
        self._said.setText(text)
        self._said.show()
        announce(self, text)


def key_words(store: Path) -> str:
    """The key of this installation, to read out to the network."""
    path = key_file(store)
    if not path.exists():
        return "Your key is made with your first PDF"
    from greenpractice.exchange.signing import read_key

    try:
        return f"Your key, to read out: {fingerprint(read_key(path).public_key)}"
    except UserError as error:
        return str(error)
