"""Which network a Lead collates and which practices are in it: the second step of the first run."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from greenpractice.facts.directory import Directory, Pcn, is_ods_code
from greenpractice.facts.practices import load_directory
from greenpractice.network.groups import Group, one_pcn
from ui.widgets import tokens
from ui.widgets.controls import announce, button, clear, page_layout, row, words
from ui.widgets.search_list import SearchList
from ui.widgets.style import scaled
from ui.widgets.tab_order import put_in_order
from ui.window.header import quarter_of_today


class PcnSearch(QWidget):
    """Networks by name, former name or code. Down goes from the box to the list; Enter chooses."""

    chosen = Signal(object)  # Group
    back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._directory: Directory | None = None
        layout = page_layout(self)
        layout.setSpacing(tokens.SPACE_2)
        layout.addWidget(words("Which network do you lead?", "page"))
        layout.addWidget(words("A primary care network (PCN) is a group of practices", "hint"))
        self._problem = words("", "error", "pcn-problem")
        self._problem.hide()
        layout.addWidget(self._problem)
        self._search = SearchList("pcn", "Search by name or code of the PCN", "Networks found", 260)
        self._search.typing.connect(self._find)
        self._search.entered.connect(self._continue)
        layout.addWidget(self._search)
        go_on = button("Continue", "pcn-continue", self._continue, "primary")
        layout.addLayout(row(go_on, button("Back", "pcn-back", self.back.emit, "tall")))

    def start(self) -> None:
        """Read the networks and put the focus in the box."""
        if self._directory is None:
            self._directory = load_directory()
            self._find()
        self._search.start()

    def _find(self, _text: str = "") -> None:
        if self._directory is None:
            return
        typed = self._search.typed
        found = find_pcns(self._directory, typed)
        said = f"{len(found)} of {len(find_pcns(self._directory, ''))} PCNs"
        if not found:
            said = f"No PCN matches “{typed}”. Check the spelling, or type its code: a letter and 5 numbers"
        self._search.show_found([(pcn.code, f"{pcn.name} · {pcn.code}") for pcn in found], said)

    def _continue(self) -> None:
        self._problem.hide()
        typed, code = self._search.typed.strip().upper(), self._search.chosen
        code = code or (typed if is_ods_code(typed) else None)
        if self._directory is not None and code is not None:
            self.chosen.emit(one_pcn(self._directory, code))
        else:
            self.say("Select your PCN")

    def say(self, sentence: str) -> None:
        """Say what is missing, or what this is asked for."""
        self._problem.setText(sentence)
        self._problem.show()
        announce(self, sentence)


class MemberTicks(QWidget):
    """The practices of a network today, each with a tick: some may be left out, others added by code."""

    chosen = Signal(object)  # Group
    back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._group: Group | None = None
        self._directory: Directory | None = None
        self._boxes: dict[str, QCheckBox] = {}
        layout = page_layout(self)
        layout.setSpacing(tokens.SPACE_2)
        self._title = words("", "page", "members-title")
        layout.addWidget(self._title)
        hint = "Untick a practice that is not in it any more. Networks change: you can add and remove later"
        layout.addWidget(words(hint, "hint"))
        self._ticks = QVBoxLayout()
        self._ticks.setSpacing(tokens.SPACE_1)
        layout.addLayout(self._ticks)
        self._problem = words("", "error", "member-problem")
        self._problem.hide()
        layout.addWidget(self._problem)
        self._code = QLineEdit()
        self._code.setObjectName("member-code")
        self._code.setAccessibleName("Add a practice by its code")
        self._code.setMaximumWidth(scaled(220))
        self._code.returnPressed.connect(self._add)
        label = words("Add a practice by its code, like C82001", "bold")
        label.setBuddy(self._code)
        layout.addWidget(label)
        layout.addLayout(row(self._code, button("Add", "member-add", self._add)))
        layout.addSpacing(tokens.SPACE_2)
        go_on = button("Continue", "members-continue", self._continue, "primary")
        layout.addLayout(row(go_on, button("Back", "members-back", self.back.emit, "tall")))

    def start(self, group: Group) -> None:
        """Show the practices of a network."""
        self._directory = load_directory()
        self._group = group
        self._title.setText(f"Which practices are in {group.name}?")
        clear(self._ticks)
        self._boxes.clear()
        for code in group.members(self._directory, quarter_of_today()):
            self._tick(code)
        put_in_order(self)
        first = next(iter(self._boxes.values()), self._code)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tick(self, code: str) -> None:
        practice = self._directory.practice(code) if self._directory else None
        name = f"{practice.name} · {code}" if practice else code
        box = QCheckBox(name.replace("&", "&&"))
        box.setObjectName(f"member-{code}")
        box.setAccessibleName(name)
        box.setMinimumHeight(scaled(26))
        box.setChecked(True)
        self._boxes[code] = box
        self._ticks.addWidget(box)

    def _add(self) -> None:
        self._problem.hide()
        code = self._code.text().strip().upper()
        if not is_ods_code(code):
            self.say("Practice code must be 1 letter and 5 numbers, like C82001")
            return
        if code in self._boxes:
            self._boxes[code].setChecked(True)
        else:
            self._tick(code)
            put_in_order(self)
        self._code.clear()
        announce(self, f"{self._boxes[code].accessibleName()} added")

    def _continue(self) -> None:
        assert self._group is not None
        assert self._directory is not None
        listed = set(self._group.members(self._directory, quarter_of_today()))
        group = self._group
        for code, box in self._boxes.items():
            if box.isChecked() and code not in listed:
                group = group.with_practice(code)
            elif not box.isChecked() and code in listed:
                group = group.without_practice(code)
        if any(box.isChecked() for box in self._boxes.values()):
            self.chosen.emit(group)
        else:
            self.say("Tick or add at least one practice")

    def say(self, sentence: str) -> None:
        """Say what is missing."""
        self._problem.setText(sentence)
        self._problem.show()
        announce(self, sentence)


def find_pcns(directory: Directory, text: str) -> list[Pcn]:
    """The open networks whose name, former name or code contains the text, by name."""
    wanted = _squeezed(text)
    return sorted(
        (
            pcn
            for pcn in directory.pcns
            if pcn.closed is None
            and any(
                wanted in _squeezed(name) for name in (pcn.name, pcn.code, *directory.former_names(pcn.code))
            )
        ),
        key=lambda pcn: pcn.name.casefold(),
    )


def _squeezed(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
