"""What help says of a page, piece by piece: the panel beside a form and the Help page show the same."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from greenpractice.fields import FieldSpec, Kind
from greenpractice.guards.usual import usual_of
from greenpractice.numbers import show
from greenpractice.periods import Period
from greenpractice.returns.offered import answers_offered
from greenpractice.sections import SECTION_BY_KEY
from ui.help.picture import MARKS
from ui.help.texts import GLOSSARY, PageHelp, terms_in

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


class Look(Enum):
    """What a passage is: one that is `NAMED` is a name and what it means, a `HINT` is less loud words."""

    WORDS = "words"
    POINT = "point"
    HEADING = "heading"
    HINT = "hint"
    NAMED = "named"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Passage:
    """One piece. The name of one that is `NAMED` is its first line; the text of a picture says what is in it.

    `place` is the section and the field that it is about.
    """

    look: Look
    text: str
    place: tuple[str, str] | None = None


def page_passages(help: PageHelp) -> Iterator[Passage]:
    """Purpose, steps, where the figures are found, and the picture of a bill where there is one."""
    yield Passage(Look.WORDS, help.purpose)
    yield from (Passage(Look.POINT, step) for step in help.steps)
    if help.where:
        yield Passage(Look.HEADING, "Where do I find this?")
        yield from (Passage(Look.POINT, line) for line in help.where)
    if help.picture == "bill":
        yield Passage(Look.PICTURE, "\n".join(MARKS))


def field_passages(sections: Sequence[str], period: Period | None = None) -> Iterator[Passage]:
    """The fields of each section as a period takes them, under its title where there are several."""
    for key in sections:
        section = SECTION_BY_KEY[key]
        yield Passage(Look.HEADING, f"{section.title}: each box" if len(sections) > 1 else "Each box")
        if section.wanted_by:
            yield Passage(Look.HINT, f"Asked for by: {section.wanted_by}")
        for spec in section.fields.values():
            yield Passage(Look.NAMED, "\n".join(field_lines(key, spec, period)), (key, spec.key))


def term_passages(help: PageHelp, sections: Sequence[str]) -> Iterator[Passage]:
    """The words of the glossary that this help uses."""
    said = [help.purpose, *help.steps, *help.where]
    for key in sections:
        said += [line for spec in SECTION_BY_KEY[key].fields.values() for line in field_lines(key, spec)]
    found = terms_in("\n".join(said))
    if found:
        yield Passage(Look.HEADING, "Words")
        for term, meaning in found:
            yield Passage(Look.WORDS, f"{term}: {meaning}")


def glossary_passages() -> Iterator[Passage]:
    """Every word of the glossary with its meaning."""
    return (Passage(Look.NAMED, f"{term}\n{meaning}") for term, meaning in GLOSSARY.items())


def in_lines(lines: Iterable[str]) -> list[Passage]:
    """Sentences, each a passage of its own."""
    return [Passage(Look.WORDS, line) for line in lines]
