"""What taking an import would change, product by product, worked out before anything is changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from greenpractice.numbers import exact
from greenpractice.prescribing.quarter import months_held
from greenpractice.prescribing.values import MonthImport
from greenpractice.returns.documents import Flag, RawRow, ReturnDocument
from greenpractice.sections.base import typed_row
from greenpractice.sections.inhalers import SECTION, product_name
from greenpractice.store import ReturnKey, Store
from greenpractice.tasks.importing import How, held_with, missing_months

_FIGURES = ("inhalers", "items")


class Effect(Enum):
    """What happens to a product, in the words of the screen."""

    NEW = "New"
    NEW_FIGURES = "Changes"
    OVER_TYPED = "Replaces typed figure"
    GONE = "Taken away"
    MARKED = "Same number"


@dataclass(frozen=True, slots=True)
class Change:
    """One figure of a product: the text it has, and the number it gets; None is no data."""

    old: str | None
    new: str | None

    @property
    def differs(self) -> bool:
        """True unless both are the same number, or both no data."""
        return self.old != self.new

    @property
    def difference(self) -> Decimal | None:
        """New less old, no data counting as 0; None where what stands there is no number."""
        try:
            with exact():
                return Decimal(self.new or 0) - Decimal(self.old or 0)
        except ArithmeticError:
            return None


@dataclass(frozen=True, slots=True)
class ProductPreview:
    """What happens to one product of a quarter."""

    bnf_code: str
    name: str
    inhalers: Change
    items: Change
    effect: Effect

    @property
    def values(self) -> int:
        """How many of its figures change."""
        return self.inhalers.differs + self.items.differs


@dataclass(frozen=True, slots=True)
class QuarterPreview:
    """What happens to one quarter. `same` products stay as they are; the others are in `products`.

    `before` and `after` are all inhalers of the quarter, None where there are none or one is no number.
    """

    key: ReturnKey
    months: tuple[str, ...]
    new_months: tuple[str, ...]
    products: tuple[ProductPreview, ...]
    same: int
    before: Decimal | None
    after: Decimal | None
    changes: bool

    @property
    def missing(self) -> tuple[str, ...]:
        """The months of the quarter that no import gave."""
        return missing_months(self.key, self.months)

    @property
    def values(self) -> int:
        """How many figures change."""
        return sum(product.values for product in self.products)


def previews(
    store: Store, new: Mapping[ReturnKey, Sequence[MonthImport]], how: How
) -> Iterator[QuarterPreview]:
    """Each touched quarter as it stands beside what it would be, the earliest first; nothing is written."""
    before = store.imports(new)
    for key, held in sorted(held_with(before, new).items()):
        stored = store.load(key)
        start = ReturnDocument(key.ods_code, key.period, 0, "") if stored is None else stored.document
        changes = held != before.get(key, ())
        yield _preview(key, held, new[key], start, how(start, held), held_differs=changes)


def _preview(
    key: ReturnKey,
    held: Sequence[MonthImport],
    new: Sequence[MonthImport],
    before: ReturnDocument,
    after: ReturnDocument,
    *,
    held_differs: bool,
) -> QuarterPreview:
    old, wanted = _products(before), _products(after)
    products = []
    for code in dict.fromkeys([*wanted, *old]):
        effect = _effect(old.get(code), wanted.get(code))
        if effect is not None:
            row = wanted[code][0] if code in wanted else old[code][0]
            inhalers, items = (
                Change(_plain(old.get(code), field), _plain(wanted.get(code), field)) for field in _FIGURES
            )
            name = product_name(typed_row(SECTION, row))
            products.append(ProductPreview(code, name, inhalers, items, effect))
    products.sort(key=lambda product: (product.effect is Effect.MARKED, product.name.casefold()))
    return QuarterPreview(
        key,
        months_held(held),
        months_held(new),
        tuple(products),
        len({*old, *wanted}) - len(products),
        _total(before),
        _total(after),
        held_differs or bool(products),
    )


_Product = tuple[RawRow, tuple[Flag, ...]]


def _products(document: ReturnDocument) -> dict[str, _Product]:
    """Rows with their flags by code; of a code that stands there twice the first, which an import fills."""
    found: dict[str, _Product] = {}
    for position, row in enumerate(document.rows(SECTION.key)):
        flags = tuple(flag for flag in document.flags if flag.section == SECTION.key and flag.row == position)
        found.setdefault(row.get("bnf_code", "").strip(), (row, flags))
    return found


def _effect(old: _Product | None, new: _Product | None) -> Effect | None:
    if new is None:
        return Effect.GONE
    if old is None:
        return Effect.NEW
    differ = [field for field in _FIGURES if _plain(old, field) != _plain(new, field)]
    if not differ:
        return None if _sources(old) == _sources(new) else Effect.MARKED
    typed = any(field in old[0] and not is_published(old[1], field) for field in differ)
    return Effect.OVER_TYPED if typed else Effect.NEW_FIGURES


def is_published(flags: Iterable[Flag], field: str) -> bool:
    """True if a row with these flags has this figure from published data, as a file gave it."""
    return any(flag.source is not None and flag.field in (None, field) for flag in flags)


def _sources(product: _Product) -> set[tuple[str | None, object]]:
    return {(flag.field, flag.source) for flag in product[1] if flag.source}


def _plain(product: _Product | None, field: str) -> str | None:
    text = None if product is None else product[0].get(field)
    return None if text is None else SECTION.fields[field].plain(text)


def _total(document: ReturnDocument) -> Decimal | None:
    spec = SECTION.fields["inhalers"]
    values = [spec.value(row["inhalers"]) for row in document.rows(SECTION.key) if "inhalers" in row]
    numbers = [value for value in values if isinstance(value, Decimal)]
    with exact():
        return sum(numbers, Decimal(0)) if numbers else None
