"""Making a starter file of national months, one file after the other: only some practices are kept."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import file_digest
from pathlib import Path

from greenpractice.periods import day_of_today
from greenpractice.prescribing.collecting import no_collecting
from greenpractice.prescribing.files import read_file
from greenpractice.prescribing.gather import (
    given_twice,
    imports_of,
    names_of_practices,
    not_taken_of,
    problems_of,
)
from greenpractice.prescribing.months import has_ended, months_of
from greenpractice.prescribing.starter.layout import Head, Origin, months_words
from greenpractice.prescribing.starter.reading import is_starter
from greenpractice.prescribing.starter.writing import Figures, number, practice_line, starter_bytes
from greenpractice.prescribing.sums import first_name
from greenpractice.prescribing.tables import FileRead
from greenpractice.prescribing.values import MonthImport, Problem, Refused
from greenpractice.texts import text_problem

Told = Callable[[str], object]
_NO_STARTERS = "this is a starter file; make one of the prescribing files themselves"
_ONE_PRODUCT = "it is of single products; a starter file is made of files with every product"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a starter shall hold: practices, under the name of their group, and from which month to which.

    None is from the first, and to the last, month that the files have.
    """

    group: str
    practices: frozenset[str]
    first: str | None = None
    last: str | None = None

    def holds(self, month: MonthImport) -> bool:
        """Whether all of a month's time is wanted, and over."""
        today = day_of_today()
        return all(
            (self.first is None or each >= self.first)
            and (self.last is None or each <= self.last)
            and has_ended(each, today)
            for each in month.months
        )


@dataclass(frozen=True, slots=True)
class Made:
    """A starter file, or the problems for which there is none; `notes` are for people."""

    head: Head | None
    data: bytes
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    without: tuple[str, ...] = ()  # wanted practices that no file has


def make_starter(files: Sequence[Path], wanted: Wanted, tell: Told) -> Made:
    """One starter of many files, in whatever order; `tell` gets a sentence for each that is read.

    Months that have not ended are not taken, as nobody would take them from it.
    """
    pile, problems = _Pile(), list(given_twice(files))
    notes, questions = list[str](), list[str]()
    for place, path in enumerate(files if not problems else (), 1):
        read = _read(path, wanted)
        if isinstance(read, list):
            problems += read
            continue
        notes += not_taken_of(read)
        questions += (f"{read.file}: {asked}" for asked in read.questions.values())
        try:
            notes += pile.take(path, read, wanted)
        except Refused as refused:
            problems.append(refused.of(path.name))
        tell(f"{path.name}: read, {place} of {len(files)}")
    if not problems and not pile.months:
        problems.append(Problem(files[0].name, None, None, "nothing in it is of the time that was asked for"))
    if problems:
        return Made(None, b"", tuple(problems), tuple(notes))
    head = pile.head(wanted)
    without = tuple(sorted(wanted.practices - pile.months.keys()))
    return Made(head, starter_bytes(head, pile.lines()), (), tuple(notes), tuple(questions), without)


def _read(path: Path, wanted: Wanted) -> FileRead | list[Problem]:
    """What a file says of the practices, or why it cannot be taken."""
    if is_starter(path):
        return [Problem(path.name, None, None, _NO_STARTERS)]
    read = read_file(path, wanted.practices)
    if problems := list(problems_of(read)):
        return problems
    return [Problem(path.name, None, None, _ONE_PRODUCT)] if read.one_product else read


@dataclass(slots=True)
class _Pile:
    """What was read so far, by practice and month; figures are packed, as of 84 months there are a million.

    Products are numbered as they come, and by their order in the end.
    """

    origins: list[Origin] = field(default_factory=list)
    months: dict[str, dict[str, tuple[Origin, bytes]]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    _numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    _from: dict[tuple[str, str], Origin] = field(default_factory=dict)  # who gave a month of a practice
    figures: int = 0

    def take(self, path: Path, read: FileRead, wanted: Wanted) -> Iterator[str]:
        """Take in a file; Refused where nothing is in it, or another gave a month of it. Notes are given."""
        rows = sum(each.rows for each in read.sums.prescribers.values() if each.is_practice)
        rows_read, asked = read.sums.rows_read, tuple(sorted(read.questions))
        names = names_of_practices([read])
        with no_collecting():
            found = imports_of([read])
        if not found:
            raise Refused("it has no inhalers of the practices that were asked for; leave it out")
        kept = {code: [each for each in months if wanted.holds(each)] for code, months in found.items()}
        spans = sorted({each.span for months in kept.values() for each in months})
        if not spans:
            of = {month for months in found.values() for each in months for month in each.months}
            over = "" if all(has_ended(each, day_of_today()) for each in of) else ", which has not ended"
            yield f"{path.name}: not taken, as it is of {months_words(of)}{over}"
            return
        with path.open("rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
        origin = Origin(path.name, digest, tuple(spans), rows_read, rows, asked)
        self._need_once(origin, kept)
        self.origins.append(origin)
        for code, months in kept.items():
            for each in months:
                self.months.setdefault(code, {})[each.span] = origin, self._packed(each)
            if months and (name := names.get(code)) and text_problem(name) is None:
                self.names[code] = first_name(self.names.get(code, ""), name)

    def _need_once(self, origin: Origin, kept: Mapping[str, Sequence[MonthImport]]) -> None:
        for code, months in kept.items():
            for month in (month for each in months for month in each.months):
                other = self._from.setdefault((code, month), origin)
                if other is not origin:
                    raise Refused(
                        f"{months_words([month])} is in {other.name} too ({code}); give one of the two files"
                    )

    def _packed(self, month: MonthImport) -> bytes:
        self.figures += len(month.products)
        flat: list[int | str | None] = []
        for code, inhalers, items, name in month.products:
            place = self._numbers.setdefault((code, name), len(self._numbers))
            flat += place, number(inhalers), items
        return json.dumps(flat, separators=(",", ":")).encode()

    def head(self, wanted: Wanted) -> Head:
        """The first line; files stand in the order of their months."""
        self.origins.sort(key=lambda each: (each.months, each.name))
        there = [month for each in self.origins for span in each.months for month in months_of(span)]
        return Head(
            wanted.group, wanted.first or min(there), wanted.last or max(there), tuple(self.origins),
            tuple(sorted(self._numbers)), len(self.months), self.figures,
        )  # fmt: skip

    def lines(self) -> Iterator[Mapping[str, object]]:
        """A line for each practice."""
        places = {product: place for place, product in enumerate(sorted(self._numbers))}
        renumbered = [places[product] for product in self._numbers]
        files = {origin: place for place, origin in enumerate(self.origins)}
        for code in sorted(self.months):
            months = [
                (span, files[origin], _renumbered(packed, renumbered))
                for span, (origin, packed) in sorted(self.months[code].items())
            ]
            yield practice_line(code, self.names.get(code, ""), months)


def _renumbered(packed: bytes, places: Sequence[int]) -> Figures:
    flat: list[int | str | None] = json.loads(packed)
    flat[::3] = [places[int(place or 0)] for place in flat[::3]]
    return flat
