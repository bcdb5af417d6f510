"""Starter files beside each other and beside prescribing files: a month counts once, where all agree."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from greenpractice.facts.inhalers import load_inhalers
from greenpractice.numbers import exact
from greenpractice.periods import day_of_today, day_words
from greenpractice.phrases import amount
from greenpractice.prescribing.months import has_ended, months_of
from greenpractice.prescribing.opening import Progress
from greenpractice.prescribing.starter.layout import Head, months_between, months_words
from greenpractice.prescribing.starter.reading import Starter, read_starter
from greenpractice.prescribing.values import (
    ImportedProduct,
    MonthImport,
    Prescribing,
    Problem,
    Refused,
    Unmatched,
    Whose,
)
from greenpractice.returns.file_questions import KINDS

_MOST_TOLD = 20
_UNSIGNED = "It is not signed: its figures are as its maker gave them, so take it only from someone you know"
_Place = tuple[str, str]  # practice and month
_From = tuple[str, MonthImport]  # file that was opened, and what it says


def none_taken(files: Sequence[Path], problems: Iterable[Problem]) -> Prescribing:
    """Nothing but problems."""
    return Prescribing(tuple(file.name for file in files), {}, {}, 0, 0, tuple(problems), (), ())


def with_starters(
    found: Prescribing,
    files: Sequence[Path],
    starters: Sequence[Path],
    practice: Whose,
    progress: Sequence[Progress | None],
) -> Prescribing:
    """What other files say, and the starters among `files` of whom is wanted; with a problem nothing.

    Months that have not ended by the clock of this computer are named and not taken.
    """
    problems, read, notes, today = [*found.problems], list[Starter](), [*found.notes], day_of_today()
    for path, told in zip(starters, progress, strict=True):
        try:
            starter = read_starter(path, practice, told)
        except Refused as refused:
            problems.append(refused.of(path.name))
            continue
        if isinstance(practice, str) and practice not in starter.imports:
            problems.append(Problem(path.name, None, None, _not_in_it(practice, starter.head)))
        starter, ahead = _without_ahead(starter, today)
        if ahead and not starter.imports:
            problems.append(Problem(path.name, None, None, _ahead_words(ahead, today)))
        elif ahead:
            notes.append(f"{path.name}: {_ahead_words(ahead, today)}")
        read.append(starter)
    if not problems:
        problems += _disagreeing(found, read)
    named = tuple(path.name for path in starters)
    if problems:
        return replace(none_taken(files, problems), starters=named, notes=tuple(notes))
    taken = {code: _together(code, found, read) for code in sorted(_codes(found, read))}
    figures = sum(starter.head.figures for starter in read)
    used = sum(
        len(each.products) for starter in read for months in starter.imports.values() for each in months
    )
    return replace(
        found,
        files=tuple(file.name for file in files),
        imports=taken,
        names={**{code: name for each in read for code, name in each.names.items()}, **found.names},
        rows_read=found.rows_read + figures,
        rows_used=found.rows_used + used,
        unmatched=_unmatched(found, read),
        notes=(*notes, *(note for each in read for note in _notes(each, practice))),
        questions=(*found.questions, *(asked for each in read for asked in _questions(each))),
        starters=named,
    )


def _without_ahead(starter: Starter, today: date) -> tuple[Starter, set[str]]:
    """The same without months that have not ended, and which those are; who has no others is not in it."""
    kept, ahead = dict[str, tuple[MonthImport, ...]](), set[str]()
    for code, months in starter.imports.items():
        late = {month for each in months for month in each.months if not has_ended(month, today)}
        ended = tuple(each for each in months if late.isdisjoint(each.months))
        ahead |= {month for each in months if each not in ended for month in each.months}
        if ended:
            kept[code] = ended
    return (replace(starter, imports=kept), ahead) if ahead else (starter, ahead)


def _ahead_words(months: Iterable[str], today: date) -> str:
    return (
        f"not taken: {months_words(months)}, as nobody has figures of months that have not ended, and today "
        f"is {day_words(today)}. Set the clock of this computer if that is wrong; else ask whoever made the "
        "file for one with the right months"
    )


def _not_in_it(practice: str, head: Head) -> str:
    return (
        f"{practice} is not in it: this is {head.words}. Check the practice's code, or ask for a starter "
        "file with your practice in it"
    )


def _codes(found: Prescribing, read: Iterable[Starter]) -> set[str]:
    return {*found.imports, *(code for each in read for code in each.imports)}


def _of(code: str, found: Prescribing, read: Iterable[Starter]) -> Iterator[_From]:
    """Every month that a file says of a practice, those of prescribing files first."""
    for each in found.imports.get(code, ()):
        yield each.file, each
    for starter in read:
        for each in starter.imports.get(code, ()):
            yield starter.file, each


def _together(code: str, found: Prescribing, read: Sequence[Starter]) -> tuple[MonthImport, ...]:
    """The months of a practice, each once, as the first file says it."""
    months: dict[str, MonthImport] = {}
    for _, each in _of(code, found, read):
        months.setdefault(each.span, each)
    return tuple(months[span] for span in sorted(months))


def _disagreeing(found: Prescribing, read: Sequence[Starter]) -> Iterator[Problem]:
    """The months of which two files say something else: which of them is right nobody here knows."""
    told = 0
    for code in sorted(_codes(found, read)):
        seen: dict[str, _From] = {}
        for file, each in _of(code, found, read):
            for month in each.months:
                first, there = seen.setdefault(month, (file, each))
                if there is each or (there.span == each.span and there.products == each.products):
                    continue
                told += 1
                if told <= _MOST_TOLD:
                    why = (
                        f"{months_words([month])} of {code} has {_inhalers(each)} here (from {each.file}) "
                        f"and {_inhalers(there)} in {first} (from {there.file}). Open only the one that is "
                        "right, which is mostly the one made later"
                    )
                    yield Problem(file, None, None, why)
    if told > _MOST_TOLD:
        yield Problem(read[-1].file, None, None, f"and {told - _MOST_TOLD:,} more months like these")


def _inhalers(month: MonthImport) -> str:
    with exact():
        return amount(sum((product.inhalers for product in month.products), Decimal(0)), "inhaler")


def _unmatched(found: Prescribing, read: Sequence[Starter]) -> tuple[Unmatched, ...]:
    """What is in no list, over all months that are taken."""
    listed, sums = load_inhalers(), {each.bnf_code: each for each in found.unmatched}
    counted: set[_Place] = {(code, each.span) for code, months in found.imports.items() for each in months}
    for starter in read:
        for code, months in starter.imports.items():
            for each in months:
                if (code, each.span) in counted:
                    continue
                counted.add((code, each.span))
                for product in each.products:
                    if listed.product(product.bnf_code) is None:
                        sums[product.bnf_code] = _added(sums.get(product.bnf_code), product)
    return tuple(sums[code] for code in sorted(sums))


def _added(there: Unmatched | None, product: ImportedProduct) -> Unmatched:
    if there is None:
        return Unmatched(product.bnf_code, product.name, product.items or 0, product.inhalers)
    names = [name for name in (there.name, product.name) if name]
    with exact():
        quantity = there.quantity + product.inhalers
    return Unmatched(there.bnf_code, min(names, default=""), there.items + (product.items or 0), quantity)


def _notes(starter: Starter, practice: Whose) -> Iterator[str]:
    """What it is, how new, and which months are missing."""
    head, file = starter.head, starter.file
    spans = [month for months in starter.imports.values() for each in months for month in each.months]
    yield f"{file}: {head.words}. {_UNSIGNED}"
    if not spans:
        return
    newest = max(spans)
    yield (
        f"{file}: its newest month is {months_words([newest])}. Months are published about seven weeks after "
        "they end, so later ones are not in it"
    )
    if head.missing:
        yield f"{file}: no file gave {months_words(head.missing)}; there are no figures of that time in it"
    if isinstance(practice, str) and practice in starter.imports:
        mine = {month for each in starter.imports[practice] for month in each.months}
        gone = [month for month in months_between(min(mine), newest) if month not in mine]
        others = [month for month in gone if month not in head.missing]
        if others:
            yield f"{file}: {practice} has no inhalers in {months_words(others)}"
        if min(mine) > head.first:
            yield f"{file}: {practice} is in it from {months_words([min(mine)])} on"


def _questions(starter: Starter) -> Iterator[str]:
    """What is asked of the files that it was made of, each kind once with its months."""
    taken = {each.file for months in starter.imports.values() for each in months}
    asked: dict[str, set[str]] = {}
    for origin in starter.head.files:
        for kind in origin.questions if origin.name in taken else ():
            asked.setdefault(kind, set()).update(m for span in origin.months for m in months_of(span))
    for kind, months in sorted(asked.items()):
        yield f"{starter.file}: the prescribing file of {months_words(months)} {KINDS[kind]}"
