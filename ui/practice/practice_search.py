"""Which practice do you work in? A search among the shipped practices, or a practice typed by hand."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from greenpractice.facts.directory import Directory, Practice, is_ods_code
from greenpractice.facts.practices import load_directory
from ui.session.identity import Identity
from ui.widgets import tokens
from ui.widgets.controls import announce, button, page_layout, row, words
from ui.widgets.search_list import SearchList
from ui.widgets.style import scaled

_HELD = "\u00a0"  # a space where no line ends: a postcode stays whole, and no line begins with a dot


class PracticeSearch(QWidget):
    """Down goes from the box to the list; Enter chooses."""

    chosen = Signal(object)  # Identity
    back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._directory: Directory | None = None
        layout = page_layout(self)
        layout.setSpacing(tokens.SPACE_2)
        layout.addWidget(words("Which practice do you work in?", "page"))
        self._problem = words("", "error", "practice-problem")
        self._problem.hide()
        layout.addWidget(self._problem)
        label = "Search by name, code, PCN or postcode"
        self._search = SearchList("practice", label, "Practices found", 230)
        self._search.typing.connect(self._find)
        self._search.entered.connect(self._continue)
        layout.addWidget(self._search)
        self._open_hand = button("My practice is not in this list", "by-hand", self._by_hand, "link")
        layout.addWidget(self._open_hand)
        self._hand = QWidget()
        inside = QVBoxLayout(self._hand)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(tokens.SPACE_1)
        self._name = _box(inside, "hand-name", "Practice name")
        self._code = _box(inside, "hand-code", "Practice code: 1 letter and 5 numbers, like Z99999")
        self._pcn = _box(inside, "hand-pcn", "PCN code (optional), like U12345")
        for box in (self._name, self._code, self._pcn):
            box.returnPressed.connect(self._continue)
        self._hand.hide()
        layout.addWidget(self._hand)
        go_on = button("Continue", "practice-continue", self._continue, "primary")
        layout.addLayout(row(go_on, button("Back", "practice-back", self.back.emit, "tall")))

    def start(self) -> None:
        """Read the practices and put the focus in the box."""
        if self._directory is None:
            self._directory = load_directory()
            self._find()
        self._search.start()

    def _find(self, _text: str = "") -> None:
        if self._directory is None:
            return
        typed = self._search.typed
        found = [practice for practice in self._directory.search(typed) if practice.closed is None]
        everything = sum(practice.closed is None for practice in self._directory.practices)
        said = f"{len(found)} of {everything} practices"
        if not found:
            said = f"No practice matches “{typed}”. Check the spelling or add it by hand"
        self._search.show_found([(each.ods_code, self._describe(each)) for each in found], said)

    def _describe(self, practice: Practice) -> str:
        pcn = self._pcn_of(practice.ods_code)
        network = self._directory.pcn(pcn) if self._directory and pcn else None
        postcode = practice.postcode.replace(" ", _HELD)
        parts = (practice.name, practice.ods_code, network.name if network else "", postcode)
        return f"{_HELD}· ".join(part for part in parts if part)

    def _pcn_of(self, code: str) -> str | None:
        return self._directory.latest_pcn(code) if self._directory else None

    def _by_hand(self) -> None:
        self._hand.show()
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _continue(self) -> None:
        self._problem.hide()
        code = self._search.chosen
        if not self._hand.isHidden() and (self._name.text().strip() or self._code.text().strip()):
            self._typed()
        elif self._directory is not None and code is not None:
            practice = self._directory.practice(code)
            if practice is not None:
                self.chosen.emit(Identity(practice.ods_code, practice.name, self._pcn_of(practice.ods_code)))
        else:
            self.say("Select your practice")

    def _typed(self) -> None:
        code, pcn = self._code.text().strip().upper(), self._pcn.text().strip().upper()
        name = self._name.text().strip()
        if not name:
            self.say("Enter the name of your practice")
        elif not is_ods_code(code):
            self.say("Practice code must be 1 letter and 5 numbers, like Z99999")
        elif pcn and not is_ods_code(pcn):
            self.say("PCN code must be 1 letter and 5 numbers, like U12345")
        else:
            self.chosen.emit(Identity(code, name, pcn or None))

    def say(self, sentence: str) -> None:
        """Say what is missing, or what this is asked for."""
        self._problem.setText(sentence)
        self._problem.show()
        announce(self, sentence)


def _box(layout: QVBoxLayout, name: str, label: str) -> QLineEdit:
    box = QLineEdit()
    box.setObjectName(name)
    box.setAccessibleName(label)
    box.setMaximumWidth(scaled(380))
    named = words(label, "bold")
    named.setBuddy(box)
    layout.addWidget(named)
    layout.addWidget(box)
    return box
