"""Checking figures: what cannot be right, and what is merely unlikely and asked about."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from greenpractice.errors import Issue
from greenpractice.facts.in_use import remembered
from greenpractice.fields import FieldSpec, Kind
from greenpractice.guards.answers import answers_that_fall, beside_others
from greenpractice.guards.asking import Place, asked_of
from greenpractice.periods import Period
from greenpractice.returns.documents import Flag, ReturnDocument
from greenpractice.returns.energy_rows import ENERGY_SECTIONS
from greenpractice.returns.energy_twice import doubled
from greenpractice.returns.file_questions import file_questions
from greenpractice.returns.packs_asked import packs_asked
from greenpractice.returns.site_names import sites_alike
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.sections.base import ROWS_KEPT, Section, Spelt, typed_row
from greenpractice.sections.energy import AMOUNTS, Known, known_from
from greenpractice.texts import name_key

_POINT_THOUSAND = re.compile(r"\s*[1-9][0-9]{0,2}\.000(?![0-9])", re.ASCII)
LEFT_OUT = "is not given: it counts as no data"
Earlier = Mapping[Period, ReturnDocument]
NONE_EARLIER: Earlier = MappingProxyType({})


def problems_of(document: ReturnDocument) -> list[Issue]:
    """What of the typed figures cannot be used: a return that is recorded has none of it."""
    issues: list[Issue] = []
    for key, rows in document.sections.items():
        for position, texts in enumerate(document.spelt(key)):
            issues += _at(position, _problems_in(key, texts, document.period))
        issues += _repeated(SECTION_BY_KEY[key], rows)
    return issues


@remembered(most=ROWS_KEPT)
def _problems_in(key: str, texts: Spelt, period: Period) -> tuple[Issue, ...]:
    """What of one row cannot be used whatever stands beside it, as if it were the first."""
    section, issues = SECTION_BY_KEY[key], list[Issue]()
    for field, text in texts:
        problem = section.fields[field].problem(text)
        if problem:
            issues.append(Issue(key, 0, field, problem))
    if section.check is not None:
        for field, sentence in section.check(section.read(texts)[0], period):
            issues.append(Issue(key, 0, field, sentence))
    return tuple(issues)


def _at(position: int, found: Sequence[Issue]) -> Sequence[Issue]:
    """What was found of a row by itself, where the row stands."""
    return [replace(issue, row=position) for issue in found] if found and position else found


def check_figures(document: ReturnDocument, earlier: Earlier = NONE_EARLIER) -> list[Issue]:
    """Every problem and question of the typed figures: what a person may have to put right.

    `earlier` are other returns of the practice by their periods, to compare with.
    """
    issues = _in_itself(document)
    return [*issues, *asked_of(document, earlier, _places(issues))]


def _in_itself(document: ReturnDocument) -> list[Issue]:
    """What of a return is wrong or asked about whatever is usual."""
    issues = problems_of(document)
    for key, rows in document.sections.items():
        section = SECTION_BY_KEY[key]
        for position, texts in enumerate(document.spelt(key)):
            issues += _at(position, _questions_in(key, texts, document.period))
        issues += doubled(document, key) if key in ENERGY_SECTIONS else _equal(section, rows)
    issues += packs_asked(document)
    issues += _sites_twice(document.rows("practice"))
    issues += sites_alike(document)
    issues += file_questions(document)
    return issues


def _places(issues: Iterable[Issue]) -> set[Place]:
    """Where a question or problem stands already: one for a figure is enough."""
    return {
        (issue.section, issue.row, issue.field)
        for issue in issues
        if issue.section is not None and issue.row is not None and issue.field is not None
    }


def questions(document: ReturnDocument, checked: Iterable[Issue] | None = None) -> list[Issue]:
    """What is merely unlikely, or was left out though the section asks for it.

    `checked` is what `check_figures` says of the return beside earlier ones, where that is at hand.
    """
    known = check_figures(document) if checked is None else checked
    return [*(issue for issue in known if issue.question), *_left_out(document)]


def missing_of(document: ReturnDocument, issues: Iterable[Issue] | None = None) -> list[Issue]:
    """Figures that sections ask for and that are not there, in rows that have any, or that need an answer.

    `issues` are those of `check_figures`, where they are at hand, with or without what was confirmed.
    """
    known = _in_itself(document) if issues is None else issues
    return [*(issue for issue in known if issue.answers), *_left_out(document)]


def _left_out(document: ReturnDocument) -> Iterator[Issue]:
    for key in document.sections:
        for position, texts in enumerate(document.spelt(key)):
            for field in _left_out_in(key, texts, not position):
                yield Issue(key, position, field, LEFT_OUT, question=True)


@remembered(most=ROWS_KEPT)
def _left_out_in(key: str, texts: Spelt, is_first: bool) -> tuple[str, ...]:
    """The fields that a row with something in it lacks."""
    section, raw = SECTION_BY_KEY[key], dict(texts)
    if not raw:
        return ()
    missing = (key for key, spec in section.fields.items() if key not in raw and not spec.optional)
    return tuple(field for field in missing if _wanted(section, field, raw, is_first=is_first))


def question_words(issue: Issue) -> str:
    """A question as every surface says it: with the figure's name, where its sentence does not name it."""
    sentence, field = issue.sentence, issue.field
    if issue.section is None or field is None or sentence[:1].isupper() or field in sentence:
        return sentence
    label = SECTION_BY_KEY[issue.section].fields[field].label
    return f"“{label}” {sentence}" if sentence == LEFT_OUT else f"{label}: {sentence}"


