"""Which practices are in the group in view, and the Lead's word on it, from a day on."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from greenpractice.facts.directory import Correction, CorrectionKind, Pcn, is_ods_code
from greenpractice.network.membership import correction_words
from greenpractice.periods import Period, day_words
from greenpractice.phrases import joined
from greenpractice.returns.entering import read_day
from ui.network.pages.group_card import tick_box, whole_card
from ui.network.pages.group_choice import find_pcns
from ui.network.session.lead_workspace import NetworkWorkspace
from ui.widgets import tokens
from ui.widgets.choice import Choice
from ui.widgets.columns import Columns
from ui.widgets.controls import announce, button, clear, fix_width, row, words

_BOX = 170  # px at 100%
_MOST_TICKS = 40  # of a larger group only those whose place was corrected are shown
_NO_NETWORK, _MERGED = "In no network", "Merged into another practice"


class MembersCard(QWidget):
    """Ticks to leave a practice out, a box to say where one is from a day on, and what was said so far."""

    def __init__(self, workspace: NetworkWorkspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._shown_for: Period | None = None
        frame, inside = whole_card(self)
        frame.setObjectName("members")
        self._title = words("", "card", "members-card-title")
        inside.addWidget(self._title)
        hint = "Untick a practice to leave it out of every count. What it sent stays in your data"
        inside.addWidget(words(hint, "hint"))
        self._columns = Columns(most=3, spacing=tokens.SPACE_1, fill=False)
        inside.addWidget(self._columns)
        self._problem = words("", "error", "group-problem")
        self._problem.hide()
        self._asked_about = ""  # a code that no list has
        inside.addWidget(self._problem)
        self._add_form(inside)
        self._said = QVBoxLayout()
        self._said.setSpacing(tokens.SPACE_1)
        inside.addLayout(self._said)

    def _add_form(self, inside: QVBoxLayout) -> None:
        self._code = self._box(inside, "group-code", "Practice code, like C82001")
        self._from = self._box(inside, "group-from", "From this day on, like 1 April 2026")
        self._where = Choice("group-where", "Where the practice is from that day on")
        label = words("Where it is")
        label.setBuddy(self._where)
        inside.addLayout(row(label, self._where, stretch=False))
        self._into = self._box(inside, "group-into", "If merged: into which practice, by code")
        add = button("Add", "group-add", self._put)
        leave = button("Leave out", "group-leave", self._leave_out)
        inside.addLayout(row(add, leave))
        self._offered: list[Pcn] = []

    def _offer_networks(self) -> None:
        """Those there are, which a list that was loaded changes; what is chosen stays."""
        pcns = find_pcns(self._workspace.directory, "")
        if pcns == self._offered:
            return
        self._offered, chosen = pcns, self._where.currentText()
        self._where.clear()
        for text, kind, code in (
            *((f"{pcn.name} · {pcn.code}", "network", pcn.code) for pcn in pcns),
            (_NO_NETWORK, "none", None),
            (_MERGED, "merged", None),
        ):
            self._where.addItem(text, (kind, code))
        self._where.setCurrentIndex(max(0, self._where.findText(chosen)))

    def _box(self, inside: QVBoxLayout, name: str, text: str) -> QLineEdit:
        box = QLineEdit()
        box.setObjectName(name)
        box.setAccessibleName(text)
        fix_width(box, _BOX)
        box.returnPressed.connect(self._put)
        label = words(text)
        label.setBuddy(box)
        inside.addLayout(row(label, box, stretch=False))
        return box

    def refresh(self) -> None:
        """Show the practices of the group, or of a large one those the Lead spoke of, and what was said."""
        workspace, network = self._workspace, self._workspace.network()
        self._title.setText(f"Practices in {workspace.group.name}")
        self._offer_networks()
        if self._shown_for != workspace.period:
            self._shown_for = workspace.period
            self._from.setText(day_words(workspace.period.first_day))
            self._choose_network()
        codes = {*network.members, *network.left_out}
        if len(codes) > _MOST_TICKS:
            codes = set(network.left_out)
        had_focus = self._focused()
        for box in self.findChildren(QCheckBox):
            box.hide()
            box.setParent(None)
            box.deleteLater()
        boxes = [self._tick(code, code in network.members) for code in sorted(codes, key=network.name)]
        self._columns.set_items([*boxes])
        for box in boxes:
            if box.objectName() == had_focus:
                box.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_said()

    def _choose_network(self) -> None:
        """The network in view, which is what is meant most often."""
        mine = self._workspace.memberships.one_network
        for place in range(self._where.count()):
            kind, code = self._where.itemData(place)  # findData finds no tuple
            if kind == "network" and code == mine:
                self._where.setCurrentIndex(place)

    def _show_said(self) -> None:
        clear(self._said)
        for said in self._workspace.memberships.said:
            told = words(correction_words(said, self._workspace.directory), "", f"said-{said.id}")
            back = button("Take back", f"take-back-{said.id}", partial(self._take_back, said))
            back.setAccessibleName(f"Take back: {told.text()}")
            self._said.addLayout(row(told, back, stretch=False))

    def _focused(self) -> str:
        return next((box.objectName() for box in self.findChildren(QCheckBox) if box.hasFocus()), "")

    def _tick(self, code: str, counts: bool) -> QCheckBox:
        box = tick_box(f"{self._workspace.network().name(code)} · {code}", f"group-member-{code}")
        box.setChecked(counts)
        box.clicked.connect(lambda: self._set(code, box.isChecked()))
        return box

    def _set(self, code: str, counts: bool) -> None:
        if counts:
            self._workspace.memberships.add(code)
        else:
            self._workspace.memberships.leave_out(code)

    def _take_back(self, said: Correction) -> None:
        self._workspace.memberships.take_back(said)

    def _put(self) -> None:
        kind, code = self._where.currentData()
        if kind == "merged":
            code = self._into.text().strip().upper()
            if not is_ods_code(code):
                self._refuse("Say into which practice it was merged, by its code, like C82002")
                return
            if self._workspace.directory.practice(code) is None:
                self._refuse(f"No list has {code}: its figures would count nowhere. Check the code")
                return
        self._say(kind, code)

    def _leave_out(self) -> None:
        self._say("left_out", None)

    def _say(self, kind: CorrectionKind, where: str | None) -> None:
        practice, day = self._code.text().strip().upper(), read_day(self._from.text())
        if not is_ods_code(practice):
            self._refuse("Practice code must be 1 letter and 5 numbers, like C82001")
        elif day is None:
            self._refuse("From which day on? Write it like 1 April 2026")
        elif practice == where:
            self._refuse("A practice cannot be merged into itself")
        elif self._workspace.directory.practice(practice) is None and self._asked_about != practice:
            self._asked_about = practice
            self._refuse(f"No list has {practice}. If the code is right, choose the button once more")
        elif idle := self._workspace.memberships.made_idle(Correction(practice, day, kind, where)):
            self._refuse(f"Nobody would be there to take over {joined(idle)}. Check code and day")
        else:
            self._problem.hide()
            self._code.clear()
            self._workspace.memberships.say(Correction(practice, day, kind, where))

    def _refuse(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.show()
        announce(self, sentence)
