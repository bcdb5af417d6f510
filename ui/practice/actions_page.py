"""Actions: what the practice does for a greener practice, taken from the Green Plan or its own."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from greenpractice.cells import InWords
from greenpractice.facts.plan import Actor, GreenPlan, PlanAction, load_plan
from greenpractice.indicators.ways_to_a_target import own_code
from greenpractice.phrases import first_upper
from greenpractice.sections import SECTION_BY_KEY
from ui.entry.gaps_panel import GapsPanel
from ui.entry.grid_panel import GridPanel
from ui.entry.rows_model import CHECK, RowsModel
from ui.session.edits import AddRow, KeptRow
from ui.session.workspace import Workspace
from ui.widgets.controls import Choice, button, card, page_layout, row, words
from ui.widgets.figure_table import FigureTable
from ui.widgets.marks.tags import StatusTag
from ui.window.page import Page
from ui.window.parts.status_marks import LOOK_OF
from ui.window.told import Told

SECTION = "actions"
MOST_PRINTED = 3
_FIELDS = ("title", "status", "owner", "due", "print", "note", "code")
_WHO: dict[Actor, str] = {"practice": "Practice", "pcn": "PCN"}


class ActionsModel(RowsModel):
    """The grid of actions: what is done stands first, and a plan's action shows the plan's words."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, SECTION, _FIELDS, extra=(CHECK,))

    def _shown(self, kept: KeptRow | None, row: int, column: int) -> str:
        typed = super()._shown(kept, row, column)
        if typed or kept is None or self.columns[column] != SECTION_BY_KEY[SECTION].fields["title"].label:
            return typed
        planned = load_plan().action(kept.figures.get("code", ""))
        return planned.title if planned else ""


class ActionsGrid(GridPanel):
    """The grid of actions; adding one gives it a code of its own and goes to its title."""

    add_words = "Add your own"
    widths = {"title": 270, "status": 130, "owner": 150, "due": 130, "print": 100, "note": 170, "code": 70}

    def make_model(
        self, workspace: Workspace, section: str, fields: tuple[str, ...], first: int
    ) -> RowsModel:
        """Actions with the plan's words."""
        return ActionsModel(workspace)

    def add_row(self) -> None:
        """A new action of the practice's own, ready for its title."""
        codes = [each.figures.get("code", "") for each in self.model.rows]
        figures = {"code": own_code(codes), "status": "not_started"}
        added = self.model.workspace.apply_step([AddRow(SECTION, figures)], "Add an action")
        if added:
            self.show_place(added[0], "title")


class ActionsPage(Page):
    """The practice's own list above, the plan's actions to choose from below."""

    sections = frozenset({SECTION})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        layout = page_layout(self)
        frame, inside = card()
        self._status = StatusTag("actions-status")
        inside.addLayout(row(words("Your actions", "section"), self._status, stretch=False))
        self.panel = ActionsGrid(workspace, SECTION, what="Your actions")
        self._printed = words("", "hint", "actions-printed")
        inside.addWidget(self.panel)
        self._gaps = GapsPanel(workspace, SECTION)
        inside.addWidget(self._gaps)
        inside.addWidget(self._printed)
        layout.addWidget(frame)
        self.plan = PlanCard(workspace)
        self.plan.added.connect(self._show_added)
        layout.addWidget(self.plan)

    def refresh(self) -> None:
        self.panel.refresh()
        self._gaps.refresh()
        self.plan.refresh()
        progress = self.workspace.progress()[SECTION]
        self._status.show_tag(progress.status.value, LOOK_OF[progress.status])
        self._printed.setText(printed_words(self.workspace))

    def show_place(self, section: str, row_id: int | None, field: str | None) -> None:
        """Put the focus on a figure of an action."""
        if self._stale:
            self.show_now()
        self.panel.show_place(row_id, field)

    def _show_added(self, row_id: int) -> None:
        self.panel.show_place(row_id, "owner")


