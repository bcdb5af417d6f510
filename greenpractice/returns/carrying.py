"""What of a return comes along into a later one: rows without dates and readings, and where they are from."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from greenpractice.fields import Kind
from greenpractice.periods import MONTHS, Period, day_words
from greenpractice.returns.documents import Flag, RawRow, ReturnDocument
from greenpractice.returns.entering import read_day
from greenpractice.returns.patient_numbers import settled
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.texts import COPIED

OF_A_QUARTER = frozenset({"opening", "closing", "calorific_value", "propellant"})  # packs: see packs_carried
SURVEYED = "commuting"  # asked in a survey, which holds for a year
_A_YEAR = 365  # days
_SURVEY = re.compile(r"[,;. ]*\bsurvey of ([^,;.]+)", re.IGNORECASE)
_QUARTER = re.compile(r"(April|July|October|January) to [A-Z][a-z]+ (\d{4})")


@dataclass(frozen=True, slots=True)
class Carried:
    """A row as it comes along, with what is said of it; the `row` of its flags is 0."""

    figures: RawRow
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """When a survey was made, as far as it is known: a day, or the quarter it was entered in."""

    words: str
    day: date

    def is_old(self, period: Period) -> bool:
        """True where it is an estimate for this period: more than a year old at its end."""
        return (period.last_day - self.day).days > _A_YEAR

    def years_over(self, period: Period) -> int:
        """How many whole years it is older than the one for which it holds."""
        return max(0, (period.last_day - self.day).days // _A_YEAR - 1)


def carried(before: ReturnDocument, section: str, period: Period) -> Iterator[Carried]:
    """The rows of a section that come along into the return of a later period, in their order.

    Dates, readings and calorific values stay where they are. All else is an estimate and says where it is
    from; a survey says of which day it is too, and is an estimate once it is a year old or was one before.
    """
    for position, raw in enumerate(before.rows(section)):
        if kept := _kept(section, raw):
            flags = _flags(section, position, kept, before, period)
            yield Carried(kept, (*flags, *_answers(section, position, kept, before)))


def survey_of(document: ReturnDocument, position: int) -> Survey:
    """When the survey was made that a row is from: as its note says, else in the quarter of the return."""
    note = next((flag.note for flag in _of_row(document, position) if flag.note), "")
    found = _SURVEY.search(note)
    said = found[1].strip() if found else note.removeprefix(COPIED).strip() if note.startswith(COPIED) else ""
    if (day := read_day(said)) is not None:
        return Survey(day_words(day), day)
    quarter = _QUARTER.fullmatch(said)
    period = document.period if quarter is None else _period(quarter[1], int(quarter[2]))
    return Survey(period.words, period.last_day)


def says_its_day(note: str | None) -> bool:
    """Whether a note says on which day a survey was made."""
    found = _SURVEY.search(note or "")
    return found is not None and read_day(found[1].strip()) is not None


def with_survey(note: str | None, day: date) -> str:
    """The note with this day of the survey, in the place of another one."""
    rest = _SURVEY.sub("", note or "").strip()
    return f"{rest}, survey of {day_words(day)}" if rest else f"Survey of {day_words(day)}"


def newest_survey(documents: Iterable[ReturnDocument], period: Period) -> ReturnDocument | None:
    """The newest return of a quarter before this one that has staff travel."""
    before = (
        each for each in documents
        if not each.period.is_year and each.period.last_day < period.first_day and any(each.rows(SURVEYED))
    )  # fmt: skip
    return max(before, key=lambda each: each.period.last_day, default=None)


def _kept(section: str, raw: RawRow) -> dict[str, str]:
    fields = SECTION_BY_KEY[section].fields
    return {
        key: text
        for key, text in raw.items()
        if section == "actions" or (fields[key].kind is not Kind.DAY and key not in OF_A_QUARTER)
    }


def _flags(
    section: str, position: int, figures: RawRow, before: ReturnDocument, period: Period
) -> tuple[Flag, ...]:
    note = f"{COPIED} {before.period.words}"
    if section == "actions":
        return ()
    if section == SURVEYED:
        survey = survey_of(before, position)
        rough = survey.is_old(period) or any(flag.estimated for flag in _of_row(before, position))
        return (Flag(section, 0, None, estimated=rough or None, note=f"{note}, survey of {survey.words}"),)
    if section != "practice":
        return (Flag(section, 0, None, estimated=True, note=note),)
    numbers = [key for key in figures if SECTION_BY_KEY[section].fields[key].is_number]
    return tuple(Flag(section, 0, key, estimated=True, note=note) for key in numbers)


def _answers(section: str, position: int, figures: RawRow, before: ReturnDocument) -> Iterator[Flag]:
    """What somebody has said is no patient's number is none in the next quarter."""
    for flag in before.flags:
        text = figures.get(flag.field or "")
        if (flag.section, flag.row) == (section, position) and text and flag.not_patients:
            yield settled(section, text, Flag(section, 0, flag.field, not_patients=flag.not_patients))


def _of_row(document: ReturnDocument, position: int) -> list[Flag]:
    return [flag for flag in document.flags if (flag.section, flag.row) == (SURVEYED, position)]


def _period(month: str, year: int) -> Period:
    first = MONTHS.index(month)
    return Period(year - 1, 4) if first == 0 else Period(year, first // 3)
