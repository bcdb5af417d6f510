"""What is to be known before figures of a starter file are taken: whose it can be, and what else is held."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from greenpractice.errors import UsageError
from greenpractice.facts.directory import Directory
from greenpractice.network.groups import Group, everyone
from greenpractice.numbers import exact, show
from greenpractice.periods import Period
from greenpractice.phrases import amount, counted, joined, months_together
from greenpractice.prescribing.quarter import totals
from greenpractice.prescribing.starter.making import Wanted
from greenpractice.prescribing.values import MonthImport, Prescribing, Problem
from greenpractice.returns.documents import ReturnDocument
from greenpractice.sections.inhalers import SECTION
from greenpractice.store import ReturnKey, Store
from greenpractice.tasks.import_preview import previews
from greenpractice.tasks.importing import (
    Months,
    answers_before,
    by_quarter,
    held_otherwise,
    held_with,
    how_named,
    inhalers_of,
)

AREA = "LLR"
_FIRST_YEAR = 2014  # of prescribing that is published by practice in the layouts that are read
_MOST_TOLD = 5


def wanted_of(codes: Sequence[str], first: str | None, last: str | None, directory: Directory) -> Wanted:
    """Whose figures a starter is made for: the area, networks, practices, by their codes.

    A network's are all practices that were in it at some time, as each wants its own years. Practices that
    are in no list are taken as they are named; UsageError for what can be none.
    """
    if AREA in codes:
        if len(codes) > 1:
            raise UsageError(f"--group takes {AREA} alone, or codes of networks and practices")
        return Wanted(everyone().name, frozenset(each.ods_code for each in directory.practices), first, last)
    found: set[str] = set()
    names, alone = list[str](), list[str]()
    for code in dict.fromkeys(codes):
        pcn = directory.pcn(code)
        if pcn is not None:
            names.append(f"{pcn.name} ({code})")
            found |= _members(code, directory)
        elif code.startswith("U"):
            raise UsageError(f"there is no network {code} in our list: give the codes of its practices")
        else:
            alone.append(code)
    found |= set(alone)
    if alone:
        names.append(alone[0] if len(alone) == 1 else counted(len(alone), "practice"))
    return Wanted(joined(names), frozenset(found), first, last)


def _members(pcn: str, directory: Directory) -> set[str]:
    """Everyone who ever was in a network."""
    return {
        practice.ods_code
        for practice in directory.practices
        if any(each.pcn_code == pcn for each in directory.memberships(practice.ods_code))
    }


def held_problems(found: Prescribing, before: Months, new: Months) -> Iterator[Problem]:
    """The months that are held with other figures than a starter has: nothing is replaced unasked."""
    file = ", ".join(found.starters)
    for key, months in sorted(new.items()):
        for old, over in held_otherwise(before.get(key, ()), months):
            yield Problem(file, None, None, f"{_both(key, old, over)}. {_REMEDY}")


def refused(found: Prescribing, problems: Sequence[Problem]) -> Prescribing:
    """The same where nothing of it is taken."""
    return replace(found, imports={}, problems=tuple(problems))


_REMEDY = (
    "Nothing is replaced unasked: give --replace where the starter file is right, or import a file of the "
    "month that is"
)


def _both(key: ReturnKey, old: MonthImport, over: Sequence[MonthImport]) -> str:
    here = f"{amount(inhalers_of(over), 'inhaler')}, from {joined([each.file for each in over])}"
    months, held = months_together(old.months), amount(inhalers_of([old]), "inhaler")
    return f"{months} of {key.ods_code} is held with {held}, from {old.file}, and has {here}, here"


def said_before(found: Prescribing, store: Store, new: Months) -> tuple[str, ...]:
    """What a person is to look at before a starter is taken: what it replaces, and years with two sums."""
    if not found.starters:
        return ()
    before = store.imports(new)
    clash = [
        f"{_both(key, old, over)}. Import takes what is in the starter file in its place"
        for key, months in sorted(new.items())
        for old, over in held_otherwise(before.get(key, ()), months)
    ]
    more = len(clash) - _MOST_TOLD
    rest = [f"{counted(more, 'more month')} held with other figures: see below"] if more > 0 else []
    return (*clash[:_MOST_TOLD], *rest, *years_beside(store, before, new))


def years_beside(store: Store, before: Months, new: Months) -> Iterator[str]:
    """Of years with a return of the whole year: it is not counted once all four quarters have inhalers."""
    held = held_with(before, new)
    practices = {key.ods_code for key in new}
    for key in sorted(each for each in store.keys() if each.period.is_year and each.ods_code in practices):
        stored = store.load(key)
        typed = None if stored is None else _typed(stored.document)
        if typed is None:
            continue
        quarters = [held.get(ReturnKey(key.ods_code, quarter), ()) for quarter in key.period.quarters]
        if not all(quarters):
            continue
        with exact():
            there = sum((each.inhalers for months in quarters for each in totals(months)), Decimal(0))
        yield (
            f"{key.ods_code}, {key.period.words}: your return of the whole year has "
            f"{amount(typed, 'inhaler')}, its four quarters here have {show(there)}. It stays as it is, and "
            "the year is then made of the quarters"
        )


def _typed(document: ReturnDocument) -> Decimal | None:
    spec = SECTION.fields["inhalers"]
    values = [spec.value(row["inhalers"]) for row in document.rows(SECTION.key) if "inhalers" in row]
    numbers = [value for value in values if isinstance(value, Decimal)]
    with exact():
        return sum(numbers, Decimal(0)) if numbers else None


def codes_of(group: Group, directory: Directory, last: Period) -> frozenset[str]:
    """Everyone who is in a group in any year up to this one, and who was merged into one of them."""
    years = [Period(year) for year in range(_FIRST_YEAR, last.year + 1)]
    inside = {code for year in years for code in group.members(directory, year)} | group.added
    return frozenset(inside | {said.ods_code for code in inside for said in directory.merged_into(code)})


@dataclass(frozen=True, slots=True)
class Brings:
    """What published data of a group would put in the store: whose, of how many quarters and months."""

    found: Prescribing
    practices: int
    quarters: int
    months: int
    new_months: int
    clashes: tuple[str, ...]

    @property
    def words(self) -> str:
        """`8 practices, 28 quarters: 2,688 months, 2,600 of them new.`."""
        months = amount(Decimal(self.months), "month")
        return (
            f"{counted(self.practices, 'practice')}, {counted(self.quarters, 'quarter')}: {months} of "
            f"practices, {self.new_months:,} of them new."
        )


def brought_by(store: Store, found: Prescribing) -> Brings:
    """What taking it would do; nothing is written."""
    new = by_quarter(found)
    before = store.imports(new)
    held = {(key.ods_code, each.span) for key, months in before.items() for each in months}
    months = [(code, each.span) for code, mine in found.imports.items() for each in mine]
    clashes = tuple(
        f"{_both(key, old, over)}. It is replaced by what is in the file"
        for key, its in sorted(new.items())
        for old, over in held_otherwise(before.get(key, ()), its)
    )
    quarters = {key.period for key in new}
    fresh = sum(each not in held for each in months)
    return Brings(found, len(found.imports), len(quarters), len(months), fresh, clashes)


@dataclass(frozen=True, slots=True)
class Before:
    """What stood in the quarters that months were taken for: the returns there were, and the months held."""

    quarters: frozenset[ReturnKey]
    returns: Mapping[ReturnKey, ReturnDocument]
    held: Months


def take_all(store: Store, found: Prescribing) -> Before:
    """Take the months of every practice in one transaction; what was typed stays. What was there before."""
    new, there = by_quarter(found), set(store.keys())
    before = Before(
        frozenset(new),
        {ReturnKey(each.ods_code, each.period): each for each in store.documents(there & new.keys())},
        store.imports(new),
    )
    known = {key: months for key, months in new.items() if key in there}
    kept = {each.key: each.may_keep for each in previews(store, known) if each.may_keep}
    store.take_imports(new.items(), how_named(found.names, kept, answers_before(store, new)))
    return before


def take_back(store: Store, before: Before) -> None:
    """Put inhalers and months of those quarters back as they were, in one transaction."""

    def as_before(document: ReturnDocument, _held: Sequence[MonthImport]) -> ReturnDocument:
        there = before.returns.get(ReturnKey(document.ods_code, document.period))
        return replace(document, sections={}, flags=()) if there is None else there

    quarters = sorted(before.quarters)
    with store.step("Take published months back"):
        store.take_imports(((key, ()) for key in quarters), as_before)
        for key in quarters:
            store.hold_imports(key, before.held.get(key, ()))
