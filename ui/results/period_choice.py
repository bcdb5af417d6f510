"""The choice between this quarter and the last 12 months, and the view of the returns it stands for."""

from greenpractice.answers.history import History, View
from greenpractice.comparison.held import held_beside
from greenpractice.comparison.telling import Compared, compared_of
from greenpractice.phrases import joined
from ui.session.workspace import Workspace
from ui.window.parts.two_way import TwoWay


class PeriodChoice(TwoWay):
    """Which months to show; a whole-year return has no choice to make."""

    def __init__(self, name: str) -> None:
        answers = {"quarter": "This quarter", "twelve": "Last 12 months"}
        super().__init__(name, "Which months", answers)
        self.twelve = self.radios[1]

    def view_of(self, history: History) -> View | None:
        """What to show; None where a quarter of the 12 months is missing."""
        self.setVisible(not history.period.is_year)
        if history.period.is_year or not self.twelve.isChecked():
            return history.view
        return history.twelve_months


def history_of(workspace: Workspace) -> History:
    """The practice's returns, seen from the one in view."""
    return History(workspace.document(), workspace.documents(), workspace.calculator())


def others_of(workspace: Workspace, history: History, view: View) -> Compared | None:
    """What is usual in the network in the very period of a view, with the practice's own figures."""
    return of_very_period(compared_of(history, held_beside(workspace.store.path), view.period), view)


def of_very_period(found: Compared | None, view: View) -> Compared | None:
    """Nothing where it is of another period than the view."""
    return found if found is not None and found.comparison.period == view.period else None


def missing_words(history: History) -> str:
    """Why the 12 months cannot be shown."""
    names = [period.words for period in history.missing_of_12_months]
    verb = "has" if len(names) == 1 else "have"
    return f"The last 12 months need four quarters. {joined(names)} {verb} no figures yet."


def place_of(workspace: Workspace) -> str:
    """What charts call the practice."""
    return workspace.document().name or workspace.identity.name or workspace.key.ods_code
