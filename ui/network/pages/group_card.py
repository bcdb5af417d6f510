"""Which networks and practices are in view: ticks for the networks, and practices added or left out."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from greenpractice.facts.directory import is_ods_code
from greenpractice.network.groups import SUB_ICBS, several_pcns, sub_icb
from ui.network.pages.group_choice import find_pcns
from ui.network.session.lead_workspace import NetworkWorkspace
from ui.session.network_choices import group_of
from ui.widgets import tokens
from ui.widgets.columns import Columns
from ui.widgets.controls import announce, button, card, row, words
from ui.widgets.style import scaled

_MOST_TICKS = 40  # of a larger group only what differs from the lists is shown


class NetworksCard(QWidget):
    """One network, several, or a sub-ICB's, by ticks; they come into view with the button."""

    def __init__(self, workspace: NetworkWorkspace) -> None:
        super().__init__()
        self._workspace = workspace
        frame, inside = _whole_card(self)
        frame.setObjectName("networks")
        inside.addWidget(words("Networks in view", "card"))
        inside.addWidget(words("Tick one or several, then choose Show these networks", "hint"))
        self._boxes: dict[str, QCheckBox] = {}
        for pcn in find_pcns(workspace.directory, ""):
            box = _tick(f"{pcn.name} · {pcn.code}", f"network-{pcn.code}")
            self._boxes[pcn.code] = box
        columns = Columns(most=3, spacing=tokens.SPACE_1, fill=False)
        columns.set_items(list(self._boxes.values()))
        inside.addWidget(columns)
        self._problem = words("", "error", "networks-problem")
        self._problem.hide()
        inside.addWidget(self._problem)
        inside.addLayout(row(button("Show these networks", "show-networks", self._show)))

    def refresh(self) -> None:
        """Tick the networks that are in view."""
        group, directory = self._workspace.group, self._workspace.directory
        for code, box in self._boxes.items():
            box.setChecked(group.has_network(directory, code))

    def _show(self) -> None:
        codes = frozenset(code for code, box in self._boxes.items() if box.isChecked())
        self._problem.setVisible(not codes)
        if not codes:
            self._problem.setText("Tick at least one network")
            announce(self, "Tick at least one network")
            return
        directory = self._workspace.directory
        known = (sub_icb(code) for code in SUB_ICBS)
        of_sub_icb = (
            each
            for each in known
            if codes == {pcn for pcn in self._boxes if each.has_network(directory, pcn)}
        )
        group = next(of_sub_icb, None) or group_of(directory, "-".join(sorted(codes)))
        self._workspace.show_group(group or several_pcns(f"{len(codes)} networks", codes))
        announce(self, f"{self._workspace.group.name} is in view")


class MembersCard(QWidget):
    """The practices of the group in view: ticks to leave one out, a box to add one."""

    def __init__(self, workspace: NetworkWorkspace) -> None:
        super().__init__()
        self._workspace = workspace
        frame, inside = _whole_card(self)
        frame.setObjectName("members")
        self._title = words("", "card", "members-card-title")
        inside.addWidget(self._title)
        inside.addWidget(words("Untick a practice to leave it out. What it sent stays in your data", "hint"))
        self._columns = Columns(most=3, spacing=tokens.SPACE_1, fill=False)
        inside.addWidget(self._columns)
        self._problem = words("", "error", "group-problem")
        self._problem.hide()
        inside.addWidget(self._problem)
        self._code = QLineEdit()
        self._code.setObjectName("group-code")
        self._code.setAccessibleName("Practice code to add or leave out")
        self._code.setMaximumWidth(scaled(220))
        self._code.returnPressed.connect(partial(self._typed, True))
        label = words("Practice code, like C82001", "bold")
        label.setBuddy(self._code)
        inside.addWidget(label)
        add = button("Add", "group-add", partial(self._typed, True))
        leave = button("Leave out", "group-leave", partial(self._typed, False))
        inside.addLayout(row(self._code, add, leave))

    def refresh(self) -> None:
        """Show the practices of the group, or of a large one those added and left out."""
        group, network = self._workspace.group, self._workspace.network()
        self._title.setText(f"Practices in {group.name}")
        changed = {*group.added, *group.left_out}
        codes = {*network.members, *changed}
        if len(codes) > _MOST_TICKS:
            codes = changed
        had_focus = self._focused()
        for box in self.findChildren(QCheckBox):
            box.setParent(None)
            box.deleteLater()
        boxes = [self._box(code, code in network.members) for code in sorted(codes, key=network.name)]
        self._columns.set_items([*boxes])
        for box in boxes:
            if box.objectName() == had_focus:
                box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focused(self) -> str:
        return next((box.objectName() for box in self.findChildren(QCheckBox) if box.hasFocus()), "")

    def _box(self, code: str, counts: bool) -> QCheckBox:
        box = _tick(f"{self._workspace.network().name(code)} · {code}", f"group-member-{code}")
        box.setChecked(counts)
        box.clicked.connect(lambda: self._set(code, box.isChecked()))
        return box

    def _typed(self, counts: bool) -> None:
        code = self._code.text().strip().upper()
        self._problem.setVisible(not is_ods_code(code))
        if is_ods_code(code):
            self._code.clear()
            self._set(code, counts)
        else:
            self._problem.setText("Practice code must be 1 letter and 5 numbers, like C82001")
            announce(self, self._problem.text())

    def _set(self, code: str, counts: bool) -> None:
        if counts:
            self._workspace.add_practice(code)
        else:
            self._workspace.remove_practice(code)


def _tick(text: str, name: str) -> QCheckBox:
    box = QCheckBox(text.replace("&", "&&"))
    box.setObjectName(name)
    box.setAccessibleName(text)
    box.setMinimumHeight(scaled(26))
    return box


def _whole_card(widget: QWidget) -> tuple[QWidget, QVBoxLayout]:
    frame, inside = card()
    outer = QVBoxLayout(widget)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(tokens.SPACE_2)
    outer.addWidget(frame)
    return frame, inside
