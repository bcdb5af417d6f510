"""Why this number? A window that shows what a number is the sum of, and leads to the figures behind it."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtWidgets import QDialog, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from greenpractice.explaining.answer import Answer, Step
from greenpractice.explaining.figures import Figure
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.controls import Button, button, card, clear, row, words
from ui.widgets.figure_table import FigureTable
from ui.widgets.style import scaled

Ask = Callable[[], Answer]


class WhyWindow(QDialog):
    """The lines of a number in a table; under it the source of the one in view, and its figures to go to.

    Without a workspace (a network's numbers are made of other people's figures) there is nothing to go to.

    Not modal: the page behind stays in reach, and Esc closes.
    """

    def __init__(self, workspace: Workspace | None, answer: Answer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace, self.answer = workspace, answer
        self.setObjectName("why")
        self.setWindowTitle(f"Why this number? {answer.title}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.table = FigureTable(
            "why-lines", f"Why {answer.value}", grows=False, click_picks=False, sorts=False
        )
        self.table.show_rows(
            answer.titles, [(step.what, step.sum, step.result) for step in answer.steps], (1, 2), (1,)
        )
        self.table.picked.connect(self.go_to_step)
        self.table.selectionModel().currentRowChanged.connect(self._say_step)
        self._detail_frame, self._detail = card()
        self.table.setMinimumHeight(scaled(190))
        self._lay_out()
        for part in (self.table, self._detail_frame):
            part.setVisible(bool(answer.steps))
        self.resize(self._fitting_size())
        if answer.steps:
            self.table.selectRow(0)
            self.table.setFocus()

    def _lay_out(self) -> None:
        """All of it in one scroll area, so that nothing is cut however large the text; Close below."""
        area, content = QScrollArea(), QWidget()
        content.setProperty("look", "page-body")
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, tokens.SPACE_2, 0)
        inside.setSpacing(tokens.SPACE_2)
        inside.addWidget(words(self.answer.title, "bold", "why-title"))
        inside.addWidget(words(self.answer.value, "figure", "why-value"))
        inside.addWidget(words(self.answer.how, "", "why-how"))
        inside.addWidget(self.table, 1)
        inside.addWidget(self._detail_frame)
        for note in dict.fromkeys(self.answer.notes):
            inside.addWidget(words(note, "hint"))
        if not self.answer.steps:
            inside.addStretch(1)
        area.setWidget(content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[tokens.SPACE_4] * 4)
        layout.addWidget(area)
        layout.addLayout(row(button("Close", "why-close", self._shut)))

    def go_to_step(self, number: int) -> None:
        """Show the first figure of a line where it is edited."""
        figures = self.answer.steps[number].figures
        if figures:
            self.go_to(figures[0])

    def go_to(self, figure: Figure) -> None:
        """Show a figure where it is edited, in its own quarter, and close."""
        workspace = self.workspace
        if workspace is None:
            return
        workspace.show_period(figure.period)
        row_id = workspace.row_id(figure.section, figure.row)
        self.close()
        workspace.go_to(figure.section, row_id, figure.field)

    def _fitting_size(self) -> QSize:
        """As large as the text asks for, within the screen."""
        return QSize(scaled(860), scaled(640)).boundedTo(self.screen().availableGeometry().size() * 0.95)

    def _say_step(self, current: QModelIndex, previous: QModelIndex) -> None:
        if current.isValid():
            self._show_detail(self.answer.steps[current.row()])

    def _show_detail(self, step: Step) -> None:
        clear(self._detail)
        if step.source:
            self._detail.addWidget(words(step.source, "", "why-source"))
        if step.figures:
            self._detail.addWidget(words("From these figures:", "hint"))
        for number, figure in enumerate(step.figures):
            beside = row(words(figure.words), _GoTo(self, figure, number), stretch=False)
            beside.setStretch(0, 1)
            self._detail.addLayout(beside)
        self._detail_frame.setVisible(bool(step.source or step.figures))

    def _shut(self) -> None:
        self.close()


class _GoTo(Button):
    """The way to a figure; its words stand beside it and wrap."""

    def __init__(self, window: WhyWindow, figure: Figure, number: int) -> None:
        super().__init__("Change")
        self._window, self._figure = window, figure
        self.setObjectName(f"why-figure-{number}")
        self.setProperty("look", "link")
        self.setAccessibleName(f"Change {figure.words}")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._go)

    def _go(self) -> None:
        self._window.go_to(self._figure)


class WhyButton(Button):
    """A number one can ask about, by click, Enter or Space. `look`: number (large) or kg (in a table)."""

    def __init__(self, name: str, workspace: Workspace | None, look: str = "number") -> None:
        super().__init__()
        self._workspace = workspace
        self._ask: Ask | None = None
        self.setObjectName(name)
        self.setProperty("look", look)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._open)

    def say(self, value: str, what: str, ask: Ask | None) -> None:
        """Show a value; `what` it is goes before it for a screen reader. Without `ask` it is only text."""
        self._ask = ask
        self.setText(value)
        self.setAccessibleName(f"{what}: {value}")
        self.setToolTip("Why this number?" if ask else "")  # heard after the name
        self.setEnabled(ask is not None)

    def _open(self) -> None:
        if self._ask is not None:
            explain(self._workspace, self._ask(), self.window())


def explain(workspace: Workspace | None, answer: Answer, parent: QWidget) -> WhyWindow:
    """Open the answer beside the window, in place of one that is open already."""
    for open_one in parent.findChildren(WhyWindow):
        open_one.close()
    window = WhyWindow(workspace, answer, parent)
    window.show()
    return window
