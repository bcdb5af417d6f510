"""Which answers of a closed list a period takes: none that would be refused, whatever else is said."""

from collections.abc import Mapping

from greenpractice.periods import Period
from greenpractice.sections.base import Section, typed_row


def answers_offered(section: Section, field: str, period: Period) -> Mapping[str, str]:
    """The answers of a field that the period takes; one that stands in a row already is not taken from it."""
    choices = section.fields[field].choices
    check = section.check
    if check is None:
        return choices
    return {
        answer: words
        for answer, words in choices.items()
        if all(refused != field for refused, _ in check(typed_row(section, {field: answer}), period))
    }
