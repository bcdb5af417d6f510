"""What stands out among the practices, in sentences, each a question to copy."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from greenpractice.network.looking import LookAt, looking_words, to_look_at
from greenpractice.network.network import Network
from ui.widgets import tokens
from ui.widgets.controls import button, card, clear, copy_text, line, page_layout, row, words

_MOST_ITEMS = 4  # as many as stand beside the dots


class LookingList(QWidget):
    """What to look at, with a question to copy for each."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("looking")
        self._all = False
        self._network: Network | None = None
        frame, inside = card()
        self.title = words("", "card", "looking-title")
        self.title.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._list = QVBoxLayout()
        self._list.setSpacing(tokens.SPACE_2)
        self._more = button("Show all", "looking-more", self._show_all, "link")
        self.copied = words("", "bold", "looking-copied")
        inside.addWidget(self.title)
        self.hint = words("Each is a question to ask and not a judgement. Nothing is sent", "hint")
        inside.addWidget(self.hint)
        inside.addWidget(self.copied)
        inside.addLayout(self._list)
        inside.addLayout(row(self._more))
        page_layout(self).addWidget(frame)

    def show_network(self, network: Network) -> None:
        """Show what stands out in a network."""
        self._network = network
        items = to_look_at(network)
        shown = items if self._all else items[:_MOST_ITEMS]
        self.title.setText(looking_words(items))
        self.hint.setVisible(bool(items))
        self.copied.hide()
        clear(self._list)
        for number, item in enumerate(shown):
            if number:
                self._list.addWidget(line())
            self._list.addWidget(self._entry(item, number))
        self._more.setVisible(len(shown) < len(items))
        self._more.setText(f"Show the other {len(items) - len(shown)}")

    def _entry(self, item: LookAt, number: int) -> QWidget:
        entry = QWidget()
        inside = page_layout(entry)
        inside.setSpacing(tokens.SPACE_1)
        copy = button("Copy question", f"looking-copy-{number}", partial(self._copy, item), "link")
        copy.setAccessibleName(f"Copy question to {item.name}: {item.sentence}")
        inside.addWidget(words(item.name, "bold", f"looking-name-{number}"))
        inside.addWidget(words(item.sentence, "", f"looking-sentence-{number}"))
        inside.addLayout(row(copy))
        return entry

    def _copy(self, item: LookAt) -> None:
        copy_text(self.copied, item.question, f"Question to {item.name} copied")

    def _show_all(self) -> None:
        self._all = True
        if self._network is not None:
            self.show_network(self._network)
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)
