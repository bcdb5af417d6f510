"""Which networks are in view, by ticks."""

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from greenpractice.facts.directory import Pcn
from greenpractice.network.groups import SUB_ICBS, several_pcns, sub_icb
from ui.network.pages.group_choice import find_pcns
from ui.network.session.lead_workspace import NetworkWorkspace
from ui.session.network_choices import group_of
from ui.widgets import tokens
from ui.widgets.columns import Columns
from ui.widgets.controls import announce, button, card, row, words
from ui.widgets.style import scaled


class NetworksCard(QWidget):
    """One network, several, or a sub-ICB's, by ticks; they come into view with the button."""

    def __init__(self, workspace: NetworkWorkspace) -> None:
        super().__init__()
        self._workspace = workspace
        frame, inside = whole_card(self)
        frame.setObjectName("networks")
        inside.addWidget(words("Networks in view", "card"))
        inside.addWidget(words("Tick one or several, then choose Show these networks", "hint"))
        self._boxes: dict[str, QCheckBox] = {}
        self._offered: list[Pcn] = []
        self._columns = Columns(most=3, spacing=tokens.SPACE_1, fill=False)
        inside.addWidget(self._columns)
        self._problem = words("", "error", "networks-problem")
        self._problem.hide()
        inside.addWidget(self._problem)
        inside.addLayout(row(button("Show these networks", "show-networks", self._show)))

    def refresh(self) -> None:
        """Tick the networks that are in view; a list that was loaded may bring others."""
        group, directory = self._workspace.group, self._workspace.directory
        pcns = find_pcns(directory, "")
        if pcns != self._offered:
            self._offered = pcns
            for box in self._boxes.values():
                box.hide()
                box.setParent(None)
                box.deleteLater()
            self._boxes = {
                pcn.code: tick_box(f"{pcn.name} · {pcn.code}", f"network-{pcn.code}") for pcn in pcns
            }
            self._columns.set_items([*self._boxes.values()])
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


def tick_box(text: str, name: str) -> QCheckBox:
    box = QCheckBox(text.replace("&", "&&"))
    box.setObjectName(name)
    box.setAccessibleName(text)
    box.setMinimumHeight(scaled(26))
    return box


def whole_card(widget: QWidget) -> tuple[QWidget, QVBoxLayout]:
    frame, inside = card()
    outer = QVBoxLayout(widget)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(tokens.SPACE_2)
    outer.addWidget(frame)
    return frame, inside
