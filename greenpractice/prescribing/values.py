"""What reading prescribing files gives: monthly figures, problems, unknown codes, and who is no practice."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from greenpractice.errors import UserError
from greenpractice.periods import Period
from greenpractice.prescribing.months import months_of, period_of

Whose = str | frozenset[str] | None  # whose rows are taken: those of a practice, of some, or of everyone


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file cannot be taken. `row` counts as a spreadsheet does: the first line of the file is 1."""

    file: str
    row: int | None
    column: str | None
    why: str

    def __str__(self) -> str:
        row = "" if self.row is None else f"row {self.row}"
        where = ", ".join(part for part in (self.file, row, self.column) if part)
        return f"{where}: {self.why}"


class Refused(UserError):
    """A whole file, or the rest of it, cannot be read; `row` and `column` where that is known."""

    def __init__(self, why: str, row: int | None = None, column: str | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.row = row
        self.column = column

    def __reduce__(self) -> tuple[type["Refused"], tuple[str, int | None, str | None]]:
        return type(self), (self.why, self.row, self.column)  # it travels between processes

    def of(self, file: str) -> Problem:
        """As a problem of this file."""
        return Problem(file, self.row, self.column, self.why)


class NoTable(Refused):
    """What is read is no prescribing table at all: beside others in one file it may be left out and named."""


class LeftOut(NoTable):
    """What is never missed, whatever its name: a sheet that nobody sees, one that waits for its figures."""


class ImportedProduct(NamedTuple):
    """One product of one practice and month; `items` None where the file has no prescription lines.

    `name` is the file's, kept where the list of products has none. A tuple, as a national month has
    hundreds of thousands.
    """

    bnf_code: str
    inhalers: Decimal
    items: int | None
    name: str = ""


@dataclass(frozen=True, slots=True)
class MonthImport:
    """What one file says of one practice: `span` is a month (`2025-04`) or a quarter (`2025-26-Q1`).

    The products stand in the order of their codes, each once. `questions` are what is asked about the file,
    by kind (`returns.file_questions`), each once and in order.
    """

    span: str
    file: str
    products: tuple[ImportedProduct, ...]
    questions: tuple[str, ...] = ()

    @property
    def months(self) -> tuple[str, ...]:
        """The months it covers, the earliest first."""
        return months_of(self.span)

    @property
    def period(self) -> Period:
        """The quarter it lies in."""
        return period_of(self.span)


@dataclass(frozen=True, slots=True, order=True)
class Unmatched:
    """What is in no list: a code that looks like an inhaler, or a product of a person's sheet by its name."""

    bnf_code: str
    name: str
    items: int
    quantity: Decimal


@dataclass(frozen=True, slots=True, order=True)
class NotPractice:
    """A prescriber in the file that is no practice, with its inhaler items."""

    code: str
    name: str
    items: int


@dataclass(frozen=True, slots=True)
class Prescribing:
    """What files say: imports by practice, or problems, and then nothing may be stored.

    `names` are practices' names as the files give them; `notes` are for people (what was recognised), and
    `questions` for them to answer before they import: what reads well and may still be wrong. `starters` are
    those of the files that are starter files: with one of them what was typed stays, unless a person says so.
    """

    files: tuple[str, ...]
    imports: dict[str, tuple[MonthImport, ...]]
    names: dict[str, str]
    rows_read: int
    rows_used: int
    problems: tuple[Problem, ...]
    unmatched: tuple[Unmatched, ...]
    not_practices: tuple[NotPractice, ...]
    notes: tuple[str, ...] = field(default=())
    questions: tuple[str, ...] = field(default=())
    starters: tuple[str, ...] = field(default=())
