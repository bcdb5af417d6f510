"""What an import of prescribing files does to quarters of practices: for the command line and the window."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.facts.inhalers import load_inhalers
from greenpractice.numbers import exact
from greenpractice.prescribing.months import months_of
from greenpractice.prescribing.quarter import held_after, months_held, named, totals, with_imports
from greenpractice.prescribing.values import MonthImport, Prescribing
from greenpractice.returns.documents import ReturnDocument
from greenpractice.store import ReturnKey

How = Callable[[ReturnDocument, Sequence[MonthImport]], ReturnDocument]
Months = Mapping[ReturnKey, Sequence[MonthImport]]
Kept = Mapping[ReturnKey, Collection[str]]  # codes of products whose typed figures stay


@dataclass(frozen=True, slots=True)
class Quarter:
    """What a quarter of a practice has once the import is taken: months held, inhalers, items, products."""

    key: ReturnKey
    months: tuple[str, ...]
    inhalers: Decimal
    items: int | None
    products: int

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


def how_keeping(kept: Kept) -> How:
    """How a return takes its months where the typed figures of some products stay."""

    def how(document: ReturnDocument, held: Sequence[MonthImport]) -> ReturnDocument:
        return with_imports(document, held, kept.get(ReturnKey(document.ods_code, document.period), ()))

    return how


def how_named(names: Mapping[str, str], kept: Kept) -> How:
    """The same, and a return without a name gets that of the list, else the file's."""
    keeping = how_keeping(kept)

    def how(document: ReturnDocument, held: Sequence[MonthImport]) -> ReturnDocument:
        return keeping(named(document, names.get(document.ods_code)), held)

    return how


def quarter_after(key: ReturnKey, held: Sequence[MonthImport]) -> Quarter:
    """A quarter as the sum of the months it holds, over the products that are in the list."""
    products = [each for each in totals(held) if load_inhalers().product(each.bnf_code) is not None]
    counted = [product.items for product in products if product.items is not None]
    with exact():
        inhalers = sum((product.inhalers for product in products), Decimal(0))
    items = sum(counted) if len(counted) == len(products) else None
    return Quarter(key, months_held(held), inhalers, items, len(products))


def missing_months(key: ReturnKey, months: Iterable[str]) -> tuple[str, ...]:
    """The months of a return's quarter that are not among these."""
    have = set(months)
    return tuple(month for month in months_of(key.period.id) if month not in have)