class PlanCard(QWidget):
    """What the plan asks of practices and networks, by theme; one button puts an action in the list."""

    added = Signal(int)  # id of the new row

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._offered: list[PlanAction] = []
        frame, inside = card()
        self._title = words("", "section", "plan-title")
        self._when = words("", "hint", "plan-period")
        inside.addWidget(self._title)
        inside.addWidget(self._when)
        self.theme = Choice("plan-theme", "Theme of the plan")
        shown = words("Theme", "bold")
        shown.setBuddy(self.theme)
        shown.setWordWrap(False)
        self._add = button("Add to your actions", "plan-add", self._add_chosen, "primary")
        inside.addLayout(row(shown, self.theme, self._add))
        self._told = Told(workspace, "plan-told", "hint", "Choose an action in the table, then add it")
        inside.addWidget(self._told)
        self.table = FigureTable("plan-actions", "Actions of the plan", click_picks=False)
        inside.addWidget(self.table)
        self._none = words("Every action of this theme is in your list", "hint", "plan-none")
        inside.addWidget(self._none)
        page_layout(self).addWidget(frame)
        self._fill(load_plan())
        self.theme.currentIndexChanged.connect(lambda _: self.refresh())
        self.table.picked.connect(self._add_row)

    def refresh(self) -> None:
        """Offer what is not in the list yet."""
        theme, plan = self.theme.currentData(), load_plan()
        taken = [plan.action(each.figures.get("code", "")) for each in self._workspace.rows(SECTION)]
        ended = plan.last_day < self._workspace.period.last_day
        late = ". It has ended and no newer plan is known to this app, so take it as a guide" if ended else ""
        self._when.setText(f"In force {plan.period}{late}")
        self._offered = [
            action
            for action in plan.actions
            if action not in taken and (theme is None or action.theme == theme)
        ]
        rows = [(each.code, each.title, each.text, _who(each), _when(each)) for each in self._offered]
        self.table.show_rows(("Code", "Action", "What to do", "For", "When"), rows, slim=(0, 3))
        self.table.setVisible(bool(rows))
        self._none.setVisible(not rows)
        self._add.setVisible(bool(rows) and self._workspace.can_write)

    def _fill(self, plan: GreenPlan) -> None:
        self._title.setText(f"Actions of the {plan.name} {plan.version}")
        self.theme.addItem("All", None)
        for key, title in plan.themes.items():
            self.theme.addItem(title, key)

    def _add_chosen(self) -> None:
        chosen = self.table.current
        if chosen is not None:
            self._add_row(chosen)
        else:
            self._told.say("Choose an action in the table first", aloud=True)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_row(self, number: int) -> None:
        if not self._workspace.can_write:
            return
        action = self._offered[number]
        figures = {"code": action.code, "status": "not_started"}
        added = self._workspace.apply_step([AddRow(SECTION, figures)], f"Add {action.code} to actions")
        if added:
            self._told.say(f"{action.code} is in your actions now. Ctrl+Z takes it back", aloud=True)
            self.added.emit(added[0])


def _when(action: PlanAction) -> InWords:
    """By its last day; what goes on comes after all that ends."""
    return InWords(first_upper(action.when), action.due or date.max)


def _who(action: PlanAction) -> str:
    return " and ".join(_WHO[actor] for actor in action.actors)


def printed_words(workspace: Workspace) -> str:
    """How many actions are ticked to stand on the summary, of the three there is room for."""
    rows = workspace.rows(SECTION)
    chosen = sum(each.figures.get("print") == "true" for each in rows)
    if chosen > MOST_PRINTED:
        return f"{chosen} are to print on the summary: the first {MOST_PRINTED} are printed"
    if chosen:
        return f"{chosen} of {MOST_PRINTED} are chosen to print on the summary"
    if any("print" not in each.figures for each in rows):
        return f"None is chosen for the summary yet, so the first {MOST_PRINTED} are printed"
    return "None is printed on the summary" if rows else "No actions yet. Add one from the plan, or your own"
