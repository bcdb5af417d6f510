"""Help: how to begin, every key of this window, what indicators count, and each factor with its source."""

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from greenpractice.factors import load_factors
from greenpractice.indicator_facts import load_indicators
from greenpractice.numbers import normal
from greenpractice.periods import Period
from ui.figure_table import FigureTable
from ui.page import Page
from ui.parts import card, page_layout, words
from ui.workspace import Workspace

_START = (
    "1. Practice details: fill in patients and sites once; they are there again next quarter",
    "2. Inhalers first: they are most of the carbon of a practice. Import a file (Ctrl+I) or type them",
    "3. Energy, travel and the rest: leave a box empty if you do not know. Empty means no data, never 0",
    "4. Check answers: read what is missing or looks unusual. What is estimated can be marked so",
    "5. Summary PDF: create it and send it to your PCN Greener Lead. Your data stay on this computer",
)
_RULES = (
    "Each number has “Why this number?”: the figure entered, the factor, the source and the sum",
    "Every figure is saved as soon as you leave its box, and Ctrl+Z takes it back",
    "What is entered but cannot be counted is listed under Results with the reason",
    "Figures for 1 to 4 patients are kept in your data and left out of print",
    "Do not enter names of patients, NHS numbers or anything about a single patient",
)
_TABLE_KEYS = (
    ("Move in a table", "Arrow keys, Home, Ctrl+Home"),
    ("Next box to the right, or back to the left", "Tab, Shift+Tab"),
    ("Same box in the row below, or in the row above", "Enter, Shift+Enter"),
    ("Open a choice in a table", "Alt+Down"),
    ("Fill down from the cell above", "Ctrl+D"),
    ("Copy, cut and paste, also to and from a spreadsheet", "Ctrl+C, Ctrl+X, Ctrl+V"),
    ("Empty the cells that are selected", "Delete"),
)


class HelpPage(Page):
    """What it says about keys, indicators and factors is read from the window and the facts themselves."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        layout = page_layout(self)
        layout.addWidget(_lines_card("Start here", _START))
        layout.addWidget(_lines_card("Good to know", _RULES))
        frame, inside = card()
        inside.addWidget(words("Keyboard shortcuts", "card"))
        self.keys = FigureTable("help-keys", "Keyboard shortcuts")
        inside.addWidget(self.keys)
        layout.addWidget(frame)
        layout.addWidget(_indicators_card())
        frame, inside = card()
        inside.addWidget(words("Emission factors and sources", "card"))
        self.year = words("", "hint", "help-factors-year")
        inside.addWidget(self.year)
        self.factors = FigureTable("help-factors", "Emission factors and sources")
        inside.addWidget(self.factors)
        layout.addWidget(frame)

    def refresh(self) -> None:
        self.keys.show_rows(("To do this", "Press"), (*_keys_of(self.window()), *_TABLE_KEYS))
        year = self.workspace.period.year
        found = load_factors().of_year(year)
        carried = any(factor.carried_forward for factor in found.every)
        newest = ". No newer set is out: the last one stands in" if carried else ""
        self.year.setText(f"Used for {Period(year).words}{newest}")
        rows = [
            (f"{factor.label}, for each {factor.per}", normal(factor.value), factor.source_words)
            for factor in found.every
        ]
        self.factors.show_rows(("What", "kg CO₂e", "Source"), rows, numbers=(1,))


def _lines_card(title: str, lines: tuple[str, ...]) -> QWidget:
    frame, inside = card()
    inside.addWidget(words(title, "card"))
    for line in lines:
        inside.addWidget(words(line))
    return frame


def _indicators_card() -> QWidget:
    frame, inside = card()
    inside.addWidget(words("The four indicators", "card"))
    inside.addWidget(words("IIF 2022/23 definitions. No longer paid; still a useful guide", "hint"))
    for indicator in load_indicators().values():
        inside.addWidget(words(f"{indicator.id}: {indicator.title}", "bold"))
        inside.addWidget(words(f"Counted: {indicator.numerator}", "hint"))
        inside.addWidget(words(f"Out of: {indicator.denominator}", "hint"))
    return frame


def _keys_of(window: QWidget) -> list[tuple[str, str]]:
    """What each menu entry of a window does and its keys, in the order of the menus."""
    shown = QKeySequence.SequenceFormat.NativeText
    return [
        (
            action.text().replace("&", "").rstrip("…"),
            " or ".join(key.toString(shown) for key in action.shortcuts()),
        )
        for action in window.findChildren(QAction)
        if action.shortcuts()
    ]
