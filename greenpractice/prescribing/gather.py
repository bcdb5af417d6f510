"""Several prescribing files put together: imports by practice and month; overlaps are refused."""

import os
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from greenpractice.numbers import exact
from greenpractice.periods import day_of_today, day_words
from greenpractice.phrases import joined, months_together
from greenpractice.prescribing.collecting import no_collecting
from greenpractice.prescribing.files import read_file
from greenpractice.prescribing.millionths import MILLIONTHS
from greenpractice.prescribing.months import has_ended, month_words, months_of
from greenpractice.prescribing.opening import Progress
from greenpractice.prescribing.starter.joining import none_taken, with_starters
from greenpractice.prescribing.starter.reading import is_starter
from greenpractice.prescribing.sums import Unknown, first_name, imported
from greenpractice.prescribing.tables import FileRead
from greenpractice.prescribing.values import MonthImport, NotPractice, Prescribing, Problem, Unmatched
from greenpractice.sections.inhalers import name_and_code
from greenpractice.texts import text_problem

_MOST_NAMED = 5
_MOST_LEFT_OUT = 20
_Place = tuple[str, str]  # practice and month


def read_prescribing(
    files: Sequence[Path], practice: str | None, progress: Progress | None = None
) -> Prescribing:
    """Everything that files say of one practice, or of all in them; problems instead of anything raised.

    Starter files among them are read as the files that they were made of.
    """
    twice = list(given_twice(files))
    if twice:
        return none_taken(files, twice)
    starters = [file for file in files if is_starter(file)]
    others = [file for file in files if file not in starters]
    sizes = [size_of(file) for file in (*others, *starters)]
    parts = [
        None if progress is None else part_of(progress, sum(sizes[:number]), size, sum(sizes))
        for number, size in enumerate(sizes)
    ]
    found = _read_others(others, practice, parts)
    return with_starters(found, files, starters, practice, parts[len(others) :]) if starters else found


def _read_others(
    files: Sequence[Path], practice: str | None, parts: Sequence[Progress | None]
) -> Prescribing:
    """What prescribing files say that are no starters."""
    problems: list[Problem] = []
    reads = [read_file(file, practice, part) for file, part in zip(files, parts, strict=False)]
    for read in reads:
        problems += problems_of(read)
    if not problems:
        problems += _overlaps(reads)
    with no_collecting():
        imports = imports_of(reads)
    if not problems:
        problems += _nothing(files, reads, imports, practice)
    taken = [] if problems else reads
    return Prescribing(
        files=tuple(file.name for file in files),
        imports={} if problems else imports,
        names=names_of_practices(reads),
        rows_read=sum(read.sums.rows_read for read in reads),
        rows_used=sum(
            prescriber.rows
            for read in taken
            for prescriber in read.sums.prescribers.values()
            if prescriber.is_practice
        ),
        problems=tuple(problems),
        unmatched=_unmatched(reads),
        not_practices=_not_practices(reads) if practice is None else (),
        notes=tuple(notes_of(reads)),
        questions=tuple(f"{read.file}: {asked}" for read in taken for asked in _asked_of(read)),
    )  # fmt: skip


def _asked_of(read: FileRead) -> Iterator[str]:
    """What is to be looked at in a file that is taken; of months that are not over it cannot have all."""
    yield from read.questions.values()
    today = day_of_today()
    late = sorted({m for span in read.sums.spans for m in months_of(span) if not has_ended(m, today)})
    if late:
        yield (
            f"it is of {months_together(late)}, and today is {day_words(today)}: nobody has all figures of "
            "months that have not ended. Look at its month, or set the clock of this computer"
        )


def given_twice(files: Sequence[Path]) -> Iterator[Problem]:
    """Files that are given more than once, under whichever name."""
    seen: dict[Path, Path] = {}
    for file in files:
        place = Path(os.path.realpath(file))
        if place in seen:
            yield Problem(file.name, None, None, "the same file is given twice; give it once")
        seen[place] = file


def problems_of(read: FileRead) -> Iterator[Problem]:
    """Why a file cannot be taken."""
    yield from read.sums.problems
    if not read.sums.made_up_snomed:  # codes that were never real say nothing of rounding
        yield from read.sums.rounded_snomed
    if read.sums.more_problems:
        yield Problem(read.file, None, None, f"and {read.sums.more_problems:,} more problems like these")


def _overlaps(reads: Sequence[FileRead]) -> Iterator[Problem]:
    """A month of a practice may come from one file only, or its figures would count twice."""
    if len(reads) < 2:
        return
    seen: dict[_Place, FileRead] = {}
    told: set[tuple[str, str, str]] = set()
    for read in reads:
        mine: set[_Place] = set()
        for span, practices in read.sums.spans.items():
            for practice in practices:
                mine |= {(practice, month) for month in months_of(span)}
        for practice, month in sorted(mine):
            other = seen.setdefault((practice, month), read)
            if other is read or (read.one_product and other.one_product and not _same_products(read, other)):
                continue
            if (other.file, read.file, month) not in told:
                told.add((other.file, read.file, month))
                why = f"{month_words(month)} is in {other.file} too ({practice}); give one of the two files"
                yield Problem(read.file, None, None, why)


def _same_products(one: FileRead, other: FileRead) -> bool:
    def codes(read: FileRead) -> set[str]:
        return {
            code
            for practices in read.sums.spans.values()
            for products in practices.values()
            for code in products
        }

    return bool(codes(one) & codes(other))


