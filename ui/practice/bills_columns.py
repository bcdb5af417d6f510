"""Which column of a bill file says what: shown as it was guessed, and chosen once for all files like it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from greenpractice.bills.amount_columns import in_doubt
from greenpractice.bills.columns import guess_around
from greenpractice.bills.values import SECTIONS, UNITS, BillFile, Columns
from greenpractice.phrases import joined
from ui.widgets import tokens
from ui.widgets.choice import Choice
from ui.widgets.columns import Columns as SideBySide
from ui.widgets.controls import button, row, words

_NONE = "No column"
_SEVERAL = ("used", "rough", "also")  # of which a choice may have more than one
_COLUMNS = (  # field, what it is called, whether every file has it
    ("first", "Day, or first day", True),
    ("last", "Last day", False),
    ("time", "Time of day", False),
    ("used", "Energy used", True),
    ("also", "Second register, added", False),
    ("cost", "Cost in pounds", False),
    ("meter", "Meter number", False),
    ("site", "Site", False),
    ("rough", "Estimated or actual", False),
    ("fuel", "Gas or electricity", False),
    ("register", "Day or night", False),
    ("calorific", "Calorific value", False),
    ("measure", "Unit, or what is measured", False),
)


class ColumnsPart(QWidget):
    """A choice for each; `chosen` hands out the columns when they are to be used."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._found: BillFile | None = None
        self._choices: dict[str, Choice] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_2)
        self._parts = SideBySide(least=220)
        layout.addWidget(self._parts)
        self._use = button("Use these columns", "bills-use-columns", self._hand_out)
        layout.addLayout(row(self._use))

    def show_found(self, found: BillFile) -> None:
        """Offer the headers of a file, with the columns it was read by."""
        self._found = found
        columns = found.columns or guess_around(found.head, found.file)
        headers = [name or f"Column {at + 1}" for at, name in enumerate(found.head.header)]
        items = []
        for field, label, needed in _COLUMNS:
            choice = self._choice(field, label)
            choice.addItem("Choose a column" if needed else _NONE, None)
            for at, header in enumerate(headers):
                choice.addItem(header, (at,) if field in _SEVERAL else at)
            value = None if columns is None else getattr(columns, field)
            if field == "used" and found.columns is None:
                value = None  # that is what is asked
            if field == "also" and columns is not None and len(columns.also) > 1:
                choice.addItem(joined([headers[at] for at in columns.also]), columns.also)
            if field == "used" and columns is not None and len(columns.used) > 1:
                choice.addItem(across_words(found), columns.used)
            if field == "rough" and columns is not None and len(columns.rough) > 1:
                choice.addItem("One beside each half hour", columns.rough)
            _choose(choice, None if value == () else value)
            items.append(_labelled(label, choice))
        for field, label, values in (
            ("unit", "Unit", [(unit.words, key) for key, unit in UNITS.items()]),
            ("section", "What it is", [(title, key) for key, title in SECTIONS.items()]),
        ):
            choice = self._choice(field, label)
            for text, value in values:
                choice.addItem(text, value)
            _choose(choice, "kWh" if columns is None and field == "unit" else getattr(columns, field, None))
            items.append(_labelled(label, choice))
        self._parts.set_items(items)

    def begin(self, field: str = "") -> QWidget:
        """Where choosing begins: at this one, else at the first that still has to be chosen."""
        waits = (key for key, _, needed in _COLUMNS if needed and self._choices[key].currentData() is None)
        return self._choices[field or next(waits, "first")]

    def _choice(self, field: str, label: str) -> Choice:
        choice = Choice(f"bills-column-{field}", label)
        choice.setMinimumContentsLength(10)
        choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._choices[field] = choice
        return choice

    def _hand_out(self) -> None:
        said: dict[str, Any] = {
            field: _plain(choice.currentData()) for field, choice in self._choices.items()
        }
        if self._found is None or said["first"] is None or not said["used"]:
            self._choices["used" if said["first"] is not None else "first"].setFocus()
            return
        before = self._found.columns or Columns(said["first"], said["used"])
        several = {field: said[field] or () for field in _SEVERAL}
        self.chosen.emit(replace(before, **{**said, **several}))


def columns_words(found: BillFile) -> str:
    """By which columns a file was read: `Day, or first day: Date; Energy used: Usage; Unit: kWh`."""
    columns = found.columns
    if columns is None and (doubted := in_doubt(found.head)):
        which = joined([found.head.header[at] for at in doubted])
        return (
            f"More than one column may be the energy used: {which}. Choose the one that counts, or two as "
            "the registers of one meter. It is remembered for such files."
        )
    if columns is None:
        return "Choose which column is the day and which the energy used. It is remembered for such files."
    said = []
    for field, label, _ in _COLUMNS:
        value = getattr(columns, field)
        places: Iterable[int] = value if isinstance(value, tuple) else () if value is None else (value,)
        names = [found.head.header[at] for at in places]
        if names:
            all_of_them = joined(names) if field == "also" else names[0]
            shown = across_words(found) if field == "used" and len(names) > 1 else all_of_them
            said.append(f"{label}: {shown}")
    by_rows = (SECTIONS[columns.section],) if columns.fuel is None else ()
    return "; ".join((*said, f"Unit: {UNITS[columns.unit].words}", *by_rows))


def across_words(found: BillFile) -> str:
    """`48 half hours, from 00:00 to 23:30`."""
    used = found.columns.used if found.columns is not None else ()
    first, last = (found.head.header[at] for at in (used[0], used[-1]))
    return f"{len(used)} columns, from {first} to {last}"


def _plain(value: object) -> object:
    """What Qt kept of a choice: it makes a list of a tuple."""
    return tuple(value) if isinstance(value, list | tuple) else value


def _choose(choice: Choice, value: object) -> None:
    for at in range(choice.count()):
        if _plain(choice.itemData(at)) == value:
            choice.setCurrentIndex(at)
            return


def _labelled(label: str, choice: Choice) -> QWidget:
    part = QWidget()
    layout = QVBoxLayout(part)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(tokens.SPACE_1)
    said = words(label, "hint")
    said.setBuddy(choice)
    layout.addWidget(said)
    layout.addWidget(choice)
    return part
