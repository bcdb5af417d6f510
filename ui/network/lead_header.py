"""The header of a network's window: whose practices are in view, how many sent, quarters and whole years."""

from functools import partial

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from greenpractice.network.asking import group_key
from greenpractice.network.coverage import left_out_lines
from greenpractice.network.groups import UNKNOWN_SUB_ICB, Group, one_pcn
from greenpractice.periods import Period
from greenpractice.phrases import counted, joined
from ui.network.pages.group_choice import find_pcns
from ui.network.session.lead_workspace import NetworkWorkspace
from ui.session.network_choices import wider_groups
from ui.widgets.controls import button
from ui.window.header import Header, periods_to_choose, quarter_of_today

_MOST_NAMED = 3  # of whom the Lead left out


class NetworkHeader(Header):
    """The group's name and its networks, `4 of 6 practices received`, and the choice of another group."""

    def __init__(self, workspace: NetworkWorkspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._group_button = button("Group", "choose-group", self.choose_group)
        self._group_button.show_icon("building-community", "on_header")
        self.add_beside_name(self._group_button)
        self.show_state()

    def who(self) -> tuple[str, str]:
        """The group, and what it is made of."""
        group = self._workspace.group
        line = _made_of(group)
        if line == group.name:
            line = "A network that no list has"
        network = self._workspace.network()
        out = left_out_lines(network)  # with the days, as a part of a year may count
        few = joined(out) if len(out) <= _MOST_NAMED else counted(len(out), "practice")
        changed = [f"left out: {few}"] if out else []
        self._group_button.setAccessibleName(f"Group: {group.name}. Choose another")
        return group.name, " · ".join([line, *changed])

    def state(self) -> tuple[str, str]:
        """How many practices sent."""
        network = self._workspace.network()
        received, members, so_far = len(network.received), len(network.members), len(network.so_far)
        look = "not yet started" if not network.sent else "upper" if received == members else "lower"
        words = f"{received} of {counted(members, 'practice')}"
        if not network.period.is_year:
            return f"{words} received", look
        return f"{words} complete{f', {so_far} so far' if so_far else ''}", look

    def periods(self) -> list[Period]:
        """Quarters and whole years, the newest first; a year stands after its last quarter."""
        found = set(periods_to_choose(self._session))
        found |= {period.whole_year for period in found}
        today = quarter_of_today()
        return sorted(
            (period for period in found if period.first_day <= today.first_day),
            key=lambda each: (each.year, each.quarter or 0),
            reverse=True,
        )

    def earlier(self) -> None:
        """The quarter or the year before."""
        self._session.show_period(self._session.period.previous)

    def later(self) -> None:
        """The quarter or the year after, up to the one that is running."""
        after = self._session.period.next
        if after <= quarter_of_today():
            self._session.show_period(after)

    def choose_group(self) -> None:
        """The groups to choose from."""
        menu = self.group_menu()
        menu.exec(self._group_button.mapToGlobal(self._group_button.rect().bottomLeft()))
        menu.deleteLater()

    def group_menu(self) -> QMenu:
        """Own network, another one, several, each sub-ICB or none, everyone; the one in view has a tick."""
        directory, workspace = self._workspace.directory, self._workspace
        menu, now = QMenu(self), group_key(workspace.group)
        ticks = QActionGroup(menu)
        own = workspace.choices.own_group(directory)
        if own is not None:
            self._entry(menu, ticks, own, now, "My PCN: ")
        others = menu.addMenu("Another PCN")
        for pcn in find_pcns(directory, ""):
            self._entry(others, ticks, one_pcn(directory, pcn.code), now)
        several = menu.addAction("Several PCNs…")
        several.setObjectName("group-several")
        several.triggered.connect(partial(self._open_groups))
        menu.addSeparator()
        for group in wider_groups():
            self._entry(menu, ticks, group, now)
        menu.addSeparator()
        change = menu.addAction("Add or leave out practices…")
        change.setObjectName("group-practices")
        change.triggered.connect(partial(self._open_groups))
        return menu

    def _entry(self, menu: QMenu, ticks: QActionGroup, group: Group, now: str, before: str = "") -> QAction:
        action = menu.addAction(f"{before}{group.name}".replace("&", "&&"))
        action.setObjectName(f"group-{group_key(group)}")
        action.setCheckable(True)
        action.setActionGroup(ticks)
        action.setChecked(group_key(group) == now)
        action.triggered.connect(partial(self._show_group, group))
        return action

    def _show_group(self, group: Group, _checked: bool = False) -> None:
        self._workspace.show_group(group)

    def _open_groups(self, _checked: bool = False) -> None:
        self._workspace.open_page("settings")


def _made_of(group: Group) -> str:
    """The code of a network, how many there are, or which practices it is."""
    if group.sub_icb == UNKNOWN_SUB_ICB:
        return "Practices of which no list says a sub-ICB"
    if group.sub_icb is not None:
        return "Its networks, and its practices without one"
    if group.pcns is None:
        return "Every network, and practices without one"
    codes = sorted(group.pcns)
    return codes[0] if len(codes) == 1 else f"{len(codes)} networks" if codes else "Practices in no network"
