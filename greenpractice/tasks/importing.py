"""What an import of prescribing files does to quarters of practices: for the command line and the window."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from greenpractice.facts.inhalers import load_inhalers
from greenpractice.numbers import exact
from greenpractice.phrases import amount, joined, months_together
from greenpractice.prescribing.months import months_of
from greenpractice.prescribing.quarter import (
    NO_DEVICES,
    held_after,
    months_held,
    named,
    totals,
    with_imports,
)
from greenpractice.prescribing.values import MonthImport, Prescribing
from greenpractice.returns.documents import ReturnDocument
from greenpractice.returns.packs_carried import (
    NOTHING_SAID,
    Said,
    asks_for_packs,
    last_said,
    may_be_either,
    said_in,
    with_carried,
)
from greenpractice.sections.inhalers import SECTION, is_device
from greenpractice.store import ReturnKey, Store

How = Callable[[ReturnDocument, Sequence[MonthImport]], ReturnDocument]
Months = Mapping[ReturnKey, Sequence[MonthImport]]
Kept = Mapping[ReturnKey, Collection[str]]  # codes of products whose typed figures stay
_AT_ONCE = 500  # returns read


@dataclass(frozen=True, slots=True)
class Answers:
    """What practices have answered before: the newest device of each product that is in no list, by practice
    and code, and what was last said of packs before each return.
    """

    devices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    packs: Mapping[ReturnKey, Said] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Quarter:
    """What a quarter of a practice has once the import is taken: months held, inhalers, items, products.

    `others` are the products that are in no list, and `of_others` their inhalers.
    """

    key: ReturnKey
    months: tuple[str, ...]
    inhalers: Decimal
    items: int | None
    products: int
    others: int
    of_others: Decimal

    @property
    def missing(self) -> tuple[str, ...]:
        """The months of the quarter that no import gave."""
        return missing_months(self.key, self.months)


def by_quarter(found: Prescribing) -> dict[ReturnKey, list[MonthImport]]:
    """The months that files gave, by the return they belong to."""
    months: dict[ReturnKey, list[MonthImport]] = {}
    for practice, imports in found.imports.items():
        for each in imports:
            months.setdefault(ReturnKey(practice, each.period), []).append(each)
    return months


def held_with(before: Months, new: Months) -> dict[ReturnKey, tuple[MonthImport, ...]]:
    """The months each touched quarter holds once new ones have taken the place of those they cover."""
    return {key: held_after(before.get(key, ()), months) for key, months in new.items()}


def held_otherwise(
    before: Iterable[MonthImport], new: Sequence[MonthImport]
) -> Iterator[tuple[MonthImport, list[MonthImport]]]:
    """Earlier imports whose months new ones cover and say something else of, each with these."""
    for old in before:
        over = [each for each in new if not set(each.months).isdisjoint(old.months)]
        if over and (old.months != months_held(over) or old.products != over[0].products):
            yield old, over


def replaced_words(before: Iterable[MonthImport], new: Sequence[MonthImport]) -> tuple[str, ...]:
    """What becomes of earlier imports whose months new ones cover, each that says something else."""
    said = []
    for old, over in held_otherwise(before, new):
        now = f"{amount(inhalers_of(over), 'inhaler')} of {months_together(months_held(over))}"
        files = joined(list(dict.fromkeys(each.file for each in over)))
        words = f"{amount(inhalers_of([old]), 'inhaler')} of {months_together(old.months)}"
        gone = [month for month in old.months if month not in months_held(over)]
        are = f", and {months_together(gone)} {'is' if len(gone) == 1 else 'are'} not in the quarter any more"
        said.append(
            f"{words}, imported from {old.file}, replaced by {now}, from {files}{are if gone else ''}"
        )
    return tuple(said)


def inhalers_of(months: Iterable[MonthImport]) -> Decimal:
    """All inhalers of these months."""
    with exact():
        return sum((product.inhalers for each in months for product in each.products), Decimal(0))


def answers_before(store: Store | None, new: Months) -> Answers:
    """What practices have answered in their returns, as far as these months ask for it."""
    if store is None:
        return Answers()
    listed, there = load_inhalers(), store.keys()
    unlisted = {
        key.ods_code
        for key, months in new.items()
        if any(listed.product(product.bnf_code) is None for each in months for product in each.products)
    }
    periods = {key.period for key in (*new, *there)}
    later = frozenset(period for period in periods if asks_for_packs(period))
    asking = [
        key
        for key, months in new.items()
        if key.period in later and any(may_be_either(code, key.period.first_day) for code in _codes(months))
    ]
    devices: dict[str, dict[str, str]] = {}
    for document in _read(store, (key for key in there if key.ods_code in unlisted)):
        mine = devices.setdefault(document.ods_code, {})
        for row in document.rows(SECTION.key):
            code, device = row.get("bnf_code", "").strip(), row.get("device", "")
            if is_device(device) and listed.product(code) is None:
                mine[code] = device
    return Answers(devices, _packs_before(store, asking, [key for key in there if key.period in later]))


def _codes(months: Iterable[MonthImport]) -> Iterator[str]:
    return (product.bnf_code for each in months for product in each.products)


def _packs_before(
    store: Store, asking: Sequence[ReturnKey], could: Sequence[ReturnKey]
) -> dict[ReturnKey, Said]:
    """What those returns that `could` say it say of packs before each that is asking."""
    until: dict[str, date] = {}
    for key in asking:
        until[key.ods_code] = max(key.period.first_day, until.get(key.ods_code, key.period.first_day))
    earlier = (key for key in could if key.ods_code in until and key.period.last_day < until[key.ods_code])
    returns: dict[str, list[ReturnDocument]] = {}
    for document in _read(store, earlier):
        if said_in(document):
            returns.setdefault(document.ods_code, []).append(document)
    return {key: last_said(key.period, returns.get(key.ods_code, ())) for key in asking}


def _read(store: Store, keys: Iterable[ReturnKey]) -> Iterator[ReturnDocument]:
    """These returns, the earliest first: a later answer takes the place of one before it."""
    ordered = sorted(keys, key=lambda key: key.period.last_day)
    for start in range(0, len(ordered), _AT_ONCE):
        yield from store.documents(ordered[start : start + _AT_ONCE])


def waiting_for_device(new: Months, answers: Answers) -> frozenset[str]:
    """The codes of products in these months that are in no list and that some practice has no answer for."""
    return frozenset(
        code
        for key, months in new.items()
        for code in _codes(months)
        if load_inhalers().product(code) is None and code not in answers.devices.get(key.ods_code, NO_DEVICES)
    )


def how_keeping(kept: Kept, answers: Answers) -> How:
    """How a return takes its months where the typed figures of some products stay."""

    def how(document: ReturnDocument, held: Sequence[MonthImport]) -> ReturnDocument:
        key = ReturnKey(document.ods_code, document.period)
        devices = answers.devices.get(document.ods_code, NO_DEVICES)
        after = with_imports(document, held, kept.get(key, ()), devices)
        return with_carried(document, after, answers.packs.get(key, NOTHING_SAID))

    return how


def take_months(store: Store, new: Months, keep: Kept) -> None:
    """Put months of prescribing in the place of those held, with the answers that practices have given."""
    store.take_imports(new.items(), how_keeping(keep, answers_before(store, new)))


def how_named(names: Mapping[str, str], kept: Kept, answers: Answers) -> How:
    """The same, and a return without a name gets that of the list, else the file's."""
    keeping = how_keeping(kept, answers)

    def how(document: ReturnDocument, held: Sequence[MonthImport]) -> ReturnDocument:
        return keeping(named(document, names.get(document.ods_code)), held)

    return how


def quarter_after(key: ReturnKey, held: Sequence[MonthImport]) -> Quarter:
    """A quarter as the sum of the months it holds, over the products that are in the list."""
    everything = totals(held)
    products = [each for each in everything if load_inhalers().product(each.bnf_code) is not None]
    counted = [product.items for product in products if product.items is not None]
    with exact():
        inhalers = sum((product.inhalers for product in products), Decimal(0))
        of_others = sum((product.inhalers for product in everything), Decimal(0)) - inhalers
    items = sum(counted) if len(counted) == len(products) else None
    return Quarter(
        key, months_held(held), inhalers, items, len(products), len(everything) - len(products), of_others
    )


def missing_months(key: ReturnKey, months: Iterable[str]) -> tuple[str, ...]:
    """The months of a return's quarter that are not among these."""
    have = set(months)
    return tuple(month for month in months_of(key.period.id) if month not in have)