def _nothing(
    files: Sequence[Path], reads: Sequence[FileRead], imports: Mapping[str, object], practice: str | None
) -> Iterator[Problem]:
    if imports:
        return
    who = f"of practice {practice} " if practice else ""
    strangers = {
        code for read in reads for code, each in read.sums.prescribers.items() if not each.is_practice
    }
    for file, read in zip(files, reads, strict=True):
        unlisted = {
            code: unknown.name
            for (whose, code), unknown in read.sums.unknown.items()
            if practice in (None, whose) and whose not in strangers
        }
        if practice in strangers:
            why = f"{practice} is a PCN's or another prescriber's code and is not a practice; it is not taken"
        elif unlisted:
            why = f"its only inhalers {who}are not in our list: {_named(unlisted)}"
        elif any(each.rows for code, each in read.sums.prescribers.items() if practice in (None, code)):
            why = (
                f"all figures {who}in it are 0, so there is nothing to import. If none were prescribed, type "
                "the 0 on the Inhalers page"
            )
        elif read.sums.left_out:
            why = f"there are no inhalers {who}in it: {read.sums.left_out[0].why}"
        elif practice:
            why = f"there are no inhalers {who}in it; check the practice's code and that the file is of it"
        else:
            why = "there are no inhalers in it"
        yield Problem(file.name, None, None, why)


def _named(products: Mapping[str, str]) -> str:
    """The first few products by name and code, and how many more there are."""
    shown = [name_and_code(name, code) for code, name in sorted(products.items())]
    more = len(shown) - _MOST_NAMED
    return ", ".join(shown[:_MOST_NAMED]) + (f" and {more:,} more" if more > 0 else "")


def imports_of(reads: Sequence[FileRead]) -> dict[str, tuple[MonthImport, ...]]:
    """The months of each practice; the sums are given away while they are made."""
    strangers = {
        code
        for read in reads
        for code, prescriber in read.sums.prescribers.items()
        if not prescriber.is_practice
    }
    found: dict[str, dict[str, MonthImport]] = {}
    for read in reads:
        products_named, asked = _names_of_products(read), tuple(sorted(read.questions))
        for span, practices in read.sums.spans.items():
            while practices:  # sums are let go as they are taken: of a national month there are many
                practice, products = practices.popitem()
                taken = imported(products, products_named)
                if practice in strangers or not taken:
                    continue
                mine = found.setdefault(practice, {})
                there = mine.get(span)
                if there is not None:  # another product of the same month, from a file of its own
                    taken = tuple(sorted((*there.products, *taken)))
                questions = asked if there is None else tuple(sorted({*there.questions, *asked}))
                file = read.file if there is None else f"{there.file}, {read.file}"
                mine[span] = MonthImport(span, file, taken, questions)
    return {
        practice: tuple(months[span] for span in sorted(months)) for practice, months in sorted(found.items())
    }


def _names_of_products(read: FileRead) -> dict[str, str]:
    """What a file calls the products that the list does not name, as a return can hold it."""
    names = dict(read.sums.brands)
    for (_, code), unknown in read.sums.unknown.items():
        names[code] = first_name(names.get(code, ""), unknown.name)
    return {code: name for code, name in names.items() if name and text_problem(name) is None}


def names_of_practices(reads: Sequence[FileRead]) -> dict[str, str]:
    """What files call those who prescribed."""
    names: dict[str, str] = {}
    for read in reads:
        for code, prescriber in read.sums.prescribers.items():
            if prescriber.name:
                names[code] = first_name(names.get(code, ""), prescriber.name)
    return names


def _unmatched(reads: Sequence[FileRead]) -> tuple[Unmatched, ...]:
    found: dict[str, Unknown] = {}
    for read in reads:
        for (practice, code), unknown in read.sums.unknown.items():
            prescriber = read.sums.prescribers.get(practice)
            if prescriber is not None and not prescriber.is_practice:
                continue
            there = found.setdefault(code, Unknown(unknown.name))
            there.name = first_name(there.name, unknown.name)
            there.items += unknown.items
            there.quantity += unknown.quantity
    with exact():
        return tuple(
            Unmatched(code, found[code].name, found[code].items, Decimal(found[code].quantity) / MILLIONTHS)
            for code in sorted(found)
        )


def _not_practices(reads: Sequence[FileRead]) -> tuple[NotPractice, ...]:
    items: dict[str, int] = {}
    for read in reads:
        for code, prescriber in read.sums.prescribers.items():
            if not prescriber.is_practice:
                items[code] = items.get(code, 0) + prescriber.items
    names = names_of_practices(reads)
    return tuple(NotPractice(code, names.get(code, ""), items[code]) for code in sorted(items))


def notes_of(reads: Sequence[FileRead]) -> Iterator[str]:
    """What was recognised, and what was not taken."""
    for read in reads:
        spans = read.spans_from_names
        by = "its name" if len(spans) == 1 else "the names of its tables"
        yield f"{read.file}: {read.words}{f'; {joined(spans)} by {by}' if spans else ''}"
        yield from not_taken_of(read)


def not_taken_of(read: FileRead) -> Iterator[str]:
    """What of a file was not taken, and what else a person is to know of it."""
    said = [*(f"{read.file}: {notice}" for notice in read.notices), *map(str, read.sums.left_out)]
    yield from said[:_MOST_LEFT_OUT]
    if more := len(said[_MOST_LEFT_OUT:]) + read.sums.more_left_out:
        yield f"{read.file}: and {more:,} more like these that are not taken"


def size_of(file: Path) -> int:
    """Its bytes; 0 where nobody can say."""
    try:
        return file.stat().st_size
    except OSError:
        return 0


def part_of(progress: Progress, before: int, size: int, whole: int) -> Progress:
    """Progress of one file as bytes of all files."""

    def report(done: int, of: int) -> None:
        progress(before + (size * done // of if of else 0), whole)

    return report
