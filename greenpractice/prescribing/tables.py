"""One file as the sum of its tables, sheets or members of a zip: none is passed over without a word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import PurePosixPath

from greenpractice.facts.inhalers import load_inhalers
from greenpractice.phrases import joined
from greenpractice.prescribing.months import month_words, months_of, says_a_month
from greenpractice.prescribing.sums import Sums
from greenpractice.prescribing.values import LeftOut, NoTable, Problem, Refused
from greenpractice.returns.file_questions import AGAIN, KINDS
from greenpractice.returns.headings import names_sum
from greenpractice.texts import text_problem

_SUMS_UP = "by its name it sums up the other tables"
_TABLES = ("", ".csv", ".txt", ".tsv", ".xlsx", ".xls", ".gz", ".zip")  # what figures come in


@dataclass(frozen=True, slots=True)
class FileRead:
    """One file: what it is, its figures and problems. If it is of `one_product`, others may complete it.

    `notices` are what of it was not taken, each with why.
    """

    file: str
    words: str
    sums: Sums
    one_product: bool = False
    spans_from_names: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()

    @property
    def questions(self) -> dict[str, str]:
        """What is asked about the file, though every row of it reads, by kind and in words."""
        asked = {kind: f"it {KINDS[kind]}" for kind in self.cut}
        if again := self.sums.whole_rows.question():
            asked[AGAIN] = again
        return asked


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a file and what it says, or in `refused` why it says nothing.

    `name` is that of its sheet, or its path in a zip; "" where the file is the table.
    """

    name: str
    read: FileRead | None = None
    refused: Refused | None = None


def label_of(file: str, table: str) -> str:
    """How a table is called in what is said of it; Refused if its name cannot be said."""
    if problem := text_problem(table):
        raise Refused(f"the name of a table in it {problem}; give it another name")
    return f"{file}, {table}" if table else file


def put_together(file: str, tables: Sequence[Table]) -> FileRead:
    """All tables of a file as one; Refused where none of them is of prescribing.

    A table that is none is left out with a notice, unless its name says of which month it is: that one is
    missed. One that sums up the others is left out. Two with the same product of a month are a problem.
    """
    read = [(table.name, table.read) for table in tables if table.read is not None]
    everything, notices = _without_totals(read)
    problems = []
    for table in tables:
        if table.refused is None:
            continue
        if _may_be_left_out(table.name, table.refused):
            why = _SUMS_UP if _sums_up(table.name) else table.refused.why
            notices.append(f"{table.name} is not read: {why}")
        else:
            problems.append(table.refused.of(label_of(file, table.name)))
    if not read and not problems:
        raise next((table.refused for table in tables if table.refused), Refused("there is no table in it"))
    problems += _counted_twice(file, everything)
    reads = [each for _, each in everything]
    whole = reads[0].sums if reads else Sums()  # of one table, perhaps a nation's month, nothing is copied
    for each in reads[1:]:
        whole.swallow(each.sums)
    for problem in problems:
        whole.add_problem(problem)
    return FileRead(
        file,
        joined(list(dict.fromkeys(each.words for each in reads))) or "not recognised",
        whole,
        bool(reads) and all(each.one_product for each in reads),
        tuple(dict.fromkeys(span for each in reads for span in each.spans_from_names)),
        tuple(dict.fromkeys(kind for each in reads for kind in each.cut)),
        tuple(notices),
    )


def _may_be_left_out(name: str, refused: Refused) -> bool:
    if isinstance(refused, LeftOut) or _sums_up(name):
        return True
    return isinstance(refused, NoTable) and not _is_meant(name)


def _sums_up(table: str) -> bool:
    return names_sum(PurePosixPath(table).stem)


def _is_meant(table: str) -> bool:
    """Whether the name of what could not be read is that of a month's figures."""
    name = PurePosixPath(table)
    return says_a_month(name.name) and name.suffix.casefold() in _TABLES


def _without_totals(
    read: Sequence[tuple[str, FileRead]],
) -> tuple[list[tuple[str, FileRead]], list[str]]:
    """The tables without those that by name and months sum up others, and what is said of these."""
    taken, notices = [], []
    others = [each for each in read if not _sums_up(each[0])]
    for name, each in read:
        if _sums_up(name) and any(_places(each.sums) & _places(other.sums) for _, other in others):
            notices.append(f"{name} is not counted: {_SUMS_UP}")
        else:
            taken.append((name, each))
    return taken, notices


def _places(sums: Sums) -> set[tuple[str, str]]:
    """The months and practices that a table is of."""
    return {
        (month, practice)
        for span, practices in sums.spans.items()
        for practice in practices
        for month in months_of(span)
    }


def _counted_twice(file: str, read: Sequence[tuple[str, FileRead]]) -> Iterator[Problem]:
    for (one, first), (other, second) in combinations(read, 2):
        if found := _shared(first.sums, second.sums):
            month, practice, code = found
            what = f"{_product(code)} of {month_words(month)}" if code else month_words(month)
            why = (
                f"{what} ({practice}) is in {one} and in {other}, and would count twice. Delete or hide the "
                "one that is not meant, or open the one that is in a file of its own"
            )
            yield Problem(file, None, None, why)


def _shared(one: Sums, other: Sums) -> tuple[str, str, str] | None:
    """A month, practice and product that both have; no product where one has the quarter of a month."""
    for span, practices in one.spans.items():
        for its_span, its_practices in other.spans.items():
            months = [month for month in months_of(span) if month in months_of(its_span)]
            for practice in practices.keys() & its_practices.keys() if months else ():
                if span != its_span:
                    return months[0], practice, ""
                codes = practices[practice].keys() & its_practices[practice].keys()
                if codes:
                    return months[0], practice, min(codes)
    return None


def _product(code: str) -> str:
    product = load_inhalers().product(code)
    return code if product is None else product.name
