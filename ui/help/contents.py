"""The contents of help: a list beside the text, or where room is short one box above it."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ui.widgets import tokens
from ui.widgets.choice import Choice
from ui.widgets.controls import announce, words

_KEY = Qt.ItemDataRole.UserRole
_WHAT = "Parts of help"


class Contents(QWidget):
    """What is chosen is shown at once; what help was searched for narrows it to the parts that say so."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._parts: Mapping[str, str] = {}
        self._shown, self._is_narrow = "", False
        self.found = words("", "hint", "help-found")
        self.found.hide()
        self.list = QListWidget()
        self.list.setObjectName("help-contents")
        self.list.setAccessibleName(_WHAT)
        self.list.setProperty("look", "choices")
        self.list.setWordWrap(True)  # what is longer takes two lines
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(self._choose_in_list)
        self.box = Choice("help-contents-box", _WHAT)
        self.box.activated.connect(lambda place: self.chosen.emit(self.box.itemData(place)))
        self.box.hide()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(tokens.SPACE_2)
        for part in (self.found, self.list, self.box):
            down.addWidget(part)

    def offer(self, parts: Mapping[str, str], said: str = "") -> None:
        """Offer these, each by its key with its title; `said` tells what was found."""
        if parts != self._parts:
            self._parts = dict(parts)
            self.list.blockSignals(True)
            self.list.clear()
            self.box.clear()
            for key, title in parts.items():
                item = QListWidgetItem(title)
                item.setData(_KEY, key)
                self.list.addItem(item)
                self.box.addItem(title, key)
            self.list.blockSignals(False)
            self.show_chosen(self._shown)
        if said != self.found.text():
            self.found.setText(said)
            self.found.setVisible(bool(said))
            announce(self, said)

    @property
    def offered(self) -> tuple[str, ...]:
        """The keys of what is offered."""
        return tuple(self._parts)

    def show_chosen(self, key: str) -> None:
        """Mark the part that is shown."""
        self._shown = key
        place = self.offered.index(key) if key in self._parts else -1
        self.list.blockSignals(True)
        self.list.setCurrentRow(place)
        self.list.blockSignals(False)
        self.box.setCurrentIndex(place)

    def set_narrow(self, is_narrow: bool) -> None:
        """The box instead of the list, or the list again."""
        self.list.setHidden(is_narrow)
        self.box.setVisible(is_narrow)
        self._is_narrow = is_narrow

    def take_focus(self) -> None:
        """Go to the list, or to the box."""
        (self.box if self._is_narrow else self.list).setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_in_list(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._shown = item.data(_KEY)
            self.box.setCurrentIndex(self.list.row(item))
            self.chosen.emit(self._shown)
