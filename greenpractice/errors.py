"""What can go wrong in a way a person can put right: issues with figures, and errors to show as they are."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

_LONG = re.compile(r"(\S{80})\S+")  # a word that nobody reads to its end
_MOST_SAID = 400


@dataclass(frozen=True, slots=True)
class Issue:
    """One problem with one figure: where it stands and a sentence that says what to do.

    `row` is the 0-based position in its section; people are shown it counted from 1. A `question` is
    something merely unlikely: it never stops anything. With `answers` it asks for one of them in the place of
    what stands there, and is never settled by "Yes, it is correct". One `of_section` is about more than its
    row, which only keeps the answer. `rows` are those that make its figure where it is a sum: it is settled
    when that was said of all of them. `times` is how many times the figure is what is usual, or was.
    """

    section: str | None
    row: int | None
    field: str | None
    sentence: str
    question: bool = False
    answers: tuple[str, ...] = ()
    of_section: bool = False
    rows: tuple[int, ...] = ()
    times: Decimal | None = None

    def __str__(self) -> str:
        where = [part for part in (self.section, self.row_words, self.field) if part]
        return f"{', '.join(where)}: {self.sentence}" if where else self.sentence

    @property
    def row_words(self) -> str | None:
        """The row as people count: `row 1` is the first."""
        return None if self.row is None else f"row {self.row + 1}"


def system_words(error: OSError) -> str:
    """What the system refused, in a sentence."""
    why = str(error.strerror or "") or str(error) or "the computer does not say why"
    where = f" {error.filename}:" if error.filename else ""
    return f"That could not be done:{where} {why[:1].lower()}{why[1:]}. Put that right and try again."


class UserError(Exception):
    """A sentence a person can act on. Anything else that is raised is a bug and shows as one."""

    exit_status = 1


class UsageError(UserError):
    """The command was asked in a way it does not understand."""

    exit_status = 2


class FactsError(UserError):
    """A shipped table of facts is wrong: names the file and the key."""

    def __init__(self, file: str, key: str, sentence: str) -> None:
        key, sentence = (_LONG.sub(r"\1…", text)[:_MOST_SAID] for text in (key, sentence))
        super().__init__(f"{file}: {key}: {sentence}")
        self.file = file
        self.key = key


class InputError(UserError):
    """A file that cannot be used: names it and lists each issue."""

    def __init__(self, file: str, issues: Iterable[Issue]) -> None:
        self.file = file
        self.issues = tuple(issues)
        super().__init__("\n".join(f"{file}: {issue}" for issue in self.issues))
