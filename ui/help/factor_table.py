"""Every emission factor of a year with its source, as a table that can be narrowed and copied."""

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from greenpractice.cells import InWords
from greenpractice.facts.factors import load_factors
from greenpractice.numbers import normal
from greenpractice.periods import Period
from ui.session.session import Session
from ui.widgets import tokens
from ui.widgets.controls import announce, button, row, words
from ui.widgets.figure_table import FigureTable

FactorRow = tuple[str, str, str]


def factor_rows(year: int) -> list[FactorRow]:
    """What, kg CO₂e and source of each factor of the year that begins in April of `year`."""
    return [
        (f"{each.label}, for each {each.per}", InWords(normal(each.value), each.value), each.source_words)
        for each in load_factors().of_year(year).every
    ]


class FactorTable(QWidget):
    """The factors of the year in view; a button copies what is shown."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_2)
        self.year = words("", "hint", "help-factors-year")
        layout.addWidget(self.year)
        self.found = words("", "hint", "help-factors-found")
        copies = button("Copy table", "copy-factors", self.copy, icon="copy")
        layout.addLayout(row(self.found, copies, stretch=False))
        self.found.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.table = FigureTable("help-factors", "Emission factors and sources", grows=False)
        layout.addWidget(self.table, 1)

    def show_factors(self, sought: Sequence[str]) -> None:
        """Those of the year in view that hold all these words; all of them where none does."""
        year = self._session.period.year
        carried = any(factor.carried_forward for factor in load_factors().of_year(year).every)
        newest = ". No newer set is out: the last one stands in" if carried else ""
        self.year.setText(f"Used for {Period(year).words}{newest}")
        rows = factor_rows(year)
        shown = [each for each in rows if holds(" ".join(each), sought)] or rows
        narrowed = len(shown) < len(rows)
        self.found.setText(f"{len(shown)} of {len(rows)} factors" if narrowed else f"{len(rows)} factors")
        self.table.show_rows(("What", "kg CO₂e", "Source"), shown, numbers=(1,))

    def copy(self) -> None:
        """Put what is shown on the clipboard, as a spreadsheet takes it."""
        QGuiApplication.clipboard().setText(self.table.figures.as_text())
        self.found.setText(f"Copied: {self.found.text()}")
        announce(self, self.found.text())


def holds(text: str, sought: Sequence[str]) -> bool:
    """True where a text has all the words that are looked for."""
    folded = text.casefold()
    return all(word in folded for word in sought)
