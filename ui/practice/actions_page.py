"""Actions: what the practice does for a greener practice, taken from the Green Plan or its own."""

from PySide6.QtWidgets import QSizePolicy

from greenpractice.answers.history import History
from greenpractice.answers.standing import standing_of, step_of
from greenpractice.facts.plan import load_plan
from greenpractice.indicators.ways_to_a_target import own_code
from greenpractice.returns.progress import Status
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.sections.actions import MOST_PRINTED
from ui.entry.gaps_panel import GapsPanel
from ui.entry.grid_panel import GridPanel
from ui.entry.rows_model import CHECK, RowsModel
from ui.practice.acting.action_cards import ActionCards
from ui.practice.acting.plan_card import SECTION, PlanCard
from ui.session.edits import AddRow, KeptRow
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.controls import card, page_layout, row, words
from ui.widgets.marks.tags import StatusTag
from ui.window.page import Page
from ui.window.parts.folds import Folds
from ui.window.parts.side_column import in_one_column
from ui.window.parts.status_marks import LOOK_OF

_EVERY = "every"  # field of every action
_CHANGES = ("Change", "Add, change or remove your actions")  # what a card and the fold below are called
_LOOKS = ("Look at", "All of your actions")  # where data can only be looked at
_FIELDS = ("title", "status", "owner", "due", "print", "note", "code")


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
    """The practice's own actions as cards, all their fields when asked for, and the plan's to choose from."""

    sections = frozenset({SECTION})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        layout = page_layout(self)
        self._step, step = card()
        step.setSpacing(tokens.SPACE_1)
        self._step_title = words("", "card", "actions-next-step")
        self._step_sentences = words("", "", "actions-next-step-why")
        step.addWidget(self._step_title)
        step.addWidget(self._step_sentences)
        layout.addWidget(self._step)
        self._status = StatusTag("actions-status")
        self._printed = words("", "hint", "actions-printed")
        self._printed.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        title = words("Your actions", "section")
        title.setWordWrap(False)
        layout.addLayout(row(title, self._status, self._printed, stretch=False))
        does, every = _LOOKS if not workspace.can_write else _CHANGES
        self.cards = ActionCards(does, self._change)
        layout.addWidget(self.cards)
        self.panel = ActionsGrid(workspace, SECTION, what="Your actions")
        frame, inside = card()
        inside.addWidget(self.panel)
        self._every = Folds("your-actions", {_EVERY: (every, frame)})
        layout.addWidget(self._every)
        self._gaps = GapsPanel(workspace, SECTION)
        layout.addWidget(self._gaps)
        self.plan = PlanCard(workspace)
        self.plan.added.connect(self._show_added)
        layout.addWidget(self.plan)

    def refresh(self) -> None:
        self._show_step()
        self.panel.refresh()
        self._gaps.refresh()
        self.plan.refresh()
        rows = self.workspace.rows(SECTION)
        self.cards.show_actions(rows)
        if not rows or self.workspace.progress()[SECTION].status is Status.PROBLEM:
            self._every.unfold(_EVERY)  # there is something to do in it
        progress = self.workspace.progress()[SECTION]
        self._status.show_tag(progress.status.value, LOOK_OF[progress.status])
        self._printed.setText(printed_words(self.workspace))

    def _show_step(self) -> None:
        """The one thing to do next and what it saves, as page 1 of the PDF says it."""
        workspace = self.workspace
        history = History(workspace.document(), workspace.documents(), workspace.calculator())
        step = step_of(standing_of(history), history.view.results(), history.view.evidence)
        self._step_title.setText(step.title)
        self._step_sentences.setText(" ".join(step.sentences))

    def show_place(self, section: str, row_id: int | None, field: str | None) -> None:
        """Put the focus on a figure of an action."""
        if self._stale:
            self.show_now()
        self._every.unfold(_EVERY)
        self.panel.show_place(row_id, field)

    def lay_out(self) -> None:
        self.plan.themes.set_narrow(in_one_column(self))

    def _change(self, row_id: int) -> None:
        self.show_place(SECTION, row_id, "title")

    def _show_added(self, row_id: int) -> None:
        self.show_place(SECTION, row_id, "owner")


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
