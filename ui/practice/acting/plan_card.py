"""What the plan asks of practices and networks, by theme; each row has its Add."""

from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from greenpractice.cells import InWords
from greenpractice.facts.plan import Actor, PlanAction, load_plan
from greenpractice.phrases import first_upper
from ui.session.edits import AddRow
from ui.session.workspace import Workspace
from ui.widgets.chips import Chips
from ui.widgets.controls import card, page_layout, words
from ui.widgets.figure_table import FigureTable, Wrapping
from ui.widgets.flow import Flow
from ui.widgets.style import colours
from ui.window.told import Told

SECTION = "actions"
ALL = "All"
_HEADS = ("Code", "Action", "What to do", "For", "When", "Add")
_ADD, _ADD_COLUMN = "Add", 5
_WHO: dict[Actor, str] = {"practice": "Practice", "pcn": "PCN"}
_HOW = "Add in a row, or Enter on it, puts the action in your list"


class PlanCard(QWidget):
    """The actions that are not in the list yet."""

    added = Signal(int)  # id of the new row

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._offered: list[PlanAction] = []
        plan = load_plan()
        frame, inside = card()
        inside.addWidget(words(f"Actions of the {plan.name} {plan.version}", "section", "plan-title"))
        self._when = words("", "hint", "plan-period")
        inside.addWidget(self._when)
        self.themes = Chips("plan-theme", "Theme of the plan", [ALL, *plan.themes.values()], self)
        self.themes.choose(ALL)
        self.themes.chosen.connect(lambda _: self.refresh())
        inside.addWidget(Flow([*self.themes.buttons.values(), self.themes.list]))
        self._told = Told(workspace, "plan-told", "hint", _HOW if workspace.can_write else "")
        inside.addWidget(self._told)
        self.table = FigureTable("plan-actions", "Actions of the plan", click_picks=False)
        self.table.setItemDelegateForColumn(_ADD_COLUMN, _AddWord(self.table))
        inside.addWidget(self.table)
        self._none = words("Every action of this theme is in your list", "hint", "plan-none")
        inside.addWidget(self._none)
        page_layout(self).addWidget(frame)
        self.table.picked.connect(self._add_row)
        self.table.clicked.connect(self._add_clicked)

    def refresh(self) -> None:
        """Offer what is not in the list yet."""
        plan = load_plan()
        taken = [plan.action(each.figures.get("code", "")) for each in self._workspace.rows(SECTION)]
        ended = plan.last_day < self._workspace.period.last_day
        late = ". It has ended and no newer plan is known to this app, so take it as a guide" if ended else ""
        self._when.setText(f"In force {plan.period}{late}")
        left = [action for action in plan.actions if action not in taken]
        of_theme = {title: [each for each in left if each.theme == key] for key, title in plan.themes.items()}
        self.themes.show_counts({ALL: len(left), **{title: len(each) for title, each in of_theme.items()}})
        self._offered = of_theme.get(self.themes.choice, left)
        add = _ADD if self._workspace.can_write else ""
        rows = [(each.code, each.title, each.text, _who(each), _when(each), add) for each in self._offered]
        self.table.show_rows(_HEADS, rows, slim=(0, 3, _ADD_COLUMN))
        self.table.setVisible(bool(rows))
        self._none.setVisible(not rows)

    def _add_clicked(self, index: QModelIndex) -> None:
        if index.column() == _ADD_COLUMN:
            self._add_row(self.table.figures.order[index.row()])

    def _add_row(self, number: int) -> None:
        if not self._workspace.can_write:
            return
        action = self._offered[number]
        figures = {"code": action.code, "status": "not_started"}
        added = self._workspace.apply_step([AddRow(SECTION, figures)], f"Add {action.code} to actions")
        if added:
            self._told.say(f"{action.code} is in your actions now. Ctrl+Z takes it back", aloud=True)
            self.added.emit(added[0])


class _AddWord(Wrapping):
    """Words that do something, as a link has them."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.font.setUnderline(True)
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
            option.palette.setColor(role, QColor(colours().accent))


def _when(action: PlanAction) -> InWords:
    """By its last day; what goes on comes after all that ends."""
    return InWords(first_upper(action.when), action.due or date.max)


def _who(action: PlanAction) -> str:
    return " and ".join(_WHO[actor] for actor in action.actors)
