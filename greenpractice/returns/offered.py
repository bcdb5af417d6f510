"""Which answers of a closed list a period takes, for lists and messages: none that would be refused."""

from collections.abc import Mapping

from greenpractice.fields import Kind
from greenpractice.periods import Period
from greenpractice.returns.entering import problem_of
from greenpractice.sections.base import Section, typed_row


def problem_in(section: Section, field: str, kept: str, period: Period) -> str | None:
    """Why a kept text cannot be used in a period, as a whole sentence with the answers that are offered."""
    spec = section.fields[field]
    if spec.kind is not Kind.CHOICE or spec.problem(kept) is None:
        return problem_of(spec, kept)
    return problem_of(spec, kept, answers_offered(section, field, period))


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