def is_confirmed(document: ReturnDocument) -> Callable[[Issue], bool]:
    """Whether a person has said of a question's figure, or of its whole row, that it is correct.

    A question that needs an answer is open until it has one, whatever was said of what stands there; one
    about a whole section is not answered by what is said of the row that keeps it.
    """
    confirmed = {(flag.section, flag.row, flag.field) for flag in document.flags if flag.confirmed}

    def found(issue: Issue) -> bool:
        if issue.answers:
            return False
        fields = (issue.field,) if issue.of_section else (issue.field, None)
        return all(
            any((issue.section, row, field) in confirmed for field in fields)
            for row in issue.rows or (issue.row,)
        )

    return found


def still_confirmed(
    section: str, before: Mapping[str, str], after: Mapping[str, str], flags: Iterable[Flag]
) -> list[Flag]:
    """The flags of a row that becomes another: what was said to be correct of other figures is not."""
    fields = SECTION_BY_KEY[section].fields
    changed = {
        name
        for name in {*before, *after} & fields.keys()
        if fields[name].plain(before.get(name, "")) != fields[name].plain(after.get(name, ""))
    }
    falls = answers_that_fall(section, changed, before) if changed else frozenset()
    return [replace(flag, confirmed=None) if flag.field in falls else flag for flag in flags]


def _wanted(section: Section, field: str, raw: Mapping[str, str], *, is_first: bool) -> bool:
    if field in section.any_of:
        return False
    if section.key in AMOUNTS and field in (AMOUNTS[section.key], "unit"):
        values = typed_row(section, raw)
        known = known_from(values, getattr(values, AMOUNTS[section.key]))
        if known is Known.READINGS:
            return field == "unit"  # readings stand in the place of an amount, and are in some unit
        if known is Known.FLOOR_AREA:
            return False
    return is_first or section.key != "practice"


@remembered(most=ROWS_KEPT)
def _questions_in(key: str, texts: Spelt, period: Period) -> tuple[Issue, ...]:
    """What is asked of one row whatever stands beside it, as if it were the first."""
    section = SECTION_BY_KEY[key]
    return (*_thousands(section, texts), *_own_questions(section, section.read(texts)[0], period))


def _own_questions(section: Section, values: Any, period: Period) -> Iterator[Issue]:
    """What the section itself asks of a row, and what it needs an answer to."""
    if section.question is not None:
        for field, sentence in section.question(values, period):
            yield Issue(section.key, 0, field, sentence, question=True)
    if section.needs is not None:
        for field, sentence, answers in section.needs(values):
            yield Issue(section.key, 0, field, sentence, question=True, answers=answers)


def _thousands(section: Section, texts: Spelt) -> Iterator[Issue]:
    """A question where 1.000 stands for a whole number: many write a thousand so."""
    for field, text in texts:
        spec = section.fields[field]
        if spec.kind is Kind.WHOLE and _POINT_THOUSAND.match(text) and spec.value(text) is not None:
            counts = text.partition(".")[0].strip()
            sentence = f"{text} counts as {counts}: is a thousand meant? Then type it without the point"
            yield Issue(section.key, 0, field, sentence, question=True)


def _equal(section: Section, rows: tuple[Mapping[str, str], ...]) -> Iterator[Issue]:
    """A question for each row of numbers that says what a row before it says, field for field.

    Bills of energy have dates and sites to tell them apart: `doubled` looks at those.
    """
    seen: dict[frozenset[tuple[str, str]], int] = {}
    for position, raw in enumerate(rows):
        if section.unique in raw:
            continue
        fields = [key for key in section.fields if key in raw]
        if not any(section.fields[key].is_number for key in fields):
            continue
        (place,) = beside_others(section.key, raw)
        values = frozenset((key, _plain(section.fields[key], raw[key])) for key in fields)
        first = seen.setdefault(values, position)
        if first != position:
            sentence = f"The same figures stand in row {first + 1}: one entry may be counted twice"
            yield Issue(section.key, position, place, sentence, question=True)


def _plain(spec: FieldSpec, text: str) -> str:
    return name_key(text) if spec.kind is Kind.TEXT else spec.plain(text)


def _sites_twice(rows: tuple[Mapping[str, str], ...]) -> Iterator[Issue]:
    """A question for a site whose floor area is given in a row before it: both are added together."""
    seen: dict[str, int] = {}
    for position, raw in enumerate(rows):
        if not raw.get("floor_area_m2") or not name_key(raw.get("site")):
            continue
        first = seen.setdefault(name_key(raw["site"]), position)
        if first != position:
            same = f"The site {raw['site'].strip()} stands in row {first + 1} too"
            sentence = f"{same}: their floor areas are added together"
            yield Issue("practice", position, "floor_area_m2", sentence, question=True)


def _repeated(section: Section, rows: tuple[Mapping[str, str], ...]) -> Iterator[Issue]:
    if section.unique is None:
        return
    seen: dict[str, int] = {}
    for position, raw in enumerate(rows):
        value = raw.get(section.unique)
        if value is not None and value in seen:
            sentence = f"{value} stands here twice, also in row {seen[value] + 1}; add them together"
            yield Issue(section.key, position, section.unique, sentence)
        elif value is not None:
            seen[value] = position
