"""What help says of a page as widgets: the panel beside a form and the Help page show the same."""

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from greenpractice.fields import FieldSpec, Kind
from greenpractice.guards.usual import usual_of
from greenpractice.numbers import show
from greenpractice.periods import Period
from greenpractice.returns.offered import answers_offered
from greenpractice.sections import SECTION_BY_KEY
from ui.help.keys import KeyLine
from ui.help.picture import MARKS, BillPicture
from ui.help.texts import GLOSSARY, PageHelp, terms_in
from ui.widgets import tokens
from ui.widgets.controls import words
from ui.widgets.figure_table import FigureTable

_UNITS = {"0 to 1": "a share, as a percentage", "miles or km": "miles or km", "units": "the unit you chose"}


def unit_of(spec: FieldSpec) -> str:
    """The unit of a field in words, "" where it has none."""
    text = _UNITS.get(spec.unit, spec.unit).replace("m3", "m³").replace("m2", "m²")
    return "pounds" if text == "£" else text


def limits_of(spec: FieldSpec, answers: Iterable[str]) -> str:
    """What may stand in a field; in one with a closed list these answers."""
    match spec.kind:
        case Kind.WHOLE:
            said = "A whole number"
        case Kind.NUMBER:
            said = "A number, with decimals if you like"
        case Kind.CHOICE:
            said = f"One of: {', '.join(answers)}"
        case Kind.DAY:
            said = "A day, like 27 3 2026"
        case Kind.YES_NO:
            said = "Yes or No"
        case Kind.TEXT:
            said = "Words"
    if spec.maximum is not None:
        said += f", {show(spec.maximum)} at most"
    if spec.needed:
        return f"{said}. {spec.needed}"
    return f"{said}. You can leave it out" if spec.can_be_left_out else said


def field_lines(section: str, spec: FieldSpec, period: Period | None = None) -> list[str]:
    """The lines of one field: its label with unit, its hint, where it is from, its limits, what is usual.

    Of a closed list those are the answers that the period takes, without one all that there ever were.
    """
    answers = answers_offered(SECTION_BY_KEY[section], spec.key, period) if period else spec.choices
    unit = unit_of(spec)
    lines = [f"{spec.label} ({unit})" if unit else spec.label]
    lines += [line for line in (spec.hint, spec.help) if line]
    return [*lines, limits_of(spec, answers.values()), *filter(None, [usual_of(section, spec.key)])]


class FieldEntry(QFrame):
    """One field. It can take the focus, so that it can be read and found by name."""

    def __init__(self, section: str, spec: FieldSpec, period: Period | None) -> None:
        super().__init__()
        self.place = (section, spec.key)
        lines = field_lines(section, spec, period)
        self.setObjectName(f"help-{section}-{spec.key}")
        self.setProperty("look", "help-entry")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(". ".join(lines))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_2, tokens.SPACE_1, tokens.SPACE_2, tokens.SPACE_1)
        layout.setSpacing(tokens.SPACE_1)
        layout.addWidget(words(lines[0], "bold"))
        layout.addWidget(words("\n".join(lines[1:])))


def _heading(text: str) -> QWidget:
    label = words(text, "card")
    label.setContentsMargins(0, tokens.SPACE_3, 0, 0)
    return label


def page_parts(help: PageHelp) -> Iterator[QWidget]:
    """Purpose, steps, where the figures are found, and the picture of a bill where there is one."""
    yield words(help.purpose)
    yield from (words(f"•  {step}") for step in help.steps)
    if help.where:
        yield _heading("Where do I find this?")
        yield from (words(f"•  {line}") for line in help.where)
    if help.picture == "bill":
        yield BillPicture()
        yield words("\n".join(MARKS))


def field_parts(sections: Sequence[str], period: Period | None = None) -> Iterator[QWidget]:
    """The fields of each section as a period takes them, under its title where there are several."""
    for key in sections:
        section = SECTION_BY_KEY[key]
        yield _heading(f"{section.title}: each box" if len(sections) > 1 else "Each box")
        if section.wanted_by:
            yield words(f"Asked for by: {section.wanted_by}", "hint")
        for spec in section.fields.values():
            yield FieldEntry(key, spec, period)


def keys_table(name: str, what: str, lines: Sequence[KeyLine]) -> FigureTable:
    """A list of keys, each way on a line of its own; arrow keys go down it."""
    table = FigureTable(name, what, sorts=False)
    table.show_rows(
        ("To do this", "Press"), [(line.words, "\n".join(line.keys)) for line in lines], slim=(1,)
    )
    return table


def term_parts(help: PageHelp, sections: Sequence[str]) -> Iterator[QWidget]:
    """The words of the glossary that this help uses."""
    said = [help.purpose, *help.steps, *help.where]
    for key in sections:
        said += [line for spec in SECTION_BY_KEY[key].fields.values() for line in field_lines(key, spec)]
    found = terms_in("\n".join(said))
    if found:
        yield _heading("Words")
        for term, meaning in found:
            yield words(f"{term}: {meaning}")


def glossary_lines() -> list[str]:
    """Every word of the glossary with its meaning."""
    return [f"{term}: {meaning}" for term, meaning in GLOSSARY.items()]
