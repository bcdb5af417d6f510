"""The Energy page: bills and readings, what is counted of them, and beside them what is missing."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from greenpractice.answers.energy_last_year import open_days
from greenpractice.answers.energy_words import PastZero, past_zero, row_words
from greenpractice.carbon.gaps import energy_gaps
from greenpractice.numbers import normal, show
from greenpractice.returns.energy_covered import sites_left_out
from greenpractice.sections import SECTION_BY_KEY, keys_of
from greenpractice.sections.base import typed_row
from greenpractice.sections.energy import AMOUNTS
from greenpractice.themes import ENERGY
from ui.practice.beside.energy_side import AttachedCard, LastYearCard, OpenDaysPart
from ui.practice.bills_import import BillsImport
from ui.practice.energy_calendar import EnergyCalendar
from ui.practice.section_pages import SectionsPage
from ui.session.edits import AddRow, Edit, SetFigure
from ui.session.flags import put_note
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.controls import button, card, clear, row, words


class EnergyPage(SectionsPage):
    """Electricity and heating, with a way for sites whose energy is in the rent."""

    shown = keys_of(ENERGY)
    side = 262  # with more the table of heating would scroll sideways
    introduced = False

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._words = {section: EnergyWords(workspace, section) for section in AMOUNTS}
        self._calendars = {
            section: EnergyCalendar(workspace, section, self.panels[section].start_row) for section in AMOUNTS
        }
        for section in AMOUNTS:
            self.panels[section].add_above(self._calendars[section])
            self.panels[section].add_below(self._words[section])
        self._rented = Rented(workspace)
        self.column.insertWidget(0, self._rented)
        self.bills = BillsImport(workspace)
        self.column.insertWidget(0, self.bills)
        for section in AMOUNTS:
            way = self.bills.made_way(f"{section}-import", SECTION_BY_KEY[section].title)
            self.panels[section].add_tool(way)
        starts = {section: self.panels[section].start_row for section in AMOUNTS}
        self._beside = (
            OpenDaysPart(workspace, starts),
            LastYearCard(workspace),
            AttachedCard(workspace),
        )
        for part in self._beside:
            self.beside.addWidget(part)
        self.beside.addStretch(1)

    def take_files(self, files: Sequence[Path]) -> None:
        """Read bills that were dropped on the window."""
        self.bills.take_files(files)

    def add_files(self, files: Sequence[Path]) -> None:
        """Read bills that were opened with the app."""
        self.bills.take_files(files)

    def refresh(self) -> None:
        super().refresh()
        self._rented.refresh()
        self.bills.refresh()
        for calendar in self._calendars.values():
            calendar.refresh()
        for part in self._words.values():
            part.refresh()
        for each in self._beside:
            each.refresh()


class EnergyWords(QWidget):
    """What is counted of each row, which days two bills cover, and readings that run backwards."""

    def __init__(self, workspace: Workspace, section: str) -> None:
        super().__init__()
        self._workspace, self._section = workspace, section
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(tokens.SPACE_4, 0, tokens.SPACE_4, 0)
        self._layout.setSpacing(tokens.SPACE_1)

    def refresh(self) -> None:
        """Say it for the figures as they are now."""
        clear(self._layout)
        document = self._workspace.document()
        factors = self._workspace.calculator().factors
        asked_beside = {each.sentence for each in open_days(document, None, self._section)}
        said = row_words(document, self._section, factors)
        said += [gap.why for gap in energy_gaps(document, self._section) if gap.why not in asked_beside]
        for number, sentence in enumerate(said):
            self._layout.addWidget(words(sentence, "hint", f"{self._section}-counted-{number}"))
        asked = past_zero(document, self._section)
        for found in asked:
            self._layout.addWidget(self._question(found))
        self.setVisible(bool(said or asked))

    def _question(self, found: PastZero) -> QWidget:
        frame, inside = card("check-box")
        inside.addWidget(words(found.sentence))
        if self._workspace.can_write:
            text = f"It went past zero: {show(found.used)} used"
            name = f"{self._section}-past-zero-{found.row}"
            inside.addLayout(row(button(text, name, partial(self._take, found))))
        return frame

    def _take(self, found: PastZero) -> None:
        kept = self._workspace.rows(self._section)[found.row]
        note = f"The meter went past zero: {kept.figures['opening']} to {kept.figures['closing']}"
        edits: list[Edit] = [
            SetFigure(self._section, kept.id, AMOUNTS[self._section], str(normal(found.used))),
            *put_note(self._section, kept, None, note),
        ]
        self._workspace.apply_step(edits, "Meter went past zero")


class Rented(QWidget):
    """Sites whose landlord pays the bills: an estimate from the floor area in one click, or nothing known."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(tokens.SPACE_2)

    def refresh(self) -> None:
        """Offer it for each such site that has no energy yet."""
        clear(self._layout)
        document = self._workspace.document()
        waiting = sites_left_out(document)
        for each in waiting:
            values = typed_row(SECTION_BY_KEY["practice"], document.rows("practice")[each.row])
            self._layout.addWidget(
                self._offer(each.row, each.site or "This site", values.floor_area_m2 is not None)
            )
        self.setVisible(bool(waiting))

    def _missing(self, number: int) -> tuple[str, ...]:
        """The energy sections that have no row of a site."""
        found = sites_left_out(self._workspace.document())
        return next((each.sections for each in found if each.row == number), ())

    def _offer(self, number: int, site: str, measured: bool) -> QWidget:
        frame, inside = card("check-box")
        inside.addWidget(words(f"{site}: energy is in the rent or service charge."))
        if measured:
            said = "We can estimate it from the floor area. If you leave it out, it shows as No data."
            does = button(
                "Estimate from the floor area", f"estimate-site-{number}", partial(self._add, number)
            )
        else:
            said = "With its floor area we can estimate it. If you leave it out, it shows as No data."
            does = button("Enter the floor area", f"measure-site-{number}", partial(self._measure, number))
        inside.addWidget(words(said))
        if self._workspace.can_write:
            inside.addLayout(row(does))
        return frame

    def _add(self, number: int) -> None:
        site = self._workspace.rows("practice")[number].figures.get("site", "")
        figures = {
            "electricity": {"site": site, "tariff": "standard", "basis": "floor_area"},
            "heating": {"site": site, "fuel": "natural_gas", "basis": "floor_area"},
        }
        edits = [AddRow(section, figures[section]) for section in self._missing(number)]
        self._workspace.apply_step(edits, "Estimate energy from the floor area")

    def _measure(self, number: int) -> None:
        self._workspace.go_to("practice", self._workspace.row_id("practice", number), "floor_area_m2")
