"""What taking an import would change, product by product, worked out before anything is changed."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from greenpractice.numbers import exact, round_half_up, show_inhalers
from greenpractice.phrases import counted, noun
from greenpractice.prescribing.quarter import NO_DEVICES, months_held, with_imports
from greenpractice.prescribing.values import MonthImport
from greenpractice.returns.documents import ReturnDocument
from greenpractice.returns.evidence import counted_words, names_of
from greenpractice.sections.base import typed_row
from greenpractice.sections.inhalers import SECTION, product_name
from greenpractice.store import ReturnKey, Store
from greenpractice.tasks.import_effects import FIGURES, Effect, effect_on, plain, products_of
from greenpractice.tasks.importing import (
    Answers,
    Kept,
    Months,
    answers_before,
    held_with,
    missing_months,
    replaced_words,
    waiting_for_device,
)


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
    effect: Effect | None  # None: it stays as it is

    @property
    def values(self) -> int:
        """How many of its figures change."""
        return self.inhalers.differs + self.items.differs


@dataclass(frozen=True, slots=True)
class QuarterPreview:
    """What happens to one quarter: `unchanged` products stay as they are, the others are in `products`.

    `before` and `after` are all inhalers of the quarter, None where there are none or one is no number.
    `waiting` are the codes of products in no list that have no device yet.
    `kept` are the codes of products whose typed figures a person keeps in the place of the files'.
    `replaced` says what becomes of earlier imports.
    """

    key: ReturnKey
    months: tuple[str, ...]
    new_months: tuple[str, ...]
    products: tuple[ProductPreview, ...]
    unchanged: tuple[ProductPreview, ...]
    before: Decimal | None
    after: Decimal | None
    held_differs: bool
    start: ReturnDocument
    held: tuple[MonthImport, ...]
    waiting: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    replaced: tuple[str, ...] = ()

    @property
    def same(self) -> int:
        """How many products stay as they are."""
        return len(self.unchanged)

    @property
    def may_keep(self) -> frozenset[str]:
        """The codes of products whose typed figure is replaced unless it is kept."""
        return frozenset(each.bnf_code for each in self.products if each.effect is Effect.OVER_TYPED)

    def keeping(self, codes: Collection[str]) -> "QuarterPreview":
        """The same import where the typed figures of these products stay; of others nothing can be kept."""
        kept = self.may_keep.intersection(codes)
        return replace(self, kept=kept, after=_total(with_imports(self.start, self.held, kept)))

    @property
    def changes(self) -> bool:
        """True if taking it would change anything."""
        return self.held_differs or len(self.products) > len(self.kept)

    @property
    def kept_products(self) -> list[ProductPreview]:
        """The products whose typed figures stay."""
        return [product for product in self.products if product.bnf_code in self.kept]

    @property
    def kept_words(self) -> str:
        """What is typed and kept, and what the files have in its place; nothing where nothing is kept."""
        if not self.kept:
            return ""
        mine, theirs = (_sum(each.inhalers.old for each in self.kept_products),
                        _sum(each.inhalers.new for each in self.kept_products))  # fmt: skip
        of = counted(len(self.kept), "product")
        return f"{_inhalers(mine)} of {of} typed and kept, where the files have {_inhalers(theirs)}"

    @property
    def missing(self) -> tuple[str, ...]:
        """The months of the quarter that no import gave."""
        return missing_months(self.key, self.months)

    @property
    def values(self) -> int:
        """How many figures change."""
        return sum(product.values for product in self.products if product.bnf_code not in self.kept)


def previews(store: Store, new: Mapping[ReturnKey, Sequence[MonthImport]]) -> Iterator[QuarterPreview]:
    """Each touched quarter as it stands beside what it would be, the earliest first; nothing is written."""
    before, answers = store.imports(new), answers_before(store, new)
    for key, held in sorted(held_with(before, new).items()):
        stored = store.load(key)
        start = ReturnDocument(key.ods_code, key.period, 0, "") if stored is None else stored.document
        changes = held != before.get(key, ())
        preview = _preview(key, held, new[key], start, answers, held_differs=changes)
        said = (*replaced_words(before.get(key, ()), new[key]), *_attached_words(preview))
        yield replace(preview, replaced=said)


def _attached_words(preview: QuarterPreview) -> Iterator[str]:
    """Where the bills and print-outs of products go that no month has any more."""
    gone = {product.bnf_code: product.name for product in preview.products if product.effect is Effect.GONE}
    there = products_of(preview.start) if gone else {}
    for code, name in gone.items():
        names = names_of(there[code][1])
        if not names:
            continue
        heir = next(iter(with_imports(preview.start, preview.held).rows(SECTION.key)), None)
        to = (
            "go with it, as no product is left: Ctrl+Z brings them back"
            if heir is None
            else f"go to {product_name(typed_row(SECTION, heir))}, the first product that is left"
        )
        yield f"{name} has no figure any more: {counted_words(names)} of it {to}"


def months_again(store: Store, key: ReturnKey) -> tuple[Months, Kept]:
    """The months that a return holds, to be taken again by the facts that count now; typed figures stay.

    What no list had when they were taken was kept as its quantity says, with its items: newer facts may
    have its pack. Without months held there is nothing to take.
    """
    held = store.imports([key]).get(key, ())
    if not held:
        return {}, {}
    return {key: held}, {each.key: each.may_keep for each in previews(store, {key: held})}


def _preview(
    key: ReturnKey,
    held: tuple[MonthImport, ...],
    new: Sequence[MonthImport],
    before: ReturnDocument,
    answers: Answers,
    *,
    held_differs: bool,
) -> QuarterPreview:
    after = with_imports(before, held, (), answers.devices.get(key.ods_code, NO_DEVICES))
    old, wanted = products_of(before), products_of(after)
    products: list[ProductPreview] = []
    unchanged: list[ProductPreview] = []
    for code in dict.fromkeys([*wanted, *old]):
        effect = effect_on(old.get(code), wanted.get(code))
        row = wanted[code][0] if code in wanted else old[code][0]
        inhalers, items = (
            Change(plain(old.get(code), field), plain(wanted.get(code), field)) for field in FIGURES
        )
        name = product_name(typed_row(SECTION, row))
        found = ProductPreview(code, name, inhalers, items, effect)
        (unchanged if effect is None else products).append(found)
    products.sort(key=lambda product: (product.effect is Effect.MARKED, product.name.casefold()))
    return QuarterPreview(
        key,
        months_held(held),
        months_held(new),
        tuple(products),
        tuple(sorted(unchanged, key=lambda product: product.name.casefold())),
        _total(before),
        _total(after),
        held_differs,
        before,
        held,
        waiting_for_device({key: new}, answers),
    )


def _inhalers(number: Decimal | None) -> str:
    return (
        "no inhalers"
        if number is None
        else f"{show_inhalers(number)} {noun(round_half_up(number, 1), 'inhaler')}"
    )


def _total(document: ReturnDocument) -> Decimal | None:
    return _sum(row.get("inhalers") for row in document.rows(SECTION.key))


def _sum(texts: Iterable[str | None]) -> Decimal | None:
    spec = SECTION.fields["inhalers"]
    values = [spec.value(text) for text in texts if text is not None]
    numbers = [value for value in values if isinstance(value, Decimal)]
    with exact():
        return sum(numbers, Decimal(0)) if numbers else None
