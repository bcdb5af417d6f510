"""What an import does to each product of a return, by the return before and after it."""

from enum import Enum

from greenpractice.carbon.published import is_published
from greenpractice.returns.documents import Flag, RawRow, ReturnDocument
from greenpractice.sections.inhalers import SECTION

FIGURES = ("inhalers", "items")
Product = tuple[RawRow, tuple[Flag, ...]]


class Effect(Enum):
    """What happens to a product, in the words of the screen."""

    NEW = "New"
    NEW_FIGURES = "Changes"
    OVER_TYPED = "Replaces typed figure"
    GONE = "Taken away"
    MARKED = "Same number"


def products_of(document: ReturnDocument) -> dict[str, Product]:
    """Rows with their flags by code; of a code that stands there twice the first, which an import fills."""
    flags: dict[int, list[Flag]] = {}
    for flag in document.flags:
        if flag.section == SECTION.key:
            flags.setdefault(flag.row, []).append(flag)
    found: dict[str, Product] = {}
    for position, row in enumerate(document.rows(SECTION.key)):
        found.setdefault(row.get("bnf_code", "").strip(), (row, tuple(flags.get(position, ()))))
    return found


def effect_on(old: Product | None, new: Product | None) -> Effect | None:
    """What becomes of a product; None where it stays as it is."""
    if new is None:
        return Effect.GONE
    if old is None:
        return Effect.NEW
    differ = [field for field in FIGURES if plain(old, field) != plain(new, field)]
    if not differ:
        return None if _sources(old) == _sources(new) else Effect.MARKED
    typed = any(field in old[0] and not is_published(old[1], field) for field in differ)
    return Effect.OVER_TYPED if typed else Effect.NEW_FIGURES


def plain(product: Product | None, field: str) -> str | None:
    """A figure of a product as a plain decimal, or as it stands where it is no number; None is no data."""
    text = None if product is None else product[0].get(field)
    return None if text is None else SECTION.fields[field].plain(text)


def _sources(product: Product) -> set[tuple[str | None, object]]:
    return {(flag.field, flag.source) for flag in product[1] if flag.source}
