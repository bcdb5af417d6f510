"""What in a return reads as an NHS number: kept only once somebody says that it is no patient's.

Numbers of meters and accounts pass the check digit by chance. The answer stands in the flag of the figure,
note or evidence it is about (`Flag.not_patients`): it goes wherever the text goes, and is asked for once.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from greenpractice.errors import Issue
from greenpractice.fields import Kind
from greenpractice.returns.documents import Flag, ReturnDocument
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.texts import NHS_NUMBER, nhs_numbers

_Place = tuple[str, int, str | None]
REFUSED = f"{NHS_NUMBER}; one that is not a patient's is kept only where somebody has said so"
_NOT_THERE = "answers for a number that is not in this text; take it out of not_patients"


def numbers_beside(flag: Flag) -> list[str]:
    """What reads as NHS numbers in the note and the evidence of a flag."""
    texts = [flag.note or "", *(flag.evidence or ())]
    return [number for text in texts for number in nhs_numbers(text)]


def numbers_at(section: str, field: str | None, text: str | None, flag: Flag | None) -> list[str]:
    """What reads as NHS numbers in a figure and beside it."""
    typed = SECTION_BY_KEY[section].fields[field].nhs_numbers(text) if field and text else []
    return list(dict.fromkeys([*typed, *(numbers_beside(flag) if flag else ())]))


def unanswered(numbers: Iterable[str], flag: Flag | None) -> list[str]:
    """Those of them of which nobody has said that they are no patient's."""
    said = (flag.not_patients or ()) if flag else ()
    return [number for number in numbers if number not in said]


def settled(section: str, text: str | None, flag: Flag) -> Flag:
    """The flag with answers only of numbers that are there now: what is gone leaves nothing behind."""
    if flag.not_patients is None:
        return flag
    there = numbers_at(section, flag.field, text, flag)
    return replace(flag, not_patients=tuple(n for n in flag.not_patients if n in there) or None)


def patient_numbers(document: ReturnDocument) -> Iterator[Issue]:
    """A problem for each text with a number that nobody has said is no patient's."""
    for section, row, field in _open(document):
        yield Issue(section, row, field, REFUSED)


def answers_for_nothing(document: ReturnDocument) -> Iterator[Issue]:
    """A problem for each answer for what is not there: it would keep any text where nobody sees it."""
    for flag in document.flags:
        text = document.rows(flag.section)[flag.row].get(flag.field or "")
        there = numbers_at(flag.section, flag.field, text, flag) if flag.not_patients else ()
        if any(number not in there for number in flag.not_patients or ()):
            yield Issue(flag.section, flag.row, flag.field, _NOT_THERE)


def with_answers(document: ReturnDocument) -> ReturnDocument:
    """The document once somebody has said that none of its numbers is a patient's."""
    flags = {(flag.section, flag.row, flag.field): flag for flag in document.flags}
    for place, numbers in _open(document).items():
        flag = flags.get(place) or Flag(*place)
        flags[place] = replace(flag, not_patients=(*(flag.not_patients or ()), *numbers))
    return replace(document, flags=tuple(flags.values()))


def _open(document: ReturnDocument) -> Mapping[_Place, list[str]]:
    flags = {(flag.section, flag.row, flag.field): flag for flag in document.flags}
    texts: dict[_Place, str] = {
        (section, position, field): text
        for section, rows in document.sections.items()
        for position, raw in enumerate(rows)
        for field, text in raw.items()
        if SECTION_BY_KEY[section].fields[field].kind is Kind.TEXT  # no number of a document is so long
    }
    found = {}
    for place in dict.fromkeys([*texts, *flags]):
        flag = flags.get(place)
        numbers = numbers_at(place[0], place[2], texts.get(place), flag)
        if left := unanswered(numbers, flag):
            found[place] = left
    return found
