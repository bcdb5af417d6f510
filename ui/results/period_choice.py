"""The choice between this quarter and the last 12 months, and the view of the returns it stands for."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from greenpractice.answers.history import History, View
from greenpractice.comparison.held import held_beside
from greenpractice.comparison.telling import Compared, compared_of
from greenpractice.phrases import joined
from ui.session.workspace import Workspace
from ui.widgets.columns import Columns
from ui.widgets.controls import Radio, page_layout


class PeriodChoice(QWidget):
    """Two radio buttons, and what else stands beside them; a whole-year return has no choice to make."""

    chosen = Signal()

    def __init__(self, name: str, *beside: QWidget) -> None:
        super().__init__()
        self.setObjectName(name)
        self.quarter, self.twelve = Radio("This quarter"), Radio("Last 12 months")
        self.quarter.setObjectName(f"{name}-quarter")
        self.twelve.setObjectName(f"{name}-twelve")
        self.quarter.setChecked(True)
        group = QButtonGroup(self)
        for radio in (self.quarter, self.twelve):
            group.addButton(radio)
        columns = Columns(most=3, fill=False)
        columns.set_items([self.quarter, self.twelve, *beside])
        page_layout(self).addWidget(columns)
        group.idClicked.connect(self._clicked)

    def view_of(self, history: History) -> View | None:
        """What to show; None where a quarter of the 12 months is missing."""
        for radio in (self.quarter, self.twelve):
            radio.setVisible(not history.period.is_year)
        if history.period.is_year or self.quarter.isChecked():
            return history.view
        return history.twelve_months

    def _clicked(self) -> None:
        self.chosen.emit()


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
